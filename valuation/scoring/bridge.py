"""How does a score move an input of the valuation: by a line between two stated ends, never beyond them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message


@dataclass(frozen=True)
class Bridge:
    """What an input is at the lowest and the highest score that counts; between them it lies on the line."""

    low_score: float
    low_value: float
    high_score: float
    high_value: float

    def __post_init__(self) -> None:
        numbers = np.array([self.low_score, self.low_value, self.high_score, self.high_value])
        if not np.isfinite(numbers).all() or not self.low_score < self.high_score:
            message = Message("bridge_unsound", N_("A bridge needs two different scores and a value at each."))
            raise InputOutsideDomain("bridge", message)


def bridged(bridge: Bridge, score: ArrayLike) -> FloatArray:
    """v = v0 + (v1 - v0) min(max((s - s0) / (s1 - s0), 0), 1); NaN where the score is not known; shape of `score`.

    Source: K = m + (n - m) r of the range method (royalty within the range of an industry by a score), applied to any
    input. Known to be right: the ends at and beyond the ends of the scores; monotone.
    """
    part = (np.asarray(score, dtype=np.float64) - bridge.low_score) / (bridge.high_score - bridge.low_score)
    value: FloatArray = bridge.low_value + (bridge.high_value - bridge.low_value) * np.clip(part, 0.0, 1.0)
    return value
