"""Which shape has the doubt about a value, as heights over equal classes that can be drawn small?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pledgeapp.records.assumption import Assumption, DistributionKind

if TYPE_CHECKING:
    from valuation.uncertainty.distributions import DistributionKind as Shape

CLASSES = 36
TAIL = 0.002
"""Probability left out at each side of a distribution without ends."""


@dataclass(frozen=True)
class Density:
    """Edges of the classes, the share in each, and where the value itself lies."""

    edges: tuple[float, ...]
    heights: tuple[float, ...]
    value: float


def density_of(assumption: Assumption) -> Density | None:
    """Shares of equal classes from the first to the last possible value; None where nothing is in doubt."""
    import numpy as np

    from valuation.uncertainty.distributions import Distribution, probability_below, value_at

    doubt = assumption.uncertainty
    if assumption.value is None or doubt.kind is DistributionKind.FIXED:
        return None
    distribution = Distribution(
        kind=cast("Shape", doubt.kind.value),
        mode=float(assumption.value),
        low=None if doubt.low is None else float(doubt.low),
        high=None if doubt.high is None else float(doubt.high),
        spread=None if doubt.spread is None else float(doubt.spread),
        points=tuple(float(point) for point in doubt.points),
        weights=tuple(float(weight) for weight in doubt.weights),
    )
    low, high = (float(end) for end in value_at(distribution, np.array([TAIL, 1 - TAIL])))
    if doubt.low is not None and doubt.high is not None:
        low, high = float(doubt.low), float(doubt.high)
    margin = (high - low) * 0.02 or abs(high) * 0.05 or 1.0
    edges = np.linspace(low - margin, high + margin, CLASSES + 1)
    heights = np.clip(np.diff(probability_below(distribution, edges)), 0.0, None)
    return Density(tuple(edges.tolist()), tuple(heights.tolist()), float(assumption.value))
