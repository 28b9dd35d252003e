"""What do labels and headers of a sheet by years mean: what a person has said of them, else their own words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from pledgeapp.intake.layouts.account_items import Label, Sort, read_label
from pledgeapp.intake.layouts.cost_classes import class_of
from pledgeapp.intake.layouts.layout import Origin, Values, cell_at
from pledgeapp.intake.layouts.year_grid import MOST_ROWS
from pledgeapp.intake.layouts.years import StatedYear, read_year
from pledgeapp.intake.stated_units import NO_UNIT, MoneyUnit
from pledgeapp.intake.tables import SEARCHED_ROWS, Row, Table
from pledgeapp.intake.values import folded
from pledgeapp.records.cost import CostClass

NOT_READ, UNIT, CURRENCY, _ITEMS = "备注", "单位", "币种", "项目"
"""What headers become: a remark is no label and not read."""
_MARKS = {True: "预测", False: "实际", None: ""}
_LEAST_MET = 0.5
"""Share of the taught items that a sheet must have to be one of the taught kind: a newer one may lack some."""


@dataclass(frozen=True)
class SheetWords:
    """What a person has said of the words of a sheet; all are compared folded."""

    items_in: str = ""
    """Header of the column with the names of the items; empty where it has none."""
    years: Mapping[str, StatedYear] = field(default_factory=dict)
    """The year of each header that does not name one in usual words."""
    items: Mapping[str, Label] = field(default_factory=dict)
    classes: Mapping[str, CostClass] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Headers of further columns, and what they become: unit, currency, a remark that is not read."""
    stated: MoneyUnit = NO_UNIT
    """Unit and currency of all sums, where the sheet does not say them."""

    def label(self, text: str) -> Label:
        """What the label of a line or column means."""
        return self.items.get(folded(text)) or read_label(text)

    def cost_class(self, text: str) -> CostClass | None:
        """The class of cost that a label names."""
        return self.classes.get(folded(text)) or class_of(text)

    def is_left_out(self, text: str) -> bool:
        """Whether a person has said that the line is not to be read."""
        item = self.items.get(folded(text))
        return item is not None and item.sort is Sort.LEFT_OUT

    def in_usual_words(self, table: Table) -> Table:
        """`table` with the taught headers in words that every reader of years understands."""
        if self is USUAL_WORDS or len(table.rows) > MOST_ROWS:
            return table
        head = [self._usual(row) for row in table.rows[:SEARCHED_ROWS]]
        return replace(table, rows=[*head, *table.rows[SEARCHED_ROWS:]])

    def fits(self, table: Table) -> bool:
        """Whether `table` has the taught header, and at least half of the taught items below it."""
        header = next((row for row in table.rows[:SEARCHED_ROWS] if self._is_header(row)), None)
        if header is None or len(table.rows) > MOST_ROWS:
            return False
        wanted = {*self.items, *self.classes}
        below = (row for row in table.rows if row.line > header.line)
        met = wanted & {folded(cell) for row in below for cell in row.cells[: _last_label(header, self)]}
        return len(met) >= _LEAST_MET * len(wanted)

    def _is_header(self, row: Row) -> bool:
        names = [folded(cell) for cell in row.cells]
        has_year = any(name in self.years or read_year(name) is not None for name in names if name)
        return has_year and (not self.items_in or self.items_in in names)

    def _usual(self, row: Row) -> Row:
        names = [folded(cell) for cell in row.cells]
        if not self._is_header(row):
            return row
        return Row(row.line, tuple(self._usual_header(name, cell) for name, cell in zip(names, row.cells, strict=True)))

    def _usual_header(self, name: str, cell: str) -> str:
        year = self.years.get(name)
        if year is not None:
            return f"{year.year}年{_MARKS[year.is_forecast]}"
        if name and name == self.items_in:
            return _ITEMS
        return self.renamed.get(name, cell) if name else cell


USUAL_WORDS = SheetWords()
"""Nothing was taught: words mean what they say."""


def _last_label(header: Row, words: SheetWords) -> int:
    """Where the figures begin: labels stand before the first year."""
    for at in range(len(header.cells)):
        text = cell_at(header, at)
        if folded(text) in words.years or read_year(text) is not None:
            return at
    return len(header.cells)


def no_rows(_: Values, __: Origin) -> NoReturn:
    """What builds the records of a layout by years from its rows: nothing, it is read as a whole."""
    raise NotImplementedError
