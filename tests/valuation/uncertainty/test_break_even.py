"""Is every value of an input found that makes the case worth the target, and is it said when there is none?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_full_case, a_line, an_income_case, weights
from tests.valuation.test_applied_methods import a_method, with_methods
from valuation.appraise import appraise
from valuation.domains import domain_of
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.break_even import break_even
from valuation.uncertainty.level_crossings import LevelCrossings, level_crossings
from valuation.uncertainty.uncertain_inputs import replace_inputs
from valuation.wording import InputOutsideDomain

LINE_INPUTS = ("split_rate", "discount_rate", "economic_life_years", "revenue_factor", "success_probability")


def crossings(function: Callable[[FloatArray], FloatArray], low: float = 0.0, high: float = 10.0) -> LevelCrossings:
    scan = np.linspace(low, high, 2001)
    reached = function(scan)
    return level_crossings(function, scan, reached, 1e-12 * float(np.nanmax(np.abs(reached))))


def test_three_roots_of_a_cubic() -> None:
    found = crossings(lambda x: (x - 1.23456) * (x - 4.5) * (x - 8.765))
    assert found.roots == pytest.approx([1.23456, 4.5, 8.765], rel=1e-12)
    assert (found.stretches, found.jumps) == ((), ())


def test_a_root_that_only_touches() -> None:
    smooth = crossings(lambda x: (x - 1.23456) ** 2)
    assert smooth.roots == pytest.approx([1.23456], rel=1e-7)
    kink = crossings(lambda x: -np.abs(x - 3.21234))
    assert kink.roots == pytest.approx([3.21234], rel=1e-12)
    assert crossings(lambda x: np.abs(x - 3.21234) + 1e-6).roots == ()


def test_two_roots_inside_one_step_of_the_scan() -> None:
    found = crossings(lambda x: (x - 1.23456) * (x - 1.2345))
    assert found.roots == pytest.approx([1.2345, 1.23456], rel=1e-9)


def test_roots_at_the_ends_of_the_range() -> None:
    assert crossings(lambda x: x * (x - 10.0)).roots == (0.0, 10.0)


def test_a_stretch_of_roots_has_its_ends() -> None:
    found = crossings(lambda x: np.clip(x, 2.3333, 4.4444) - 4.4444)
    ((start, end),) = found.stretches
    assert (start, end) == pytest.approx((4.4444, 10.0), rel=1e-9)
    assert found.roots == ()


def test_a_step_across_the_level_is_no_root() -> None:
    found = crossings(lambda x: np.floor(x) - 2.5)
    assert found.roots == ()
    assert found.jumps == pytest.approx([3.0])
    both = crossings(lambda x: np.where(x < 5, x - 3.1, 7 - x))
    assert both.roots == pytest.approx([3.1, 7.0])
    assert both.jumps == ()


def test_where_the_function_has_no_value_there_is_no_root() -> None:
    found = crossings(lambda x: np.where(x < 4, np.nan, x - 6))
    assert found.roots == pytest.approx([6.0])


@given(roots=st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True))
def test_every_root_of_a_polynomial(roots: list[int]) -> None:
    ordered = sorted(0.1 * root + 0.00321 for root in roots)
    found = crossings(lambda x: np.prod([x - root for root in ordered], axis=0))
    assert found.roots == pytest.approx(ordered, rel=1e-9)


def worth(case: CaseInputs, path: str, number: float) -> float:
    return appraise(replace_inputs(case, {path: number})).value


@given(
    name=st.sampled_from(LINE_INPUTS),
    part=st.floats(0.05, 0.95),
    split=st.floats(0.01, 0.9),
    rate=st.floats(0.02, 0.5),
    life=st.floats(1.2, 9.8),
)
def test_the_root_restores_the_target(name: str, part: float, split: float, rate: float, life: float) -> None:
    """The target is what the case is worth at another value of the input: that value must be among the roots."""
    case = an_income_case(a_line(split_rate=split, discount_rate=rate, economic_life_years=life))
    path = f"lines[0].{name}"
    there = {"economic_life_years": 0.5 + 4.4 * part, "revenue_factor": 2 * part}.get(name, part)
    target = worth(case, path, there)
    found = break_even(case, path, target)
    assert found.verdict == "one_root"
    assert found.roots == pytest.approx([there], rel=1e-9)
    assert worth(case, path, found.roots[0]) == pytest.approx(target, rel=1e-10)


@pytest.mark.parametrize(
    "path",
    [
        "lines[0].split_rate",
        "lines[0].discount_rate",
        "lines[1].economic_life_years",
        "lines[0].growth_after_forecast",
        "market.deals[0].adjustments[0].factor",
        "cost.items[0].amount",
        "cost.technological_obsolescence",
    ],
)
def test_any_input_of_a_full_case_can_be_solved_for(path: str) -> None:
    case = a_full_case()
    target = appraise(case).value * 0.97
    found = break_even(case, path, target)
    assert found.verdict == "one_root"
    assert worth(case, path, found.roots[0]) == pytest.approx(target, rel=1e-10)


def losing() -> CaseInputs:
    """Good years, then losses, then good ones: the value rises, falls and rises with the life."""
    margin = np.array([0.5, 0.5, -0.4, -0.1, 0.6])
    line = a_line(revenue=np.full(5, 100.0), royalty_base="gross_profit", profit_margin=margin, discount_rate=0.0)
    return an_income_case(line)


def test_several_lives_may_be_worth_the_same() -> None:
    """10 % of 50, 50, -40, -10, 60: worth 8 after 1.6, after 2.5 and after 4 + 3/6 years."""
    path = "lines[0].economic_life_years"
    found = break_even(losing(), path, 8.0)
    assert found.verdict == "several_roots"
    assert found.roots == pytest.approx([1.6, 2.5, 4.5], rel=1e-9)
    for root in found.roots:
        assert worth(losing(), path, root) == pytest.approx(8.0, rel=1e-10)


def test_a_level_that_is_only_touched() -> None:
    """The value is highest, 10, at a life of exactly 2 years until the last year brings more."""
    found = break_even(losing(), "lines[0].economic_life_years", 10.0, high=4.0)
    assert found.roots == pytest.approx([2.0], rel=1e-9)


def test_a_life_beyond_the_forecast_changes_nothing() -> None:
    found = break_even(an_income_case(), "lines[0].economic_life_years", appraise(an_income_case()).value)
    assert found.verdict == "stretch"
    ((start, end),) = found.stretches
    assert start == pytest.approx(5.0, rel=1e-9)
    assert end == 100.0


def test_a_target_out_of_reach_is_said_with_what_can_be_reached() -> None:
    above = break_even(an_income_case(), "lines[0].split_rate", 1e6)
    assert (above.verdict, above.roots) == ("always_below", ())
    assert above.highest_value == pytest.approx(worth(an_income_case(), "lines[0].split_rate", 1.0))
    below = break_even(an_income_case(), "lines[0].split_rate", 10.0, low=0.1)
    assert below.verdict == "always_above"
    assert below.message.text == "The value stays above the amount over the whole range of the input."


def test_the_range_is_the_domain_unless_stated() -> None:
    found = break_even(an_income_case(), "lines[0].discount_rate", 30.0)
    domain = domain_of("lines[0].discount_rate")
    assert domain.contains(np.array([found.low, found.high]))
    assert found.high - found.low == pytest.approx(domain.high - domain.low)
    assert found.verdict == "one_root"
    stated = break_even(an_income_case(), "lines[0].discount_rate", 30.0, low=0.3, high=0.4)
    assert stated.verdict == "always_below"


def test_a_case_worth_nothing_reaches_zero_at_one_end() -> None:
    found = break_even(an_income_case(), "lines[0].split_rate", 0.0)
    assert (found.verdict, found.roots) == ("one_root", (0.0,))


@pytest.mark.parametrize(
    ("path", "target", "low", "high"),
    [
        ("lines[0].split", 1.0, None, None),
        ("lines[0].split_rate", float("nan"), None, None),
        ("lines[0].split_rate", float("inf"), None, None),
        ("lines[0].split_rate", 1.0, -0.1, None),
        ("lines[0].split_rate", 1.0, None, 1.1),
        ("lines[0].split_rate", 1.0, 0.5, 0.5),
        ("lines[0].split_rate", 1.0, float("nan"), None),
        ("lines[0].discount_rate", 1.0, -1.0, None),
    ],
)
def test_an_impossible_question_is_refused(path: str, target: float, low: float | None, high: float | None) -> None:
    with pytest.raises(InputOutsideDomain):
        break_even(an_income_case(), path, target, low=low, high=high)


def test_a_case_without_conclusion_breaks_even_nowhere() -> None:
    with pytest.raises(InputOutsideDomain):
        break_even(an_income_case(weights=weights()), "lines[0].split_rate", 1.0)


@pytest.mark.parametrize("name", ["discount_rate", "scales.revenue"])
def test_an_input_of_a_further_method_can_be_solved_for(name: str) -> None:
    case = with_methods(a_method(weight=2.0, reason="second opinion"))
    target = appraise(case).value * 0.97
    found = break_even(case, f"methods[0].{name}", target)
    assert found.verdict == "one_root"
    assert worth(case, f"methods[0].{name}", found.roots[0]) == pytest.approx(target, rel=1e-10)
