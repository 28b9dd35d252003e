"""Is a report previewed without a trace, issued under its number, found again exactly as issued?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices

from pledgeapp.services.find_reports import find_reports, read_report


@pytest.fixture
def viewer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system's viewer was asked to open."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()) or True)
    return asked


def test_a_preview_is_drawn_and_nothing_is_stored(bench: Any, viewer: list[str]) -> None:
    page = bench.page("report")
    page.issue.show_preview()
    bench.settle()
    assert Path(viewer[0]).read_bytes().startswith(b"%PDF-")
    assert find_reports(bench.services) == ()


def test_a_report_is_issued_listed_and_opened_exactly_as_issued(bench: Any, viewer: list[str], tmp_path: Path) -> None:
    page = bench.page("report")
    page.issue.issue_into(tmp_path)
    bench.settle()
    bench.settle()
    issued = find_reports(bench.services)
    assert len(issued) == 1
    assert (tmp_path / issued[0].file_name).read_bytes() == read_report(bench.services, issued[0].id)
    assert not bench.session.is_dirty
    assert [row.number for row in page.issued.rows.rows] == [issued[0].number]
    page.issued.table.choose_row(0)
    page.issued._open.click()
    bench.settle()
    assert Path(viewer[-1]).read_bytes() == read_report(bench.services, issued[0].id)


def test_a_report_waits_for_the_assessment_of_the_case_as_it_stands(bench: Any) -> None:
    page = bench.page("report")
    assert page.issue.issue.isEnabled()
    bench.session.edit(_name(), bench.case.model_copy(update={"note": "changed"}))
    assert not page.issue.issue.isEnabled()
    bench.assess()
    assert page.issue.issue.isEnabled()


def test_an_open_point_leads_to_its_field(bench: Any) -> None:
    page = bench.page("report")
    page.open_points._go("disposal.marketability_discount")
    assert bench.desk.place.page == "case/collateral"
    page.open_points._go("products[1].income.split_rate")
    assert (bench.desk.place.page, bench.desk.place.focus) == ("case/value", "products[1].income.split_rate")


def test_documents_are_attached_once_and_stand_behind_an_assumption(bench: Any, tmp_path: Path) -> None:
    page = bench.page("parties")
    card = next(part for part in page.parts if part.__class__.__name__ == "EvidenceCard")
    file = tmp_path / "合同.pdf"
    file.write_bytes(b"%PDF-1.7 contract")
    for _ in range(2):
        card.attach((file,))
        bench.settle()
    assert [e.name for e in bench.case.evidence] == ["合同.pdf"]
    document = bench.case.evidence[0]
    value = bench.page("value")
    value.change_assumption("products[0].income.split_rate", {"evidence": (document.id,)}, ("", ""))
    card.table.choose_row(0)
    card._remove.click()
    assert bench.case.evidence == (document,)
    assert card._reason.text()


def _name() -> Any:
    from valuation.wording import Message

    return Message("note", "Note")
