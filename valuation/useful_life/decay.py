"""Which share of its first strength has an asset left after some years, and how long does it last?

Each curve starts at a share of 1 and never rises. Years and parameters broadcast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from valuation.inputs import FloatArray, Number


class DecayCurve(Protocol):
    """What every curve answers; shapes broadcast."""

    def share(self, years: Number) -> FloatArray:
        """S(t), in [0, 1]."""
        ...

    def area(self, years: Number) -> FloatArray:
        """Integral of S from 0 to `years`: expected life within them, years of full strength."""
        ...

    def years_until(self, share: Number) -> FloatArray:
        """Years after which S falls under `share`, in (0, 1); infinite where it never does."""
        ...


@dataclass(frozen=True)
class ConstantCurve:
    """S(t) = 1 up to n years, then 0 (one-hoss shay)."""

    life_years: Number

    def share(self, years: Number) -> FloatArray:
        """1 to the end of the life."""
        return (np.asarray(years) <= np.asarray(self.life_years)).astype(np.float64)

    def area(self, years: Number) -> FloatArray:
        """min(x, n)."""
        return np.asarray(np.minimum(years, self.life_years), dtype=np.float64)

    def years_until(self, share: Number) -> FloatArray:
        """n, whatever the share."""
        return np.asarray(self.life_years + 0.0 * np.asarray(share), dtype=np.float64)


@dataclass(frozen=True)
class ExponentialCurve:
    """S(t) = e^(-lambda t); `force` is lambda, a rate of continuous decline per year, 0 or more."""

    force: Number

    @staticmethod
    def compounding_yearly(decline: Number) -> ExponentialCurve:
        """S(t) = (1 - d)^t: each year takes the share d of what was left; lambda = -ln(1 - d), d below 1.

        A decline of 15 % a year compounded yearly is not one of 15 % compounded continuously, e^(-0.15 t): the latter
        lasts 8 % longer. Callers state which.
        """
        return ExponentialCurve(-np.log1p(-np.asarray(decline)))

    def share(self, years: Number) -> FloatArray:
        """Strictly falling unless lambda is 0."""
        return np.asarray(np.exp(-np.asarray(self.force) * np.asarray(years)))

    def area(self, years: Number) -> FloatArray:
        """(1 - e^(-lambda x)) / lambda; x where nothing declines."""
        force, x = np.broadcast_arrays(np.asarray(self.force, dtype=np.float64), np.asarray(years, dtype=np.float64))
        divisor = np.where(force > 0, force, 1.0)
        return np.where(force > 0, -np.expm1(-force * x) / divisor, x)

    def years_until(self, share: Number) -> FloatArray:
        """-ln(share) / lambda."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(-np.log(share) / np.asarray(self.force, dtype=np.float64))


@dataclass(frozen=True)
class LinearCurve:
    """S(t) = max(1 - t / n, 0): the same loss every year until nothing is left after n years."""

    life_years: Number

    def share(self, years: Number) -> FloatArray:
        """Falling in a straight line."""
        return np.asarray(np.maximum(1.0 - np.asarray(years) / np.asarray(self.life_years), 0.0))

    def area(self, years: Number) -> FloatArray:
        """m - m^2 / (2 n), m = min(x, n): half the life when the whole of it counts."""
        inside = np.minimum(years, self.life_years)
        return np.asarray(inside - inside**2 / (2.0 * np.asarray(self.life_years)))

    def years_until(self, share: Number) -> FloatArray:
        """n (1 - share)."""
        return np.asarray(np.asarray(self.life_years) * (1.0 - np.asarray(share)))


@dataclass(frozen=True)
class LogisticCurve:
    """S(t) = (1 + e^(-k m)) / (1 + e^(k (t - m))): an S-curve, steepest around m years, scaled to start at 1."""

    midpoint_years: Number
    steepness: Number

    def share(self, years: Number) -> FloatArray:
        """Slow at first, fast around the midpoint, slow at the end."""
        rise = np.asarray(self.steepness) * (np.asarray(years) - np.asarray(self.midpoint_years))
        return np.asarray(np.exp(self._log_start() - np.logaddexp(0.0, rise)))

    def area(self, years: Number) -> FloatArray:
        """(1 + e^(-k m)) (ln(1 + e^(k m)) - ln(1 + e^(k (m - x)))) / k."""
        k, m = np.asarray(self.steepness), np.asarray(self.midpoint_years)
        fallen = np.logaddexp(0.0, k * m) - np.logaddexp(0.0, k * (m - np.asarray(years)))
        return np.asarray(np.exp(self._log_start()) * fallen / k)

    def years_until(self, share: Number) -> FloatArray:
        """m + ln((1 + e^(-k m)) / share - 1) / k."""
        above = np.exp(self._log_start()) / np.asarray(share) - 1.0
        return np.asarray(np.asarray(self.midpoint_years) + np.log(above) / np.asarray(self.steepness))

    def _log_start(self) -> FloatArray:
        return np.asarray(np.logaddexp(0.0, -np.asarray(self.steepness) * np.asarray(self.midpoint_years)))


@dataclass(frozen=True)
class WeibullCurve:
    """S(t) = e^(-(t / eta)^beta): beta above 1 ages, 1 is exponential, below 1 loses most at first."""

    scale_years: Number
    shape: Number

    def share(self, years: Number) -> FloatArray:
        """1/e after eta years."""
        relative = np.asarray(years) / np.asarray(self.scale_years)
        return np.asarray(np.exp(-(relative ** np.asarray(self.shape))))

    def area(self, years: Number) -> FloatArray:
        """eta Gamma(1 + 1/beta) P(1/beta, (x / eta)^beta), P the regularised lower incomplete gamma function."""
        from scipy.special import gamma, gammainc

        inverse = 1.0 / np.asarray(self.shape)
        relative = np.asarray(years) / np.asarray(self.scale_years)
        return np.asarray(
            np.asarray(self.scale_years) * gamma(1.0 + inverse) * gammainc(inverse, relative ** np.asarray(self.shape))
        )

    def years_until(self, share: Number) -> FloatArray:
        """eta (-ln(share))^(1/beta)."""
        return np.asarray(np.asarray(self.scale_years) * (-np.log(share)) ** (1.0 / np.asarray(self.shape)))
