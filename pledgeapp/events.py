"""What happened in the store that others may want to know?"""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.records.base import AssessmentId, CaseId, ReportId


@dataclass(frozen=True)
class CaseSaved:
    """A case was written; `revision` counts its saved states from 1."""

    case_id: CaseId
    revision: int


@dataclass(frozen=True)
class CaseDeleted:
    """A case and its revisions are gone; issued reports stay."""

    case_id: CaseId


@dataclass(frozen=True)
class AssessmentSaved:
    """An assessment was frozen."""

    case_id: CaseId
    assessment_id: AssessmentId


@dataclass(frozen=True)
class ReportIssued:
    """A report left the house and is kept."""

    report_id: ReportId
