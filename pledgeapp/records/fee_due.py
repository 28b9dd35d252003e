"""When is which annual fee of which patent due, and how much?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pledgeapp.records.base import PatentId, Record


class FeeStanding(StrEnum):
    """How a fee stands on a day; whether a fee of the past is paid follows from the last fee year paid, if known."""

    PAID = "paid"
    COMING = "coming"
    IN_GRACE = "in_grace"
    """Late, and can still be paid with a surcharge."""
    LATE = "late"
    """The months of grace are over: the right has ended unless it was paid."""
    UNKNOWN = "unknown"
    """In the past, and nobody said whether it is paid."""


class FeeDue(Record):
    """One annual fee, in the currency of the law."""

    patent_id: PatentId
    number: str
    title: str
    fee_year: Annotated[int, Field(ge=1)]
    due_date: date
    end_of_grace: date
    full: Decimal
    owed: Decimal
    """After the holder's reduction or that of an open licence; the full fee where no reduction is known."""
    surcharge: Decimal = Decimal(0)
    """If it were paid on the day of the list."""
    standing: FeeStanding
    is_reduction_known: bool
