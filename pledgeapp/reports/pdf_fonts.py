"""Which typefaces does a PDF use, and how wide is a text in them?

Noto Sans SC carries Latin and Chinese, so no other font is ever asked for. The files are parsed once per process; each
document embeds only the characters it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

MISSING = "□"
"""Printed for a character the typeface does not have, as Chinese print does."""
_UNICODE_END = 0x110000
_FILES = {"regular": "NotoSansSC-Regular.ttf", "bold": "NotoSansSC-Bold.ttf"}
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0xAD)
_DIRECTIONS_AND_JOINERS = (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_VARIANT_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_INVISIBLE: dict[int, int | None] = {
    **dict.fromkeys((*_CONTROLS, *_DIRECTIONS_AND_JOINERS, *_VARIANT_SELECTORS)),
    0x09: 0x20,
    0x0A: 0x0A,
}


class _Advances(dict[str, float]):
    """Width of each character at size 1, looked up in the font on first use."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._widths = font.face.charWidths
        self._default = font.face.defaultWidth

    def __missing__(self, character: str) -> float:
        code = 0x20 if character == "\u00a0" else ord(character)
        width: float = self._widths.get(code, self._default) / 1000
        self[character] = width
        return width


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the typeface."""

    name: str
    font: TTFont
    advances: _Advances

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points."""
        return sum(map(self.advances.__getitem__, text)) * size

    def printable(self, text: str) -> str:
        """`text` without control characters, and with a box for each character the typeface lacks."""
        if text.isascii() and text.isprintable():
            return text
        # Composed letters, because the typeface has é but does not set an accent over an e.
        text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_INVISIBLE)
        known = self.font.face.charToGlyph
        if all(ord(c) in known or c in "\n\u00a0" for c in text):
            return text
        return "".join(c if ord(c) in known or c in "\n\u00a0" else MISSING for c in text)


@dataclass(frozen=True)
class Faces:
    """The two weights of a document."""

    regular: Face
    bold: Face


@cache
def faces() -> Faces:
    """The registered typefaces; reading both files takes about 0.2 s, once per process."""
    return Faces(_register("regular"), _register("bold"))


def _register(weight: str) -> Face:
    from reportlab import rl_config
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    # Streams stay binary: base-85 only makes the file larger and slower to write.
    rl_config.useA85 = 0
    file_name = _FILES[weight]
    name = file_name.removesuffix(".ttf")
    with as_file(files("resources") / "fonts" / file_name) as path:
        font = TTFont(name, str(path), asciiReadable=False)
    registerFont(font)
    return Face(name, font, _Advances(font))
