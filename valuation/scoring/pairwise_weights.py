"""Which weights follow from comparing indicators two by two, and do the comparisons agree with each other?

Analytic hierarchy process (Saaty 1980): a_ij says how many times indicator i matters as much as j.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message

_FEWEST = 1
_ALWAYS_CONSISTENT = 2
"""Two indicators cannot contradict each other."""
_SCALE = np.array([1 / 9, 1 / 8, 1 / 7, 1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4, 5, 6, 7, 8, 9])
"""The judgements that random matrices are made of."""
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class PairwiseWeights:
    """Weights that add up to 1, and the consistency of the judgements."""

    weights: FloatArray
    """(k,)"""
    largest_eigenvalue: float
    consistency_index: float
    """(l - k) / (k - 1); 0 for judgements that agree."""
    consistency_ratio: float
    """Index over that of random judgements of the same number; NaN where that is not given."""
    worst_pair: tuple[int, int] | None
    """Which judgement departs most from the weights; None where all agree."""


def pairwise_weights(judgements: FloatArray, random_index: float | None = None) -> PairwiseWeights:
    """w = the eigenvector of the largest eigenvalue l of A, scaled to 1; CI = (l - k) / (k - 1), CR = CI / RI.

    `judgements` A is (k, k), positive and reciprocal. `random_index` RI is the mean consistency index of random
    judgements (`random_consistency_index`). Source: Saaty, The Analytic Hierarchy Process, 1980.
    InputOutsideDomain where the matrix is not positive and reciprocal.
    Known to be right: A_ij = w_i / w_j gives back w with CI 0; renaming the indicators renames the weights.
    """
    count = _checked(judgements)
    values, vectors = np.linalg.eig(judgements)
    at = int(np.argmax(values.real))
    weights = np.abs(vectors[:, at].real)
    weights = weights / weights.sum()
    largest = float(values[at].real)
    index = max((largest - count) / (count - 1), 0.0) if count > _ALWAYS_CONSISTENT else 0.0
    is_compared = random_index is not None and count > _ALWAYS_CONSISTENT
    ratio = index / random_index if is_compared and random_index else (0.0 if count <= _ALWAYS_CONSISTENT else np.nan)
    return PairwiseWeights(weights, largest, index, float(ratio), _worst_pair(judgements, weights))


def random_consistency_index(count: int, matrices: int, rng: np.random.Generator) -> tuple[float, float]:
    """Mean consistency index of `matrices` random judgements of `count` indicators, and its standard error.

    Each judgement above the diagonal is drawn evenly from 1/9 … 1 … 9. Source: as `pairwise_weights`.
    """
    if count <= _ALWAYS_CONSISTENT:
        return 0.0, 0.0
    drawn = rng.choice(_SCALE, size=(matrices, count, count))
    upper = np.triu(np.ones((count, count), dtype=np.bool_), 1)
    filled = np.where(upper, drawn, 1.0)
    reciprocal = np.where(upper.T, 1.0 / np.swapaxes(filled, 1, 2), filled)
    largest = np.linalg.eigvals(reciprocal).real.max(axis=1)
    indices = (largest - count) / (count - 1)
    return float(indices.mean()), float(indices.std(ddof=1) / np.sqrt(matrices))


def _checked(judgements: FloatArray) -> int:
    count = judgements.shape[0] if judgements.ndim == 2 else 0
    is_square = judgements.shape == (count, count) and count >= _FEWEST
    if not is_square or not np.isfinite(judgements).all() or (judgements <= 0).any():
        message = Message("judgements_unsound", N_("Judgements are a square table of positive numbers."))
        raise InputOutsideDomain("judgements", message)
    if (np.abs(judgements * judgements.T - 1.0) > _TOLERANCE).any():
        message = Message(
            "judgements_not_reciprocal", N_("Of two judgements of one pair, one must be the reciprocal of the other.")
        )
        raise InputOutsideDomain("judgements", message)
    return count


def _worst_pair(judgements: FloatArray, weights: FloatArray) -> tuple[int, int] | None:
    departure: NDArray[np.float64] = np.abs(np.log(judgements * weights[np.newaxis, :] / weights[:, np.newaxis]))
    if departure.max() <= _TOLERANCE:
        return None
    row, column = np.unravel_index(int(departure.argmax()), departure.shape)
    return int(min(row, column)), int(max(row, column))
