"""Which tables does a web page hold? Many systems save one under the name of a workbook, and so copy browsers.

Runs in the child process. Only the tables that lie in no other one are read, as text: nothing is loaded, run or
followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused

_SILENT = frozenset({"script", "style", "head", "template"})
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset({"br", "p", "div", "li"})


@dataclass
class _Cell:
    """A cell that is being read: how far it reaches, and its text so far."""

    columns: int
    rows: int
    text: list[str] = field(default_factory=list)


class HtmlTables(HTMLParser):
    """Collects the rows of every outermost table; Refused beyond `bounds`."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._bounds = bounds
        self._depth = self._silent = self._count = 0
        self._row: list[str] | None = None
        self._cell: _Cell | None = None
        self._reaching: dict[int, tuple[int, str]] = {}
        """Cells above that reach into this row: by column, for how many rows from here on, and their text."""
        self._begun: dict[int, tuple[int, str]] = {}
        """Those of this row that reach into the next."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._reaching, self._begun = {}, {}
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row = []
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()
            reach = {name: value for name, value in attrs if name in ("colspan", "rowspan")}
            self._cell = _Cell(_span(reach.get("colspan")), _span(reach.get("rowspan")))
        elif tag in _BREAKS and self._cell is not None and self._cell.text:
            self._cell.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_row()
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text counts inside a cell, without the line breaks of the page's own writing."""
        if self._cell is not None and not self._silent:
            self._cell.text.append(" ".join(data.split()) if data.strip() else " ")

    def close(self) -> None:
        """What is left open at the end of the page counts as it stands."""
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if self._row is None:
            self._row = []
        text = "".join(cell.text).strip()
        if len(text) > self._bounds.cell_characters:
            raise Refused("cell_too_long", limit=self._bounds.cell_characters)
        self._fill()
        if cell.rows > 1:
            self._begun[len(self._row)] = (cell.rows - 1, text)
        self._put([text, *[""] * (cell.columns - 1)])

    def _end_row(self) -> None:
        self._end_cell()
        row, self._row = self._row, None
        if row is None or not self.tables:
            return
        self._row = row
        self._fill()
        self._row = None
        self.tables[-1].append(row)
        still = {at: (left - 1, text) for at, (left, text) in self._reaching.items() if left > 1}
        self._reaching, self._begun = {**still, **self._begun}, {}

    def _fill(self) -> None:
        """Put the cells of rows above that reach to where the row goes on."""
        while self._row is not None and len(self._row) in self._reaching:
            self._put([self._reaching[len(self._row)][1]])

    def _put(self, cells: list[str]) -> None:
        if self._row is None:
            return
        self._row += cells
        self._count += len(cells)
        line = len(self.tables[-1]) + 1 if self.tables else 1
        if len(self._row) > self._bounds.columns:
            raise Refused("too_many_columns", line=line, limit=self._bounds.columns)
        if self._count > self._bounds.workbook_cells:
            raise Refused("too_many_cells", limit=self._bounds.workbook_cells)


def tables_in_page(text: str, bounds: Bounds) -> Iterator[list[list[str]]]:
    """The rows of every table with more than one filled cell in a row; Refused as a web page when there is none."""
    parser = HtmlTables(bounds)
    parser.feed(text)
    parser.close()
    found = [rows for rows in parser.tables if any(sum(map(bool, row)) > 1 for row in rows)]
    if not found:
        raise Refused("wrong_type", found_label="html")
    yield from found


def _span(text: str | None) -> int:
    """How many columns or rows a cell takes; anything but a small number is one."""
    return int(text) if text and text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= 1000 else 1
