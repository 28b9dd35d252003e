"""May this workbook be handed to the spreadsheet library? Runs in the child process, before anything is parsed.

The library trusts a file: two cells in opposite corners make it reserve the whole sheet and abort the process. So every
part is inflated with its bytes counted, and every XML part is surveyed or walked with its cells counted. On the way
those cells are noted that the library would silently return empty: errors such as #DIV/0!, formulas without a stored
value or with the 0 of a program that never calculated them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO
from xml.parsers import expat

from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.sheet_survey import SheetSurvey, StringsSurvey

_CHUNK = 64 * 1024
_REFERENCE = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")
_ENCRYPTED_FLAG = 0x1
_WORKBOOK_PART = "xl/workbook.xml"
_STRINGS_PART = "sharedstrings.xml"
_SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)

Cell = tuple[int, int]
"""Row and column, both from zero."""


@dataclass
class SheetScan:
    """What the walk through one sheet part found."""

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    silent: dict[Cell, str] = field(default_factory=dict)
    """Text of cells the library returns empty although something stands there."""
    zeros: dict[Cell, str] = field(default_factory=dict)
    """Formulas whose stored value is 0: no figure where the workbook says that it was never calculated."""
    spans: dict[Cell, int] = field(default_factory=dict)
    """Cells merged with those below them: first cell and last row, from zero."""

    def require_inside(self, bounds: Bounds) -> None:
        """Refused when there are too many cells or the furthest corner lies too far out."""
        if self.cells > bounds.workbook_cells:
            raise Refused("too_many_cells", limit=bounds.workbook_cells)
        if self.last_row * self.last_column > bounds.workbook_area:
            corner = f"{column_letters(self.last_column)}{self.last_row}"
            raise Refused("sheet_area", cell=corner, limit=bounds.workbook_area)


def scan_workbook(stream: BinaryIO, bounds: Bounds) -> dict[str, SheetScan]:
    """Each sheet part by its name in the archive; raises Refused for whatever exceeds `bounds`."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = _checked_members(archive, bounds)
            return _scan_members(archive, members, bounds)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError) as error:
        raise Refused("damaged_archive") from error


def _checked_members(archive: zipfile.ZipFile, bounds: Bounds) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    names = check_archive(members, bounds)
    if _WORKBOOK_PART not in names:
        raise Refused("wrong_type", found_label=_office_kind(names))
    if sum(bool(_SHEET_PART.match(m.filename)) for m in members) > bounds.sheets:
        raise Refused("too_many_sheets", limit=bounds.sheets)
    return members


def check_archive(members: Sequence[zipfile.ZipInfo], bounds: Bounds) -> set[str]:
    """The folded names of the members; Refused for too many, locked, double or overlapping ones."""
    if len(members) > bounds.zip_members:
        raise Refused("archive_members", limit=bounds.zip_members)
    if any(m.flag_bits & _ENCRYPTED_FLAG for m in members):
        raise Refused("password")
    names = {m.filename.casefold() for m in members}
    if len(names) != len(members):
        raise Refused("archive_structure")
    in_file_order = sorted(members, key=lambda m: m.header_offset)
    for earlier, later in pairwise(in_file_order):
        if earlier.header_offset + earlier.compress_size > later.header_offset:
            raise Refused("archive_structure")
    return names


def _office_kind(names: set[str]) -> str:
    """What an archive without a workbook part is: its other parts tell the usual kinds."""
    if {"mimetype", "content.xml"} <= names:
        return "open_document"
    return "word" if "word/document.xml" in names else "zip"


def _scan_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], bounds: Bounds) -> dict[str, SheetScan]:
    sheets: dict[str, SheetScan] = {}
    book = _BookWalker(bounds)
    total = 0
    for member in members:
        name = member.filename.casefold()
        if name == _WORKBOOK_PART:
            total += _walk(archive, member, book, total)
        elif _SHEET_PART.match(name):
            total += _sheet(archive, member, total, sheets, bounds)
        elif name.endswith(_STRINGS_PART):
            total += _strings(archive, member, total, bounds)
        elif name.endswith((".xml", ".rels")):
            total += _walk(archive, member, _Walker(bounds), total)
        else:
            total += _inflate(archive, member, total, bounds)
    if sum(s.cells for s in sheets.values()) > bounds.workbook_cells:
        raise Refused("too_many_cells", limit=bounds.workbook_cells)
    if book.is_uncalculated:
        for sheet in sheets.values():
            sheet.silent.update(sheet.zeros)
    return sheets


