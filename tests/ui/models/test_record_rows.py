"""Are records sorted by value, with the unknown at the end both ways?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pledgeapp.i18n import texts
from ui.models.library_columns import value_text
from ui.models.record_rows import Column, RecordRows, Wording
from ui.pages.home.book import book_of
from ui.widgets.record_table import RecordTable

WORDING = Wording(texts("en"), "wan")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, ["9", "10", "200", "—"]),
        (Qt.SortOrder.DescendingOrder, ["200", "10", "9", "—"]),
    ],
)
def test_sorted_by_value_unknown_last(qtbot: QtBot, order: Qt.SortOrder, expected: list[str]) -> None:
    column = Column("Figure", lambda row, _: "—" if row is None else str(row), lambda row: row, is_number=True)
    rows: RecordRows[int | None] = RecordRows((column,), WORDING)
    rows.set_rows((10, None, 200, 9))
    table = RecordTable(rows)
    qtbot.addWidget(table)
    table.sortByColumn(0, order)
    assert [table.model().index(i, 0).data() for i in range(4)] == expected


def test_the_record_behind_a_sorted_row_is_the_right_one(qtbot: QtBot) -> None:
    rows: RecordRows[int] = RecordRows((Column("Figure", lambda row, _: str(row), lambda row: -row),), WORDING)
    rows.set_rows((1, 2, 3))
    table = RecordTable(rows)
    qtbot.addWidget(table)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.selectRow(0)
    assert table.current_record() == 3


def test_shares_are_percent_and_lists_one_line() -> None:
    assert value_text(0.25, "share", WORDING) == "25%"
    assert value_text((900, 1200), "CNY/year", WORDING) == "900 / 1,200"
    assert value_text({"one_holder": 0.85}, "share of the fee", WORDING) == "one holder 85%"


def test_a_book_without_cases_knows_no_sums() -> None:
    book = book_of(())
    assert (book.cases, book.lending_value, book.loan_limit, book.lowest_cover, book.average_cover) == (
        0,
        None,
        None,
        None,
        None,
    )
