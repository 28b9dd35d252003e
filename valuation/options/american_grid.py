"""At which times left is the boundary of early exercise looked for, and how are the integrals over it weighed?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from valuation.inputs import FloatArray


@dataclass(frozen=True)
class Fineness:
    """How finely a boundary is resolved."""

    nodes: int
    """Times left at which the boundary is known."""
    inner: int
    """Points of the integral up to each of them."""
    rounds: int
    """Of the fixed point."""
    outer: int
    """Points of the integral of the premium."""


@dataclass(frozen=True)
class Grid:
    """Constants of one fineness: times are roots x = √(τ / T) in 0 to 1, so that they serve every option.

    An integral up to τ runs over the angle θ with u = τ cos²θ and τ - u = τ sin²θ: both ends, where the integrand
    goes like a root, become smooth and Gauss-Legendre converges fast.
    """

    roots: FloatArray
    """Chebyshev-Lobatto nodes without 0, shape (nodes, 1)."""
    to_inner: FloatArray
    """Interpolates values at the nodes (0 at x = 0) to the inner points, shape (nodes * inner, nodes)."""
    inner_root: FloatArray
    """√(u / T), shape (nodes * inner, 1)."""
    inner_gap: FloatArray
    """√((τ - u) / T)."""
    inner_weight: FloatArray
    """Of the integral over u / T."""
    to_outer: FloatArray
    """Interpolates to the outer points, shape (outer, nodes)."""
    outer_gap: FloatArray
    """√((T - u) / T), shape (outer, 1)."""
    outer_weight: FloatArray


@cache
def grid_of(fineness: Fineness) -> Grid:
    """The constants for `fineness`, made once."""
    roots = _roots(fineness.nodes)
    inner, inner_weight = _angles(fineness.inner)
    outer, outer_weight = _angles(fineness.outer)
    column = roots[:, None]

    def flat(values: FloatArray) -> FloatArray:
        return np.ascontiguousarray(values.reshape(-1, 1))

    return Grid(
        roots=column,
        to_inner=_interpolation(fineness.nodes, (column * np.cos(inner)).ravel()),
        inner_root=flat(column * np.cos(inner)),
        inner_gap=flat(column * np.sin(inner)),
        inner_weight=flat(2.0 * column**2 * np.sin(inner) * np.cos(inner) * inner_weight),
        to_outer=_interpolation(fineness.nodes, np.cos(outer)),
        outer_gap=flat(np.sin(outer)),
        outer_weight=flat(2.0 * np.sin(outer) * np.cos(outer) * outer_weight),
    )


@cache
def refinement(coarse: int, fine: int) -> FloatArray:
    """Interpolates values at the nodes of a grid of `coarse` nodes to those of `fine`, shape (fine, coarse)."""
    return _interpolation(coarse, _roots(fine))


def _roots(nodes: int) -> FloatArray:
    return np.asarray(np.sin(0.5 * np.pi * np.arange(1, nodes + 1) / nodes) ** 2)


def _angles(points: int) -> tuple[FloatArray, FloatArray]:
    """Gauss-Legendre on 0 to π/2."""
    places, weights = np.polynomial.legendre.leggauss(points)
    return 0.25 * np.pi * (places + 1.0), 0.25 * np.pi * weights


def _interpolation(nodes: int, places: FloatArray) -> FloatArray:
    """Barycentric, through 0 at x = 0, by which that node needs no column. Source: Berrut and Trefethen (2004)."""
    known = np.concatenate([[0.0], _roots(nodes)])
    weights = (-1.0) ** np.arange(nodes + 1)
    weights[[0, -1]] *= 0.5
    distance = places[:, None] - known
    is_node = np.abs(distance) < 1e-15
    terms = weights / np.where(is_node, 1.0, distance)
    matrix = terms / terms.sum(axis=1, keepdims=True)
    meets = is_node.any(axis=1)
    matrix[meets] = is_node[meets]
    return np.ascontiguousarray(matrix[:, 1:])
