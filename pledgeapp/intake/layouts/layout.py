"""What is a layout: the columns a file may have, how its header is known, and how a row becomes a record?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from pledgeapp.errors import Problem
from pledgeapp.i18n import Language
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import Habits, folded, half_width, read_date, read_past_date, without_guard
from pledgeapp.intake.words import MONEY_UNITS, Words
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.importing import ImportedCost, ImportedProduct, ImportKind
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.patent import Patent
from pledgeapp.records.refusal import RefusedValue, messages_of
from valuation.wording import N_, Message

ImportedRecord = Patent | Comparable | ImportedProduct | ScheduledPayment | ImportedCost
Reader = Callable[[str, Habits], object]
Values = dict[str, Any]
_UNIT_IN_HEADER = re.compile(r"^(.*?)[(\[]([^()\[\]]+)[)\]]$")
_SHOWN_CHARACTERS = 200
KIND_LABELS = {
    ImportKind.PATENTS: N_("patents"),
    ImportKind.COMPARABLES: N_("comparable transactions"),
    ImportKind.REVENUE: N_("products and yearly figures"),
    ImportKind.LOAN: N_("a repayment schedule"),
    ImportKind.COST: N_("development cost"),
}
"""English msgid of what the rows of a file describe."""


@dataclass(frozen=True)
class Column:
    """A column of a layout. `read` turns a filled cell into a value or raises RefusedValue."""

    key: str
    zh: str
    en: str
    read: Reader
    note: str = ""
    """English msgid: what the column holds and how it is written."""
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    """The header must be there and the cell filled."""
    words: Words[Any] | None = None
    """The choices, where there are any: lists of the template."""
    width: int = 14
    example: tuple[str, str] = ("", "")
    """A fictional entry in Chinese and in English for the example sheet."""

    @property
    def is_date(self) -> bool:
        """Whether the column holds days: all such columns of a table share one order of day and month."""
        return self.read in (read_date, read_past_date)

    def header(self, language: Language) -> str:
        """The column's name as the template writes it."""
        return self.zh if language == "zh" else self.en

    def names(self) -> tuple[str, ...]:
        """Every folded header this column is known by."""
        return tuple(folded(name) for name in (self.zh, self.en, *self.aliases))


@dataclass(frozen=True)
class Header:
    """A recognised header row: where each column stands, under which name, in which unit."""

    line: int
    names: tuple[str, ...]
    """The header cells as they stand."""
    positions: Mapping[str, int]
    units: Mapping[str, str]
    """What stands in brackets behind a column's name: `万元`, `%`."""
    twice: tuple[str, ...] = ()
    """Names under which a column appears a second time."""

    @cached_property
    def width(self) -> int:
        """Number of cells up to the last named column."""
        return max((i + 1 for i, name in enumerate(self.names) if name.strip()), default=0)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Named columns that belong to no column of the layout."""
        known = set(self.positions.values())
        return tuple(n.strip() for i, n in enumerate(self.names) if n.strip() and i not in known)


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: the file's name, the source to write into the record, the units of the header."""

    file: str
    source: str
    units: Mapping[str, str] = field(default_factory=dict)
    everywhere: Decimal | None = None
    """The unit of money that a line above the header states for the whole table."""

    def unit(self, key: str) -> Decimal | None:
        """The unit of money that the header, or a line above it, states for a column."""
        return MONEY_UNITS.read(self.units[key]) if key in self.units else self.everywhere


class RefusedCells(ValueError):
    """Cells of a row cannot stand together: column key and why."""

    def __init__(self, *cells: tuple[str, Message]) -> None:
        super().__init__(cells[0][1].text)
        self.cells = cells


@dataclass(frozen=True)
class Layout:
    """One kind of table. `build` makes the record of a row or raises RefusedCells, RefusedValue or ValidationError."""

    key: str
    label: str
    """English msgid."""
    kind: ImportKind
    columns: tuple[Column, ...]
    build: Callable[[Values, Origin], ImportedRecord]
    signature: tuple[str, ...] = ()
    """Keys of further columns whose headers must be there for a table to be of this layout."""
    one_of: tuple[str, ...] = ()
    """Keys of columns of which at least one header must be there."""
    source_name: str = ""
    """Who made the list, as the record's source names it before the file."""
    leaves_out: Callable[[Row, Header], bool] | None = None
    """Which rows are no data: totals."""

    def find_header(self, row: Row) -> Header:
        """`row` taken as a header of this layout, whether it fits or not."""
        by_name = {name: column.key for column in self.columns for name in column.names()}
        positions: dict[str, int] = {}
        units: dict[str, str] = {}
        twice: list[str] = []
        for position, cell in enumerate(row.cells):
            key, unit = _column_named(cell, by_name)
            if key is None:
                continue
            if key in positions:
                twice.append(cell.strip())
                continue
            positions[key] = position
            if unit:
                units[key] = unit
        return Header(row.line, row.cells, positions, units, tuple(twice))

    def missing(self, header: Header) -> tuple[Column, ...]:
        """The columns without which `header` is not one of this layout."""
        wanted = {c.key for c in self.columns if c.is_required} | set(self.signature)
        absent = [c for c in self.columns if c.key in wanted and c.key not in header.positions]
        if self.one_of and not any(key in header.positions for key in self.one_of):
            absent += [c for c in self.columns if c.key in self.one_of]
        return tuple(absent)

    def column(self, key: str) -> Column | None:
        """The column with this key."""
        return next((c for c in self.columns if c.key == key), None)

    def read_row(self, row: Row, header: Header, habits: Habits, origin: Origin) -> ImportedRecord | list[Problem]:
        """The record of a row, or everything that is wrong with it."""
        return RowReader(self, header, habits, origin).read(row)


