"""Do published income-approach examples come out, and where a printed answer is wrong, does the right one?

Each example is a public examination or textbook question; only its figures are taken. Amounts in the units printed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy_financial
import pytest

from tests.valuation.engine_cases import a_line, a_right, an_income_case
from valuation.appraise import appraise


def value(**line: Any) -> float:
    years = float(line["economic_life_years"])
    rights = (a_right(years=max(int(years), 10)),)
    return appraise(an_income_case(a_line(**line), rights=rights)).value


def level(amount: float, rate: float, years: int, **line: Any) -> float:
    """A level stream over whole years, the whole of it to the rights unless a split is given."""
    given = {"split_rate": 1.0, **line}
    return value(revenue=np.full(years, amount), discount_rate=rate, economic_life_years=float(years), **given)


def test_profit_split_by_equivalent_investment() -> None:
    """专利技术投资入股, 约当投资量法: 600 of 3,900, five years at 10 %.

    dfrtw.com/zhuanlichaxun/70401.html. Printed 248.45 rests on a share rounded up to 15.39 % and four-digit factors.
    """
    profit = np.array([400.0, 420.0, 430.0, 450.0, 440.0])
    by_share = {
        share: value(revenue=profit, split_rate=share, discount_rate=0.04 + 0.06, economic_life_years=5.0)
        for share in (600 / 3900, 0.1539)
    }
    assert by_share[600 / 3900] == pytest.approx(248.36, abs=0.005)
    assert by_share[0.1539] == pytest.approx(248.45, abs=0.01)


def test_royalty_on_sales_is_a_share_of_profit_after_tax() -> None:
    """专利 8 年排他使用权: 2 % of sales at a margin of 10 % is 20 % of a profit of 460; 25 % tax; 15 %; printed 310.

    gaojiufeng.cn/?id=997594.
    """
    common = {"tax_basis": "after_tax", "discount_rate_basis": "after_tax", "tax_rate": 0.25}
    on_sales = level(4600.0, 0.15, 8, split_rate=0.02, **common)
    on_profit = level(
        4600.0, 0.15, 8, split_rate=0.2, royalty_base="operating_profit", profit_margin=np.full(8, 0.1), **common
    )
    assert round(on_sales) == 310
    assert on_sales == pytest.approx(309.625, abs=0.001)
    assert on_profit == pytest.approx(on_sales, rel=1e-12)


def test_tax_that_is_given_is_used() -> None:
    """外观设计专利, 250 a year, three years at 10 %: printed key 621.72 forgets the tax of 25 %; right is 466.28.

    tihaiku.com/caiwukuaiji/2136932.html, where 466.29 stands as another option.
    """
    after_tax = level(250.0, 0.1, 3, tax_rate=0.25, tax_basis="after_tax", discount_rate_basis="after_tax")
    assert after_tax == pytest.approx(466.28, abs=0.005)
    assert level(250.0, 0.1, 3) == pytest.approx(621.71, abs=0.005)


def test_a_misprinted_discount_factor_is_not_followed() -> None:
    """商标使用权, six years, a quarter of the profit, 10 %: printed 66,957.625 with 0.8564 for 0.8264; right 66,545.97.

    wx.hbjxjyw.com/tiku/e408/92eb41c6b1cf0a520d31127da36a0197.html.
    """
    profit = np.array([50_000.0, 55_000.0, 60_000.0, 65_000.0, 70_000.0, 75_000.0])
    result = value(revenue=profit, split_rate=0.25, discount_rate=0.1, economic_life_years=6.0)
    assert result == pytest.approx(66_545.97, abs=0.01)


def test_a_textbook_annuity_that_is_slightly_off() -> None:
    """200,000 a year, ten years, 18 %: printed 898,264, right 898,817.26.

    Intangible Asset Valuation (S. Mak et al.), chapter 3, as in the public library intangible-valuation.
    """
    assert level(200_000.0, 0.18, 10) == pytest.approx(898_817.26, abs=0.005)


def test_two_stages() -> None:
    """商标权: 75 for five years, then 32 for five, 10 %: 359.63. tiku818.com/tiku/2594899.html."""
    stages = np.array([75.0] * 5 + [32.0] * 5)
    assert value(revenue=stages, split_rate=1.0, discount_rate=0.1, economic_life_years=10.0) == pytest.approx(
        359.63, abs=0.01
    )


def test_a_licence_of_five_years_ends_the_stream() -> None:
    """专利技术许可: 15 % of 8,000, tax 25 %, 10 %, five years of licence though the patent lives on: option 3,412.

    chatiba.com/q/y92vjW.html.
    """
    result = level(
        8000.0, 0.1, 5, split_rate=0.15, tax_rate=0.25, tax_basis="after_tax", discount_rate_basis="after_tax"
    )
    assert round(result) == 3412


def test_a_level_ten_years() -> None:
    """专利技术使用权: 10,000 units at 80, ten years, 10 %: 491.57 (10,000 yuan). kaotiyun.com/show/4rZr777K."""
    assert level(800_000.0, 0.1, 10) / 1e4 == pytest.approx(491.57, abs=0.006)


def test_price_premium_and_cost_saving() -> None:
    """专利使用权: 10 x (0.5 + 2.5) a year, tax 25 %, five years, 10 %: 85.29.

    swop.cn/cms/gaopinkaodianyiqu/72756.html.
    """
    result = level(30.0, 0.1, 5, tax_rate=0.25, tax_basis="after_tax", discount_rate_basis="after_tax")
    assert result == pytest.approx(85.29, abs=0.005)


def test_profit_with_and_without_the_technology() -> None:
    """受让先进技术三年, 10 %: present values 383.32 and 302.78, so that 21 % of the profit is its own.

    epsq.cn/post/297270.html.
    """
    with_it, without = (
        value(revenue=np.array(profit), split_rate=1.0, discount_rate=0.1, economic_life_years=3.0)
        for profit in ([120.0, 150.0, 200.0], [100.0, 120.0, 150.0])
    )
    assert (with_it, without) == pytest.approx((383.32, 302.78), abs=0.005)
    assert round(100 * (1 - without / with_it)) == 21
    kept = value(
        revenue=np.array([120.0, 150.0, 200.0]), split_rate=0.21011, discount_rate=0.1, economic_life_years=3.0
    )
    assert kept == pytest.approx(with_it - without, abs=0.002)


def test_a_long_royalty_tends_to_its_perpetuity() -> None:
    """5 m at 4 % and 10 %: 2,000,000 for ever; 10 m at 4 % and 15 %: 2,666,667 (textbook above). A century is close."""
    for revenue, rate, perpetuity in ((5e6, 0.1, 2_000_000), (1e7, 0.15, 2_666_667)):
        line = a_line(
            revenue=np.array([revenue]),
            split_rate=0.04,
            discount_rate=rate,
            growth_after_forecast=0.0,
            economic_life_years=100.0,
        )
        result = appraise(an_income_case(line, rights=(a_right(years=100),))).value
        assert result == pytest.approx(perpetuity, rel=1e-4)
        assert result == pytest.approx(perpetuity * (1 - (1 + rate) ** -100), rel=1e-6)


def test_net_present_values_of_public_libraries() -> None:
    """numpy-financial 122.89 (rate 5 %); pyxirr 3,065.222668179 (rate 8 %); the first flow is paid at once."""
    for rate, flows, printed in (
        (0.05, [-15000.0, 1500.0, 2500.0, 3500.0, 4500.0, 6000.0], 122.894855),
        (0.08, [-40000.0, 5000.0, 8000.0, 12000.0, 30000.0], 3065.222668179),
    ):
        years = float(len(flows) - 1)
        result = value(revenue=np.array(flows[1:]), split_rate=1.0, discount_rate=rate, economic_life_years=years)
        assert flows[0] + result == pytest.approx(printed, abs=1e-6)
        assert flows[0] + result == pytest.approx(numpy_financial.npv(rate, flows), rel=1e-12)
