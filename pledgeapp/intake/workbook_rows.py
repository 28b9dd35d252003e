"""Which rows do the sheets of a workbook hold, as text? Runs in the child process, after the workbook was scanned."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.delimited import RawRow
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.workbook_scan import SheetScan

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_KEPT_TEXTS = 10_000
"""Different days and numbers whose text is remembered."""


@dataclass(frozen=True)
class Sheet:
    """One visible worksheet: its name and its filled rows."""

    name: str
    rows: Iterator[RawRow]


def sheets_of(stream: BinaryIO, scans: dict[str, SheetScan], bounds: Bounds) -> Iterator[Sheet]:
    """The visible worksheets in their order; hidden ones are what somebody chose not to show."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    parts = _parts_by_sheet(stream)
    stream.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                values = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                scan = scans.get(parts.get(sheet.name, ""), SheetScan())
                yield Sheet(sheet.name, rows_of_sheet(values, scan, bounds))
    except CalamineError as error:
        raise Refused("damaged_archive") from error


def rows_of_sheet(values: Sequence[Sequence[object]], scan: SheetScan, bounds: Bounds) -> Iterator[RawRow]:
    """The filled rows of a sheet as text; Refused where one is wider or longer than is allowed."""
    patched: dict[int, dict[int, str]] = {}
    for (row, column), text in scan.silent.items():
        patched.setdefault(row, {})[column] = text
    merged = _MergedCells(scan)
    height = max(len(values), max(patched, default=-1) + 1)
    text_of = lru_cache(_KEPT_TEXTS, typed=True)(cell_text)
    for index in range(height):
        cells = [v if type(v) is str else text_of(v) for v in values[index]] if index < len(values) else []
        for column, text in patched.get(index, {}).items():
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = text
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        merged.fill(index, cells)
        line = index + 1
        if len(cells) > bounds.columns:
            raise Refused("too_many_columns", line=line, limit=bounds.columns)
        longest = max(map(len, cells))
        if longest * len(cells) > bounds.row_characters and sum(map(len, cells)) > bounds.row_characters:
            raise Refused("row_too_long", line=line, limit=bounds.row_characters)
        is_long = longest > bounds.cell_characters
        yield RawRow(line, () if is_long else tuple(cells), "cell_too_long" if is_long else "")


class _MergedCells:
    """Words in a cell merged over several rows stand beside each of them; a file keeps them in the first row alone."""

    def __init__(self, scan: SheetScan) -> None:
        self._starting: dict[int, list[tuple[int, int]]] = {}
        for (row, column), last in scan.spans.items():
            self._starting.setdefault(row, []).append((column, last))
        self._carried: dict[int, tuple[int, str]] = {}

    def fill(self, index: int, cells: list[str]) -> None:
        """Put what is carried into the row `index`, which holds something of its own."""
        self._carried = {c: (last, text) for c, (last, text) in self._carried.items() if index <= last}
        for column, (_, text) in self._carried.items():
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or text
        for column, last in self._starting.get(index, ()):
            if column < len(cells) and cells[column].strip():
                self._carried[column] = (last, cells[column])


def cell_text(value: object) -> str:
    """A cell as a person would type it: dates as 2024-05-01, numbers with the 15 digits a spreadsheet shows."""
    return _WRITERS.get(type(value), str)(value)


def _text_of_number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")


def _text_of_moment(value: datetime) -> str:
    return value.isoformat(sep=" ") if value.hour or value.minute or value.second else value.date().isoformat()


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    float: _text_of_number,
    datetime: _text_of_moment,
    date: date.isoformat,
}


def _parts_by_sheet(stream: BinaryIO) -> dict[str, str]:
    """Archive part of each sheet name; the scan has refused every document type, so plain parsing is safe."""
    with zipfile.ZipFile(stream) as archive:
        names = {n.casefold(): n for n in archive.namelist()}
        try:
            book = ET.fromstring(archive.read(names["xl/workbook.xml"]))  # noqa: S314 - no DOCTYPE left
            relations = ET.fromstring(  # noqa: S314 - no DOCTYPE left
                archive.read(names["xl/_rels/workbook.xml.rels"])
            )
        except KeyError as error:
            raise Refused("damaged_archive") from error
    targets = {r.get("Id", ""): archive_path(r.get("Target", "")) for r in relations}
    return {
        element.get("name", ""): names.get(targets.get(element.get(_RELATION, ""), "").casefold(), "")
        for element in book.iter()
        if element.tag.endswith("}sheet")
    }


def archive_path(target: str) -> str:
    """Where in the archive the part lies that `xl/workbook.xml` calls `target`."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