_KEPT_CELLS = 20_000
"""Different cells of a column whose meaning is remembered: days, words and names come again and again."""


class _CellReader:
    """Reads the cells of one column of a table, each different text once."""

    def __init__(self, column: Column, position: int | None, unit: str | None, habits: Habits) -> None:
        self.key, self.position = column.key, position
        self.is_required = column.is_required
        self._read, self._habits = column.read, habits
        self._is_percent = unit == "%"
        self._known: dict[str, object] = {}

    def value(self, text: str) -> object:
        """What `text` means, or the RefusedValue that says why it means nothing."""
        try:
            return self._known[text]
        except KeyError:
            found = self._fresh(text)
        if len(self._known) < _KEPT_CELLS:
            self._known[text] = found
        return found

    def _fresh(self, text: str) -> object:
        if self._is_percent and not half_width(text).endswith("%"):
            text += "%"
        try:
            return self._read(text, self._habits)
        except RefusedValue as error:
            return error


class RowReader:
    """Reads the rows of one table. A cell means the same wherever it stands in its column, so it is read once."""

    def __init__(self, layout: Layout, header: Header, habits: Habits, origin: Origin) -> None:
        self._layout, self._header, self._origin = layout, header, origin
        places = ((column, header.positions.get(column.key)) for column in layout.columns)
        self._cells = [
            _CellReader(column, position, header.units.get(column.key), habits)
            for column, position in places
            if position is not None or column.is_required
        ]

    def read(self, row: Row) -> ImportedRecord | list[Problem]:
        """The record of a row, or everything that is wrong with it."""
        refused = _RefusedRow(self._layout, row, self._header, self._origin.file)
        values = self._values(row, refused)
        if refused.problems:
            return refused.problems
        try:
            return self._layout.build(values, self._origin)
        except RefusedCells as error:
            for key, message in error.cells:
                refused.add(key, message)
        except ValidationError as error:
            for refusal in messages_of(error):
                refused.add(re.split(r"[.\[]", refusal.place)[0], refusal.message)
        except RefusedValue as error:
            refused.add("", error.message)
        return refused.problems

    def _values(self, row: Row, refused: _RefusedRow) -> Values:
        values: Values = {}
        for cells in self._cells:
            text = cell_at(row, cells.position)
            if not text:
                if cells.is_required:
                    refused.add(cells.key, Message("intake.empty_cell", N_("must not be empty")))
                continue
            value = cells.value(text)
            if isinstance(value, RefusedValue):
                refused.add(cells.key, value.message)
            else:
                values[cells.key] = value
        return values


def cell_at(row: Row, position: int | None) -> str:
    """The text of a cell without blanks at its ends and without the guard of our own exports; empty when absent."""
    if position is None or position >= len(row.cells):
        return ""
    text = row.cells[position].strip()
    return without_guard(text) if text.startswith("'") else text


class _RefusedRow:
    """Collects what is wrong with one row, each with its place."""

    def __init__(self, layout: Layout, row: Row, header: Header, file: str) -> None:
        self._layout, self._row, self._header, self._file = layout, row, header, file
        self.problems: list[Problem] = []

    def add(self, key: str, message: Message) -> None:
        position = self._header.positions.get(key)
        column = self._layout.column(key)
        if position is not None:
            name = self._header.names[position].strip()
        else:
            name = f"{column.zh} / {column.en}" if column else ""
        value = cell_at(self._row, position)[:_SHOWN_CHARACTERS]
        self.problems.append(Problem(message, file=self._file, row=self._row.line, column=name, value=value))


def _column_named(cell: str, by_name: Mapping[str, str]) -> tuple[str | None, str]:
    """Column key and unit of a header cell such as `营业收入（万元）`, `Gross margin (%)` or `专利名称*`."""
    name = folded(cell).rstrip("*")
    if name in by_name:
        return by_name[name], ""
    match = _UNIT_IN_HEADER.match(name)
    if match and match[1] in by_name and (match[2] == "%" or _is_money_unit(match[2])):
        return by_name[match[1]], match[2]
    return None, ""


def _is_money_unit(text: str) -> bool:
    try:
        MONEY_UNITS.read(text)
    except RefusedValue:
        return False
    return True
