"""Which layout does a file have, and where does its header stand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import KIND_LABELS, Header, Layout
from pledgeapp.intake.tables import SEARCHED_ROWS, Row, Table
from pledgeapp.intake.values import folded
from pledgeapp.records.importing import ImportKind
from valuation.wording import N_, Message

EXAMPLE_SHEETS = ("示例", "填写说明", "Example", "Notes")
"""Sheets of our own templates that hold no data."""
_NAMED_COLUMNS = 12


@dataclass(frozen=True)
class Recognised:
    """A table together with the header found in it and the rows below."""

    table: Table
    header: Header
    rows: Sequence[Row]
    layout: Layout


@dataclass(frozen=True)
class Recognition:
    """The layout of a file, the tables that are read, and the columns, sheets and files that are not.

    The files of an archive may each have a layout of their own; all describe the same kind of thing.
    """

    layout: Layout
    tables: tuple[Recognised, ...]
    ignored: tuple[str, ...]
    unread: tuple[Problem, ...] = ()
    """Why files of an archive are not read."""


def recognise(
    tables: Sequence[Table], file: str, kind: ImportKind | None, layout: str | Sequence[Layout] | None
) -> Recognition:
    """The layout whose header stands in the first table that has one, and all tables of that layout.

    `kind` and `layout` (a key, or the layouts to choose from) narrow the choice. Raises DataProblem that lists what was
    found and what is expected.
    """
    known = LAYOUTS if layout is None or isinstance(layout, str) else layout
    key = layout if isinstance(layout, str) else None
    candidates = [x for x in known if key in (None, x.key) and kind in (None, x.kind) and x.sheet is None]
    readable = [t for t in tables if t.container != "refused"]
    used = [t for t in readable if folded(t.name) not in {folded(name) for name in EXAMPLE_SHEETS}] or readable
    best = None
    for table in used:
        best = max((f for f in (_best_header(x, table) for x in candidates) if f), key=_coverage, default=None)
        if best is not None:
            break
    if best is None:
        _refuse_unknown(used, candidates, file, kind)
    unread = tuple(problem for table in tables if table.container == "refused" for problem in table.broken)
    return replace(_of_layout(best[0], candidates, used, file), unread=unread)


def _coverage(found: tuple[Layout, Header, int]) -> tuple[bool, int]:
    """A header that only this list has counts before the number of known columns."""
    layout, header, _ = found
    return layout.is_marked(header), len(header.positions)


def _best_header(layout: Layout, table: Table) -> tuple[Layout, Header, int] | None:
    """The first row that carries all needed columns of `layout`."""
    head = table.rows[: SEARCHED_ROWS + 1]
    for index, row in enumerate(head[:SEARCHED_ROWS]):
        header = layout.find_header(row)
        below = head[index + 1] if index + 1 < len(head) else None
        both = layout.find_header(_of_two_lines(row, below)) if below is not None else header
        if 0 < len(header.positions) < len(both.positions) and not both.twice and not layout.missing(both):
            return layout, both, index + 1
        if header.positions and not layout.missing(header):
            return layout, header, index
    return None


def _of_two_lines(above: Row, below: Row) -> Row:
    """A header of two lines as one: what stands below names the columns, where nothing does the cell above.

    Words alone: a row of data holds figures. A cell merged over both lines stands in both.
    """
    is_data = any(letter.isdigit() for cell in below.cells for letter in cell)
    if is_data or min(sum(bool(cell.strip()) for cell in row.cells) for row in (above, below)) < 2:
        return above
    width = max(len(above.cells), len(below.cells))
    upper, lower = (row.cells + ("",) * (width - len(row.cells)) for row in (above, below))
    return Row(below.line, tuple(low if low.strip() else up for up, low in zip(upper, lower, strict=True)))


def _of_layout(layout: Layout, candidates: Sequence[Layout], used: Sequence[Table], file: str) -> Recognition:
    recognised, ignored = list[Recognised](), list[str]()
    for table in used:
        possible = [x for x in candidates if x.kind is layout.kind] if table.member else [layout]
        found = max((f for f in (_best_header(x, table) for x in possible) if f), key=_coverage, default=None)
        if found is None:
            ignored.append(table.name)
            continue
        its_layout, header, index = found
        if header.twice:
            _refuse_twice(header, file)
        recognised.append(Recognised(table, header, table.rows[index + 1 :], its_layout))
        ignored += [name for name in header.ignored if folded(name) not in its_layout.unread]
    return Recognition(layout, tuple(recognised), tuple(dict.fromkeys(ignored)))


def _refuse_twice(header: Header, file: str) -> NoReturn:
    message = Message(
        "intake.column_twice",
        N_("the column {column} stands twice in the header; keep one"),
        {"column": ", ".join(header.twice)},
    )
    raise DataProblem(message, (Problem(message, file=file, row=header.line, column=header.twice[0]),))


def _refuse_unknown(
    tables: Sequence[Table], candidates: Sequence[Layout], file: str, kind: ImportKind | None
) -> NoReturn:
    other = _other_kind(tables, kind)
    if other is not None:
        message = Message(
            "intake.other_kind",
            N_("the file holds {found_label}, not {wanted_label}"),
            {"found_label": KIND_LABELS[other.kind], "wanted_label": KIND_LABELS[kind or other.kind]},
        )
        raise DataProblem(message, (Problem(message, file=file),))
    row = _likeliest_header(tables)
    if row is not None and _has_lost_its_characters(row):
        message = Message(
            "intake.question_marks",
            N_("the header reads {found}: saving it lost the Chinese characters; save it as XLSX or as CSV UTF-8"),
            {"found": ", ".join(cell.strip()[:40] for cell in row.cells[:3])},
        )
        raise DataProblem(message, (Problem(message, file=file, row=row.line),))
    found = [cell.strip()[:40] for cell in row.cells if cell.strip()] if row else []
    message = Message(
        "intake.unknown_layout",
        N_("{file}: no known header; found the columns: {found}"),
        {"file": file, "found": ", ".join(found[:_NAMED_COLUMNS]) + (" …" if len(found) > _NAMED_COLUMNS else "")},
    )
    raise DataProblem(message, tuple(_expectation(layout, row, file) for layout in _nearest(candidates, row)))


def _nearest(candidates: Sequence[Layout], row: Row | None) -> list[Layout]:
    """Those that know most columns of `row`; where none knows any, our own templates, which may be filled in."""
    known = [len(layout.find_header(row).positions) if row else 0 for layout in candidates]
    if not max(known, default=0):
        return [layout for layout in candidates if layout.key.startswith("template_")] or list(candidates)
    return [layout for layout, count in zip(candidates, known, strict=True) if count == max(known)]


def _has_lost_its_characters(row: Row) -> bool:
    """Question marks in place of words: what a program writes for characters its encoding does not have."""
    words = [cell.strip() for cell in row.cells if cell.strip()]
    return len(words) > 1 and all(set(word) <= set("?*() ") and "?" in word for word in words)


def _expectation(layout: Layout, row: Row | None, file: str) -> Problem:
    missing = layout.missing(layout.find_header(row or Row(1, ())))
    single = [_both_names(c.zh, c.en) for c in missing if c.key not in layout.one_of]
    either = " | ".join(_both_names(c.zh, c.en) for c in missing if c.key in layout.one_of)
    names = ", ".join([*single, *([either] if either else [])])
    message = Message(
        "intake.expected_columns",
        N_("{layout_label}: these columns are missing: {missing}"),
        {"layout_label": layout.label, "missing": names},
    )
    return Problem(message, file=file, row=row.line if row else None)


def _both_names(zh: str, en: str) -> str:
    return zh if zh == en else f"{zh}/{en}"


def _other_kind(tables: Sequence[Table], kind: ImportKind | None) -> Layout | None:
    if kind is None:
        return None
    return next((x for x in LAYOUTS if x.kind is not kind and any(_best_header(x, t) for t in tables)), None)


def _likeliest_header(tables: Sequence[Table]) -> Row | None:
    """The early row that carries most known columns, else the first."""
    rows = [row for table in tables for row in table.rows[:SEARCHED_ROWS]]
    return max(rows, key=lambda r: max(len(x.find_header(r).positions) for x in LAYOUTS), default=None)
