"""How does long work say how far it is, and learn that it should stop?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from valuation.wording import Message


@dataclass(frozen=True)
class Progress:
    """`done` of `total` (0 = unknown) with what is being done."""

    message: Message
    done: int = 0
    total: int = 0


ReportProgress = Callable[[Progress], None]
"""Called often by long work; raises `pledgeapp.errors.Cancelled` when the user asked to stop."""


def silent(_: Progress) -> None:
    """Nobody listens and nobody cancels."""
