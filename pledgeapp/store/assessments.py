"""What was concluded about a case, and on which saved state of it?"""

from __future__ import annotations

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.base import AssessmentId, CaseId
from pledgeapp.records.canonical import canonical_json
from pledgeapp.store import audit_log
from pledgeapp.store.cases import find_revision
from pledgeapp.store.connection import Connection, Transaction
from valuation.wording import N_, Message


class Assessments:
    """Frozen assessments: added, never overwritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, assessment: Assessment) -> None:
        """Freeze `assessment`; saving the same one again changes nothing.

        KnownTrouble when its case was not saved in exactly this state, when another assessment has its id, or when
        the disk refuses.
        """
        record = canonical_json(assessment).decode()
        with self._connection.writing() as work:
            kept = work.row("SELECT record FROM assessments WHERE id = ?", (assessment.id,))
            if kept is not None:
                if kept[0] != record:
                    raise _already_frozen(assessment)
                return
            revision = find_revision(work, assessment.case)
            if revision is None or assessment.case_id != assessment.case.id:
                raise _case_not_saved()
            audit_log.append(
                work,
                at=assessment.assessed_at,
                who=assessment.assessed_by,
                action=N_("Case assessed"),
                subject=assessment.case_id,
                detail=f"revision={revision} fingerprint={assessment.fingerprint[:12]}",
            )
            number = _insert(work, assessment, revision, record)
            for document in assessment.case.evidence:
                work.execute(
                    "INSERT INTO assessment_evidence VALUES (?, ?) ON CONFLICT DO NOTHING", (number, document.sha256)
                )

    def get(self, assessment_id: AssessmentId) -> Assessment:
        """The assessment as frozen; KnownTrouble when it is not there."""
        row = self._connection.row("SELECT record FROM assessments WHERE id = ?", (assessment_id,))
        if row is None:
            message = Message(
                "assessment_gone",
                "The assessment {assessment} is not in the database.",
                {"assessment": assessment_id[:8]},
            )
            raise KnownTrouble(message)
        return Assessment.model_validate_json(row[0])

    def latest(self, case_id: CaseId) -> Assessment | None:
        """The assessment kept last for a case that is still there, or None."""
        row = self._connection.row(
            "SELECT record FROM assessments WHERE living_case = ? ORDER BY number DESC LIMIT 1", (case_id,)
        )
        return None if row is None else Assessment.model_validate_json(row[0])


def _insert(work: Transaction, assessment: Assessment, revision: int, record: str) -> int:
    value, lending = assessment.fair_value, assessment.lending
    figures = (value.low, value.base, value.high) if value else (None, None, None)
    amounts = (lending.lending_value, lending.loan_limit, lending.coverage_ratio) if lending else (None, None, None)
    return work.insert(
        "INSERT INTO assessments VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            assessment.id,
            assessment.case_id,
            revision,
            assessment.case_id,
            assessment.assessed_at.isoformat(),
            assessment.assessed_by,
            assessment.fingerprint,
            *figures,
            *amounts,
            int(assessment.is_draft),
            len(assessment.open_points),
            record,
            assessment.case.currency,
        ),
    )


def _case_not_saved() -> KnownTrouble:
    message = Message(
        "assessed_case_not_saved", "The assessment was not kept: its case has not been saved in this state."
    )
    return KnownTrouble(message, Message("save_then_assess", "Save the case, then assess it again."))


def _already_frozen(assessment: Assessment) -> KnownTrouble:
    message = Message(
        "assessment_frozen",
        "The assessment {assessment} is frozen and cannot be changed.",
        {"assessment": assessment.id[:8]},
    )
    return KnownTrouble(message, Message("assess_anew", "Assess the case again: that makes a new assessment."))
