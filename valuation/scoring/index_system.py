"""What does a weighted system of indicators make of the scores of many patents, and how sure is that?

A system has classes (legal, technical, economic value), a class has indicators. What nobody has scored counts neither
as bad nor as good: the total is that of what is known, beside the two totals between which it must lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message


@dataclass(frozen=True)
class Indicator:
    """One question. Weights count in proportion within their class, whatever they add up to."""

    key: str
    weight: float
    veto_below: float | None = None
    """A score below it refuses the patent, whatever else is good."""


@dataclass(frozen=True)
class IndicatorClass:
    """Indicators under one heading."""

    key: str
    weight: float
    indicators: tuple[Indicator, ...]
    factor: str = ""
    """Key of an indicator of the class that multiplies the others instead of being added (stability of the right)."""


@dataclass(frozen=True)
class IndexSystem:
    """Classes, the ends of the scale on which indicators are scored, and the grades of the total."""

    classes: tuple[IndicatorClass, ...]
    low: float
    high: float
    grades: tuple[float, ...] = ()
    """Lower ends of the grades on the scale 0 … 100, the best first; below the last there is no grade."""

    def __post_init__(self) -> None:
        keys = [indicator.key for indicator in self.indicators]
        factors = [of_class.factor for of_class in self.classes if of_class.factor]
        weights = [c.weight for c in self.classes] + [i.weight for i in self.indicators]
        is_sound = (
            len(set(keys)) == len(keys) > 0
            and all(factor in keys for factor in factors)
            and all(np.isfinite(weight) and weight >= 0 for weight in weights)
            and any(c.weight > 0 and any(i.weight > 0 for i in c.indicators) for c in self.classes)
            and np.isfinite([self.low, self.high]).all()
            and self.low < self.high
            and list(self.grades) == sorted(set(self.grades), reverse=True)
        )
        if not is_sound:
            template = N_(
                "A system needs indicators of different keys, weights not below zero, a scale and grades that fall."
            )
            raise InputOutsideDomain("system", Message("system_unsound", template))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All of them in the order of the classes: the last axis of scores."""
        return tuple(indicator for of_class in self.classes for indicator in of_class.indicators)


@dataclass(frozen=True)
class Scored:
    """Of `n` patents on the scale 0 … 100; NaN where nothing is known."""

    total: FloatArray
    """(n,): of what is known."""
    lowest: FloatArray
    """(n,): the total if everything unknown had the lowest score."""
    highest: FloatArray
    """(n,): the total if everything unknown had the highest."""
    by_class: FloatArray
    """(n, classes): of what is known."""
    known_weight: FloatArray
    """(n,): weight of what is known as a part of 1."""
    vetoed_by: NDArray[np.bool_]
    """(n, indicators)"""
    grade: NDArray[np.int64]
    """(n,): place in `grades`; their number where the total lies below all, -1 where it is not known or vetoed."""


def score(system: IndexSystem, scores: FloatArray) -> Scored:
    """S = sum_c W_c s_c / sum_c W_c with s_c = f_c sum_i w_i x_i / sum_i w_i, x = (score - low) / (high - low) * 100.

    `scores` have shape (n, indicators) on the scale of the system, NaN unknown. f_c is the factor of the class, a part
    of 1, or 1. Sums run over what is known; a class of which nothing is known is left out. Source: the general form
    PVD = a LVD + b TVD + c EVD of weighted value degrees (专利价值度).
    InputOutsideDomain for a score off the scale.
    Known to be right: equal scores give that score; never outside the lowest and highest; a higher score never lowers
    the total; the order of indicators does not matter.
    """
    points = _on_hundred(system, scores)
    total, by_class = _total(system, points)
    lowest, _ = _total(system, np.where(np.isnan(points), 0.0, points))
    highest, _ = _total(system, np.where(np.isnan(points), 100.0, points))
    vetoes = np.array([np.nan if i.veto_below is None else i.veto_below for i in system.indicators])
    vetoed_by = scores < vetoes
    is_graded = ~np.isnan(total) & ~vetoed_by.any(axis=1)
    place = np.sum(total[:, np.newaxis] < np.asarray(system.grades), axis=1)
    return Scored(
        total=total,
        lowest=lowest,
        highest=highest,
        by_class=by_class,
        known_weight=_known_weight(system, points),
        vetoed_by=vetoed_by,
        grade=np.where(is_graded, place, -1),
    )


@dataclass(frozen=True)
class Agreement:
    """Two assessors of the same patents."""

    together: FloatArray
    """(n, indicators): the mean; the one that is there; NaN without either."""
    difference: FloatArray
    """(n, indicators): the second less the first; NaN where one is missing."""


def agreement(first: FloatArray, second: FloatArray) -> Agreement:
    """What two assessors say together and in what they differ; shapes (n, indicators), NaN unknown."""
    both = (first + second) / 2.0
    alone = np.where(np.isnan(first), second, first)
    return Agreement(np.where(np.isnan(both), alone, both), second - first)


def _on_hundred(system: IndexSystem, scores: FloatArray) -> FloatArray:
    if scores.ndim != 2 or scores.shape[1] != len(system.indicators):
        message = Message("scores_shape", N_("There must be one score for each indicator."))
        raise InputOutsideDomain("scores", message)
    if ((scores < system.low) | (scores > system.high)).any():
        params: dict[str, str | int | float] = {"low": system.low, "high": system.high}
        raise InputOutsideDomain(
            "scores", Message("score_off_scale", N_("A score lies between {low} and {high}."), params)
        )
    return (scores - system.low) / (system.high - system.low) * 100.0


def _total(system: IndexSystem, points: FloatArray) -> tuple[FloatArray, FloatArray]:
    by_class, start = [], 0
    for of_class in system.classes:
        end = start + len(of_class.indicators)
        by_class.append(_class_score(of_class, points[:, start:end]))
        start = end
    classes = np.stack(by_class, axis=1)
    return _weighted(classes, np.array([of_class.weight for of_class in system.classes])), classes


def _class_score(of_class: IndicatorClass, points: FloatArray) -> FloatArray:
    keys = [indicator.key for indicator in of_class.indicators]
    weights = np.array([indicator.weight for indicator in of_class.indicators])
    if not of_class.factor:
        return _weighted(points, weights)
    at = keys.index(of_class.factor)
    rest = _weighted(np.delete(points, at, axis=1), np.delete(weights, at))
    return rest * points[:, at] / 100.0


def _weighted(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Mean of the known values by weight, NaN where none of weight is known."""
    counted = np.where(np.isnan(values), 0.0, weights)
    whole = counted.sum(axis=1)
    summed = np.where(counted > 0, values * counted, 0.0).sum(axis=1)
    mean: FloatArray = np.divide(summed, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return mean


def _known_weight(system: IndexSystem, points: FloatArray) -> FloatArray:
    """Each indicator weighs its part of its class, the class its part of the total."""
    of_classes = sum(of_class.weight for of_class in system.classes)
    parts = []
    for of_class in system.classes:
        inside = sum(indicator.weight for indicator in of_class.indicators) or 1.0
        parts += [indicator.weight / inside * of_class.weight / of_classes for indicator in of_class.indicators]
    known: FloatArray = np.where(np.isnan(points), 0.0, np.array(parts)).sum(axis=1)
    return known
