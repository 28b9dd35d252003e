"""Which inputs move the conclusion most?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

ROW = 26
LABEL = 0.42
"""Share of the width for the names at the left."""
ENDS = 52
"""Pixels for the figures at both ends of the bars."""


@dataclass(frozen=True)
class Swing:
    """One input: how far the conclusion falls and rises, and how that and the input's ends are written."""

    name: str
    down: float
    up: float
    down_text: str
    up_text: str
    range_text: str


class TornadoChart(ChartCanvas):
    """A bar for each input around the conclusion, the widest at the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self._swings: tuple[Swing, ...] = ()

    def show_swings(self, texts: Texts, swings: tuple[Swing, ...]) -> None:
        """Show `swings` in the order given."""
        self._swings = swings
        self.setFixedHeight(max(len(swings), 1) * ROW + 6)
        head = (texts(N_("Input")), texts(N_("Range")), texts(N_("Falls by")), texts(N_("Rises by")))
        rows = tuple((s.name, s.range_text, s.down_text, s.up_text) for s in swings)
        self.say(texts, texts(N_("Inputs that move the conclusion most")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Names at the left, bars around a middle line, figures at their ends."""
        if not self._swings:
            return
        left = self.width() * LABEL + ENDS
        room = max(self.width() - left - ENDS, 40.0)
        widest = max(max(abs(s.down), abs(s.up)) for s in self._swings) or 1.0
        middle, scale = left + room / 2, room / 2 / widest
        for position, swing in enumerate(self._swings):
            self._row(painter, swing, position * ROW + 3, middle, scale)
        self.line(painter, QPointF(middle, 0), QPointF(middle, len(self._swings) * ROW + 3), self.colours.line_strong)

    def _row(self, painter: QPainter, swing: Swing, top: float, middle: float, scale: float) -> None:
        height = ROW - 10
        low, high = sorted((swing.down, swing.up))
        start, end = middle + min(low, 0.0) * scale, middle + max(high, 0.0) * scale
        self.bar(painter, QRectF(start, top + 4, middle - start, height), self.colours.bars)
        self.bar(painter, QRectF(middle, top + 4, end - middle, height), self.colours.accent)
        name = QRectF(0, top, self.width() * LABEL - 6, ROW - 2)
        self.write(painter, name, swing.name, Qt.AlignmentFlag.AlignLeft, self.colours.text)
        before = QRectF(start - ENDS - 4, top, ENDS, ROW - 2)
        self.write(painter, before, swing.down_text, Qt.AlignmentFlag.AlignRight)
        self.write(painter, QRectF(end + 4, top, ENDS, ROW - 2), swing.up_text, Qt.AlignmentFlag.AlignLeft)
        told = f"{swing.name} {swing.range_text}\n{swing.down_text} / {swing.up_text}"
        self.spot(QRectF(start, top + 4, max(end - start, 4.0), height), told)
