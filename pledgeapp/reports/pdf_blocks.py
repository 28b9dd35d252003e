"""How do headings, paragraphs, lists, facts, key figures and signatures look?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.reports.document import (
    Badge,
    Bar,
    Bullets,
    Cell,
    Checks,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    SignatureLine,
    Signatures,
)
from pledgeapp.reports.pdf_flow import Draw, Mark, Piece
from pledgeapp.reports.pdf_fonts import Face, Faces
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    ACCENT_SOFT,
    BODY,
    CONTENT_WIDTH,
    DANGER,
    DANGER_SOFT,
    HAIRLINE,
    HEADING,
    LEAD,
    LINE,
    MARGIN_LEFT,
    MUTED,
    NOTE,
    SUBHEADING,
    SURFACE,
    TEXT,
    TONES,
    Colour,
    TextStyle,
)
from pledgeapp.reports.pdf_text import break_lines

BADGE_PADDING = 5.0
_LINES_IN_A_BOX = 36
_BOX_PADDING = 9.0
_CARD_GAP = 10.0
_CARD_PADDING = 11.0
_STYLES = {"body": BODY, "lead": LEAD, "note": NOTE, "notice": BODY, "danger": BODY}
_BOXES = {"notice": (ACCENT, ACCENT_SOFT), "danger": (DANGER, DANGER_SOFT)}


def face_of(style: TextStyle, faces: Faces) -> Face:
    """Regular or bold, as `style` says."""
    return faces.bold if style.is_bold else faces.regular


def heading_pieces(block: Heading, faces: Faces) -> Iterator[Piece]:
    """A heading stays with what follows it."""
    style = HEADING if block.level == 2 else SUBHEADING
    lines = break_lines(block.text, faces.bold, style.size, CONTENT_WIDTH)
    mark = Mark(block.key or block.text, block.text, block.level - 1) if block.key else None
    yield Piece(
        style.leading * len(lines) + 3,
        _lines(lines, faces.bold, style, MARGIN_LEFT),
        gap=13 if block.level == 2 else 9,
        keeps_next=True,
        mark=mark,
    )


def paragraph_pieces(block: Paragraph, faces: Faces) -> Iterator[Piece]:
    """Line by line, with at least two lines on each side of a page break; boxes break only when very long."""
    style = _STYLES[block.style]
    if block.style in _BOXES:
        yield from _boxed(block, faces)
        return
    lines = break_lines(block.text, faces.regular, style.size, CONTENT_WIDTH)
    yield from line_pieces(lines, faces.regular, style, MARGIN_LEFT, gap=3 if block.style == "note" else 5)


def line_pieces(lines: list[str], face: Face, style: TextStyle, x: float, gap: float) -> Iterator[Piece]:
    """Lines of running text as pieces, without widows and orphans."""
    last = len(lines) - 1
    for position, line in enumerate(lines):
        yield Piece(
            style.leading,
            _lines([line], face, style, x),
            gap=gap if position == 0 else 0,
            keeps_next=last > 0 and position in (0, last - 1),
        )


def bullet_pieces(block: Bullets, faces: Faces) -> Iterator[Piece]:
    """Statements under each other, with their number or a dash."""
    indent = 18.0 if block.is_numbered else 11.0
    for position, item in enumerate(block.items, start=1):
        sign = f"{position}." if block.is_numbered else "–"
        lines = break_lines(item, faces.regular, BODY.size, CONTENT_WIDTH - indent)
        for piece in line_pieces(lines, faces.regular, BODY, MARGIN_LEFT + indent, gap=3):
            if sign:
                piece.draw = _with_sign(sign, piece.draw, faces.regular)
                sign = ""
            yield piece


def check_pieces(block: Checks, faces: Faces) -> Iterator[Piece]:
    """Statements with a box that is ticked or not, which stay with what they introduce.

    The state is drawn: the typeface has no such sign.
    """
    for is_ticked, text in block.items:
        lines = break_lines(text, faces.regular, BODY.size, CONTENT_WIDTH - 18)
        text_draw = _lines(lines, faces.regular, BODY, MARGIN_LEFT + 18)

        def draw(pen: Pen, top: float, ticked: bool = is_ticked, below: Draw = text_draw) -> None:
            pen.tick_box(MARGIN_LEFT + 1, top - 12.5, 9, ACCENT if ticked else MUTED, is_ticked=ticked)
            below(pen, top)

        yield Piece(BODY.leading * len(lines), draw, gap=3, keeps_next=len(lines) < _LINES_IN_A_BOX)


def fact_pieces(block: Facts, faces: Faces) -> Iterator[Piece]:
    """Label left, value right, hairlines between; two pairs a row where asked."""
    width = CONTENT_WIDTH / block.columns
    label_width = 92.0 if block.columns == 2 else 132.0
    for first in range(0, len(block.pairs), block.columns):
        pairs = block.pairs[first : first + block.columns]
        drawn: list[tuple[float, list[str], Cell, list[str]]] = []
        for column, (label, value) in enumerate(pairs):
            x = MARGIN_LEFT + column * width
            text = value if isinstance(value, str) else value.text
            labels = break_lines(label, faces.regular, 8.5, label_width - 8)
            values = break_lines(text, faces.regular, 9, width - label_width - 8)
            drawn.append((x, labels, value, values))
        for part, height in _fact_rows(drawn):
            yield Piece(height, _fact_draw(part, faces, label_width, height), gap=0 if first else 5)


def _fact_rows(
    drawn: list[tuple[float, list[str], Cell, list[str]]],
) -> Iterator[tuple[list[tuple[float, list[str], Cell, list[str]]], float]]:
    """Rows of at most `_LINES_IN_A_BOX` lines: a text of several pages still has to break."""
    longest = max(max(len(labels), len(values)) for _, labels, _, values in drawn)
    for start in range(0, longest, _LINES_IN_A_BOX):
        end = start + _LINES_IN_A_BOX
        part = [(x, labels[start:end], cell, values[start:end]) for x, labels, cell, values in drawn]
        lines = max(max(len(labels), len(values)) for _, labels, _, values in part)
        yield part, lines * 13.5 + 6


def _fact_draw(
    parts: list[tuple[float, list[str], Cell, list[str]]], faces: Faces, label_width: float, height: float
) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        for x, labels, cell, values in parts:
            y = top - 13
            for line in labels:
                pen.text(x, y, line, faces.regular, 8.5, MUTED)
                y -= 13.5
            if isinstance(cell, Badge):
                draw_badge(pen, cell, x + label_width, top - 13, 8.5)
                continue
            y = top - 13
            for line in values:
                pen.text(x + label_width, y, line, faces.regular, 9, TEXT)
                y -= 13.5
        pen.line(MARGIN_LEFT, top - height, MARGIN_LEFT + CONTENT_WIDTH, top - height, HAIRLINE)

    return draw


def key_figure_pieces(block: KeyFigures, faces: Faces) -> Iterator[Piece]:
    """Cards side by side; the leading one carries the accent."""
    count = len(block.figures)
    width = (CONTENT_WIDTH - _CARD_GAP * (count - 1)) / count
    inner = width - 2 * _CARD_PADDING
    details = [
        [line for detail in figure.details for line in break_lines(detail, faces.regular, 8.3, inner)]
        for figure in block.figures
    ]
    height = 54 + max(len(lines) for lines in details) * 12.5

    def draw(pen: Pen, top: float) -> None:
        for position, (figure, lines) in enumerate(zip(block.figures, details, strict=True)):
            x = MARGIN_LEFT + position * (width + _CARD_GAP)
            ground, edge = (ACCENT_SOFT, ACCENT) if figure.is_leading else (SURFACE, LINE)
            pen.area(x, top - height, width, height, fill=ground, stroke=edge, radius=4, thickness=0.8)
            _card(pen, figure, lines, x + _CARD_PADDING, top, inner)
            if figure.link:
                pen.link(figure.link, x, top - height, width, height)

    yield Piece(height, draw, gap=9)


def _card(pen: Pen, figure: KeyFigure, lines: list[str], x: float, top: float, width: float) -> None:
    regular, bold = pen.faces.regular, pen.faces.bold
    label_size = min(8.8, 8.8 * width / max(regular.width(figure.label, 8.8), 1))
    pen.text(x, top - 17, figure.label, regular, label_size, MUTED)
    # Figures of ten digits must still fit the card: the size gives way, never the figure.
    natural = bold.width(figure.value, 19) + regular.width(figure.unit, 10) + 4
    shrink = min(1.0, width / natural)
    size, unit_size = 19 * shrink, 10 * shrink
    colour = ACCENT if figure.is_leading else TEXT
    pen.text(x, top - 40, figure.value, bold, size, colour)
    pen.text(x + bold.width(figure.value, size) + 4 * shrink, top - 40, figure.unit, regular, unit_size, colour)
    y = top - 56
    for line in lines:
        pen.text(x, y, line, regular, 8.3, MUTED)
        y -= 12.5


def signature_pieces(block: Signatures, faces: Faces) -> Iterator[Piece]:
    """Two persons side by side, each with a line to sign and one for the date."""
    width = (CONTENT_WIDTH - 24) / 2
    for first in range(0, len(block.lines), 2):
        pair = block.lines[first : first + 2]

        def draw(pen: Pen, top: float, lines: tuple[SignatureLine, ...] = pair) -> None:
            for column, line in enumerate(lines):
                x = MARGIN_LEFT + column * (width + 24)
                pen.text(x, top - 14, line.role, faces.regular, 8.8, MUTED)
                name = break_lines(line.name, faces.bold, 10, width)[0]
                pen.text(x, top - 30, name, faces.bold, 10, TEXT)
                pen.line(x, top - 68, x + width * 0.58, top - 68, MUTED)
                pen.line(x + width * 0.64, top - 68, x + width, top - 68, MUTED)
                pen.text(x, top - 80, block.sign_label, faces.regular, 8, MUTED)
                pen.text(x + width * 0.64, top - 80, block.date_label, faces.regular, 8, MUTED)

        yield Piece(90, draw, gap=14)


def badge_width(badge: Badge, face: Face, size: float) -> float:
    """Width of a badge with its ground."""
    return face.width(badge.text, size) + 2 * BADGE_PADDING


def draw_badge(pen: Pen, badge: Badge, x: float, baseline: float, size: float) -> None:
    """A word on a tinted ground, its left edge at x."""
    colour, ground = TONES[badge.tone]
    face = pen.faces.bold
    pen.area(x, baseline - size * 0.38, badge_width(badge, face, size), size * 1.5, fill=ground, radius=size * 0.4)
    pen.text(x + BADGE_PADDING, baseline, badge.text, face, size, colour)


def draw_bar(pen: Pen, bar: Bar, x: float, baseline: float, width: float) -> None:
    """The share as a bar of `width` at most, standing on the baseline."""
    pen.area(x, baseline - 0.5, width, 5, fill=HAIRLINE, radius=2)
    if bar.share > 0:
        pen.area(x, baseline - 0.5, max(width * min(bar.share, 1.0), 1.0), 5, fill=ACCENT, radius=2)


def _boxed(block: Paragraph, faces: Faces) -> Iterator[Piece]:
    edge, ground = _BOXES[block.style]
    lines = break_lines(block.text, faces.regular, BODY.size, CONTENT_WIDTH - 2 * _BOX_PADDING - 3)
    for start in range(0, len(lines), _LINES_IN_A_BOX):
        part = lines[start : start + _LINES_IN_A_BOX]
        height = BODY.leading * len(part) + 2 * _BOX_PADDING - 4
        yield Piece(height, _box_draw(part, faces.regular, edge, ground, height), gap=8)


def _box_draw(lines: list[str], face: Face, edge: Colour, ground: Colour, height: float) -> Draw:
    text = _lines(lines, face, BODY, MARGIN_LEFT + _BOX_PADDING + 3)

    def draw(pen: Pen, top: float) -> None:
        pen.area(MARGIN_LEFT, top - height, CONTENT_WIDTH, height, fill=ground)
        pen.area(MARGIN_LEFT, top - height, 3, height, fill=edge)
        text(pen, top - _BOX_PADDING + 2)

    return draw


def _lines(lines: list[str], face: Face, style: TextStyle, x: float) -> Draw:
    drop = (style.leading + style.size * 0.72) / 2

    def draw(pen: Pen, top: float) -> None:
        y = top - drop
        for line in lines:
            pen.text(x, y, line, face, style.size, style.colour)
            y -= style.leading

    return draw


def _with_sign(sign: str, below: Draw, face: Face) -> Draw:
    drop = (BODY.leading + BODY.size * 0.72) / 2

    def draw(pen: Pen, top: float) -> None:
        pen.text(MARGIN_LEFT, top - drop, sign, face, BODY.size, MUTED)
        below(pen, top)

    return draw
