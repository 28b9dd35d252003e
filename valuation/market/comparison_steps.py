"""How is a comparison shown: from each price or rate to the middle of those that count, with all that must be said?"""

from __future__ import annotations

import numpy as np

from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray
from valuation.market.comparable_transactions import FEWEST, too_few_comparables, weighted_dispersion
from valuation.market.comparison import (
    ADJUSTMENTS,
    Comparison,
    ComparisonColumns,
    cash_prices,
    concluded,
    given_adjustments,
    given_weights,
)
from valuation.market.order_statistics import printed_quantile, printed_weighted_median, quantile
from valuation.market.outlier_steps import outlier_steps
from valuation.market.outliers import is_blind, outliers_left_out
from valuation.model import as_series
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE
from valuation.wording import N_, Message

_RULE = "valuation.market.comparison"
_SYMBOLS = dict(zip(ADJUSTMENTS, ("f_sale", "f_place", "f_excl", "f_life", "f_tech", "f_scope"), strict=True))


def price_steps(inputs: Comparison) -> list[Step]:
    """Each payment and P_j, what was paid for each comparable as cash at signing; payments of 0 are left out."""
    paid = as_series(inputs.payments)
    symbols = {"payments": "A", "payment_years": "t", "payment_probabilities": "π"}
    unused = {f"{s}_{j + 1}_{k + 1}" for j, k in np.argwhere(paid == 0) for s in symbols.values()}
    steps = [*given_steps(inputs, {"deferred_payment_rate": "i"})]
    steps += [step for step in given_steps(inputs, symbols) if step.symbol not in unused]
    chance = "" if inputs.payment_probabilities is None else " × π_{j}_{k}"
    term = "A_{j}_{k}" + chance + " × (1 + i)^(−t_{j}_{k})"
    for j, price in enumerate(cash_prices(inputs).tolist(), start=1):
        terms = [term.format(j=j, k=k + 1) for k in np.flatnonzero(paid[j - 1])]
        steps.append(Step(f"P_{j}", N_("Price as cash at signing"), " + ".join(terms) or "0", price, MONEY, _RULE))
    return steps


def comparison_steps(inputs: Comparison, columns: ComparisonColumns, unit: str) -> list[Step]:
    """From u_j, the price or rate of each comparable, whose steps come before, to the concluded middle m."""
    count = columns.adjusted.shape[-1]
    return [
        *_adjustment_steps(inputs, columns, count, unit),
        *_weight_steps(inputs, columns, unit),
        *_position_steps(columns, unit),
        _middle_step(inputs, columns, unit),
    ]


def _each(symbol: str, label: str, formula: str, values: FloatArray, unit: str) -> list[Step]:
    """One step for each comparable: `{j}` is its number."""
    return [
        Step(f"{symbol}_{j}", label, formula.format(j=j), value, unit, _RULE)
        for j, value in enumerate(values.tolist(), start=1)
    ]


def _adjustment_steps(inputs: Comparison, columns: ComparisonColumns, count: int, unit: str) -> list[Step]:
    symbols = [_SYMBOLS[name] for name in given_adjustments(inputs)]
    steps = [*given_steps(inputs, {"valuation_index": "I", "transaction_index": "I", **_SYMBOLS})]
    formula = "u_{j}"
    if inputs.transaction_index is not None:
        steps += _each(
            "c", N_("Change of the market since the transaction"), "I / I_{j}", columns.market_conditions, FACTOR
        )
        formula += " × c_{j}"
    if symbols:
        chained = " × ".join(f"{symbol}_{{j}}" for symbol in symbols)
        added = " + ".join(["1", *(f"({symbol}_{{j}} − 1)" for symbol in symbols)])
        together = chained if inputs.combination == "chained" else added
        steps += _each("k", N_("Adjustments together"), together, np.broadcast_to(columns.adjustment, count), FACTOR)
        formula += " × k_{j}"
    return steps + _each("p", N_("Adjusted figure of the comparable"), formula, columns.adjusted, unit)


def _weight_steps(inputs: Comparison, columns: ComparisonColumns, unit: str) -> list[Step]:
    steps = [*given_steps(inputs, {"similarity": "s", "source_grade": "q", "outlier_limit": "f"})]
    product = "s_{j}" if inputs.source_grade is None else "s_{j} × q_{j}"
    steps += _each("g", N_("Similarity times grade of the source"), product, given_weights(inputs), FACTOR)
    counting = "g_{k}"
    if inputs.outliers != "none":
        steps += outlier_steps(inputs, columns, unit)
        counting = "g_{k} × o_{k}"
    together = sum_of(counting, columns.adjusted.size)
    formula = counting.replace("{k}", "{j}") + f" / ({together})"
    return steps + _each("w", N_("Weight of the comparable"), formula, columns.weight, SHARE)


def _position_steps(columns: ComparisonColumns, unit: str) -> list[Step]:
    """Range and quartiles of those that count."""
    counting = np.flatnonzero(columns.weight > 0)
    symbols, values = [f"p_{j + 1}" for j in counting], columns.adjusted[counting]
    places = (
        ("p_low", N_("Lowest that counts"), 0.0),
        ("Q_1", N_("Lower quartile of those that count"), 0.25),
        ("Q_2", N_("Median of those that count"), 0.5),
        ("Q_3", N_("Upper quartile of those that count"), 0.75),
        ("p_high", N_("Highest that counts"), 1.0),
    )
    every = np.ones(values.shape, dtype=np.bool_)
    return [
        Step(
            symbol,
            label,
            printed_quantile(symbols, values.tolist(), share),
            float(quantile(values, every, share)),
            unit,
            "valuation.market.order_statistics",
        )
        for symbol, label, share in places
    ]


def _middle_step(inputs: Comparison, columns: ComparisonColumns, unit: str) -> Step:
    value, count = float(concluded(inputs, columns)), columns.adjusted.size
    if inputs.middle == "weighted_mean":
        return Step("m", N_("Weighted mean"), sum_of("w_{k} × p_{k}", count), value, unit, _RULE)
    symbols = [f"p_{k}" for k in range(1, count + 1)]
    formula = printed_weighted_median(symbols, columns.adjusted.tolist(), columns.weight.tolist())
    return Step("m", N_("Weighted median"), formula, value, unit, _RULE)


def comparison_warnings(inputs: Comparison, columns: ComparisonColumns) -> tuple[Message, ...]:
    """What must be said of one case: outliers, a rule that could not judge, too few comparables, scatter."""
    found = []
    outliers = [str(j + 1) for j in np.flatnonzero(columns.outliers)]
    if outliers:
        found.append(outliers_left_out(outliers))
    if is_blind(columns.adjusted, columns.counted, inputs.outliers) and columns.counted.sum() >= FEWEST:
        template = N_("So many comparables agree that the rule for outliers has no measure: none is left out.")
        found.append(Message("outlier_rule_blind", template))
    too_few = too_few_comparables(int((columns.weight > 0).sum()))
    if too_few is not None:
        found.append(too_few)
    spread, limit = float(weighted_dispersion(columns.adjusted, columns.weight)), float(inputs.dispersion_limit)
    if spread > limit:
        template = N_(
            "The adjusted figures of the comparables scatter by {spread:.0f} % (coefficient of variation), "
            "more than the limit of {limit:.0f} %."
        )
        found.append(Message("dispersion", template, {"spread": spread * 100, "limit": limit * 100}))
    return tuple(found)
