"""Step 5: what are the patents worth by each approach, and in conclusion?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.operations.office import Office
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.value_conclusion import AllottedCard, FieldCard, WarningsCard, WeightsCard
from ui.pages.case.value_correlations import CorrelationsCard
from ui.pages.case.value_cost import CostItemsCard, CostPlanCard
from ui.pages.case.value_income import LineChartsCard, LineChoice, LinePlanCard, YearsCard
from ui.pages.case.value_market import MarketPlanCard
from ui.pages.case.value_market_grid import ComparablesCard
from ui.pages.case.value_method_shown import MethodChartCard, MethodInputsCard, MethodStepsCard
from ui.pages.case.value_methods import MethodsCard
from ui.pages.case.value_questions import BreakEvenCard, TwoWayCard
from ui.pages.case.value_scenarios import ScenariosCard
from ui.pages.case.value_steps import ApproachStepsCard
from ui.pages.case.value_uncertainty import DistributionCard, Questions, SharesCard, SwingsCard
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, money
from valuation.wording import N_

TABS = ("income", "market", "cost", "methods", "uncertainty", "conclusion")
TAB_TITLES = (
    N_("By income"),
    N_("By market"),
    N_("By cost"),
    N_("Further methods"),
    N_("Uncertainty"),
    N_("Conclusion"),
)
TAB_OF_ROOT = {
    "products": "income",
    "deducts_annual_fees": "income",
    "market": "market",
    "cost": "cost",
    "methods": "methods",
    "scenarios": "uncertainty",
    "correlations": "uncertainty",
    "simulation": "uncertainty",
    "approaches": "conclusion",
    "divergence_limit": "conclusion",
}


class ValuePage(CasePage):
    """A tab for each approach with its value, and one for the conclusion."""

    title = N_("Valuation")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in TABS:
            self.tabs.addTab("")
        self.outer.insertWidget(0, self.tabs)
        self.outer.setSpacing(8)
        line = LineChoice(self)
        self.line = line
        methods = MethodsCard(self)
        self.methods = methods
        panes = (
            ((line,), (LinePlanCard(self, line),), (YearsCard(self, line), LineChartsCard(self, line))),
            ((MarketPlanCard(self),), (ComparablesCard(self),), (ApproachStepsCard(self, "market"),)),
            ((CostItemsCard(self),), (CostPlanCard(self),), (ApproachStepsCard(self, "cost"),)),
            (
                (methods,),
                (MethodInputsCard(self, methods),),
                (MethodStepsCard(self, methods), MethodChartCard(self, methods)),
            ),
            self._uncertainty(),
            ((WeightsCard(self),), (FieldCard(self),), (AllottedCard(self), WarningsCard(self))),
        )
        self._parts_of = [[part for parts in rows for part in parts] for rows in panes]
        self._stale: set[int] = set()
        self._panes = tuple(self._pane(rows) for rows in panes)
        self.column.addStretch(1)
        self.tabs.currentChanged.connect(self._show_pane)
        self._show_pane(0)

    def _uncertainty(self) -> tuple[tuple[Part, ...], ...]:
        """The cards about how sure the value is; the questions are answered once for all of them."""
        shares, scenarios, two_way, break_even = (
            SharesCard(self),
            ScenariosCard(self),
            TwoWayCard(self),
            BreakEvenCard(self),
        )
        self.questions = Questions(
            self, (shares, scenarios, two_way, break_even), lambda: TABS[self.tabs.currentIndex()] == "uncertainty"
        )
        two_way.axes_chosen.connect(self.questions.choose_axes)
        return (
            (DistributionCard(self), SwingsCard(self)),
            (break_even, shares),
            (scenarios,),
            (CorrelationsCard(self),),
            (two_way,),
            (self.questions,),
        )

    def retranslate(self, texts: Texts) -> None:
        """The tabs write their titles with the values in `show_session`."""
        self.tabs.setAccessibleName(texts(N_("Approaches")))
        self._title_tabs(self.session)
        super().retranslate(texts)

    def show_session(self, session: CaseSession) -> None:
        """The values behind the titles of the tabs, and everything below."""
        super().show_session(session)
        self._title_tabs(session)

    def parts_shown(self, session: CaseSession) -> Sequence[Part]:
        """While a slider is held the tab in front alone: what nobody sees would cost the hand its time."""
        if not session.is_trying:
            self._stale = set()
            return self.parts
        front = self.tabs.currentIndex()
        self._stale = set(range(len(TABS))) - {front}
        return self._parts_of[front]

    def enter(self, focus: str = "") -> None:
        """A jump to a field turns to its tab first."""
        root = focus.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
        if root in TAB_OF_ROOT:
            self.tabs.setCurrentIndex(TABS.index(TAB_OF_ROOT[root]))
        super().enter(focus)

    def _title_tabs(self, session: CaseSession | None) -> None:
        texts = self.desk.texts
        values: dict[str, float | None] = {}
        if session is not None and session.assessment is not None:
            assessment = session.assessment
            values = {a.approach: a.value for a in assessment.appraisal.approaches}
            values["conclusion"] = assessment.fair_value.base if assessment.fair_value else None
        for position, (key, title) in enumerate(zip(TABS, TAB_TITLES, strict=True)):
            self.tabs.setTabText(position, f"{texts(title)}  {self._behind(key, values)}".rstrip())

    def _behind(self, key: str, values: dict[str, float | None]) -> str:
        """What stands behind the title of a tab: a value, or how many methods there are."""
        if key == "methods":
            return str(len(self.session.case.methods) or "") if self.session is not None else ""
        if key == "uncertainty":
            return ""
        value = values.get(key)
        return UNKNOWN if value is None else money(value, self.desk.settings.money_unit)

    def _pane(self, rows: tuple[tuple[Part, ...], ...]) -> QWidget:
        """Rows of parts; parts in one row share its width, the first a little more of it."""
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for parts in rows:
            row = QHBoxLayout()
            row.setSpacing(12)
            for position, part in enumerate(parts):
                self.parts.append(part)
                row.addWidget(part, 5 if position == 0 else 3)
            column.addLayout(row)
        self.column.addWidget(pane)
        return pane

    def _show_pane(self, current: int) -> None:
        for position, pane in enumerate(self._panes):
            pane.setVisible(position == current)
        if self.session is None:
            return
        if current in self._stale:
            self._stale.discard(current)
            for part in self._parts_of[current]:
                part.show_session(self.session)
        if TABS[current] == "uncertainty":
            self.questions.show_session(self.session)
