"""How far may the mean or a percentile of a simulation be from that of infinitely many paths?

Pseudo-random points are independent: the textbook's s / sqrt(n). Sobol points are not; the paths are split in order
into blocks, each of which is a complete scrambled Sobol net of its own, and the blocks are treated as if they were
independent. The blocks of one sequence complete each other, so that the whole is more exact than that: the standard
error of Sobol points is stated from above (tested against the spread of many seeds).
"""

from __future__ import annotations

import numpy as np

from valuation.inputs import FloatArray
from valuation.uncertainty.points import PointKind

BLOCKS = 8
_DIGITS = 6
"""Of a standard error: it is a small difference of large sums, whose last digits are the processor's rounding."""


def error_of_mean(values: FloatArray, points: PointKind) -> float:
    """Standard error of the mean of `values`, shape (paths,) in the order drawn; infinite for a single path.

    Pseudo-random: s / sqrt(n). Sobol: s_b / sqrt(8), s_b the standard deviation of the means of 8 blocks.
    """
    if values.size < 2:
        return float("inf")
    # In units of the largest: squares of what a rate next to -100 % makes would leave the range of floats.
    largest = float(np.max(np.abs(values))) or 1.0
    independent = values / largest
    if points == "sobol":
        blocks = min(BLOCKS, values.size)
        independent = independent[: values.size // blocks * blocks].reshape(blocks, -1).mean(axis=1)
    return _known_digits(float(np.std(independent, ddof=1) / np.sqrt(independent.size)) * largest)


def error_of_quantile(values: FloatArray, level: float, points: PointKind) -> float:
    """Standard error of the quantile at `level`: half the distance between the quantiles one error of its level apart.

    (Q(p + e) - Q(p - e)) / 2 with e the standard error of the share of paths not above Q(p) (Woodruff 1952). For
    pseudo-random points e = sqrt(p (1 - p) / n); for Sobol points it comes from the blocks.
    """
    if values.size < 2:
        return float("inf")
    if points == "sobol":
        level_error = error_of_mean((values <= np.quantile(values, level)).astype(np.float64), points)
    else:
        level_error = float(np.sqrt(level * (1.0 - level) / values.size))
    low, high = np.quantile(values, np.clip([level - level_error, level + level_error], 0.0, 1.0))
    return _known_digits(float(high - low) / 2.0)


def _known_digits(error: float) -> float:
    return float(f"{error:.{_DIGITS}g}")
