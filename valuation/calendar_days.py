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
    later = month + np.asarray(months, dtype=np.int64)
    day_of_month = days - month.astype("datetime64[D]")
    last = (later + 1).astype("datetime64[D]") - later.astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(later.astype("datetime64[D]") + np.minimum(day_of_month, last))


def add_years(days: Days, years: ArrayLike, leap_day: Literal["february", "march"] = "february") -> Days:
    """The anniversary of `days`, `years` later. Shapes broadcast.

    Of 29 February, the anniversary in a common year is 28 February, or with `leap_day="march"` 1 March.
    """
    count = np.asarray(years, dtype=np.int64)
    anniversary = add_months(days, count * MONTHS_OF_YEAR)
    if leap_day == "february":
        return anniversary
    was_cut = (_day_of_month(days) == _LEAP_DAY) & (_day_of_month(anniversary) != _LEAP_DAY)
    is_leap_day = was_cut & (_month_of_year(days) == _FEBRUARY)
    return np.asarray(anniversary + is_leap_day.astype("timedelta64[D]"))


def whole_months_after(start: Days, end: Days) -> NDArray[np.float64]:
    """Whole months from `start` to `end`, NaN where a day is not known; negative when `end` comes first.

    The month is whole on the day that `add_months` names.
    """
    months = (end.astype("datetime64[M]") - start.astype("datetime64[M]")).astype(np.int64)
    is_unknown = np.isnat(start) | np.isnat(end)
    counted = np.where(is_unknown, 0, months)
    counted = counted - (add_months(start, counted) > end)
    return np.where(is_unknown, np.nan, counted.astype(np.float64))


def _day_of_month(days: Days) -> NDArray[np.int64]:
    return np.asarray((days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1)


def _month_of_year(days: Days) -> NDArray[np.int64]:
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) % MONTHS_OF_YEAR + 1)
