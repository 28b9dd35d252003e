"""Do published examples of comparison, cost and obsolescence come out?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.valuation.engine_cases import a_cost, a_deal, a_full_case, a_market, a_right, weights
from valuation.appraise import appraise
from valuation.inputs import Adjustment, CostItem, CostPlan

DEFERRED = {
    "甲": (((0.0, 24e4), (0.5, 16e4), (1.0, 8e4)), 100, 4652.81),
    "乙": (((0.0, 24e4), (0.5, 36e4)), 120, 4860.39),
    "丁": (((0.0, 20e4), (1.0, 32.36e4)), 110, 4492.56),
}


@pytest.mark.parametrize(("payments", "units", "printed"), DEFERRED.values(), ids=DEFERRED.keys())
def test_deferred_payment_terms(payments: tuple[tuple[float, float], ...], units: int, printed: float) -> None:
    """Examination of real-estate appraisers: instalments after half a year and a year brought to cash at 10 %.

    tihaiku.com/jzgc/1115979.html. Printed 4,652.81, 4,860.40, 4,492.60; the last digits of two are rounded there.
    """
    plan = a_market(
        a_deal(payments=payments, patents_count=units, adjustments=()), combination="chained", deferred_payment_rate=0.1
    )
    case = a_full_case(rights=(a_right(),), lines=(), cost=None, market=plan, weights=weights(market=1.0))
    assert appraise(case).approaches[1].deals[0].unit_price == pytest.approx(printed, abs=0.005)


def test_capacity_by_exponent_is_an_adjustment_factor() -> None:
    """功能价值类比法: 10 x (100/90)^0.8 = 10.88. gaojiufeng.cn/?id=1327085."""
    factor = Adjustment(name="scope", factor=(100 / 90) ** 0.8)
    plan = a_market(a_deal(payments=((0.0, 10.0),), patents_count=1, adjustments=(factor,)))
    case = a_full_case(rights=(a_right(),), lines=(), cost=None, market=plan, weights=weights(market=1.0))
    assert appraise(case).value == pytest.approx(10.88, abs=0.005)


def cost_value(plan: CostPlan) -> float:
    case = a_full_case(rights=(a_right(),), lines=(), market=None, cost=plan, weights=weights(cost=1.0))
    return appraise(case).value


def plain_cost(*amounts: float, **changes: object) -> CostPlan:
    items = tuple(CostItem(key=str(k), amount=amount) for k, amount in enumerate(amounts))
    nothing = a_cost(
        items=items,
        development_years=0.0,
        capital_cost_rate=0.0,
        profit_rate=0.0,
        functional_obsolescence=0.0,
        technological_obsolescence=0.0,
        economic_obsolescence=0.0,
    )
    return replace(nothing, **changes)


def test_obsolescence_added_and_chained() -> None:
    """650,000 less 40 % is 390,000; 350,000 less 10 % and 5 % is 297,500 added, 299,250 chained.

    Intangible Asset Valuation (S. Mak et al.), chapter 3; the book adds.
    """
    assert cost_value(plain_cost(650_000.0, functional_obsolescence=0.4)) == pytest.approx(390_000)
    both = {"functional_obsolescence": 0.1, "economic_obsolescence": 0.05}
    amounts = (200_000.0, 100_000.0, 50_000.0)
    assert cost_value(plain_cost(*amounts, combination="additive", **both)) == pytest.approx(297_500)
    assert cost_value(plain_cost(*amounts, combination="chained", **both)) == pytest.approx(299_250)


def test_self_created_know_how_with_profit_and_age_life_obsolescence() -> None:
    """自创专有技术, 倍加系数法: (15 + 20 + 30 x 1.2) / (1 - 0.4), profit 20 %, three of eight years used.

    Printed 142 and 88.75; question bank of the universities of Chongqing. The risk divisor enters as
    an index factor on each item.
    """
    risk = 1 / (1 - 0.4)
    plan = plain_cost(15.0, 20.0, profit_rate=0.2)
    labour = CostItem(key="labour", amount=30.0, index_factor=1.2 * risk)
    items = (*(replace(item, index_factor=risk) for item in plan.items), labour)
    assert cost_value(replace(plan, items=items)) == pytest.approx(142)
    assert cost_value(replace(plan, items=items, technological_obsolescence=3 / 8)) == pytest.approx(88.75)
