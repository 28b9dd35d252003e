"""Which shape has the doubt about one input, and which value stands at a given probability?

Values come from the inverse distribution function, so that evenly spread points give evenly spread values. A
distribution is cut at the domain of its input: what the formula cannot take has no probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from valuation.domains import Domain, domain_of, require_inside
from valuation.inputs import FloatArray
from valuation.uncertainty.beta_quantile import beta_quantile
from valuation.wording import InputOutsideDomain, Message

DistributionKind = Literal["fixed", "uniform", "triangular", "pert", "normal", "lognormal", "discrete", "empirical"]
_ANY_NUMBER = Domain(-np.inf, np.inf, is_low_excluded=True, is_high_excluded=True)
_SPREAD = Domain(0.0, np.inf, is_high_excluded=True)
_LOGARITHMIC_SPREAD = Domain(0.0, 10.0)
"""Beyond it the 90th percentile is more than 300,000 times the median: a spread typed in other units."""
_ABOVE_ZERO = Domain(0.0, np.inf, is_low_excluded=True, is_high_excluded=True)
_PERT_WEIGHT = 4.0
"""How often the mode counts against each end in the mean of a PERT distribution, by its definition."""


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Doubt about one number: `mode` is the value used when nothing is drawn; the median of a lognormal."""

    kind: DistributionKind
    mode: float
    low: float | None = None
    """Lowest possible value of uniform, triangular and pert."""
    high: float | None = None
    spread: float | None = None
    """Standard deviation: of the value (normal), of its natural logarithm (lognormal)."""
    points: tuple[float, ...] = ()
    """Possible values of discrete, observed values of empirical, in any order."""
    weights: tuple[float, ...] = ()
    """Of each possible value of discrete, any positive scale."""

    @property
    def is_fixed(self) -> bool:
        """Whether only one value is possible."""
        if self.kind in ("normal", "lognormal"):
            return self.spread == 0
        if self.kind in ("discrete", "empirical"):
            return min(self.points) == max(self.points)
        return self.kind == "fixed" or self.low == self.high


def check_distribution(field_path: str, distribution: Distribution, domain: Domain | None = None) -> None:
    """Raise InputOutsideDomain when the ends, the mode or the spread do not make a distribution for `field_path`."""
    if distribution.kind not in get_args(DistributionKind):
        message = Message("unknown_choice", "{given} is not one of the choices.", {"given": str(distribution.kind)})
        raise InputOutsideDomain(field_path, message)
    bounds = domain_of(field_path) if domain is None else domain
    require_inside(field_path, distribution.mode, bounds)
    if distribution.kind in ("discrete", "empirical"):
        _check_points(field_path, distribution, bounds)
    elif distribution.kind == "normal":
        _check_stated(field_path, distribution.spread, _SPREAD)
    elif distribution.kind == "lognormal":
        require_inside(field_path, distribution.mode, _ABOVE_ZERO)
        _check_stated(field_path, distribution.spread, _LOGARITHMIC_SPREAD)
    elif distribution.kind != "fixed":
        low = _check_stated(field_path, distribution.low, _ANY_NUMBER)
        high = _check_stated(field_path, distribution.high, _ANY_NUMBER)
        _check_mode(field_path, distribution.mode, low, high)


def _check_mode(field_path: str, mode: float, low: float, high: float) -> None:
    if not low <= mode <= high:
        message = Message(
            "mode_outside_ends",
            "{mode:g} does not lie between its low end {low:g} and its high end {high:g}.",
            {"mode": mode, "low": low, "high": high},
        )
        raise InputOutsideDomain(field_path, message)


def _check_points(field_path: str, distribution: Distribution, bounds: Domain) -> None:
    """Possible values must be possible inputs; observed ones need only be numbers, since they are cut."""
    if not distribution.points:
        raise InputOutsideDomain(field_path, Message("points_missing", "The distribution lacks its values."))
    for point in distribution.points:
        require_inside(field_path, point, _ANY_NUMBER)
    _check_mode(field_path, distribution.mode, min(distribution.points), max(distribution.points))
    if distribution.kind == "empirical":
        return
    require_inside(field_path, distribution.points, bounds)
    if len(distribution.weights) != len(distribution.points):
        counts = {"weights": len(distribution.weights), "points": len(distribution.points)}
        message = Message("weights_unmatched", "{weights} weights for {points} possible values.", counts)
        raise InputOutsideDomain(field_path, message)
    for weight in distribution.weights:
        require_inside(field_path, weight, _ABOVE_ZERO)


def _check_stated(field_path: str, value: float | None, domain: Domain) -> float:
    if value is None:
        raise InputOutsideDomain(
            field_path, Message("doubt_incomplete", "The distribution lacks an end or its standard deviation.")
        )
    return float(require_inside(field_path, value, domain))


