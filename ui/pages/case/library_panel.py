"""How is something that was imported before taken into the case?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.operations.office import Office
from ui.pages.case.case_page import CasePage
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

Find = Callable[[Office, QObject, str, Callable[[tuple[Any, ...]], None]], None]
SHOWN = 200
"""Rows shown of a search; more would not be read."""


@dataclass(frozen=True)
class Shelf:
    """One kind of thing in the library: how it is found, shown and taken."""

    title: str
    """msgid."""
    hint: str
    """msgid of what may be searched for."""
    find: Find
    columns: Callable[[], Sequence[Column[Any]]]
    take: Callable[[tuple[Any, ...]], None]


class LibraryPanel(QFrame):
    """A line to search with, what was found, and a button that takes the chosen rows."""

    def __init__(self, page: CasePage, shelf: Shelf) -> None:
        super().__init__()
        self.setObjectName("soft")
        self._page, self._shelf = page, shelf
        self.line = QLineEdit()
        self._search, self._take, self._close = button("secondary"), button("primary"), button("quiet")
        self._none = label("muted", wraps=True)
        self.rows: TableRows[Any] = TableRows()
        self.table = TableView(self.rows, most_rows=8)
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        for action in (self._search, self._take, self._close):
            top.addWidget(action)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.addLayout(top)
        outer.addWidget(self._none)
        outer.addWidget(self.table)
        self.line.returnPressed.connect(self.search)
        self._search.clicked.connect(self.search)
        self._take.clicked.connect(self._take_chosen)
        self._close.clicked.connect(self.hide)
        self.table.row_chosen.connect(lambda row: self._take.setEnabled(row >= 0))
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Texts of line, buttons and titles."""
        self.line.setPlaceholderText(texts(self._shelf.hint))
        self.line.setAccessibleName(texts(self._shelf.title))
        self.table.setAccessibleName(texts(self._shelf.title))
        self._search.setText(texts(N_("Search")))
        self._take.setText(texts(N_("Take into the case")))
        self._close.setText(texts(N_("Close")))
        self._none.setText(texts(N_("The library holds nothing like this; import a file first.")))
        self.rows.set_columns(tuple(self._shelf.columns()))

    def show_all(self) -> None:
        """Come into view with everything the library holds."""
        self.show()
        self.line.setFocus()
        self.search()

    def search(self) -> None:
        """Look for what the line says."""
        self._shelf.find(self._page.office, self, self.line.text().strip(), self._found)

    def _found(self, found: tuple[Any, ...]) -> None:
        self.rows.set_rows(found[:SHOWN])
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._take.setEnabled(self.table.current_row() >= 0)

    def _take_chosen(self) -> None:
        chosen = self.table.chosen_rows() or [self.table.current_row()]
        self._shelf.take(tuple(self.rows.rows[row] for row in chosen if row >= 0))
