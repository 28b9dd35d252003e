"""Where may a line end? Chinese and English in one paragraph, by the rules of both.

A line may end between two Chinese characters, at a blank, and between Chinese and Latin; never inside an English word
or a figure unless it is wider than the whole line. No line starts with a closing mark (，。、）》) and none ends with
an opening one (（《“).
"""

from __future__ import annotations

import re

from pledgeapp.reports.pdf_fonts import Face

_OPENING = "（《「『【〔〈“‘［｛"
_CLOSING = "，。、；：？！）》」』】〕〉”’］｝％‰…—～·"
_WIDE = "\u2e80-\u2fff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_LATIN = f"[^\\s{_WIDE}{_OPENING}{_CLOSING}]+"
_CORE = f"[{_OPENING}]*(?:[{_WIDE}]|{_LATIN})?[{_CLOSING}]*"
_UNIT = re.compile(f"\n|[ \u3000]+|{_CORE}(?:\u00a0+{_CORE})*|\u00a0+")
_SOFT = re.compile(r"[^/\-_.\\@,;:]*[/\-_.\\@,;:]|[^/\-_.\\@,;:]+$")


def units(text: str) -> list[str]:
    """`text` cut into the pieces a line may end after; joined they are `text` again."""
    return [found for found in _UNIT.findall(text) if found]


def break_lines(text: str, face: Face, size: float, width: float) -> list[str]:
    """`text` as lines no wider than `width` points; at least one line."""
    if "\n" not in text and face.width(text, size) <= width:
        return [text]
    lines: list[str] = []
    current, used = "", 0.0
    for unit in units(text):
        if unit == "\n":
            lines.append(current.rstrip())
            current, used = "", 0.0
            continue
        taken = face.width(unit, size)
        if used + taken <= width:
            current, used = current + unit, used + taken
            continue
        if unit.isspace():
            continue
        if current.strip():
            lines.append(current.rstrip())
        current, used = unit, taken
        if taken > width:
            *full, current = _cut_long(unit, face, size, width)
            lines.extend(full)
            used = face.width(current, size)
    lines.append(current.rstrip())
    return lines


def widest_unit(text: str, face: Face, size: float, limit: float) -> float:
    """Width of the widest piece that should stay whole, at most `limit`."""
    widest = 0.0
    for unit in units(text):
        if not unit.isspace():
            widest = max(widest, face.width(unit, size))
            if widest >= limit:
                return limit
    return widest


def _cut_long(word: str, face: Face, size: float, width: float) -> list[str]:
    """A word wider than the line: cut after its own marks (/ - _ .) where it has some, else anywhere."""
    lines: list[str] = []
    current, used = "", 0.0
    for part in _SOFT.findall(word) or [word]:
        taken = face.width(part, size)
        if used + taken <= width:
            current, used = current + part, used + taken
            continue
        if current and taken <= width:
            lines.append(current)
            current, used = part, taken
            continue
        for character in part:
            taken = face.advances[character] * size
            if current and used + taken > width:
                lines.append(current)
                current, used = "", 0.0
            current, used = current + character, used + taken
    lines.append(current)
    return lines
