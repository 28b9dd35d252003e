"""What does each column of a list hold, and how are its cells read: order of days, separators, unit, year?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from pledgeapp.i18n import Texts
from pledgeapp.records.import_columns import DAYS, FIELDS_OF, SHARES, SUMS, YEAR, ChosenColumn, ColumnsFound, ListForm
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

NOT_READ, FOUND_OUT = "", ""
LISTS = frozenset({"patentees", "inventors", "ipc", "family_priorities"})
COMMA = ","
UNITS = (
    ("元", N_("yuan (1)")),
    ("千元", N_("thousand")),
    ("万元", N_("10 thousand")),
    ("百万元", N_("million")),
    ("亿元", N_("100 million")),
)
"""Units of sums as layout files write them; the number of currency units, whatever the currency."""
PERCENT = "%"


@dataclass(frozen=True)
class Line:
    """One column of the list."""

    position: int
    name: str
    samples: tuple[str, ...]


class ColumnTable(TableView):
    """Every named column with samples and what it holds; what does not apply to a field is a dash."""

    choice_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        self.lines: TableRows[Line] = TableRows()
        super().__init__(self.lines, most_rows=7)
        self._desk = desk
        self._form = ListForm.PATENTS
        self.choice: dict[int, ChosenColumn] = {}

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self.setAccessibleName(texts(N_("Columns of the list")))
        self.lines.restyle(self._desk.colours)
        self._set_columns(texts)

    def show_found(self, found: ColumnsFound) -> None:
        """Show the columns of a list and what they are taken for at first."""
        self.choice = dict(found.choice)
        self._form = found.form
        self._set_columns(self._desk.texts)
        named = enumerate(zip(found.names, found.samples, strict=True))
        self.lines.set_rows(tuple(Line(at, name, samples) for at, (name, samples) in named if name))

    def _set_columns(self, texts: Texts) -> None:
        fields = (
            (NOT_READ, texts(N_("is not read"))),
            *((name, texts(words)) for name, words in FIELDS_OF[self._form].items()),
        )
        further = {
            ListForm.PATENTS: (self._order_column, self._separator_column),
            ListForm.PRODUCTS_BY_YEAR: (self._year_column,),
            ListForm.COST_BY_YEAR: (self._year_column,),
            ListForm.PRODUCTS: (self._unit_column,),
        }.get(self._form, (self._order_column, self._unit_column))
        self.lines.set_columns(
            (
                Column(title=texts(N_("Column")), text=lambda line: line.name),
                Column(title=texts(N_("Samples")), text=lambda line: " ¦ ".join(line.samples) or UNKNOWN, stretch=True),
                Column(
                    title=texts(N_("Holds")),
                    text=lambda line: word(fields, self._of(line).field),
                    typed=lambda line: self._of(line).field,
                    commit=self._set_field,
                    choices=fields,
                    tone=lambda line: "info" if self._of(line).field else "muted",
                    hint=texts(N_("Double click or F2 to choose")),
                ),
                *(column(texts) for column in further),
            )
        )

    def _order_column(self, texts: Texts) -> Column[Line]:
        orders = (
            (FOUND_OUT, texts(N_("found out"))),
            ("day_first", texts(N_("day, month, year"))),
            ("month_first", texts(N_("month, day, year"))),
        )
        return Column(
            title=texts(N_("Order of the date")),
            text=lambda line: word(orders, self._of(line).date_order or "") if self._is(line, DAYS) else UNKNOWN,
            typed=lambda line: self._of(line).date_order or "",
            commit=self._set_order,
            choices=orders,
        )

    def _separator_column(self, texts: Texts) -> Column[Line]:
        separators = (
            (FOUND_OUT, texts(N_("found out"))),
            *((mark, mark) for mark in (";", COMMA, "|", "、", "/")),
        )
        return Column(
            title=texts(N_("Between entries")),
            text=lambda line: word(separators, self._separator(line)) if self._is(line, LISTS) else UNKNOWN,
            typed=self._separator,
            commit=self._set_separator,
            choices=separators,
        )

    def _unit_column(self, texts: Texts) -> Column[Line]:
        units = (
            (FOUND_OUT, texts(N_("found out"))),
            *((unit, texts(words)) for unit, words in UNITS),
            (PERCENT, PERCENT),
        )
        return Column(
            title=texts(N_("Unit")),
            text=lambda line: word(units, self._of(line).unit) if self._is(line, SUMS | SHARES) else UNKNOWN,
            typed=lambda line: self._of(line).unit,
            commit=self._set_unit,
            choices=units,
        )

    def _year_column(self, texts: Texts) -> Column[Line]:
        return Column(
            title=texts(N_("Year")),
            text=lambda line: self._of(line).year or UNKNOWN,
            typed=lambda line: self._of(line).year,
            commit=self._set_year,
            hint=texts(N_("The year of the figures: 2023 or 2023A, a forecast as 2026E")),
        )

    def _of(self, line: Line) -> ChosenColumn:
        return self.choice.get(line.position, ChosenColumn())

    def _is(self, line: Line, fields: frozenset[str]) -> bool:
        return self._of(line).field in fields

    def _separator(self, line: Line) -> str:
        chosen = self._of(line)
        return COMMA if chosen.reader == "comma_names" else chosen.separator or ""

    def _set_field(self, row: int, field: str) -> str | None:
        before = self._of(self.lines.rows[row])
        self._put(row, ChosenColumn(field, year=before.year if field == YEAR else ""))
        return None

    def _set_order(self, row: int, order: str) -> str | None:
        if not self._is(self.lines.rows[row], DAYS):
            return self._desk.texts(N_("Only a column of dates has an order of day and month."))
        return self._change(row, lambda chosen: replace(chosen, date_order=order or None))

    def _set_separator(self, row: int, mark: str) -> str | None:
        line = self.lines.rows[row]
        if not self._is(line, LISTS):
            return self._desk.texts(N_("Only a column of several entries has a mark between them."))
        # A comma also stands inside a company's name: a reader of its own keeps `Co., Ltd.` together.
        is_names = mark == COMMA and self._of(line).field in ("patentees", "inventors")
        reader, separator = ("comma_names", None) if is_names else ("", mark or None)
        return self._change(row, lambda chosen: replace(chosen, reader=reader, separator=separator))

    def _set_unit(self, row: int, unit: str) -> str | None:
        allowed = SHARES if unit == PERCENT else SUMS if unit else SUMS | SHARES
        if not self._is(self.lines.rows[row], allowed):
            return self._desk.texts(N_("Sums have a unit of money, shares have %; other columns have none."))
        return self._change(row, lambda chosen: replace(chosen, unit=unit))

    def _set_year(self, row: int, year: str) -> str | None:
        return self._change(row, lambda chosen: replace(chosen, field=YEAR if year.strip() else "", year=year.strip()))

    def _change(self, row: int, change: Callable[[ChosenColumn], ChosenColumn]) -> str | None:
        self._put(row, change(self._of(self.lines.rows[row])))
        return None

    def _put(self, row: int, chosen: ChosenColumn) -> None:
        self.choice[self.lines.rows[row].position] = chosen
        self.lines.set_rows(self.lines.rows)
        self.choice_changed.emit()


def word(choices: tuple[tuple[str, str], ...], value: str) -> str:
    """The text of a choice."""
    return next((text for key, text in choices if key == value), value)
