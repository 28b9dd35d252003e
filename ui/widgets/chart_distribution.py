"""How is the conclusion spread under the stated doubts, and where does the loan lie in it?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

HEIGHT = 210
FOOT = 38
TOP = 26


@dataclass(frozen=True)
class Mark:
    """A value with its words; strong ones are the loan and the conclusion."""

    value: float
    text: str
    is_loan: bool = False


@dataclass(frozen=True)
class Classes:
    """Edges of the classes, paths in each, how each class reads, marks below and above."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    texts: tuple[str, ...]
    marks: tuple[Mark, ...]


class DistributionChart(ChartCanvas):
    """Bars over a ground line; classes below the loan are soft; percentiles stand below, the loan above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._classes: Classes | None = None

    def show_classes(self, texts: Texts, classes: Classes | None) -> None:
        """Show `classes`; None clears."""
        self._classes = classes
        head = (texts(N_("Class")), texts(N_("Paths")))
        rows = tuple((t, str(c)) for t, c in zip(classes.texts, classes.counts, strict=True)) if classes else ()
        self.say(texts, texts(N_("Distribution of the conclusion")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Bars, ground line, marks."""
        classes = self._classes
        if classes is None:
            return
        low, high = classes.edges[0], classes.edges[-1]
        loan = next((mark.value for mark in classes.marks if mark.is_loan), None)
        if loan is not None and abs(loan - (low + high) / 2) < 2 * (high - low):
            low, high = min(low, loan), max(high, loan)
        scale, base = (self.width() - 16) / ((high - low) or 1.0), self.height() - FOOT
        peak = max(classes.counts) or 1
        for at, count in enumerate(classes.counts):
            left, right = (8 + (classes.edges[at + side] - low) * scale for side in (0, 1))
            tall = (base - TOP) * count / peak
            is_below = loan is not None and classes.edges[at + 1] <= loan
            area = QRectF(left + 0.5, base - tall, max(right - left - 1, 1), tall)
            painter.fillRect(area, QColor(self.colours.bars_soft if is_below else self.colours.bars))
            self.spot(QRectF(left, TOP, right - left, base - TOP), classes.texts[at])
        self.line(painter, QPointF(0, base), QPointF(self.width(), base), self.colours.line_strong)
        below = [mark for mark in classes.marks if not mark.is_loan]
        for mark in classes.marks:
            # The first stands left of its tick, the last right of it, one between them a line lower.
            side = 0 if mark.is_loan else -1 if mark is below[0] else 1 if mark is below[-1] else 0
            self._mark(painter, mark, 8 + (mark.value - low) * scale, base, side)

    def _mark(self, painter: QPainter, mark: Mark, at: float, base: float, side: int) -> None:
        x = min(max(at, 1.0), self.width() - 1.0)
        colour = self.colours.danger if mark.is_loan else self.colours.text_soft
        top, foot = (TOP - 4, base) if mark.is_loan else (base - 6, base + (4 if side else 20))
        painter.setPen(QPen(QColor(colour), 1.4 if mark.is_loan else 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top), QPointF(x, foot))
        wide = painter.fontMetrics().horizontalAdvance(mark.text) + 4.0
        start = {-1: x - wide - 2, 0: x - wide / 2, 1: x + 2}[side]
        height = 2.0 if mark.is_loan else base + (5 if side else 20)
        area = QRectF(min(max(start, 0.0), self.width() - wide), height, wide, 16)
        self.write(painter, area, mark.text, Qt.AlignmentFlag.AlignHCenter, colour)
