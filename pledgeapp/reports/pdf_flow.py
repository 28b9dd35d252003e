"""Which piece of a report stands on which page, and where?

Everything drawn is a `Piece` of known height. Pieces are stacked from the top; a piece that `keeps_next` is never the
last on its page (headings, table heads), and a piece with a `head` repeats that head when it opens a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_styles import CONTENT_HEIGHT, CONTENT_TOP

FILLED = 0.45
"""A section that opens a page goes on below on a page used less than this: paper is not left half empty."""

Draw = Callable[[Pen, float], None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that bookmarks, the table of contents and links lead to; level 0 is a section."""

    key: str
    title: str
    level: int = 0
    number: str = ""


@dataclass(slots=True)
class Piece:
    """Something of `height` points that `draw` puts under the given top; `gap` is left before it inside a page."""

    height: float
    draw: Draw
    gap: float = 0.0
    keeps_next: bool = False
    head: Piece | None = None
    mark: Mark | None = None
    opens_page: Literal["", "mostly", "always"] = ""
    """`mostly`: it goes on below where the page has hardly begun."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with the height of its upper edge on the page."""

    piece: Piece
    top: float


@dataclass(slots=True)
class Page:
    """What stands on one page."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0.0

    def fits(self, height: float) -> bool:
        """Whether `height` points more have room."""
        return self.used + height <= CONTENT_HEIGHT + 0.01

    def put(self, piece: Piece) -> None:
        """Place `piece` under what is there."""
        if self.placed:
            self.used += piece.gap
        self.placed.append(Placed(piece, CONTENT_TOP - self.used))
        self.used += piece.height


def flow(pieces: Iterable[Piece]) -> list[Page]:
    """`pieces` on as many pages as they need; no piece is higher than a page."""
    pages = [Page()]
    for group in _kept_together(pieces):
        page = pages[-1]
        height = sum(piece.height + piece.gap for piece in group)
        wish = group[0].opens_page
        opens_page = wish == "always" or (wish == "mostly" and page.used > FILLED * CONTENT_HEIGHT)
        if page.placed and (opens_page or not page.fits(height)):
            pages.append(Page())
        for piece in group:
            _put(pages, piece)
    return pages


def _put(pages: list[Page], piece: Piece) -> None:
    """Place one piece; a group longer than a page breaks where it must."""
    page = pages[-1]
    if page.placed and not page.fits(piece.gap + piece.height):
        page = Page()
        pages.append(page)
    if not page.placed and piece.head is not None:
        page.put(piece.head)
    page.put(piece)


def _kept_together(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        if group and piece.opens_page:
            yield group
            group = []
        group.append(piece)
        if not piece.keeps_next:
            yield group
            group = []
    if group:
        yield group
