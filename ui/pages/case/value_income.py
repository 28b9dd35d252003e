"""What does a product line yield by the income approach, and on which assumptions?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import Case
from pledgeapp.records.product import Product, RoyaltyBase, TaxBasis
from pledgeapp.records.step_sources import sourced
from pledgeapp.records.wording import label as label_of
from ui.pages.case.assumption_list import AssumptionList, paths_of
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.new_records import INCOME_ASSUMPTIONS, income_plan
from ui.pages.case.sensitivities import circled, swings
from ui.pages.case.value_income_more import MoreOfPlan
from ui.pages.case.value_years import year_bars, year_columns, year_rows
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import replace_at
from ui.state.figures import UNKNOWN, money
from ui.state.working import Working, working_of
from ui.widgets.chart_cash_flows import CashFlowChart
from ui.widgets.chart_tornado import TornadoChart
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import button, label, restyle
from ui.widgets.table_rows import TableRows
from ui.widgets.table_view import TableView
from valuation.results import LineResult, YearRow
from valuation.wording import N_, Message

PLAN_FIELDS = (
    FieldSpec("royalty_base", N_("Base of the rate"), "choice", tuple(RoyaltyBase)),
    FieldSpec("tax_basis", N_("Income taken"), "choice", tuple(TaxBasis)),
    FieldSpec("discount_rate_basis", N_("Basis of the discount rate"), "choice", tuple(TaxBasis)),
)
MOST_SWINGS = 7
"""Inputs shown in the chart of what moves the conclusion."""


class LineChoice(Part):
    """Which product line the cards below show."""

    chosen = Signal()

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.setObjectName("plain")
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self._none = label("muted", wraps=True)
        self._go = button("link")
        self._go.clicked.connect(lambda: self.desk.go("case/patents", "products"))
        self.add_action(self._go)
        self.add(self.tabs)
        self.add(self._none)
        self.tabs.currentChanged.connect(self._tell)

    @property
    def position(self) -> int:
        """Position of the product line in the case, -1 for none."""
        return self.tabs.currentIndex()

    def retranslate(self, texts: Texts) -> None:
        """Words for no product line."""
        self._none.setText(texts(N_("No product line yet: enter one with its yearly revenue in step 2.")))
        self._go.setText(texts(N_("To the product lines")))
        self.tabs.setAccessibleName(texts(N_("Product lines")))

    def show_session(self, session: CaseSession) -> None:
        """A tab for each product line; hidden while there is only one."""
        names = [product_name(product, self.desk.settings.language) for product in session.case.products]
        while self.tabs.count() > len(names):
            self.tabs.removeTab(self.tabs.count() - 1)
        for position, name in enumerate(names):
            text = f"{circled(position)} {name}"
            if position < self.tabs.count():
                self.tabs.setTabText(position, text)
            else:
                self.tabs.addTab(text)
        self.setVisible(len(names) != 1)
        self._become_card(is_card=not names)
        self.tabs.setVisible(len(names) > 1)
        self._none.setVisible(not names)
        self._go.setVisible(not names)

    def product(self, case: Case) -> Product | None:
        """The product line chosen."""
        return case.products[self.position] if 0 <= self.position < len(case.products) else None

    def result(self, assessment: Assessment | None, case: Case) -> LineResult | None:
        """What the chosen line came to; None while it could not be valued."""
        product = self.product(case)
        if assessment is None or product is None:
            return None
        lines = [line for approach in assessment.appraisal.approaches for line in approach.lines]
        return next((line for line in lines if line.key == product.id), None)

    def choose(self, position: int) -> None:
        """Show the product line at `position`."""
        self.tabs.setCurrentIndex(position)

    def _become_card(self, *, is_card: bool) -> None:
        """Words stand on a card; tabs stand on the ground."""
        name = "card" if is_card else "plain"
        if self.objectName() != name:
            self.setObjectName(name)
            margin = 16 if is_card else 0
            self.outer.setContentsMargins(margin, margin, margin, margin)
            restyle(self)

    def _tell(self) -> None:
        if self.page.session is not None:
            self.page.show_session(self.page.session)


class LinePlanCard(Part):
    """The assumptions of a product line and its value."""

    shows_inputs = True

    def __init__(self, page: CasePage, line: LineChoice) -> None:
        super().__init__(page)
        self._line = line
        self.form = Form(page, PLAN_FIELDS)
        self.assumptions = AssumptionList(page)
        self.more = MoreOfPlan(page)
        self.value = FigureButton()
        self.value.setProperty("emphasis", "medium")
        self._begin, self._leave_out = button("secondary"), button("link")
        self._begin.clicked.connect(self._make_plan)
        self._leave_out.clicked.connect(self._drop_plan)
        self.add_action(self._leave_out)
        self.add_action(self.value)
        self.add_left(self._begin)
        self.add(self.form)
        self.add(self.assumptions)
        self.add(self.more)
        page.opens(self.value)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self._begin.setText(texts(N_("Value this line by the income approach")))
        self._leave_out.setText(texts(N_("Leave this line out")))
        self.form.retranslate()
        self.assumptions.retranslate()
        self.more.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The plan of the chosen line."""
        case, product = session.case, self._line.product(session.case)
        self.setVisible(product is not None)
        if product is None:
            self.assumptions.show_paths(case, ())
            self.form.show_record(case, None)
            return
        base, plan = f"products[{self._line.position}].income", product.income
        self.say(product_name(product, self.desk.settings.language), self._soft(case, product))
        self.form.setVisible(plan is not None)
        self.assumptions.setVisible(plan is not None)
        self._begin.setVisible(plan is None)
        self._leave_out.setVisible(plan is not None)
        self.form.show_record(case, base if plan is not None else None)
        self.assumptions.show_paths(case, paths_of(case, base, INCOME_ASSUMPTIONS))
        self.more.setVisible(plan is not None)
        if plan is not None:
            self.more.show_plan(case, base, plan)
        self._show_value(session)

    def field_at(self, path: str) -> QWidget | None:
        """The line of an assumption, its product line brought forward."""
        if path == "deducts_annual_fees":
            return self.more.field_at(path)
        if not path.startswith("products[") or ".income" not in path:
            return None
        self._line.choose(int(path[len("products[") :].split("]", maxsplit=1)[0]))
        found = self.assumptions.field_at(path) or self.more.field_at(path) or self.form.field_at(path)
        return found or self._begin

    def _show_value(self, session: CaseSession) -> None:
        assessment, result = session.assessment, self._line.result(session.assessment, session.case)
        texts, unit = self.desk.texts, self.desk.settings.money_unit
        if assessment is None or result is None:
            self.value.show_figure(UNKNOWN, name=texts(N_("Value of the product line")))
            return
        shown = f"{money(result.value, unit)} {self.desk.money_name}"
        self.value.show_figure(
            shown,
            lambda: working_of(sourced(assessment, result.workings), "V", self._line_name(session.case)),
            texts(N_("Value of the product line")),
        )

    def _line_name(self, case: Case) -> str:
        product = self._line.product(case)
        return product_name(product, self.desk.settings.language) if product is not None else ""

    def _soft(self, case: Case, product: Product) -> str:
        texts, plan = self.desk.texts, product.income
        if plan is None:
            return texts(N_("not valued by the income approach"))
        method = N_("Relief from royalty") if plan.royalty_base is RoyaltyBase.SALES else N_("Income split")
        words = N_("{method_label} · {count} patent(s) · {timing_label} · no value past the rights")
        return texts(words, method_label=method, count=len(product.patents), timing_label=label_of(case.timing))

    def _make_plan(self) -> None:
        self._put_plan(Message("plan_made", N_("Product line valued by the income approach")), income_plan())

    def _drop_plan(self) -> None:
        self._put_plan(Message("plan_dropped", N_("Product line left out of the income approach")), None)

    def _put_plan(self, name: Message, plan: object) -> None:
        self.page.change(name, replace_at(self.page.case, f"products[{self._line.position}].income", plan))


