"""Are swings measured between the right ends, complete, and ordered by size?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.valuation.engine_cases import a_full_case, a_line, an_income_case
from valuation.appraise import appraise
from valuation.uncertainty import sensitivity
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.sensitivity import tornado
from valuation.uncertainty.simulate import UncertainInput


def doubt(name: str, **distribution: object) -> UncertainInput:
    return UncertainInput(f"lines[0].{name}", Distribution(**distribution))


def test_ends_are_the_stated_ones_and_values_those_of_the_appraisal() -> None:
    (swing,) = tornado(an_income_case(), (doubt("split_rate", kind="pert", mode=0.1, low=0.05, high=0.2),))
    assert (swing.low_input, swing.high_input) == (0.05, 0.2)
    assert swing.low_value == appraise(an_income_case(a_line(split_rate=0.05))).value
    assert swing.high_value == appraise(an_income_case(a_line(split_rate=0.2))).value


def test_a_rate_lowers_the_value_towards_its_high_end() -> None:
    (swing,) = tornado(an_income_case(), (doubt("discount_rate", kind="uniform", mode=0.1, low=0.05, high=0.2),))
    assert swing.low_value > appraise(an_income_case()).value > swing.high_value


def test_a_normal_goes_from_its_10th_to_its_90th_percentile() -> None:
    from scipy import stats

    (swing,) = tornado(an_income_case(), (doubt("discount_rate", kind="normal", mode=0.1, spread=0.02),))
    assert [swing.low_input, swing.high_input] == pytest.approx(stats.norm(0.1, 0.02).ppf([0.1, 0.9]).tolist())


def test_ends_are_cut_at_the_domain() -> None:
    (swing,) = tornado(an_income_case(), (doubt("split_rate", kind="uniform", mode=0.95, low=0.9, high=1.05),))
    assert swing.high_input == 1.0


def test_the_largest_swing_comes_first_and_fixed_inputs_are_left_out() -> None:
    found = tornado(
        an_income_case(),
        (
            doubt("split_decline", kind="uniform", mode=0.0, low=0.0, high=0.01),
            doubt("split_rate", kind="uniform", mode=0.1, low=0.01, high=0.5),
            doubt("success_probability", kind="fixed", mode=1.0),
            doubt("discount_rate", kind="uniform", mode=0.1, low=0.08, high=0.12),
        ),
    )
    assert [s.path.rsplit(".", maxsplit=1)[-1] for s in found] == ["split_rate", "discount_rate", "split_decline"]


def test_an_input_with_its_best_value_inside_is_not_hidden() -> None:
    """Good years, then losses: a shorter and a longer life both cost, the two ends differ little, the middle much."""
    margin = np.array([0.5, 0.5, -0.4, -0.1])
    base = an_income_case(
        a_line(
            revenue=np.full(4, 100.0),
            royalty_base="gross_profit",
            profit_margin=margin,
            discount_rate=0.0,
            economic_life_years=2.0,
        )
    )
    life = doubt("economic_life_years", kind="uniform", mode=2.0, low=1.0, high=4.0)
    split = doubt("split_rate", kind="uniform", mode=0.1, low=0.09, high=0.11)
    found = {s.path: s for s in tornado(base, (split, life))}
    assert found[life.path].low_value == pytest.approx(5.0)
    assert found[life.path].high_value == pytest.approx(5.0)
    assert found[split.path].high_value - found[split.path].low_value == pytest.approx(2.0)
    assert list(found) == [life.path, split.path]


def test_order_of_the_list_does_not_matter() -> None:
    doubts = tuple(
        replace(doubt("split_rate", kind="uniform", mode=0.03, low=0.02, high=0.04), path=f"lines[{k}].{name}")
        for k in (0, 1)
        for name in ("split_rate", "split_decline", "discount_rate")
    )
    assert tornado(a_full_case(), doubts) == tornado(a_full_case(), tuple(reversed(doubts)))


@pytest.mark.parametrize("at_once", [1, 2, 3, 128])
def test_moving_inputs_together_gives_what_moving_each_alone_gives(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubts = (
        doubt("split_rate", kind="uniform", mode=0.1, low=0.05, high=0.2),
        doubt("economic_life_years", kind="uniform", mode=5.0, low=2.5, high=9.0),
        doubt("discount_rate", kind="normal", mode=0.1, spread=0.02),
        UncertainInput("cost.development_years", Distribution(kind="uniform", mode=2.0, low=1.0, high=3.0)),
    )
    case = a_full_case()
    alone = {one.path: one for d in doubts for one in tornado(case, (d,))}
    monkeypatch.setattr(sensitivity, "_AT_ONCE", at_once)
    together = tornado(case, doubts)
    assert {s.path for s in together} == set(alone)
    for one in together:
        expected = alone[one.path]
        assert (one.low_input, one.high_input) == (expected.low_input, expected.high_input)
        assert [one.low_value, one.high_value] == pytest.approx([expected.low_value, expected.high_value], rel=1e-12)
