"""What do all charts share: theme, hover that gives numbers, a description in words, copying as picture and as data?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from pledgeapp.i18n import Texts
from ui.state.colours import LIGHT, Colours
from valuation.wording import N_

LABEL_POINTS = -2
"""Labels of charts are this many pixels smaller than the text around them."""
Table = tuple[tuple[str, ...], ...]


class ChartCanvas(QWidget):
    """Subclasses draw in `draw` and mark with `spot` what the pointer can ask about."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours: Colours = LIGHT
        self.texts: Texts | None = None
        self._spots: list[tuple[QRectF, str]] = []
        self._hovered: QRectF | None = None
        self._table: Table = ()
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def restyle(self, colours: Colours) -> None:
        """Draw in the colours of another theme."""
        self.colours = colours
        self.update()

    def say(self, texts: Texts, name: str, table: Table) -> None:
        """Name the chart and give the figures behind it: what is copied, and what a screen reader says."""
        self.texts = texts
        self._table = table
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(" ".join(row) for row in table[1:]))
        self.update()

    @property
    def table(self) -> Table:
        """Titles and rows of the figures shown."""
        return self._table

    def draw(self, painter: QPainter) -> None:
        """Draw everything; called with antialiasing on and the label font set."""
        raise NotImplementedError

    def spot(self, area: QRectF, text: str) -> None:
        """Let the pointer over `area` tell `text`."""
        self._spots.append((area, text))

    def spots(self) -> Sequence[tuple[QRectF, str]]:
        """What the pointer can ask about, as drawn last."""
        return tuple(self._spots)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw, with what the pointer is over outlined."""
        self._spots = []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.label_font())
        self.draw(painter)
        if self._hovered is not None:
            painter.setPen(QPen(QColor(self.colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._hovered.adjusted(-2, -2, 2, 2), 3, 3)
        painter.end()

    def label_font(self) -> QFont:
        """The font of labels."""
        font = QFont(self.font())
        if font.pixelSize() > 0:
            font.setPixelSize(max(font.pixelSize() + LABEL_POINTS, 10))
        else:
            font.setPointSizeF(max(font.pointSizeF() - 1, 7))
        return font

    def write(self, painter: QPainter, area: QRectF, text: str, align: Qt.AlignmentFlag, colour: str = "") -> None:
        """Write a label, shortened at its end when it does not fit."""
        painter.setPen(QColor(colour or self.colours.text_soft))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, shown)

    def bar(self, painter: QPainter, area: QRectF, colour: str) -> None:
        """A filled bar with slightly rounded corners."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(area, 2, 2)

    def line(self, painter: QPainter, start: QPointF, end: QPointF, colour: str = "") -> None:
        """A thin line."""
        painter.setPen(QPen(QColor(colour or self.colours.line), 1))
        painter.drawLine(start, end)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the numbers under the pointer."""
        found = next((spot for spot in self._spots if spot[0].contains(event.position())), None)
        hovered = found[0] if found else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        if found:
            QToolTip.showText(event.globalPosition().toPoint(), found[1], self)
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        if self.texts is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.texts(N_("Copy as picture"))).triggered.connect(self.copy_picture)
        menu.addAction(self.texts(N_("Copy as data"))).triggered.connect(self.copy_data)
        menu.popup(event.globalPos())

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as it looks."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def copy_data(self) -> None:
        """Put the figures on the clipboard, tab-separated."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in self._table))
