"""How does an assessment become a report that leaves the house and can be found again exactly as issued?"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from pledgeapp.clock import today
from pledgeapp.i18n import Language, texts
from pledgeapp.records.assessment import Assessment, IssuedReport
from pledgeapp.reports.content import ReportHeader, report_content
from pledgeapp.reports.pdf import render_pdf
from pledgeapp.services.assess_case import with_analyses
from pledgeapp.services.context import Services

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*]+')
_NEVER_SEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of characters that are not seen, or turn the direction of writing so that `fdp.exe` reads as a report."""
_TITLE_BYTES = 120


def render_report(services: Services, assessment: Assessment, language: Language, number: str) -> bytes:
    """The PDF of `assessment` under `number`, not stored: for a preview."""
    header = ReportHeader(
        number=number,
        report_date=assessment.case.report_date or today(services.clock),
        prepared_by=assessment.case.prepared_by,
        reviewed_by=assessment.case.reviewed_by,
    )
    whole = with_analyses(services, assessment)
    return render_pdf(report_content(whole, header, texts(language)), language)


def issue_report(services: Services, assessment: Assessment, language: Language, folder: Path) -> IssuedReport:
    """Write the PDF into `folder` and keep it in the store; the assessment and its case must have been saved.

    Raises KnownTrouble when disk or store refuse; then there is neither a file nor a row.
    """
    number = services.store.reports.next_number(today(services.clock).year)
    content = render_report(services, assessment, language, number)
    case = assessment.case
    report = IssuedReport(
        number=number,
        assessment_id=assessment.id,
        case_id=case.id,
        case_title=case.title,
        borrower=case.borrower.name if case.borrower else "",
        patent_numbers=tuple(p.number for p in case.patents),
        language=language,
        is_draft=assessment.is_draft,
        fingerprint=assessment.fingerprint,
        loan_limit=assessment.lending.loan_limit if assessment.lending else 0.0,
        currency=case.currency,
        file_name=file_name(number, case.title, language),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        issued_at=services.clock(),
        issued_by=services.person,
    )
    services.store.reports.issue(report, content, folder / report.file_name)
    return report


def file_name(number: str, title: str, language: Language) -> str:
    """`2026-0001-安澜固态电池-zh.pdf`: what no file system refuses, and nothing that shows another name than it is.

    Systems count bytes: a title of Chinese characters is cut after 40, one of Latin letters after 120.
    """
    plain = "".join(" " if unicodedata.category(c) in _NEVER_SEEN else c for c in title)
    plain = _NOT_IN_FILE_NAMES.sub("_", " ".join(plain.split()))
    plain = plain.encode()[:_TITLE_BYTES].decode(errors="ignore").strip(" .")
    return f"{number}-{plain}-{language}.pdf"
