"""What is this file, told within a second whatever its size? Only its beginning is read, in the child process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.date_orders import habits_of
from pledgeapp.intake.found_out import what_was_found
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.sheet_words import USUAL_WORDS
from pledgeapp.intake.layouts.year_grid import find_grid
from pledgeapp.intake.recognition import recognise
from pledgeapp.intake.tables import Table, read_tables
from pledgeapp.intake.year_sheets import YEAR_LAYOUTS, preview_year_sheets, taught_sheets
from pledgeapp.records.importing import ImportKind
from valuation.wording import Message

_HEAD = Bounds(
    file_bytes=4096 * MEBIBYTE, cpu_seconds=5, deadline_seconds=10.0, head_bytes=MEBIBYTE // 4, head_rows=200
)
SHOWN_ROWS = 5


@dataclass(frozen=True)
class FirstLook:
    """What the beginning of a file shows; nothing here says that the whole of it can be read."""

    file: str
    layout: str
    layout_label: str
    """English msgid."""
    kind: ImportKind
    container: str
    encoding: str
    delimiter: str
    header_line: int
    columns: tuple[tuple[str, str], ...]
    """Each header that is read with the name of the field it fills."""
    unread: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first rows below the header, as text."""
    notes: tuple[Message, ...]


def look_at(path: Path, day: date, layouts: Sequence[Layout] = (*LAYOUTS, *YEAR_LAYOUTS)) -> FirstLook:
    """What the file at `path` seems to be, of `layouts`.

    DataProblem when its beginning cannot be read or no layout is known.
    """
    tables = read_tables(path, bounds=_HEAD)
    taught = taught_sheets(layouts)
    look = _look_at_years(tables, path.name, day, taught) if taught else None
    if look is not None:
        return look
    try:
        recognition = recognise(tables, path.name, None, layouts)
    except DataProblem:
        look = _look_at_years(tables, path.name, day, layouts)
        if look is None:
            raise
        return look
    table = recognition.tables[0]
    header = table.header
    return FirstLook(
        file=path.name,
        layout=recognition.layout.key,
        layout_label=recognition.layout.label,
        kind=recognition.layout.kind,
        container=table.table.container,
        encoding=table.table.encoding,
        delimiter=table.table.delimiter,
        header_line=header.line,
        columns=tuple((header.names[at].strip(), key) for key, at in header.positions.items()),
        unread=recognition.ignored,
        rows=tuple(row.cells for row in table.rows[:SHOWN_ROWS]),
        notes=what_was_found([(table, habits_of(table, day))]),
    )


def _look_at_years(tables: Sequence[Table], file: str, day: date, layouts: Sequence[Layout]) -> FirstLook | None:
    """The same of a sheet that an accountant has drawn by years; None when it is none."""
    preview = preview_year_sheets(tables, file, None, layouts, day)
    if preview is None:
        return None
    words = next((x.sheet for x in layouts if x.key == preview.layout), None) or USUAL_WORDS
    usual = [words.in_usual_words(table) for table in tables]
    found = next(((t, grid) for t in usual if (grid := find_grid(t.rows)) is not None), None)
    if found is None:
        return None
    table, grid = found
    return FirstLook(
        file=file,
        layout=preview.layout,
        layout_label=preview.layout_label,
        kind=preview.kind,
        container=table.container,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_line=grid.header_line,
        columns=tuple((slot.words or str(slot.year.year), str(slot.year.year)) for slot in grid.slots),
        unread=preview.ignored,
        rows=tuple(grid.rows.values())[:SHOWN_ROWS],
        notes=preview.notes,
    )
