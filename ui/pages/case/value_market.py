"""How are the comparables of the case brought to the patents pledged?"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.pages.case.assumption_list import AssumptionList, paths_of
from ui.pages.case.bool_choice import BoolChoice
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.new_records import market_plan
from ui.state.case_session import CaseSession
from ui.state.edits import replace_at
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

WEIGHT_FIELDS = (
    FieldSpec("grade_weights[A]", N_("Weight of a grade A source"), "percent", hint=N_("Contract or filing seen")),
    FieldSpec("grade_weights[B]", N_("Weight of a grade B source"), "percent", hint=N_("Published by a party")),
    FieldSpec("grade_weights[C]", N_("Weight of a grade C source"), "percent", hint=N_("Second hand")),
)


class MarketPlanCard(Part):
    """Rate for deferred payments, combination of adjustments, weights of sources."""

    shows_inputs = True

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.assumptions = AssumptionList(page)
        self.form = Form(page, WEIGHT_FIELDS)
        self.combination = BoolChoice(
            page,
            "market.is_chained",
            N_("Adjustments are"),
            (N_("multiplied"), N_("added up")),
        )
        self._begin, self._leave_out = button("secondary"), button("link")
        self._note = label("muted", wraps=True)
        self._begin.clicked.connect(self._make)
        self._leave_out.clicked.connect(self._drop)
        self.add_action(self._leave_out)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.combination, 1)
        row.addWidget(self.form, 3)
        self.add_left(self._begin)
        self.add(self.assumptions)
        self.add_layout(row)
        self.add(self._note)

    def retranslate(self, texts: Texts) -> None:
        """Labels."""
        self.say(texts(N_("How transactions are compared")), texts(N_("how they are brought to these patents")))
        self._begin.setText(texts(N_("Use the market approach")))
        self._leave_out.setText(texts(N_("Leave the market approach out")))
        self._note.setText(
            texts(N_("The weights of the grades are the appraiser's judgement and stand in the report."))
        )
        self.assumptions.retranslate()
        self.form.retranslate()
        self.combination.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The plan, or the way to begin one."""
        case, has_plan = session.case, session.case.market is not None
        self._begin.setVisible(not has_plan)
        for part in (self._leave_out, self.assumptions, self.combination, self.form, self._note):
            part.setVisible(has_plan)
        self.assumptions.show_paths(case, paths_of(case, "market", ("deferred_payment_rate",)))
        self.form.show_record(case, "market" if has_plan else None)
        if has_plan:
            self.combination.show_case_value()

    def field_at(self, path: str) -> QWidget | None:
        """The line or field at `path`."""
        if path == "market":
            return self._begin
        return self.assumptions.field_at(path) or (
            self.form.field_at(path) if path.startswith("market.grade") else None
        )

    def _make(self) -> None:
        name = Message("market_begun", N_("Market approach begun"))
        self.page.change(name, replace_at(self.page.case, "market", market_plan()))

    def _drop(self) -> None:
        name = Message("market_dropped", N_("Market approach left out"))
        self.page.change(name, replace_at(self.page.case, "market", None))
