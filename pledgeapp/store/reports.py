"""Which reports left the house, and what exactly did they say?"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.records.assessment import IssuedReport
from pledgeapp.records.base import ReportId
from pledgeapp.records.canonical import canonical_json
from pledgeapp.store import audit_log, contents, durable_file, outgoing_files, search
from pledgeapp.store.connection import Connection, Transaction
from valuation.wording import N_, Message


class Reports:
    """Issued reports with their bytes; nothing here is ever changed or removed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, year: int) -> str:
        """A running number such as `2026-0001`, given to nobody else: a number not used stays a gap."""
        with self._connection.writing() as work:
            work.execute(
                "INSERT INTO report_numbers VALUES (?, 1) ON CONFLICT (year) DO UPDATE SET last = last + 1", (year,)
            )
            [(last,)] = work.rows("SELECT last FROM report_numbers WHERE year = ?", (year,))
        return f"{year}-{last:04d}"

    def issue(self, report: IssuedReport, content: bytes, target: Path) -> None:
        """Keep `content` under its hash and write it to `target`: both or neither, whatever happens in between.

        ValueError when hash or size of `report` are not those of `content`. KnownTrouble when the number is taken, the
        assessment was not kept, or the disk refuses; then there is neither a file nor a row. A CommitTrouble with
        `is_saved` says that both are there although the disk complained.
        """
        if len(content) != report.size or hashlib.sha256(content).hexdigest() != report.sha256:
            raise ValueError("the report's hash or size is not that of its content")
        target = target.absolute()
        try:
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        except OSError as error:
            raise durable_file.file_trouble(error, target) from error
        outgoing_files.settle_leftovers(self._connection)
        temporary = outgoing_files.announce(self._connection, report.id, target, report.sha256)
        try:
            durable_file.write_and_sync(temporary, content)
            durable_file.sync_folder(temporary.parent)
            self._record(report, content)
        except OSError as error:
            self._settle_quietly()
            raise durable_file.file_trouble(error, target) from error
        except Exception:
            self._settle_quietly()
            raise
        try:
            durable_file.publish(temporary, target)
        except OSError as error:
            raise _kept_not_written(report, target) from error
        with contextlib.suppress(KnownTrouble):
            outgoing_files.forget(self._connection, report.id)

    def find(self, text: str = "") -> tuple[IssuedReport, ...]:
        """Reports, newest first; each word of `text` is in borrower, case title, report number or a patent number."""
        rows = self._connection.rows(
            "SELECT record FROM reports "
            "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search, value) = 0) ORDER BY position DESC",
            (search.word_list(search.search_words(text)),),
        )
        return tuple(IssuedReport.model_validate_json(record) for (record,) in rows)

    def content(self, report_id: ReportId) -> bytes:
        """The bytes exactly as issued; KnownTrouble when they are gone or no longer have their hash."""
        row = self._connection.row("SELECT sha256 FROM reports WHERE id = ?", (report_id,))
        if row is None:
            raise KnownTrouble(
                Message("report_gone", "The report {report} is not in the database.", {"report": report_id[:8]})
            )
        return contents.read(self._connection, row[0])

    def _record(self, report: IssuedReport, content: bytes) -> None:
        with self._connection.writing() as work:
            _check_may_issue(work, report)
            audit_log.append(
                work,
                at=report.issued_at,
                who=report.issued_by,
                action=N_("Report issued"),
                subject=report.number,
                detail=f"case={report.case_id} fingerprint={report.fingerprint[:12]} sha256={report.sha256}",
            )
            contents.keep(work, report.sha256, content)
            texts = (report.borrower, report.case_title, report.number)
            work.execute(
                "INSERT INTO reports VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.id,
                    report.number,
                    report.assessment_id,
                    report.case_id,
                    report.sha256,
                    report.issued_at.isoformat(),
                    search.searchable(texts, report.patent_numbers),
                    canonical_json(report).decode(),
                ),
            )

    def _settle_quietly(self) -> None:
        """Bring folder and store together after a failure; what cannot be done now is done at the next open."""
        with contextlib.suppress(KnownTrouble):
            outgoing_files.settle_leftovers(self._connection)


def _check_may_issue(work: Transaction, report: IssuedReport) -> None:
    if work.row("SELECT 1 FROM reports WHERE number = ?", (report.number,)):
        message = Message("report_number_taken", "The report number {number} is taken.", {"number": report.number})
        raise KnownTrouble(message, Message("issue_again", "Issue the report again: it gets a new number."))
    if not work.row("SELECT 1 FROM assessments WHERE id = ?", (report.assessment_id,)):
        message = Message("report_without_assessment", "The report was not issued: its assessment has not been kept.")
        raise KnownTrouble(message, Message("save_then_issue", "Assess the case again, then issue the report."))


def _kept_not_written(report: IssuedReport, target: Path) -> KnownTrouble:
    message = Message(
        "report_kept_not_written",
        "The report {number} is issued and kept, but could not be put at {file}.",
        {"number": report.number, "file": str(target)},
    )
    return KnownTrouble(message, Message("export_report", "Export it from the list of reports to another folder."))
