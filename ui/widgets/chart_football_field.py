"""How do the approaches and the conclusion lie against one another?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

ROW = 32
LABEL = 0.2
FIGURE = 96


@dataclass(frozen=True)
class FieldBar:
    """One line: where the value lies, and from where to where; low = high when no range is known."""

    name: str
    low: float
    value: float
    high: float
    text: str
    range_text: str
    is_conclusion: bool = False


class FootballField(ChartCanvas):
    """A range and a mark for each approach, the conclusion last, all on one scale from zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self._bars: tuple[FieldBar, ...] = ()

    def show_bars(self, texts: Texts, bars: tuple[FieldBar, ...]) -> None:
        """Show `bars` in the order given."""
        self._bars = bars
        self.setFixedHeight(max(len(bars), 1) * ROW + 4)
        head = (texts(N_("Approach")), texts(N_("Value")), texts(N_("Range")))
        rows = tuple((b.name, b.text, b.range_text) for b in bars)
        self.say(texts, texts(N_("Approaches and conclusion compared")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Names at the left, ranges in the middle, figures at the right."""
        if not self._bars:
            return
        left = self.width() * LABEL
        room = max(self.width() - left - FIGURE - 8, 40.0)
        peak = max(max(b.high, b.value) for b in self._bars) * 1.04 or 1.0
        for position, bar in enumerate(self._bars):
            self._row(painter, bar, position * ROW, left, room / peak)

    def _row(self, painter: QPainter, bar: FieldBar, top: float, left: float, scale: float) -> None:
        colour = self.colours.text if bar.is_conclusion else self.colours.text_soft
        self.write(painter, QRectF(0, top, left - 6, ROW), bar.name, Qt.AlignmentFlag.AlignLeft, colour)
        start, end, at = (left + number * scale for number in (bar.low, bar.high, bar.value))
        area = QRectF(start, top + 8, max(end - start, 3.0), ROW - 16)
        ground = self.colours.bars if bar.is_conclusion else self.colours.bars_soft
        self.line(painter, QPointF(left, top + ROW / 2), QPointF(self.width() - FIGURE - 8, top + ROW / 2))
        self.bar(painter, area, ground)
        painter.setPen(QPen(QColor(self.colours.accent), 3))
        painter.drawLine(QPointF(at, top + 6), QPointF(at, top + ROW - 6))
        figure = QRectF(self.width() - FIGURE, top, FIGURE, ROW)
        self.write(painter, figure, bar.text, Qt.AlignmentFlag.AlignRight, self.colours.text)
        self.spot(area.adjusted(-4, -4, 4, 4), f"{bar.name} {bar.text}\n{bar.range_text}".strip())
