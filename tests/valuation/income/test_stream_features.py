"""Do probabilities, fees, delay and printed tables do to every yearly stream what they say?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_line, a_right, an_income_case
from tests.valuation.test_workings_recompute import recompute
from valuation.appraise import appraise
from valuation.catalogue import models
from valuation.discounting.annuity import annuity_factor
from valuation.discounting.present_value import discount_factor, table_factor
from valuation.income.annuities import GrowingAnnuity, growing_annuity
from valuation.income.capitalised_earnings import CapitalisedEarnings, capitalised
from valuation.income.relief_from_royalty import ReliefFromRoyalty, relief_from_royalty
from valuation.model import ModelResult
from valuation.wording import InputOutsideDomain

OWNERS = ("relief_from_royalty", "incremental_income", "with_and_without", "excess_earnings")
PLAIN = {
    "success_probability": 1.0,
    "validity_probability": 1.0,
    "launch_delay_years": 0.0,
    "maintenance_fees": (0.0,),
    "first_period_years": 1.0,
    "factor_digits": "full",
    "remaining_life_years": 20.0,
    "amortisation_years": None,
    "timing": "year_end",
}


def run(name: str, **changes: Any) -> ModelResult:
    model = models()[name]
    result = model.run(model.inputs(**{**EXAMPLES[name], **PLAIN, **changes}))
    known: dict[str, float] = {}
    for step in result.workings:
        assert step.symbol not in known
        if step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11, abs=1e-9), step
        known[step.symbol] = step.value
    return result


def value(name: str, **changes: Any) -> float:
    return run(name, **changes).value


@pytest.mark.parametrize("name", OWNERS)
def test_success_and_validity_multiply_the_stream(name: str) -> None:
    assert value(name, success_probability=0.5, validity_probability=0.8) == pytest.approx(0.4 * value(name))


@pytest.mark.parametrize("name", OWNERS)
@pytest.mark.parametrize("delay", [1.0, 2.0, 3.0])
def test_a_whole_delay_inside_the_life_only_costs_time(name: str, delay: float) -> None:
    late = value(name, launch_delay_years=delay, **({"split_decline": 0.0} if name == OWNERS[0] else {}))
    soon = value(name, **({"split_decline": 0.0} if name == OWNERS[0] else {}))
    assert late == pytest.approx(soon * (1 + EXAMPLES[name]["discount_rate"]) ** -delay, rel=1e-12)


@pytest.mark.parametrize("name", OWNERS)
def test_a_delay_by_part_of_a_year_lies_between(name: str) -> None:
    falls = {"split_decline": 0.0} if name == OWNERS[0] else {}
    soon, late = (value(name, launch_delay_years=delay, **falls) for delay in (1.0, 2.0))
    assert value(name, launch_delay_years=1.25, **falls) == pytest.approx(0.75 * soon + 0.25 * late, rel=1e-12)


@pytest.mark.parametrize("name", OWNERS)
def test_a_delay_beyond_the_life_leaves_nothing(name: str) -> None:
    assert value(name, launch_delay_years=3.0, remaining_life_years=3.0) == 0


@pytest.mark.parametrize("name", OWNERS)
def test_fees_are_paid_though_the_income_is_in_doubt(name: str) -> None:
    rate = EXAMPLES[name]["discount_rate"]
    tax = 0.25 if EXAMPLES[name]["tax_basis"] == "after_tax" else 0.0
    years = 3 if name in OWNERS[1:3] else 4
    paid = value(name, success_probability=0.5) - value(name, success_probability=0.5, maintenance_fees=(0.01,))
    assert paid == pytest.approx(0.01 * (1 - tax) * float(annuity_factor(rate, years)), rel=1e-8)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"launch_delay_years": 1.0, "remaining_life_years": None}, "remaining_life_years", "delay_without_end"),
        ({"launch_delay_years": 1.0, "first_period_years": 0.5}, "first_period_years", "delay_in_parts"),
        ({"maintenance_fees": (1.0, 2.0)}, "maintenance_fees", "mixed_lengths"),
        ({"validity_probability": 80.0}, "validity_probability", "rate_too_high"),
    ],
)
def test_what_does_not_go_together_is_refused(changes: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        run("relief_from_royalty", **changes)
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


@given(st.floats(0.0, 6.0), st.floats(0.0, 0.3), st.floats(0.5, 1.0), st.sampled_from(["year_end", "mid_year"]))
def test_a_late_royalty_is_what_the_late_line_of_a_case_earns(
    delay: float, decline: float, validity: float, timing: Any
) -> None:
    """The one formula laid out twice: calendar years of a case and plain periods of a method."""
    revenue, life = (100.0, 120.0, 130.0, 140.0), 7.25
    common = {"discount_rate": 0.12, "split_decline": decline, "validity_probability": validity}
    bases: dict[str, Any] = {"tax_basis": "after_tax", "discount_rate_basis": "after_tax", "tax_rate": 0.25}
    line = a_line(
        revenue=np.array(revenue),
        split_rate=0.05,
        economic_life_years=life,
        launch_delay_years=delay,
        **common,
        **bases,
    )
    method = ReliefFromRoyalty(
        revenue=revenue,  # type: ignore[arg-type]
        royalty_rate=(0.05,),  # type: ignore[arg-type]
        remaining_life_years=life,
        launch_delay_years=delay,
        timing=timing,
        **common,
        **bases,
    )
    case = an_income_case(line, rights=(a_right(years=20),), timing=timing)
    assert float(relief_from_royalty(method)) == pytest.approx(appraise(case).value, rel=1e-11)


def test_delays_as_paths_are_the_cases_one_by_one() -> None:
    delays, lives = np.array([0.0, 0.5, 2.75]), np.array([3.0, 6.0, 2.5])
    given_once = {"revenue": (100.0, 90.0, 80.0), "royalty_rate": (0.1, 0.09, 0.08), "discount_rate": 0.1}
    bases = {"tax_basis": "pre_tax", "discount_rate_basis": "pre_tax"}

    def one(delay: Any, life: Any) -> Any:
        model = models()["relief_from_royalty"]
        inputs = model.inputs(**given_once, **bases, launch_delay_years=delay, remaining_life_years=life)
        return model.compute(inputs)

    alone = [float(one(float(d), float(n))) for d, n in zip(delays, lives, strict=True)]
    assert one(delays, lives) == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize(
    ("rate", "years", "printed"),
    [(0.1, 1.0, 0.9091), (0.1, 2.0, 0.8264), (0.1, 5.0, 0.6209), (0.08, 3.0, 0.7938), (0.12, 10.0, 0.3220)],
)
def test_discount_factors_of_printed_tables(rate: float, years: float, printed: float) -> None:
    """复利现值系数表."""
    assert float(table_factor(discount_factor(rate, np.array([years])), "four_digits")[0]) == printed


@pytest.mark.parametrize(
    ("rate", "years", "printed"), [(0.1, 5.0, 3.7908), (0.1, 10.0, 6.1446), (0.12, 6.0, 4.1114), (0.15, 8.0, 4.4873)]
)
def test_annuity_factors_of_printed_tables(rate: float, years: float, printed: float) -> None:
    """年金现值系数表."""
    inputs = GrowingAnnuity(first_income=1.0, years=years, discount_rate=rate, factor_digits="four_digits")
    assert float(growing_annuity(inputs)) == printed


def test_a_five_at_the_end_is_rounded_up() -> None:
    """0.5^5 = 0.03125, as tables print it: 0.0313, not the even 0.0312."""
    assert float(table_factor(np.array(0.03125), "four_digits")) == 0.0313


@given(st.floats(0.0, 0.9), st.lists(st.floats(0.0, 1e6), min_size=1, max_size=10))
def test_rounded_factors_stay_within_half_of_their_last_digit(rate: float, amounts: list[float]) -> None:
    def royalty(digits: str) -> float:
        return value(
            "relief_from_royalty",
            revenue=tuple(amounts),
            royalty_base="sales",
            profit_margin=None,
            royalty_rate=(1.0,),
            split_decline=0.0,
            discount_rate=rate,
            factor_digits=digits,
            tax_rate=0.0,
        )

    assert abs(royalty("four_digits") - royalty("full")) <= 0.5001e-4 * sum(amounts) + 1e-9


@given(st.floats(0.01, 0.6), st.floats(-0.5, 0.0))
def test_capitalised_at_mid_year_is_the_limit_of_the_annuity_at_mid_year(rate: float, growth: float) -> None:
    whole = capitalised(CapitalisedEarnings(next_income=1.0, discount_rate=rate, growth=growth, timing="mid_year"))
    long = growing_annuity(
        GrowingAnnuity(first_income=1.0, growth=growth, years=100.0, discount_rate=rate, timing="mid_year")
    )
    assert float(long) == pytest.approx(float(whole) * (1 - ((1 + growth) / (1 + rate)) ** 100), rel=1e-9)
