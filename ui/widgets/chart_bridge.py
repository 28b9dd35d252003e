"""Which parts lead from one value to another?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

HEIGHT = 240
FOOT = 40
TOP = 24


@dataclass(frozen=True)
class Span:
    """One part: its name, what it adds, and how that is written."""

    name: str
    change: float
    text: str


@dataclass(frozen=True)
class Bridge:
    """Both ends, whole bars, with their names and texts, and the parts between them."""

    first: Span
    parts: tuple[Span, ...]
    last: Span


class BridgeChart(ChartCanvas):
    """A whole bar at each end; between them each part hangs where the one before it ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._bridge: Bridge | None = None

    def show_bridge(self, texts: Texts, bridge: Bridge | None) -> None:
        """Show `bridge`; None clears."""
        self._bridge = bridge
        spans = (bridge.first, *bridge.parts, bridge.last) if bridge is not None else ()
        head = (texts(N_("Part")), texts(N_("Contribution")))
        self.say(texts, texts(N_("From one value to the other")), (head, *((s.name, s.text) for s in spans)))

    def draw(self, painter: QPainter) -> None:
        """Bars over a base that is cut off where all of them have it in common."""
        bridge = self._bridge
        if bridge is None:
            return
        levels = [bridge.first.change]
        for part in bridge.parts:
            levels.append(levels[-1] + part.change)
        peak, foot = max(*levels, bridge.last.change), min(*levels, bridge.last.change)
        start = max(foot - (peak - foot) * 0.6, 0.0) if foot > 0 else foot
        step, base = self.width() / (len(bridge.parts) + 2), self.height() - FOOT
        scale = (base - TOP) / ((peak - start) or 1.0)
        bars = [(bridge.first, start, bridge.first.change, self.colours.accent)]
        for part, before, after in zip(bridge.parts, levels[:-1], levels[1:], strict=True):
            bars.append((part, before, after, self.colours.good if part.change >= 0 else self.colours.danger))
        bars.append((bridge.last, start, bridge.last.change, self.colours.accent))
        self.line(painter, QPointF(0, base), QPointF(self.width(), base))
        for at, (span, low, high, colour) in enumerate(bars):
            top = base - (max(low, high) - start) * scale
            area = QRectF(step * at + step * 0.2, top, step * 0.6, max(abs(high - low) * scale, 2.0))
            self.bar(painter, area, colour)
            self.write(painter, QRectF(step * at, top - 19, step, 18), span.text, Qt.AlignmentFlag.AlignHCenter,
                       self.colours.text)  # fmt: skip
            painter.setPen(QColor(self.colours.text_soft))
            name = QRectF(step * at + 3, base + 4, step - 6, FOOT - 6)
            painter.drawText(name, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, span.name)
            self.spot(QRectF(step * at, top, step, base - top), f"{span.name}\n{span.text}")
