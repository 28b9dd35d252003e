"""Which cases are kept, and what did each look like at every save?"""

from __future__ import annotations

import hashlib
from datetime import datetime

from pledgeapp.currency_names import YUAN
from pledgeapp.errors import KnownTrouble
from pledgeapp.records.assessment import ValueRange
from pledgeapp.records.base import CaseId
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.case import Case
from pledgeapp.records.summary import CaseSummary, Revision
from pledgeapp.store import audit_log, contents, search
from pledgeapp.store.connection import Connection, Row, Transaction
from valuation.wording import N_, Message

_SUMMARIES = """
    SELECT c.id, c.title, c.borrower, c.patents_count, c.is_sample, c.revision, c.saved_at, c.saved_by,
        a.assessed_at, a.case_revision, a.low, a.base, a.high, a.lending_value, a.loan_limit, a.coverage_ratio,
        a.is_draft, a.open_points_count, (SELECT count(*) FROM reports r WHERE r.case_id = c.id), a.currency
    FROM cases c LEFT JOIN assessments a
        ON a.number = (SELECT max(number) FROM assessments WHERE living_case = c.id)
    WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(c.search, value) = 0)
    ORDER BY c.last_entry DESC
"""


class Cases:
    """Cases and their revisions; a revision is never overwritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, case: Case, *, action: str, at: datetime, who: str) -> int:
        """Keep `case` as its next revision, counted from 1; a case equal to its last revision makes no new one.

        `action` is the English msgid of what was done. KnownTrouble says whether it was saved.
        """
        record = canonical_json(case)
        with self._connection.writing() as work:
            last = work.row(
                "SELECT revision, record FROM case_revisions WHERE case_id = ? ORDER BY revision DESC LIMIT 1",
                (case.id,),
            )
            if last and (last[1].encode() == record or Case.model_validate_json(last[1]) == case):
                return int(last[0])
            revision = int(last[0]) + 1 if last else 1
            entry = audit_log.append(
                work, at=at, who=who, action=N_("Case saved"), subject=case.id, detail=f"revision={revision}"
            )
            _write_head(work, case, revision, (at.isoformat(), who, entry))
            work.execute(
                "INSERT INTO case_revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
                (case.id, revision, action, at.isoformat(), who, hashlib.sha256(record).hexdigest(), record.decode()),
            )
            for document in case.evidence:
                work.execute(
                    "INSERT INTO case_evidence VALUES (?, ?) ON CONFLICT DO NOTHING", (case.id, document.sha256)
                )
        return revision

    def get(self, case_id: CaseId, revision: int | None = None) -> Case:
        """The case as saved last, or under `revision`; KnownTrouble when it is not there."""
        row = self._connection.row(
            "SELECT record FROM case_revisions WHERE case_id = ?1 AND (?2 IS NULL OR revision = ?2) "
            "ORDER BY revision DESC LIMIT 1",
            (case_id, revision),
        )
        if row is None:
            raise case_gone(case_id)
        return Case.model_validate_json(row[0])

    def find(self, text: str = "") -> tuple[CaseSummary, ...]:
        """Cases, last saved first; each word of `text` is in title, borrower, or a patent's number or title."""
        rows = self._connection.rows(_SUMMARIES, (search.word_list(search.search_words(text)),))
        return tuple(_summary(row) for row in rows)

    def revisions(self, case_id: CaseId) -> tuple[Revision, ...]:
        """The saved states of a case, newest first; empty when it is not there."""
        rows = self._connection.rows(
            "SELECT revision, action, saved_at, saved_by FROM case_revisions WHERE case_id = ? ORDER BY revision DESC",
            (case_id,),
        )
        return tuple(
            Revision(
                case_id=case_id,
                revision=row[0],
                action=row[1],
                saved_at=datetime.fromisoformat(row[2]),
                saved_by=row[3],
            )
            for row in rows
        )

    def delete(self, case_id: CaseId, *, at: datetime, who: str) -> None:
        """Take a case out with its revisions, its documents and the assessments that no issued report rests on.

        Issued reports stay with their assessments. KnownTrouble when the case is not there.
        """
        with self._connection.writing() as work:
            row = work.row("SELECT revision FROM cases WHERE id = ?", (case_id,))
            if row is None:
                raise case_gone(case_id)
            audit_log.append(
                work, at=at, who=who, action=N_("Case deleted"), subject=case_id, detail=f"revision={row[0]}"
            )
            documents = work.rows("SELECT sha256 FROM case_evidence WHERE case_id = ?", (case_id,))
            work.execute(
                "DELETE FROM assessments WHERE living_case = ? AND id NOT IN (SELECT assessment_id FROM reports)",
                (case_id,),
            )
            work.execute("DELETE FROM cases WHERE id = ?", (case_id,))
            for (sha256,) in documents:
                _drop_evidence(work, sha256)


