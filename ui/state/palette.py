"""What can be found by typing a few letters: actions, pages, cases, patents; and which of them fit?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST = 60
"""Entries shown at once: more would not be read."""


@dataclass(frozen=True)
class PaletteEntry:
    """One line of the command palette; `run` does it, on the GUI thread."""

    title: str
    hint: str
    """What kind of thing it is, or its shortcut."""
    run: Callable[[], None]
    keywords: str = ""
    """Further words it is found by, as its name in the other language."""


def matching(entries: Iterable[PaletteEntry], typed: str) -> tuple[PaletteEntry, ...]:
    """Entries that hold every typed word, those whose title begins with it first; all of them for nothing typed."""
    words = typed.casefold().split()
    found = [entry for entry in entries if all(word in _text(entry) for word in words)]
    if words:
        found.sort(key=lambda entry: not entry.title.casefold().startswith(words[0]))
    return tuple(found[:MOST])


def _text(entry: PaletteEntry) -> str:
    return f"{entry.title} {entry.hint} {entry.keywords}".casefold()
