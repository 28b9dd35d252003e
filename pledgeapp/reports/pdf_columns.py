"""How wide is each column of a table, and at which size does the table fit the page?

Figures and codes are never broken while there is another way: first text columns give way, then the size of the whole
table, and only then are codes cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.reports.document import Badge, Bar, Cell, Column, Table
from pledgeapp.reports.pdf_blocks import badge_width
from pledgeapp.reports.pdf_fonts import Faces
from pledgeapp.reports.pdf_styles import CONTENT_WIDTH, SMALLEST_TABLE_SIZE, TABLE, TABLE_DENSE, TextStyle
from pledgeapp.reports.pdf_text import widest_unit

BAR_WIDTH = 46.0
_WIDEST_WORD = CONTENT_WIDTH * 0.3
_STEP = 0.3
_GROWTH = 0.75
_SHORT_TEXT = 12.0
_ROOM_FOR_SHORT_TEXTS = 0.8
_ROUNDING = 0.05
"""What the last digits of a float may take from a column, so that a word that just fits is not broken."""


@dataclass(frozen=True)
class Grid:
    """Left edges and widths of the columns, with the text style and the padding of the cells."""

    edges: tuple[float, ...]
    """From the left margin, one for each column."""
    widths: tuple[float, ...]
    style: TextStyle
    padding: float
    """Left and right of a cell."""
    space: float
    """Above and below a cell."""


def grid_of(table: Table, faces: Faces) -> Grid:
    """The columns of `table` over the full width of the text."""
    style = TABLE_DENSE if table.is_dense else TABLE
    padding = 3.0 if table.is_dense else 4.5
    needs = [_needs(index, column, table, faces) for index, column in enumerate(table.columns)]
    size = style.size
    while _total_minimum(needs, size, padding) > CONTENT_WIDTH and size > SMALLEST_TABLE_SIZE:
        size = max(size - _STEP, SMALLEST_TABLE_SIZE)
    minima = [least * size + 2 * padding + _ROUNDING for least, _ in needs]
    naturals = [most * size + 2 * padding + _ROUNDING for _, most in needs]
    # A name or a date that is short stays on one line, as long as the long texts keep most of the page.
    unbroken = [
        natural if natural <= _SHORT_TEXT * size else least for least, natural in zip(minima, naturals, strict=True)
    ]
    if sum(unbroken) <= CONTENT_WIDTH * _ROOM_FOR_SHORT_TEXTS:
        minima = unbroken
    widths = _shared_out(minima, naturals, [column.kind == "text" for column in table.columns])
    edges = tuple(sum(widths[:index]) for index in range(len(widths)))
    return Grid(edges, tuple(widths), TextStyle(size, style.leading * size / style.size), padding, padding * 0.72)


def _needs(index: int, column: Column, table: Table, faces: Faces) -> tuple[float, float]:
    """Least and natural width of a column at size 1, without padding."""
    title = max(faces.bold.width(line, 1) for line in column.title.split("\n"))
    # A head of two lines is good print; one letter under the other is not.
    head = title if title <= 5.2 else max(widest_unit(column.title, faces.bold, 1, title), title / 2 + 0.6)
    least, most = head, title
    for row in table.rows:
        if row.style == "group" or index >= len(row.cells):
            continue
        narrow, wide = _cell_needs(row.cells[index], column, faces, is_bold=row.style == "total")
        least, most = max(least, narrow), max(most, wide)
    return least, max(least, most)


def _cell_needs(cell: Cell, column: Column, faces: Faces, *, is_bold: bool) -> tuple[float, float]:
    if isinstance(cell, Badge):
        width = badge_width(cell, faces.bold, TABLE_DENSE.size) / TABLE_DENSE.size
        return width, width
    face = faces.bold if is_bold else faces.regular
    text = cell.text if isinstance(cell, Bar) else cell
    extra = BAR_WIDTH / TABLE.size if isinstance(cell, Bar) else 0.0
    natural = max((face.width(line, 1) for line in text.split("\n")), default=0.0) + extra
    if column.kind == "text":
        return widest_unit(text, face, 1, _WIDEST_WORD / TABLE.size), natural
    return natural, natural


def _total_minimum(needs: list[tuple[float, float]], size: float, padding: float) -> float:
    return sum(least * size + 2 * padding + _ROUNDING for least, _ in needs)


def _shared_out(minima: list[float], naturals: list[float], is_text: list[bool]) -> list[float]:
    if sum(minima) > CONTENT_WIDTH:
        return [width * CONTENT_WIDTH / sum(minima) for width in minima]
    if sum(naturals) <= CONTENT_WIDTH:
        spare = CONTENT_WIDTH - sum(naturals)
        takers = [natural if text else 0.0 for natural, text in zip(naturals, is_text, strict=True)]
        if not any(takers):
            takers = naturals
        return [n + spare * taker / sum(takers) for n, taker in zip(naturals, takers, strict=True)]
    return _grown(minima, naturals)


def _grown(minima: list[float], naturals: list[float]) -> list[float]:
    """Columns grow from their least width; wide texts get more, but less than their share of the room."""
    widths = list(minima)
    for _ in range(len(widths)):
        spare = CONTENT_WIDTH - sum(widths)
        wishes = [max(n - w, 0.0) ** _GROWTH for n, w in zip(naturals, widths, strict=True)]
        if spare < 0.01 or not any(wishes):
            break
        total = sum(wishes)
        widths = [min(w + spare * wish / total, max(n, w)) for w, wish, n in zip(widths, wishes, naturals, strict=True)]
    return widths
