"""How is the value spread, and where does the loan lie in it? A small drawing for the conclusion strip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.state.colours import LIGHT, Colours

HEIGHT = 84
_CAPTION = 16
"""Room above the bars for the words at the loan line."""
FAR = 0.5
"""A loan further from the values than this share of their spread stands beyond a break of the axis."""
_MARGIN = 0.16
"""Share of the width on the other side of the break."""


@dataclass(frozen=True)
class Spread:
    """Edges and counts of equal classes, the loan in the same unit, and what is written at its line."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    loan: float | None
    loan_text: str
    class_texts: tuple[str, ...]
    """What hovering over each class says."""


class MiniHistogram(QWidget):
    """Bars of the simulated values; those below the loan are pale, a dashed line marks the loan."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._spread: Spread | None = None
        self._colours = LIGHT

    def show_spread(self, spread: Spread | None, colours: Colours, name: str) -> None:
        """Draw `spread`; `name` says in words what the drawing shows."""
        self._spread, self._colours = spread, colours
        self.setVisible(spread is not None)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, ground line and loan line."""
        spread = self._spread
        if spread is None or not spread.counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        highest = max(spread.counts) or 1
        base, room = self.height() - 2.0, self.height() - 2.0 - _CAPTION
        for index, found in enumerate(spread.counts):
            left, right = self._x(spread.edges[index]), self._x(spread.edges[index + 1])
            is_below = spread.loan is not None and spread.edges[index + 1] <= spread.loan
            colour = self._colours.bars_soft if is_below else self._colours.bars
            tall = room * found / highest
            painter.fillRect(QRectF(left + 0.5, base - tall, max(right - left - 1, 1), tall), QColor(colour))
        painter.setPen(QPen(QColor(self._colours.line_strong), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(self.width(), base + 0.5))
        if self._broken_side():
            self._draw_break(painter, base + 0.5)
        if spread.loan is not None:
            self._draw_loan(painter, spread, spread.loan)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Hovering says the numbers of a class."""
        if isinstance(event, QHelpEvent) and self._spread is not None:
            index = self._class_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._spread.class_texts[index], self)
            return True
        return super().event(event)

    def _draw_break(self, painter: QPainter, base: float) -> None:
        """Two strokes across the ground line: the axis is not drawn to scale here."""
        place = _MARGIN * 0.75 if self._broken_side() < 0 else 1 - _MARGIN * 0.75
        middle = place * self.width()
        painter.fillRect(QRectF(middle - 2.5, base - 1.5, 5, 3), QColor(self._colours.surface))
        painter.setPen(QPen(QColor(self._colours.text_soft), 1.2))
        for x in (middle - 2.5, middle + 2.5):
            painter.drawLine(QPointF(x - 2, base + 1.5), QPointF(x + 2, base - 6))

    def _draw_loan(self, painter: QPainter, spread: Spread, loan: float) -> None:
        x = min(max(self._x(loan), 1.0), self.width() - 1.0)
        painter.setPen(QPen(QColor(self._colours.danger), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _CAPTION / 2), QPointF(x, self.height() - 2))
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.danger))
        wide = painter.fontMetrics().horizontalAdvance(spread.loan_text)
        left = x + 4 if x + 4 + wide <= self.width() else max(x - 4 - wide, 0)
        painter.drawText(QPointF(left, 11), spread.loan_text)

    def _broken_side(self) -> int:
        """-1 when the loan lies far below the values, 1 far above, 0 where one scale shows both."""
        spread = self._spread
        if spread is None or spread.loan is None:
            return 0
        low, high = spread.edges[0], spread.edges[-1]
        far = FAR * (high - low)
        return -1 if spread.loan < low - far else 1 if spread.loan > high + far else 0

    def _limits(self) -> tuple[float, float]:
        """Values at the left and the right edge of the scale of the bars."""
        spread = self._spread
        if spread is None:
            return 0.0, 1.0
        low, high = spread.edges[0], spread.edges[-1]
        if spread.loan is not None and not self._broken_side():
            low, high = min(low, spread.loan), max(high, spread.loan)
        return low, high

    def _x(self, value: float) -> float:
        """Where `value` stands; beyond a break there is the loan alone."""
        side, (low, high) = self._broken_side(), self._limits()
        if side and value == (self._spread.loan if self._spread else None):
            return (_MARGIN * 0.4 if side < 0 else 1 - _MARGIN * 0.4) * self.width()
        start, room = (_MARGIN if side < 0 else 0.0), 1 - _MARGIN * abs(side)
        return (start + (value - low) / ((high - low) or 1.0) * room) * self.width()

    def _class_at(self, x: float) -> int:
        spread = self._spread
        if spread is None:
            return 0
        inside = [i for i in range(len(spread.counts)) if self._x(spread.edges[i]) <= x]
        return inside[-1] if inside else 0
