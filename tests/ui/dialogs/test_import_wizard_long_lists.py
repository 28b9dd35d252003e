"""Is a long list shown page by page, narrowed off the window's thread, and taken over as it is listed?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from ui.dialogs.import_wizard import ImportWizard

ROWS = 23


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows are a page, and what is shown first; everything longer is packed."""
    for module in ("import_wizard_pages.PAGE", "import_wizard_preview.PAGE", "import_wizard_refused.FIRST_SHOWN"):
        monkeypatch.setattr(f"ui.dialogs.{module}", 10)
    monkeypatch.setattr("ui.dialogs.import_wizard_pages._PAUSE", 0)
    monkeypatch.setattr("pledgeapp.records.import_differences.FIRST_SHOWN", 10)
    monkeypatch.setattr("pledgeapp.records.spool._BLOCK", 5)
    monkeypatch.setattr("pledgeapp.records.spool.MOST_LIVE", 0)
    monkeypatch.setattr("pledgeapp.services.compare_import._MOST_LIVE", 0)


@pytest.fixture
def wizard(frame: Any) -> ImportWizard:
    made = ImportWizard(frame.desk, frame.office, frame.window, into_case=False)
    made.open()
    return made


def read(frame: Any, wizard: ImportWizard, path: Path, claims: int = 8) -> None:
    rows = [[f"电池 {n}", f"CN{100_000_000 + n}B", str(claims)] for n in range(ROWS)]
    rows += [[f"坏行 {n}", f"CN{200_000_000 + n}B", "-1"] for n in range(14)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["专利名称", "公开（公告）号", "权利要求数"], *rows])
    wizard.read(path)
    frame.wait(lambda: wizard._job is None)


def titles(wizard: ImportWizard) -> list[str]:
    return [record.title for _, _, record in wizard.shown.read.rows]


def test_pages_are_turned(frame: Any, wizard: ImportWizard, tmp_path: Path) -> None:
    read(frame, wizard, tmp_path / "list.csv")
    pages = wizard.shown.listed
    assert titles(wizard) == [f"电池 {n}" for n in range(10)]
    assert [line for _, line, _ in wizard.shown.read.rows] == list(range(2, 12))
    assert (pages.earlier.isEnabled(), pages.later.isEnabled()) == (False, True)
    pages.later.click()
    pages.later.click()
    assert titles(wizard) == [f"电池 {n}" for n in range(20, 23)]
    assert (pages.earlier.isEnabled(), pages.later.isEnabled()) == (True, False)
    assert "23" in wizard.take.text()
    assert len(wizard.shown.refused.rows) == 10
    assert "10" in wizard.shown.refusals._hint.text()


def test_words_are_looked_for_in_all_pages_and_nothing_is_taken_meanwhile(
    frame: Any, wizard: ImportWizard, tmp_path: Path
) -> None:
    read(frame, wizard, tmp_path / "list.csv")
    wizard.shown.filter.setText("cn10000001 电池")
    assert not wizard.take.isEnabled()
    frame.wait(lambda: len(wizard.shown.listed.positions) == 10)
    assert titles(wizard) == [f"电池 {n}" for n in range(10, 20)]
    chosen = wizard.shown.chosen()
    assert chosen is not None
    assert [patent.title for patent in chosen.patents] == [f"电池 {n}" for n in range(10, 20)]
    assert list(chosen.lines) == list(range(12, 22))
    wizard.shown.filter.clear()
    assert wizard.shown.chosen() is wizard.preview


def test_a_row_of_a_later_page_is_taken_alone(frame: Any, wizard: ImportWizard, tmp_path: Path) -> None:
    read(frame, wizard, tmp_path / "list.csv")
    wizard.shown.listed.later.click()
    wizard.shown.tables[0].selectRow(4)
    wizard.take_over()
    frame.wait_idle()
    with_services = frame.office.services()
    assert [patent.title for patent in with_services.store.patents.find()] == ["电池 14"]


@pytest.mark.parametrize("is_taken", [True, False])
def test_what_is_chosen_for_all_holds_for_changes_that_are_not_listed(
    frame: Any, wizard: ImportWizard, tmp_path: Path, is_taken: bool
) -> None:
    read(frame, wizard, tmp_path / "list.csv")
    wizard.take_over()
    frame.wait_idle()
    newer = ImportWizard(frame.desk, frame.office, frame.window, into_case=False)
    newer.open()
    read(frame, newer, tmp_path / "list.csv", claims=9)
    changes = newer.shown.changes
    assert (changes.count, len(changes.rows.rows)) == (ROWS, 10)
    assert "10" in changes._note.text()
    (changes.take_all if is_taken else changes.keep_all).click()
    assert changes.rows.setData(changes.rows.index(0, 0), "keep" if is_taken else "take")
    newer.take_over()
    frame.wait_idle()
    claims = [patent.claims_count for patent in frame.office.services().store.patents.find()]
    assert claims == ([8] + [9] * (ROWS - 1) if is_taken else [9] + [8] * (ROWS - 1))
