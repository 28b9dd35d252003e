"""How does the open case become a report: to look at before, and issued for good?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.i18n import Language
from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.operations.opened_copies import write_copy
from ui.state.case_session import CaseSession
from ui.state.desk import Notice
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment, IssuedReport
    from pledgeapp.services.context import Services

DRAWING = Message("drawing_report", N_("Drawing the report"))
ISSUING = Message("issuing_report", N_("Issuing the report"))
PREVIEW_NUMBER = N_("preview")
"""Stands where an issued report has its number."""


@dataclass(frozen=True)
class Issue:
    """A report to be issued: of which assessment of the session, in which language, into which folder."""

    session: CaseSession
    assessment: Assessment
    language: Language
    folder: Path


def preview_report(
    office: Office, owner: QObject, assessment: Assessment, language: Language, done: Callable[[Path], None]
) -> None:
    """Draw the report into the user's folder for the system's viewer; nothing is stored or numbered."""

    def work(services: Services, _: ReportProgress) -> Path:
        from pledgeapp.i18n import texts
        from pledgeapp.services.issue_report import render_report

        content = render_report(services, assessment, language, texts(language)(PREVIEW_NUMBER))
        return write_copy(office.paths, f"preview-{assessment.fingerprint[:12]}-{language}.pdf", content)

    office.ask(owner, DRAWING, work, done)


def issue_report(office: Office, owner: QObject, issue: Issue, done: Callable[[IssuedReport], None]) -> None:
    """Keep case and assessment, write the PDF and keep it under its number; then say so."""
    case, deed = issue.assessment.case, N_("Report issued")

    def work(services: Services, _: ReportProgress) -> IssuedReport:
        from pledgeapp.services.assess_case import save_assessment
        from pledgeapp.services.issue_report import issue_report
        from pledgeapp.services.keep_case import save_case

        save_case(services, case, deed)
        save_assessment(services, issue.assessment)
        return issue_report(services, issue.assessment, issue.language, issue.folder)

    def finished(report: IssuedReport) -> None:
        if issue.session.case is case:
            issue.session.mark_saved(case)
        file = str(issue.folder / report.file_name)
        said = Message(
            "report_issued", N_("Report {number} was issued: {file}"), {"number": report.number, "file": file}
        )
        office.desk.notify(Notice("good", said, None, file))
        office.desk.tell_stored()
        done(report)

    office.ask(owner, ISSUING, work, finished, How(writes=True))
