"""How is an "XML Spreadsheet 2003" read, which some databases export under the name .xls? Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.xml.characters import documents_in
from pledgeapp.intake.xml.nodes import Element, attribute, name_of, part, text_of
from pledgeapp.intake.xml.walk import records_of

_ROOT = re.compile(r"(?:^|>)\s*<(?:[\w.-]+:)?Workbook[\s>]")
_HEAD = 4096
_WORKSHEET, _ROW = "Worksheet", "Row"


def is_spreadsheet(text: str) -> bool:
    """Whether the document begins with a workbook."""
    return _ROOT.search(text, 0, _HEAD) is not None


def sheet_rows(text: str, bounds: Bounds) -> Iterator[tuple[str, int, list[str]]]:
    """Sheet, line and cells of every row that holds something. Numbers and days come as the file writes them."""
    sheet, line, cells_so_far = None, 0, 0
    for first_line, document in documents_in(text):
        for row in records_of(document, first_line, (_ROW,), bounds):
            worksheet = next((a for a in row.iterancestors() if name_of(a) == _WORKSHEET), None)
            if worksheet is not sheet:
                sheet, line = worksheet, 0
            line = _position(row, line)
            cells = _cells(row, line, bounds)
            cells_so_far += len(cells)
            if cells_so_far > bounds.workbook_cells:
                raise Refused("too_many_cells", limit=bounds.workbook_cells)
            if any(cells):
                yield attribute(worksheet, "Name") if worksheet is not None else "", line, cells


def _cells(row: Element, line: int, bounds: Bounds) -> list[str]:
    cells: list[str] = []
    at = 0
    for cell in row:
        if name_of(cell) != "Cell":
            continue
        at = _position(cell, at)
        if at > bounds.columns:
            raise Refused("too_many_columns", line=line, limit=bounds.columns)
        cells += [""] * (at - 1 - len(cells))
        cells.append(_text(cell))
        across = attribute(cell, "MergeAcross")
        at += int(across) if across.isascii() and across.isdecimal() and len(across) < 6 else 0
    return cells


def _position(element: Element, before: int) -> int:
    """The stated place of a row or cell, else the next one; a place that goes back is none."""
    stated = attribute(element, "Index")
    place = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 9 else 0
    return place if place > before else before + 1


def _text(cell: Element) -> str:
    """What is shown; a formula without a stored value is seen, never taken for nothing."""
    data = part(cell, "Data")
    text = text_of(data)
    return text or attribute(cell, "Formula")
