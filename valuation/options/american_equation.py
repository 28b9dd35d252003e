"""Which boundary of early exercise solves its equation on a grid of times left, and what is the right worth with it?

Rights to sell with an exercise price of 1; arrays have the options as last axis and times left as first. `logs` is
ln(B / B(0+)) at the nodes of the grid, B the boundary and B(0+) the one just before the end; it is at most 0.
"""

from __future__ import annotations

import numpy as np

from valuation.inputs import FloatArray
from valuation.options.american_grid import Grid
from valuation.options.black_scholes import normal
from valuation.options.terms import TermArrays

_TINY = 1e-300
_LEAST_EXPONENT = 1e-6
"""Of the perpetual right, without sign; nearer to 0 its boundary lies below a millionth of the price."""
_FARTHEST = 2.0
"""Of the secant, in steps: a boundary still far from the fixed point is not thrown about."""


def logs_of(squares: FloatArray) -> FloatArray:
    """`logs` from its square, the smooth function of √τ that may be interpolated."""
    return np.asarray(-np.sqrt(np.maximum(squares, 0.0)))


class BoundaryEquation:
    """The equation of `american_boundary.rights_to_sell` for one block of options on one grid."""

    def __init__(self, terms: TermArrays, grid: Grid) -> None:
        self.terms, self.grid = terms, grid
        rate, delay = terms.rate, terms.delay
        # Just before the end one sells where interest on the price outweighs what the asset pays.
        ratio = np.where(delay > rate, rate / np.where(delay > rate, delay, 1.0), 1.0)
        self.highest = np.log(np.maximum(ratio, _TINY))
        root = np.sqrt(terms.years)
        self.spread = terms.volatility * root
        self.slope = (rate - delay) * root / terms.volatility - 0.5 * self.spread
        passed = grid.inner_root**2 * terms.years
        self.by_rate, self.by_delay = np.exp(rate * passed), np.exp(delay * passed)
        self.by_rate *= grid.inner_weight * (rate * terms.years)
        self.by_delay *= grid.inner_weight * (delay * terms.years)
        self.gap, self.drift = grid.inner_gap * self.spread, grid.inner_gap * self.slope
        self.per_gap = 1.0 / self.gap
        self.node_gap = grid.roots * self.spread
        self.node_drift = self.highest / self.node_gap + grid.roots * self.slope
        self.growth = (delay - rate) * terms.years * grid.roots**2 - self.highest

    def first_guess(self) -> FloatArray:
        """After Bjerksund and Stensland (1993), between the boundary at the end and that of the perpetual right."""
        terms, years = self.terms, self.grid.roots**2 * self.terms.years
        variance = terms.volatility**2
        trend = terms.rate - terms.delay - 0.5 * variance
        root = np.sqrt(trend**2 + 2.0 * terms.rate * variance)
        # Both forms are the same; each is used where it does not take the difference of nearly equal numbers.
        small = 2.0 * terms.rate / np.maximum(root - trend, _TINY)
        exponent = np.maximum(np.where(trend > 0.0, (trend + root) / variance, small), _LEAST_EXPONENT)
        lowest, highest = (exponent + 1.0) / exponent, np.exp(-self.highest)
        span = np.maximum(lowest - highest, _LEAST_EXPONENT * highest)
        speed = (terms.rate - terms.delay) * years - 2.0 * terms.volatility * np.sqrt(years)
        inverse = highest - span * np.expm1(np.minimum(speed * (highest / span), 0.0))
        return np.asarray(np.minimum(-np.log(inverse) - self.highest, 0.0))

    def fixed_point(self, logs: FloatArray, rounds: int) -> FloatArray:
        """`rounds` of the equation from `logs` on, each sped up by the secant through the last two (Anderson 1965)."""
        scratch = (np.empty_like(self.gap), np.empty_like(self.gap))
        image = self._image(logs, scratch)
        step = image - logs
        logs = image
        for _ in range(rounds - 1):
            last_image, last_step = image, step
            image = self._image(logs, scratch)
            step = image - logs
            turn = step - last_step
            share = (step * turn).sum(axis=0) / np.maximum((turn * turn).sum(axis=0), _TINY)
            logs = np.minimum(image - np.clip(share, -_FARTHEST, 1.0) * (image - last_image), 0.0)
        return logs

    def _image(self, logs: FloatArray, scratch: tuple[FloatArray, FloatArray]) -> FloatArray:
        """The right side of the equation; works in place, as a temporary for each term would leave the cache."""
        from scipy.special import ndtr

        distance, held = scratch
        by_node = (len(logs), -1, logs.shape[-1])
        np.matmul(self.grid.to_inner, logs * logs, out=distance)
        np.maximum(distance, 0.0, out=distance)
        np.sqrt(distance, out=distance)
        distance.reshape(by_node)[...] += logs[:, None, :]
        distance *= self.per_gap
        distance += self.drift
        ndtr(distance, out=held)
        held *= self.by_rate
        second = logs / self.node_gap + self.node_drift
        interest = ndtr(second) + held.reshape(by_node).sum(axis=1)
        distance += self.gap
        ndtr(distance, out=held)
        held *= self.by_delay
        yielded = ndtr(second + self.node_gap) + held.reshape(by_node).sum(axis=1)
        image = np.log(np.maximum(interest, _TINY)) - np.log(np.maximum(yielded, _TINY)) + self.growth
        return np.asarray(np.minimum(image, 0.0))

    def value(self, logs: FloatArray, closed: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Value and critical asset value today; `closed` is the value with exercise at the end only.

        Not held above `closed` or exercise today: that would hide from a comparison how far a coarse grid is off.
        """
        terms, grid = self.terms, self.grid
        gap = grid.outer_gap * self.spread
        above = np.log(terms.asset) - self.highest - logs_of(grid.to_outer @ (logs * logs))
        second = above / gap + grid.outer_gap * self.slope
        waited = grid.outer_gap**2 * terms.years
        interest = terms.rate * np.exp(-terms.rate * waited) * normal(-second)
        yielded = terms.delay * terms.asset * np.exp(-terms.delay * waited) * normal(-second - gap)
        premium = terms.years * (grid.outer_weight * (interest - yielded)).sum(axis=0)
        critical = np.exp(self.highest + logs[-1])
        return np.where(terms.asset <= critical, 1.0 - terms.asset, closed + premium), critical
