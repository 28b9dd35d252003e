"""What do lists of cases, saved states and reports show, without reading each case whole?"""

from __future__ import annotations

from datetime import datetime

from pledgeapp.records.assessment import ValueRange
from pledgeapp.records.base import CaseId, Record
from pledgeapp.records.money import Currency


class CaseSummary(Record):
    """A case in a list: its last saved state and the figures of its last assessment (None: not assessed, unknown)."""

    case_id: CaseId
    title: str
    borrower: str
    patents_count: int
    is_sample: bool
    revision: int
    saved_at: datetime
    saved_by: str
    assessed_at: datetime | None = None
    is_assessment_current: bool = False
    """The assessment is of the state saved last."""
    fair_value: ValueRange | None = None
    lending_value: float | None = None
    loan_limit: float | None = None
    coverage_ratio: float | None = None
    currency: Currency = "CNY"
    """Currency of the figures."""
    is_draft: bool = True
    open_points_count: int = 0
    reports_count: int = 0


class Revision(Record):
    """A saved state of a case: revisions count from 1 and are never overwritten."""

    case_id: CaseId
    revision: int
    action: str
    """English msgid of what was done, as the undo menu names it."""
    saved_at: datetime
    saved_by: str


class AuditEntry(Record):
    """One line of the log: who did what to what, chained by hash to the line before."""

    sequence: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str = ""
