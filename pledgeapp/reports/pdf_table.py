"""How does a table look, and how does it go on over pages?

Heads repeat on every page, rows break only when they have more lines than half a page holds, a total stays with the row
before it and a group head with the row after it. A small table stays on one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pledgeapp.reports.document import Badge, Bar, Cell, Row, Table
from pledgeapp.reports.pdf_blocks import badge_width, draw_badge, draw_bar, line_pieces
from pledgeapp.reports.pdf_columns import BAR_WIDTH, Grid, grid_of
from pledgeapp.reports.pdf_flow import Draw, Piece
from pledgeapp.reports.pdf_fonts import Faces
from pledgeapp.reports.pdf_formula import draw_formula
from pledgeapp.reports.pdf_pen import Align, Pen
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    CAPTION,
    CONTENT_WIDTH,
    HAIRLINE,
    LINE,
    MARGIN_LEFT,
    MUTED,
    NOTE,
    SURFACE,
    TEXT,
)
from pledgeapp.reports.pdf_text import break_lines

_LINES_KEPT = 22
_LINES_OF_A_PART = 4
_ROWS_KEPT_TOGETHER = 6


class _Entry(NamedTuple):
    """A cell ready to be drawn: the x that its alignment means, and its lines or its mark."""

    x: float
    align: Align
    lines: tuple[str, ...]
    mark: Badge | Bar | None = None
    is_formula: bool = False


class _Edges(NamedTuple):
    """Whether a part of a row is its first (space above) and its last (space and a line below)."""

    above: bool
    below: bool


def table_pieces(table: Table, faces: Faces, continued: str) -> Iterator[Piece]:
    """Caption, head, rows and note; `continued` is put behind the caption on later pages."""
    grid = grid_of(table, faces)
    again = _head(table, grid, faces, f"{table.caption}{continued}" if table.caption else "")
    first = _head(table, grid, faces, table.caption)
    first.gap, first.keeps_next = 7, bool(table.rows)
    yield first
    rows = table.rows
    is_small = len(rows) <= _ROWS_KEPT_TOGETHER
    for position, row in enumerate(rows):
        following = rows[position + 1] if position + 1 < len(rows) else None
        is_before_last = position == len(rows) - 2
        keeps = (following is not None and (position == 0 or is_small)) or row.style == "group" or is_before_last
        yield from _row_pieces(row, table, grid, faces, again, keeps_next=keeps)
    if table.note:
        for position, piece in enumerate(_note(table.note, faces)):
            piece.gap = 3 if position == 0 else 0
            yield piece


def _note(text: str, faces: Faces) -> Iterator[Piece]:
    lines = break_lines(text, faces.regular, NOTE.size, CONTENT_WIDTH)
    yield from line_pieces(lines, faces.regular, NOTE, MARGIN_LEFT, gap=3)


def _head(table: Table, grid: Grid, faces: Faces, caption: str) -> Piece:
    style = grid.style
    entries = []
    for index, column in enumerate(table.columns):
        lines = break_lines(column.title, faces.bold, style.size, grid.widths[index] - 2 * grid.padding)
        entries.append(_entry(index, grid, "right" if column.kind == "number" else "left", tuple(lines)))
    height = max(len(entry.lines) for entry in entries) * style.leading + 2 * grid.space
    captions = break_lines(caption, faces.bold, CAPTION.size, CONTENT_WIDTH) if caption else []
    above = len(captions) * CAPTION.leading + (3 if captions else 0)

    def draw(pen: Pen, top: float) -> None:
        for number, line in enumerate(captions):
            pen.text(MARGIN_LEFT, top - 10 - number * CAPTION.leading, line, faces.bold, CAPTION.size, CAPTION.colour)
        upper = top - above
        pen.area(MARGIN_LEFT, upper - height, CONTENT_WIDTH, height, fill=SURFACE)
        pen.line(MARGIN_LEFT, upper, MARGIN_LEFT + CONTENT_WIDTH, upper, ACCENT, 0.8)
        pen.line(MARGIN_LEFT, upper - height, MARGIN_LEFT + CONTENT_WIDTH, upper - height, LINE, 0.7)
        for entry in entries:
            # Heads of different length stand on one line at the bottom.
            y = upper - height + grid.space + (len(entry.lines) - 1) * style.leading + style.leading * 0.28
            for line in entry.lines:
                pen.text(entry.x, y, line, faces.bold, style.size, MUTED, entry.align)
                y -= style.leading

    return Piece(height + above, draw)


def _row_pieces(row: Row, table: Table, grid: Grid, faces: Faces, head: Piece, *, keeps_next: bool) -> Iterator[Piece]:
    entries = _group_entry(row, grid, faces) if row.style == "group" else _entries(row, table, grid, faces)
    longest = max((len(entry.lines) for entry in entries), default=1) or 1
    step = longest if longest <= _LINES_KEPT else _LINES_OF_A_PART
    for start in range(0, longest, step):
        part = [
            entry._replace(lines=entry.lines[start : start + step], mark=entry.mark if start == 0 else None)
            for entry in entries
        ]
        edges = _Edges(above=start == 0, below=start + step >= longest)
        lines = min(step, longest - start)
        height = lines * grid.style.leading + (edges.above + edges.below) * grid.space
        draw = _row_draw(part, row, grid, height, edges)
        yield Piece(height, draw, head=head, keeps_next=keeps_next and edges.below)


def _row_draw(entries: list[_Entry], row: Row, grid: Grid, height: float, edges: _Edges) -> Draw:
    style = grid.style
    is_strong = row.style != "plain"
    drop = edges.above * grid.space + (style.leading + style.size * 0.72) / 2

    def draw(pen: Pen, top: float) -> None:
        face = pen.faces.bold if is_strong else pen.faces.regular
        if is_strong:
            pen.area(MARGIN_LEFT, top - height, CONTENT_WIDTH, height, fill=SURFACE)
        for entry in entries:
            y = top - drop
            if entry.mark is not None:
                _draw_mark(pen, entry, y, style.size)
                if isinstance(entry.mark, Badge):
                    continue
            for line in entry.lines:
                if entry.is_formula:
                    draw_formula(pen, (entry.x, y), line, face, style.size)
                else:
                    pen.text(entry.x, y, line, face, style.size, TEXT, entry.align)
                y -= style.leading
        if edges.below:
            pen.line(MARGIN_LEFT, top - height, MARGIN_LEFT + CONTENT_WIDTH, top - height, HAIRLINE, 0.6)
        if row.link:
            pen.link(row.link, MARGIN_LEFT, top - height, CONTENT_WIDTH, height)

    return draw


def _draw_mark(pen: Pen, entry: _Entry, baseline: float, size: float) -> None:
    if isinstance(entry.mark, Badge):
        width = badge_width(entry.mark, pen.faces.bold, size)
        draw_badge(pen, entry.mark, entry.x - width if entry.align == "right" else entry.x, baseline, size)
    elif entry.mark is not None:
        right = entry.x - pen.faces.regular.width(entry.mark.text, size) - 5
        draw_bar(pen, entry.mark, right - (BAR_WIDTH - 10), baseline, BAR_WIDTH - 10)


def _entries(row: Row, table: Table, grid: Grid, faces: Faces) -> list[_Entry]:
    face = faces.bold if row.style == "total" else faces.regular
    entries = []
    for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
        align: Align = "right" if column.kind == "number" else "left"
        width = grid.widths[index] - 2 * grid.padding
        if isinstance(cell, str):
            entry = _entry(index, grid, align, tuple(break_lines(cell, face, grid.style.size, width)))
            entries.append(entry._replace(is_formula=column.is_formula))
        elif isinstance(cell, Bar):
            entries.append(_entry(index, grid, "right", (cell.text,), cell))
        else:
            entries.append(_entry(index, grid, align, (cell.text,), cell))
    return entries


def _group_entry(row: Row, grid: Grid, faces: Faces) -> list[_Entry]:
    cell: Cell = row.cells[0] if row.cells else ""
    text = cell if isinstance(cell, str) else cell.text
    lines = break_lines(text, faces.bold, grid.style.size, CONTENT_WIDTH - 2 * grid.padding)
    return [_Entry(MARGIN_LEFT + grid.padding, "left", tuple(lines))]


def _entry(index: int, grid: Grid, align: Align, lines: tuple[str, ...], mark: Badge | Bar | None = None) -> _Entry:
    left = MARGIN_LEFT + grid.edges[index]
    x = left + grid.widths[index] - grid.padding if align == "right" else left + grid.padding
    return _Entry(x, align, lines, mark)
