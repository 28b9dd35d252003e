"""What is read that is no file: cells copied in a spreadsheet?

It takes the way of a file, through the bounded child process, and is never written to a disk on that way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 16 * 1024 * 1024
"""More is not copied by hand."""


@dataclass(frozen=True)
class Pasted:
    """The content of the clipboard as bytes, under the name it is told by."""

    name: str
    content: bytes


Outside = Path | Pasted
"""A file, or what was pasted."""
