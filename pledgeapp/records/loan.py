"""What loan is asked for?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from pledgeapp.records.base import Amount, PlausibleDate, Record
from pledgeapp.records.money import Currency, Money
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class Repayment(StrEnum):
    """How the principal comes back."""

    BULLET = "bullet"
    EQUAL_PRINCIPAL = "equal_principal"
    EQUAL_PAYMENT = "equal_payment"


class ScheduledPayment(Record):
    """What is due on one day of a repayment schedule, in the currency of the loan; None is unknown."""

    due: PlausibleDate
    principal: Amount | None = None
    interest: Amount | None = None
    balance: Amount | None = None
    """Principal outstanding after this payment."""
    currency: Currency | None = None
    """In which the schedule says its sums are; None where it does not say: that of the loan."""

    @model_validator(mode="after")
    def _says_something(self) -> ScheduledPayment:
        if self.principal is None and self.interest is None and self.balance is None:
            raise RefusedValue(N_("a day of the schedule needs principal, interest or balance"))
        return self


class LoanRequest(Record):
    """The borrower's request; None is not yet known."""

    amount: Money | None = None
    start_date: PlausibleDate | None = None
    term_months: Annotated[int, Field(ge=1, le=360)] | None = None
    repayment: Repayment = Repayment.BULLET
    purpose: str = ""
    repayments: Annotated[tuple[ScheduledPayment, ...], Field(max_length=1200)] = ()
    """The agreed schedule where there is one: it counts before `repayment` and `term_months`, in the order of days."""

    @model_validator(mode="after")
    def _days_once_and_in_order(self) -> LoanRequest:
        days = [payment.due for payment in self.repayments]
        if len(set(days)) != len(days):
            raise RefusedValue(N_("a day appears twice in the repayment schedule"))
        if days != sorted(days):
            object.__setattr__(self, "repayments", tuple(sorted(self.repayments, key=lambda p: p.due)))
        return self
