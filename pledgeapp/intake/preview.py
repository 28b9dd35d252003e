"""What does an outside file hold, what is refused and why, and what do its rows disagree about? Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
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
from pledgeapp.intake.tables import Table, read_tables
from pledgeapp.intake.year_sheets import has_sums_for_margins, preview_year_sheets, taught_sheets
from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.importing import ImportKind, ImportPreview
from valuation.wording import N_, Message

_ROWS_PER_REPORT = 200


@dataclass
class _Read:
    """What the rows of all tables came to, before duplicates are merged."""

    good: list[tuple[str, int, Any]] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    tables: dict[str, Recognised] = field(default_factory=dict)
    """The tables by the name under which their rows' problems speak of them."""
    readers: dict[str, TableReader] = field(default_factory=dict)
    rows: int = 0
    totals: list[int] = field(default_factory=list)
    """Lines that are totals, not data."""


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
    taught = taught_sheets(layout)
    if taught:
        by_year = preview_year_sheets(tables, file, kind, taught, source_day)
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
        if by_year is not None:
            return by_year
    found = recognition.layout
    read = _read_rows(recognition, file, source_day, progress)
    gathered = gather_kind(found.kind, _told(read.good, file, progress), file)
    first = recognition.tables[0]
    refused = tuple(sorted((*read.refused, *gathered.refused), key=lambda p: (p.file, p.row or 0)))
    refused_rows = _refused_rows(refused, read)
    return ImportPreview(
        file=file,
        layout=found.key,
        layout_label=found.label,
        kind=found.kind,
        rows=read.rows,
        merged=gathered.merged,
        refused=refused,
        conflicts=tuple(gathered.conflicts),
        encoding=first.table.encoding,
        delimiter=first.table.delimiter,
        lines=tuple(gathered.lines),
        ignored=recognition.ignored,
        header=first.header.names,
        refused_cells=tuple((line, cells) for _, line, cells in refused_rows),
        refused_in=tuple(name for name, _, _ in refused_rows),
        origins=tuple(gathered.files),
        readers=read.readers,
        notes=(*_found_out(read), *totals_left_out(read.totals), *what_is_said(found, gathered.records)),
        **{RECORDS_OF[found.kind]: tuple(gathered.records)},
    )


def _read_rows(recognition: Recognition, file: str, source_day: date, progress: ReportProgress) -> _Read:
    read = _Read(refused=list(recognition.unread))
    total = sum(len(t.rows) for t in recognition.tables)
    checking = Message("intake.checking", N_("Checking {file}"), {"file": file})
    leaves_out = recognition.layout.leaves_out
    for table in recognition.tables:
        habits = habits_of(table, source_day)
        name = f"{file} [{table.table.name}]" if len(recognition.tables) > 1 or table.table.member else file
        source = f"{table.layout.source_name} {name if table.table.member else file}, {source_day}".strip()
        origin = Origin(name, source, table.header.units, with_default(_unit_above(table), table.layout.stated))
        read.tables[name] = table
        broken = [replace(p, file=name) for p in table.table.broken if (p.row or 0) > table.header.line]
        read.rows += len(broken)
        read.refused += broken
        table_reader = TableReader(table.layout, table.header, habits, origin, table.table.container)
        read.readers[name] = table_reader
        reader = table_reader.row_reader()
        for row in table.rows:
            if read.rows % _ROWS_PER_REPORT == 0:
                progress(Progress(checking, read.rows, total))
            if leaves_out is not None and leaves_out(row, table.header):
                read.totals.append(row.line)
                continue
            read.rows += 1
            outcome = table_reader.misfit(row) or reader.read(row)
            if isinstance(outcome, list):
                read.refused += outcome
            else:
                read.good.append((origin.file, row.line, outcome))
    return read


def _found_out(read: _Read) -> tuple[Message, ...]:
    return what_was_found((read.tables[name], reader.habits) for name, reader in read.readers.items())


def _told(readings: list[tuple[str, int, Any]], file: str, progress: ReportProgress) -> Iterator[tuple[str, int, Any]]:
    """The readings, with word of how many of them have been compared."""
    comparing = Message("intake.comparing", N_("Looking for duplicates in {file}"), {"file": file})
    for done, reading in enumerate(readings):
        if done % _ROWS_PER_REPORT == 0:
            progress(Progress(comparing, done, len(readings)))
        yield reading


def _unit_above(table: Recognised) -> MoneyUnit | None:
    """Unit and currency that the lines above the header state."""
    above = [cell for row in table.table.rows if row.line < table.header.line for cell in row.cells if cell.strip()]
    return stated_unit(above)


def _refused_rows(refused: tuple[Problem, ...], read: _Read) -> list[tuple[str, int, tuple[str, ...]]]:
    """Table, line and cells of each refused row."""
    wanted: dict[str, dict[int, tuple[str, ...]]] = {}
    for problem in refused:
        if problem.row is not None:
            wanted.setdefault(problem.file, {})[problem.row] = ()
    for name, lines in wanted.items():
        if name in read.tables:
            lines.update((row.line, row.cells) for row in read.tables[name].rows if row.line in lines)
    return [(name, line, cells) for name, lines in wanted.items() for line, cells in lines.items()]