def find_revision(work: Transaction, case: Case) -> int | None:
    """The newest revision under which this very case was saved, or None."""
    digest = hashlib.sha256(canonical_json(case)).hexdigest()
    row = work.row("SELECT max(revision) FROM case_revisions WHERE case_id = ? AND sha256 = ?", (case.id, digest))
    if row and row[0] is not None:
        return int(row[0])
    # 0.10 and 0.1 are equal values written differently.
    for revision, record in work.rows(
        "SELECT revision, record FROM case_revisions WHERE case_id = ? ORDER BY revision DESC", (case.id,)
    ):
        if Case.model_validate_json(record) == case:
            return int(revision)
    return None


def case_gone(case_id: CaseId) -> KnownTrouble:
    """The trouble of a case, or a revision of it, that is not in the database."""
    message = Message("case_gone", "The case {case} is not in the database.", {"case": case_id[:8]})
    return KnownTrouble(message, Message("look_at_list", "Look at the list of cases: it may have been deleted."))


def _write_head(work: Transaction, case: Case, revision: int, saved: tuple[str, str, int]) -> None:
    borrower = case.borrower.name if case.borrower else ""
    texts = [case.title, case.title_en, borrower, *(t for p in case.patents for t in (p.title, p.title_en))]
    numbers = [n for p in case.patents for n in (p.number, p.publication_number)]
    work.execute(
        """INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            revision = excluded.revision, title = excluded.title, borrower = excluded.borrower,
            patents_count = excluded.patents_count, is_sample = excluded.is_sample, search = excluded.search,
            saved_at = excluded.saved_at, saved_by = excluded.saved_by, last_entry = excluded.last_entry""",
        (
            case.id,
            revision,
            case.title,
            borrower,
            len(case.patents),
            int(case.is_sample),
            search.searchable(texts, numbers),
            *saved,
        ),
    )


def _drop_evidence(work: Transaction, sha256: str) -> None:
    changed = work.execute(
        "DELETE FROM evidence WHERE sha256 = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM case_evidence WHERE sha256 = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM assessment_evidence WHERE sha256 = ?1)",
        (sha256,),
    )
    if changed:
        contents.drop_unused(work, sha256)


def _summary(row: Row) -> CaseSummary:
    is_assessed = row[8] is not None
    has_value = row[11] is not None
    return CaseSummary(
        case_id=row[0],
        title=row[1],
        borrower=row[2],
        patents_count=row[3],
        is_sample=bool(row[4]),
        revision=row[5],
        saved_at=datetime.fromisoformat(row[6]),
        saved_by=row[7],
        assessed_at=datetime.fromisoformat(row[8]) if is_assessed else None,
        is_assessment_current=is_assessed and row[9] == row[5],
        fair_value=ValueRange(low=row[10], base=row[11], high=row[12]) if has_value else None,
        lending_value=row[13],
        loan_limit=row[14],
        coverage_ratio=row[15],
        is_draft=bool(row[16]) if is_assessed else True,
        open_points_count=row[17] if is_assessed else 0,
        reports_count=row[18],
        currency=row[19] if is_assessed else YUAN,
    )
