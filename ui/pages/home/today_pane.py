"""What needs me today?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.models.case_columns import state_of
from ui.pages.home.book import needing_attention
from ui.state import figures
from ui.widgets.badge import Tone
from ui.widgets.elided_label import rule
from ui.widgets.point_row import PointRow
from ui.widgets.styling import button, label
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.summary import CaseSummary

WIDTH = 264
_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MOST = 6


class TodayPane(QFrame):
    """The day, the cases that need something, and the way to the issued reports."""

    case_requested = Signal(object)
    history_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidePane")
        self.setFixedWidth(WIDTH)
        self._title, self._day, self._caption = label("title"), label("muted"), label("muted")
        self._nothing = label("", wraps=True)
        self._rows = [self._row() for _ in range(_MOST)]
        self._reports = button("link")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(6)
        for part in (self._title, self._day, rule(), self._caption, self._nothing, *self._rows, rule()):
            column.addWidget(part)
        column.addWidget(self._reports)
        column.addStretch(1)
        self._reports.clicked.connect(self.history_requested)

    def show_cases(self, summaries: tuple[CaseSummary, ...], now: datetime, texts: Texts) -> None:
        """Show the day and the most urgent of `summaries`."""
        self._title.setText(texts(N_("Today")))
        weekday = texts(_WEEKDAYS[now.weekday()])
        self._day.setText(f"{figures.day(now.date(), texts.language)} {weekday}")
        self._caption.setText(texts(N_("Needs something")))
        urgent = needing_attention(summaries, _MOST)
        self._nothing.setText(texts(N_("Nothing is waiting.")) if summaries else texts(N_("No case yet.")))
        self._nothing.setVisible(not urgent)
        for row, summary in zip(self._rows, urgent, strict=False):
            text, tone = state_of(summary)
            row.say(texts(text, count=summary.open_points_count), cast("Tone", tone), summary.title)
            row.setProperty("case", summary)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(urgent))
        self._reports.setText(texts(N_("Issued reports")))
        self._reports.setAccessibleName(self._reports.text())
        self._reports.setToolTip("Ctrl+R")

    def _row(self) -> PointRow:
        row = PointRow()
        row.clicked.connect(lambda: self.case_requested.emit(row.property("case")))
        return row
