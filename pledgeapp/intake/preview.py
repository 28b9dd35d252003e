"""What does an outside file hold, what is refused and why, and what do its rows disagree about? Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Any

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.date_orders import habits_of
from pledgeapp.intake.found_out import what_was_found
from pledgeapp.intake.gathering import RECORDS_OF, gather_kind, totals_left_out, what_is_said
from pledgeapp.intake.layouts.layout import Layout, Origin
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.recognition import Recognised, Recognition, recognise
from pledgeapp.intake.stated_units import MoneyUnit, stated_unit, with_default
from pledgeapp.intake.table_reader import TableReader
from pledgeapp.intake.tables import Row, Table, read_tables
from pledgeapp.intake.totals import is_remark
from pledgeapp.intake.year_sheets import has_sums_for_margins, preview_year_sheets, taught_sheets
from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.kept_forms import CELLS, PROBLEMS, WORDS
from pledgeapp.records.spool import MOST_LIVE, Spool, joined
from valuation.wording import N_, Message

_ROWS_PER_REPORT = 200


@dataclass
class _Read:
    """What the rows of all tables came to; the good ones have been handed on."""

    refused: Spool[Problem] = field(default_factory=lambda: Spool(PROBLEMS))
    cells: Spool[tuple[int, tuple[str, ...]]] = field(default_factory=lambda: Spool(CELLS))
    places: Spool[str] = field(default_factory=lambda: Spool(WORDS))
    """Line and cells of each refused row, and the table it stands in."""
    tables: dict[str, Recognised] = field(default_factory=dict)
    """The tables by the name under which their rows' problems speak of them."""
    readers: dict[str, TableReader] = field(default_factory=dict)
    rows: int = 0
    totals: list[int] = field(default_factory=list)
    """Lines that are totals, not data."""

    def refuse(self, name: str, row: Row, problems: Iterable[Problem]) -> None:
        """Keep a refused row of the table `name` with what is wrong with it."""
        self.refused.extend(problems)
        self.cells.append((row.line, row.cells))
        self.places.append(name)


def preview_file(
    path: Outside,
    *,
    kind: ImportKind | None = None,
    layout: str | Sequence[Layout] | None = None,
    source_day: date,
    progress: ReportProgress = silent,
    bounds: Bounds | None = None,
) -> ImportPreview:
    """Read the file at `path`, or what was pasted, on the day `source_day`; `kind` and `layout` narrow what it may be.

    Raises DataProblem when the file as a whole cannot be read; a bad row is a problem of the preview, not an exception.
    """
    tables = read_tables(path, progress, bounds)
    return preview_tables(tables, path.name, kind=kind, layout=layout, source_day=source_day, progress=progress)


def preview_tables(
    tables: Sequence[Table],
    file: str,
    *,
    kind: ImportKind | None = None,
    layout: str | Sequence[Layout] | None = None,
    source_day: date,
    progress: ReportProgress = silent,
) -> ImportPreview:
    """As `preview_file`, for tables that were read already: `file` is what they are called."""
    recognition = _recognised(tables, file, kind, layout, source_day)
    if isinstance(recognition, ImportPreview):
        return recognition
    found = recognition.layout
    read = _Read()
    read.refused.extend(recognition.unread)
    readings = _readings(recognition, file, source_day, progress, read)
    total = sum(len(table.rows) for table in recognition.tables)
    gathered = gather_kind(found.kind, readings, file, is_large=total > MOST_LIVE)
    refused, cells, places = _all_refused(read, gathered.refused)
    records: dict[str, Any] = {RECORDS_OF[found.kind]: gathered.records.sealed()}
    first = recognition.tables[0]
    return ImportPreview(
        file=file,
        layout=found.key,
        layout_label=found.label,
        kind=found.kind,
        rows=read.rows,
        merged=gathered.merged,
        refused=refused,
        conflicts=gathered.conflicts.sealed(),
        encoding=first.table.encoding,
        delimiter=first.table.delimiter,
        lines=gathered.lines.sealed(),
        ignored=recognition.ignored,
        header=first.header.names,
        refused_cells=cells,
        refused_in=places,
        origins=gathered.files.sealed(),
        readers=read.readers,
        notes=(*_found_out(read), *totals_left_out(read.totals), *what_is_said(found, gathered.records)),
        **records,
    )


