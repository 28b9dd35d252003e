"""Which patents does the case hold, and how do more come in?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.identity import patent_keys
from pledgeapp.records.patent import AnnualFeeState, LegalState, Patent
from pledgeapp.records.wording import label as label_of
from ui.dialogs.import_wizard import ImportWizard
from ui.operations.library import find_patents
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.library_panel import LibraryPanel, Shelf
from ui.pages.case.patents_entry import PatentEntry
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import replace_at, replace_many
from ui.state.figures import UNKNOWN, day
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

STATE_TONES = {
    LegalState.IN_FORCE: "good",
    LegalState.PENDING: "attention",
    LegalState.UNKNOWN: "attention",
    LegalState.LAPSED: "danger",
    LegalState.INVALID: "danger",
    LegalState.EXPIRED: "danger",
}
FEE_TONES = {
    AnnualFeeState.PAID: "good",
    AnnualFeeState.GRACE_PERIOD: "attention",
    AnnualFeeState.UNPAID: "danger",
    AnnualFeeState.UNKNOWN: "attention",
}
FEE_WORDS = {
    AnnualFeeState.PAID: N_("Paid"),
    AnnualFeeState.GRACE_PERIOD: N_("Grace period"),
    AnnualFeeState.UNPAID: N_("Unpaid"),
    AnnualFeeState.UNKNOWN: N_("Unknown"),
}
"""The column says already that it is the annual fee: the room belongs to the titles."""


class PatentsList(Part):
    """The table of patents with the ways to add to it."""

    patent_chosen = Signal(int)
    """Position in the case, -1 for none."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[Patent] = TableRows()
        self.table = TableView(self.rows, most_rows=9)
        self.entry = PatentEntry(page)
        shelf = Shelf(N_("Patents in the library"), N_("Number, title or holder"), find_patents, self._shown, self.take)
        self.library = LibraryPanel(page, shelf)
        self._empty = label("muted", wraps=True)
        self._import, self._find, self._add, self._remove = (button("link") for _ in range(4))
        self.add_links(
            (self._import, self._open_wizard),
            (self._find, self.library.show_all),
            (self._add, self.entry.begin),
            (self._remove, self._take_out),
        )
        for part in (self.entry, self.library, self.table, self._empty):
            self.add(part)
        self.table.row_chosen.connect(self._chosen)

    def retranslate(self, texts: Texts) -> None:
        """Heading, links, titles."""
        self._import.setText(texts(N_("Import a file…")))
        self._find.setText(texts(N_("From the library…")))
        self._add.setText(texts(N_("Add by hand")))
        self._remove.setText(texts(N_("Take out")))
        self._empty.setText(
            texts(N_("No patent yet. Import an export of a patent database, or add one by its number."))
        )
        self.table.setAccessibleName(texts(N_("Patents of the case")))
        self.entry.retranslate(texts)
        self.library.retranslate(texts)
        self.rows.set_columns((*self._shown(), *self._case_columns(texts)))

    def restyle(self, colours: Colours) -> None:
        """Colours of the tables."""
        self.rows.restyle(colours)
        self.library.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The patents of the case."""
        patents = session.case.patents
        families = {p.family_key for p in patents if p.family_key}
        texts = self.desk.texts
        words = N_("{count} patent(s), known families: {families}")
        self.say(texts(N_("Patents")), texts(words, count=len(patents), families=len(families)))
        self.rows.set_rows(patents)
        self.table.setVisible(bool(patents))
        self._empty.setVisible(not patents)
        if patents and self.table.current_row() < 0:
            self.choose(0)
        self._chosen(self.table.current_row())

    def choose(self, position: int) -> None:
        """Make the patent at `position` current."""
        if 0 <= position < len(self.rows.rows):
            self.table.choose_row(position)

    def field_at(self, path: str) -> QWidget | None:
        """The list stands for the patents as a whole."""
        if path != "patents":
            return None
        return self.table if self.rows.rows else self._import

    def take(self, patents: tuple[Patent, ...]) -> None:
        """Put patents of the library into the case, those that are there already left out."""
        case = self.page.case
        known = {key for there in case.patents for key in (there.id, *patent_keys(there))}
        new = tuple(p for p in patents if known.isdisjoint((p.id, *patent_keys(p))))
        if new:
            name = Message("patents_taken", N_("{count} patent(s) taken from the library"), {"count": len(new)})
            self.page.change(name, replace_at(case, "patents", (*case.patents, *new)))

    def _open_wizard(self) -> None:
        ImportWizard(self.desk, self.page.office, self, into_case=True).open()

    def _chosen(self, row: int) -> None:
        self._remove.setEnabled(row >= 0)
        self.patent_chosen.emit(row)

    def _take_out(self) -> None:
        """A patent leaves the products that use it, too."""
        row = self.table.current_row()
        if row < 0:
            return
        case = self.page.case
        patent = case.patents[row]
        products = tuple(
            product.model_copy(update={"patents": tuple(u for u in product.patents if u.patent_id != patent.id)})
            for product in case.products
        )
        kept = tuple(p for p in case.patents if p.id != patent.id)
        name = Message("patent_taken_out", N_("Patent {number} taken out"), {"number": patent.number})
        self.page.change(name, replace_many(case, {"products": products, "patents": kept}))

    def _shown(self) -> tuple[Column[Any], ...]:
        """Columns of a patent, in the case or in the library."""
        texts, language = self.desk.texts, self.desk.settings.language
        return (
            Column(title=texts(N_("Number")), text=lambda p: p.number),
            Column(title=texts(N_("Kind")), text=lambda p: texts(label_of(p.right_type))),
            Column(title=texts(N_("Title")), text=lambda p: _title(p, language), stretch=True),
            Column(title=texts(N_("Holders")), text=lambda p: "；".join(p.patentees) or UNKNOWN, stretch=True),
            Column(
                title=texts(N_("Filed")),
                text=lambda p: p.filing_date.isoformat() if p.filing_date else day(None, language),
                value=lambda p: p.filing_date,
            ),
        )

    def _case_columns(self, texts: Texts) -> tuple[Column[Any], ...]:
        return (
            Column(
                title=texts(N_("Legal state")),
                text=lambda p: texts(label_of(p.legal_state)),
                tone=lambda p: STATE_TONES[p.legal_state],
            ),
            Column(
                title=texts(N_("Annual fee")),
                text=lambda p: texts(FEE_WORDS[p.annual_fee_state]),
                tone=lambda p: FEE_TONES[p.annual_fee_state],
            ),
            Column(
                title=texts(N_("Products")),
                text=lambda p: str(self._uses(p)) if self._uses(p) else UNKNOWN,
                value=self._uses,
                is_number=True,
                hint=texts(N_("How many product lines use the patent")),
            ),
        )

    def _uses(self, patent: Patent) -> int:
        session = self.page.session
        products = session.case.products if session is not None else ()
        return sum(any(use.patent_id == patent.id for use in product.patents) for product in products)


def _title(patent: Patent, language: str) -> str:
    return patent.title_en or patent.title if language == "en" else patent.title
