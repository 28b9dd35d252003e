"""How are sums drawn that stand side by side: the fall from value to limit, and income by year? All as vectors."""

from __future__ import annotations

from pledgeapp.reports.document import BarChart, Fall, WaterfallChart
from pledgeapp.reports.pdf_flow import Piece
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_plot import (
    AXIS_SIZE,
    CAPTION_HEIGHT,
    LABEL_SIZE,
    Scale,
    axis_width,
    draw_caption,
    draw_value_axis_left,
    lines_in,
)
from pledgeapp.reports.pdf_styles import (
    ACCENT,
    ACCENT_BAND,
    ACCENT_SOFT,
    CONTENT_WIDTH,
    LINE,
    MARGIN_LEFT,
    MUTED,
    TEXT,
    Colour,
)

_RIGHT = MARGIN_LEFT + CONTENT_WIDTH
_WATERFALL_HEIGHT = 118.0
_LABEL_LINES = 4
_BARS_HEIGHT = 112.0
_SERIES: tuple[Colour, ...] = (ACCENT_BAND, ACCENT)


def waterfall_piece(chart: WaterfallChart) -> Piece:
    """One bar for each sum; what was lost since the sum before stands pale above it."""
    height = CAPTION_HEIGHT + 14 + _WATERFALL_HEIGHT + 10 + _LABEL_LINES * 9

    def draw(pen: Pen, top: float) -> None:
        draw_caption(pen, top, chart.caption, chart.unit)
        ground = top - CAPTION_HEIGHT - 14 - _WATERFALL_HEIGHT
        tallest = max((max(fall.start, fall.end) for fall in chart.falls), default=0.0)
        scale = Scale(0.0, tallest or 1.0, ground, ground + _WATERFALL_HEIGHT)
        slot = CONTENT_WIDTH / max(len(chart.falls), 1)
        for position, fall in enumerate(chart.falls):
            _fall(pen, fall, scale, MARGIN_LEFT + position * slot, slot)
        pen.line(MARGIN_LEFT, ground, _RIGHT, ground, LINE, 0.8)

    return Piece(height, draw, gap=10)


def _fall(pen: Pen, fall: Fall, scale: Scale, left: float, slot: float) -> None:
    bar = slot * 0.62
    x, middle = left + (slot - bar) / 2, left + slot / 2
    ground, end, start = scale.start, scale(fall.end), scale(fall.start)
    if start > end:
        pen.area(x, end, bar, start - end, fill=ACCENT_SOFT)
        pen.line(x, start, x + bar, start, ACCENT_BAND, 0.8, "2 2")
    pen.area(x, ground, bar, max(end - ground, 0.6), fill=ACCENT if fall.is_total else ACCENT_BAND)
    face = pen.faces.bold
    size = min(LABEL_SIZE, LABEL_SIZE * (slot - 2) / max(face.width(fall.text, LABEL_SIZE), 1.0))
    # In a narrow gap between both sums the figure would stand on the dashed line: it then stands above it.
    is_narrow = 0 < start - end < size + 6
    pen.text(middle, (start if is_narrow else end) + 4, fall.text, face, size, TEXT, "centre")
    y = ground - 11
    for line in lines_in(fall.label, pen.faces.regular, AXIS_SIZE, slot - 5, _LABEL_LINES):
        pen.text(middle, y, line, pen.faces.regular, AXIS_SIZE, MUTED, "centre")
        y -= 9


def bar_chart_piece(chart: BarChart) -> Piece:
    """Bars by label, one or two series side by side with a legend."""
    has_legend = len(chart.series) > 1
    height = CAPTION_HEIGHT + (14 if has_legend else 4) + _BARS_HEIGHT + 16

    def draw(pen: Pen, top: float) -> None:
        draw_caption(pen, top, chart.caption, chart.unit)
        if has_legend:
            _legend(pen, top - CAPTION_HEIGHT, tuple(name for name, _ in chart.series))
        ground = top - height + 16
        left = MARGIN_LEFT + axis_width(chart.axis, pen.faces.regular)
        scale = Scale.over(chart.axis, ground, ground + _BARS_HEIGHT)
        draw_value_axis_left(pen, chart.axis, scale, left, _RIGHT)
        slot = (_RIGHT - left) / max(len(chart.labels), 1)
        for number, (_, values) in enumerate(chart.series):
            colour = _SERIES[number] if has_legend else ACCENT
            _series(pen, values, scale, (left, slot, number, len(chart.series)), colour)
        _labels(pen, chart.labels, left, slot, ground)

    return Piece(height, draw, gap=10)


def _series(
    pen: Pen, values: tuple[float, ...], scale: Scale, place: tuple[float, float, int, int], colour: Colour
) -> None:
    left, slot, number, count = place
    zero = scale(0.0)
    width = min(slot * 0.7 / count, 22.0)
    for position, value in enumerate(values):
        middle = left + (position + 0.5) * slot
        x = middle - width * count / 2 + number * width
        y = scale(value)
        pen.area(x, min(zero, y), width - 0.8, abs(y - zero), fill=colour)


def _labels(pen: Pen, labels: tuple[str, ...], left: float, slot: float, ground: float) -> None:
    face = pen.faces.regular
    widest = max((face.width(label, AXIS_SIZE) for label in labels), default=0.0) + 4
    every = max(int(widest // slot) + 1, 1)
    for position, label in enumerate(labels):
        if position % every == 0:
            pen.text(left + (position + 0.5) * slot, ground - 11, label, face, AXIS_SIZE, MUTED, "centre")


def _legend(pen: Pen, y: float, names: tuple[str, ...]) -> None:
    x = MARGIN_LEFT
    for colour, name in zip(_SERIES, names, strict=False):
        pen.area(x, y - 6, 8, 6, fill=colour)
        pen.text(x + 11, y - 6, name, pen.faces.regular, AXIS_SIZE, MUTED)
        x += pen.faces.regular.width(name, AXIS_SIZE) + 24