def probability_below(distribution: Distribution, values: FloatArray) -> FloatArray:
    """F(x) = P(X <= x) of a distribution that is not fixed.

    Uniform and normal as usual; lognormal: the normal distribution of ln x about ln(median). Triangular: (x - a)^2 /
    ((b - a)(c - a)) up to the mode c, 1 - (b - x)^2 / ((b - a)(b - c)) beyond. PERT: beta on [a, b] with shapes
    1 + 4 (c - a)/(b - a) and 1 + 4 (b - c)/(b - a) (Malcolm, Roseboom, Clark and Fazar 1959), so that the mean is
    (a + 4 c + b)/6. Discrete: the share of the weights up to x. Empirical: the inverse of the straight lines that
    `value_at` draws through the ordered observations.
    """
    from scipy import special

    if distribution.kind == "normal":
        return np.asarray(special.ndtr((values - distribution.mode) / _stated(distribution.spread)))
    if distribution.kind == "lognormal":
        with np.errstate(divide="ignore"):
            logarithms = np.log(np.maximum(values, 0.0) / distribution.mode)
        return np.asarray(special.ndtr(logarithms / _stated(distribution.spread)))
    if distribution.kind == "discrete":
        points, upto = _steps(distribution)
        return np.asarray(np.concatenate([[0.0], upto])[np.searchsorted(points, values, side="right")])
    if distribution.kind == "empirical":
        return _observed_share(np.sort(distribution.points), values, side="right")
    return _bounded_probability(distribution, values)


def _bounded_probability(distribution: Distribution, values: FloatArray) -> FloatArray:
    from scipy import special

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


def _steps(distribution: Distribution) -> tuple[FloatArray, FloatArray]:
    """The possible values in order and the probability up to each, which ends at 1."""
    order = np.argsort(distribution.points, kind="stable")
    upto = np.cumsum(np.asarray(distribution.weights, dtype=np.float64)[order])
    return np.asarray(distribution.points, dtype=np.float64)[order], upto / upto[-1]


def _observed_share(ordered: FloatArray, values: FloatArray, side: Literal["left", "right"]) -> FloatArray:
    """Highest (`right`) or lowest (`left`) p whose value on the line through (i / (n - 1), x_i) is `values`.

    The two differ where observations are equal.
    """
    last = ordered.size - 1
    after = np.clip(np.searchsorted(ordered, values, side=side), 1, last)
    gap = ordered[after] - ordered[after - 1]
    part = np.divide(
        values - ordered[after - 1], gap, out=np.full(np.shape(values), float(side == "right")), where=gap > 0
    )
    return np.where(
        values < ordered[0], 0.0, np.where(values > ordered[-1], 1.0, (after - 1 + np.clip(part, 0.0, 1.0)) / last)
    )


def value_at(distribution: Distribution, probability: FloatArray) -> FloatArray:
    """The inverse of `probability_below`, for probabilities from 0 to 1; a fixed distribution gives its one value.

    Lognormal: median x exp(spread x z), z the normal quantile. Discrete: the lowest possible value whose F reaches p.
    Empirical: straight lines through the ordered observations x_i at p = i / (n - 1), i from 0, the convention of the
    percentiles of a simulation: it never leaves the range of what was observed.
    """
    from scipy import special

    if distribution.is_fixed:
        return np.full(probability.shape, distribution.mode)
    if distribution.kind == "normal":
        return np.asarray(distribution.mode + _stated(distribution.spread) * special.ndtri(probability))
    if distribution.kind == "lognormal":
        return np.asarray(distribution.mode * np.exp(_stated(distribution.spread) * special.ndtri(probability)))
    if distribution.kind == "discrete":
        points, upto = _steps(distribution)
        return np.asarray(points[np.minimum(np.searchsorted(upto, probability, side="left"), points.size - 1)])
    if distribution.kind == "empirical":
        levels = np.linspace(0.0, 1.0, len(distribution.points))
        return np.asarray(np.interp(probability, levels, np.sort(distribution.points)))
    return _bounded_value(distribution, probability)


def _bounded_value(distribution: Distribution, probability: FloatArray) -> FloatArray:
    low, high, mode = _stated(distribution.low), _stated(distribution.high), distribution.mode
    peak = (mode - low) / (high - low)
    if distribution.kind == "uniform":
        position = probability
    elif distribution.kind == "pert":
        shapes = 1 + _PERT_WEIGHT * peak, 1 + _PERT_WEIGHT * (1 - peak)
        position = beta_quantile(*shapes, probability)
    else:
        rising = np.sqrt(probability * peak)
        falling = 1.0 - np.sqrt((1.0 - probability) * (1.0 - peak))
        position = np.where(probability < peak, rising, falling)
    return low + (high - low) * position


def cut_value_at(distribution: Distribution, probability: FloatArray, domain: Domain) -> tuple[FloatArray, float]:
    """Values inside `domain` at `probability` of the cut distribution, and the probability that was cut off.

    x = F^-1(F(low-) + u (F(high) - F(low-))): the cut distribution keeps its shape between the bounds, and a value
    that lies on a bound stays. The possible values of a discrete one have been checked and are never cut.
    """
    if distribution.is_fixed or distribution.kind == "discrete":
        return value_at(distribution, probability), 0.0
    lowest, highest = usable_ends(domain)
    below, upto = probability_below(distribution, np.array([lowest, highest])).tolist()
    if distribution.kind == "empirical":
        below = float(_observed_share(np.sort(distribution.points), np.asarray(lowest), side="left"))
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
