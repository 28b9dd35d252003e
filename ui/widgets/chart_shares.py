"""Which input is how much of the doubt about the conclusion: alone, and together with the others?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

ROW = 26
LABEL = 0.42
ENDS = 96


@dataclass(frozen=True)
class Share:
    """One input: its share alone and with interactions (0 to 1), the error of both, and how they are written."""

    name: str
    alone: float
    together: float
    error: float
    text: str


class SharesChart(ChartCanvas):
    """A strong bar for the share alone on a soft one with interactions; a whisker is twice the standard error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self._shares: tuple[Share, ...] = ()

    def show_shares(self, texts: Texts, shares: tuple[Share, ...]) -> None:
        """Show `shares`, the largest first."""
        self._shares = shares
        self.setFixedHeight(max(len(shares), 1) * ROW + 4)
        head = (texts(N_("Input")), texts(N_("Share of the variance")))
        rows = tuple((share.name, share.text) for share in shares)
        self.say(texts, texts(N_("Shares of the doubt")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """A row for each input."""
        left, room = self.width() * LABEL, max(self.width() * (1 - LABEL) - ENDS, 20.0)
        for at, share in enumerate(self._shares):
            top = at * ROW + 4.0
            name = QRectF(0, top, left - 6, ROW - 8)
            self.write(painter, name, share.name, Qt.AlignmentFlag.AlignLeft, self.colours.text)
            for value, colour in ((share.together, self.colours.bars_soft), (share.alone, self.colours.accent)):
                self.bar(painter, QRectF(left, top + 2, min(max(value, 0.0), 1.0) * room, ROW - 12), colour)
            middle, end = top + (ROW - 8) / 2, left + min(max(share.alone, 0.0), 1.0) * room
            painter.setPen(QPen(QColor(self.colours.text_soft), 1))
            whisker = 2 * share.error * room
            painter.drawLine(
                QPointF(max(end - whisker, left), middle), QPointF(min(end + whisker, left + room), middle)
            )
            after = left + min(max(share.together, share.alone, 0.0), 1.0) * room + 6
            self.write(painter, QRectF(after, top, ENDS + room, ROW - 8), share.text, Qt.AlignmentFlag.AlignLeft)
            self.spot(QRectF(left, top, room, ROW - 8), f"{share.name}\n{share.text}")
