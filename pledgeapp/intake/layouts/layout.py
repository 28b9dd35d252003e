"""What is a layout: the columns a file may have, how its header is known, and how a row becomes a record?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pledgeapp.errors import Problem
from pledgeapp.i18n import Language
from pledgeapp.intake.stated_units import NO_UNIT, MoneyUnit, read_money_unit
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import (
    DateOrder,
    Habits,
    folded,
    half_width,
    read_date,
    read_past_date,
    without_guard,
)
from pledgeapp.intake.words import MONEY_UNITS, Words
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportedCost, ImportedProduct, ImportKind
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.patent import Patent
from pledgeapp.records.refusal import RefusedValue, messages_of
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.intake.layouts.sheet_words import SheetWords

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
    holds_days: bool = False
    """A reader of its own takes the cell as one or more days."""
    date_order: DateOrder | None = None
    """The order of day and month that the maker of the list writes where the cells prove none; None: not known."""

    @property
    def is_date(self) -> bool:
        """Whether the column holds days, whose order of day and month the cells of the table prove."""
        return self.holds_days or self.read in (read_date, read_past_date)

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
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Where a column stands under further names: what its first cell leaves empty is looked up there."""

    @cached_property
    def width(self) -> int:
        """Number of cells up to the last named column."""
        return max((i + 1 for i, name in enumerate(self.names) if name.strip()), default=0)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Named columns that belong to no column of the layout."""
        known = {*self.positions.values(), *(at for places in self.others.values() for at in places)}
        return tuple(n.strip() for i, n in enumerate(self.names) if n.strip() and i not in known)


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: the file's name, the source to write into the record, the units of the header."""

    file: str
    source: str
    units: Mapping[str, str] = field(default_factory=dict)
    stated: MoneyUnit = NO_UNIT
    """What a line above the header states for the whole table."""

    def unit(self, key: str) -> Decimal | None:
        """The unit of money that the header, or a line above it, states for a column."""
        own = money_unit(self.units[key]) if key in self.units else None
        return own.factor if own is not None else self.stated.factor

    def currency(self, key: str) -> str | None:
        """The currency that the header, or a line above it, states for a column."""
        own = money_unit(self.units[key]) if key in self.units else None
        return own.currency if own is not None and own.currency else self.stated.currency


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
    remark: str = ""
    """English msgid: what a person should know of every file of this layout."""
    source_kind: SourceKind | None = None
    """What kind of source made the list; None when the rows say it themselves or nobody knows."""
    marks: frozenset[str] = frozenset()
    """Folded headers that only this list has: one of them tells it from others with the same columns."""
    ranks_names: bool = False
    """A column may stand under several of its names; the first name counts, the next ones fill its empty cells."""
    unread: frozenset[str] = frozenset()
    """Folded headers that are known and hold nothing a record has room for."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units of columns, as a person has stated them for headers that do not."""
    stated: MoneyUnit = NO_UNIT
    """Unit and currency of all sums, as a person has stated them: they hold where the file does not say it."""
    sheet: SheetWords | None = None
    """What the words of a sheet drawn by years mean; such a layout has no columns of its own."""

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name: column.key for column in self.columns for name in column.names()}

    def is_marked(self, header: Header) -> bool:
        """Whether `header` carries a name that only this list has."""
        return not self.marks.isdisjoint(map(folded, header.names))

    def find_header(self, row: Row) -> Header:
        """`row` taken as a header of this layout, whether it fits or not."""
        if self.ranks_names:
            return self._ranked_header(row)
        by_name = self._by_name
        positions: dict[str, int] = {}
        units: dict[str, str] = dict(self.units)
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

    def _ranked_header(self, row: Row) -> Header:
        """Each column where its first name stands; a name that stands twice is one too many."""
        places: dict[str, int] = {}
        twice: list[str] = []
        for position, cell in enumerate(row.cells):
            name = folded(cell).rstrip("*")
            if name in self._by_name and places.setdefault(name, position) != position:
                twice.append(cell.strip())
        found = {c.key: [places[n] for n in c.names() if n in places] for c in self.columns} if places else {}
        found = {key: list(dict.fromkeys(at)) for key, at in found.items() if at}
        return Header(
            line=row.line,
            names=row.cells,
            positions={key: at[0] for key, at in found.items()},
            units={},
            twice=tuple(twice),
            others={key: tuple(at[1:]) for key, at in found.items() if len(at) > 1},
        )

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

_NOWHERE = sys.maxsize
"""Position of a column that the table does not have."""
_EMPTY = object()
"""What a cell means in which nothing stands."""


class _CellReader:
    """Reads the cells of one column of a table, each different text once."""

    def __init__(self, column: Column, header: Header, habits: Habits) -> None:
        self.key, self.position = column.key, header.positions.get(column.key, _NOWHERE)
        self.others = header.others.get(column.key, ())
        self.is_required = column.is_required
        self._read, self._habits = column.read, _habits_of(column, habits)
        self._is_percent = header.units.get(column.key) == "%"
        self.known: dict[str, object] = {}
        """What cells mean that came before, by the text as it stands in the file."""

    def read(self, row: Row) -> object:
        """What the row's cell means, `_EMPTY`, or the RefusedValue that says why it means nothing."""
        text = cell_at(row, self.position)
        if not text:
            text = next(filter(None, (cell_at(row, at) for at in self.others)), "")
            return self._meaning(text) if text else _EMPTY
        found = self._meaning(text)
        if len(self.known) < _KEPT_CELLS:
            self.known[row.cells[self.position]] = found
        return found

    def _meaning(self, text: str) -> object:
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
        self._cells = [
            _CellReader(column, header, habits)
            for column in layout.columns
            if column.key in header.positions or column.is_required
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
        cells, width = row.cells, len(row.cells)
        for reader in self._cells:
            at = reader.position
            value = reader.known.get(cells[at]) if at < width else None
            if value is None:
                value = reader.read(row)
            if value is _EMPTY:
                if reader.is_required:
                    refused.add(reader.key, Message("intake.empty_cell", N_("must not be empty")))
            elif isinstance(value, RefusedValue):
                refused.add(reader.key, value.message)
            else:
                values[reader.key] = value
        return values


def _habits_of(column: Column, habits: Habits) -> Habits:
    """The order of days that the column's own cells prove, else the one that its maker always writes.

    A spreadsheet in another country may have written the list again.
    """
    order = habits.orders.get(column.key) or column.date_order
    return habits if order is None or order is habits.date_order else replace(habits, date_order=order)


def cell_at(row: Row, position: int | None) -> str:
    """The text of a cell without blanks at its ends and without the guard of our own exports; empty when absent."""
    return "" if position is None or position >= len(row.cells) else meant_by(row.cells[position])


def meant_by(cell: str) -> str:
    """The text of a cell without blanks at its ends and without the guard of our own exports."""
    text = cell.strip()
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
    match = _UNIT_IN_HEADER.match(name)
    unit = match[2] if match and (match[2] == "%" or money_unit(match[2]) is not None) else ""
    if name in by_name:
        return by_name[name], unit
    if match and unit and match[1] in by_name:
        return by_name[match[1]], unit
    return None, ""


def money_unit(text: str) -> MoneyUnit | None:
    """The unit that a word of the templates, or of any sheet (`万美元`, `RMB'000`), states; None when it is none."""
    try:
        return read_money_unit(text) or MoneyUnit(MONEY_UNITS.read(text))
    except RefusedValue:
        return None
