"""Is a product line worth what closed forms, another library and hand-computed part-years say?"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import VALUATION_DATE, a_line, a_right, an_income_case
from valuation.appraise import appraise, case_values
from valuation.inputs import CaseInputs, RevenueLine

RATES = st.floats(min_value=-0.5, max_value=0.9)


def value(case: CaseInputs) -> float:
    return appraise(case).value


def of_line(line: RevenueLine, **changes: object) -> float:
    return value(an_income_case(line, **changes))


def annuity(amount: float, rate: float, years: float) -> float:
    """A (1 - (1 + r)^-n) / r, written so that small rates keep their digits."""
    return -amount * math.expm1(-years * math.log1p(rate)) / rate if rate else amount * years


@given(rate=RATES, years=st.integers(1, 40))
def test_a_level_stream_is_an_annuity(rate: float, years: int) -> None:
    line = a_line(revenue=np.full(years, 100.0), discount_rate=rate, economic_life_years=float(years))
    assert of_line(line, rights=(a_right(years=years),)) == pytest.approx(annuity(10.0, rate, years), rel=1e-9)


@given(
    revenue=st.lists(st.floats(0, 1e9), min_size=1, max_size=20),
    rate=st.floats(min_value=-0.3, max_value=0.9),
)
def test_equals_numpy_financial(revenue: list[float], rate: float) -> None:
    line = a_line(revenue=np.array(revenue), discount_rate=rate, economic_life_years=float(len(revenue)))
    expected = 0.1 * numpy_financial.npv(rate, [0.0, *revenue])
    assert of_line(line, rights=(a_right(years=len(revenue)),)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_mid_year_is_half_a_year_earlier() -> None:
    assert of_line(a_line(), timing="mid_year") == pytest.approx(of_line(a_line()) * 1.1**0.5, rel=1e-12)


def test_exact_timing_counts_days_over_365() -> None:
    """2028 is a leap year: the third payment comes after 1096 days, not three years."""
    days = [(date(2026 + k, 12, 31) - VALUATION_DATE).days for k in range(5)]
    assert days[2] == 1096
    expected = sum(10.0 / 1.1 ** (d / 365) for d in days)
    assert of_line(a_line(), timing="exact") == pytest.approx(expected, rel=1e-12)
    assert of_line(a_line(), timing="exact") < of_line(a_line())


def test_a_first_part_year_counts_by_its_days() -> None:
    """Valued on 30 September: 92 of 365 days of 2025 are left, and everything after comes 92/365 later."""
    part = 92 / 365
    line = a_line(first_year=2025, revenue=np.array([100.0, 200.0]), economic_life_years=part + 1)
    expected = 10 * part / 1.1**part + 20 / 1.1 ** (1 + part)
    assert of_line(line, valuation_date=date(2025, 9, 30)) == pytest.approx(expected, rel=1e-12)


def test_the_horizon_may_end_inside_a_year() -> None:
    expected = annuity(10.0, 0.1, 2) + 10 * 0.5 / 1.1**2.5
    assert of_line(a_line(economic_life_years=2.5)) == pytest.approx(expected, rel=1e-12)


def test_legal_expiry_ends_the_stream_before_the_economic_life() -> None:
    """Expiring on 30 June 2027: one year and 181 of 365 days, settled with the year 2027."""
    right = a_right(expiry_date=date(2027, 6, 30))
    part = 181 / 365
    expected = 10 / 1.1 + 10 * part / 1.1**2
    result = appraise(an_income_case(a_line(), rights=(right,)))
    assert result.value == pytest.approx(expected, rel=1e-12)
    assert [row.label for row in result.approaches[0].lines[0].rows] == ["2026", "2027"]
    last = result.approaches[0].lines[0].rows[-1]
    assert (last.fraction, last.end_years, last.discount_years) == pytest.approx((part, 1 + part, 2.0))


def test_a_right_earns_its_share_only_while_it_protects() -> None:
    """Two equal rights, one of two years: years 3 to 5 bring half."""
    line = a_line(contributions={"a": 5.0, "b": 5.0})
    result = appraise(an_income_case(line, rights=(a_right("a"), a_right("b", years=2))))
    early, late = annuity(5.0, 0.1, 2), annuity(5.0, 0.1, 5)
    assert result.approaches[0].lines[0].by_right == pytest.approx({"a": late, "b": early})
    assert [row.alive_share for row in result.approaches[0].lines[0].rows] == pytest.approx([1, 1, 0.5, 0.5, 0.5])


def test_a_dead_right_keeps_its_weight_and_earns_nothing() -> None:
    line = a_line(contributions={"a": 3.0, "b": 1.0})
    result = appraise(an_income_case(line, rights=(a_right("a"), a_right("b", years=-1))))
    assert result.value == pytest.approx(0.75 * annuity(10.0, 0.1, 5))
    assert result.by_right[1].value == 0
    assert result.by_right[1].worthless_reason is not None


def test_a_right_that_contributes_nothing_does_not_lengthen_the_horizon() -> None:
    line = a_line(contributions={"a": 1.0, "idle": 0.0})
    result = appraise(an_income_case(line, rights=(a_right("a", years=2), a_right("idle", years=4))))
    assert [row.label for row in result.approaches[0].lines[0].rows] == ["2026", "2027"]
    horizon = {step.symbol: step.value for step in result.approaches[0].lines[0].workings}["N"]
    assert horizon == 2


def test_growth_beyond_the_forecast_is_a_growing_annuity() -> None:
    """Closed form (1 - ((1+g)/(1+r))^n) / (r - g) x first payment."""
    rate, growth, years = 0.1, 0.03, 10
    line = a_line(revenue=np.array([100.0]), growth_after_forecast=growth, economic_life_years=float(years))
    expected = 10 * (1 - ((1 + growth) / (1 + rate)) ** years) / (rate - growth)
    assert of_line(line) == pytest.approx(expected, rel=1e-12)


def test_growth_equal_to_the_rate_needs_no_limit() -> None:
    """0.1 + 0.2 against 0.3: the two differ in the last digit only, and the value must not collapse."""
    line = a_line(
        revenue=np.array([10_000.0]), growth_after_forecast=0.3, discount_rate=0.1 + 0.2, economic_life_years=10.0
    )
    assert of_line(line) == pytest.approx(10 * 1000 / 1.3, rel=1e-9)


def test_the_split_declines_geometrically_from_the_first_forecast_year() -> None:
    """A decline d with rate r is an annuity at the rate (1+r)/(1-d) - 1, scaled by 1/(1-d)."""
    line = a_line(split_decline=0.2)
    assert of_line(line) == pytest.approx(annuity(10.0, 1.1 / 0.8 - 1, 5) / 0.8, rel=1e-12)


def test_tax_takes_its_share_after_tax_and_nothing_before() -> None:
    after = a_line(tax_basis="after_tax", discount_rate_basis="after_tax")
    assert of_line(after) == pytest.approx(0.75 * of_line(a_line()), rel=1e-12)


def test_net_profit_is_not_taxed_again() -> None:
    line = a_line(
        royalty_base="net_profit", profit_margin=np.full(5, 0.2), tax_basis="after_tax", discount_rate_basis="after_tax"
    )
    assert of_line(line) == pytest.approx(0.2 * annuity(10.0, 0.1, 5), rel=1e-12)


def test_a_split_of_profit_at_margin_m_is_a_royalty_of_m_times_the_split() -> None:
    """Method against method: 20 % of a profit of 10 % is 2 % of sales."""
    profit = a_line(royalty_base="operating_profit", profit_margin=np.full(5, 0.1), split_rate=0.2)
    assert of_line(profit) == pytest.approx(of_line(a_line(split_rate=0.02)), rel=1e-12)


def test_the_rate_that_explains_a_value_is_found_again() -> None:
    """Inverse: the internal rate of return of buying at the value is the discount rate."""
    line = a_line(revenue=np.array([80.0, 120.0, 150.0, 60.0, 20.0]), discount_rate=0.137)
    flows = [-of_line(line), *(0.1 * line.revenue)]
    assert numpy_financial.irr(flows) == pytest.approx(0.137, rel=1e-9)


def test_a_year_of_loss_reduces_and_a_life_of_loss_is_worth_nothing() -> None:
    """A negative year is possible (launch cost); a negative total is 0 and is said."""
    mixed = a_line(royalty_base="operating_profit", profit_margin=np.array([-0.3, 0.2, 0.2, 0.2, 0.2]))
    good = replace(mixed, profit_margin=np.array([0.0, 0.2, 0.2, 0.2, 0.2]))
    assert of_line(mixed) == pytest.approx(of_line(good) - 3 / 1.1)
    lossy = appraise(an_income_case(replace(mixed, profit_margin=np.full(5, -0.1))))
    assert lossy.value == 0
    assert "line_at_a_loss" in [w.code for w in lossy.warnings]
    assert lossy.approaches[0].lines[0].rows[0].present_value < 0


def test_a_rate_of_zero_adds_and_a_huge_rate_leaves_the_first_year() -> None:
    assert of_line(a_line(discount_rate=0.0)) == pytest.approx(50.0)
    assert of_line(a_line(discount_rate=-0.999999)) > 1e20


def test_probability_of_success_scales() -> None:
    assert of_line(a_line(success_probability=0.4)) == pytest.approx(0.4 * of_line(a_line()))
    assert of_line(a_line(success_probability=0.0)) == 0


def test_nothing_is_rounded_inside() -> None:
    """Amounts of hundred millions: 0.05 in eight years at 10 % keeps its digits."""
    line = a_line(revenue=np.array([0] * 7 + [0.5]), economic_life_years=8.0)
    assert of_line(line) == pytest.approx(0.05 / 1.1**8, rel=1e-14)


@given(revenue=st.floats(1, 1e10), rate=RATES, more=st.floats(0.001, 0.09), years=st.integers(1, 15))
def test_more_revenue_is_worth_more_and_a_higher_rate_less(
    revenue: float, rate: float, more: float, years: int
) -> None:
    line = a_line(revenue=np.full(years, revenue), discount_rate=rate, economic_life_years=float(years))
    assert of_line(replace(line, revenue=line.revenue * (1 + more))) > of_line(line)
    assert of_line(replace(line, discount_rate=rate + more)) < of_line(line)


@given(cut=st.integers(1, 9), rate=RATES)
def test_years_add_up(cut: int, rate: float) -> None:
    """The years up to a cut and the years after it are worth the whole."""
    revenue = np.arange(1.0, 11.0) * 100
    whole = a_line(revenue=revenue, discount_rate=rate, economic_life_years=10.0)
    early = replace(whole, revenue=np.where(np.arange(10) < cut, revenue, 0.0))
    late = replace(whole, revenue=np.where(np.arange(10) < cut, 0.0, revenue))
    assert of_line(early) + of_line(late) == pytest.approx(of_line(whole), rel=1e-9)


@given(days=st.integers(0, 364), timing=st.sampled_from(["year_end", "mid_year", "exact"]))
def test_a_later_expiry_never_lowers_the_value_of_a_positive_stream(days: int, timing: str) -> None:
    """At a rate of 0 timing does not matter: the value is the revenue of the protected time."""
    expiry = date(2027, 1, 1) + timedelta(days=days)
    case = an_income_case(a_line(discount_rate=0.0), rights=(a_right(expiry_date=expiry),), timing=timing)
    assert value(case) == pytest.approx(10 * (1 + (days + 1) / 365), rel=1e-12)


def test_lines_and_arrays_agree() -> None:
    """Paths in one go are the loop over them, for every input that may vary."""
    rates, lives = np.array([0.05, 0.1, 0.3]), np.array([1.5, 5.0, 3.25])
    together = case_values(an_income_case(a_line(discount_rate=rates, economic_life_years=lives))).conclusion
    alone = [
        of_line(a_line(discount_rate=float(r), economic_life_years=float(n))) for r, n in zip(rates, lives, strict=True)
    ]
    assert together == pytest.approx(alone, rel=1e-13)
