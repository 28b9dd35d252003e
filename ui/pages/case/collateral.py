"""Step 6: how much can be lent on the value, by which policy and route of disposal?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.step_sources import sourced
from pledgeapp.sentences import sentence
from ui.operations.office import Office
from ui.pages.case.assumption_list import AssumptionList, paths_of
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.collateral_policy import PolicyCard
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.new_records import DISPOSAL_ASSUMPTIONS, disposal_plan
from ui.pages.case.value_steps import StepsGrid
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.state.edits import replace_at
from ui.state.figures import UNKNOWN, money, multiple, percent
from ui.state.working import working_of
from ui.widgets.chart_waterfall import Stage, WaterfallChart
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import button, label
from valuation.results import LendingChain
from valuation.wording import N_, Message

ROUTE = (FieldSpec("route", N_("Disposal route"), hint=N_("Auction, platform, sale to a licensee …"), span=3),)
BINDING = {
    "loan_to_value_cap": N_("the loan-to-value cap sets the limit"),
    "requested_amount": N_("the amount asked for sets the limit"),
    "policy_maximum": N_("the largest loan of the policy sets the limit"),
    "nothing_to_lend_on": N_("there is nothing to lend on"),
}


class CollateralPage(CasePage):
    """Chart and figures first, then the chain, then what it rests on."""

    title = N_("Collateral")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.chart = ChainChartCard(self)
        self.policy = PolicyCard(self)
        self.disposal = DisposalCard(self)
        self.chain = ChainCard(self)
        row = QHBoxLayout()
        row.setSpacing(12)
        for part, stretch in ((self.chart, 4), (self.policy, 3)):
            self.parts.append(part)
            row.addWidget(part, stretch)
        self.column.addLayout(row)
        self.add_part(self.disposal)
        self.add_part(self.chain)
        self.column.addStretch(1)


class ChainChartCard(Part):
    """From fair value to loan limit as bars, and the three figures a decision needs."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.chart = WaterfallChart()
        self._why = label("muted", wraps=True)
        self.figures = {name: FigureButton() for name in ("X", "A", "LTV", "CR")}
        self._names = {name: label("muted") for name in self.figures}
        row = QHBoxLayout()
        for name, figure in self.figures.items():
            figure.setProperty("emphasis", "medium")
            if name == "X":
                figure.setProperty("tone", "info")
            page.opens(figure)
            box = QVBoxLayout()
            box.setSpacing(0)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(self._names[name])
            box.addWidget(figure, 0, Qt.AlignmentFlag.AlignLeft)
            row.addLayout(box)
        row.setSpacing(20)
        row.addStretch(1)
        self._row = QWidget()
        self._row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._binding = label("muted", wraps=True)
        self.add(self._why)
        self.add(self.chart, 1)
        self.add(self._row)
        self.add(self._binding)

    def retranslate(self, texts: Texts) -> None:
        """Heading and names."""
        words = N_("{unit} · every step can be opened below")
        self.say(texts(N_("From fair value to the loan limit")), texts(words, unit=self.desk.money_name))
        titles = {
            "X": N_("Loan limit"),
            "A": N_("Lending value"),
            "LTV": N_("Loan-to-value ratio"),
            "CR": N_("Coverage ratio"),
        }
        for name, title in titles.items():
            self._names[name].setText(texts(title))

    def restyle(self, colours: Colours) -> None:
        """Colours of the chart."""
        self.chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The chain, or what keeps it from being computed."""
        assessment = session.assessment
        chain = assessment.lending if assessment is not None else None
        for part in (self.chart, self._row, self._binding):
            part.setVisible(chain is not None)
        self._why.setVisible(chain is None)
        if chain is None or assessment is None:
            self._why.setText(self._missing(assessment))
            return
        texts = self.desk.texts
        self.chart.show_stages(texts, self._stages(chain))
        self._show_figures(assessment, chain)
        reason = texts(BINDING.get(chain.binding, ""))
        lines = [reason, *(texts.message(warning) for warning in chain.warnings)]
        self._binding.setText("\n".join(line for line in lines if line))

    def _missing(self, assessment: Assessment | None) -> str:
        texts = self.desk.texts
        if assessment is None or assessment.fair_value is None:
            return texts(N_("There is no value conclusion yet; it comes from step 5."))
        found = [
            sentence(point, assessment.case, texts)
            for point in assessment.open_points
            if point.path.startswith(("policy", "disposal"))
        ]
        return "\n".join([texts(N_("The loan limit is unknown while something is missing:")), *found])

    def _stages(self, chain: LendingChain) -> tuple[Stage, ...]:
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        haircut = 1 - chain.liquidation_value / chain.fair_value if chain.fair_value else 0.0
        cap = texts(N_("cap {cap}"), cap=percent(chain.loan_to_value_cap))
        stages = [
            (N_("Fair value"), chain.fair_value, ""),
            (N_("Liquidation value"), chain.liquidation_value, f"−{percent(haircut)}"),
            (N_("Lending value"), chain.lending_value, ""),
            (N_("Amount under the cap"), chain.capped_amount, cap),
            (N_("Loan limit"), chain.loan_limit, ""),
        ]
        if chain.excluded_value:
            pledgeable = chain.fair_value - chain.excluded_value
            stages.insert(1, (N_("Pledgeable"), pledgeable, f"−{money(chain.excluded_value, unit)}"))
        return tuple(Stage(texts(name), value, money(value, unit), note) for name, value, note in stages)

    def _show_figures(self, assessment: Assessment, chain: LendingChain) -> None:
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        steps, context = sourced(assessment, chain.workings), texts(N_("Lending chain"))
        shown = {
            "X": money(chain.loan_limit, unit),
            "A": money(chain.lending_value, unit),
            "LTV": percent(chain.loan_to_value),
            "CR": multiple(chain.coverage_ratio) if chain.coverage_ratio is not None else UNKNOWN,
        }
        for symbol, figure in self.figures.items():
            name = self._names[symbol].text()
            figure.show_figure(shown[symbol], partial(working_of, steps, symbol, context), name)


class DisposalCard(Part):
    """The road from fair value to what a sale would bring."""

    shows_inputs = True

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.form = Form(page, ROUTE)
        self.assumptions = AssumptionList(page)
        self._begin = button("secondary")
        self._begin.clicked.connect(self._make)
        self.add_left(self._begin)
        self.add(self.form)
        self.add(self.assumptions)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self.say(texts(N_("Disposal plan")), texts(N_("if the bank had to sell: route, time, cost")))
        self._begin.setText(texts(N_("Enter a disposal plan")))
        self.form.retranslate()
        self.assumptions.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The plan, or the way to begin one."""
        has_plan = session.case.disposal is not None
        self._begin.setVisible(not has_plan)
        self.form.setVisible(has_plan)
        self.assumptions.setVisible(has_plan)
        self.form.show_record(session.case, "disposal" if has_plan else None)
        self.assumptions.show_paths(session.case, paths_of(session.case, "disposal", DISPOSAL_ASSUMPTIONS))

    def field_at(self, path: str) -> QWidget | None:
        """The line at `path`."""
        if path == "disposal":
            return self._begin if self._begin.isVisibleTo(self) else self.form.field_at("disposal")
        return self.assumptions.field_at(path) or self.form.field_at(path)

    def _make(self) -> None:
        name = Message("disposal_begun", N_("Disposal plan begun"))
        self.page.change(name, replace_at(self.page.case, "disposal", disposal_plan()))


class ChainCard(Part):
    """Every step of the chain, each to be opened."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.steps = StepsGrid(page)
        self.add(self.steps)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(
            texts(N_("The chain step by step")), texts(N_("Enter or click on a figure opens its formula and inputs"))
        )

    def show_session(self, session: CaseSession) -> None:
        """All steps of the chain."""
        assessment = session.assessment
        chain = assessment.lending if assessment is not None else None
        self.setVisible(chain is not None)
        if chain is not None and assessment is not None:
            steps = sourced(assessment, chain.workings)
            self.steps.show_steps(steps, lambda _: True, self.desk.texts(N_("Lending chain")))
