"""Up to which asset value does a right to sell pay at once, at every time left, and what is the right worth?

Many options go together: the last axis is the options, the first the times left. Everything is in units of the exercise
price. A right to invest is the right to sell with asset and price, rate and cost of delay exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray
from valuation.options.american_equation import BoundaryEquation, logs_of
from valuation.options.american_grid import Fineness, grid_of, refinement
from valuation.options.black_scholes import european
from valuation.options.terms import TermArrays

LEVELS = (
    Fineness(nodes=8, inner=8, rounds=5, outer=20),
    Fineness(nodes=10, inner=10, rounds=3, outer=28),
    Fineness(nodes=14, inner=20, rounds=6, outer=48),
    Fineness(nodes=24, inner=36, rounds=10, outer=96),
    Fineness(nodes=40, inner=64, rounds=14, outer=200),
    Fineness(nodes=80, inner=128, rounds=24, outer=500),
)
"""From coarse to fine: a value counts once the next finer level agrees with it."""
_AGREED = 2e-5
"""Largest relative difference between two levels: the finer one is then well within 1e-4."""
_LEAST_PART = 1e-4
"""Below this part of the asset value the difference is absolute."""
_TOGETHER = 8192
"""Options refined together: bounds the memory whatever their number."""
_BLOCK_NUMBERS = 16_384
"""Integrand values of one block: its few arrays stay in the processor's cache."""


@dataclass(frozen=True)
class RightsToSell:
    """Of each option, shape (options,), in units of the exercise price."""

    value: FloatArray
    critical: FloatArray
    """Asset value up to which it pays to sell today."""
    is_agreed: NDArray[np.bool_]
    """Whether two levels of fineness agree on the value."""


def rights_to_sell(terms: TermArrays, scale: FloatArray) -> RightsToSell:
    """American rights to sell with a rate of at least 0; terms and `scale` of shape (options,), price 1.

    V = V_E + ∫ (r e^(-r s) N(-d2(s, S/B)) - q S e^(-q s) N(-d1(s, S/B))) ds over s = 0 to T, s being the time from
    today and B the boundary at that date; V = 1 - S where S is at most the boundary today. With τ years left B is the
    fixed point of B = e^(-(r-q) τ) (N(d2(τ, B)) + r ∫ e^(r u) N(d2(τ-u, B/B(u))) du) / (the same with d1 and q).
    Source: Kim (1990); Andersen, Lake and Offengenden (2016), their equation B, ln²(B/B(0+)) on Chebyshev nodes in √τ.
    `scale` is the asset value against which a small value is judged.
    """
    count = terms.asset.size
    found = RightsToSell(np.empty(count), np.empty(count), np.zeros(count, dtype=bool))
    for start in range(0, count, _TOGETHER):
        together = slice(start, start + _TOGETHER)
        _refine(terms.part(together), scale[together], _part(found, together))
    return found


def _part(found: RightsToSell, together: slice) -> RightsToSell:
    return RightsToSell(found.value[together], found.critical[together], found.is_agreed[together])


def _refine(terms: TermArrays, scale: FloatArray, found: RightsToSell) -> None:
    """Fill `found` level by level, until on each option two levels agree or there is no finer one."""
    closed = european(terms, -1.0)
    pending = np.arange(scale.size)
    boundary: FloatArray | None = None
    for fineness in LEVELS:
        part = terms.part(pending)
        if boundary is not None:
            boundary = refinement(boundary.shape[0], fineness.nodes) @ boundary
        value, critical, boundary = _at_level(part, closed[pending], fineness, boundary)
        if fineness is not LEVELS[0]:
            tolerance = _AGREED * np.maximum(value, _LEAST_PART * scale[pending])
            change = np.abs(critical - found.critical[pending])
            agreed = np.abs(value - found.value[pending]) <= tolerance
            found.is_agreed[pending] = agreed & _is_sure(part, critical, change, tolerance)
        found.value[pending], found.critical[pending] = value, critical
        is_open = ~found.is_agreed[pending]
        pending, boundary = pending[is_open], boundary[:, is_open]
        if not pending.size:
            return


def _is_sure(terms: TermArrays, critical: FloatArray, change: FloatArray, tolerance: FloatArray) -> NDArray[np.bool_]:
    """Whether exercise today is beyond doubt, or a wrong verdict on it would not matter.

    Where exercise is taken for best only because the boundary is off by `change`, waiting is worth more by half the
    curvature times its square; the equation of the value gives the curvature at the boundary, 2 (r - q B) / (σ B)².
    """
    lost = np.abs(terms.rate - terms.delay * critical) * (change / (terms.volatility * critical)) ** 2
    return np.asarray((terms.asset > critical) | (terms.asset + change <= critical) | (lost <= tolerance))


def _at_level(
    terms: TermArrays, closed: FloatArray, fineness: Fineness, squares: FloatArray | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Value, critical value and ln²(B/B(0+)) at the nodes, from `squares` of a coarser level if there are some."""
    grid = grid_of(fineness)
    count = closed.size
    value, critical, ends = np.empty(count), np.empty(count), np.empty((fineness.nodes, count))
    size = max(1, _BLOCK_NUMBERS // (fineness.nodes * fineness.inner))
    for start in range(0, count, size):
        block = slice(start, start + size)
        equation = BoundaryEquation(terms.part(block), grid)
        logs = equation.first_guess() if squares is None else logs_of(squares[:, block])
        logs = equation.fixed_point(logs, fineness.rounds)
        value[block], critical[block] = equation.value(logs, closed[block])
        ends[:, block] = logs * logs
    return value, critical, ends
