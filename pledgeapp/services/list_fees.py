"""Which annual fees of a case are late, due next or due before the loan ends, and what does keeping it alive cost?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

import numpy as np
from numpy.typing import NDArray

from pledgeapp.records.case import Case
from pledgeapp.records.fee_due import FeeDue, FeeStanding
from pledgeapp.records.patent import AnnualFeeState, Patent
from pledgeapp.reference import Reference
from pledgeapp.services.annual_fees import PortfolioFees, portfolio_fees
from pledgeapp.services.legal_life import worthless_reason
from pledgeapp.services.patent_columns import PatentColumns, columns_of
from valuation.calendar_days import as_days
from valuation.inputs import FloatArray
from valuation.useful_life.annual_fees import FeeRules, end_of_grace, surcharge

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class FeeList:
    """The fees of a case from a day to another, the earliest first."""

    fees: tuple[FeeDue, ...]
    unknown: tuple[Patent, ...]
    """Living patents whose fees cannot be counted: kind, filing date or law are not known."""
    first_day: date
    last_day: date

    @property
    def still_owed(self) -> Decimal:
        """Sum of what is coming or in its months of grace, with surcharges."""
        open_ones = (FeeStanding.COMING, FeeStanding.IN_GRACE)
        return sum((fee.owed + fee.surcharge for fee in self.fees if fee.standing in open_ones), Decimal(0))


@dataclass(frozen=True)
class _Row:
    """The fees of one patent."""

    patent: Patent
    rules: FeeRules
    due: tuple[date | None, ...]
    full: FloatArray
    owed: FloatArray
    is_with_grant: NDArray[np.bool_]
    is_reduction_known: bool
    day: date

    @property
    def latest_past(self) -> int:
        """Place of the latest fee that was due to the day; -1 without one."""
        past = [place for place, due in enumerate(self.due) if due is not None and due <= self.day]
        return past[-1] if past else -1


def list_fees(case: Case, reference: Reference, day: date, until: date) -> FeeList:
    """The fees of the living patents of `case` that are late on `day` or fall due to `until`.

    Of the past only what is not paid is listed, or where nobody has told whether it is.
    """
    living = [patent for patent in case.patents if worthless_reason(patent, day, reference) is None]
    columns = columns_of(living)
    fees = portfolio_fees(columns, reference, day)
    listed = []
    for place in np.flatnonzero(fees.is_known):
        row = _row(living[place], columns, fees, int(place), day)
        listed += [fee for fee in _fees_of(row) if fee.due_date <= until]
    listed.sort(key=lambda fee: (fee.due_date, fee.number))
    unknown = tuple(patent for place, patent in enumerate(living) if not fees.is_known[place])
    return FeeList(tuple(listed), unknown, day, until)


def _row(patent: Patent, columns: PatentColumns, fees: PortfolioFees, place: int, day: date) -> _Row:
    table = fees.table
    return _Row(
        patent=patent,
        rules=fees.rules[int(columns.kind[place])],
        due=tuple(cast("date | None", value.item()) for value in table.due[place]),
        full=table.full[place],
        owed=table.owed[place],
        is_with_grant=table.is_with_grant[place],
        is_reduction_known=bool(columns.is_reduction_known[place]),
        day=day,
    )


def _fees_of(row: _Row) -> Iterator[FeeDue]:
    for place, due in enumerate(row.due):
        if due is None or row.is_with_grant[place]:
            continue
        grace = cast("date", end_of_grace(as_days(due), row.rules).item())
        standing = _standing(row, place, due, grace)
        if standing is FeeStanding.PAID:
            continue
        is_late = standing is FeeStanding.IN_GRACE
        yield FeeDue(
            patent_id=row.patent.id,
            number=row.patent.number,
            title=row.patent.title,
            fee_year=place + 1,
            due_date=due,
            end_of_grace=grace,
            full=_money(row.full[place]),
            owed=_money(row.owed[place]),
            surcharge=_money(surcharge(row.full[place], as_days(due), as_days(row.day), row.rules)) if is_late else 0,
            standing=standing,
            is_reduction_known=row.is_reduction_known,
        )


def _standing(row: _Row, place: int, due: date, grace: date) -> FeeStanding:
    """What is known of the payment: the last fee year paid, else the state of the annual fee for the latest one.

    Earlier ones count as paid: the right would have ended otherwise.
    """
    last_paid, state = row.patent.last_paid_fee_year, row.patent.annual_fee_state
    if last_paid is not None and place + 1 <= last_paid:
        return FeeStanding.PAID
    if due > row.day:
        return FeeStanding.COMING
    if last_paid is not None:
        is_paid = False
    elif place != row.latest_past or state is AnnualFeeState.PAID:
        is_paid = True
    elif state is AnnualFeeState.UNKNOWN:
        return FeeStanding.UNKNOWN
    else:
        is_paid = False
    if is_paid:
        return FeeStanding.PAID
    return FeeStanding.IN_GRACE if grace >= row.day else FeeStanding.LATE


def _money(value: FloatArray | float) -> Decimal:
    return Decimal(repr(float(value))).quantize(_CENT)
