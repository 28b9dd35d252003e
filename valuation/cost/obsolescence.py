"""How much of the cost new is left after the rights have aged?"""

from __future__ import annotations

import numpy as np

from valuation.inputs import Combination, FloatArray, Number


def remaining_share(obsolescence: tuple[Number, ...], combination: Combination) -> FloatArray:
    """Chained: product of (1 - o); additive: 1 - sum of o, not below 0. Each o is in [0, 1].

    Functional, technological and economic obsolescence (功能性、技术性、经济性贬值). Textbooks differ in the
    convention (0.10 and 0.05: 0.855 chained, 0.85 additive), so it is an input.
    """
    share = np.asarray(1.0)
    for rate in obsolescence:
        share = share * (1.0 - np.asarray(rate)) if combination == "chained" else share - rate
    left: FloatArray = np.maximum(share, 0.0)
    return left


def age_life_obsolescence(used_years: Number, remaining_years: Number) -> FloatArray:
    """o = used / (used + remaining), shape (...): the part of the whole life that has passed (年限法贬值率).

    Neither is negative and not both are 0. Known to be right: 0 when new, 1 at the end, published examinations.
    """
    used = np.asarray(used_years, dtype=np.float64)
    rate: FloatArray = used / (used + np.asarray(remaining_years))
    return rate
