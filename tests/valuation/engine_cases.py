"""Which small cases do the engine's tests start from? Each valued on 31 December, so that years are whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from valuation.collateral.inputs import LendingPlan, PledgedRight
from valuation.inputs import (
    Adjustment,
    ApproachWeight,
    CaseInputs,
    CostItem,
    CostPlan,
    Deal,
    MarketPlan,
    RevenueLine,
    Right,
)

VALUATION_DATE = date(2025, 12, 31)


def a_right(key: str = "a", years: int = 15, **changes: Any) -> Right:
    """An invention protected for whole `years` from the valuation date."""
    right = Right(key=key, right_type="invention", expiry_date=date(VALUATION_DATE.year + years, 12, 31))
    return replace(right, **changes)


def a_line(**changes: Any) -> RevenueLine:
    """100 a year for five years, a tenth of it to right `a`, before tax, at 10 %."""
    line = RevenueLine(
        key="line",
        first_year=2026,
        revenue=np.full(5, 100.0),
        profit_margin=None,
        royalty_base="sales",
        split_rate=0.1,
        split_decline=0.0,
        tax_rate=0.25,
        tax_basis="pre_tax",
        discount_rate=0.1,
        discount_rate_basis="pre_tax",
        economic_life_years=5.0,
        contributions={"a": 1.0},
    )
    return replace(line, **changes)


def a_deal(key: str = "d1", **changes: Any) -> Deal:
    deal = Deal(
        key=key,
        payments=((0.0, 1_000_000.0),),
        patents_count=2,
        transaction_date=date(2025, 6, 30),
        adjustments=(Adjustment(name="market_conditions", factor=1.1),),
        weight=1.0,
    )
    return replace(deal, **changes)


def a_market(*deals: Deal, **changes: Any) -> MarketPlan:
    plan = MarketPlan(
        deals=deals or (a_deal("d1"), a_deal("d2", weight=3.0)), deferred_payment_rate=0.05, combination="chained"
    )
    return replace(plan, **changes)


def a_cost(**changes: Any) -> CostPlan:
    plan = CostPlan(
        items=(CostItem(key="labour", amount=300.0, index_factor=1.1), CostItem(key="trials", amount=70.0)),
        development_years=2.0,
        capital_cost_rate=0.05,
        profit_rate=0.2,
        functional_obsolescence=0.1,
        technological_obsolescence=0.05,
        economic_obsolescence=0.02,
        combination="chained",
    )
    return replace(plan, **changes)


def weights(income: float = 0.0, market: float = 0.0, cost: float = 0.0) -> tuple[ApproachWeight, ...]:
    return (
        ApproachWeight(approach="income", weight=income, reason="why income"),
        ApproachWeight(approach="market", weight=market, reason="why market"),
        ApproachWeight(approach="cost", weight=cost, reason="why cost"),
    )


def an_income_case(*lines: RevenueLine, **changes: Any) -> CaseInputs:
    """Only the income approach, one right unless given."""
    case = CaseInputs(
        valuation_date=VALUATION_DATE,
        timing="year_end",
        rights=(a_right(),),
        lines=lines or (a_line(),),
        market=None,
        cost=None,
        weights=weights(income=1.0),
        divergence_limit=0.35,
    )
    return replace(case, **changes)


def a_full_case(**changes: Any) -> CaseInputs:
    """Three approaches, three rights of which `c` is dead, two lines with taxes, decline, growth and part-years."""
    first = a_line(
        key="first",
        revenue=np.array([9e6, 1e7, 1.2e7, 1.1e7]),
        split_rate=0.03,
        split_decline=0.08,
        tax_basis="after_tax",
        discount_rate=0.17,
        discount_rate_basis="after_tax",
        economic_life_years=9.4,
        growth_after_forecast=-0.05,
        success_probability=0.9,
        contributions={"a": 3.0, "b": 2.0, "c": 1.0},
    )
    second = replace(
        first,
        key="second",
        profit_margin=np.array([0.2, 0.21, -0.02, 0.2]),
        royalty_base="operating_profit",
        split_rate=0.2,
        revenue_factor=0.8,
        contributions={"b": 1.0},
    )
    case = CaseInputs(
        valuation_date=date(2026, 3, 20),
        timing="mid_year",
        rights=(
            Right(key="a", right_type="invention", expiry_date=date(2040, 5, 1)),
            Right(key="b", right_type="utility_model", expiry_date=date(2031, 9, 9)),
            Right(key="c", right_type="design", expiry_date=date(2024, 9, 9)),
        ),
        lines=(first, second),
        market=a_market(
            a_deal("d1", payments=((0.0, 1e6), (0.5, 4e5)), adjustments=(Adjustment(name="scope", factor=0.9),)),
            a_deal("d2", patents_count=3, weight=2.0),
        ),
        cost=a_cost(items=(CostItem(key="labour", amount=8e5, index_factor=1.04), CostItem(key="trials", amount=3e5))),
        weights=weights(0.5, 0.3, 0.2),
        divergence_limit=0.35,
    )
    return replace(case, **changes)


def a_pledge(key: str = "a", value: float = 1_000_000.0, **changes: Any) -> PledgedRight:
    return replace(PledgedRight(key=key, right_type="invention", fair_value=value, is_blocked=False), **changes)


def a_lending_plan(**changes: Any) -> LendingPlan:
    """Nothing taken from the value, and no bound but the cap of one half."""
    plan = LendingPlan(
        marketability_discount=0.0,
        months_to_sale=0.0,
        holding_rate=0.0,
        selling_cost_rate=0.0,
        fixed_disposal_cost=0.0,
        loan_to_value_caps={"invention": 0.5},
        requested_amount=None,
        policy_maximum=None,
        rounding_unit=1.0,
    )
    return replace(plan, **changes)
