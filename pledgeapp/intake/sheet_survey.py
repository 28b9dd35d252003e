"""How many cells has a sheet written in the usual form, and how far does it reach? Runs in the child process.

Nearly every workbook comes from a handful of writers that spell a cell in one way: `<c r="B7" s="1" t="s">`. Their
parts are surveyed by counting, several times faster than by walking through every element. A part with anything else
in it, or with formulas, errors or merged cells, is left to the walk in `workbook_scan`.
"""

from __future__ import annotations

import re

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]{1,6}")?(?: t="(?:s|n|str|b|d|inlineStr)")?/?>')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(?: [A-Za-z0-9:]+="[^"&<>]*")*/?>')
_LONGEST_PIECE = 8 * 1024 * 1024
"""A row longer than this is no row of a table: it is walked through instead of being kept."""


def _other_than(names: str) -> re.Pattern[bytes]:
    """Finds the beginning of an element that is none of `names`."""
    return re.compile(f"<(?!/|(?:{'|'.join(map(re.escape, names.split()))})[ />])".encode())


_NOT_OF_A_SHEET = _other_than(
    "c v row is t r ?xml worksheet sheetPr tabColor outlinePr pageSetUpPr dimension sheetViews sheetView pane "
    "selection sheetFormatPr cols col sheetData rPr autoFilter pageMargins pageSetup printOptions headerFooter "
    "ignoredErrors ignoredError phoneticPr"
)
_NOT_OF_STRINGS = _other_than(
    "si t r ?xml sst rPr rFont sz color family scheme charset vertAlign b i u strike rPh phoneticPr"
)
"""Elements whose meaning the surveys know: none of them opens a way to nest without end or to name an entity."""


class _Survey:
    """Counts over the pieces of one part, cut where an element ends; `is_usual` falls with the first unknown thing."""

    unknown: re.Pattern[bytes]
    end: bytes

    def __init__(self) -> None:
        self.is_usual = True
        self._rest = b""
        self._is_readable = False

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the part."""
        if not self.is_usual:
            return
        whole = self._rest + piece
        cut = whole.rfind(self.end)
        if cut < 0:
            self.is_usual = len(whole) < _LONGEST_PIECE
            self._rest = whole if self.is_usual else b""
            return
        cut += len(self.end)
        self._look_at(whole[:cut])
        self._rest = whole[cut:]

    def close(self) -> None:
        """The part is at its end."""
        if self.is_usual:
            self._look_at(self._rest)
        # Not one element: the part is written in an encoding of which these bytes say nothing.
        self.is_usual = self.is_usual and self._is_readable
        self._rest = b""

    def _look_at(self, piece: bytes) -> None:
        self._is_readable = self._is_readable or b"<" in piece
        self.is_usual = self.unknown.search(piece) is None and self.count(piece)

    def count(self, piece: bytes) -> bool:
        """Count `piece`; False where an element in it is spelt in another way."""
        raise NotImplementedError


class SheetSurvey(_Survey):
    """Cells of a sheet and the corner furthest from A1."""

    unknown, end = _NOT_OF_A_SHEET, b"</row>"

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self.last_row = 0
        self.last_column = 0

    def count(self, piece: bytes) -> bool:
        """Cells and rows that all carry their place. Rows without cells are a format and reach nowhere."""
        cells, rows = _CELL.findall(piece), _ROW.findall(piece)
        if len(cells) != _openings(piece, b"<c") or len(rows) != _openings(piece, b"<row"):
            return False
        self.cells += len(cells)
        self.last_row = max(self.last_row, max(map(int, {row for _, row in cells}), default=0))
        self.last_column = max(self.last_column, max(map(_number, {name for name, _ in cells}), default=0))
        return True


class StringsSurvey(_Survey):
    """Number of shared strings."""

    unknown, end = _NOT_OF_STRINGS, b"</si>"

    def __init__(self) -> None:
        super().__init__()
        self.strings = 0

    def count(self, piece: bytes) -> bool:
        """One more for each string."""
        self.strings += _openings(piece, b"<si")
        return True


def _openings(piece: bytes, element: bytes) -> int:
    """How often `element` begins; its name ends with one of three characters in a piece without unknown elements."""
    return piece.count(element + b" ") + piece.count(element + b">") + piece.count(element + b"/")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
