"""What is the conclusion about the open case right now, and what keeps the report a draft?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pledgeapp.currency_names import YUAN
from pledgeapp.i18n import Texts
from ui.state import figures
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.figures import MoneyUnit, unit_name
from ui.state.headlines import ENOUGH_COVER, Point, fair_value_working, lending_working, open_points
from ui.widgets.badge import Badge
from ui.widgets.elided_label import rule
from ui.widgets.figure_button import FigureButton
from ui.widgets.mini_histogram import MiniHistogram, Spread
from ui.widgets.point_row import PointRow
from ui.widgets.styling import button, label, set_property
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment

WIDTH = 288


@dataclass(frozen=True)
class Look:
    """In which words, money unit, colours and currency something is shown."""

    texts: Texts
    unit: MoneyUnit
    colours: Colours
    currency: str = YUAN

    @property
    def money_name(self) -> str:
        """What the money unit is called in the currency."""
        return unit_name(self.unit, self.texts.language, self.currency)


class ConclusionStrip(QFrame):
    """The right edge of a case: follows every edit; each figure opens, each open point leads to its field."""

    open_working = Signal(object)
    jump_requested = Signal(str)
    preview_requested = Signal()
    issue_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setFixedWidth(WIDTH)
        self._when, self._draft = label("muted"), Badge()
        self._caption, self._range = label("muted"), label("muted", wraps=True)
        self._value, self._unit = FigureButton(), label("unit")
        set_property(self._value, "emphasis", "large")
        self._histogram = MiniHistogram()
        self._cover_chance = label("muted", wraps=True)
        self._rows = {name: (label("muted"), FigureButton()) for name in ("lending", "ratio", "limit", "cover")}
        self._points_title = label("muted", wraps=True)
        self._points = QVBoxLayout()
        self._point_rows: list[PointRow] = []
        self._preview, self._issue = button("primary"), button("secondary")
        self._lay_out()
        self._preview.clicked.connect(self.preview_requested)
        self._issue.clicked.connect(self.issue_requested)
        for figure in (self._value, *(row[1] for row in self._rows.values())):
            figure.opened.connect(self.open_working)

    def show_session(self, session: CaseSession, look: Look) -> None:
        """Show the conclusion as it stands; what is not known is a dash."""
        texts, assessment = look.texts, session.assessment
        self._when.setText(
            texts(N_("Valuation date {day}"), day=figures.day(session.case.valuation_date, texts.language))
        )
        is_final = assessment is not None and not assessment.is_draft
        self._draft.say(texts(N_("Final")) if is_final else texts(N_("Draft")), "good" if is_final else "attention")
        self._show_value(assessment, look)
        self._show_spread(session, assessment, look)
        self._show_lending(assessment, look)
        self._show_points(open_points(session, texts), look)
        self._preview.setText(texts(N_("Preview the draft")) if not is_final else texts(N_("Preview the report")))
        self._issue.setText(texts(N_("Issue the report…")))
        for made in (self._preview, self._issue):
            made.setAccessibleName(made.text())
            made.setEnabled(assessment is not None)
        self._preview.setToolTip("Ctrl+P")

    def _show_value(self, assessment: Assessment | None, look: Look) -> None:
        texts = look.texts
        value = assessment.fair_value if assessment is not None else None
        self._caption.setText(texts(N_("Fair value (conclusion)")))
        text = figures.money(value.base if value else None, look.unit)
        if assessment is not None and value is not None:
            self._value.show_figure(text, lambda: fair_value_working(assessment), self._caption.text())
        else:
            self._value.show_figure(text, name=self._caption.text())
        self._unit.setText(look.money_name)
        if value is None:
            self._range.setText(texts(N_("Not valued yet")))
        elif value.low == value.high:
            self._range.setText(texts(N_("No uncertainty is stated")))
        else:
            low, high = figures.money(value.low, look.unit), figures.money(value.high, look.unit)
            self._range.setText(texts(N_("Range {low} – {high} (P10–P90)"), low=low, high=high))

    def _show_spread(self, session: CaseSession, assessment: Assessment | None, look: Look) -> None:
        simulation = assessment.simulation if assessment is not None else None
        if assessment is None or simulation is None:
            self._histogram.show_spread(None, look.colours, "")
            self._cover_chance.hide()
            return
        loan = _loan(session, assessment)
        texts, edges = look.texts, simulation.histogram_edges
        hover = tuple(
            texts(
                N_("{low} – {high}: {share} of the simulated values"),
                low=figures.money(edges[i], look.unit),
                high=figures.money(edges[i + 1], look.unit),
                share=figures.percent(count / simulation.paths),
            )
            for i, count in enumerate(simulation.histogram_counts)
        )
        said = texts(N_("Loan {amount}"), amount=figures.money(loan, look.unit)) if loan is not None else ""
        name = texts(N_("Distribution of the value in {count} simulated cases"), count=f"{simulation.paths:,}")
        spread = Spread(edges, simulation.histogram_counts, loan, said, hover)
        self._histogram.show_spread(spread, look.colours, name)
        chance = simulation.probability_value_covers_loan
        self._cover_chance.setVisible(chance is not None)
        self._cover_chance.setText(
            texts(N_("The value covers the loan in {share} of cases"), share=figures.percent(chance))
        )

    def _show_lending(self, assessment: Assessment | None, look: Look) -> None:
        chain = assessment.lending if assessment is not None else None
        texts, unit = look.texts, look.unit
        cap = figures.percent(chain.loan_to_value_cap) if chain else figures.UNKNOWN
        self._row(
            assessment,
            "lending",
            _in_unit(N_("Lending value"), look),
            figures.money(chain.lending_value if chain else None, unit),
        )
        ratio = figures.percent(chain.loan_to_value if chain else None)
        self._row(assessment, "ratio", texts(N_("Loan-to-value (cap {cap})"), cap=cap), ratio)
        self._row(
            assessment,
            "limit",
            _in_unit(N_("Loan limit"), look),
            figures.money(chain.loan_limit if chain else None, unit),
        )
        set_property(self._rows["limit"][1], "tone", "info")
        ratio_of_cover = chain.coverage_ratio if chain else None
        self._row(assessment, "cover", texts(N_("Coverage ratio")), figures.multiple(ratio_of_cover))
        tone = "" if ratio_of_cover is None else "good" if ratio_of_cover >= ENOUGH_COVER else "danger"
        set_property(self._rows["cover"][1], "tone", tone)

    def _row(self, assessment: Assessment | None, name: str, caption: str, text: str) -> None:
        said, figure = self._rows[name]
        said.setText(caption)
        if assessment is None or assessment.lending is None:
            figure.show_figure(text, name=caption)
            return
        field, symbols = _LENDING_STEPS[name]
        value = getattr(assessment.lending, field)
        figure.show_figure(text, lambda: lending_working(assessment, value, symbols), caption)

    def _show_points(self, points: tuple[Point, ...], look: Look) -> None:
        texts = look.texts
        title = texts(N_("Before a final report ({count})"), count=len(points))
        self._points_title.setText(title if points else texts(N_("Nothing is open: the report can be final")))
        while len(self._point_rows) < len(points):
            self._add_point_row()
        for row, point in zip(self._point_rows, points, strict=False):
            row.say(point.badge, point.tone, point.text)
            row.setProperty("path", point.path)
            row.show()
        for row in self._point_rows[len(points) :]:
            row.hide()

    def _add_point_row(self) -> None:
        row = PointRow()
        row.clicked.connect(lambda: self.jump_requested.emit(row.property("path")))
        self._points.insertWidget(len(self._point_rows), row)
        self._point_rows.append(row)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._when, 1)
        head.addWidget(self._draft)
        figure = QHBoxLayout()
        figure.setSpacing(4)
        figure.addWidget(self._value)
        figure.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        outer.addLayout(head)
        outer.addWidget(self._caption)
        outer.addLayout(figure)
        for widget in (self._range, self._histogram, self._cover_chance, rule()):
            outer.addWidget(widget)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for line, (said, shown) in enumerate(self._rows.values()):
            set_property(shown, "emphasis", "medium")
            grid.addWidget(said, line, 0)
            grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        outer.addLayout(grid)
        outer.addWidget(rule())
        outer.addWidget(self._points_title)
        outer.addWidget(self._scrolled_points(), 1)
        outer.addWidget(self._preview)
        outer.addWidget(self._issue)

    def _scrolled_points(self) -> QScrollArea:
        inside = QWidget()
        self._points.setContentsMargins(0, 0, 0, 0)
        self._points.setSpacing(0)
        self._points.addStretch(1)
        inside.setLayout(self._points)
        area = QScrollArea()
        area.setObjectName("stripPoints")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area


_LENDING_STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "lending": ("lending_value", ("A",)),
    "ratio": ("loan_to_value", ("LTV",)),
    "limit": ("loan_limit", ("X",)),
    "cover": ("coverage_ratio", ("CR",)),
}
"""Field of the lending chain behind each row, and symbols its step may be called by."""


def _loan(session: CaseSession, assessment: Assessment) -> float | None:
    asked = session.case.loan.amount
    if asked is not None:
        return float(asked.amount) if asked.currency == session.case.currency else None
    return assessment.lending.loan_limit if assessment.lending is not None else None


def _in_unit(name: str, look: Look) -> str:
    return look.texts(N_("{name_label} ({unit_label})"), name_label=name, unit_label=look.money_name)
