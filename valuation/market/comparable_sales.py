"""What would the rights fetch, seen from sales of comparable rights that each differ in terms, date and quality?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.market.comparison import (
    AFTER_SIGNING,
    AMOUNT,
    PAYMENT_YEARS,
    PAYMENTS,
    Comparison,
    ComparisonColumns,
    cash_prices,
    check_comparison,
    comparison_columns,
    concluded,
)
from valuation.market.comparison_steps import comparison_steps, comparison_warnings, price_steps
from valuation.model import Model, ModelResult, as_series, quantity, series, table
from valuation.results import Step
from valuation.units import COUNT, FACTOR, MONEY, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_UNITS = Domain(1e-3, 1e9)
_EXCHANGE = Domain(1e-6, 1e6)
_RULE = "valuation.market.comparable_sales"


@dataclass(frozen=True, kw_only=True)
class ComparableSales(Comparison):
    """Payments stand in the currency of each sale; the rate of exchange is that of the day of the transaction."""

    payments: Any = table(PAYMENTS, MONEY, AMOUNT)
    payment_years: Any = table(PAYMENT_YEARS, YEARS, AFTER_SIGNING)
    exchange_rates: Any = series(N_("Currency units of the case for one of the sale"), FACTOR, _EXCHANGE, default=None)
    units: Any = series(N_("Patents, or other units, in the sale"), COUNT, _UNITS)
    subject_units: Number = quantity(N_("Patents, or other units, of the subject"), COUNT, _UNITS)


def _unit_prices(inputs: ComparableSales) -> FloatArray:
    """u_j = P_j x_j / n_j, shape (..., comparables)."""
    prices = cash_prices(inputs) / as_series(inputs.units)
    return prices if inputs.exchange_rates is None else prices * as_series(inputs.exchange_rates)


def _columns(inputs: ComparableSales) -> ComparisonColumns:
    check_comparison(inputs, "units", *(() if inputs.exchange_rates is None else ("exchange_rates",)))
    prices = _unit_prices(inputs)
    free = (prices <= 0).any(axis=tuple(range(prices.ndim - 1)))
    if free.any():
        template = N_("Comparable {number} has no price.")
        raise InputOutsideDomain("payments", Message("no_price", template, {"number": int(np.argmax(free)) + 1}))
    return comparison_columns(inputs, prices)


def comparable_sales(inputs: ComparableSales) -> FloatArray:
    """V = m n, m the middle of p_j = P_j x_j / n_j (I / I_j) k_j, P_j = sum of A_jk q_jk (1 + i)^-t_jk; shape (...).

    Money of the case's currency; rates decimals per year. m is the mean or median weighted by similarity times grade,
    outliers counting as nothing. InputOutsideDomain names the field for lists of other lengths, a sale without price,
    adjustments that leave none, indices or payments given by half, a rule for outliers without its limit.
    Source: 市场法 (可比交易案例比较法) with the adjustments of the comparison approach of property appraisal; milestone
    payments count with their probability.
    Known to be right: published examination of payment terms; the market approach of a case gives the same value; one
    comparable that is the subject itself gives its own price.
    """
    return np.asarray(concluded(inputs, _columns(inputs)) * np.asarray(inputs.subject_units))


def run(inputs: ComparableSales) -> ModelResult:
    """The value with the grid, the range and quartiles of the comparables, and what weakens it."""
    value, columns = float(comparable_sales(inputs)), _columns(inputs)
    exchange = "" if inputs.exchange_rates is None else " × x_{j}"
    label = N_("Price per unit before adjustment")
    symbols = {"exchange_rates": "x", "units": "n", "subject_units": "n"}
    steps = (
        *price_steps(inputs),
        *given_steps(inputs, symbols),
        *(
            Step(f"u_{j}", label, ("P_{j}" + exchange + " / n_{j}").format(j=j), price, MONEY, _RULE)
            for j, price in enumerate(_unit_prices(inputs).tolist(), start=1)
        ),
        *comparison_steps(inputs, columns, MONEY),
        Step("V", N_("Value"), "m × n", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps, comparison_warnings(inputs, columns))


MODELS = (Model("comparable_sales", N_("Comparable sales"), "market", ComparableSales, comparable_sales, run),)
