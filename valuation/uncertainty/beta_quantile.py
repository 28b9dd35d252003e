"""Which value does a beta-distributed number stay below with a given probability, for many probabilities at once?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray

_NODES = 2049
_FEW = 256
"""Up to so many probabilities the table costs more than it saves."""
_SETTLED = 3e-6
"""A correction this small, relative to the distance to the nearer end, leaves its cube: nothing a float can hold."""


def beta_quantile(first: float, second: float, probability: FloatArray) -> FloatArray:
    """x with I_x(a, b) = p, in [0, 1], same shape as `probability`; shapes a and b at least 1, as in PERT.

    A first guess on a table of the distribution function, then corrections of third order (Halley):
    x - h / (1 - h ((a - 1)/x - (b - 1)/(1 - x)) / 2), h = (F(x) - p) / f(x). The few points near the ends, where the
    table is too coarse for that, are inverted by `scipy.special.betaincinv`, which takes several times as long. Known
    to be right: equal to scipy's within 1e-13 over wide shapes and probabilities.
    """
    from scipy import special

    if probability.size <= _FEW:
        return np.asarray(special.betaincinv(first, second, probability))
    wanted = probability.ravel()
    grid = np.linspace(0.0, 1.0, _NODES)
    value = np.interp(wanted, special.betainc(first, second, grid), grid)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_open = _correct(first, second, wanted, value)
        again = value[is_open]
        is_still_open = _correct(first, second, wanted[is_open], again)
    again[is_still_open] = special.betaincinv(first, second, wanted[is_open][is_still_open])
    value[is_open] = again
    return value.reshape(probability.shape)


def _correct(first: float, second: float, wanted: FloatArray, value: FloatArray) -> NDArray[np.bool_]:
    """Correct `value` in place, once; True where the correction was too large to be the last, or not a number."""
    from scipy import special

    left = 1.0 - value
    logarithm = (first - 1.0) * np.log(value) + (second - 1.0) * np.log(left) - special.betaln(first, second)
    step = (special.betainc(first, second, value) - wanted) * np.exp(-logarithm)
    step /= 1.0 - 0.5 * step * ((first - 1.0) / value - (second - 1.0) / left)
    is_settled: NDArray[np.bool_] = np.abs(step) < _SETTLED * np.minimum(value, left)
    value -= step
    return ~is_settled
