"""How do one or two quantities run over a third?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas

HEIGHT = 200
FOOT = 24
LEFT = 64
TOP = 24
TICKS = 4


@dataclass(frozen=True)
class Curve:
    """One line: its name, heights over the common places, and whether it is the main one."""

    name: str
    heights: tuple[float, ...]
    is_main: bool = True


@dataclass(frozen=True)
class Picture:
    """Lines over common places, how numbers of both axes are written, and a mark on the axis below (its name)."""

    title: str
    across: str
    places: tuple[float, ...]
    curves: tuple[Curve, ...]
    write_place: Callable[[float], str]
    write_height: Callable[[float], str]
    mark: float | None = None
    mark_text: str = ""


class LineChart(ChartCanvas):
    """Lines with their names above; the pointer tells the numbers of the nearest place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._picture: Picture | None = None

    def show_picture(self, texts: Texts, picture: Picture | None) -> None:
        """Show `picture`; None clears."""
        self._picture = picture
        if picture is None:
            self.say(texts, "", ((),))
            return
        head = (picture.across, *(curve.name for curve in picture.curves))
        rows = tuple(
            (picture.write_place(place), *(picture.write_height(curve.heights[at]) for curve in picture.curves))
            for at, place in enumerate(picture.places)
        )
        self.say(texts, picture.title, (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Ground lines, curves, mark, names."""
        picture = self._picture
        if picture is None or not picture.places:
            return
        heights = [height for curve in picture.curves for height in curve.heights]
        low, high = min(0.0, *heights), max(heights)
        area = QRectF(LEFT, TOP, self.width() - LEFT - 12, self.height() - TOP - FOOT)
        self._ground(painter, picture, area, (low, high))
        for curve in picture.curves:
            points = [self._point(picture, area, (low, high), at, height) for at, height in enumerate(curve.heights)]
            colour = self.colours.accent if curve.is_main else self.colours.text_soft
            style = Qt.PenStyle.SolidLine if curve.is_main else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(colour), 2 if curve.is_main else 1.3, style))
            painter.drawPolyline(QPolygonF(points))
        self._names(painter, picture)
        step = area.width() / max(len(picture.places) - 1, 1)
        for at, row in enumerate(self.table[1:]):
            told = "\n".join(f"{title} {text}" for title, text in zip(self.table[0], row, strict=True))
            self.spot(QRectF(area.left() + step * (at - 0.5), area.top(), step, area.height()), told)

    def _point(self, picture: Picture, area: QRectF, ends: tuple[float, float], at: int, height: float) -> QPointF:
        first, last = picture.places[0], picture.places[-1]
        x = area.left() + (picture.places[at] - first) / ((last - first) or 1.0) * area.width()
        return QPointF(x, area.bottom() - (height - ends[0]) / ((ends[1] - ends[0]) or 1.0) * area.height())

    def _ground(self, painter: QPainter, picture: Picture, area: QRectF, ends: tuple[float, float]) -> None:
        right, centre = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
        for tick in range(TICKS + 1):
            y = area.bottom() - area.height() * tick / TICKS
            self.line(painter, QPointF(area.left(), y), QPointF(area.right(), y))
            shown = picture.write_height(ends[0] + (ends[1] - ends[0]) * tick / TICKS)
            self.write(painter, QRectF(0, y - 9, LEFT - 8, 18), shown, right)
            x = area.left() + area.width() * tick / TICKS
            first, last = picture.places[0], picture.places[-1]
            place = picture.write_place(first + (last - first) * tick / TICKS)
            wide = QRectF(min(max(x - 45, 0), self.width() - 90), area.bottom() + 4, 90, FOOT - 6)
            self.write(painter, wide, place, right if tick == TICKS else centre)
        if picture.mark is not None and picture.places[0] <= picture.mark <= picture.places[-1]:
            first, last = picture.places[0], picture.places[-1]
            x = area.left() + (picture.mark - first) / ((last - first) or 1.0) * area.width()
            painter.setPen(QPen(QColor(self.colours.danger), 1.3, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            self.write(painter, QRectF(x + 4, area.top(), 120, 16), picture.mark_text, Qt.AlignmentFlag.AlignLeft,
                       self.colours.danger)  # fmt: skip

    def _names(self, painter: QPainter, picture: Picture) -> None:
        left = float(LEFT)
        for curve in picture.curves:
            colour = self.colours.accent if curve.is_main else self.colours.text_soft
            painter.setPen(QPen(QColor(colour), 2))
            painter.drawLine(QPointF(left, 10), QPointF(left + 14, 10))
            wide = painter.fontMetrics().horizontalAdvance(curve.name) + 6
            self.write(painter, QRectF(left + 20, 1, wide, 18), curve.name, Qt.AlignmentFlag.AlignLeft)
            left += 20 + wide + 18
