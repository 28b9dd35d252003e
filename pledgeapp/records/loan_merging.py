"""What comes of two descriptions of one payment of a loan, and does a schedule pay back the loan asked for?"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.records.importing import Conflict
from pledgeapp.records.loan import LoanRequest, ScheduledPayment
from pledgeapp.records.record_merging import (
    FIELD_LABELS,
    Manner,
    Meeting,
    Merged,
    lay_together,
    leave_alone,
    shown,
)


def merge_scheduled(kept: ScheduledPayment, other: ScheduledPayment, manner: Manner) -> Merged[ScheduledPayment]:
    """One payment out of two descriptions of the same day."""
    meeting = Meeting(kept, other, kept.due.isoformat(), manner)
    lay_together(meeting, {"due": leave_alone})
    return meeting.merged()


def other_loan_amount(loan: LoanRequest, payments: tuple[ScheduledPayment, ...]) -> tuple[Conflict, ...]:
    """The loan asked for and what the schedule pays back, where both are known and differ."""
    principals = [payment.principal for payment in payments if payment.principal is not None]
    drawn_only = [payment for payment in payments if payment.principal is None and payment.interest is not None]
    if loan.amount is None or not principals or drawn_only:
        return ()
    total = sum(principals, Decimal(0))
    if total == loan.amount.amount:
        return ()
    subject = f"{payments[0].due} – {payments[-1].due}"
    return (Conflict(subject, FIELD_LABELS["loan"], shown(loan.amount.amount), shown(total)),)
