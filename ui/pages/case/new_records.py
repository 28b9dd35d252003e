"""What does a new product plan, comparable or cost item hold before anybody has said anything? Open questions only."""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.currency_names import YUAN
from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.case import ApproachChoice, ApproachName, Case
from pledgeapp.records.comparable import AdjustmentKind, Comparable, MarketPlan, PriceAdjustment
from pledgeapp.records.cost import CostClass, CostItem, CostPlan
from pledgeapp.records.policy import DisposalPlan
from pledgeapp.records.product import IncomePlan

OPEN = Assumption(value=None)
"""A question nobody has answered yet."""
INCOME_ASSUMPTIONS = (
    "split_rate",
    "split_decline",
    "discount_rate",
    "economic_life_years",
    "growth_after_forecast",
    "success_probability",
    "revenue_factor",
    "tax_rate",
)
COST_ASSUMPTIONS = (
    "development_years",
    "capital_cost_rate",
    "profit_rate",
    "functional_obsolescence",
    "technological_obsolescence",
    "economic_obsolescence",
)
DISPOSAL_ASSUMPTIONS = (
    "marketability_discount",
    "months_to_sale",
    "holding_rate",
    "selling_cost_rate",
    "fixed_disposal_cost",
)


def income_plan() -> IncomePlan:
    """An income plan with every number still to be said."""
    return IncomePlan(
        split_rate=OPEN,
        split_decline=OPEN,
        tax_rate=OPEN,
        discount_rate=OPEN,
        economic_life_years=OPEN,
        growth_after_forecast=OPEN,
        success_probability=OPEN,
    )


def market_plan() -> MarketPlan:
    """A market plan without comparables."""
    return MarketPlan(deferred_payment_rate=OPEN)


def comparable(name: str, day: str | None, price: str | None, patents: str | None, currency: str = YUAN) -> Comparable:
    """A transaction for cash at signing with an adjustment line of each kind, all without difference.

    Raises ValidationError when price or number of patents may not stand.
    """
    return Comparable.model_validate(
        {
            "name": name,
            "transaction_date": day,
            "payments": ({"years_after": Decimal(0), "amount": price},),
            "patents_count": patents,
            "currency": currency,
            "adjustments": tuple(PriceAdjustment(kind=kind, factor=Decimal(1)) for kind in AdjustmentKind),
        }
    )


def cost_plan() -> CostPlan:
    """A cost plan without items, every number still to be said."""
    return CostPlan(
        development_years=OPEN,
        capital_cost_rate=OPEN,
        profit_rate=OPEN,
        functional_obsolescence=OPEN,
        technological_obsolescence=OPEN,
        economic_obsolescence=OPEN,
    )


def cost_item(cost_class: CostClass) -> CostItem:
    """A class of cost whose sum is still to be said, at the price level of the valuation date."""
    today = Assumption(value=Decimal(1), source_kind=SourceKind.JUDGEMENT, source="")
    return CostItem(cost_class=cost_class, amount=OPEN, index_factor=today)


def disposal_plan() -> DisposalPlan:
    """A disposal plan with every number still to be said."""
    return DisposalPlan(
        marketability_discount=OPEN,
        months_to_sale=OPEN,
        holding_rate=OPEN,
        selling_cost_rate=OPEN,
        fixed_disposal_cost=OPEN,
    )


def approach_choices(case: Case) -> tuple[ApproachChoice, ...]:
    """One choice for each approach in their usual order; an approach not chosen has weight 0 and no reason yet."""
    chosen = {choice.approach: choice for choice in case.approaches}
    return tuple(chosen.get(name) or ApproachChoice(approach=name, weight=Decimal(0)) for name in ApproachName)
