"""Does the wizard show what a real file holds, take it over in one edit, and say in words what it refuses?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.records.importing import ImportKind
from ui.dialogs.import_wizard import ImportWizard

REAL = Path(__file__).parents[2] / "pledgeapp" / "intake" / "data" / "google_patents_solid_electrolyte.csv"
ROWS = 60


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """The first lines of the real export, as it came."""
    file = tmp_path / "gp-search.csv"
    with REAL.open("rb") as stream:
        file.write_bytes(b"".join(islice(stream, ROWS + 2)))
    return file


@pytest.fixture
def wizard(frame: Any) -> Callable[..., ImportWizard]:
    """A wizard over the open window."""

    def make(*, into_case: bool, sample: bool = True) -> ImportWizard:
        if sample:
            frame.open_sample(page="case/patents")
            frame.wait_idle()
        made = ImportWizard(frame.desk, frame.office, frame.window, into_case)
        made.open()
        return made

    return make


def read(frame: Any, wizard: ImportWizard, file: Path) -> None:
    """Read a file and wait for its preview or its refusal."""
    wizard.read(file)
    frame.wait(lambda: wizard._job is None)


def test_the_real_export_is_recognised_and_shown(frame: Any, wizard: Any, extract: Path) -> None:
    shown = wizard(into_case=True)
    read(frame, shown, extract)
    assert shown.preview.layout == "google_patents"
    assert shown.preview.kind is ImportKind.PATENTS
    assert shown.preview.rows == ROWS
    assert len(shown.shown.read.rows) == shown.preview.accepted
    assert "Google" in shown.shown._title.text()
    assert str(ROWS) in shown.shown._facts.text()
    assert shown.take.isEnabled()


def test_rows_come_into_the_case_as_one_edit_that_can_be_undone(frame: Any, wizard: Any, extract: Path) -> None:
    shown = wizard(into_case=True)
    before = frame.desk.session.case
    read(frame, shown, extract)
    accepted = shown.preview.accepted
    shown.take_over()
    frame.wait(lambda: frame.desk.session.case is not before)
    frame.wait_idle()
    after = frame.desk.session.case
    known = {p.publication_number for p in before.patents}
    new = [p for p in after.patents if p.publication_number not in known]
    assert 0 < len(new) <= accepted
    assert "gp-search.csv" in frame.desk.texts.message(frame.desk.session.undo_name)
    frame.desk.session.undo()
    assert frame.desk.session.case is before


def test_only_the_rows_listed_or_selected_are_taken(frame: Any, wizard: Any, extract: Path) -> None:
    shown = wizard(into_case=True)
    before = frame.desk.session.case
    read(frame, shown, extract)
    everything = shown.preview.accepted
    shown.shown.filter.setText("CN")
    listed = len(shown.shown.read.rows)
    assert 0 < listed < everything
    assert str(listed) in shown.take.text()
    known = {p.publication_number for p in before.patents}
    row = next(i for i, (_, p) in enumerate(shown.shown.read.rows) if p.publication_number not in known)
    shown.shown.tables[0].selectRow(row)
    assert "1" in shown.take.text()
    number = shown.shown.read.rows[row][1].number
    shown.take_over()
    frame.wait(lambda: frame.desk.session.case is not before)
    frame.wait_idle()
    new = [p for p in frame.desk.session.case.patents if p.id not in {q.id for q in before.patents}]
    assert [p.number for p in new] == [number]


def test_rows_come_into_the_library_and_are_found_there(frame: Any, wizard: Any, extract: Path) -> None:
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, extract)
    shown.take_over()
    frame.wait(lambda: frame.desk.notice is not None)
    frame.wait_idle()
    assert len(frame.office.services().store.patents.find("")) > 0


def test_a_file_that_is_no_table_is_refused_in_words_beside_it(frame: Any, wizard: Any, tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    shown = wizard(into_case=True)
    read(frame, shown, picture)
    assert shown.preview is None
    assert shown.reason.isVisibleTo(shown)
    assert "picture.csv" in shown.reason.text()
    assert not shown.take.isVisibleTo(shown)


def test_refused_rows_are_listed_with_line_and_reason_and_exported(
    frame: Any, wizard: Any, extract: Path, tmp_path: Path
) -> None:
    lines = extract.read_bytes().splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith(b"CN-"))
    parts = lines[first].split(b",")
    lines[first] = lines[first].replace(parts[0], b"not a number at all", 1)
    lines.append(lines[-1].replace(b"20", b"ab"))
    extract.write_bytes(b"".join(lines))
    shown = wizard(into_case=True)
    read(frame, shown, extract)
    assert shown.preview.refused
    shown.shown.tabs.setCurrentIndex(1)
    problem = shown.shown.refused.rows[0]
    assert problem.row is not None
    reason = shown.shown.refused.columns[-1].text(problem)
    assert reason
    target = tmp_path / "refused.csv"
    shown.export_refused(target)
    frame.wait_idle()
    assert target.exists()


def test_closing_while_reading_stops_the_work_and_stores_nothing(frame: Any, wizard: Any) -> None:
    shown = wizard(into_case=False, sample=False)
    shown.read(REAL)
    shown.reject()
    frame.wait_idle()
    assert len(frame.office.services().store.patents.find("")) == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_control_of_the_wizard_is_named(frame: Any, wizard: Any, extract: Path, language: str) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QTableView, QWidget

    frame.choose(language=language)
    shown = wizard(into_case=False, sample=False)
    for _ in range(2):
        for control in shown.findChildren(QWidget):
            if not isinstance(control, QAbstractButton | QComboBox | QTableView):
                continue
            own = not isinstance(control.parent(), QTableView | QComboBox)
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert not own or control.accessibleName() or text or not control.isVisibleTo(shown)
        read(frame, shown, extract)
