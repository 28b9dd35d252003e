"""How are the yearly figures of a product line entered, pasted from a spreadsheet and continued?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.product import YearFigures
from pledgeapp.records.refusal import Refusal, messages_of
from ui.pages.case.case_page import EDITED, CasePage
from ui.pages.case.pasted_figures import COLUMNS, pasted
from ui.state.colours import Colours
from ui.state.edits import remove_at, replace_at
from ui.state.figures import money, percent
from ui.state.quantities import Quantity, as_typed, from_typed
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

TITLES = {
    "year": N_("Year"),
    "is_forecast": N_("Actual or forecast"),
    "revenue": N_("Sales"),
    "gross_margin": N_("Gross margin"),
    "operating_margin": N_("Operating margin"),
    "net_margin": N_("Net margin"),
}
FORECAST, ACTUAL = "forecast", "actual"


class FiguresTable(QWidget):
    """A table of years with the links below it."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._product = -1
        self.rows: TableRows[YearFigures] = TableRows()
        self.table = TableView(self.rows, most_rows=12)
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self._hint = label("muted")
        self._add, self._remove, self._copy = button("link"), button("link"), button("link")
        links = QHBoxLayout()
        links.addWidget(self._hint, 1)
        for link, act in (
            (self._add, self.add_year),
            (self._remove, self._take_out),
            (self._copy, self.table.copy_selection),
        ):
            link.clicked.connect(act)
            links.addWidget(link)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        for part in (self.table, self._reason):
            outer.addWidget(part)
        outer.addLayout(links)
        self.rows.refused.connect(self._refuse)
        self.table.pasted.connect(self.paste)
        self.table.row_chosen.connect(lambda row: self._remove.setEnabled(row >= 0))

    def retranslate(self, texts: Texts) -> None:
        """Titles and links."""
        self._add.setText(texts(N_("Add a year")))
        self._remove.setText(texts(N_("Take the year out")))
        self._copy.setText(texts(N_("Copy")))
        self._hint.setText(texts(N_("Paste from a spreadsheet with Ctrl+V; cells without a figure stay unknown")))
        self.table.setAccessibleName(texts(N_("Yearly figures")))
        self.rows.set_columns(tuple(self._column(texts, name, kind) for name, kind in COLUMNS))

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_product(self, case: Case, product: int) -> None:
        """Show the figures of the product at this position."""
        self._product = product
        self.rows.set_rows(case.products[product].figures)
        self._remove.setEnabled(self.table.current_row() >= 0)
        self._refuse("")

    def add_year(self) -> None:
        """One more year after the last, as a forecast from the year of the valuation date on."""
        case = self._page.case
        figures = case.products[self._product].figures
        first = case.valuation_date.year
        year = figures[-1].year + 1 if figures else first
        new = YearFigures(year=year, is_forecast=year >= first)
        name = Message("year_added", N_("Year {year} added"), {"year": str(year)})
        self._tell(self._page.change(name, replace_at(case, self._path, (*figures, new))))

    def paste(self, cells: list[list[str]], row: int, column: int) -> None:
        """Take cells over in one edit, or say which is refused and change nothing."""
        case = self._page.case
        figures = case.products[self._product].figures
        unit, first = self._page.desk.settings.money_unit, case.valuation_date.year
        years = pasted(figures, cells, (row, column), unit, first, case.currency)
        for year in years:
            try:
                YearFigures.model_validate(year)
            except ValidationError as error:
                self._say_refused(year["year"], messages_of(error)[0])
                return
        name = Message("figures_pasted", N_("Yearly figures pasted: {count} year(s)"), {"count": len(cells)})
        self._tell(self._page.change(name, replace_at(case, self._path, years)))

    @property
    def _path(self) -> str:
        return f"products[{self._product}].figures"

    def _take_out(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            name = Message("year_taken_out", N_("Year {year} taken out"), {"year": str(self.rows.rows[row].year)})
            self._tell(self._page.change(name, remove_at(self._page.case, self._path, row)))

    def _column(self, texts: Texts, name: str, kind: Quantity | None) -> Column[YearFigures]:
        title = texts(TITLES[name])
        if name == "is_forecast":
            choices = ((FORECAST, texts(N_("Forecast figures"))), (ACTUAL, texts(N_("Actual figures"))))
            said = {True: choices[0][1], False: choices[1][1]}
            return Column(
                title=title,
                text=lambda f: said[f.is_forecast],
                typed=lambda f: FORECAST if f.is_forecast else ACTUAL,
                commit=self._committer(name, lambda text: text == FORECAST),
                choices=choices,
            )
        if kind is None:
            return Column(
                title=title,
                text=lambda f: str(f.year),
                value=lambda f: f.year,
                commit=self._committer(name, lambda text: text.strip()),
            )
        if kind == "money":
            title = f"{title} ({self._page.desk.money_name})"
        return self._number(title, name, kind)

    def _number(self, title: str, name: str, kind: Quantity) -> Column[YearFigures]:
        unit = self._page.desk.settings.money_unit
        return Column(
            title=title,
            text=lambda f: money(getattr(f, name), unit) if kind == "money" else percent(getattr(f, name)),
            value=lambda f: getattr(f, name),
            typed=lambda f: as_typed(getattr(f, name), kind, unit),
            commit=self._committer(name, lambda text: from_typed(text, kind, unit, self._page.desk.currency)),
            is_number=True,
            stretch=True,
        )

    def _committer(self, name: str, read: Callable[[str], Any]) -> Callable[[int, str], str | None]:
        def commit(row: int, text: str) -> str | None:
            figures = self.rows.rows[row]
            params = {
                "name_label": TITLES[name],
                "before_label": str(figures.year),
                "after_label": text or "—",
            }
            path = f"{self._path}[{row}].{name}"
            problem = self._page.change(
                Message("figure_edited", EDITED, params), replace_at(self._page.case, path, read(text))
            )
            return self._page.desk.texts.message(problem.message) if problem else None

        return commit

    def _tell(self, problem: Problem | None) -> None:
        self._refuse(self._page.desk.texts.message(problem.message) if problem is not None else "")

    def _say_refused(self, year: int, refusal: Refusal) -> None:
        texts = self._page.desk.texts
        words = N_("Nothing was changed. {year}, {field} {value}: {reason}")
        field = texts(TITLES.get(refusal.place, N_("Yearly figures")))
        reason = texts.message(refusal.message)
        self._refuse(texts(words, year=year, field=field, value=refusal.value[:40], reason=reason))

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
