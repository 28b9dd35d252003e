"""What do all parts of the library share: a search field over one list, with what the chosen row says in full?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.models.record_rows import Column, RecordRows, Wording
from ui.operations.office import Office
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.widgets.card import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.styling import button, label
from valuation.wording import N_

PAUSE_MILLISECONDS = 150


class LibraryPart(QWidget):
    """One list. A part gives its columns, how it is read for what was typed, and what is said of a row."""

    title = ""
    """msgid."""
    search_hint = ""
    """msgid of what can be looked for."""
    nothing = N_("Nothing found.")
    """msgid shown instead of an empty list."""
    most = 0
    """So many rows are shown at once; 0 is all of them."""

    def __init__(self, desk: Desk, office: Office, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self.desk, self.office = desk, office
        self._card = Card()
        self.search = QLineEdit()
        self.rows: RecordRows[Any] = RecordRows(columns, Wording(desk.texts, desk.settings.money_unit), self)
        self.table = RecordTable(self.rows)
        self._nothing, self._detail = label("muted", wraps=True), label("muted", wraps=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._actions: list[tuple[QPushButton, str, str, bool]] = []
        self._has_more = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self._pause.timeout.connect(self.read)
        self.table.chosen.connect(self._choose)
        self._choose(None)

    def add_action(self, kind: str, text: str, run: Callable[[], None], shortcut: str = "") -> None:
        """A button behind the search field; `kind` `primary` needs no chosen row, others do."""
        made = button(kind)
        made.clicked.connect(lambda _=False: run())
        self._row.addWidget(made)
        self._actions.append((made, text, shortcut, kind != "primary"))
        self._choose(self.table.current_record())

    def retranslate(self, texts: Texts) -> None:
        """Write every text anew."""
        self.rows.reword(Wording(texts, self.desk.settings.money_unit))
        self.search.setPlaceholderText(texts(self.search_hint))
        self.search.setAccessibleName(f"{texts(N_('Search'))}: {texts(self.title)}")
        self.table.setAccessibleName(texts(self.title))
        self._nothing.setText(texts(self.nothing))
        for made, text, shortcut, _ in self._actions:
            made.setText(texts(text))
            made.setAccessibleName(texts(text))
            made.setToolTip(f"{texts(text)}  {shortcut}".rstrip())
        self._say_count()
        self._choose(self.table.current_record())

    def restyle(self, colours: Colours) -> None:
        """Badges in the theme's colours."""
        self.table.restyle(colours)

    def enter(self, text: str) -> None:
        """Come to the front, looking for `text`."""
        if text:
            self.search.setText(text)
        self.search.setFocus()
        self.read()

    def read(self) -> None:
        """Read the list for what is typed."""
        if self.office.is_open:
            self.ask(self.search.text().strip())

    def ask(self, text: str) -> None:
        """Ask the office for the rows that hold `text`, and `take` them."""
        raise NotImplementedError

    def detail(self, record: Any, texts: Texts) -> str:
        """What is said of a chosen row below the list."""
        raise NotImplementedError

    def take(self, text: str, found: Sequence[Any]) -> None:
        """Show what was found for `text`; an answer to older typing is dropped."""
        if text == self.search.text().strip():
            self._has_more = 0 < self.most < len(found)
            self.rows.set_rows(found[: self.most] if self._has_more else found)
            self._choose(None)
            self._say_count()

    def _say_count(self) -> None:
        texts, found = self.desk.texts, self.rows.rowCount()
        unit_label = self.desk.money_name_of_lists
        said = texts(N_("{count} found · amounts in {unit_label}"), count=found, unit_label=unit_label)
        if self._has_more:
            said = texts(N_("the first {count} of more · type to narrow them down"), count=found)
        self._card.say(texts(self.title), said)
        self._nothing.setVisible(found == 0)
        self.table.setVisible(found > 0)

    def _choose(self, record: Any) -> None:
        for made, _, _, needs_row in self._actions:
            made.setEnabled(record is not None or not needs_row)
        self._detail.setVisible(record is not None)
        if record is not None:
            self._detail.setText(self.detail(record, self.desk.texts))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._row.addWidget(self.search, 1)
        column.addLayout(self._row)
        self._card.add(self._nothing)
        self._card.add(self.table, 1)
        self._card.add(self._detail)
        self._card.body.addStretch(0)
        column.addWidget(self._card, 1)


def within(text: str, *places: str) -> bool:
    """Every typed word stands in one of `places`."""
    whole = " ".join(places).casefold()
    return all(word in whole for word in text.casefold().split())
