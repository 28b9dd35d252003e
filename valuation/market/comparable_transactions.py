"""What would the rights fetch, seen from what was paid for comparable ones?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from valuation.discounting.present_value import present_value
from valuation.inputs import Combination, Deal, FloatArray, MarketPlan, Number
from valuation.market.order_statistics import BoolArray
from valuation.market.outliers import counted_weights, is_kept
from valuation.wording import N_, Message

FEWEST = 3
"""Comparables below which the reader is warned, as is usual in the comparison approach; it changes no value."""


@dataclass(frozen=True)
class DealColumns:
    """The comparables grid; arrays of shape () or (paths,)."""

    cash_price: FloatArray
    unit_price: FloatArray
    total_adjustment: FloatArray
    adjusted_unit_price: FloatArray
    weight: FloatArray
    """Normalised; 0 for an outlier."""
    is_outlier: BoolArray


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
    prices = tuple(_price_columns(deal, plan) for deal in plan.deals)
    given = np.asarray([deal.weight for deal in plan.deals], dtype=np.float64)
    adjusted = _items_last([price[-1] for price in prices])
    kept = is_kept(adjusted, given > 0, plan.outliers, plan.outlier_limit)
    weights, outliers = counted_weights(given, kept), (given > 0) & ~kept
    return tuple(DealColumns(*price, weights[..., j], outliers[..., j]) for j, price in enumerate(prices))


def _price_columns(deal: Deal, plan: MarketPlan) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    price = cash_price(deal.payments, plan.deferred_payment_rate)
    unit_price = price / deal.patents_count
    adjustment = total_adjustment(tuple(a.factor for a in deal.adjustments), plan.combination)
    return price, unit_price, adjustment, unit_price * adjustment


def unit_value(columns: tuple[DealColumns, ...]) -> FloatArray:
    """u = sum of w_j p_j over the comparables: the weighted adjusted price per patent."""
    return weighted_mean(*_prices_and_weights(columns))


def market_value(columns: tuple[DealColumns, ...], rights_in_force: Number) -> FloatArray:
    """V = u x number of rights in force: a dead right fetches nothing."""
    return unit_value(columns) * rights_in_force


def dispersion(columns: tuple[DealColumns, ...]) -> FloatArray:
    """Coefficient of variation of the adjusted unit prices, by `weighted_dispersion`."""
    return weighted_dispersion(*_prices_and_weights(columns))


def _prices_and_weights(columns: tuple[DealColumns, ...]) -> tuple[FloatArray, FloatArray]:
    prices = _items_last([column.adjusted_unit_price for column in columns])
    return prices, _items_last([column.weight for column in columns])


def _items_last(values: Sequence[FloatArray]) -> FloatArray:
    """Values of each item, scalar or (paths,), as one array with the items last.

    Laid out item by item, so that adding over the items runs along the paths.
    """
    return np.moveaxis(np.stack(np.broadcast_arrays(*values)), 0, -1)


def too_few_comparables(count: int) -> Message | None:
    """What is said where fewer comparables count than a market value should rest on; None where there are enough."""
    if count >= FEWEST:
        return None
    template = N_("Comparables that count: {count}; a market figure should rest on at least {fewest}.")
    return Message("few_comparables", template, {"count": count, "fewest": FEWEST})


def weighted_mean(values: FloatArray, weights: FloatArray) -> FloatArray:
    """m = sum of w_j x_j over the last axis; the weights sum to 1."""
    return np.asarray(np.sum(weights * values, axis=-1))


def weighted_dispersion(values: FloatArray, weights: FloatArray) -> FloatArray:
    """CV = sqrt(sum of w_j (x_j - m)^2) / m, shape (...); 0 where the mean is 0.

    Weighted, so that a comparable that does not count does not disturb.
    """
    mean = weighted_mean(values, weights)
    deviation = np.sqrt(np.sum(weights * (values - mean[..., np.newaxis]) ** 2, axis=-1))
    return np.asarray(np.divide(deviation, mean, out=np.zeros_like(mean), where=mean > 0))
