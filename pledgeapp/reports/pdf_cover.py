"""How does the first page look?"""

from __future__ import annotations

from pledgeapp.reports.document import Cover, Furniture
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_plot import lines_in
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    ATTENTION,
    ATTENTION_SOFT,
    CONTENT_WIDTH,
    HAIRLINE,
    MARGIN_LEFT,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SURFACE,
    TEXT,
)
from pledgeapp.reports.pdf_text import break_lines

_TITLE_SIZE = 27.0
_SUBTITLE_SIZE = 14.0
_LABEL_WIDTH = 118.0
_NOTICE_LEADING = 13.6
_FOOT = 58.0


def draw_cover(pen: Pen, cover: Cover, furniture: Furniture) -> None:
    """The whole cover: who, what, the facts of the report, the notice and the fingerprint, from top to bottom."""
    regular, bold = pen.faces.regular, pen.faces.bold
    pen.area(0, PAGE_HEIGHT - 10, PAGE_WIDTH, 10, fill=ACCENT)
    pen.text(MARGIN_LEFT, PAGE_HEIGHT - 84, _one(cover.institution, pen, 12), regular, 12, MUTED)
    y = PAGE_HEIGHT - 150
    for line in lines_in(cover.title, bold, _TITLE_SIZE, CONTENT_WIDTH, 3):
        pen.text(MARGIN_LEFT, y, line, bold, _TITLE_SIZE, TEXT)
        y -= _TITLE_SIZE * 1.4
    y -= 4
    for line in lines_in(cover.subtitle, regular, _SUBTITLE_SIZE, CONTENT_WIDTH, 4):
        pen.text(MARGIN_LEFT, y, line, regular, _SUBTITLE_SIZE, TEXT)
        y -= _SUBTITLE_SIZE * 1.6
    if furniture.sample_mark:
        y = _sample_mark(pen, furniture.sample_mark, y - 4)
    _facts(pen, cover, y - 24)
    _notice(pen, cover)
    _fingerprint(pen, cover)


def _one(text: str, pen: Pen, size: float) -> str:
    return lines_in(text, pen.faces.regular, size, CONTENT_WIDTH, 1)[0]


def _sample_mark(pen: Pen, text: str, y: float) -> float:
    lines = break_lines(text, pen.faces.bold, 9, CONTENT_WIDTH - 20)
    height = len(lines) * 14 + 8
    pen.area(MARGIN_LEFT, y - height + 8, CONTENT_WIDTH, height, fill=ATTENTION_SOFT, radius=3)
    for line in lines:
        pen.text(MARGIN_LEFT + 10, y - 7, line, pen.faces.bold, 9, ATTENTION)
        y -= 14
    return y - 8


def _facts(pen: Pen, cover: Cover, y: float) -> None:
    for label, value in cover.facts:
        lines = lines_in(value, pen.faces.regular, 10, CONTENT_WIDTH - _LABEL_WIDTH, 2)
        pen.text(MARGIN_LEFT, y, label, pen.faces.regular, 9.5, MUTED)
        for line in lines:
            pen.text(MARGIN_LEFT + _LABEL_WIDTH, y, line, pen.faces.regular, 10, TEXT)
            y -= 15
        pen.line(MARGIN_LEFT, y + 7.5, MARGIN_LEFT + CONTENT_WIDTH, y + 7.5, HAIRLINE)
        y -= 6.5


def _notice(pen: Pen, cover: Cover) -> None:
    """In a box that grows upwards from above the fingerprint."""
    regular = pen.faces.regular
    paragraphs = [break_lines(text, regular, 8.8, CONTENT_WIDTH - 28) for text in cover.notice]
    lines = sum(map(len, paragraphs))
    height = 34 + lines * _NOTICE_LEADING + (len(paragraphs) - 1) * 4
    bottom = _FOOT + 62
    pen.area(MARGIN_LEFT, bottom, CONTENT_WIDTH, height, fill=SURFACE)
    pen.area(MARGIN_LEFT, bottom, 3, height, fill=ACCENT)
    y = bottom + height - 19
    pen.text(MARGIN_LEFT + 15, y, cover.notice_title, pen.faces.bold, 9.5, TEXT)
    y -= 18
    for paragraph in paragraphs:
        for line in paragraph:
            pen.text(MARGIN_LEFT + 15, y, line, regular, 8.8, TEXT)
            y -= _NOTICE_LEADING
        y -= 4


def _fingerprint(pen: Pen, cover: Cover) -> None:
    regular = pen.faces.regular
    pen.text(MARGIN_LEFT, _FOOT + 32, cover.fingerprint_label, regular, 8, MUTED)
    size = min(8.4, 8.4 * CONTENT_WIDTH / max(regular.width(cover.fingerprint, 8.4), 1.0))
    pen.text(MARGIN_LEFT, _FOOT + 17, cover.fingerprint, regular, size, TEXT)
    pen.text(MARGIN_LEFT, _FOOT, _one(cover.versions, pen, 8), regular, 8, MUTED)
