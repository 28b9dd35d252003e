"""Which tables does a file hold, as rows of text with their line numbers?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeGuard

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.bounded_process import child_lines, refuse_file
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.refusals import Refused, refusal_message
from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.kept_forms import PROBLEMS
from pledgeapp.records.spool import Form, Spool
from valuation.wording import Message


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something, and the line it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """A sheet, a whole CSV or XML file: its filled rows and the rows that could not be taken apart."""

    name: str
    container: str
    """`csv`, `xlsx`, `xls` or `xml`.

    Of a file in an archive also `refused` (it cannot be read, its one broken row says why) or `other` (a picture).
    """
    encoding: str = ""
    delimiter: str = ""
    member: str = ""
    """The file of an archive that the table stands in; empty outside of archives."""
    rows: Sequence[Row] = ()
    broken: Sequence[Problem] = ()


_ROWS: Form[Row] = Form(lambda row: [row.line, row.cells], lambda plain: Row(plain[0], tuple(plain[1])))
SEARCHED_ROWS = 30
"""The header stands among the first rows: result lists put a few lines of their own above it."""
_ONLY_TEXT = frozenset({str})
_KEPT_TEXTS = 50_000
"""Different texts of which one copy serves all cells: words, days and names come again and again."""


@dataclass
class _Heard:
    """What the child has said so far; the rows of its last table are still coming."""

    path: Outside
    tables: list[Table] = field(default_factory=list)
    rows: Spool[Row] = field(default_factory=lambda: Spool(_ROWS))
    broken: Spool[Problem] = field(default_factory=lambda: Spool(PROBLEMS))
    texts: dict[str, str] = field(default_factory=dict)
    """Each text once."""

    def begin(self, table: Table | None) -> None:
        """No more rows come of the table before; `table` is next. Nothing is kept of a file unreadable half way."""
        if self.tables:
            self.tables[-1].rows, self.tables[-1].broken = self.rows.sealed(), self.broken.sealed()
        if table is None:
            return
        if table.container == "refused":
            self.tables[:] = [known for known in self.tables if known.member != table.member]
        self.rows, self.broken = Spool(_ROWS), Spool(PROBLEMS)
        table.name = self._name_of_its_own(table.name)
        self.tables.append(table)

    def _name_of_its_own(self, name: str) -> str:
        """A damaged workbook may name two sheets alike: rows are told and corrected by the name of their sheet."""
        known = {table.name for table in self.tables}
        tried = (name, *(f"{name} ({number})" for number in range(2, len(known) + 2)))
        return next(possible for possible in tried if possible not in known)


def read_tables(path: Outside, progress: ReportProgress = silent, bounds: Bounds | None = None) -> list[Table]:
    """Every table of the file at `path`, read by a child process within `bounds`.

    Raises DataProblem when the file cannot be read, and whatever `progress` raises.
    """
    bounds = bounds or Bounds()
    heard = _Heard(path)
    count = 0
    reading = Message("intake.reading", "Reading {file}", {"file": path.name})

    def tick() -> None:
        progress(Progress(reading, count))

    is_whole = False
    try:
        # Closed here and not when the garbage collector comes by: an exception would keep the child alive.
        with closing(child_lines(path, bounds, tick)) as lines:
            for some in lines:
                for answer in _answers(some):
                    is_whole = _take(answer, heard)
                count += len(some)
    except Refused as refused:
        refuse_file(path, refused)
    if not is_whole:
        refuse_file(path, Refused("crashed"))
    heard.begin(None)
    tables = heard.tables
    told = [problem for table in tables if table.container == "refused" for problem in table.broken]
    if told and all(table.container == "refused" for table in tables):
        raise DataProblem(told[0].message, tuple(told))
    if not any(t.rows or t.broken for t in tables):
        refuse_file(path, Refused("no_table" if all(t.container == "other" for t in tables) else "empty"))
    return tables


def _answers(lines: list[bytes]) -> list[object]:
    """The child's lines as what they say: taken apart together, which costs half of one by one."""
    try:
        answers: list[object] = json.loads(b"[" + b",".join(lines) + b"]")
    except ValueError as error:
        raise Refused("crashed") from error
    return answers


def _take(answer: object, heard: _Heard) -> bool:
    """Add one answer of the child; True for the one that ends a whole answer."""
    match answer:
        case [int(number), [*cells]] if heard.tables and _are_texts(cells):
            if len(heard.texts) > _KEPT_TEXTS:
                heard.texts.clear()
            once = heard.texts.setdefault
            heard.rows.append(Row(number, tuple([once(cell, cell) for cell in cells])))
        case [int(number), str(code), dict(params)] if heard.tables:
            heard.broken.append(_broken_row(heard, number, refusal_message(code, params)))
        case {
            "table": str(name),
            "container": str(kind),
            "encoding": str(encoding),
            "delimiter": str(delimiter),
            **more,
        }:
            heard.begin(Table(name, kind, encoding, delimiter, str(more.get("member", ""))))
        case {"end": True}:
            return True
        case {"refused": str(code), "params": dict(params)}:
            refuse_file(heard.path, _as_refused(code, params))
        case _:
            raise Refused("crashed")
    return False


def _are_texts(cells: list[object]) -> TypeGuard[list[str]]:
    return _ONLY_TEXT.issuperset(map(type, cells))


def _broken_row(heard: _Heard, number: int, message: Message) -> Problem:
    table = heard.tables[-1]
    if table.container == "refused":
        return Problem(message, file=f"{heard.path.name} [{table.name}]")
    return Problem(message, file=heard.path.name, row=number)


def _as_refused(code: str, params: dict[str, object]) -> Refused:
    return Refused(code, **{k: v for k, v in params.items() if isinstance(v, str | int)})
