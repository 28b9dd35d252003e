"""What loan is asked for?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pledgeapp.records.base import PlausibleDate, Record
from pledgeapp.records.money import Money


class Repayment(StrEnum):
    """How the principal comes back."""

    BULLET = "bullet"
    EQUAL_PRINCIPAL = "equal_principal"
    EQUAL_PAYMENT = "equal_payment"


class LoanRequest(Record):
    """The borrower's request; None is not yet known."""

    amount: Money | None = None
    start_date: PlausibleDate | None = None
    term_months: Annotated[int, Field(ge=1, le=360)] | None = None
    repayment: Repayment = Repayment.BULLET
    purpose: str = ""
