"""Do the income methods agree with each other, with limits and a public library, and refuse what they must?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_line, a_right, an_income_case
from tests.valuation.test_workings_recompute import recompute
from valuation.appraise import appraise
from valuation.catalogue import models
from valuation.discounting.annuity import annuity_factor
from valuation.income.annuities import (
    GrowingAnnuity,
    TwoRateAnnuity,
    TwoStageAnnuity,
    growing_annuity,
    two_rate_annuity,
    two_stage_annuity,
)
from valuation.income.capitalised_earnings import CapitalisedEarnings, capitalised
from valuation.income.dated_flows import (
    InternalRateOfReturn,
    NetPresentValue,
    internal_rate_of_return,
    net_present_value,
    rates_of_return,
)
from valuation.income.excess_earnings import ExcessEarnings, excess_earnings
from valuation.income.incremental_income import IncrementalIncome, incremental_income
from valuation.income.licence_payments import LicencePayments, licence_payments
from valuation.income.relief_from_royalty import ReliefFromRoyalty, relief_from_royalty
from valuation.income.single_period_excess_earnings import (
    SinglePeriodExcessEarnings,
    single_period_excess_earnings,
)
from valuation.income.tax_amortisation import TaxAmortisationBenefit, amortisation_factor, value_with_benefit
from valuation.income.with_and_without import WithAndWithout, income_share, with_and_without
from valuation.wording import InputOutsideDomain

PRE = {"discount_rate_basis": "pre_tax", "tax_basis": "pre_tax"}
AFTER = {"discount_rate_basis": "after_tax", "tax_basis": "after_tax", "tax_rate": 0.25}
NAMES = [name for name, model in models().items() if model.family == "income"]
rates = st.floats(-0.3, 0.9)
positive_rates = st.floats(0.01, 0.6)
years = st.integers(1, 40)
amounts = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=12)


def build(name: str, **changes: Any) -> Any:
    return models()[name].inputs(**{**EXAMPLES[name], **changes})


@pytest.mark.parametrize("name", NAMES)
def test_every_step_follows_from_earlier_ones(name: str) -> None:
    model, known = models()[name], {}
    inputs = build(name)
    result = model.run(inputs)
    for step in result.workings:
        assert step.symbol not in known, "a symbol stands for two things"
        assert step.label
        assert step.source
        if step.formula and "Σ_t" not in step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11, abs=1e-9), step
        known[step.symbol] = step.value
    assert result.workings[-1].value == result.value == pytest.approx(float(model.compute(inputs)), rel=1e-14)


@pytest.mark.parametrize("timing", ["year_end", "mid_year"])
@pytest.mark.parametrize("name", [name for name in NAMES if "timing" in models()[name].inputs.__dataclass_fields__])
def test_steps_follow_at_either_timing_and_at_a_rate_of_zero(name: str, timing: str) -> None:
    for rate in (0.0, 0.08):
        result = models()[name].run(build(name, timing=timing, discount_rate=rate))
        known: dict[str, float] = {}
        for step in result.workings:
            if step.formula:
                assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11, abs=1e-9), step
            known[step.symbol] = step.value


@pytest.mark.parametrize("name", NAMES)
def test_paths_equal_a_loop_over_single_cases(name: str) -> None:
    """Every number as paths of its own: the arrays give what one case after the other gives."""
    model = models()[name]
    scales = np.array([0.9, 1.0, 0.7])
    numbers = {key: value for key, value in EXAMPLES[name].items() if not isinstance(value, str)}

    def scaled(value: Any, scale: Any) -> Any:
        return np.multiply.outer(scale, value) if isinstance(value, tuple) else np.asarray(scale) * value

    paths = model.compute(build(name, **{key: scaled(value, scales) for key, value in numbers.items()}))
    loop = [
        float(model.compute(build(name, **{key: scaled(value, scale) for key, value in numbers.items()})))
        for scale in scales
    ]
    assert paths == pytest.approx(loop, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e300, -1e300, "1", True])
def test_a_bad_input_is_named(name: str, bad: Any) -> None:
    for key, value in EXAMPLES[name].items():
        wrong = (bad, *value[1:]) if isinstance(value, tuple) else bad
        if isinstance(value, tuple) and isinstance(bad, str | bool):
            continue
        with pytest.raises(InputOutsideDomain) as refused:
            models()[name].compute(build(name, **{key: wrong}))
        assert refused.value.field_path == key


@given(rates, rates, years)
def test_an_annuity_is_the_sum_of_its_years(rate: float, growth: float, count: int) -> None:
    t = np.arange(1, count + 1)
    expected = np.sum((1 + growth) ** (t - 1.0) * (1 + rate) ** -t.astype(float))
    assert float(annuity_factor(rate, count, growth)) == pytest.approx(expected, rel=1e-9)
    assert float(annuity_factor(rate, count, growth, "mid_year")) == pytest.approx(
        expected * (1 + rate) ** 0.5, rel=1e-9
    )


@given(positive_rates, years)
def test_a_level_annuity_is_the_library_s(rate: float, count: int) -> None:
    assert float(annuity_factor(rate, count)) == pytest.approx(-numpy_financial.pv(rate, count, 1.0), rel=1e-11)


@given(st.floats(1e-16, 1e-9))
def test_growth_next_to_the_rate_loses_nothing(gap: float) -> None:
    """A peer compares with == and gives 0 for a rate of 0.1 + 0.2 and a growth of 0.3; right is 1000 x 10 / 1.3."""
    assert 1000 * float(annuity_factor(0.1 + 0.2, 10, 0.3)) == pytest.approx(7692.3077, abs=1e-4)
    assert float(annuity_factor(0.3 + gap, 10, 0.3)) == pytest.approx(10 / 1.3, rel=1e-7)


@pytest.mark.parametrize("growth", [0.3, 0.3 + 1e-13])
def test_the_printed_formula_holds_where_rate_and_growth_all_but_agree(growth: float) -> None:
    inputs = GrowingAnnuity(first_income=1000.0, growth=growth, years=10.0, discount_rate=0.1 + 0.2)
    known: dict[str, float] = {}
    for step in models()["growing_annuity"].run(inputs).workings:
        if step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-8)
        known[step.symbol] = step.value


@given(positive_rates, st.floats(-0.5, 0.0))
def test_a_long_annuity_tends_to_the_capitalised_income(rate: float, growth: float) -> None:
    long = growing_annuity(GrowingAnnuity(first_income=1.0, growth=growth, years=100.0, discount_rate=rate))
    whole = capitalised(CapitalisedEarnings(next_income=1.0, discount_rate=rate, growth=growth))
    assert float(long) == pytest.approx(float(whole) * (1 - ((1 + growth) / (1 + rate)) ** 100), rel=1e-9)


@given(rates, st.integers(1, 20), st.integers(1, 20))
def test_two_equal_stages_are_one_annuity(rate: float, first: int, second: int) -> None:
    two = TwoStageAnnuity(
        first_income=7.0, first_years=first, second_income=7.0, second_years=second, discount_rate=rate
    )
    one = GrowingAnnuity(first_income=7.0, years=first + second, discount_rate=rate)
    assert float(two_stage_annuity(two)) == pytest.approx(float(growing_annuity(one)), rel=1e-9)


@given(positive_rates, years)
def test_a_sinking_fund_at_the_yield_is_the_plain_annuity(rate: float, count: int) -> None:
    fund = TwoRateAnnuity(yearly_income=5.0, years=count, yield_rate=rate, sinking_fund_rate=rate)
    assert float(two_rate_annuity(fund)) == pytest.approx(5.0 * float(annuity_factor(rate, count)), rel=1e-9)
    safe = replace(fund, sinking_fund_rate=0.0)
    assert float(two_rate_annuity(safe)) == pytest.approx(5.0 / (rate + 1 / count), rel=1e-12)


def royalty(**changes: Any) -> ReliefFromRoyalty:
    plain = {"revenue": (100.0, 120.0, 130.0), "royalty_rate": (0.05,), "discount_rate": 0.1, **PRE}
    return ReliefFromRoyalty(**{**plain, **changes})


@given(amounts, positive_rates)
def test_a_royalty_is_the_net_present_value_of_its_payments(revenue: list[float], rate: float) -> None:
    value = float(relief_from_royalty(royalty(revenue=tuple(revenue), discount_rate=rate)))
    assert value == pytest.approx(numpy_financial.npv(rate, [0.0, *(0.05 * r for r in revenue)]), rel=1e-9, abs=1e-9)
    licence = LicencePayments(sales=tuple(revenue), royalty_rate=(0.05,), discount_rate=rate, **PRE)
    assert float(licence_payments(licence)) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("timing", ["year_end", "mid_year"])
def test_a_royalty_is_what_the_line_of_a_case_earns(timing: str) -> None:
    """The same line through `income_split` from 31 December: decline, probability, tax, an end inside a year."""
    given = {"discount_rate": 0.12, "split_decline": 0.1, "success_probability": 0.8, **AFTER}
    line = a_line(
        revenue=np.array([100.0, 120.0, 130.0, 140.0]),
        royalty_base="operating_profit",
        profit_margin=np.array([0.2, 0.2, 0.1, 0.1]),
        split_rate=0.3,
        economic_life_years=3.25,
        **given,
    )
    case = replace(an_income_case(line, rights=(a_right(years=10),)), timing=timing)
    model = royalty(
        revenue=(100.0, 120.0, 130.0, 140.0),
        royalty_base="operating_profit",
        profit_margin=(0.2, 0.2, 0.1, 0.1),
        royalty_rate=(0.3,),
        remaining_life_years=3.25,
        timing=timing,
        **given,
    )
    assert float(relief_from_royalty(model)) == pytest.approx(appraise(case).value, rel=1e-12)


@given(st.floats(0.001, 0.99), st.floats(0.01, 0.5))
def test_the_rate_that_restores_a_value_is_found_by_the_rule_of_three(rate: float, discount_rate: float) -> None:
    """A royalty is proportional to its rate: the rate of break-even gives the wished value back."""
    whole = float(relief_from_royalty(royalty(royalty_rate=(1.0,), discount_rate=discount_rate)))
    target = rate * whole
    restored = royalty(royalty_rate=(target / whole,), discount_rate=discount_rate)
    assert float(relief_from_royalty(restored)) == pytest.approx(target, rel=1e-12)


def test_royalties_add_up_over_the_bases() -> None:
    """A margin of 20 % makes a quarter of profit a twentieth of sales; net profit bears no second tax."""
    on_profit = royalty(royalty_base="operating_profit", profit_margin=(0.2,), royalty_rate=(0.25,))
    assert float(relief_from_royalty(on_profit)) == pytest.approx(float(relief_from_royalty(royalty())), rel=1e-12)
    net = royalty(royalty_base="net_profit", profit_margin=(0.2,), royalty_rate=(0.25,), **AFTER)
    assert float(relief_from_royalty(net)) == pytest.approx(float(relief_from_royalty(royalty())), rel=1e-12)
    with pytest.raises(InputOutsideDomain, match="after tax"):
        relief_from_royalty(replace(net, tax_basis="pre_tax", discount_rate_basis="pre_tax"))


def test_a_part_first_year_and_an_end_inside_a_year() -> None:
    """Periods of 0.4, 1 and 1 year, ended at 1.9: the second period is whole, the third gives half of its royalty."""
    value = float(relief_from_royalty(royalty(first_period_years=0.4, remaining_life_years=1.9)))
    assert value == pytest.approx(5 / 1.1**0.4 + 6 / 1.1**1.4 + 0.5 * 6.5 / 1.1**1.9, rel=1e-13)
    middle = float(relief_from_royalty(royalty(first_period_years=0.4, remaining_life_years=1.9, timing="mid_year")))
    assert middle == pytest.approx(5 / 1.1**0.2 + 6 / 1.1**0.9 + 0.5 * 6.5 / 1.1**1.65, rel=1e-13)


def test_a_decline_and_a_vector_of_rates_are_one() -> None:
    falling = royalty(royalty_rate=(0.05,), split_decline=0.2)
    vector = royalty(royalty_rate=(0.05, 0.04, 0.032))
    assert float(relief_from_royalty(falling)) == pytest.approx(float(relief_from_royalty(vector)), rel=1e-13)


def test_fees_of_a_right_reduce_its_value_and_never_below_nothing() -> None:
    one = float(relief_from_royalty(royalty(maintenance_fees=(1.0,))))
    assert one == pytest.approx(float(relief_from_royalty(royalty())) - float(annuity_factor(0.1, 3)), rel=1e-12)
    result = models()["relief_from_royalty"].run(royalty(maintenance_fees=(50.0,)))
    assert result.value == 0.0
    assert [warning.code for warning in result.warnings] == ["stream_negative"]


def test_warnings_of_a_royalty() -> None:
    run = models()["relief_from_royalty"].run
    assert run(royalty()).warnings == ()
    codes = {w.code for w in run(royalty(tax_rate=0.25, remaining_life_years=10.0)).warnings}
    assert codes == {"tax_rate_not_used", "forecast_shorter_than_life"}
    with pytest.raises(InputOutsideDomain) as above:
        run(royalty(profit_margin=(0.04,)))
    assert (above.value.field_path, above.value.message.code) == ("royalty_rate", "royalty_above_margin")


def test_rates_by_year_do_not_fall_by_rate_as_well() -> None:
    with pytest.raises(InputOutsideDomain) as twice:
        relief_from_royalty(royalty(royalty_rate=(0.05, 0.04, 0.032), split_decline=0.1))
    assert twice.value.message.code == "decline_given_twice"


@given(positive_rates, st.floats(0.0, 0.6), st.floats(1.0, 30.0), st.sampled_from(["year_end", "mid_year"]))
def test_the_benefit_is_the_present_value_of_the_tax_saved_on_the_whole(
    rate: float, tax: float, count: float, timing: str
) -> None:
    inputs = TaxAmortisationBenefit(
        value_before_benefit=100.0, tax_rate=tax, amortisation_years=count, discount_rate=rate, timing=timing
    )
    value = float(value_with_benefit(inputs))
    assert value == pytest.approx(100.0 + value * tax / count * float(annuity_factor(rate, count, timing=timing)))
    assert value >= 100.0


def test_a_royalty_with_benefit_is_its_factor_above() -> None:
    plain = float(relief_from_royalty(royalty(**AFTER)))
    factor = float(amortisation_factor(0.25, 10.0, 0.1, "year_end"))
    assert float(relief_from_royalty(royalty(**AFTER, amortisation_years=10.0))) == pytest.approx(plain * factor)


@given(amounts, amounts, positive_rates)
def test_with_less_without_is_the_increment(first: list[float], second: list[float], rate: float) -> None:
    count = min(len(first), len(second))
    w, o = np.array(first[:count]), np.array(second[:count])
    worlds = WithAndWithout(income_with=w, income_without=o, discount_rate=rate, **AFTER)
    increment = IncrementalIncome(additional_units=w - o, unit_profit=(1.0,), discount_rate=rate, **AFTER)
    single = [numpy_financial.npv(rate, [0.0, *(0.75 * x)]) for x in (w, o)]
    value = float(with_and_without(worlds))
    assert value == pytest.approx(float(incremental_income(increment)), rel=1e-9, abs=1e-9)
    assert value == pytest.approx(max(single[0] - single[1], 0.0), rel=1e-6, abs=1e-4)


def earnings(**changes: Any) -> ExcessEarnings:
    plain = {"revenue": (1000.0, 1100.0), "margin": (0.3, 0.25), "discount_rate": 0.12, **AFTER}
    return ExcessEarnings(**{**plain, **changes})


def test_excess_earnings_of_one_asset_are_a_plain_discounted_cash_flow() -> None:
    assert float(excess_earnings(earnings())) == pytest.approx(225 / 1.12 + 206.25 / 1.12**2, rel=1e-13)


def test_charges_come_after_tax_and_fall_with_attrition() -> None:
    """A year by hand: 1000 x 0.9 x (0.3 x 0.75 - 0.05) = 157.5, the same by balances that cost 50 a year."""
    by_rate = earnings(
        revenue=(1000.0,), margin=(0.3,), attrition_rate=0.1, attrition_time="end_of_year", workforce_charge=0.05
    )
    by_balance = replace(by_rate, workforce_charge=0.0, workforce=(500.0,), workforce_return=0.1)
    assert float(excess_earnings(by_rate)) == pytest.approx(157.5 / 1.12, rel=1e-13)
    assert float(excess_earnings(by_balance)) == pytest.approx(157.5 / 1.12, rel=1e-13)


def test_a_century_of_excess_earnings_tends_to_the_single_period() -> None:
    many = ExcessEarnings(
        revenue=np.full(100, 100.0),
        margin=(1.0,),
        discount_rate=0.2,
        fixed_assets=(500.0,),
        fixed_asset_return=0.1,
        **PRE,
    )
    one = SinglePeriodExcessEarnings(
        earnings=100.0,
        earnings_year="next_year",
        contributory_assets=(500.0,),
        required_returns=(0.1,),
        discount_rate=0.2,
    )
    assert float(excess_earnings(many)) == pytest.approx(float(single_period_excess_earnings(one)), rel=1e-7)


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.4), positive_rates)
def test_more_attrition_charge_or_rate_never_raises_a_profitable_asset(loss: float, charge: float, rate: float) -> None:
    def value(**changes: Any) -> float:
        base = {"margin": (0.9,), "attrition_rate": loss, "fixed_asset_charge": charge, "discount_rate": rate}
        return float(excess_earnings(earnings(**{**base, **changes})))

    assert value(attrition_rate=loss + 0.1) <= value()
    assert value(fixed_asset_charge=charge + 0.1) <= value()
    assert value(discount_rate=rate + 0.1) <= value()


def test_charges_above_the_earnings_are_no_negative_value() -> None:
    result = models()["excess_earnings"].run(earnings(fixed_asset_charge=0.5, amortisation_years=10.0))
    assert result.value == 0.0
    assert result.warnings[0].code == "stream_negative"


def test_a_minimum_and_a_lump_sum() -> None:
    licence = LicencePayments(
        lump_sum=40.0, sales=(100.0, 1000.0), royalty_rate=(0.1,), minimum_royalty=(30.0,), discount_rate=0.1, **AFTER
    )
    assert float(licence_payments(licence)) == pytest.approx(0.75 * (40 + 30 / 1.1 + 100 / 1.21), rel=1e-13)


@given(st.lists(st.floats(1.0, 100.0), min_size=1, max_size=10), st.floats(10.0, 500.0))
def test_a_rate_of_return_makes_the_flows_worth_nothing(flows: list[float], price: float) -> None:
    every = (-price, *flows)
    for rate in rates_of_return(np.array(every)):
        worth = np.polynomial.polynomial.polyval(1 / (1 + rate), every)
        size = np.polynomial.polynomial.polyval(1 / (1 + rate), np.abs(every))
        assert abs(worth) <= 1e-9 * size
    assert len(rates_of_return(np.array(every))) == 1


@pytest.mark.parametrize(
    ("flows", "code"),
    [
        ((100.0, 50.0), "no_rate_of_return"),
        ((0.0, 0.0), "no_rate_of_return"),
        ((-100.0,), "no_rate_of_return"),
        ((1e15, 1e-300), "no_rate_of_return"),
        ((-100.0, 230.0, -132.0), "several_rates_of_return"),
    ],
)
def test_flows_without_one_rate_of_return(flows: tuple[float, ...], code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        internal_rate_of_return(InternalRateOfReturn(flows=flows))
    assert refused.value.message.code == code
    assert rates_of_return(np.array([-100.0, 230.0, -132.0])) == pytest.approx((0.1, 0.2), abs=1e-9)


@pytest.mark.parametrize(
    ("inputs", "field", "code"),
    [
        (royalty(discount_rate_basis="after_tax"), "discount_rate_basis", "tax_basis_mixed"),
        (royalty(**{**AFTER, "tax_rate": None}), "tax_rate", "tax_rate_missing"),
        (royalty(amortisation_years=10.0), "amortisation_years", "benefit_before_tax"),
        (royalty(royalty_rate=(0.05, 0.05)), "royalty_rate", "mixed_lengths"),
        (royalty(royalty_base="gross_profit"), "profit_margin", "margin_missing"),
        (royalty(revenue=()), "revenue", "empty_series"),
        (royalty(discount_rate=8.0), "discount_rate", "rate_too_high"),
        (royalty(discount_rate=-1.0), "discount_rate", "outside_domain"),
        (royalty(remaining_life_years=0.0), "remaining_life_years", "outside_domain"),
        (royalty(remaining_life_years=240.0), "remaining_life_years", "outside_domain"),
        (royalty(first_period_years=0.0), "first_period_years", "outside_domain"),
        (royalty(timing="monthly"), "timing", "unknown_choice"),
        (earnings(fixed_assets=(5.0,)), "fixed_asset_return", "return_missing"),
        (
            earnings(fixed_assets=(5.0,), fixed_asset_return=0.1, fixed_asset_charge=0.1),
            "fixed_asset_charge",
            "charged_twice",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(inputs: Any, field: str, code: str) -> None:
    value = relief_from_royalty if isinstance(inputs, ReliefFromRoyalty) else excess_earnings
    with pytest.raises(InputOutsideDomain) as refused:
        value(inputs)
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


def test_other_refusals() -> None:
    with pytest.raises(InputOutsideDomain, match="flow_years"):
        net_present_value(NetPresentValue(flows=(1.0, 2.0), flow_years=(1.0,), discount_rate=0.1))
    with pytest.raises(InputOutsideDomain, match="amortisation_years"):
        amortisation_factor(0.9, 10.0, -0.5, "year_end")
    with pytest.raises(InputOutsideDomain, match="yield_rate"):
        two_rate_annuity(TwoRateAnnuity(yearly_income=1.0, years=100.0, yield_rate=-0.5, sinking_fund_rate=0.1))


def test_a_share_of_income_with_nothing_earned_is_no_number() -> None:
    nothing = WithAndWithout(income_with=(0.0,), income_without=(0.0,), discount_rate=0.1, **PRE)
    assert np.isnan(income_share(nothing))


def test_symbols_are_plain() -> None:
    for name in NAMES:
        for step in models()[name].run(build(name)).workings:
            assert re.fullmatch(r"[^\W\d]\w*", step.symbol), step.symbol
