"""Until which day does a patent protect, and how long is that from a given date?"""

from __future__ import annotations

from datetime import date
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from valuation.calendar_days import Days, add_years, as_days
from valuation.cash_flows import years_between
from valuation.inputs import Number, Right
from valuation.wording import InputOutsideDomain, Message

LONGEST_TERM_YEARS = 100
"""No law grants more: a longer one is a mistake."""


def legal_expiry_days(
    filed: Days, term_years: ArrayLike, *, compensation_days: ArrayLike = 0.0, extension_days: ArrayLike = 0.0
) -> Days:
    """Last days of protection of rights filed on `filed`: T = f + n - 1 day + d + x; NaT is unknown. Shapes broadcast.

    n whole `term_years` from the filing date, d days of compensation for a slow grant, x days of extension for a drug
    (NaN in any of them: unknown). The right ends on the anniversary of the filing date, so its last day of protection
    is the day before: a patent year runs from 1 June to 31 May (Patent Law of China, art. 42; CNIPA Guidelines for
    Examination, part V, chapter 9, section 2). Filed on 29 February, the anniversary of a common year is taken as
    28 February (Implementing Rules: a month without that day ends the term on its last day): the cautious reading.
    InputOutsideDomain for a term that is no whole number of years or leads out of the calendar.
    """
    years = np.asarray(term_years, dtype=np.float64)
    is_known = ~np.isnan(years)
    if (is_known & ((years <= 0) | (years > LONGEST_TERM_YEARS) | (years != np.floor(years)))).any():
        worst = float(np.nanmax(np.where(years > 0, years, -np.inf))) if (years > 0).any() else float(np.nanmin(years))
        message = Message("term_not_possible", "A term of {years} years is not possible.", {"years": f"{worst:g}"})
        raise InputOutsideDomain("term_years", message)
    added = np.asarray(compensation_days, dtype=np.float64) + np.asarray(extension_days, dtype=np.float64)
    is_known = is_known & ~np.isnan(added)
    last = add_years(filed, np.where(np.isnan(years), 0, years).astype(np.int64)) - np.timedelta64(1, "D")
    last = last + np.where(np.isnan(added), 0, added).astype("timedelta64[D]")
    return np.where(is_known, last, np.datetime64("NaT", "D"))


def legal_expiry_date(filing_date: date, term_years: int, *, added_days: float = 0.0) -> date:
    """`legal_expiry_days` of one right; `added_days` are its compensation and extension."""
    return cast("date", legal_expiry_days(as_days(filing_date), term_years, compensation_days=added_days).item())


def protection_years(right: Right, valuation_date: date) -> tuple[Number, Message | None]:
    """Calendar years of protection left (0 when there is none), and why there is none.

    Where they are given by case, shape (cases,), a right is dead in some cases and not in others: no reason then.
    """
    if right.worthless_reason is not None:
        return 0.0, right.worthless_reason
    if right.protection_years is not None:
        given = np.asarray(right.protection_years, dtype=np.float64)
        if given.any():
            return (given if given.ndim else float(given)), None
        return 0.0, Message("no_protection_left", "No legal protection is left.")
    if right.expiry_date is None:
        return 0.0, Message("expiry_unknown", "Legal expiry unknown.")
    left = years_between(valuation_date, right.expiry_date)
    if left <= 0:
        reason = Message("expired", "Protection ended on {date}.", {"date": right.expiry_date.isoformat()})
        return 0.0, reason
    return left, None
