"""Where does a function of one number take the value 0: every root in a range, touching ones, stretches and jumps too?

A dense scan finds where the sign changes, where the function is 0 over a stretch, and where it comes near 0 without
changing sign; each place is then narrowed down. Two roots closer together than the scan's step and without a minimum
between them that the scan sees can be missed; nothing else can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.inputs import FloatArray

Function = Callable[[FloatArray], FloatArray]
_NEAR = 4.0
"""A lowest point of the scan this many times its own steps above 0 cannot reach 0 between them, if it is smooth."""
_SAME = 1e-9
"""Roots relatively closer than this are one."""
_HALVINGS = 60


@dataclass(frozen=True)
class LevelCrossings:
    """Ascending places at which the function is 0 (`roots`), stays 0 (`stretches`) or steps across 0 (`jumps`)."""

    roots: tuple[float, ...]
    stretches: tuple[tuple[float, float], ...]
    jumps: tuple[float, ...]


def level_crossings(function: Function, scan: FloatArray, reached: FloatArray, tolerance: float) -> LevelCrossings:
    """All places where `function` is 0 within `tolerance`, between the ends of the ascending `scan`, shape (n,).

    `reached` is the function at the scan; NaN there and in the function means that there is no value. Roots are exact
    to the last digits of a float, touching ones of a smooth function to half of them.
    Known to be right: polynomials with known roots, steps and kinks.
    """
    is_zero = np.abs(reached) <= tolerance
    runs = list(_runs(is_zero))
    roots = [float(scan[first]) for first, last in runs if first == last]
    stretches = [_stretch(function, scan, run, tolerance) for run in runs if run[0] < run[1]]
    brackets = _sign_changes(scan, reached, is_zero)
    touching, more = _touching(function, scan, reached, tolerance)
    found, jumps = _narrowed(function, [*brackets, *more], tolerance)
    return LevelCrossings(_distinct([*roots, *touching, *found]), tuple(stretches), _distinct(jumps))


def _runs(is_zero: np.ndarray) -> Iterable[tuple[int, int]]:
    """First and last place of each run of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_zero, [False]]).astype(np.int8)))
    return [(int(first), int(after) - 1) for first, after in edges.reshape(-1, 2)]


def _stretch(function: Function, scan: FloatArray, run: tuple[int, int], tolerance: float) -> tuple[float, float]:
    """The ends of a stretch of zeros, which lie between the run and its neighbours."""
    first, last = run
    inside = np.array([scan[first], scan[last]])
    outside = np.array([scan[max(first - 1, 0)], scan[min(last + 1, scan.size - 1)]])
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2.0
        is_inside = np.abs(function(middle)) <= tolerance
        inside, outside = np.where(is_inside, middle, inside), np.where(is_inside, outside, middle)
    return float(inside[0]), float(inside[1])


def _sign_changes(scan: FloatArray, reached: FloatArray, is_zero: np.ndarray) -> list[tuple[float, float]]:
    signs = np.where(is_zero, 0.0, np.sign(np.nan_to_num(reached)))
    places = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    return [(float(scan[place]), float(scan[place + 1])) for place in places]


def _touching(
    function: Function, scan: FloatArray, reached: FloatArray, tolerance: float
) -> tuple[list[float], list[tuple[float, float]]]:
    """Roots without change of sign, and the brackets of pairs of roots that lie inside one step of the scan."""
    from scipy.optimize import elementwise

    away = np.abs(reached)
    with np.errstate(invalid="ignore"):
        same = (np.sign(reached[:-2]) == np.sign(reached[1:-1])) & (np.sign(reached[2:]) == np.sign(reached[1:-1]))
        lowest = (away[1:-1] <= away[:-2]) & (away[1:-1] < away[2:]) & (away[1:-1] > tolerance)
        steps = np.maximum(away[:-2], away[2:]) - away[1:-1]
        places = 1 + np.flatnonzero(same & lowest & (away[1:-1] <= _NEAR * steps))
    if places.size == 0:
        return [], []
    left, middle, right = scan[places - 1], scan[places], scan[places + 1]
    side = np.sign(reached[places])

    def distance(at: FloatArray, sign: FloatArray) -> FloatArray:
        return sign * function(at)

    # At a kink the lowest value is only as exact as its place.
    exact = {"xatol": 0.0, "xrtol": 1e-15, "fatol": 0.0, "frtol": 0.0}
    minimum: Any = elementwise.find_minimum  # its stubs know no function of more than one argument
    found = minimum(distance, (left, middle, right), args=(side,), tolerances=exact)
    at, reached_there = np.asarray(found.x), np.asarray(found.f_x)
    touching = at[np.abs(reached_there) <= tolerance].tolist()
    crossed = reached_there < -tolerance
    pairs = [
        pair for a, m, b in zip(left[crossed], at[crossed], right[crossed], strict=True) for pair in ((a, m), (m, b))
    ]
    return touching, [(float(a), float(b)) for a, b in pairs]


def _narrowed(
    function: Function, brackets: list[tuple[float, float]], tolerance: float
) -> tuple[list[float], list[float]]:
    """The root in each bracket by Chandrupatla's method, or the place where the function steps across 0."""
    from scipy.optimize import elementwise

    if not brackets:
        return [], []
    low, high = np.array(brackets).T
    found = elementwise.find_root(function, (low, high))
    places, reached = np.asarray(found.x), np.abs(np.asarray(found.f_x))
    # Between neighbouring floats a steep function moves by more than the tolerance: compare with its own next step.
    ends = np.abs(np.stack(found.f_bracket))
    is_root = (reached <= tolerance) | (ends.max(axis=0) <= _SAME * _scale(function, low, high))
    return places[is_root].tolist(), places[~is_root & np.isfinite(places)].tolist()


def _scale(function: Function, low: FloatArray, high: FloatArray) -> FloatArray:
    return np.asarray(np.maximum(np.abs(function(low)), np.abs(function(high))))


def _distinct(places: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _SAME * max(abs(place), abs(kept[-1])):
            kept.append(place)
    return tuple(kept)
