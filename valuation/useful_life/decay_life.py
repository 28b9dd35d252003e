"""How long does an asset last whose strength fades along a curve, within the life that the law gives it?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import ceil

import numpy as np

from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import FACTOR, RATE, SHARE, YEARS
from valuation.useful_life.decay import (
    ConstantCurve,
    DecayCurve,
    ExponentialCurve,
    LinearCurve,
    LogisticCurve,
    WeibullCurve,
)
from valuation.wording import N_, InputOutsideDomain, Message

_LEGAL = Domain(0.0, LONGEST_YEARS)
_LIFE = Domain(0.1, 1000.0)
_INSIDE = Domain(0.001, 0.999, is_rate=True)
_DECLINE = Domain(1e-6, 1.0, is_high_excluded=True, is_rate=True)
"""What does not decline is no case for this curve but for constant strength."""
_RULE = "valuation.useful_life.decay"


@dataclass(frozen=True)
class _Written:
    """How a curve is written: symbols of its parameters; formulas of share (`{t}` the year), area and time to s."""

    symbols: dict[str, str]
    share: str
    area: str
    until: str


@dataclass(frozen=True, kw_only=True)
class DecayLife(ABC):
    """What every curve asks: the law ends each of them."""

    legal_years: Number = quantity(N_("Remaining legal life"), YEARS, _LEGAL)

    @abstractmethod
    def curve(self) -> DecayCurve:
        """The curve with these parameters."""

    @abstractmethod
    def written(self) -> _Written:
        """The curve as it is printed."""


@dataclass(frozen=True, kw_only=True)
class FadingLife(DecayLife):
    """What every curve asks that fades by and by: its life is an expectation or the time to a threshold."""

    measure: str = choice(N_("Which life is asked for"), ("expected", "until_threshold"), default="expected")
    threshold: Number | None = quantity(
        N_("Remaining share under which the asset no longer counts"), SHARE, _INSIDE, default=None
    )


@dataclass(frozen=True, kw_only=True)
class ConstantLife(DecayLife):
    """Full strength to the end of the life, then none."""

    life_years: Number = quantity(N_("Life at full strength"), YEARS, _LIFE)

    def curve(self) -> DecayCurve:
        """One to the end."""
        return ConstantCurve(self.life_years)

    def written(self) -> _Written:
        """A whole year counts while it lies inside the life."""
        return _Written({"life_years": "n"}, "min(max(floor(n − {t}) + 1, 0), 1)", "min(n, L)", "n")


@dataclass(frozen=True, kw_only=True)
class ExponentialLife(FadingLife):
    """The same share of what is left goes every year; yearly or continuous compounding is stated."""

    decline: Number = quantity(N_("Yearly decline"), RATE, _DECLINE)
    compounding: str = choice(N_("How the decline compounds"), ("annual", "continuous"))

    def curve(self) -> DecayCurve:
        """Of the force that the compounding makes of the decline."""
        if self.compounding == "annual":
            return ExponentialCurve.compounding_yearly(self.decline)
        return ExponentialCurve(self.decline)

    def written(self) -> _Written:
        """By the force of the decline."""
        is_yearly = self.compounding == "annual"
        share, force = ("(1 − d)^{t}", "(−ln(1 − d))") if is_yearly else ("exp(−d × {t})", "d")
        return _Written({"decline": "d"}, share, f"(1 − exp(−{force} × L)) / {force}", f"−ln(s) / {force}")


@dataclass(frozen=True, kw_only=True)
class LinearLife(FadingLife):
    """The same loss every year until nothing is left."""

    life_years: Number = quantity(N_("Years until nothing is left"), YEARS, _LIFE)

    def curve(self) -> DecayCurve:
        """A straight line."""
        return LinearCurve(self.life_years)

    def written(self) -> _Written:
        """A triangle, cut by the law."""
        area = "min(n, L) − min(n, L)^2 / (2 × n)"
        return _Written({"life_years": "n"}, "max(1 − {t} / n, 0)", area, "n × (1 − s)")


@dataclass(frozen=True, kw_only=True)
class LogisticLife(FadingLife):
    """An S-curve: slow at first, fast around the midpoint, slow at the end."""

    midpoint_years: Number = quantity(N_("Years until the fastest decline"), YEARS, Domain(0.0, 100.0))
    steepness: Number = quantity(N_("Steepness of the decline"), RATE, Domain(0.001, 7.0))

    def curve(self) -> DecayCurve:
        """Scaled to start at 1."""
        return LogisticCurve(self.midpoint_years, self.steepness)

    def written(self) -> _Written:
        """With its scale."""
        scale = "(1 + exp(−k × m))"
        area = f"{scale} × (ln(1 + exp(k × m)) − ln(1 + exp(k × (m − L)))) / k"
        share = f"{scale} / (1 + exp(k × ({{t}} − m)))"
        return _Written({"midpoint_years": "m", "steepness": "k"}, share, area, f"m + ln({scale} / s − 1) / k")


@dataclass(frozen=True, kw_only=True)
class WeibullLife(FadingLife):
    """Ageing by a power of time."""

    scale_years: Number = quantity(N_("Years until 1/e of the strength is left"), YEARS, _LIFE)
    shape: Number = quantity(N_("Shape of the ageing, above 1 accelerating"), FACTOR, Domain(0.1, 20.0))

    def curve(self) -> DecayCurve:
        """Of scale and shape."""
        return WeibullCurve(self.scale_years, self.shape)

    def written(self) -> _Written:
        """With Γ and P, the incomplete gamma function divided by it."""
        area = "η × Γ(1 + 1 / β) × P(1 / β, (L / η)^β)"
        symbols = {"scale_years": "η", "shape": "β"}
        return _Written(symbols, "exp(−({t} / η)^β)", area, "η × (−ln(s))^(1 / β)")


def decay_life(inputs: DecayLife) -> FloatArray:
    """R = integral of S(t) from 0 to the legal life L (expected), or min(time until S falls under s, L); years, (...).

    S is the curve of `decay`: constant, exponential, linear, logistic or Weibull, each with S(0) = 1. Source: survivor
    curves and decay models for the remaining useful life of intangible assets (Weibull 1951; the logistic curve of
    technology substitution, Fisher and Pry 1971). InputOutsideDomain where a threshold is asked for and not given.
    Known to be right: area against numerical integration, inverse (the share at the time to s is s), a decline of 15 %
    to a share of 10 % takes 14.17 years compounded yearly and 15.35 continuously; never beyond the law.
    """
    check_model_inputs(inputs)
    legal, curve = np.asarray(inputs.legal_years, dtype=np.float64), inputs.curve()
    threshold = _threshold(inputs)
    return np.asarray(curve.area(legal) if threshold is None else np.minimum(curve.years_until(threshold), legal))


def _threshold(inputs: DecayLife) -> Number | None:
    """The share that ends the life; None where the expectation is asked for."""
    if not isinstance(inputs, FadingLife) or inputs.measure == "expected":
        return None
    if inputs.threshold is None:
        message = Message("threshold_missing", N_("The life until a threshold needs the threshold."))
        raise InputOutsideDomain("threshold", message)
    return inputs.threshold


def run(inputs: DecayLife) -> ModelResult:
    """The life with the share left at the end of each year."""
    life, curve, written = float(decay_life(inputs)), inputs.curve(), inputs.written()
    legal, left = float(inputs.legal_years), N_("Share left at the end of the year")
    threshold = _threshold(inputs)
    symbols = {"legal_years": "L", **written.symbols, **({} if threshold is None else {"threshold": "s"})}
    steps = list(given_steps(inputs, symbols))
    steps += [
        Step(f"S_{t}", left, written.share.format(t=t), float(curve.share(float(t))), SHARE, _RULE)
        for t in range(1, ceil(legal) + 1)
    ]
    label = N_("Remaining useful life")
    if threshold is None:
        return ModelResult(life, YEARS, (*steps, Step("R", label, written.area, life, YEARS, _RULE)))
    until = float(curve.years_until(threshold))
    steps.append(Step("T", N_("Years until the share falls under the threshold"), written.until, until, YEARS, _RULE))
    return ModelResult(life, YEARS, (*steps, Step("R", label, "min(T, L)", life, YEARS, _RULE)))


MODELS = (
    Model("constant_life", N_("Life at constant strength"), "useful_life", ConstantLife, decay_life, run, unit=YEARS),
    Model(
        "exponential_life", N_("Life by exponential decay"), "useful_life", ExponentialLife, decay_life, run, unit=YEARS
    ),
    Model("linear_life", N_("Life by linear decay"), "useful_life", LinearLife, decay_life, run, unit=YEARS),
    Model("logistic_life", N_("Life by an S-curve"), "useful_life", LogisticLife, decay_life, run, unit=YEARS),
    Model("weibull_life", N_("Life by a Weibull curve"), "useful_life", WeibullLife, decay_life, run, unit=YEARS),
)
