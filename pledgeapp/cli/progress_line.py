"""How does a person at a terminal see that long work moves on? One line on standard error, redrawn in place."""

from __future__ import annotations

import shutil
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from pledgeapp.i18n import Texts
from pledgeapp.progress import Progress, ReportProgress, silent

_SECONDS_BETWEEN = 0.1
_FIRST_AFTER = 0.5
"""Work that is done by then needs no word about it."""


@contextmanager
def progress_line(texts: Texts) -> Iterator[ReportProgress]:
    """What to report progress to; says nothing where standard error is not a terminal, and leaves no trace."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    line = _Line(texts, sys.stderr)
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    def __init__(self, texts: Texts, terminal: TextIO) -> None:
        self._texts, self._terminal = texts, terminal
        self._next = time.monotonic() + _FIRST_AFTER
        self._shown = 0

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _SECONDS_BETWEEN
        counted = f" {progress.done:,}" if progress.done else ""
        if progress.total:
            counted = f" {progress.done:,} / {progress.total:,}"
        self._draw(_cut(self._texts.message(progress.message) + counted, shutil.get_terminal_size().columns - 1))

    def clear(self) -> None:
        if self._shown:
            self._draw("")
            self._terminal.write("\r")
            self._terminal.flush()

    def _draw(self, text: str) -> None:
        # Blanks instead of a control sequence: an old console of Windows prints those.
        width = _columns(text)
        self._terminal.write("\r" + text + " " * max(0, self._shown - width))
        self._terminal.flush()
        self._shown = width


def _columns(text: str) -> int:
    """Places `text` takes on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, columns: int) -> str:
    while text and _columns(text) > columns:
        text = text[:-1]
    return text
