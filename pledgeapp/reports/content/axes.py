"""Where do the ticks of an axis stand, so that they are round numbers and every value has room?

Ticks only place marks in a drawing; no figure of the report comes from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil, floor, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LEAST_SPAN = 1e-290
"""Below it floats lose their digits: values this close are drawn as one."""
Axis = tuple[tuple[float, str], ...]


def axis_over(values: Iterable[float], write: Callable[[float], str], ticks: int = 5, *, from_zero: bool) -> Axis:
    """About `ticks` round values around all of `values`, each with its text."""
    known = list(values)
    low, high = min(known, default=0.0), max(known, default=0.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _LEAST_SPAN:
        half = abs(low) / 2 if abs(low) > _LEAST_SPAN else 1.0
        low, high = low - half, high + half
    step = _round_step((high - low) / ticks)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple((number * step, write(number * step)) for number in range(first, last + 1))


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))
