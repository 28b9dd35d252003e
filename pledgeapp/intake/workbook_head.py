"""Which rows stand first in the sheets of a workbook? Runs in the child process, for a first look at a large file.

Only the beginning of each part is inflated, and of the shared texts as many as those rows use: what a workbook of any
size costs is the same. A text that is not reached is left empty. The whole reading of the file is another one.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO
from xml.etree import ElementTree as ET

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.delimited import RawRow
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.workbook_rows import Sheet, archive_path, cell_text

_CHUNK = 64 * 1024
_SHEETS = 8
_TEXTS_PER_HEAD = 16
"""How many times the bytes of a sheet's head are looked through for its shared texts."""
_CELL = re.compile(r"^([A-Z]{1,3})\d+$")
_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
"""Number formats of the standard (ECMA-376, 18.8.30) that show days."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_BROKEN = (zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, ValueError, EOFError, RuntimeError)
_FIRST_DAY = date(1899, 12, 30)


def head_sheets_of(stream: BinaryIO, bounds: Bounds) -> Iterator[Sheet]:
    """The first rows of the visible worksheets."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for name, part in list(_visible_parts(archive, bounds))[:_SHEETS]:
                yield Sheet(name, iter(_first_rows(archive, part, bounds)))
    except _BROKEN as error:
        raise Refused("damaged_archive") from error


def _visible_parts(archive: zipfile.ZipFile, bounds: Bounds) -> Iterator[tuple[str, str]]:
    names = {name.casefold(): name for name in archive.namelist()}
    relations = {
        element.get("Id"): archive_path(element.get("Target", "")).casefold()
        for element in _elements(archive, names["xl/_rels/workbook.xml.rels"], bounds.head_bytes)
    }
    for element in _elements(archive, names["xl/workbook.xml"], bounds.head_bytes):
        if _tag(element) == "sheet" and element.get("state", "visible") == "visible":
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
            part = names.get(relations.get(relation, ""))
            if part is not None and "/worksheets/" in part:
                yield element.get("name", ""), part


def _first_rows(archive: zipfile.ZipFile, part: str, bounds: Bounds) -> list[RawRow]:
    rows: list[tuple[int, dict[int, ET.Element]]] = []
    for element in _elements(archive, part, bounds.head_bytes):
        if _tag(element) == "row":
            line = int(element.get("r") or (rows[-1][0] + 1 if rows else 1))
            rows.append((line, _cells_by_column(element, bounds)))
        if len(rows) >= bounds.head_rows:
            break
    shared = _shared_texts(
        archive, {_index(c) for _, cells in rows for c in cells.values() if c.get("t") == "s"}, bounds
    )
    days = _styles_of_days(archive, bounds)
    read = [(line, {at: _text(cell, shared, days) for at, cell in cells.items()}) for line, cells in rows]
    widths = [
        (line, texts, max((at for at, text in texts.items() if text.strip()), default=-1) + 1) for line, texts in read
    ]
    return [RawRow(line, tuple(texts.get(at, "") for at in range(width))) for line, texts, width in widths if width]


def _cells_by_column(row: ET.Element, bounds: Bounds) -> dict[int, ET.Element]:
    cells: dict[int, ET.Element] = {}
    at = -1
    for cell in row:
        match = _CELL.match(cell.get("r", ""))
        at = _column(match[1]) if match else at + 1
        if at < bounds.columns:
            cells[at] = cell
    return cells


def _text(cell: ET.Element, shared: dict[int, str], days: frozenset[str]) -> str:
    match cell.get("t", "n"):
        case "s":
            return shared.get(_index(cell), "")
        case "n" if cell.get("s", "0") in days:
            return _day(_value(cell))
        case "n":
            return _number(_value(cell))
        case "b":
            return {"0": "FALSE", "1": "TRUE"}.get(_value(cell), "")
        case "inlineStr":
            return _plain_text(cell)
    return _value(cell)


def _value(cell: ET.Element) -> str:
    return next((child.text or "" for child in cell if _tag(child) == "v"), "")


def _index(cell: ET.Element) -> int:
    value = _value(cell)
    return int(value) if value.isdecimal() else -1


def _number(value: str) -> str:
    try:
        return cell_text(float(value))
    except ValueError:
        return value


def _day(value: str) -> str:
    try:
        return (_FIRST_DAY + timedelta(days=int(float(value)))).isoformat()
    except (ValueError, OverflowError):
        return value


def _shared_texts(archive: zipfile.ZipFile, wanted: set[int], bounds: Bounds) -> dict[int, str]:
    name = next((n for n in archive.namelist() if n.casefold() == "xl/sharedstrings.xml"), None)
    texts: dict[int, str] = {}
    if name is None or not wanted:
        return texts
    number = 0
    for element in _elements(archive, name, bounds.head_bytes * _TEXTS_PER_HEAD):
        if _tag(element) != "si":
            continue
        if number in wanted:
            texts[number] = _plain_text(element)
        number += 1
        if number > max(wanted):
            break
    return texts


def _styles_of_days(archive: zipfile.ZipFile, bounds: Bounds) -> frozenset[str]:
    """The numbers of the cell styles that show days."""
    name = next((n for n in archive.namelist() if n.casefold() == "xl/styles.xml"), None)
    formats: dict[str, str] = {}
    for element in _elements(archive, name, bounds.head_bytes) if name else ():
        if _tag(element) == "numFmt":
            formats[element.get("numFmtId", "")] = _QUOTED.sub("", element.get("formatCode", "")).casefold()
        elif _tag(element) == "cellXfs":
            used = [style.get("numFmtId", "0") for style in element]
            return frozenset(str(at) for at, number in enumerate(used) if _shows_day(number, formats))
    return frozenset()


def _shows_day(number: str, formats: dict[str, str]) -> bool:
    if number in formats:
        return "y" in formats[number] and "d" in formats[number]
    return number.isdecimal() and int(number) in _DATE_FORMATS


def _elements(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[ET.Element]:
    """The elements of a part as they end, as far as its first `most` bytes go; any document type is refused."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("end",))
    seen, before = 0, b""
    with archive.open(name) as stream:
        while seen < most and (chunk := stream.read(_CHUNK)):
            seen += len(chunk)
            if b"<!DOCTYPE" in (before + chunk).replace(b"\0", b""):
                raise Refused("xml_doctype")
            before = chunk[-32:]
            parser.feed(chunk)
            for event in parser.read_events():
                yield from (part for part in event if isinstance(part, ET.Element))


def _plain_text(element: ET.Element) -> str:
    """The text of a cell or string without the readings above Chinese and Japanese characters."""
    readings = {text for child in element.iter() if _tag(child) == "rPh" for text in child}
    return "".join(child.text or "" for child in element.iter() if _tag(child) == "t" and child not in readings)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
