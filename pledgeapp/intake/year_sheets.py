"""What does a sheet hold that an accountant has drawn by years, across or down, and not as a table of rows?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from pledgeapp.errors import Problem
from pledgeapp.intake.gathering import RECORDS_OF, gather_kind, totals_left_out, what_is_said_of
from pledgeapp.intake.layouts.account_items import Measure, read_label
from pledgeapp.intake.layouts.accounts_sheet import WHOLE, Facts, facts_of
from pledgeapp.intake.layouts.cost_grid import FEWEST_CLASSES, is_cost_grid, read_costs
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.product_figures import YearRead, figures_of, read_years, sums_that_differ
from pledgeapp.intake.layouts.sheet_titles import says_forecast, subject_of
from pledgeapp.intake.layouts.sheet_words import USUAL_WORDS, SheetWords, no_rows
from pledgeapp.intake.layouts.year_grid import Grid, find_grid
from pledgeapp.intake.recognition import EXAMPLE_SHEETS, Recognition
from pledgeapp.intake.stated_units import MoneyUnit, stated_unit, with_default
from pledgeapp.intake.tables import Row, Table
from pledgeapp.intake.values import folded
from pledgeapp.records.base import Record
from pledgeapp.records.importing import (
    Conflict,
    ImportedCost,
    ImportedProduct,
    ImportKind,
    ImportPreview,
)
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.records.spool import joined
from valuation.wording import N_, Message

YEAR_LAYOUTS = (
    Layout(
        key="accounts_by_year",
        label=N_("Accountant's sheet: figures by year"),
        kind=ImportKind.REVENUE,
        columns=(),
        build=no_rows,
        sheet=USUAL_WORDS,
    ),
    Layout(
        key="cost_by_year",
        label=N_("Accountant's sheet: development cost by year"),
        kind=ImportKind.COST,
        columns=(),
        build=no_rows,
        sheet=USUAL_WORDS,
    ),
)
"""Sheets in usual words, of which nothing needs to be taught."""
_OF_THE_TEMPLATE = frozenset({"name_en", "industry", "patents", "source"})


@dataclass
class _Reading:
    """What the sheets of a file came to."""

    layout: Layout
    good: list[tuple[str, int, ImportedProduct | ImportedCost]] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    refused_cells: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """By file or sheet, and line."""
    merged: int = 0
    """Years of a product beyond its first."""
    totals: list[int] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    header: tuple[str, ...] = ()
    readers: dict[str, SheetReader] = field(default_factory=dict)

    @property
    def kind(self) -> ImportKind:
        """What the figures describe."""
        return self.layout.kind


@dataclass(frozen=True)
class _Sheet:
    """A sheet by years with what holds for all of it."""

    table: Table
    grid: Grid
    unit: MoneyUnit | None
    file: str
    """Under which name problems speak of it."""
    source: str
    stem: str
    source_day: date
    words: SheetWords = USUAL_WORDS


def preview_year_sheets(
    tables: Sequence[Table],
    file: str,
    kind: ImportKind | None,
    layout: str | Sequence[Layout] | None,
    source_day: date,
) -> ImportPreview | None:
    """The preview of a file whose sheets are drawn by years; None when they are not, or hold neither kind.

    `layout` narrows what the sheets may be: a key, or the layouts to choose from.
    """
    used = [t for t in tables if t.container != "refused"]
    used = [t for t in used if folded(t.name) not in {folded(name) for name in EXAMPLE_SHEETS}] or used
    for possible in _possible(used, kind, layout):
        words, reading = possible.sheet or USUAL_WORDS, _Reading(possible)
        is_asked = kind is possible.kind or words is not USUAL_WORDS
        for table in used:
            sheet = _sheet(table, file, source_day, words, is_one=len(used) == 1)
            if sheet is None or not _read(sheet, source_day, reading, is_asked=is_asked):
                reading.ignored.append(table.name)
        if reading.good or reading.refused:
            return _preview(reading, used[0], file)
    return None


def taught_sheets(layout: str | Sequence[Layout] | None) -> list[Layout]:
    """The layouts of sheets by years that a person has taught: they count before what a sheet seems to be."""
    offered = () if layout is None or isinstance(layout, str) else layout
    return [x for x in offered if x.sheet is not None and x.sheet is not USUAL_WORDS]


def _possible(used: Sequence[Table], kind: ImportKind | None, layout: str | Sequence[Layout] | None) -> list[Layout]:
    """The layouts of sheets by years that come into question: those that were taught where a table fits them."""
    offered = YEAR_LAYOUTS if layout is None or isinstance(layout, str) else layout
    key = layout if isinstance(layout, str) else None
    found = [x for x in offered if x.sheet is not None and kind in (None, x.kind) and key in (None, x.key)]
    return [x for x in found if x.sheet is USUAL_WORDS or any(x.sheet.fits(table) for table in used if x.sheet)]


def has_sums_for_margins(recognition: Recognition) -> bool:
    """Whether a list of yearly figures has columns of cost or profit, and nothing that only our template keeps."""
    header = recognition.tables[0].header
    if recognition.layout.key != "template_revenue" or not header.positions.keys().isdisjoint(_OF_THE_TEMPLATE):
        return False
    measures = {read_label(name).measure for name in header.ignored}
    return not measures.isdisjoint({Measure.COST, Measure.GROSS_PROFIT, Measure.OPERATING_PROFIT, Measure.NET_PROFIT})


def _sheet(
    table: Table, file: str, source_day: date, words: SheetWords = USUAL_WORDS, *, is_one: bool
) -> _Sheet | None:
    table = words.in_usual_words(table)
    grid = find_grid(table.rows)
    if grid is None:
        return None
    name = file if is_one else f"{file} [{table.name}]"
    said = stated_unit([*grid.above, *grid.label_names, *_unit_words(grid)]) or stated_unit(grid.below)
    unit = with_default(said, words.stated)
    return _Sheet(table, grid, unit, name, f"{name}, {source_day}", PurePath(file).stem, source_day, words)


def _unit_words(grid: Grid) -> list[str]:
    """What the headers of the years say of units, where all say the same."""
    return [cell for cell in grid.header if cell and stated_unit([cell]) is not None][:1]


def _read(sheet: _Sheet, source_day: date, reading: _Reading, *, is_asked: bool) -> bool:
    """Add what `sheet` says to `reading`; False when it says nothing of its kind."""
    if reading.kind is ImportKind.COST:
        return _read_cost(sheet, reading, fewest=1 if is_asked else FEWEST_CLASSES)
    titles = [*sheet.grid.above, *([sheet.table.name] if sheet.table.container != "csv" else [])]
    grid, notes = _with_all_years_marked(sheet.grid, titles, source_day)
    facts = facts_of(grid, titles, sheet.words)
    if not any(fact.measure is Measure.REVENUE or fact.measure.is_share for fact in facts.facts):
        return False
    reading.notes += notes
    _read_products(replace(sheet, grid=grid), facts, reading)
    return True


def _read_cost(sheet: _Sheet, reading: _Reading, *, fewest: int) -> bool:
    if not is_cost_grid(sheet.grid, fewest, sheet.words):
        return False
    found = read_costs(sheet.grid, sheet.unit, sheet.file, sheet.source, sheet.words)
    reading.good += [(sheet.file, line, cost) for line, cost in found.good]
    reading.totals += found.totals
    if found.budgets:
        text = N_("budgets were left out beside what was spent: {years}")
        reading.notes.append(Message("intake.budgets", text, {"years": ", ".join(map(str, sorted(found.budgets)))}))
    _refuse(reading, sheet, found.problems, {})
    reading.ignored += sheet.grid.ignored
    return True


def _read_products(sheet: _Sheet, facts: Facts, reading: _Reading) -> None:
    name, is_told = subject_of(sheet.grid.above, sheet.table, sheet.stem)
    years = read_years(facts.facts, sheet.unit, sheet.file)
    if not is_told and any(entry.product == WHOLE for entry in years):
        text = N_("the sheet names no product: its figures stand under {name}")
        reading.notes.append(Message("intake.no_product", text, {"name": name}))
    kept: dict[str, list[tuple[YearRead, YearFigures]]] = {}
    for entry in years:
        figures = figures_of(entry, sheet.file)
        _refuse(reading, sheet, entry.problems, _names_of(entry))
        reading.conflicts += [replace(c, subject=c.subject.strip() or name) for c in entry.conflicts]
        if figures is not None:
            kept.setdefault(entry.product, []).append((entry, figures))
    for product, its_years in kept.items():
        reading.good.append(_product(sheet, product or name, its_years))
        reading.merged += len(its_years) - 1
    reading.notes += sums_that_differ(years, facts.sums, sheet.unit)
    reading.totals += facts.totals
    reading.ignored += [*sheet.grid.ignored, *facts.left_out]


def _product(sheet: _Sheet, name: str, years: list[tuple[YearRead, YearFigures]]) -> tuple[str, int, ImportedProduct]:
    product = Product(name=name, figures=tuple(figures for _, figures in years), source=sheet.source)
    of_sheet = sheet.unit.currency if sheet.unit is not None else None
    currency = next(iter(years[0][0].currencies), of_sheet)
    return sheet.file, min(entry.line for entry, _ in years), ImportedProduct(product=product, currency=currency)


def _names_of(entry: YearRead) -> dict[int, str]:
    """What each line of a product must be called to be understood on its own."""
    return {
        fact.place.line: f"{entry.product} - {_WORDS[fact.measure]}" + (f"（{fact.unit}）" if fact.unit else "")
        for fact in entry.facts
        if entry.product
    }


_WORDS = {
    Measure.REVENUE: "营业收入",
    Measure.COST: "营业成本",
    Measure.GROSS_PROFIT: "毛利",
    Measure.OPERATING_PROFIT: "营业利润",
    Measure.NET_PROFIT: "净利润",
    Measure.GROSS_MARGIN: "毛利率",
    Measure.OPERATING_MARGIN: "营业利润率",
    Measure.NET_MARGIN: "净利率",
}


def _refuse(reading: _Reading, sheet: _Sheet, problems: Sequence[Problem], names: dict[int, str]) -> None:
    """Keep the problems, and the lines they need to be corrected and read again on their own."""
    reading.refused += problems
    lines = {problem.row for problem in problems if problem.row is not None} | (set(names) if problems else set())
    if problems:
        reading.header = _header_with_unit(sheet)
        reading.readers.setdefault(sheet.file, SheetReader(sheet, reading.layout, reading.header, sheet.source_day))
    columns = sheet.grid.label_columns
    for line in sorted(lines):
        cells = list(sheet.grid.rows.get(line, ()))
        if columns and line in names and columns[-1] < len(cells):
            cells[columns[-1]] = names[line]
        reading.refused_cells[sheet.file, line] = tuple(cells)


def _header_with_unit(sheet: _Sheet) -> tuple[str, ...]:
    """The header, with the unit that a line above it states."""
    header = list(sheet.grid.header)
    unit = sheet.unit
    if unit is None or unit.factor is None or not header or stated_unit(header) is not None:
        return tuple(header)
    words = {1: "元", 1_000: "千元", 10_000: "万元", 1_000_000: "百万元", 100_000_000: "亿元"}
    at = sheet.grid.label_columns[-1] if sheet.grid.label_columns else 0
    header[at] = f"{header[at] or '项目'}（单位：{words[int(unit.factor)]}）"
    return tuple(header)


def _with_all_years_marked(grid: Grid, titles: Sequence[str], source_day: date) -> tuple[Grid, list[Message]]:
    """A year that says nothing of itself is a forecast where it is not over, or a title says so of all; else actual."""
    is_marked = any(slot.year.is_forecast is not None for slot in grid.slots)
    is_plan = not is_marked and says_forecast(titles)
    slots, concluded = [], dict[bool, set[int]]()
    for slot in grid.slots:
        if slot.year.is_forecast is None:
            mark = is_plan or slot.year.year >= source_day.year
            concluded.setdefault(mark, set()).add(slot.year.year)
            slot = replace(slot, year=replace(slot.year, is_forecast=mark))  # noqa: PLW2901 - the same slot, marked
        slots.append(slot)
    return replace(grid, slots=tuple(slots)), [_concluded(mark, years) for mark, years in concluded.items()]


def _concluded(is_forecast: bool, years: set[int]) -> Message:
    listed = {"years": ", ".join(map(str, sorted(years)))}
    if is_forecast:
        return Message("intake.taken_as_forecast", N_("not marked in the sheet, taken as forecast: {years}"), listed)
    return Message("intake.taken_as_actual", N_("not marked in the sheet, taken as actual figures: {years}"), listed)


def _preview(reading: _Reading, first: Table, file: str) -> ImportPreview:
    gathered = gather_kind(reading.kind, iter(reading.good), file)
    refused = tuple(sorted((*reading.refused, *gathered.refused), key=lambda p: (p.file, p.row or 0)))
    lines = {(problem.file, problem.row) for problem in reading.refused}
    records: dict[str, Any] = {RECORDS_OF[reading.kind]: gathered.records.sealed()}
    return ImportPreview(
        file=file,
        layout=reading.layout.key,
        layout_label=reading.layout.label,
        kind=reading.kind,
        rows=len(reading.good) + reading.merged + len(lines),
        merged=gathered.merged + reading.merged,
        refused=refused,
        conflicts=joined(tuple(reading.conflicts), gathered.conflicts.sealed()),
        encoding=first.encoding,
        delimiter=first.delimiter,
        lines=gathered.lines.sealed(),
        ignored=tuple(dict.fromkeys(reading.ignored)),
        header=reading.header,
        refused_cells=tuple((line, cells) for (_, line), cells in reading.refused_cells.items()),
        refused_in=tuple(name for name, _ in reading.refused_cells),
        origins=gathered.files.sealed(),
        readers=reading.readers,
        notes=tuple(_all_notes(reading, gathered.records)),
        **records,
    )


def _all_notes(reading: _Reading, records: Sequence[Any]) -> Iterator[Message]:
    yield from (note for at, note in enumerate(reading.notes) if note not in reading.notes[:at])
    yield from totals_left_out(sorted(reading.totals))
    yield from what_is_said_of(reading.kind, records)


class SheetReader:
    """Reads a sheet again with corrected lines, and tells what came of them."""

    def __init__(self, sheet: _Sheet, layout: Layout, header: tuple[str, ...], source_day: date) -> None:
        self._sheet, self._layout, self._source_day = sheet, layout, source_day
        self._cells = {row.line: row.cells for row in sheet.table.rows}
        self.header = header
        """The header as it stands in the file, with the unit that a line above it states."""

    def read_again(self, line: int, cells: tuple[str, ...]) -> tuple[Record, ...] | list[Problem]:
        """What the sheet says with `cells` in `line` and did not say before, or what is still wrong with that line.

        Nothing comes of a line whose product waits for another one; it comes with that.
        """
        before = self._read()
        self._cells[line] = cells
        after = self._read()
        wrong = [problem for problem in after.refused if problem.row == line]
        if wrong:
            return wrong
        known = [(at, _without_identity(record)) for _, at, record in before.good]
        return tuple(record for _, at, record in after.good if (at, _without_identity(record)) not in known)

    def _read(self) -> _Reading:
        rows = [Row(line, cells) for line, cells in sorted(self._cells.items())]
        table, words = replace(self._sheet.table, rows=rows), self._sheet.words
        sheet = _sheet(table, self._sheet.file, self._source_day, words, is_one=True)
        reading = _Reading(self._layout)
        if sheet is not None:
            _read(replace(sheet, stem=self._sheet.stem), self._source_day, reading, is_asked=True)
        return reading


def _without_identity(record: ImportedProduct | ImportedCost) -> object:
    """The record without the identifier that each reading gives anew."""
    return record if isinstance(record, ImportedCost) else (record.product.name, record.product.figures)