def _recognised(
    tables: Sequence[Table],
    file: str,
    kind: ImportKind | None,
    layout: str | Sequence[Layout] | None,
    source_day: date,
) -> Recognition | ImportPreview:
    """The layout of the rows; where the sheets are drawn by years, at once what they hold."""
    taught = taught_sheets(layout)
    by_year = preview_year_sheets(tables, file, kind, taught, source_day) if taught else None
    if by_year is not None:
        return by_year
    try:
        recognition = recognise(tables, file, kind, layout)
    except DataProblem:
        by_year = preview_year_sheets(tables, file, kind, layout, source_day)
        if by_year is None:
            raise
        return by_year
    if not isinstance(layout, str) and has_sums_for_margins(recognition):
        by_year = preview_year_sheets(tables, file, recognition.layout.kind, None, source_day)
    return by_year or recognition


def _readings(
    recognition: Recognition, file: str, source_day: date, progress: ReportProgress, read: _Read
) -> Iterator[tuple[str, int, Any]]:
    """Table, line and record of every row that can be read; what cannot goes into `read`."""
    total = sum(len(t.rows) for t in recognition.tables)
    checking = Message("intake.checking", N_("Checking {file}"), {"file": file})
    for table in recognition.tables:
        reader = _reader_of(table, file, source_day, is_one=len(recognition.tables) == 1)
        name = reader.origin.file
        read.tables[name], read.readers[name] = table, reader
        for line, record in _records_of(table, reader, read):
            if read.rows % _ROWS_PER_REPORT == 0:
                progress(Progress(checking, read.rows, total))
            if record is not None:
                yield name, line, record


def _reader_of(table: Recognised, file: str, source_day: date, *, is_one: bool) -> TableReader:
    habits = habits_of(table, source_day)
    name = file if is_one and not table.table.member else f"{file} [{table.table.name}]"
    source = f"{table.layout.source_name} {name if table.table.member else file}, {source_day}".strip()
    origin = Origin(name, source, table.header.units, with_default(_unit_above(table), table.layout.stated))
    return TableReader(table.layout, table.header, habits, origin, table.table.container)


def _records_of(table: Recognised, table_reader: TableReader, read: _Read) -> Iterator[tuple[int, Any]]:
    """Line and record of each row, None where it was refused; rows that could not be taken apart in their order."""
    reader, name = table_reader.row_reader(), table_reader.origin.file
    leaves_out = table.layout.leaves_out
    broken = (replace(p, file=name) for p in table.table.broken if (p.row or 0) > table.header.line)
    next_broken = next(broken, None)
    for row in table.rows:
        while next_broken is not None and (next_broken.row or 0) < row.line:
            yield _take_broken(next_broken, read)
            next_broken = next(broken, None)
        is_total = leaves_out is not None and leaves_out(row, table.header)
        if is_total or (row.cells and is_remark(row.cells[0])):
            read.totals.append(row.line)
            continue
        read.rows += 1
        outcome = table_reader.misfit(row) or reader.read(row)
        if isinstance(outcome, list):
            read.refuse(name, row, outcome)
            yield row.line, None
        else:
            yield row.line, outcome
    while next_broken is not None:
        yield _take_broken(next_broken, read)
        next_broken = next(broken, None)


def _take_broken(problem: Problem, read: _Read) -> tuple[int, None]:
    line = problem.row or 0
    read.rows += 1
    read.refuse(problem.file, Row(line, ()), [problem])
    return line, None


def _found_out(read: _Read) -> tuple[Message, ...]:
    return what_was_found((read.tables[name], reader.habits) for name, reader in read.readers.items())


def _unit_above(table: Recognised) -> MoneyUnit | None:
    """Unit and currency that the lines above the header state."""
    above = takewhile(lambda row: row.line < table.header.line, table.table.rows)
    return stated_unit([cell for row in above for cell in row.cells if cell.strip()])


def _all_refused(
    read: _Read, in_gathering: Spool[Problem]
) -> tuple[Sequence[Problem], Sequence[tuple[int, tuple[str, ...]]], Sequence[str]]:
    """Every problem, and line, cells and table of each refused row: in the order of the lines where they are few."""
    lines: dict[str, set[int]] = {}
    for problem in in_gathering:
        if problem.row is not None:
            lines.setdefault(problem.file, set()).add(problem.row)
    for name, wanted in lines.items():
        for row in read.tables[name].rows if name in read.tables else ():
            if row.line in wanted:
                wanted.discard(row.line)
                read.refuse(name, row, ())
        for line in sorted(wanted):
            read.refuse(name, Row(line, ()), ())
    if any(spool.is_packed for spool in (read.refused, in_gathering, read.cells)):
        return joined(read.refused.sealed(), in_gathering.sealed()), read.cells.sealed(), read.places.sealed()
    refused = sorted((*read.refused, *in_gathering), key=lambda p: (p.file, p.row or 0))
    rows = sorted(zip(read.places, read.cells, strict=True), key=lambda row: (row[0], row[1][0]))
    return tuple(refused), tuple(cells for _, cells in rows), tuple(place for place, _ in rows)
