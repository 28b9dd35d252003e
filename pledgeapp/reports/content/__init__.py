"""What does a report say? `report_content` tells an assessment in one language, section by section."""

from pledgeapp.reports.content.assembly import report_content
from pledgeapp.reports.content.brief import ReportHeader

__all__ = ["ReportHeader", "report_content"]
