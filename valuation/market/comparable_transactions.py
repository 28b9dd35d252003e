"""What would the rights fetch, seen from what was paid for comparable ones?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.discounting.present_value import present_value
from valuation.inputs import Combination, Deal, FloatArray, MarketPlan, Number


@dataclass(frozen=True)
class DealColumns:
    """The comparables grid; arrays of shape () or (paths,)."""

    cash_price: FloatArray
    unit_price: FloatArray
    total_adjustment: FloatArray
    adjusted_unit_price: FloatArray
    weight: float
    """Normalised."""


def cash_price(payments: tuple[tuple[float, float], ...], deferred_payment_rate: Number) -> FloatArray:
    """P = sum of payment_k (1 + r)^-t_k: instalments brought to cash at signing, t in years after it.

    Known to be right: published examination case of deferred payment terms.
    """
    years = np.asarray([t for t, _ in payments], dtype=np.float64)
    amounts = np.asarray([amount for _, amount in payments], dtype=np.float64)
    return present_value(amounts, deferred_payment_rate, years)


def total_adjustment(factors: tuple[Number, ...], combination: Combination) -> FloatArray:
    """Chained: the product of the factors; additive: 1 + the sum of (factor - 1). 1 without factors."""
    total = np.asarray(1.0)
    for factor in factors:
        total = total * factor if combination == "chained" else total + (np.asarray(factor) - 1.0)
    return total


def deal_columns(plan: MarketPlan) -> tuple[DealColumns, ...]:
    """Each comparable brought to the subject: cash price, price per patent, adjusted, with its normalised weight."""
    weights = sum(deal.weight for deal in plan.deals)
    return tuple(_deal(deal, plan, weights) for deal in plan.deals)


def _deal(deal: Deal, plan: MarketPlan, weights: float) -> DealColumns:
    price = cash_price(deal.payments, plan.deferred_payment_rate)
    unit_price = price / deal.patents_count
    adjustment = total_adjustment(tuple(a.factor for a in deal.adjustments), plan.combination)
    return DealColumns(price, unit_price, adjustment, unit_price * adjustment, deal.weight / weights)


def unit_value(columns: tuple[DealColumns, ...]) -> FloatArray:
    """u = sum of w_j p_j over the comparables: the weighted adjusted price per patent."""
    return np.asarray(sum((c.weight * c.adjusted_unit_price for c in columns), np.asarray(0.0)))


def market_value(columns: tuple[DealColumns, ...], rights_in_force: int) -> FloatArray:
    """V = u x number of rights in force: a dead right fetches nothing."""
    return unit_value(columns) * rights_in_force


def dispersion(columns: tuple[DealColumns, ...]) -> FloatArray:
    """Coefficient of variation of the adjusted unit prices: weighted standard deviation over weighted mean; 0 if none.

    Weighted, so that a comparable that does not count does not disturb.
    """
    mean = unit_value(columns)
    variance = sum((c.weight * (c.adjusted_unit_price - mean) ** 2 for c in columns), np.asarray(0.0))
    return np.divide(np.sqrt(variance), mean, out=np.zeros_like(mean), where=mean > 0)
