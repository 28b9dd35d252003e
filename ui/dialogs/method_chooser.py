"""Which method of the catalogue is to be applied to the case? Searchable, by family, each with what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.quiet_dialog import QuietDialog
from ui.state.desk import Desk
from ui.state.method_words import PURPOSES
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.catalogue import models
from valuation.model import Model, described_inputs
from valuation.wording import N_

SIZE = (860, 560)
FAMILIES = {
    "income": N_("Income approach"),
    "market": N_("Market approach"),
    "cost": N_("Cost approach"),
    "options": N_("Real options"),
    "discounting": N_("Discount rate"),
    "royalty": N_("Royalty and split rate"),
    "useful_life": N_("Useful life"),
    "portfolio": N_("Portfolio"),
}
"""msgid of each family, in the order of the list."""
_STEPPING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class Offer:
    """A method in words."""

    model: Model
    family: str
    title: str
    purpose: str

    def answers(self, wanted: str) -> bool:
        """Every word typed stands somewhere in it, in the reader's language or in the catalogue's name."""
        said = f"{self.family} {self.title} {self.purpose} {self.model.name} {self.model.label}".casefold()
        return all(word in said for word in wanted.casefold().split())


class MethodChooser(QuietDialog):
    """A search line that keeps the keyboard, the list below it, and what the chosen one needs."""

    chosen = Signal(str)
    """Name of the method in the catalogue."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("Add a method"))
        self.search = QLineEdit()
        self.rows: TableRows[Offer] = TableRows()
        self.table = TableView(self.rows, most_rows=11)
        self._needs, self._none = label("muted", wraps=True), label("muted", wraps=True)
        self._add, self._close = button("primary"), button("secondary")
        self._offers = offers(desk)
        self._lay_out()
        self._say()
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.table.row_chosen.connect(self._explain)
        self.table.doubleClicked.connect(self._take)
        self._add.clicked.connect(self._take)
        self._close.clicked.connect(self.reject)
        self._filter("")
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search line move through the list; Enter adds."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _STEPPING:
                self.table.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list adds the method."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._take()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.resize(*SIZE)
        foot = QHBoxLayout()
        foot.addWidget(self._needs, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table)
        column.addWidget(self._none)
        column.addStretch(1)
        column.addLayout(foot)

    def _say(self) -> None:
        texts = self.texts
        self.search.setPlaceholderText(texts(N_("Search a method: name, family, what it is for")))
        self.search.setAccessibleName(texts(N_("Search a method")))
        self.table.setAccessibleName(texts(N_("Methods")))
        self._add.setText(texts(N_("Add to the case")))
        self._close.setText(texts(N_("Close")))
        self._none.setText(texts(N_("No method answers these words.")))
        self.rows.set_columns(
            (
                Column(title=texts(N_("Kind of method")), text=lambda o: o.family, tone=lambda _: "muted"),
                Column(title=texts(N_("Method")), text=lambda o: o.title),
                Column(title=texts(N_("What it is for")), text=lambda o: o.purpose, stretch=True),
            )
        )

    def _filter(self, wanted: str) -> None:
        found = tuple(offer for offer in self._offers if offer.answers(wanted))
        self.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._add.setEnabled(bool(found))
        if found:
            self.table.choose_row(0)
        self._explain(self.table.current_row() if found else -1)

    def _explain(self, row: int) -> None:
        if not 0 <= row < len(self.rows.rows):
            self._needs.setText("")
            return
        offer = self.rows.rows[row]
        names = [self.texts(described.description) for described in described_inputs(offer.model.inputs).values()]
        joined = ("、" if self.texts.language == "zh" else ", ").join(names[:8])
        more = "…" if len(names) > 8 else ""
        self._needs.setText(self.texts(N_("{purpose}. Needs: {inputs}"), purpose=offer.purpose, inputs=joined + more))

    def _take(self) -> None:
        row = self.table.current_row()
        if self.rows.rows and 0 <= row < len(self.rows.rows):
            self.chosen.emit(self.rows.rows[row].model.name)
            self.accept()


def offers(desk: Desk) -> tuple[Offer, ...]:
    """Every method in the reader's language, family by family."""
    texts, order = desk.texts, list(FAMILIES)
    found = [
        Offer(model, texts(FAMILIES.get(model.family, model.family)), texts(model.label), texts(purpose_of(model)))
        for model in models().values()
    ]
    return tuple(sorted(found, key=lambda o: order.index(o.model.family) if o.model.family in order else len(order)))


def purpose_of(model: Model) -> str:
    """msgid of what a method is for; its name where nobody has said it yet."""
    return PURPOSES.get(model.name, model.label)
