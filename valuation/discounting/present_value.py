"""What is money of later years worth today?"""

from __future__ import annotations

import numpy as np

from valuation.cash_flows import by_year
from valuation.inputs import FloatArray, Number

FACTOR_DIGITS = ("full", "four_digits")
"""How a factor is used: as computed, or as the tables of textbooks print it."""


def discount_factor(discount_rate: Number, discount_years: FloatArray) -> FloatArray:
    """(1 + r)^-t, shape (..., times); `discount_rate` above -1, decimal per year, scalar or (paths,).

    Written as exp(-t ln(1 + r)): the same number, several times faster over many paths.
    """
    exponent = np.asarray(discount_years * -np.log1p(by_year(discount_rate)))
    return np.exp(exponent, out=exponent)


def table_factor(factor: FloatArray, digits: str) -> FloatArray:
    """`factor` as it is, or rounded half up to four decimals as tables (复利现值系数表, 年金现值系数表) print it.

    Known to be right: (P/F, 10 %, 2) = 0.8264, (P/A, 10 %, 5) = 3.7908; solutions printed with such tables.
    """
    if digits == "full":
        return factor
    return np.asarray(np.floor(factor * 1e4 + 0.5) / 1e4)


def factor_formula(formula: str, digits: str) -> str:
    """How a factor that `formula` gives is shown when it is used with these `digits`."""
    return formula if digits == "full" else f"round({formula}, 4)"


def present_value(amounts: FloatArray, discount_rate: Number, discount_years: FloatArray) -> FloatArray:
    """PV = sum over t of amount_t (1 + r)^-t, shape (...): the last axis of `amounts` is time.

    Known to be right: equals numpy_financial.npv and, for a level flow, the annuity A (1 - (1 + r)^-n) / r.
    """
    value: FloatArray = np.sum(amounts * discount_factor(discount_rate, discount_years), axis=-1)
    return value
