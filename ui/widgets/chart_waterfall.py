"""How does the value shrink from step to step until the loan limit?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

HEIGHT = 220
FOOT = 38
LINE = 16
"""Pixels of a line of words below the bars."""
TOP = 22


@dataclass(frozen=True)
class Stage:
    """One bar: its name, value, and how the value and the step to it are written."""

    name: str
    value: float
    text: str
    note: str = ""


class WaterfallChart(ChartCanvas):
    """A bar for each stage; the first is the value, the last what may be lent, dashes show what was lost between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stages: tuple[Stage, ...] = ()

    def show_stages(self, texts: Texts, stages: tuple[Stage, ...]) -> None:
        """Show `stages` from left to right."""
        self._stages = stages
        head = (texts(N_("Stage")), texts(N_("Value")), texts(N_("Step")))
        rows = tuple((s.name, s.text, s.note) for s in stages)
        self.say(texts, texts(N_("From fair value to the loan limit")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Bars over a base line, name and step below each, figure above."""
        if not self._stages:
            return
        step = self.width() / len(self._stages)
        is_narrow = any(painter.fontMetrics().horizontalAdvance(s.name) > step - 4 for s in self._stages)
        name_height = LINE * 2 if is_narrow else LINE
        base = self.height() - FOOT - (name_height - LINE)
        peak = max(stage.value for stage in self._stages) or 1.0
        scale = (base - TOP) / peak
        self.line(painter, QPointF(0, base), QPointF(self.width(), base))
        for position, stage in enumerate(self._stages):
            high = max(stage.value, 0.0) * scale
            area = QRectF(step * position + step * 0.18, base - high, step * 0.64, high)
            if position:
                before = max(self._stages[position - 1].value, 0.0) * scale
                lost = QRectF(area.left(), base - before, area.width(), max(before - high, 0.0))
                self.bar(painter, lost, self.colours.surface_soft)
            self.bar(painter, area, self._colour(position))
            self._words(painter, stage, area, QRectF(area.center().x() - step / 2 + 2, base + 3, step - 4, name_height))

    def _colour(self, position: int) -> str:
        if position == len(self._stages) - 1:
            return self.colours.good
        return self.colours.accent if position == 0 else self.colours.bars

    def _words(self, painter: QPainter, stage: Stage, area: QRectF, name: QRectF) -> None:
        """The figure above the bar, below it the name in the rectangle `name` and the step under that."""
        centre = Qt.AlignmentFlag.AlignHCenter
        above = QRectF(name.left() - 2, area.top() - 20, name.width() + 4, 18)
        self.write(painter, above, stage.text, centre, self.colours.text)
        painter.setPen(QColor(self.colours.text))
        painter.drawText(name, centre | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, stage.name)
        self.write(painter, QRectF(name.left(), name.bottom(), name.width(), LINE), stage.note, centre)
        told = f"{stage.name} {stage.text}\n{stage.note}".strip()
        self.spot(QRectF(area.left(), min(area.top(), area.bottom() - 4), area.width(), max(area.height(), 4.0)), told)
