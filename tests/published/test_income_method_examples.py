"""Do published examples of the income methods come out, and where a printed answer is wrong, does the right one?

Each example is a public question, textbook, court record or library test; only its figures are taken. Amounts in the
units printed. `test_income_examples.py` runs some of the same examples through a whole case.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from valuation.catalogue import models
from valuation.income.with_and_without import WithAndWithout, income_share

PRE = {"discount_rate_basis": "pre_tax", "tax_basis": "pre_tax"}
AFTER = {"discount_rate_basis": "after_tax", "tax_basis": "after_tax", "tax_rate": 0.25}


def result(name: str, **inputs: Any) -> Any:
    model = models()[name]
    return model.run(model.inputs(**inputs))


def value(name: str, **inputs: Any) -> float:
    return float(result(name, **inputs).value)


def step(of: Any, symbol: str) -> float:
    return next(float(step.value) for step in of.workings if step.symbol == symbol)


def test_a_misprinted_factor_is_not_followed() -> None:
    """商标使用权: 500 to 750 units at 100, a quarter, 10 %: printed 66,957.625 with 0.8564 for 0.8264.

    wx.hbjxjyw.com/tiku/e408/92eb41c6b1cf0a520d31127da36a0197.html.
    """
    units = (500.0, 550.0, 600.0, 650.0, 700.0, 750.0)
    given = {"additional_units": units, "unit_profit": (100.0,), "discount_rate": 0.04 + 0.06, **PRE}
    assert value("incremental_income", **given) == pytest.approx(266_183.89, abs=0.005)
    assert value("incremental_income", **given, split_rate=0.25) == pytest.approx(66_545.97, abs=0.005)


def test_royalty_on_sales_and_on_profit() -> None:
    """专利 8 年排他使用权: 2 % of sales at a margin of 10 %, profit 460, tax 25 %, 15 %: 310.

    gaojiufeng.cn/?id=997594.
    """
    sales = {"revenue": (4600.0,) * 8, "discount_rate": 0.15, **AFTER}
    on_sales = result("relief_from_royalty", **sales, royalty_rate=(0.02,))
    on_profit = value(
        "relief_from_royalty", **sales, royalty_base="operating_profit", profit_margin=(0.1,), royalty_rate=(0.2,)
    )
    assert step(on_sales, "F_1") == pytest.approx(69.0, abs=1e-9)
    assert round(on_sales.value) == 310
    assert on_profit == pytest.approx(on_sales.value, rel=1e-12) == pytest.approx(309.625, abs=5e-4)


def test_price_premium_and_cost_saving() -> None:
    """专利使用权: 100,000 units, cost 4 to 3.5, price 17.5 to 20, tax 25 %, 10 %: 85.29 (10,000 yuan).

    swop.cn/cms/gaopinkaodianyiqu/72756.html.
    """
    both = result(
        "incremental_income",
        units=(10.0,) * 5,
        price_premium=(20 - 17.5,),
        cost_saving=(4 - 3.5,),
        discount_rate=0.1,
        **AFTER,
    )
    assert both.value == pytest.approx(85.29, abs=0.005)
    assert (step(both, "A_1") * 0.75, step(both, "B_1") * 0.75) == pytest.approx((18.75, 3.75))


def test_tax_that_is_given_is_used() -> None:
    """外观设计专利: 5 to 10 units, 500 less 450, tax 25 %, three years at 10 %: key 621.72 forgets the tax.

    tihaiku.com/caiwukuaiji/2136932.html.
    """
    given = {"additional_units": (5.0,) * 3, "unit_profit": (50.0,), "discount_rate": 0.1}
    assert value("incremental_income", **given, **AFTER) == pytest.approx(466.28, abs=0.005)
    before = result("incremental_income", **given, **PRE, tax_rate=0.25)
    assert before.value == pytest.approx(621.71, abs=0.005)
    assert [warning.code for warning in before.warnings] == ["tax_rate_not_used"]


def test_profit_with_and_without_the_technology() -> None:
    """受让先进技术三年, 10 %: 383.32 less 302.78, which is 21 %. epsq.cn/post/297270.html."""
    model = models()["with_and_without"]
    worlds = WithAndWithout(
        income_with=(120.0, 150.0, 200.0), income_without=(100.0, 120.0, 150.0), discount_rate=0.1, **PRE
    )
    assert model.run(worlds).value == pytest.approx(383.32 - 302.78, abs=0.01)
    assert float(income_share(worlds)) == pytest.approx(0.21011, abs=5e-6)


def test_two_stages() -> None:
    """商标权: 75 for five years, 32 for five more, 10 %: 359.63. tiku818.com/tiku/2594899.html."""
    stages = {"first_income": 75.0, "first_years": 5.0, "second_income": 32.0, "second_years": 5.0}
    assert value("two_stage_annuity", **stages, discount_rate=0.1) == pytest.approx(359.63, abs=0.005)


def test_the_term_of_the_licence_ends_the_income() -> None:
    """专利技术许可: 15 % of 8,000, tax 25 %, 10 %, licence 5, economic life 10, law 20: option 3,412.

    chatiba.com/q/y92vjW.html.
    """
    life = float(min(5, 10, 20))
    given = {"royalty_rate": (0.15,), "discount_rate": 0.1, "remaining_life_years": life, **AFTER}
    assert value("relief_from_royalty", revenue=(8000.0,) * 20, **given) == pytest.approx(3411.71, abs=0.005)
    assert value("licence_payments", sales=(8000.0,) * 20, **given) == pytest.approx(3411.71, abs=0.005)


def test_level_annuities() -> None:
    """专利技术使用权: 80 for ten years at 10 %: 491.57 (kaotiyun.com/show/4rZr777K). 200,000 at 18 %: printed 898,264.

    The second is chapter 3 of Intangible Asset Valuation (S. Mak et al.), as in the public library
    intangible-valuation; right is 898,817.26. Young v. Commissioner (1925): 12,189.70 for 13 years at 4 %: 121,722.08.
    """
    level = result("growing_annuity", first_income=80.0, years=10.0, discount_rate=0.1)
    assert step(level, "a") == pytest.approx(6.1446, abs=5e-5)
    assert level.value == pytest.approx(491.565, abs=5e-4)
    textbook = value("growing_annuity", first_income=200_000.0, years=10.0, discount_rate=0.18)
    assert textbook == pytest.approx(898_817.26, abs=0.005)
    court = value("growing_annuity", first_income=12_189.7, years=13.0, discount_rate=0.04)
    assert court == pytest.approx(121_722.08, abs=0.05)


def test_two_rates_of_a_court() -> None:
    """Young v. Commissioner (1925), yield 8 % and sinking fund 4 %: 86,979.98."""
    hoskold = value("two_rate_annuity", yearly_income=12_189.7, years=13.0, yield_rate=0.08, sinking_fund_rate=0.04)
    assert hoskold == pytest.approx(86_979.98, abs=0.05)


def test_excess_earnings_of_one_period() -> None:
    """CFA slides 140,000 (flipbook page 48), AnalystNotes 250,000, textbook (S. Mak et al., ch. 4) 3,000,000."""
    slides = result(
        "single_period_excess_earnings",
        earnings=130_000.0,
        earnings_year="last_year",
        contributory_assets=(300_000.0, 1_000_000.0),
        required_returns=(0.06, 0.1),
        discount_rate=0.14,
        growth=0.05,
    )
    assert (step(slides, "C_1"), step(slides, "C_2"), step(slides, "X")) == pytest.approx((18e3, 100e3, 12e3))
    assert slides.value == pytest.approx(140_000.0)
    assert slides.value + 1_300_000.0 == pytest.approx(1_440_000.0)
    formula = result(
        "single_period_excess_earnings",
        earnings=150_000.0,
        earnings_year="next_year",
        contributory_assets=(500_000.0,),
        required_returns=(0.1,),
        discount_rate=0.4,
    )
    assert (step(formula, "X"), formula.value + 500_000.0) == pytest.approx((100_000.0, 750_000.0))
    textbook = result(
        "single_period_excess_earnings",
        earnings=500_000.0,
        earnings_year="next_year",
        contributory_assets=(500_000.0, 1_000_000.0),
        required_returns=(0.08, 0.1),
        discount_rate=0.12,
    )
    assert (step(textbook, "C"), textbook.value) == pytest.approx((140_000.0, 3_000_000.0))


def benefit(before: float, tax: float, years: float, rate: float, timing: str = "year_end") -> Any:
    return result(
        "tax_amortisation_benefit",
        value_before_benefit=before,
        tax_rate=tax,
        amortisation_years=years,
        discount_rate=rate,
        timing=timing,
    )


def test_tax_amortisation_factors() -> None:
    """25 %, 15 years, 12 %: 1.13 (opag.io); mid-year 1.13653. 30 %, 10 years, 5 %: 1.30149.

    bit1024.com prints 0.1158 for the last, T (1 - (1 + r)^-n), which is no tax amortisation benefit.
    """
    assert benefit(1.0, 0.25, 15.0, 0.12).value == pytest.approx(1.12805, abs=5e-6)
    assert benefit(1.0, 0.25, 15.0, 0.12, "mid_year").value == pytest.approx(1.13653, abs=5e-6)
    misnamed = benefit(1.0, 0.3, 10.0, 0.05)
    assert misnamed.value == pytest.approx(1.30149, abs=5e-6)
    assert 0.3 / 10 * step(misnamed, "a") == pytest.approx(0.23165, abs=5e-6)
    assert 0.05 * 0.3 * step(misnamed, "a") == pytest.approx(0.1158, abs=5e-5)


def test_a_benefit_whose_printed_figures_contradict_each_other() -> None:
    """6 a year, ten years, 10 %, tax 30 %: printed 39.9 and 55.8 (ehow.co.uk); right are 36.867 and 8.332."""
    flows = value("growing_annuity", first_income=6.0, years=10.0, discount_rate=0.1)
    with_benefit = benefit(flows, 0.3, 10.0, 0.1)
    assert (flows, step(with_benefit, "B")) == pytest.approx((36.867, 8.332), abs=5e-4)
    assert step(with_benefit, "f") == pytest.approx(1.226, abs=5e-4)


def test_a_benefit_is_a_gross_up_not_a_surcharge() -> None:
    """10,000,000 and 12 % of the value in tax saved: 11,364,000, not 11,200,000 (ASC 805 question 14249)."""
    assert benefit(1e7, 0.12, 10.0, 0.0).value == pytest.approx(11_363_636.36, abs=0.005)


def test_a_purchase_price_allocation() -> None:
    """100 less 15 and 25 + 20 + 15: 25 of goodwill (S. Mak et al., ch. 10)."""
    assert value(
        "residual_value", price=100.0, tangible_assets=15.0, intangible_assets=(25.0, 20.0, 15.0), liabilities=0.0
    ) == pytest.approx(25.0)


@pytest.mark.parametrize(
    ("rate", "flows", "first", "printed", "tolerance"),
    [
        (0.05, (-15_000.0, 1500.0, 2500.0, 3500.0, 4500.0, 6000.0), 0, 122.894855, 5e-7),
        (0.08, (-40_000.0, 5000.0, 8000.0, 12_000.0, 30_000.0), 0, 3065.222668179, 5e-9),
        (0.08, (-40_000.0, 5000.0, 8000.0, 12_000.0, 30_000.0), 1, 2838.169137203, 5e-9),
    ],
)
def test_net_present_values_of_public_libraries(
    rate: float, flows: tuple[float, ...], first: int, printed: float, tolerance: float
) -> None:
    """numpy-financial counts the first flow at once, spreadsheets after a year; pyxirr publishes both."""
    times = tuple(float(first + t) for t in range(len(flows)))
    assert value("net_present_value", flows=flows, flow_years=times, discount_rate=rate) == pytest.approx(
        printed, abs=tolerance
    )


def test_dated_flows_of_a_public_library() -> None:
    """pyxirr: 2,506.579458169746 and, out of order, 2,218.42566365675."""
    for flows, printed in (
        (((2020, 1, 1, -1e4), (2020, 3, 1, 5750.0), (2020, 10, 30, 4250.0), (2021, 2, 15, 3250.0)), 2506.579458169746),
        (((2015, 6, 11, -1e3), (2015, 7, 21, -9e3), (2018, 6, 10, 2e4), (2015, 10, 17, -3e3)), 2218.42566365675),
    ):
        days = [date(year, month, day) for year, month, day, _ in flows]
        times = np.array([(day - days[0]).days / 365 for day in days])
        amounts = np.array([amount for *_, amount in flows])
        assert value("net_present_value", flows=amounts, flow_years=times, discount_rate=0.1) == pytest.approx(
            printed, rel=1e-12
        )


@pytest.mark.parametrize(
    ("flows", "printed"),
    [
        ((-150_000.0, 15_000.0, 25_000.0, 35_000.0, 45_000.0, 60_000.0), 0.0524),
        ((-100.0, 0.0, 0.0, 74.0), -0.0955),
        ((-100.0, 39.0, 59.0, 55.0, 20.0), 0.28095),
    ],
)
def test_rates_of_return_of_a_public_library(flows: tuple[float, ...], printed: float) -> None:
    """numpy_financial/tests/test_financial.py."""
    assert value("internal_rate_of_return", flows=flows) == pytest.approx(printed, abs=5e-5)
