"""Do patents with roles get what they add to a line, without a yuan counted twice?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.test_workings_recompute import recompute
from valuation.discounting.annuity import annuity_factor
from valuation.portfolio.line_allocation import LineAllocation, line_allocation, line_parts, run
from valuation.portfolio.line_allocation import shared_line as line_of
from valuation.portfolio.shared_line import (
    SharedLine,
    coalition_worth,
    drop_one_losses,
    line_value,
    share_by_score,
    share_by_shapley,
)
from valuation.wording import InputOutsideDomain

ROLES = ("essential", "improvement", "substitute")
RNG = np.random.default_rng(0)


def a_line(*patents: tuple[str, float], uplifts: Any = None, **changes: Any) -> SharedLine:
    """Three periods worth 100, 80 and 60; each patent is (role, years of protection)."""
    parts = {
        "present_values": np.array([100.0, 80.0, 60.0]),
        "period_ends": np.array([1.0, 2.0, 3.0]),
        "protection_years": np.array([years for _, years in patents]),
        "roles": tuple(role for role, _ in patents),
        "uplifts": np.zeros(len(patents)) if uplifts is None else np.array(uplifts),
    }
    return SharedLine(**{**parts, **changes})


def parts_of(line: SharedLine) -> list[float]:
    return share_by_shapley(line, 40, np.random.default_rng(1)).values.tolist()


def allocation(**changes: Any) -> LineAllocation:
    return LineAllocation(**{**EXAMPLES["line_allocation"], **changes})


def test_one_patent_alone_is_the_whole_line() -> None:
    line = a_line(("essential", 20.0))
    assert float(line_value(line)) == 240.0
    assert parts_of(line) == [240.0]
    assert drop_one_losses(line).tolist() == [240.0]


def test_two_essential_patents_share_equally_and_each_takes_all_with_it() -> None:
    line = a_line(("essential", 20.0), ("essential", 20.0))
    assert parts_of(line) == pytest.approx([120.0, 120.0])
    assert drop_one_losses(line).tolist() == [240.0, 240.0]


def test_the_line_earns_only_while_its_essential_patents_are_in_force() -> None:
    """One and a half years: the first year whole, half of the second; after that nobody has anything to share."""
    line = a_line(("essential", 1.5), ("essential", 20.0))
    assert parts_of(line) == pytest.approx([70.0, 70.0])
    assert float(line_value(a_line(("essential", 0.0), ("essential", 20.0)))) == 0.0


def test_substitutes_share_what_one_of_them_is_enough_for() -> None:
    line = a_line(("substitute", 20.0), ("substitute", 20.0))
    assert parts_of(line) == pytest.approx([120.0, 120.0])
    assert drop_one_losses(line).tolist() == [0.0, 0.0]


def test_the_longer_substitute_alone_has_the_years_after_the_other() -> None:
    """Years 2 and 3 (140) belong to the second; year 1 (100) is shared."""
    line = a_line(("substitute", 1.0), ("substitute", 3.0))
    assert parts_of(line) == pytest.approx([50.0, 190.0])
    assert drop_one_losses(line).tolist() == [0.0, 140.0]


def test_groups_of_substitutes_are_needed_each() -> None:
    """Two groups of two with one essential patent: without a whole group the line stands still."""
    patents = (("essential", 9.0), *(("substitute", 9.0),) * 4)
    line = a_line(*patents, groups=(0, 1, 1, 2, 2))
    worth = coalition_worth(line)
    assert worth(np.array([0b00111, 0b01011, 0b10101, 0b11110, 0b11111])).tolist() == [0.0, 240.0, 240.0, 0.0, 240.0]
    assert coalition_worth(a_line(*patents))(np.array([0b00111])).tolist() == [240.0], "one group when none is named"


def test_an_improvement_raises_the_income_of_a_line_that_runs_without_it() -> None:
    """With an uplift of a quarter: 192 without it, 48 by it; alone it is worth nothing."""
    line = a_line(("essential", 9.0), ("improvement", 9.0), uplifts=[0.0, 0.25])
    assert coalition_worth(line)(np.arange(4)).tolist() == [0.0, 192.0, 0.0, 240.0]
    assert parts_of(line) == pytest.approx([216.0, 24.0])
    assert drop_one_losses(line).tolist() == [240.0, 48.0]


def test_an_improvement_that_lapses_takes_its_uplift_along() -> None:
    line = a_line(("essential", 9.0), ("improvement", 1.0), uplifts=[0.0, 0.25])
    assert float(line_value(line)) == pytest.approx(100 + 140 / 1.25)


def test_improvements_of_a_free_technology_get_only_their_uplift() -> None:
    line = a_line(("improvement", 9.0), ("improvement", 9.0), uplifts=[0.25, 0.25])
    assert float(line_value(line)) == pytest.approx(240 * 0.5 / 1.5)


def test_unequal_first_periods_count_by_their_length() -> None:
    line = a_line(("essential", 0.2), period_ends=np.array([0.4, 1.4, 2.4]))
    assert float(line_value(line)) == pytest.approx(50.0)


lines = st.integers(1, 7).flatmap(
    lambda n: st.tuples(
        st.lists(st.sampled_from(ROLES), min_size=n, max_size=n),
        st.lists(st.floats(0, 5), min_size=n, max_size=n),
        st.lists(st.floats(0.001, 3), min_size=n, max_size=n),
        st.lists(st.integers(1, 2), min_size=n, max_size=n),
    )
)


def a_drawn_line(drawn: Any) -> SharedLine:
    roles, years, uplifts, groups = drawn
    raised = [u if role == "improvement" else 0.0 for u, role in zip(uplifts, roles, strict=True)]
    return a_line(*zip(roles, years, strict=True), uplifts=raised, groups=tuple(groups))


@given(drawn=lines)
def test_parts_add_up_and_nobody_gets_less_than_nothing(drawn: Any) -> None:
    line = a_drawn_line(drawn)
    value, parts = float(line_value(line)), share_by_shapley(line, 40, RNG).values
    assert parts.sum() == pytest.approx(value, abs=1e-9)
    assert (parts >= -1e-9).all()
    assert 0.0 <= value <= 240.0 + 1e-9
    losses = drop_one_losses(line)
    assert ((losses >= -1e-9) & (losses <= value + 1e-9)).all()


@given(drawn=lines, longer=st.floats(0.01, 3))
def test_a_larger_coalition_and_a_longer_protection_are_never_worth_less(drawn: Any, longer: float) -> None:
    line = a_drawn_line(drawn)
    n = len(line.roles)
    everyone = np.arange(2**n)
    worths = coalition_worth(line)(everyone)
    for k in range(n):
        assert (coalition_worth(line)(everyone | (1 << k)) >= worths - 1e-9).all()
    later = replace(line, protection_years=line.protection_years + longer)
    assert float(line_value(later)) >= float(line_value(line)) - 1e-9


def test_more_than_twelve_patents_are_sampled_with_their_error() -> None:
    line = a_line(*(("essential", 9.0),) * 11, ("substitute", 9.0), ("substitute", 9.0))
    shares = share_by_shapley(line, 200, np.random.default_rng(3))
    assert shares.standard_errors is not None
    assert shares.values.sum() == pytest.approx(240.0)
    # A substitute adds the whole only where it joins last but one and the other last: 1/13 x 1/12.
    substitute = 240.0 / 13 / 12
    exact = np.array([(240.0 - 2 * substitute) / 11] * 11 + [substitute] * 2)
    assert (np.abs(shares.values - exact) <= 4 * shares.standard_errors + 1e-9).all()


def test_sampled_parts_of_patents_that_are_alike_are_equal() -> None:
    """With their values averaged nothing is lost, and the error still covers the miss."""
    roles = (("essential", 9.0),) * 9 + (("improvement", 9.0), ("improvement", 2.0), ("substitute", 9.0)) * 2
    uplifts = [0.0] * 9 + [0.3, 0.3, 0.0] * 2
    line = a_line(*roles, uplifts=uplifts)
    shares = share_by_shapley(line, 20, np.random.default_rng(3)).values
    assert len(set(np.round(shares[:9], 9))) == 1
    assert shares[9] == pytest.approx(shares[12])
    assert shares[10] == pytest.approx(shares[13])
    assert shares[9] > shares[10] * 1.1
    assert shares.sum() == pytest.approx(float(line_value(line)))


def test_paths_are_the_lines_one_by_one() -> None:
    patents = (("essential", 9.0), ("substitute", 9.0), ("substitute", 9.0), ("improvement", 9.0))
    present = np.array([[100.0, 80.0, 60.0], [10.0, 20.0, 30.0]])
    years = np.array([[2.5, 1.0, 2.0, 0.5], [3.0, 3.0, 0.0, 3.0]])
    uplifts = np.array([[0.0, 0.0, 0.0, 0.2], [0.0, 0.0, 0.0, 0.6]])
    together = a_line(*patents, present_values=present, protection_years=years, uplifts=uplifts)
    shares, losses = share_by_shapley(together, 9, RNG).values, drop_one_losses(together)
    for p in range(2):
        single = a_line(*patents, present_values=present[p], protection_years=years[p], uplifts=uplifts[p])
        assert shares[p] == pytest.approx(share_by_shapley(single, 9, RNG).values)
        assert losses[p] == pytest.approx(drop_one_losses(single))
        assert share_by_score(together, np.arange(4.0)).values[p] == pytest.approx(
            share_by_score(single, np.arange(4.0)).values
        )


def test_by_score_an_early_lapse_earns_less_and_a_dead_patent_nothing() -> None:
    line = a_line(("substitute", 1.0), ("substitute", 3.0), ("substitute", 0.0))
    assert share_by_score(line, np.array([1.0, 1.0, 1.0])).values == pytest.approx(
        [240 * 100 / 340, 240 * 240 / 340, 0]
    )


def test_a_line_without_a_score_in_force_cannot_be_shared_by_score() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        share_by_score(a_line(("essential", 3.0)), np.array([0.0]))
    assert refused.value.field_path == "scores"
    assert share_by_score(a_line(("essential", 0.0)), np.array([5.0])).values.tolist() == [0.0]


@given(rate=st.floats(-0.5, 0.9), years=st.integers(1, 30))
def test_under_full_protection_a_level_line_is_an_annuity(rate: float, years: int) -> None:
    level = allocation(
        profit=(100.0,) * years,
        other_assets_return=(0.0,),
        patent_income=(40.0,),
        other_claims=(60.0,),
        discount_rate=rate,
        timing="year_end",
        protection_years=(50.0, 60.0),
        uplifts=None,
        substitute_groups=None,
        scores=None,
    )
    assert float(line_allocation(level)) == pytest.approx(40 * float(annuity_factor(rate, years)), rel=1e-9)


def test_parts_of_the_method_add_up_by_either_allocation() -> None:
    for way in ("shapley", "score"):
        result = run(allocation(allocation=way))
        parts = [step.value for step in result.workings if step.symbol in {"W_1", "W_2", "W_3", "W_4"}]
        assert sum(parts) == pytest.approx(result.value)
        assert len(parts) == 4
        assert parts == pytest.approx(line_parts(allocation(allocation=way)).values.tolist())
    losses = {s.symbol: s.value for s in result.workings if s.symbol.startswith("D_")}
    assert list(losses.values()) == pytest.approx(drop_one_losses(line_of(allocation())).tolist())


@given(drawn=lines, mid_year=st.booleans())
def test_every_printed_formula_of_up_to_four_patents_gives_its_figure(drawn: Any, mid_year: bool) -> None:
    roles, years, uplifts, groups = (part[:4] for part in drawn)
    inputs = allocation(
        protection_years=tuple(years),
        uplifts=tuple(u if role == "improvement" else 0.0 for u, role in zip(uplifts, roles, strict=True)),
        substitute_groups=tuple(float(g) if r == "substitute" else 0.0 for g, r in zip(groups, roles, strict=True)),
        scores=tuple(range(1, len(roles) + 1)),
        timing="mid_year" if mid_year else "year_end",
        allocation="shapley" if years[0] > 1 else "score",
    )
    known: dict[str, float] = {}
    for step in run(inputs).workings:
        if step.formula:
            assert "Σ" not in step.formula
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11, abs=1e-9), step
        known[step.symbol] = step.value


def test_sampled_parts_say_their_error() -> None:
    many = allocation(
        protection_years=(4.0,) * 13, uplifts=None, substitute_groups=(1.0, 1.0, *(0.0,) * 11), scores=None, seed=7
    )
    result = run(many)
    assert [warning.code for warning in result.warnings] == ["shapley_sampled"]
    assert {f"e_{k}" for k in range(1, 14)} <= {step.symbol for step in result.workings}
    assert result.value == run(many).value


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"patent_income": (75.0,)}, "patent_income", "line_takes_too_much"),
        ({"other_claims": (41.0,)}, "patent_income", "line_takes_too_much"),
        ({"other_assets_return": (60.0,)}, "patent_income", "line_takes_too_much"),
        ({"scores": (1.0,)}, "scores", "mixed_lengths"),
        ({"allocation": "score", "scores": None}, "scores", "scores_missing"),
        ({"uplifts": (0.0, 0.1, 0.0, 0.0)}, "substitute_groups", "two_roles"),
        ({"substitute_groups": (0.0, 0.5, 1.0, 0.0)}, "substitute_groups", "not_whole"),
        ({"uplifts": np.array([[0.0, 0, 0, 0.2], [0.0, 0, 0, 0.0]])}, "uplifts", "role_by_path"),
        ({"profit": (100.0, 100.0, 100.0)}, "profit", "mixed_lengths"),
        ({"protection_years": (-1.0, 1.0, 1.0, 1.0)}, "protection_years", "outside_domain"),
        ({"discount_rate": -1.0}, "discount_rate", "outside_domain"),
    ],
)
def test_a_line_that_cannot_be_is_refused(changes: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        run(allocation(**changes))
    assert (refused.value.field_path.split("[")[0], refused.value.message.code) == (field, code)


def test_too_many_patents_for_shapley_can_still_be_shared_by_score() -> None:
    many = {"protection_years": (4.0,) * 63, "uplifts": None, "substitute_groups": None, "scores": (1.0,) * 63}
    with pytest.raises(InputOutsideDomain) as refused:
        run(allocation(**many))
    assert refused.value.message.code == "too_many_patents"
    parts = line_parts(allocation(**many, allocation="score")).values
    assert parts == pytest.approx([parts.sum() / 63] * 63)
