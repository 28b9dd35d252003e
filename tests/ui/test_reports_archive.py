"""Is an issued report found by borrower, patent and number, and given out byte for byte?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pledgeapp.services.assess_case import save_assessment
from pledgeapp.services.find_reports import read_report
from pledgeapp.services.issue_report import issue_report


def test_a_report_is_found_and_exported_exactly_as_issued(frame: Any, tmp_path: Path) -> None:
    session = frame.open_sample()
    services = frame.office.services()
    save_assessment(services, session.assessment)
    report = issue_report(services, session.assessment, "zh", tmp_path)
    issued = (tmp_path / report.file_name).read_bytes()
    frame.desk.go("library/reports")
    part = frame.window.pages.page("library").part("reports")
    for wanted in ("", report.number, session.case.borrower.name[:4], session.case.patents[0].number):
        part.search.setText(wanted)
        frame.wait(lambda: part.table.model().rowCount() == 1)
    part.search.setText("no such report")
    frame.wait(lambda: part.table.model().rowCount() == 0)
    assert part._nothing.isVisible()
    part.search.setText("")
    frame.wait(lambda: part.table.model().rowCount() == 1)
    part.table.selectRow(0)
    assert report.sha256 in part._detail.text()
    target = tmp_path / "given out.pdf"
    part.export_to(target)
    frame.wait(lambda: frame.desk.notice is not None)
    assert target.read_bytes() == issued == read_report(services, report.id)
    assert str(target) in frame.window._message._text.text()
