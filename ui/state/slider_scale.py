"""Between which ends, and in which steps, may a number be dragged?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pledgeapp.records.assumption import Assumption, DistributionKind

WIDTH = Decimal("0.5")
"""Either way of a value whose uncertainty nobody stated."""
SPREADS = 3
"""Standard deviations either way of one that has a standard deviation."""
STEPS = 150
"""About as many places as a short slider has pixels."""
Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class SliderScale:
    """Places `0 .. count` of a slider over `low .. low + count x step`."""

    low: Decimal
    step: Decimal
    count: int

    def value(self, place: int) -> Decimal:
        """The number at a place."""
        return (self.low + self.step * place).normalize()

    def place(self, value: Decimal) -> int:
        """The place nearest to a number."""
        nearest = int(((value - self.low) / self.step).to_integral_value(ROUND_HALF_EVEN))
        return min(max(nearest, 0), self.count)


def slider_scale(assumption: Assumption, bounds: Bounds = (None, None)) -> SliderScale | None:
    """Ends as the assumption states its doubt, else 50 % either way, inside `bounds`; None where nothing can move."""
    value = assumption.value
    if value is None:
        return None
    low, high = _ends(assumption, value)
    low = low if bounds[0] is None else max(low, bounds[0])
    high = high if bounds[1] is None else min(high, bounds[1])
    if low >= high:
        return None
    step = nice_step((high - low) / STEPS)
    first = (low / step).to_integral_value(rounding="ROUND_CEILING") * step
    return SliderScale(first, step, max(int((high - first) / step), 1))


def nice_step(width: Decimal) -> Decimal:
    """The largest of 1, 2, 5 times a power of ten that is not above `width` (or its smallest where none is)."""
    power = Decimal(1).scaleb(width.adjusted())
    return max(power * factor for factor in (1, 2, 5) if power * factor <= width)


def _ends(assumption: Assumption, value: Decimal) -> tuple[Decimal, Decimal]:
    doubt = assumption.uncertainty
    if doubt.low is not None and doubt.high is not None:
        return doubt.low, doubt.high
    if doubt.points and min(doubt.points) < max(doubt.points):
        return min(*doubt.points, value), max(*doubt.points, value)
    if doubt.spread is not None and doubt.kind is DistributionKind.NORMAL:
        return value - SPREADS * doubt.spread, value + SPREADS * doubt.spread
    if doubt.spread is not None:
        factor = (doubt.spread * SPREADS).exp()
        ends = (value / factor, value * factor)
        return min(ends), max(ends)
    if value == 0:
        return Decimal(0), Decimal(0)
    ends = (value * (1 - WIDTH), value * (1 + WIDTH))
    return min(ends), max(ends)
