"""Which cases are there, and how is one found, opened, copied or taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.models.case_columns import case_columns
from ui.models.record_rows import RecordRows, Wording
from ui.operations import cases
from ui.operations.office import Office
from ui.pages.page import Page
from ui.state.colours import Colours
from ui.state.desk import Change, Desk
from ui.widgets.card import Card
from ui.widgets.confirm_row import ConfirmRow
from ui.widgets.record_table import RecordTable
from ui.widgets.styling import button
from ui.widgets.window_actions import trigger
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.summary import CaseSummary

PAUSE_MILLISECONDS = 150


class CasesPage(Page):
    """A search field over the list of all cases, and what can be done with the chosen one."""

    title = N_("Cases")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self._card = Card()
        self.search = QLineEdit()
        self._rows = RecordRows(case_columns(), Wording(desk.texts, desk.settings.money_unit), self)
        self.table = RecordTable(self._rows)
        self._open, self._copy, self._delete = button("secondary"), button("secondary"), button("secondary")
        self._new = button("primary")
        self._confirm = ConfirmRow()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._choose(None)
        desk.subscribe(self._desk_changed)

    def retranslate(self, texts: Texts) -> None:
        """Write every text anew."""
        self._rows.reword(Wording(texts, self.desk.settings.money_unit))
        self.search.setPlaceholderText(texts(N_("Title, borrower, patent number or patent title")))
        self.search.setAccessibleName(texts(N_("Search cases")))
        self.table.setAccessibleName(texts(N_("Cases")))
        for made, text, shortcut in (
            (self._open, N_("Open"), "Enter"),
            (self._copy, N_("Duplicate"), ""),
            (self._delete, N_("Delete…"), "Del"),
            (self._new, N_("New case…"), "Ctrl+N"),
        ):
            made.setText(texts(text))
            made.setAccessibleName(texts(text))
            made.setToolTip(shortcut)
        self._confirm.retranslate(texts)
        self._say_count()

    def restyle(self, colours: Colours) -> None:
        """Badges in the theme's colours."""
        self.table.restyle(colours)

    def enter(self, focus: str = "") -> None:  # noqa: ARG002 - the contract of pages
        """Read the list anew; the search field is ready for typing."""
        self.search.setFocus()
        self._read()

    def _desk_changed(self, change: Change) -> None:
        if change in (Change.STORE, Change.DATABASE) and self.isVisible():
            self._read()

    def _read(self) -> None:
        if self.office.is_open:
            text = self.search.text().strip()
            cases.list_cases(self.office, self, text, lambda found: self._take(text, found))

    def _take(self, text: str, summaries: tuple[CaseSummary, ...]) -> None:
        if text == self.search.text().strip():
            self._rows.set_rows(summaries)
            self._choose(None)
            self._say_count()

    def _say_count(self) -> None:
        texts = self.desk.texts
        found = texts(
            N_("{count} found · amounts in {unit_label}"),
            count=self._rows.rowCount(),
            unit_label=self.desk.money_name_of_lists,
        )
        self._card.say(texts(N_("Cases")), found)

    def _choose(self, summary: CaseSummary | None) -> None:
        self._confirm.hide()
        for made in (self._open, self._copy, self._delete):
            made.setEnabled(summary is not None)

    def _open_chosen(self, summary: CaseSummary | None) -> None:
        if summary is not None:
            cases.open_case(self.office, self, summary.case_id)

    def _copy_chosen(self) -> None:
        summary: CaseSummary | None = self.table.current_record()
        if summary is not None:
            title = self.desk.texts(N_("{title} (copy)"), title=summary.title)
            cases.duplicate_case(self.office, self, summary.case_id, title)

    def _ask_delete(self) -> None:
        summary: CaseSummary | None = self.table.current_record()
        if summary is not None:
            question = N_("Delete {title} with all its versions? Issued reports are kept.")
            self._confirm.ask(self.desk.texts(question, title=summary.title))

    def _delete_chosen(self) -> None:
        summary: CaseSummary | None = self.table.current_record()
        if summary is not None:
            cases.delete_case(self.office, self, summary)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for made in (self._open, self._copy, self._delete, self._new):
            row.addWidget(made)
        column.addLayout(row)
        column.addWidget(self._confirm)
        self._card.add(self.table, 1)
        column.addWidget(self._card, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self._pause.timeout.connect(self._read)
        self.table.opened.connect(self._open_chosen)
        self.table.chosen.connect(self._choose)
        self.table.delete_requested.connect(self._ask_delete)
        self._open.clicked.connect(lambda: self._open_chosen(self.table.current_record()))
        self._copy.clicked.connect(self._copy_chosen)
        self._delete.clicked.connect(self._ask_delete)
        self._confirm.confirmed.connect(self._delete_chosen)
        self._new.clicked.connect(lambda: trigger(self, "Ctrl+N"))