class YearsCard(Part):
    """Income and present value year by year; every present value opens."""

    def __init__(self, page: CasePage, line: LineChoice) -> None:
        super().__init__(page)
        self._line = line
        self.rows: TableRows[YearRow] = TableRows()
        self.table = TableView(self.rows, most_rows=22)
        self._none = label("muted", wraps=True)
        self._copy = button("link")
        self._copy.clicked.connect(self.table.copy_selection)
        self.add_action(self._copy)
        self.add(self._none)
        self.add(self.table)
        self.body.addStretch(1)
        page.opens(self.table)

    def retranslate(self, texts: Texts) -> None:
        """Heading and titles."""
        self.say(texts(N_("Yearly income and present value")), self.desk.money_name)
        self._copy.setText(texts(N_("Copy the table")))
        self._none.setText(texts(N_("Nothing to show yet: the line lacks figures or assumptions, see what is open.")))
        self.table.setAccessibleName(texts(N_("Yearly income and present value")))
        self.rows.set_columns(year_columns(self.desk, self._working))

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The years of the chosen line with their total."""
        self.setVisible(self._line.product(session.case) is not None)
        result = self._line.result(session.assessment, session.case)
        self.rows.set_rows(year_rows(result) if result else (), 1)
        self.table.setVisible(result is not None)
        self._none.setVisible(result is None)

    def _working(self, row: YearRow) -> Working | None:
        from ui.pages.case.value_years import first_forecast_year, working_of_year

        session = self.page.session
        assessment = session.assessment if session is not None else None
        result = self._line.result(assessment, session.case) if session is not None else None
        if assessment is None or result is None:
            return None
        first_year = first_forecast_year(assessment.case, result.key)
        return working_of_year(row, first_year, sourced(assessment, result.workings))


class LineChartsCard(Part):
    """The years as bars, and which inputs of the whole case move the conclusion most."""

    def __init__(self, page: CasePage, line: LineChoice) -> None:
        super().__init__(page)
        self._line = line
        self.cash_flows, self.tornado = CashFlowChart(), TornadoChart()
        self._swings_title, self._swings_soft = label("title"), label("subtitle", wraps=True)
        for part in (self.cash_flows, self._swings_title, self._swings_soft, self.tornado):
            self.add(part)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Headings."""
        self.say(texts(N_("Cash flows")), texts(N_("soft: in the year, strong: present value")))
        self._swings_title.setText(texts(N_("What moves the conclusion most")))
        unit = self.desk.money_name
        words = N_("each input between its low and high end, ±10 % where no uncertainty is stated ({unit})")
        self._swings_soft.setText(texts(words, unit=unit))

    def restyle(self, colours: Colours) -> None:
        """Colours of the charts."""
        self.cash_flows.restyle(colours)
        self.tornado.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Both charts."""
        self.setVisible(self._line.product(session.case) is not None)
        result = self._line.result(session.assessment, session.case)
        texts, assessment = self.desk.texts, session.assessment
        self.cash_flows.show_years(texts, year_bars(result, self.desk.settings.money_unit) if result else ())
        found = swings(assessment, self.desk)[:MOST_SWINGS] if assessment is not None else ()
        self.tornado.show_swings(texts, found)
        for part in (self._swings_title, self._swings_soft, self.tornado):
            part.setVisible(bool(found))


def product_name(product: Product, language: str) -> str:
    """The product's name in the language of the window, where it has one."""
    return product.name_en if language == "en" and product.name_en else product.name
