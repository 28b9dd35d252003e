"""What are 1 a year for n years, level, growing or falling, worth today?"""

from __future__ import annotations

import numpy as np

from valuation.inputs import FloatArray, Number


def annuity_factor(discount_rate: Number, years: Number, growth: Number = 0.0, timing: str = "year_end") -> FloatArray:
    """a = (1 - ((1 + g) / (1 + r))^n) / (r - g), n / (1 + r) where r = g; 1 comes first, then 1 + g and so on.

    Arguments broadcast; rates are decimals per year above -1, `years` is not negative and need not be whole (the
    formula itself interpolates). `mid_year` brings each amount half a year earlier: times (1 + r)^(1/2). Written in
    logarithms, which loses nothing when r and g all but agree. Source: any textbook of compound interest.

    Known to be right: sum of the single present values; numpy_financial.pv; tables (P/A, 10 %, 5) = 3.7908.
    """
    log_rate = np.log1p(np.asarray(discount_rate, dtype=np.float64))
    step = np.log1p(np.asarray(growth, dtype=np.float64)) - log_rate
    count = np.asarray(years, dtype=np.float64)
    step, count = np.broadcast_arrays(step, count)
    terms = np.divide(np.expm1(count * step), np.expm1(step), out=count.copy(), where=step != 0)
    half = 0.5 if timing == "mid_year" else 0.0
    return np.asarray(terms * np.exp((half - 1.0) * log_rate))
