"""Where do prices or rates lie when they are put in order: quartiles, weighted median?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray, Number

BoolArray = NDArray[np.bool_]
_ROUNDING = 1e-9
"""Sums of weights and places between two items that differ by less differ by rounding only."""


def quantile(values: FloatArray, counted: Any, share: Number) -> FloatArray:
    """Q = x_a + h (x_(a+1) - x_a) with a + h = 1 + share (n - 1), shape (...): linear between the items in order.

    `values` and `counted` (whether an item counts at all; at least one does) have the items last, shape (..., n);
    `share` in [0, 1] is a number or has the shape (...) of the paths. The median of an even list is the mean of the
    two in the middle. Known to be right: numpy.quantile of the items that count.
    """
    below, above, part = _neighbours(values, counted, share)
    return np.asarray(below + part * (above - below))


def _neighbours(values: FloatArray, counted: Any, share: Number) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The items below and above the place, and how far between them the place lies."""
    places = np.asarray(share, dtype=np.float64)[..., np.newaxis]
    values, counted, places = np.broadcast_arrays(values, counted, places)
    ordered = np.sort(np.where(counted, values, np.inf), axis=-1)
    last = np.count_nonzero(counted, axis=-1) - 1
    place = places[..., 0] * last
    first = np.floor(place + _ROUNDING).astype(np.intp)
    below = np.take_along_axis(ordered, first[..., np.newaxis], axis=-1)[..., 0]
    above = np.take_along_axis(ordered, np.minimum(first + 1, last)[..., np.newaxis], axis=-1)[..., 0]
    return below, above, np.maximum(place - first, 0.0)


def weighted_median(values: FloatArray, weights: Any) -> FloatArray:
    """The item at which half of the weight is reached, shape (...); the mean of two where half lies just between them.

    `values` and `weights` (not negative, some above zero) have the items last. Known to be right: equal weights give
    the median, a weight of two gives the item twice.
    """
    values, weights = np.broadcast_arrays(values, weights)
    order = np.argsort(values, axis=-1, kind="stable")
    ordered, weight = np.take_along_axis(values, order, axis=-1), np.take_along_axis(weights, order, axis=-1)
    reached = np.cumsum(weight, axis=-1)
    half = reached[..., -1:] / 2.0
    slack = _ROUNDING * half
    lower = np.argmax(reached >= half - slack, axis=-1)[..., np.newaxis]
    upper = np.argmax(reached > half + slack, axis=-1)[..., np.newaxis]
    both = np.take_along_axis(ordered, lower, axis=-1) + np.take_along_axis(ordered, upper, axis=-1)
    return np.asarray(both[..., 0] / 2.0)


def printed_quantile(symbols: list[str], values: list[float], share: float) -> str:
    """The formula of a quantile of one case over the symbols of the items that count."""
    order = sorted(range(len(values)), key=values.__getitem__)
    place = share * (len(values) - 1)
    first = int(np.floor(place + _ROUNDING))
    part = max(place - first, 0.0)
    below, above = symbols[order[first]], symbols[order[min(first + 1, len(values) - 1)]]
    return below if part <= _ROUNDING else f"{below} + {part:.15g} × ({above} − {below})"


def printed_weighted_median(symbols: list[str], values: list[float], weights: list[float]) -> str:
    """The formula of a weighted median of one case over the symbols of its items."""
    order = sorted(range(len(values)), key=values.__getitem__)
    reached = np.cumsum([weights[k] for k in order])
    half = reached[-1] / 2.0
    slack = _ROUNDING * half
    lower = symbols[order[int(np.argmax(reached >= half - slack))]]
    upper = symbols[order[int(np.argmax(reached > half + slack))]]
    return lower if lower == upper else f"({lower} + {upper}) / 2"
