"""What is on my desk today, and how do I begin?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.models.case_columns import case_columns
from ui.models.record_rows import RecordRows, Wording
from ui.operations import cases, database
from ui.operations.office import Office
from ui.pages.home.book import Book, book_of, shown_in_book
from ui.pages.home.refusal_card import RefusalCard
from ui.pages.home.start_card import StartCard
from ui.pages.home.today_pane import TodayPane
from ui.pages.page import Page
from ui.state import figures
from ui.state.colours import Colours
from ui.state.desk import Change, Desk
from ui.widgets.card import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.styling import button, label
from ui.widgets.tile import Tile
from ui.widgets.window_actions import trigger
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.summary import CaseSummary


class HomePage(Page):
    """Tiles over the book, the cases, how to begin, today; or what to do when the database is refused."""

    title = N_("Home")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self._summaries: tuple[CaseSummary, ...] = ()
        self._tiles = tuple(Tile() for _ in range(4))
        self._card = Card()
        self._import, self._new, self._all = button("link"), button("link"), button("link")
        self._rows = RecordRows(case_columns(), Wording(desk.texts, desk.settings.money_unit), self)
        self.table = RecordTable(self._rows)
        for column in (_BORROWER, _SAVED):
            self.table.setColumnHidden(column, True)  # noqa: FBT003 - Qt's signature
        self._none = label("muted", wraps=True)
        self._start, self._refusal = StartCard(), RefusalCard()
        self._today = TodayPane()
        self._lay_out()
        self._connect()
        desk.subscribe(self._desk_changed)

    def retranslate(self, texts: Texts) -> None:
        """Write every text anew."""
        self._rows.reword(Wording(texts, self.desk.settings.money_unit))
        unit_label = self.desk.money_name_of_lists
        self._card.say(
            texts(N_("Cases")), texts(N_("last saved first · amounts in {unit_label}"), unit_label=unit_label)
        )
        for made, text in ((self._import, N_("Import…")), (self._new, N_("New case…")), (self._all, N_("All cases"))):
            made.setText(texts(text))
            made.setAccessibleName(texts(text))
        self._import.setToolTip("Ctrl+I")
        self._new.setToolTip("Ctrl+N")
        self.table.setAccessibleName(texts(N_("Cases")))
        self._none.setText(
            texts(N_("No case yet. Open a sample below, begin a new case, or import a list of patents."))
        )
        self._start.retranslate(texts)
        self._show()

    def restyle(self, colours: Colours) -> None:
        """Badges and icons in the theme's colours."""
        self.table.restyle(colours)
        self._refusal.restyle(colours)

    def enter(self, focus: str = "") -> None:  # noqa: ARG002 - the contract of pages
        """Read the list anew."""
        self._read()

    def _desk_changed(self, change: Change) -> None:
        if change is Change.DATABASE:
            self._show()
            self._read()
        elif change is Change.STORE and self.isVisible():
            self._read()

    def _read(self) -> None:
        if self.office.is_open:
            cases.list_cases(self.office, self, "", self._take)

    def _take(self, summaries: tuple[CaseSummary, ...]) -> None:
        self._summaries = summaries
        self._rows.set_rows(summaries)
        self._show()

    def _show(self) -> None:
        desk = self.desk
        self._pages.setCurrentIndex(1 if desk.database == "refused" else 0)
        if desk.refusal is not None:
            self._refusal.show_refusal(desk.refusal, desk.texts, str(self.office.paths.database))
        self._start.show_samples(cases.sample_titles(desk.settings.language) if self.office.is_open else (), desk.texts)
        self._start.setVisible(len(self._summaries) < _FEW)
        self._none.setVisible(self.office.is_open and not self._summaries)
        self._today.show_cases(self._summaries, self.office.clock(), desk.texts)
        self._show_tiles(book_of(shown_in_book(self._summaries)))

    def _show_tiles(self, book: Book) -> None:
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        unit_label = self.desk.money_name_of_lists
        missing = []
        if book.without_value or not book.in_other_currencies:
            missing.append(texts(N_("Without a value yet: {count}"), count=book.without_value))
        if book.in_other_currencies:
            missing.append(texts(N_("In other currencies: {count}"), count=book.in_other_currencies))
        self._tiles[0].say(
            texts(N_("Cases on the desk")),
            str(book.cases) if self.office.is_open else figures.UNKNOWN,
            texts(N_("Open points: {count}"), count=book.open_points),
        )
        self._tiles[1].say(
            texts(N_("Lending value of all ({unit_label})"), unit_label=unit_label),
            figures.money(book.lending_value, unit),
            " · ".join(missing),
        )
        self._tiles[2].say(
            texts(N_("Loan limits of all ({unit_label})"), unit_label=unit_label),
            figures.money(book.loan_limit, unit),
            texts(N_("Reports issued: {count}"), count=book.reports),
        )
        self._tiles[3].say(
            texts(N_("Average cover")),
            figures.multiple(book.average_cover),
            texts(N_("Lowest {ratio}"), ratio=figures.multiple(book.lowest_cover)),
        )

    def _lay_out(self) -> None:
        self._pages = QStackedLayout(self)
        book, refused = QWidget(), QWidget()
        column = QVBoxLayout()
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self._tiles:
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        for action in (self._import, self._new, self._all):
            self._card.add_action(action)
        self._card.add(self._none)
        self._card.add(self.table, 1)
        column.addWidget(self._card, 1)
        column.addWidget(self._start)
        row = QHBoxLayout(book)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self._today)
        middle = QVBoxLayout(refused)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.addWidget(self._refusal)
        middle.addStretch(1)
        self._pages.addWidget(book)
        self._pages.addWidget(refused)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self._today.case_requested.connect(self._open)
        self._today.history_requested.connect(lambda: self.desk.go("library/reports"))
        self._start.sample_requested.connect(lambda key: cases.open_sample(self.office, self, key))
        self._start.help_requested.connect(lambda: trigger(self, "F1"))
        self._refusal.retry_requested.connect(lambda: database.open_database(self.office, self))
        self._import.clicked.connect(lambda: trigger(self, "Ctrl+I"))
        self._new.clicked.connect(lambda: trigger(self, "Ctrl+N"))
        self._all.clicked.connect(lambda: self.desk.go("cases"))

    def _open(self, summary: CaseSummary) -> None:
        cases.open_case(self.office, self, summary.case_id)


_BORROWER, _SAVED = 1, 8
"""Columns there is no room for on this page."""
_FEW = 4
"""With fewer cases than this the page explains how to begin."""
