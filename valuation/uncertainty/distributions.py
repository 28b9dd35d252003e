"""Which shape has the doubt about one input, and which value stands at a given probability?

Values come from the inverse distribution function, so that evenly spread points give evenly spread values. A
distribution is cut at the domain of its input: what the formula cannot take has no probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from valuation.domains import Domain, require, require_inside
from valuation.inputs import FloatArray
from valuation.wording import InputOutsideDomain, Message

DistributionKind = Literal["fixed", "uniform", "triangular", "pert", "normal"]
_ANY_NUMBER = Domain(-np.inf, np.inf, is_low_excluded=True, is_high_excluded=True)
_SPREAD = Domain(0.0, np.inf, is_high_excluded=True)
_PERT_WEIGHT = 4.0
"""How often the mode counts against each end in the mean of a PERT distribution, by its definition."""


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Doubt about one number: `mode` is the value used when nothing is drawn."""

    kind: DistributionKind
    mode: float
    low: float | None = None
    """Lowest possible value of uniform, triangular and pert."""
    high: float | None = None
    spread: float | None = None
    """Standard deviation of normal."""

    @property
    def is_fixed(self) -> bool:
        """Whether only one value is possible."""
        if self.kind == "normal":
            return self.spread == 0
        return self.kind == "fixed" or self.low == self.high


def check_distribution(field_path: str, distribution: Distribution) -> None:
    """Raise InputOutsideDomain when the ends, the mode or the spread do not make a distribution for `field_path`."""
    if distribution.kind not in get_args(DistributionKind):
        message = Message("unknown_choice", "{given} is not one of the choices.", {"given": str(distribution.kind)})
        raise InputOutsideDomain(field_path, message)
    require(field_path, distribution.mode)
    if distribution.kind == "normal":
        _check_stated(field_path, distribution.spread, _SPREAD)
    elif distribution.kind != "fixed":
        low = _check_stated(field_path, distribution.low, _ANY_NUMBER)
        high = _check_stated(field_path, distribution.high, _ANY_NUMBER)
        if not low <= distribution.mode <= high:
            message = Message(
                "mode_outside_ends",
                "{mode:g} does not lie between its low end {low:g} and its high end {high:g}.",
                {"mode": distribution.mode, "low": low, "high": high},
            )
            raise InputOutsideDomain(field_path, message)


def _check_stated(field_path: str, value: float | None, domain: Domain) -> float:
    if value is None:
        raise InputOutsideDomain(
            field_path, Message("doubt_incomplete", "The distribution lacks an end or its standard deviation.")
        )
    return float(require_inside(field_path, value, domain))


def probability_below(distribution: Distribution, values: FloatArray) -> FloatArray:
    """F(x) of a distribution that is not fixed.

    Uniform and normal as usual. Triangular: (x - a)^2 / ((b - a)(c - a)) up to the mode c, 1 - (b - x)^2 /
    ((b - a)(b - c)) beyond. PERT: beta on [a, b] with shapes 1 + 4 (c - a)/(b - a) and 1 + 4 (b - c)/(b - a)
    (Malcolm, Roseboom, Clark and Fazar 1959), so that the mean is (a + 4 c + b)/6.
    """
    from scipy import special

    if distribution.kind == "normal":
        return np.asarray(special.ndtr((values - distribution.mode) / _stated(distribution.spread)))
    low, high, mode = _stated(distribution.low), _stated(distribution.high), distribution.mode
    position = np.clip((values - low) / (high - low), 0.0, 1.0)
    if distribution.kind == "uniform":
        return position
    peak = (mode - low) / (high - low)
    if distribution.kind == "pert":
        return np.asarray(special.betainc(1 + _PERT_WEIGHT * peak, 1 + _PERT_WEIGHT * (1 - peak), position))
    rising = np.square(position) / peak if peak > 0 else np.zeros_like(position)
    falling = 1.0 - np.square(1.0 - position) / (1.0 - peak) if peak < 1 else np.ones_like(position)
    return np.where(position < peak, rising, falling)


def value_at(distribution: Distribution, probability: FloatArray) -> FloatArray:
    """The inverse of `probability_below`, for probabilities from 0 to 1; a fixed distribution gives its mode."""
    from scipy import special

    if distribution.is_fixed:
        return np.full(probability.shape, distribution.mode)
    if distribution.kind == "normal":
        return np.asarray(distribution.mode + _stated(distribution.spread) * special.ndtri(probability))
    low, high, mode = _stated(distribution.low), _stated(distribution.high), distribution.mode
    peak = (mode - low) / (high - low)
    if distribution.kind == "uniform":
        position = probability
    elif distribution.kind == "pert":
        shapes = 1 + _PERT_WEIGHT * peak, 1 + _PERT_WEIGHT * (1 - peak)
        position = np.asarray(special.betaincinv(*shapes, probability))
    else:
        rising = np.sqrt(probability * peak)
        falling = 1.0 - np.sqrt((1.0 - probability) * (1.0 - peak))
        position = np.where(probability < peak, rising, falling)
    return low + (high - low) * position


def cut_value_at(distribution: Distribution, probability: FloatArray, domain: Domain) -> tuple[FloatArray, float]:
    """Values inside `domain` at `probability` of the cut distribution, and the probability that was cut off.

    x = F^-1(F(low) + u (F(high) - F(low))): the cut distribution keeps its shape between the bounds.
    """
    lowest, highest = usable_ends(domain)
    if distribution.is_fixed:
        return value_at(distribution, probability), 0.0
    below, upto = probability_below(distribution, np.array([lowest, highest])).tolist()
    values = value_at(distribution, below + probability * (upto - below))
    return np.clip(values, lowest, highest), 1.0 - (upto - below)


def usable_ends(domain: Domain) -> tuple[float, float]:
    """The lowest and the highest number inside `domain`."""
    lowest = np.nextafter(domain.low, np.inf) if domain.is_low_excluded else domain.low
    highest = np.nextafter(domain.high, -np.inf) if domain.is_high_excluded else domain.high
    return float(lowest), float(highest)


def _stated(value: float | None) -> float:
    """A number that `check_distribution` has seen."""
    if value is None:
        raise InputOutsideDomain(
            "distribution", Message("doubt_incomplete", "The distribution lacks an end or its standard deviation.")
        )
    return value
