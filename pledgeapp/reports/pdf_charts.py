"""How are values drawn that lie on one axis: ranges, swings and frequencies? All as vectors."""

from __future__ import annotations

from pledgeapp.reports.document import HistogramChart, RangeChart, RangeMark, Swing, Tone, TornadoChart
from pledgeapp.reports.pdf_flow import Piece
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_plot import (
    AXIS_SIZE,
    CAPTION_HEIGHT,
    LABEL_SIZE,
    Scale,
    axis_width,
    draw_caption,
    draw_value_axis_below,
    lines_in,
)
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    ACCENT_BAND,
    ATTENTION,
    CONTENT_WIDTH,
    LINE,
    MARGIN_LEFT,
    MUTED,
    TEXT,
    TONES,
)

_ROW = 22.0
_DENSE_ROW = 16.0
_SWING_ROW = 20.5
_LABEL_WIDTH = 132.0
_RIGHT = MARGIN_LEFT + CONTENT_WIDTH
_BELOW = 20.0
_BELOW_DENSE = 14.0
_HISTOGRAM_HEIGHT = 128.0
_MARK_ROW = 12.0


def range_chart_piece(chart: RangeChart) -> Piece:
    """One row for each mark: its range as a band, its value as a stroke, its figures on the right."""
    caption = CAPTION_HEIGHT if chart.caption else 4.0
    row = _DENSE_ROW if chart.is_dense else _ROW
    height = caption + len(chart.marks) * row + (_BELOW_DENSE if chart.is_dense else _BELOW)

    def draw(pen: Pen, top: float) -> None:
        if chart.caption:
            draw_caption(pen, top, chart.caption, chart.unit)
        text_width = max(pen.faces.bold.width(mark.text, LABEL_SIZE) for mark in chart.marks)
        scale = Scale.over(chart.axis, MARGIN_LEFT + _LABEL_WIDTH, _RIGHT - text_width - 14)
        upper = top - caption
        draw_value_axis_below(pen, chart.axis, scale, upper, upper - len(chart.marks) * row)
        for position, mark in enumerate(chart.marks):
            _range_row(pen, mark, scale, upper - (position + 0.5) * row)

    return Piece(height, draw, gap=8)


def _range_row(pen: Pen, mark: RangeMark, scale: Scale, middle: float) -> None:
    face = pen.faces.bold if mark.is_leading else pen.faces.regular
    label = lines_in(mark.label, face, LABEL_SIZE, _LABEL_WIDTH - 10, 1)[0]
    pen.text(MARGIN_LEFT, middle - 3, label, face, LABEL_SIZE, TEXT)
    if mark.low is not None and mark.high is not None:
        left, right = scale(mark.low), scale(mark.high)
        pen.area(left, middle - 5.5, max(right - left, 1), 11, fill=ACCENT_BAND, radius=2)
    x = scale(mark.value)
    pen.area(x - 1.1, middle - 7, 2.2, 14, fill=ACCENT if mark.is_leading else MUTED)
    pen.text(_RIGHT, middle - 3, mark.text, face, LABEL_SIZE, TEXT, "right")


def tornado_piece(chart: TornadoChart) -> Piece:
    """One row for each input: bars from the base value to what its low and its high end make of it."""
    height = CAPTION_HEIGHT + 14 + len(chart.swings) * _SWING_ROW + _BELOW

    def draw(pen: Pen, top: float) -> None:
        draw_caption(pen, top, chart.caption, chart.unit)
        _legend(pen, top - CAPTION_HEIGHT, chart.legend)
        upper = top - CAPTION_HEIGHT - 14
        lower = upper - len(chart.swings) * _SWING_ROW
        texts = [text for swing in chart.swings for text in (swing.low_text, swing.high_text)]
        room = max(pen.faces.regular.width(text, AXIS_SIZE) for text in texts) + 8
        scale = Scale.over(chart.axis, MARGIN_LEFT + _LABEL_WIDTH + 24 + room, _RIGHT - room)
        draw_value_axis_below(pen, chart.axis, scale, upper, lower)
        for position, swing in enumerate(chart.swings):
            _swing_row(pen, swing, chart.base, scale, upper - (position + 0.5) * _SWING_ROW)
        base = scale(chart.base)
        pen.line(base, upper + 2, base, lower, TEXT, 0.9)
        pen.text(base, upper + 5, chart.base_text, pen.faces.bold, AXIS_SIZE, TEXT, "centre")

    return Piece(height, draw, gap=10)


