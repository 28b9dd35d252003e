"""Which transactions are compared, and what does each say of the price of one patent?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.comparable import Comparable, DealKind
from pledgeapp.records.step_sources import sourced
from ui.dialogs.import_wizard import ImportWizard
from ui.operations.library import find_comparables
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.comparable_detail import ComparableDetail
from ui.pages.case.comparable_entry import ComparableEntry
from ui.pages.case.library_panel import LibraryPanel, Shelf
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import remove_at, replace_at
from ui.state.figures import UNKNOWN, ListedMoney, money, multiple, percent
from ui.state.quantities import as_typed
from ui.state.working import Working, working_of
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.results import DealResult, Step
from valuation.wording import N_, Message


@dataclass(frozen=True)
class GridRow:
    """A comparable with what the engine made of it; `number` is its place among the deals, from 1."""

    comparable: Comparable
    result: DealResult | None
    number: int


class ComparablesCard(Part):
    """The grid, ways to add to it, and below it all of the transaction chosen."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[GridRow] = TableRows()
        self.table = TableView(self.rows, most_rows=10)
        self.entry, self.detail = ComparableEntry(page), ComparableDetail(page)
        shelf = Shelf(
            N_("Transactions in the library"), N_("Name or source"), find_comparables, self._library_columns, self.take
        )
        self.library = LibraryPanel(page, shelf)
        self._none = label("muted", wraps=True)
        self._steps: tuple[Step, ...] = ()
        self._import, self._find, self._add, self._remove = (button("link") for _ in range(4))
        self.add_links(
            (self._import, self._open_wizard),
            (self._find, self.library.show_all),
            (self._add, self.entry.begin),
            (self._remove, self._take_out),
        )
        for part in (self.entry, self.library, self._none, self.table, self.detail):
            self.add(part)
        self.table.row_chosen.connect(self._chosen)
        page.opens(self.table)

    def retranslate(self, texts: Texts) -> None:
        """Links and titles."""
        self.say(texts(N_("Transactions compared")), texts(N_("a figure opens by Enter or double click")))
        self._import.setText(texts(N_("Import a file…")))
        self._find.setText(texts(N_("From the library…")))
        self._add.setText(texts(N_("Add by hand")))
        self._remove.setText(texts(N_("Take out")))
        self._none.setText(
            texts(N_("No transaction yet. Only real transactions with a source belong here; none is invented."))
        )
        self.table.setAccessibleName(texts(N_("Transactions compared")))
        self.entry.retranslate(texts)
        self.detail.retranslate(texts)
        self.library.retranslate(texts)
        self.rows.set_columns(self._columns(texts))

    def restyle(self, colours: Colours) -> None:
        """Colours of the tables."""
        self.rows.restyle(colours)
        self.library.rows.restyle(colours)
        self.detail.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The comparables of the case with their results."""
        market, assessment = session.case.market, session.assessment
        self.setVisible(market is not None)
        approaches = assessment.appraisal.approaches if assessment is not None else ()
        found = next((a for a in approaches if a.approach == "market"), None)
        results = {deal.key: deal for deal in found.deals} if found is not None else {}
        self._steps = sourced(assessment, found.workings) if found is not None and assessment is not None else ()
        comparables = market.comparables if market is not None else ()
        self.rows.set_rows(tuple(GridRow(c, results.get(c.id), n + 1) for n, c in enumerate(comparables)))
        self.table.setVisible(bool(comparables))
        self._none.setVisible(not comparables)
        if comparables and self.table.current_row() < 0:
            self.table.choose_row(0)
        self._chosen(self.table.current_row())

    def field_at(self, path: str) -> QWidget | None:
        """The list, or the field of a comparable brought forward."""
        if not path.startswith("market.comparables"):
            return None
        if "[" in path:
            self.table.choose_row(int(path.split("[")[1].split("]", maxsplit=1)[0]))
            return self.detail.field_at(path) or self.table
        return self.table if self.rows.rows else self._add

    def take(self, comparables: tuple[Comparable, ...]) -> None:
        """Put transactions of the library into the case; one that is there already is left out."""
        market = self.page.case.market
        if market is None:
            return
        known = (*market.comparables, *market.licences)
        there = {c.id for c in known} | {(c.name, c.transaction_date) for c in known}
        new = tuple(c for c in comparables if c.id not in there and (c.name, c.transaction_date) not in there)
        if new:
            name = Message(
                "comparables_taken", N_("{count} transaction(s) taken from the library"), {"count": len(new)}
            )
            priced = tuple(c for c in new if c.kind is not DealKind.ROYALTY_LICENCE)
            licences = tuple(c for c in new if c.kind is DealKind.ROYALTY_LICENCE)
            lists = {
                "comparables": (*market.comparables, *priced),
                "licences": (*market.licences, *licences),
            }
            self.page.change(name, replace_at(self.page.case, "market", market.model_copy(update=lists)))

    def _open_wizard(self) -> None:
        ImportWizard(self.desk, self.page.office, self, into_case=True).open()

    def _chosen(self, row: int) -> None:
        self._remove.setEnabled(row >= 0)
        self.detail.show_comparable(row)

    def _take_out(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            name = Message(
                "comparable_taken_out",
                N_("Transaction {name} taken out"),
                {"name": self.rows.rows[row].comparable.name},
            )
            self.page.change(name, remove_at(self.page.case, "market.comparables", row))

    def _library_columns(self) -> tuple[Column[Any], ...]:
        texts, desk = self.desk.texts, self.desk
        listed = ListedMoney(desk.settings.money_unit, texts.language, desk.currency)
        price = f"{texts(N_('Price'))} ({desk.money_name})"
        return (
            Column(title=texts(N_("Transaction")), text=lambda c: c.name, stretch=True),
            Column(title=texts(N_("Date")), text=lambda c: c.transaction_date.isoformat()),
            Column(title=price, text=lambda c: listed(_price(c), c.currency), value=_price, is_number=True),
            Column(title=texts(N_("Patents")), text=lambda c: str(c.patents_count), is_number=True),
            Column(title=texts(N_("Source")), text=lambda c: c.source or UNKNOWN),
        )

    def _columns(self, texts: Texts) -> tuple[Column[GridRow], ...]:
        unit = self.desk.settings.money_unit

        def figure(title: str, field: str, write: Any) -> Column[GridRow]:
            symbol = {"unit_price": "u", "total_adjustment": "k", "adjusted_unit_price": "p", "weight": "w"}[field]
            return Column(
                title=texts(title),
                text=lambda r: write(getattr(r.result, field)) if r.result else UNKNOWN,
                value=lambda r: getattr(r.result, field) if r.result else None,
                is_number=True,
                working=lambda r: self._working(symbol, r),
            )

        return (
            Column(title=texts(N_("Transaction")), text=lambda r: r.comparable.name, stretch=True),
            Column(title=texts(N_("Date")), text=lambda r: r.comparable.transaction_date.isoformat()),
            figure(N_("Per patent"), "unit_price", lambda number: money(number, unit)),
            figure(N_("Adjustment"), "total_adjustment", multiple),
            figure(N_("Adjusted"), "adjusted_unit_price", lambda number: money(number, unit)),
            Column(
                title=texts(N_("Similarity")),
                text=lambda r: as_typed(r.comparable.similarity, "number", "yuan"),
                value=lambda r: r.comparable.similarity,
                is_number=True,
            ),
            Column(title=texts(N_("Grade")), text=lambda r: r.comparable.grade.value),
            figure(N_("Weight"), "weight", percent),
        )

    def _working(self, symbol: str, row: GridRow) -> Working | None:
        return working_of(self._steps, f"{symbol}_{row.number}", row.comparable.name)


def _price(comparable: Comparable) -> Decimal:
    return sum((payment.amount for payment in comparable.payments), Decimal(0))
