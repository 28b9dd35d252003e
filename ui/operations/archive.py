"""How are issued reports found again, opened and given out exactly as issued?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.operations.opened_copies import write_copy
from ui.state.desk import Notice
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.assessment import IssuedReport
    from pledgeapp.services.context import Services

FINDING = Message("finding_reports", N_("Looking for reports"))
READING = Message("reading_report", N_("Reading the report"))
EXPORTING = Message("exporting_report", N_("Exporting the report"))


def find_reports(office: Office, owner: QObject, text: str, done: Callable[[tuple[IssuedReport, ...]], None]) -> None:
    """Issued reports whose borrower, patents, number or title hold `text`, newest first."""

    def work(services: Services, _: ReportProgress) -> tuple[IssuedReport, ...]:
        from pledgeapp.services.find_reports import find_reports

        return find_reports(services, text)

    office.ask(owner, FINDING, work, done, How(is_shown=False))


def open_copy(office: Office, owner: QObject, report: IssuedReport, done: Callable[[Path], None]) -> None:
    """Write the report as issued into the user's folder, for the system's viewer; the store keeps the original."""

    def work(services: Services, _: ReportProgress) -> Path:
        from pledgeapp.services.find_reports import read_report

        return write_copy(office.paths, report.file_name, read_report(services, report.id))

    office.ask(owner, READING, work, done)


def export_report(office: Office, owner: QObject, report: IssuedReport, target: Path) -> None:
    """Write the report exactly as issued to `target` and say so."""

    def work(services: Services, _: ReportProgress) -> Path:
        from pledgeapp.services.find_reports import export_report

        return export_report(services, report.id, target)

    def tell(written: Path) -> None:
        values = {"number": report.number, "file": str(written)}
        said = Message("report_exported", N_("Report {number} was written to {file}"), values)
        office.desk.notify(Notice("good", said, None, str(written)))

    office.ask(owner, EXPORTING, work, tell)
