"""Which periods follow the valuation date, how much of each is inside the horizon, and when does its money come?

Time is counted in calendar years: the distance between two dates is the difference of (year + day of year / days of
that year), both at the end of the day. So every whole calendar year is exactly 1, the first part-year is its share of
days, and a horizon may end inside a year. Only the `exact` timing discounts by actual days over 365.
"""

from __future__ import annotations

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
    """Calendar years after the valuation date, cut at a horizon. Arrays have shape (..., years)."""

    years: NDArray[np.int64]
    start: FloatArray
    """Calendar years from the valuation date to the start, shape (years,)."""
    fraction: FloatArray
    """Part of the calendar year inside the horizon."""
    start_years: FloatArray
    """Start in the time that discounting uses: as `start`, or ACT/365 for exact timing."""
    end_years: FloatArray
    """End of the part inside the horizon, likewise."""
    discount_years: FloatArray
    """When the money of the period is taken to arrive."""


def by_year(number: Number) -> FloatArray:
    """A scalar or (paths,) input with a last axis of one, so that it broadcasts over years."""
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
    """The periods from `valuation_date` until `horizon_years` (calendar years, scalar or (paths,)).

    The first period is the rest of the valuation date's year (absent on 31 December). Money arrives at the end of the
    period (`year_end`), in its middle (`mid_year`), or at its end by actual days / 365 (`exact`). A period ends early
    only where the economic life `life_years` does: a right that expires inside a year is settled with the rest of that
    year, so that when one right's money comes does not depend on how long another lives. No horizon left gives no
    period.
    """
    horizon = np.maximum(np.asarray(horizon_years, dtype=np.float64), 0.0)
    longest = float(horizon.max(initial=0.0))
    rest_of_year = years_between(valuation_date, date(valuation_date.year, 12, 31))
    first_year = valuation_date.year if rest_of_year > 0 else valuation_date.year + 1
    first_end = rest_of_year if rest_of_year > 0 else 1.0
    count = 0 if longest <= 0 else 1 + max(0, int(np.ceil(longest - first_end - _SLIVER)))
    years = np.arange(first_year, first_year + count)
    full_end = first_end + np.arange(count)
    start = np.concatenate([[0.0], full_end[:-1]]) if count else np.zeros(0)
    fraction = np.clip(by_year(horizon) - start, 0.0, full_end - start)
    settled = np.maximum(fraction, np.clip(by_year(life_years) - start, 0.0, full_end - start))
    if timing == "exact":
        start_years, end_years = _actual_years(valuation_date, years, fraction)
        _, settled_years = _actual_years(valuation_date, years, settled)
    else:
        start_years, end_years, settled_years = start, start + fraction, start + settled
    discount_years = (start_years + settled_years) / 2 if timing == "mid_year" else settled_years
    return Periods(years, start, fraction, np.broadcast_to(start_years, fraction.shape), end_years, discount_years)


def _actual_years(
    valuation_date: date, years: NDArray[np.int64], fraction: FloatArray
) -> tuple[FloatArray, FloatArray]:
    # Days from the valuation date to the end of the year before, or 0 for the first part-year.
    before = [max((date(int(year) - 1, 12, 31) - valuation_date).days, 0) for year in years]
    start_days = np.asarray(before, dtype=np.float64)
    length = np.asarray([days_of_year(int(year)) for year in years], dtype=np.float64)
    return start_days / DAYS_OF_EXACT_YEAR, (start_days + fraction * length) / DAYS_OF_EXACT_YEAR


def protected_fraction(periods: Periods, horizon_years: Number, protection_years: float) -> FloatArray:
    """Part of each calendar year, shape (..., years), inside the horizon and under protection."""
    end = np.minimum(np.asarray(horizon_years, dtype=np.float64), protection_years)
    return np.clip(by_year(end) - periods.start, 0.0, periods.fraction)
