"""What does the doubt about one value look like, small and live beside its fields?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ui.state.density import Density

SIZE = (150, 52)


class DensityPicture(QWidget):
    """Bars of the density over a ground line, a mark at the value; in the palette of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(80, SIZE[1])
        self.setMaximumHeight(SIZE[1])
        self._density: Density | None = None

    def show_density(self, density: Density | None, name: str) -> None:
        """Draw `density`; None leaves the place empty."""
        self._density = density
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Bars, line, mark."""
        density = self._density
        if density is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        bars = QColor(accent)
        bars.setAlphaF(0.55)
        base, tall = self.height() - 3.0, self.height() - 8.0
        peak, step = max(density.heights) or 1.0, self.width() / len(density.heights)
        for at, height in enumerate(density.heights):
            painter.fillRect(QRectF(at * step, base - tall * height / peak, step * 0.9, tall * height / peak), bars)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(self.width(), base + 0.5))
        share = (density.value - density.edges[0]) / ((density.edges[-1] - density.edges[0]) or 1.0)
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(share * self.width(), 2), QPointF(share * self.width(), base))
        painter.end()
