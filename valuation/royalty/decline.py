"""How does the split rate fall over the years?"""

from __future__ import annotations

import numpy as np

from valuation.cash_flows import by_year
from valuation.inputs import FloatArray, Number


def declining_split(split_rate: Number, split_decline: Number, years_since_first: FloatArray) -> FloatArray:
    """K_t = K_0 (1 - d)^t, shape (..., years): Chinese practice's 分成率递减率, a relative fall per year.

    `split_rate` is the rate of the first forecast year, `split_decline` is in [0, 1), t counts years from that year;
    years before it have the full rate.
    """
    elapsed = np.maximum(years_since_first, 0.0)
    rate: FloatArray = np.multiply(by_year(split_rate), (1.0 - by_year(split_decline)) ** elapsed, order="F")
    return rate
