"""Until which day does a patent protect, and how long is that from a given date?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from valuation.cash_flows import years_between
from valuation.inputs import Number, Right
from valuation.wording import InputOutsideDomain, Message


def legal_expiry_date(filing_date: date, term_years: int) -> date:
    """Last day of protection of a right filed on `filing_date` with a term of whole `term_years`.

    The term runs from the filing date (Patent Law of China, art. 42). The right ends on the anniversary of the filing
    date, so its last day of protection is the day before: a patent year runs from 1 June to 31 May (CNIPA Guidelines
    for Examination, part V, chapter 9, section 2). Filed on 29 February, the anniversary of a common year is taken as
    28 February (Implementing Rules: a month without that day ends the term on its last day): the cautious reading.
    """
    if term_years <= 0 or filing_date.year + term_years > date.max.year:
        message = Message("term_not_possible", "A term of {years} years is not possible.", {"years": term_years})
        raise InputOutsideDomain("term_years", message)
    year = filing_date.year + term_years
    try:
        anniversary = filing_date.replace(year=year)
    except ValueError:  # 29 February in a common year
        anniversary = date(year, 2, 28)
    return anniversary - timedelta(days=1)


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