def check_inflated(inflated: int, total: int, member: zipfile.ZipInfo, bounds: Bounds) -> None:
    """Refused as soon as the bytes of a member, or of all so far, are more than is allowed."""
    if inflated > bounds.member_bytes:
        raise Refused("archive_bomb", limit_mb=bounds.member_bytes // MEBIBYTE)
    if total > bounds.inflated_bytes:
        raise Refused("archive_bomb", limit_mb=bounds.inflated_bytes // MEBIBYTE)
    if inflated > MEBIBYTE and inflated > bounds.inflation_ratio * max(member.compress_size, 1):
        raise Refused("archive_ratio", limit=bounds.inflation_ratio)
    is_strings = member.filename.casefold().endswith(_STRINGS_PART)
    if is_strings and inflated > bounds.shared_strings_bytes:
        raise Refused("shared_strings")


def _sheet(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, sheets: dict[str, SheetScan], bounds: Bounds
) -> int:
    """Survey a sheet, or walk through one that is not of the usual form; its size when inflated."""
    survey = SheetSurvey()
    size = _inflate(archive, member, before, bounds, survey.feed)
    survey.close()
    if survey.is_usual:
        sheets[member.filename] = SheetScan(survey.last_row, survey.last_column, survey.cells)
        sheets[member.filename].require_inside(bounds)
    else:
        walker = _SheetWalker(bounds)
        _walk(archive, member, walker, before)
        sheets[member.filename] = walker.found
    return size


def _strings(archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, bounds: Bounds) -> int:
    survey = StringsSurvey()
    size = _inflate(archive, member, before, bounds, survey.feed)
    survey.close()
    if not survey.is_usual:
        _walk(archive, member, _StringsWalker(bounds), before)
    elif survey.strings > bounds.shared_strings:
        raise Refused("shared_strings")
    return size


def _walk(archive: zipfile.ZipFile, member: zipfile.ZipInfo, walker: _Walker, before: int) -> int:
    size = _inflate(archive, member, before, walker.bounds, walker.feed)
    walker.close()
    return size


def _inflate(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    before: int,
    bounds: Bounds,
    take: Callable[[bytes], object] = len,
) -> int:
    """Hand the bytes of a part to `take`, counted; its size. `before` are the bytes of the parts before it."""
    inflated = 0
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            inflated += len(chunk)
            check_inflated(inflated, before + inflated, member, bounds)
            take(chunk)
    return inflated


class _Walker:
    """Refuses document types and deep nesting in any XML part."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.buffer_text = True

    def feed(self, chunk: bytes) -> None:
        """Walk through the next bytes of the part."""
        self.parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only

    def close(self) -> None:
        """The part is at its end."""
        self.parser.Parse(b"", True)  # noqa: FBT003

    def _doctype(self, *_: object) -> None:
        raise Refused("xml_doctype")

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - expat's signature
        self.depth += 1
        if self.depth > self.bounds.xml_depth:
            raise Refused("xml_depth", limit=self.bounds.xml_depth)

    def end(self, name: str) -> None:  # noqa: ARG002 - expat's signature
        self.depth -= 1


class _BookWalker(_Walker):
    """Notes whether whoever wrote the workbook left its calculation to the program that opens it."""

    is_uncalculated = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.endswith(" calcPr"):
            self.is_uncalculated = attributes.get("fullCalcOnLoad", "") in ("1", "true")


class _StringsWalker(_Walker):
    """Counts the shared strings."""

    count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name.endswith(" si"):
            self.count += 1
            if self.count > self.bounds.shared_strings:
                raise Refused("shared_strings")


class _SheetWalker(_Walker):
    """Counts cells, follows the corner furthest from A1, notes cells the library would drop."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds)
        self.found = SheetScan()
        self._row = 0
        self._column = 0
        self._is_error = False
        self._formula: list[str] | None = None
        self._value: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        match name.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self._row + 1
                self._column = 0
            case "c":
                self._start_cell(attributes)
            case "mergeCell":
                self._note_span(attributes.get("ref", ""))
            case "f":
                self._formula = []
                self.parser.CharacterDataHandler = self._formula.append
            case "v" if self._is_error or self._formula is not None:
                self.parser.CharacterDataHandler = self._value.append

    def end(self, name: str) -> None:
        super().end(name)
        match name.rpartition(" ")[2]:
            case "f" | "v":
                self.parser.CharacterDataHandler = None
            case "c" if self._is_error or self._formula is not None:
                self._note_silent()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.match(attributes.get("r", ""))
        if reference:
            self._column, self._row = _column_number(reference[1]), int(reference[2])
        else:
            self._column += 1
        self._is_error = attributes.get("t") == "e"
        self._formula, self._value = None, []
        self.found.cells += 1
        self._reach()

    def _reach(self) -> None:
        found = self.found
        found.last_row = max(found.last_row, self._row)
        found.last_column = max(found.last_column, self._column)
        found.require_inside(self.bounds)

    def _note_span(self, reference: str) -> None:
        """Cells merged within one column, as far as the sheet is filled: the words stand in the first one alone."""
        first, last = (_REFERENCE.match(end) for end in (*reference.split(":"), "")[:2])
        if first and last and first[1] == last[1] and _column_number(first[1]) <= self.found.last_column:
            at = int(first[2]) - 1, _column_number(first[1]) - 1
            self.found.spans[at] = min(int(last[2]), self.found.last_row) - 1

    def _note_silent(self) -> None:
        value = "".join(self._value).strip()
        if self._is_error:
            self.found.silent[self._row - 1, self._column - 1] = value or "#ERROR!"
        elif value in ("", "0"):
            cells = self.found.zeros if value else self.found.silent
            cells[self._row - 1, self._column - 1] = "=" + "".join(self._formula or ())
        self._formula = None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """`A` for 1, `XFD` for 16384."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
