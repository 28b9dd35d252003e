"""Of a portfolio at once: which rights live, how long, what are their fees, and where do they stand among others?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pledgeapp.records.patent import Patent
from pledgeapp.reference import Reference
from pledgeapp.reference.legal_events import LegalEventCodes
from pledgeapp.services.annual_fees import PortfolioFees, portfolio_fees
from pledgeapp.services.legal_events import events_of
from pledgeapp.services.legal_terms import last_days
from pledgeapp.services.patent_columns import PatentColumns, ScreenColumns, columns_of, screen_columns_of
from valuation.calendar_days import Days, as_days
from valuation.inputs import FloatArray
from valuation.rights.events import Events, state
from valuation.scoring.bibliographic_screen import Screened, screen
from valuation.useful_life.annual_fees import next_due, owed_between

FEWEST_COMPARABLE = 10
"""Patents of one field and year below which a rank says nothing: a choice of ours, shown with the ranks."""
_DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class PortfolioColumns:
    """All that the screen needs of `n` patents."""

    patents: PatentColumns
    events: Events
    counts: ScreenColumns


@dataclass(frozen=True)
class PortfolioScreen:
    """What follows for `n` patents; arrays of shape (n,)."""

    gazette_state: NDArray[np.int8]
    """`valuation.rights.events.State`: what the entries of the gazette say, not the register."""
    last_day: Days
    """Last day of protection by law; NaT is not known."""
    years_left: FloatArray
    """From the day of the screen, 0 for one that is over; NaN is not known."""
    fees: PortfolioFees
    next_due: Days
    next_owed: FloatArray
    owed_until: FloatArray
    """Fees due after the day of the screen to the other day."""
    ranks: Screened


def portfolio_columns(patents: Sequence[Patent], codes: LegalEventCodes) -> PortfolioColumns:
    """The columns of `patents`."""
    return PortfolioColumns(columns_of(patents), events_of(patents, codes).table, screen_columns_of(patents))


def screen_portfolio(columns: PortfolioColumns, reference: Reference, day: date, until: date) -> PortfolioScreen:
    """State, term, fees to `until` and rank among comparable patents, on `day`, in one pass."""
    today = as_days(day)
    states, _ = state(columns.events.until(today))
    last = last_days(columns.patents, reference)
    fees = portfolio_fees(columns.patents, reference, day)
    due, owed = next_due(fees.table, today)
    return PortfolioScreen(
        gazette_state=states,
        last_day=last,
        years_left=_years_left(last, today),
        fees=fees,
        next_due=due,
        next_owed=owed,
        owed_until=owed_between(fees.table, today, as_days(until)),
        ranks=screen(columns.counts.measures, columns.counts.cohort, FEWEST_COMPARABLE),
    )


def _years_left(last: Days, today: Days) -> FloatArray:
    days = np.where(np.isnat(last), np.nan, (last - today).astype("timedelta64[D]").astype(np.float64))
    return np.maximum(days, 0.0) / _DAYS_PER_YEAR
