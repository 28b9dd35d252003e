"""What is money of later years worth today?"""

from __future__ import annotations

import numpy as np

from valuation.cash_flows import by_year
from valuation.inputs import FloatArray, Number


def discount_factor(discount_rate: Number, discount_years: FloatArray) -> FloatArray:
    """(1 + r)^-t, shape (..., times); `discount_rate` above -1, decimal per year, scalar or (paths,).

    Written as exp(-t ln(1 + r)): the same number, several times faster over many paths.
    """
    factor: FloatArray = np.exp(-discount_years * np.log1p(by_year(discount_rate)))
    return factor


def present_value(amounts: FloatArray, discount_rate: Number, discount_years: FloatArray) -> FloatArray:
    """PV = sum over t of amount_t (1 + r)^-t, shape (...): the last axis of `amounts` is time.

    Known to be right: equals numpy_financial.npv and, for a level flow, the annuity A (1 - (1 + r)^-n) / r.
    """
    value: FloatArray = np.sum(amounts * discount_factor(discount_rate, discount_years), axis=-1)
    return value
