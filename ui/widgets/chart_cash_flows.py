"""How do yearly income and its present value compare?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.widgets.chart_canvas import ChartCanvas
from valuation.wording import N_

HEIGHT = 190
FOOT = 22
TOP = 10


@dataclass(frozen=True)
class YearBars:
    """One year: two values of the same unit and how they are written."""

    year: str
    income: float
    present_value: float
    income_text: str
    present_value_text: str


class CashFlowChart(ChartCanvas):
    """Two bars for each year: soft the income of the year, strong its present value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._years: tuple[YearBars, ...] = ()

    def show_years(self, texts: Texts, years: tuple[YearBars, ...]) -> None:
        """Show `years`, oldest first."""
        self._years = years
        head = (texts(N_("Year")), texts(N_("Income of the year")), texts(N_("Present value")))
        rows = tuple((y.year, y.income_text, y.present_value_text) for y in years)
        self.say(texts, texts(N_("Cash flows and their present value")), (head, *rows))

    def draw(self, painter: QPainter) -> None:
        """Bars over a base line, years below."""
        if not self._years:
            return
        base = self.height() - FOOT
        peak = max(max(y.income, y.present_value, 0.0) for y in self._years) or 1.0
        step = self.width() / len(self._years)
        width = min(step * 0.36, 26.0)
        self.line(painter, QPointF(0, base), QPointF(self.width(), base))
        every = max(1, round(38 / step + 0.5)) if step < 38 else 1
        for position, year in enumerate(self._years):
            middle = step * (position + 0.5)
            self._pair(painter, year, QPointF(middle, base), width, (base - TOP) / peak)
            if position % every == 0:
                area = QRectF(middle - step * every / 2, base + 4, step * every, FOOT - 4)
                self.write(painter, area, year.year, Qt.AlignmentFlag.AlignHCenter)

    def _pair(self, painter: QPainter, year: YearBars, foot: QPointF, width: float, scale: float) -> None:
        high = max(year.income, 0.0) * scale
        low = max(year.present_value, 0.0) * scale
        self.bar(painter, QRectF(foot.x() - width, foot.y() - high, width, high), self.colours.bars_soft)
        self.bar(painter, QRectF(foot.x() - width * 0.3, foot.y() - low, width, low), self.colours.accent)
        area = QRectF(foot.x() - width, foot.y() - max(high, low), width * 1.7, max(high, low, 4.0))
        self.spot(area, self._told(year))

    def _told(self, year: YearBars) -> str:
        titles = self.table[0]
        return f"{year.year}\n{titles[1]} {year.income_text}\n{titles[2]} {year.present_value_text}"