def _legend(pen: Pen, y: float, legend: tuple[str, str]) -> None:
    x = MARGIN_LEFT
    for colour, text in zip((ATTENTION, ACCENT), legend, strict=True):
        pen.area(x, y - 6, 8, 6, fill=colour)
        pen.text(x + 11, y - 6, text, pen.faces.regular, AXIS_SIZE, MUTED)
        x += pen.faces.regular.width(text, AXIS_SIZE) + 24


def _swing_row(pen: Pen, swing: Swing, base: float, scale: Scale, middle: float) -> None:
    face = pen.faces.regular
    for text, y, colour in ((swing.label, middle + 1.6, TEXT), (swing.place, middle - 7.4, MUTED)):
        line = lines_in(text, face, AXIS_SIZE, _LABEL_WIDTH + 18, 1)[0]
        pen.text(MARGIN_LEFT, y, line, face, AXIS_SIZE, colour)
    origin = scale(base)
    for value, colour in ((swing.low_value, ATTENTION), (swing.high_value, ACCENT)):
        end = scale(value)
        pen.area(min(origin, end), middle - 5, abs(end - origin), 10, fill=colour)
    low, high = scale(swing.low_value), scale(swing.high_value)
    is_rising = low <= high
    left_text, right_text = (swing.low_text, swing.high_text) if is_rising else (swing.high_text, swing.low_text)
    pen.text(min(low, high, origin) - 4, middle - 3, left_text, face, AXIS_SIZE, MUTED, "right")
    pen.text(max(low, high, origin) + 4, middle - 3, right_text, face, AXIS_SIZE, MUTED)


def histogram_piece(chart: HistogramChart) -> Piece:
    """Bars over their classes; marked values as strokes with their texts above, each on its own line."""
    above = len(chart.marks) * _MARK_ROW
    height = CAPTION_HEIGHT + above + _HISTOGRAM_HEIGHT + _BELOW

    def draw(pen: Pen, top: float) -> None:
        draw_caption(pen, top, chart.caption, chart.unit)
        room = axis_width(chart.axis, pen.faces.regular) / 2
        scale = Scale.over(chart.axis, MARGIN_LEFT + room, _RIGHT - room)
        upper = top - CAPTION_HEIGHT - above
        ground = upper - _HISTOGRAM_HEIGHT
        draw_value_axis_below(pen, chart.axis, scale, upper, ground)
        most = max(chart.counts, default=0) or 1
        for left, right, count in zip(chart.edges[:-1], chart.edges[1:], chart.counts, strict=True):
            x, bar = scale(left), _HISTOGRAM_HEIGHT * count / most
            pen.area(x, ground, max(scale(right) - x - 0.6, 0.4), bar, fill=ACCENT_BAND)
        pen.line(MARGIN_LEFT + room, ground, _RIGHT - room, ground, LINE, 0.8)
        for position, mark in enumerate(chart.marks):
            _histogram_mark(pen, mark, scale(mark[0]), (upper + above - position * _MARK_ROW, ground))

    return Piece(height, draw, gap=10)


def _histogram_mark(pen: Pen, mark: tuple[float, str, Tone], x: float, span: tuple[float, float]) -> None:
    upper, ground = span
    _, text, tone = mark
    colour = TONES[tone][0]
    pen.line(x, upper - _MARK_ROW + 2, x, ground, colour, 1.0, "3 2")
    width = pen.faces.bold.width(text, AXIS_SIZE)
    on_right = x + width + 8 <= _RIGHT
    pen.text(
        x + 4 if on_right else x - 4,
        upper - 8,
        text,
        pen.faces.bold,
        AXIS_SIZE,
        colour,
        "left" if on_right else "right",
    )
