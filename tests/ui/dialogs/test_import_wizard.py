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


def read(frame: Any, wizard: ImportWizard, *files: Path) -> None:
    """Read files and wait for their preview or their refusal."""
    wizard.read(*files)
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
    row = next(i for i, (_, _, p) in enumerate(shown.shown.read.rows) if p.publication_number not in known)
    shown.shown.tables[0].selectRow(row)
    assert "1" in shown.take.text()
    number = shown.shown.read.rows[row][2].number
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


HEADER = "专利名称,申请号,权利要求数\n"
FIRST = HEADER + "一,ZL201410264351.3,10\n二,ZL201410264352.8,8\n"


def table(folder: Path, text: str, name: str = "list.csv") -> Path:
    """A list of patents under the header of our template."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_several_files_come_together_and_one_that_cannot_be_read_is_named(
    frame: Any, wizard: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    other = table(tmp_path, "专利名称,申请号,IPC分类号\n一,ZL201410264351.3,H01M10/0562\n", "b.csv")
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, table(tmp_path, FIRST, "a.csv"), other, picture)
    assert (shown.preview.rows, shown.preview.accepted, shown.preview.merged) == (3, 2, 1)
    assert [row[0] for row in shown.shown.read.rows] == ["a.csv", "a.csv"]
    assert "picture.csv" in shown.reason.text()


def test_files_of_another_kind_come_after_the_first(frame: Any, wizard: Any, tmp_path: Path) -> None:
    sales = table(tmp_path, "产品名称,年度,数据性质,营业收入（万元）\n粉体,2024,实际,100\n", "s.csv")
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, table(tmp_path, FIRST), sales)
    assert shown.preview.kind is ImportKind.PATENTS
    shown.take_over()
    frame.wait(lambda: shown.preview.kind is ImportKind.REVENUE and shown._job is None)
    shown.take_over()
    frame.wait(lambda: frame.office.services().store.products.count() == 1)
    frame.wait_idle()
    assert frame.office.services().store.patents.count() == 2


def test_a_refused_cell_is_corrected_in_place_and_read_again_without_the_file(
    frame: Any, wizard: Any, tmp_path: Path
) -> None:
    path = table(tmp_path, FIRST + "三,ZL201410264353.9,7\n")
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, path)
    path.unlink()
    refusals = shown.shown.refusals
    assert (shown.preview.accepted, len(refusals.rows.rows)) == (2, 1)
    column = next(i for i, c in enumerate(refusals.rows.columns) if c.commit is not None)
    index = refusals.rows.index(0, column)
    assert refusals.rows.setData(index, "ZL201410264353.2")
    assert refusals.retry.isEnabled()
    refusals.retry.click()
    frame.wait(lambda: shown._job is None)
    assert (shown.preview.accepted, shown.preview.refused_rows) == (3, 0)
    assert len(shown.shown.read.rows) == 3


def test_a_newer_export_is_shown_field_by_field_and_taken_as_chosen(frame: Any, wizard: Any, tmp_path: Path) -> None:
    first = wizard(into_case=False, sample=False)
    read(frame, first, table(tmp_path, FIRST))
    assert not first.shown.tabs.isTabVisible(3)
    first.take_over()
    frame.wait(lambda: frame.office.services().store.patents.count() == 2)
    frame.wait_idle()
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, table(tmp_path, HEADER + "一,ZL201410264351.3,12\n二,ZL201410264352.8,9\n"))
    changes = shown.shown.changes
    assert shown.shown.tabs.isTabVisible(3)
    assert [(c.field.old, c.field.new) for c in changes.rows.rows] == [("10", "12"), ("8", "9")]
    assert changes.rows.setData(changes.rows.index(1, 0), "keep")
    shown.take_over()
    frame.wait(lambda: frame.desk.notice is not None and shown._job is None)
    frame.wait_idle()
    assert [p.claims_count for p in frame.office.services().store.patents.find()] == [12, 8]


UNKNOWN = "编号,专利文献号,发明创造的名称\n1,CN104000001B,一种电池\n2,CN104000002B,一种粉体\n"


def test_an_unknown_list_is_taught_by_its_columns_and_known_from_then_on(
    frame: Any, wizard: Any, tmp_path: Path
) -> None:
    path = table(tmp_path, UNKNOWN, "清单.csv")
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, path)
    assert shown.preview is None
    assert shown.choice.teach.isVisibleTo(shown)
    shown.choice.teach.click()
    frame.wait(lambda: shown._pages.currentWidget() is shown.columns)
    page = shown.columns
    assert [line.samples[0] for line in page.columns.rows] == ["1", "CN104000001B", "一种电池"]
    for row, field in enumerate(("", "publication_number", "title")):
        assert page.columns.setData(page.columns.index(row, 2), field)
    frame.wait(lambda: len(page.tried.rows) == 2)
    shown.take.click()
    frame.wait(lambda: shown.preview is not None and shown._job is None)
    assert shown.preview.layout_label == "清单"
    again = wizard(into_case=False, sample=False)
    frame.wait(lambda: again.choice.layouts.list.count() == 1)
    read(frame, again, path)
    assert again.preview is not None
    assert again.preview.accepted == 2


def test_a_choice_that_cannot_be_read_says_why_beside_the_columns(frame: Any, wizard: Any, tmp_path: Path) -> None:
    shown = wizard(into_case=False, sample=False)
    shown.look_at_columns(table(tmp_path, UNKNOWN))
    frame.wait(lambda: shown._pages.currentWidget() is shown.columns)
    assert shown.columns.columns.setData(shown.columns.columns.index(1, 2), "publication_number")
    assert shown.columns.columns.setData(shown.columns.columns.index(2, 2), "")
    frame.wait(lambda: shown.columns.reason.isVisibleTo(shown))
    assert frame.desk.texts("choose the column with the title") == shown.columns.reason.text()
    assert shown.columns.tried.rows == ()


def test_cells_copied_in_a_spreadsheet_are_read_as_a_file(frame: Any, wizard: Any) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(FIRST.replace(",", "\t"))
    shown = wizard(into_case=False, sample=False)
    shown.choice.paste.click()
    frame.wait(lambda: shown.preview is not None and shown._job is None)
    assert shown.preview.accepted == 2
    QGuiApplication.clipboard().clear()


def test_a_schedule_belongs_to_a_case_and_says_so(frame: Any, wizard: Any, tmp_path: Path) -> None:
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, table(tmp_path, "还款日,本金（元）,利息（元）,剩余本金（元）\n2027-03-20,100,10,900\n"))
    assert shown.preview.kind is ImportKind.LOAN
    assert not shown.take.isEnabled()
    assert shown.reason.text()


def test_many_files_are_named_in_a_line_that_stays_short(frame: Any, wizard: Any, tmp_path: Path) -> None:
    files = [table(tmp_path, HEADER + f"一,ZL201410264351.3,{n}\n", f"{n}.csv") for n in range(1, 7)]
    shown = wizard(into_case=False, sample=False)
    read(frame, shown, *files)
    title = shown.shown._title.text()
    assert "3.csv" in title
    assert "4.csv" not in title
    assert "3" in title.split("3.csv")[1]
    assert len(shown.shown.different.rows) == 5
