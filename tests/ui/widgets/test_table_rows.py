"""Does a table sort by value with unknown and totals last, copy as text, paste, and refuse in words?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.state.working import Working, single
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import LEAST_TEXT, TableView, spread
from valuation.results import Step

Pair = tuple[str, float | None]


def working(row: Pair) -> Working | None:
    return single(Step("x", "X", "", row[1] or 0.0, "CNY", ""))


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    model: TableRows[Pair] = TableRows()

    def commit(row: int, text: str) -> str | None:
        return None if text.isdigit() else "is not a number"

    model.set_columns(
        (
            Column(title="Name", text=lambda r: r[0]),
            Column(
                title="Value",
                text=lambda r: "—" if r[1] is None else f"{r[1]:,.0f}",
                value=lambda r: r[1],
                is_number=True,
                commit=commit,
                working=working,
            ),
        )
    )
    model.set_rows((("a", 900.0), ("b", None), ("c", 10_000.0), ("d", 20.0), ("Σ", 10_920.0)), pinned=1)
    view = TableView(model)
    qtbot.addWidget(view)
    view.show()
    return view


def shown(view: TableView) -> list[str]:
    return [str(view.model().index(r, 0).data()) for r in range(view.model().rowCount())]


def test_numbers_sort_by_value_with_unknown_and_the_total_last_both_ways(table: TableView) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["d", "a", "c", "b", "Σ"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["c", "a", "d", "b", "Σ"]


def test_the_selection_and_the_whole_table_are_copied_as_they_look(table: TableView) -> None:
    table.copy_selection()
    assert QGuiApplication.clipboard().text().splitlines()[:2] == ["Name\tValue", "a\t900"]
    select = QItemSelectionModel.SelectionFlag.Select
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.selectionModel().select(table.model().index(row, column), select)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "a\t900\nb\t—"


def test_pasted_cells_are_told_with_their_place(table: TableView) -> None:
    heard: list[tuple[object, int, int]] = []
    table.pasted.connect(lambda rows, row, column: heard.append((rows, row, column)))
    QGuiApplication.clipboard().setText("1\t2\r\n3\t4\r\n")
    table.setCurrentIndex(table.model().index(2, 1))
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == [([["1", "2"], ["3", "4"]], 2, 1)]


def test_enter_opens_a_figure(table: TableView) -> None:
    heard: list[Working] = []
    table.figure_opened.connect(heard.append)
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard[0].step.value == 900.0


def test_a_refused_text_stays_in_its_cell_with_its_reason_until_another_is_taken(table: TableView) -> None:
    model = table._rows
    index = model.index(0, 1)
    heard: list[str] = []
    model.refused.connect(heard.append)
    assert not model.setData(index, "abc")
    assert (index.data(), heard[-1]) == ("abc", "is not a number")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "is not a number"
    assert model.setData(index, "12")
    assert heard[-1] == ""
    assert index.data() == "900"
    assert not model.flags(model.index(4, 1)) & Qt.ItemFlag.ItemIsEditable, "a total is not typed"


def test_room_goes_to_stretching_columns_and_numbers_are_never_cut() -> None:
    text = Column[Pair](title="t", text=lambda r: r[0], stretch=True)
    number = Column[Pair](title="n", text=lambda r: r[0], is_number=True, stretch=True)
    fixed = Column[Pair](title="f", text=lambda r: r[0])
    assert spread([100, 80, 60], (text, number, fixed), 440) == [200, 180, 60]
    assert spread([300, 80, 60], (text, number, fixed), 340) == [200, 80, 60]
    assert spread([300, 80, 60], (text, number, fixed), 100) == [LEAST_TEXT, 80, 60]


def test_the_name_of_a_row_gives_way_after_every_other_text() -> None:
    title, holder = (Column[Pair](title=name, text=lambda r: r[0], stretch=True) for name in ("title", "holder"))
    assert spread([300, 200], (title, holder), 460) == [300, 160]
    assert spread([300, 200], (title, holder), 380) == [380 - LEAST_TEXT, LEAST_TEXT]
    assert spread([300, 200], (title, holder), 100) == [LEAST_TEXT, LEAST_TEXT]
