"""Where is the report that was issued years ago?"""

from __future__ import annotations

from pathlib import Path

from pledgeapp.records.assessment import IssuedReport
from pledgeapp.records.base import ReportId
from pledgeapp.services.context import Services
from pledgeapp.store.durable_file import write_durably


def find_reports(services: Services, text: str = "") -> tuple[IssuedReport, ...]:
    """Issued reports, newest first; `text` is looked for in borrower, patent numbers, report number and title."""
    return services.store.reports.find(text)


def read_report(services: Services, report_id: ReportId) -> bytes:
    """The bytes of a report exactly as issued; KnownTrouble when they no longer have their hash."""
    return services.store.reports.content(report_id)


def export_report(services: Services, report_id: ReportId, target: Path) -> Path:
    """Write a report exactly as issued to `target`."""
    write_durably(target, read_report(services, report_id))
    return target
