"""Which day lies whole years or months after another, for many days at once?

Days are `datetime64[D]` arrays; NaT is a day that is not known, and whatever rests on it is not known either.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Days = NDArray[np.datetime64]
MONTHS_OF_YEAR = 12
_FEBRUARY, _LEAP_DAY = 2, 29


def as_days(days: ArrayLike | date | None) -> Days:
    """`days` as whole days; None is NaT."""
    return np.asarray(np.datetime64("NaT") if days is None else days, dtype="datetime64[D]")


def add_months(days: Days, months: ArrayLike) -> Days:
    """The same day of the month, `months` later; a month without that day ends the time on its last day.

    Shapes broadcast. Source: Implementing Rules of the Patent Law of China on how terms in months are counted.
    """
    month = days.astype("datetime64[M]")
    first, length = _months(month.astype(np.int64) + np.asarray(months, dtype=np.int64), np.isnat(days))
    day_of_month = (days - month.astype("datetime64[D]")).astype(np.int64)
    later = first + np.minimum(day_of_month, length - 1)
    # The same eight bytes, read as days: a cast would look at each of them.
    return np.where(np.isnat(days), np.datetime64("NaT", "D"), later.view("datetime64[D]"))


def add_years(days: Days, years: ArrayLike, leap_day: Literal["february", "march"] = "february") -> Days:
    """The anniversary of `days`, `years` later. Shapes broadcast.

    Of 29 February, the anniversary in a common year is 28 February, or with `leap_day="march"` 1 March.
    """
    count = np.asarray(years, dtype=np.int64)
    anniversary = add_months(days, count * MONTHS_OF_YEAR)
    if leap_day == "february":
        return anniversary
    is_leap_day = (_day_of_month(days) == _LEAP_DAY) & (_month_of_year(days) == _FEBRUARY)
    of_leap_days = np.broadcast_to(is_leap_day, anniversary.shape)
    was_cut = _day_of_month(anniversary[of_leap_days]) != _LEAP_DAY
    anniversary[of_leap_days] += was_cut.astype("timedelta64[D]")
    return anniversary


def whole_months_after(start: Days, end: Days) -> NDArray[np.float64]:
    """Whole months from `start` to `end`, NaN where a day is not known; negative when `end` comes first.

    The month is whole on the day that `add_months` names.
    """
    months = (end.astype("datetime64[M]") - start.astype("datetime64[M]")).astype(np.int64)
    is_unknown = np.isnat(start) | np.isnat(end)
    counted = np.where(is_unknown, 0, months)
    counted = counted - (add_months(start, counted) > end)
    return np.where(is_unknown, np.nan, counted.astype(np.float64))


def _months(months: NDArray[np.int64], is_unknown: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First day, counted from 1970, and length of each month, looked up: turning each into a day by itself is slow."""
    known = np.where(is_unknown, 0, months)
    lowest, highest = int(known.min(initial=0)), int(known.max(initial=0))
    firsts = np.arange(lowest, highest + 2).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    place = known - lowest
    return firsts[place], np.diff(firsts)[place]


def _day_of_month(days: Days) -> NDArray[np.int64]:
    return np.asarray((days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1)


def _month_of_year(days: Days) -> NDArray[np.int64]:
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) % MONTHS_OF_YEAR + 1)
