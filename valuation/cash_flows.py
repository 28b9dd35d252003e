"""Which periods follow the valuation date, how much of each is inside the horizon, and when does its money come?

Two ways to lay them out: calendar years from a valuation date (the lines of a case), or a first period and plain years
after it (single methods).

Time is counted in calendar years: the distance between two dates is the difference of (year + day of year / days of
that year), both at the end of the day. So every whole calendar year is exactly 1, the first part-year is its share of
days, and a horizon may end inside a year. Only the `exact` timing discounts by actual days over 365.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray, Number, Timing

DAYS_OF_EXACT_YEAR = 365.0
"""The denominator of ACT/365."""
_SLIVER = 1e-9
"""A horizon this much (a thirtieth of a second) past the end of a year is the rounding of a float, not another year."""


@dataclass(frozen=True)
class Periods:
    """Periods after the valuation date, cut at a horizon. Arrays broadcast to (..., periods)."""

    years: NDArray[np.int64]
    """What each period is called: its calendar year, or 1, 2, 3."""
    start: FloatArray
    """Years from the valuation date to the start."""
    length: FloatArray
    """Years from start to full end; 1 but for a first part of a year."""
    fraction: FloatArray
    """Years of the period inside the horizon: the part of the calendar year."""
    start_years: FloatArray
    """Start in the time that discounting uses: as `start`, or ACT/365 for exact timing."""
    end_years: FloatArray
    """End of the part inside the horizon, likewise."""
    discount_years: FloatArray
    """When the money of the period is taken to arrive."""

    @property
    def part(self) -> FloatArray:
        """Share of the period inside the horizon: what counts of money given for the period, not for a whole year."""
        return self.fraction / self.length


def by_year(number: Number) -> FloatArray:
    """A scalar or (paths,) input with a last axis of one, so that it broadcasts over years.

    Where such a column first meets a row of years the table is made with `order="F"`: paths lie next to each other in
    memory, so that every pass runs along the many paths, not along the few years (ten times as fast).
    """
    return np.asarray(number, dtype=np.float64)[..., np.newaxis]


def days_of_year(year: int) -> int:
    """365 or 366."""
    return date(year, 12, 31).timetuple().tm_yday


def position(day: date) -> float:
    """The end of `day` on the calendar axis: year + day of year / days of that year."""
    return day.year + day.timetuple().tm_yday / days_of_year(day.year)


def years_between(start: date, end: date) -> float:
    """Calendar years from the end of `start` to the end of `end`; negative when `end` comes first.

    Whole years between equal days of the year are whole numbers, but for the shift of one day in leap years.
    """
    return (end.year - start.year) + (
        end.timetuple().tm_yday / days_of_year(end.year) - start.timetuple().tm_yday / days_of_year(start.year)
    )


def make_periods(valuation_date: date, timing: Timing, horizon_years: Number, life_years: Number) -> Periods:
    """The calendar years from `valuation_date` until `horizon_years` (calendar years, scalar or (paths,)).

    The first period is the rest of the valuation date's year (absent on 31 December). Money arrives at the end of the
    period (`year_end`), in its middle (`mid_year`), or at its end by actual days / 365 (`exact`). A period ends early
    only where the economic life or the licence `life_years` does: a right that expires inside a year is settled with
    the rest of that year, so that when one right's money comes does not depend on how long another lives. No horizon
    left gives no period.
    """
    horizon = np.maximum(np.asarray(horizon_years, dtype=np.float64), 0.0)
    longest = float(horizon.max(initial=0.0))
    rest_of_year = years_between(valuation_date, date(valuation_date.year, 12, 31))
    first_year = valuation_date.year if rest_of_year > 0 else valuation_date.year + 1
    first_end = rest_of_year if rest_of_year > 0 else 1.0
    count = 0 if longest <= 0 else 1 + max(0, int(np.ceil(longest - first_end - _SLIVER)))
    years = np.arange(first_year, first_year + count)
    start, length = _laid_out(first_end, count)
    fraction = _inside(horizon, start, length)
    is_cut = bool(np.any(horizon < life_years))
    settled = np.maximum(fraction, _inside(life_years, start, length)) if is_cut else fraction
    if timing == "exact":
        begin, end = _actual_years(valuation_date, years, fraction)
        due = _actual_years(valuation_date, years, settled)[1] if is_cut else end
        return Periods(years, start, length, fraction, np.broadcast_to(begin, fraction.shape), end, due)
    return _periods(years, (start, length), fraction, settled, timing)


def plain_periods(count: int, first_period_years: Number, timing: Timing, life_years: Number | None) -> Periods:
    """`count` periods, the first of `first_period_years` and then whole years, until the life ends (None: never).

    Money arrives at the end of the part of the period inside the life (`year_end`) or in its middle (`mid_year`).
    Lengths and lives are scalars or (paths,).
    """
    first = np.asarray(first_period_years, dtype=np.float64)
    start, length = _laid_out(first, count)
    fraction = _inside(first + (count - 1) if life_years is None else life_years, start, length)
    return _periods(np.arange(1, count + 1), (start, length), fraction, fraction, timing)


def _laid_out(first_end: Number, count: int) -> tuple[FloatArray, FloatArray]:
    """Start and length of `count` periods that follow each other, whole years after the first."""
    full_end = by_year(first_end) + np.arange(count)
    start = np.concatenate([np.zeros_like(full_end[..., :1]), full_end[..., :-1]], axis=-1)
    return start, full_end - start


def _inside(years: Number, start: FloatArray, length: FloatArray) -> FloatArray:
    left: FloatArray = np.subtract(by_year(years), start, order="F")
    return np.clip(left, 0.0, length)


def _periods(
    years: NDArray[np.int64],
    laid_out: tuple[FloatArray, FloatArray],
    fraction: FloatArray,
    settled: FloatArray,
    timing: Timing,
) -> Periods:
    """Periods whose money comes at the end of their `settled` part, or in its middle."""
    start, length = laid_out
    end = start + fraction
    due = end if settled is fraction else start + settled
    if timing == "mid_year":
        due = (start + due) / 2
    return Periods(years, start, length, fraction, np.broadcast_to(start, fraction.shape), end, due)


def _actual_years(
    valuation_date: date, years: NDArray[np.int64], fraction: FloatArray
) -> tuple[FloatArray, FloatArray]:
    # Days from the valuation date to the end of the year before, or 0 for the first part-year.
    before = [max((date(int(year) - 1, 12, 31) - valuation_date).days, 0) for year in years]
    start_days = np.asarray(before, dtype=np.float64)
    length = np.asarray([days_of_year(int(year)) for year in years], dtype=np.float64)
    return start_days / DAYS_OF_EXACT_YEAR, (start_days + fraction * length) / DAYS_OF_EXACT_YEAR


def protected_parts(
    periods: Periods, horizon_years: Number, protection_years: Mapping[str, Number]
) -> dict[str, FloatArray]:
    """By right: the part of each calendar year, shape (..., years), inside the horizon and under its protection.

    `protection_years` are those of the right, scalar or by case; rights that end alike share one array.
    """
    horizon = np.asarray(horizon_years, dtype=np.float64)
    parts: dict[float, FloatArray] = {}
    found = {}
    for key, years in protection_years.items():
        mark = id(years) if isinstance(years, np.ndarray) else years
        if mark not in parts:
            parts[mark] = _protected(periods, horizon, years)
        found[key] = parts[mark]
    return found


def _protected(periods: Periods, horizon: FloatArray, protection_years: Number) -> FloatArray:
    if np.all(horizon <= protection_years):
        return periods.fraction
    return np.minimum(_inside(np.minimum(horizon, protection_years), periods.start, periods.length), periods.fraction)


def coming_later(amounts: FloatArray, delay_years: Number, count: int) -> FloatArray:
    """B_t = (1 - f) A_(t-k) + f A_(t-k-1), d = k + f: yearly `amounts` a delay later, shape (..., count).

    What falls out of a year fills the next in proportion of time; nothing comes before the first year. Source: money
    spread evenly over each year. Known to be right: whole delays move, a delay of 0 changes nothing, the sum is kept.
    """
    whole, rest = whole_and_rest(delay_years)
    place = np.arange(count, dtype=np.float64) - whole
    later: FloatArray = (1.0 - rest) * at_place(amounts, place) + rest * at_place(amounts, place - 1.0)
    return later


def whole_and_rest(delay_years: Number) -> tuple[FloatArray, FloatArray]:
    """k and f of a delay d = k + f, shape (..., 1)."""
    delay = by_year(delay_years)
    whole = np.floor(delay)
    return whole, delay - whole


def at_place(amounts: FloatArray, place: FloatArray) -> FloatArray:
    """`amounts`, shape (..., years), at whole places on their last axis; 0 before the first and after the last."""
    inside = (place >= 0) & (place < amounts.shape[-1])
    return np.asarray(held_place(amounts, place) * inside)


def held_place(series: FloatArray, place: FloatArray) -> FloatArray:
    """`series`, shape (..., years), at whole places on its last axis; the first and the last hold beyond the ends."""
    index = np.clip(place, 0, series.shape[-1] - 1).astype(np.int64)
    if index.ndim == 1 or series.ndim == 1:
        return np.asarray(series[..., index], dtype=np.float64)
    shape = np.broadcast_shapes(series.shape[:-1], index.shape[:-1])
    by_path = np.broadcast_to(series, (*shape, series.shape[-1]))
    return np.asarray(np.take_along_axis(by_path, np.broadcast_to(index, (*shape, index.shape[-1])), axis=-1))
