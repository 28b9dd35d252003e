"""What stands on every page around the text, and how does the table of contents look?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pledgeapp.reports.document import Furniture
from pledgeapp.reports.pdf_flow import Draw, Mark, Piece
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_plot import lines_in
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    ATTENTION,
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    HAIRLINE,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SECTION,
    TEXT,
    WATERMARK,
)

_RIGHT = MARGIN_LEFT + CONTENT_WIDTH
_HEADER_LINE = PAGE_HEIGHT - 52.0
_FOOTER_LINE = MARGIN_BOTTOM - 11.0
_SIZE = 7.8
_WATERMARK_SIZE = 88.0
_CLOSEST = 0.88
"""Share of their usual height at which lines of the contents are still easy to read."""


def draw_header(pen: Pen, furniture: Furniture) -> None:
    """Which report of which case, over a line."""
    face = pen.faces.regular
    right = _cut(furniture.header_right, pen, CONTENT_WIDTH * 0.4)
    left = _cut(furniture.header_left, pen, CONTENT_WIDTH - face.width(right, _SIZE) - 20)
    pen.text(MARGIN_LEFT, _HEADER_LINE + 7, left, face, _SIZE, MUTED)
    pen.text(_RIGHT, _HEADER_LINE + 7, right, face, _SIZE, MUTED, "right")
    pen.line(MARGIN_LEFT, _HEADER_LINE, _RIGHT, _HEADER_LINE, ACCENT, 0.9)


def draw_footer(pen: Pen, furniture: Furniture, page: int, total: int) -> None:
    """Fingerprint, `page` of `total`, and the mark of a sample; drawn last, so that it is also read last."""
    face = pen.faces.regular
    pen.line(MARGIN_LEFT, _FOOTER_LINE, _RIGHT, _FOOTER_LINE, LINE, 0.6)
    y = _FOOTER_LINE - 11
    pen.text(MARGIN_LEFT, y, _cut(furniture.footer_left, pen, CONTENT_WIDTH * 0.8), face, _SIZE, MUTED)
    pen.text(_RIGHT, y, furniture.page_template.format(page=page, total=total), face, _SIZE, MUTED, "right")
    if furniture.sample_mark:
        pen.text(MARGIN_LEFT, y - 11, _cut(furniture.sample_mark, pen, CONTENT_WIDTH), pen.faces.bold, _SIZE, ATTENTION)


def draw_watermark(pen: Pen, text: str) -> None:
    """`text` across the page, under everything else."""
    if text:
        size = min(_WATERMARK_SIZE, _WATERMARK_SIZE * 560 / pen.faces.bold.width(text, _WATERMARK_SIZE))
        pen.turned_text(PAGE_WIDTH / 2, PAGE_HEIGHT / 2, text, pen.faces.bold, size, WATERMARK)


def _cut(text: str, pen: Pen, width: float) -> str:
    return lines_in(text, pen.faces.regular, _SIZE, width, 1)[0]


def contents_pieces(title: str, marks: list[Mark], pages: Mapping[str, int]) -> Iterator[Piece]:
    """The heading and one line for each mark; `pages` is read when the lines are drawn, when all have their page."""
    heading = SECTION.leading + 8
    yield Piece(heading, _title_draw(title), keeps_next=True)
    closeness = _closeness(marks, CONTENT_HEIGHT - heading)
    for position, mark in enumerate(marks):
        is_lonely = position + 1 < len(marks) and mark.level == 0 and marks[position + 1].level > 0
        height = _entry_height(mark) * closeness
        yield Piece(height, _entry_draw(mark, pages, height), keeps_next=is_lonely)


def _entry_height(mark: Mark) -> float:
    return 16.4 if mark.level == 0 else 13.2


def _closeness(marks: list[Mark], room: float) -> float:
    """How much closer the lines stand, so that the last few of them do not fill a page of their own."""
    needed = sum(map(_entry_height, marks))
    return room / needed if room < needed <= room / _CLOSEST else 1.0


def _title_draw(title: str) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        pen.text(MARGIN_LEFT, top - SECTION.size, title, pen.faces.bold, SECTION.size, TEXT)

    return draw


def _entry_draw(mark: Mark, pages: Mapping[str, int], height: float) -> Draw:
    is_section = mark.level == 0
    x = MARGIN_LEFT if is_section else MARGIN_LEFT + 22
    size = 9.8 if is_section else 8.8

    def draw(pen: Pen, top: float) -> None:
        face = pen.faces.bold if is_section else pen.faces.regular
        colour = TEXT if is_section else MUTED
        number = str(pages[mark.key])
        room = _RIGHT - x - 34
        text = lines_in(f"{mark.number}{mark.title}", face, size, room, 1)[0]
        y = top - height + 1.2
        pen.text(x, y, text, face, size, colour)
        start = x + face.width(text, size) + 6
        end = _RIGHT - pen.faces.regular.width(number, size) - 6
        if end > start:
            pen.line(start, y + 1, end, y + 1, HAIRLINE, 0.8, "1 2.4")
        pen.text(_RIGHT, y, number, pen.faces.regular, size, colour, "right")
        pen.link(mark.key, MARGIN_LEFT, y - 3, CONTENT_WIDTH, min(13.0, height))

    return draw
