"""How do the approaches become one conclusion?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from valuation.inputs import Approach, FloatArray


def normalised_weights(weights: Mapping[Approach, float]) -> dict[Approach, float]:
    """`weights` of the applied approaches, scaled to sum to 1; their sum must be above 0."""
    total = sum(weights.values())
    return {approach: weight / total for approach, weight in weights.items()}


def conclude(values: Mapping[Approach, FloatArray], weights: Mapping[Approach, float]) -> FloatArray:
    """V = sum of w_a V_a over the applied approaches; `weights` are normalised."""
    return np.asarray(sum((weights[approach] * value for approach, value in values.items()), np.asarray(0.0)))


def divergence(values: Sequence[FloatArray], conclusion: FloatArray) -> FloatArray:
    """(highest - lowest) / conclusion of the applied approaches; 0 when the conclusion is 0."""
    spread = np.max(np.broadcast_arrays(*values), axis=0) - np.min(np.broadcast_arrays(*values), axis=0)
    spread, conclusion = np.broadcast_arrays(spread, conclusion)
    return np.divide(spread, conclusion, out=np.zeros(spread.shape), where=conclusion > 0)
