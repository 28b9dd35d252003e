"""Which tables does a file hold, as rows of text with their line numbers?"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounded_process import child_lines, refuse_file
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused, refusal_message
from pledgeapp.progress import Progress, ReportProgress, silent
from valuation.wording import Message


@dataclass(frozen=True)
class Row:
    """A row that holds something, and the line it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """A sheet, a whole CSV or XML file: its filled rows and the rows that could not be taken apart."""

    name: str
    container: str
    """`csv`, `xlsx` or `xml`.

    Of a file in an archive also `refused` (it cannot be read, its one broken row says why) or `other` (a picture).
    """
    encoding: str = ""
    delimiter: str = ""
    member: str = ""
    """The file of an archive that the table stands in; empty outside of archives."""
    rows: list[Row] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)


def read_tables(path: Path, progress: ReportProgress = silent, bounds: Bounds | None = None) -> list[Table]:
    """Every table of the file at `path`, read by a child process within `bounds`.

    Raises DataProblem when the file cannot be read, and whatever `progress` raises.
    """
    bounds = bounds or Bounds()
    tables: list[Table] = []
    count = 0
    reading = Message("intake.reading", "Reading {file}", {"file": path.name})

    def tick() -> None:
        progress(Progress(reading, count))

    is_whole = False
    try:
        # Closed here and not when the garbage collector comes by: an exception would keep the child alive.
        with closing(child_lines(path, bounds, tick)) as lines:
            for line in lines:
                is_whole = _take(line, path, tables)
                count += 1
    except Refused as refused:
        refuse_file(path, refused)
    if not is_whole:
        refuse_file(path, Refused("crashed"))
    told = [problem for table in tables if table.container == "refused" for problem in table.broken]
    if told and all(table.container == "refused" for table in tables):
        raise DataProblem(told[0].message, tuple(told))
    if not any(t.rows or t.broken for t in tables):
        refuse_file(path, Refused("no_table" if all(t.container == "other" for t in tables) else "empty"))
    return tables


def _take(line: bytes, path: Path, tables: list[Table]) -> bool:
    """Add one line of the child's answer; True for the line that ends a whole answer."""
    try:
        match json.loads(line):
            case {"end": True}:
                return True
            case {"refused": str(code), "params": dict(params)}:
                refuse_file(path, _as_refused(code, params))
            case {
                "table": str(name),
                "container": str(kind),
                "encoding": str(encoding),
                "delimiter": str(delimiter),
                **more,
            }:
                _begin_table(tables, Table(name, kind, encoding, delimiter, str(more.get("member", ""))))
            case [int(number), [*cells]] if tables and all(isinstance(c, str) for c in cells):
                tables[-1].rows.append(Row(number, tuple(cells)))
            case [int(number), str(code), dict(params)] if tables:
                tables[-1].broken.append(_broken_row(path, tables[-1], number, refusal_message(code, params)))
            case _:
                raise Refused("crashed")
    except ValueError as error:
        raise Refused("crashed") from error
    return False


def _begin_table(tables: list[Table], table: Table) -> None:
    """Nothing is kept of a file that proves unreadable half way."""
    if table.container == "refused":
        tables[:] = [known for known in tables if known.member != table.member]
    tables.append(table)


def _broken_row(path: Path, table: Table, number: int, message: Message) -> Problem:
    if table.container == "refused":
        return Problem(message, file=f"{path.name} [{table.name}]")
    return Problem(message, file=path.name, row=number)


def _as_refused(code: str, params: dict[str, object]) -> Refused:
    return Refused(code, **{k: v for k, v in params.items() if isinstance(v, str | int)})
