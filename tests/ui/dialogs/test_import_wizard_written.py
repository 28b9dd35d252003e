"""Can a person correct how a text file was read, is a wrong statement refused in words, and is there a way back?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pledgeapp.intake.delimited import ENCODINGS as READ_ENCODINGS
from ui.dialogs.import_wizard import ImportWizard
from ui.dialogs.import_wizard_written import ENCODINGS, WrittenPart
from ui.operations.importing import AUTOMATIC, Written, pasted

HEADER = "专利名称,申请号,权利要求数\n"
LIST = HEADER + "一种电池,ZL201410264351.3,10\n一种隔膜,ZL201410264352.8,8\n"


@pytest.fixture
def wizard(frame: Any) -> ImportWizard:
    """A wizard into the library."""
    made = ImportWizard(frame.desk, frame.office, frame.window, into_case=False)
    made.open()
    return made


@pytest.fixture
def read(frame: Any, wizard: ImportWizard, tmp_path: Path) -> Callable[..., None]:
    """Write texts (synthetic) as files, read them and wait."""

    def read_texts(*texts: str, encoding: str = "utf-8", name: str = "list.csv") -> None:
        files = [tmp_path / f"{number}{name}" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding=encoding)
        wizard.read(*files)
        frame.wait(lambda: wizard._job is None)

    return read_texts


@pytest.fixture
def state(frame: Any, wizard: ImportWizard) -> Callable[..., None]:
    """Choose in one of the two boxes as a person does, and wait for the file to be read anew."""

    def choose(part: WrittenPart, box: str, value: str) -> None:
        editor: Any = getattr(part, box).editor
        editor.setCurrentIndex(editor.findData(value))
        frame.wait(lambda: wizard._job is None)

    return choose


def titles(wizard: ImportWizard) -> list[str]:
    """What is listed."""
    return [record.title for _, _, record in wizard.shown.read.rows]


def test_all_encodings_that_the_reader_knows_are_offered() -> None:
    assert set(ENCODINGS) == set(READ_ENCODINGS)


@pytest.mark.parametrize(("language", "automatic"), [("en", "Automatic (GB18030)"), ("zh", "自动（GB18030）")])
def test_what_was_found_out_is_folded_away_and_stands_as_automatic(
    frame: Any, tmp_path: Path, language: str, automatic: str
) -> None:
    frame.choose(language=language)
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="gb18030")
    wizard = ImportWizard(frame.desk, frame.office, frame.window, into_case=False)
    wizard.open()
    wizard.read(file)
    frame.wait(lambda: wizard._job is None)
    part = wizard.shown.written
    assert part.fold.isVisible()
    assert not part.isVisible()
    part.fold.setFocus()
    QTest.keyClick(part.fold, Qt.Key.Key_Space)
    assert part.isVisible()
    assert part.encoding.editor.currentText() == automatic  # type: ignore[attr-defined]
    assert part.delimiter.text() == ""
    assert not part.back.isVisible()
    assert part.encoding.editor.accessibleName()
    assert part.delimiter.editor.accessibleName()
    assert part.fold.accessibleName()


def test_an_encoding_is_stated_and_taken_back(frame: Any, wizard: Any, read: Any, state: Any) -> None:
    text = "Title,Publication number\nBatterie für Autos,CN104000001B\n"
    read(text)
    assert titles(wizard) == ["Batterie für Autos"]
    part = wizard.shown.written
    part.fold.click()
    part.encoding.editor.setFocus()
    state(part, "encoding", "cp1252")
    assert wizard.preview.encoding == "cp1252"
    assert titles(wizard) == ["Batterie fÃ¼r Autos"]
    assert part.encoding.text() == "cp1252"
    assert part.encoding.editor.hasFocus()
    part.back.click()
    frame.wait(lambda: wizard._job is None)
    assert titles(wizard) == ["Batterie für Autos"]
    assert (part.encoding.text(), part.delimiter.text()) == ("", "")
    assert not part.back.isVisible()


@pytest.mark.parametrize(
    ("box", "value", "why"),
    [("encoding", "utf-16", "utf-16"), ("encoding", "cp1252", "cp1252"), ("delimiter", ";", "专利名称,申请号")],
)
def test_a_wrong_statement_is_refused_in_words_and_the_list_stays(
    wizard: Any, read: Any, state: Any, box: str, value: str, why: str
) -> None:
    read(LIST)
    before, part = wizard.preview, wizard.shown.written
    part.fold.click()
    state(part, box, value)
    assert "0list.csv" in wizard.reason.text()
    assert why in wizard.reason.text()
    assert "列表仍为此前读取的结果" in wizard.reason.text()
    assert wizard.preview is before
    assert titles(wizard) == ["一种电池", "一种隔膜"]
    assert wizard.take.isEnabled()
    assert getattr(part, box).text() == ""
    assert wizard._sources.written == AUTOMATIC
    state(part, box, {"encoding": "utf-8", "delimiter": ","}[box])
    assert not wizard.reason.isVisible()
    assert wizard.preview.accepted == 2


def test_what_was_stated_holds_when_the_rows_are_read_as_another_kind(wizard: Any, read: Any, state: Any) -> None:
    read(LIST)
    state(wizard.shown.written, "encoding", "utf-8")
    wizard.shown.kind_chosen.emit("patents")
    assert wizard._sources.written == Written("utf-8")


def test_a_text_that_is_not_read_by_itself_is_read_as_stated(frame: Any, wizard: Any, read: Any, state: Any) -> None:
    read(LIST.replace(",", "|"))
    assert wizard.preview is None
    part = wizard.choice.written
    assert part.isVisible()
    assert wizard.choice.teach.isVisible()
    state(part, "encoding", "utf-16")
    assert wizard.preview is None
    assert part.isVisible()
    assert part.encoding.text() == "utf-16"
    assert "utf-16" in wizard.reason.text()
    part.back.click()
    frame.wait(lambda: wizard._job is None)
    assert part.encoding.text() == ""
    state(part, "delimiter", "|")
    assert titles(wizard) == ["一种电池", "一种隔膜"]
    assert not wizard.reason.isVisible()
    assert wizard.shown.written.delimiter.text() == "|"
    assert wizard.shown.written.isVisible()
    wizard.back.click()
    assert not part.isVisible()


def test_a_list_is_taught_by_its_columns_in_the_text_as_it_was_stated(
    frame: Any, wizard: Any, read: Any, state: Any
) -> None:
    read("编号|专利文献号|发明创造的名称\n1|CN104000001B|一种电池\n")
    state(wizard.choice.written, "delimiter", "|")
    assert wizard.preview is None
    assert wizard.choice.written.delimiter.text() == "|"
    wizard.choice.teach.click()
    frame.wait(lambda: wizard._job is None)
    page = wizard.columns
    assert page.found.names == ("编号", "专利文献号", "发明创造的名称")
    for row, field in enumerate(("", "publication_number", "title")):
        assert page.columns.setData(page.columns.index(row, 2), field)
    frame.wait(lambda: len(page.tried.rows) == 1)
    wizard.take.click()
    frame.wait(lambda: wizard.preview is not None and wizard._job is None)
    assert titles(wizard) == ["一种电池"]
    assert wizard.preview.delimiter == "|"


def test_beside_a_list_another_file_that_is_refused_is_named_and_the_list_stays(
    frame: Any, wizard: Any, read: Any, tmp_path: Path
) -> None:
    read(LIST)
    before, part = wizard._sources, wizard.shown.written
    other = tmp_path / "other.csv"
    other.write_bytes(b"a,b\n\0\n")
    wizard.read(other)
    frame.wait(lambda: wizard._job is None)
    assert "other.csv" in wizard.reason.text()
    assert "列表仍为" not in wizard.reason.text()
    assert wizard._sources is before
    assert part.fold.isVisible()
    assert titles(wizard) == ["一种电池", "一种隔膜"]


def test_only_one_text_file_can_be_stated(frame: Any, wizard: Any, read: Any) -> None:
    read(LIST, LIST)
    assert not wizard.shown.written.fold.isVisible()
    wizard.back.click()
    wizard.read(pasted(LIST, "Clipboard"))
    frame.wait(lambda: wizard._job is None)
    assert wizard.preview is not None
    assert not wizard.shown.written.fold.isVisible()


def test_a_workbook_has_nothing_to_state(frame: Any, wizard: Any, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(LIST.splitlines()):
            sheet.write_row(at, 0, line.split(","))
    wizard.read(path)
    frame.wait(lambda: wizard._job is None)
    assert wizard.preview.accepted == 2
    assert not wizard.shown.written.fold.isVisible()
    assert not wizard.shown.written.isVisible()
