"""What do all charts share: a caption, a scale, and grid lines with their values?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pledgeapp.reports.pdf_fonts import Face
from pledgeapp.reports.pdf_pen import Pen
from pledgeapp.reports.pdf_styles import CAPTION, CONTENT_WIDTH, HAIRLINE, MARGIN_LEFT, MUTED
from pledgeapp.reports.pdf_text import break_lines

AXIS_SIZE = 7.5
LABEL_SIZE = 8.3
CAPTION_HEIGHT = 20.0
Axis = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Scale:
    """Maps values from the first to the last tick onto points from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def over(cls, axis: Axis, start: float, end: float) -> Scale:
        """The scale of `axis`; an axis without extent is given one, so that nothing is divided by zero."""
        low, high = axis[0][0], axis[-1][0]
        return cls(low, high if high > low else low + 1.0, start, end)

    def __call__(self, value: float) -> float:
        """Position of `value`, kept inside the plot."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


def draw_caption(pen: Pen, top: float, caption: str, unit: str) -> None:
    """The caption on the left, the unit on the right."""
    pen.text(MARGIN_LEFT, top - 10, caption, pen.faces.bold, CAPTION.size, CAPTION.colour)
    pen.text(MARGIN_LEFT + CONTENT_WIDTH, top - 10, unit, pen.faces.regular, AXIS_SIZE, MUTED, "right")


def draw_value_axis_below(pen: Pen, axis: Axis, scale: Scale, upper: float, lower: float) -> None:
    """Vertical grid lines with their values under them; a value that would touch its neighbour is left out."""
    face = pen.faces.regular
    free_from = float("-inf")
    for value, text in axis:
        x = scale(value)
        pen.line(x, upper, x, lower, HAIRLINE)
        half = face.width(text, AXIS_SIZE) / 2
        if x - half >= free_from:
            pen.text(x, lower - 10, text, face, AXIS_SIZE, MUTED, "centre")
            free_from = x + half + 4


def draw_value_axis_left(pen: Pen, axis: Axis, scale: Scale, left: float, right: float) -> None:
    """Horizontal grid lines with their values on the left."""
    for value, text in axis:
        y = scale(value)
        pen.line(left, y, right, y, HAIRLINE)
        pen.text(left - 5, y - AXIS_SIZE * 0.35, text, pen.faces.regular, AXIS_SIZE, MUTED, "right")


def axis_width(axis: Axis, face: Face) -> float:
    """Room that the values of a left axis need."""
    return max(face.width(text, AXIS_SIZE) for _, text in axis) + 8


def lines_in(text: str, face: Face, size: float, width: float, at_most: int) -> list[str]:
    """`text` in `at_most` lines; what does not fit is left out, which an ellipsis says."""
    lines = break_lines(text, face, size, width)
    if len(lines) <= at_most:
        return lines
    # The last line takes what it can hold, within a word too: the start of a long name tells more than nothing.
    last = "".join(_joined(lines[at_most - 1 :]))
    while last and face.width(last + "…", size) > width:
        last = last[:-1]
    return [*lines[: at_most - 1], last + "…"]


def _joined(lines: list[str]) -> Iterator[str]:
    """`lines` as one text again, with a blank where two Latin words meet."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        yield line
        if line[-1:].isascii() and following[:1].isascii() and line and following:
            yield " "
