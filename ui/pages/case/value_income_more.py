"""Which less usual facts bear on a product line: attack on the patents, delay, licence, other assets, split by year?"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.records.case import Case
from pledgeapp.records.product import Allocation, IncomePlan
from pledgeapp.records.wording import label as label_of
from ui.pages.case.assumption_list import AssumptionList, paths_of
from ui.pages.case.bool_choice import BoolChoice
from ui.pages.case.case_page import EDITED, CasePage
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.state.edits import replace_at
from ui.state.quantities import as_typed, from_typed
from ui.widgets.number_grid import GridTexts, NumberGrid
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

MORE_ASSUMPTIONS = ("validity_probability", "launch_delay_years", "licence_term_years", "other_assets_charge")
SHARING = (
    FieldSpec(
        "allocation",
        N_("Value shared among the patents"),
        "choice",
        tuple(Allocation),
        N_("By their scores, or by what each adds to every combination of the others (Shapley)"),
    ),
)


class MoreOfPlan(QWidget):
    """Folded away behind one line unless something in it is used."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._base = ""
        self.opener, self._used = button("link"), label("muted")
        self.opener.setCheckable(True)
        self.assumptions = AssumptionList(page)
        self.sharing = Form(page, SHARING, columns=2)
        words = (N_("deducted from the value by income"), N_("not deducted from the value"))
        self.fees = BoolChoice(page, "deducts_annual_fees", N_("Annual fees of the patents"), words)
        self._split_title, self._reason = label("muted", wraps=True), label("error", wraps=True)
        self.split = NumberGrid()
        self._body = QWidget()
        self._lay_out()
        self.opener.toggled.connect(self._open)
        self.split.edited.connect(self._split_edited)
        self.split.cells.refused.connect(self._refuse)

    def retranslate(self) -> None:
        """Words of the desk."""
        texts = self._page.desk.texts
        self._title()
        self.assumptions.retranslate()
        self.sharing.retranslate()
        self.fees.retranslate()
        words = N_(
            "Split rate of each forecast year in %; empty: the rate above with its decline; the last one goes on"
        )
        self._split_title.setText(texts(words))
        name, place = texts(N_("Split rate by year")), texts(N_("Year {number}"))
        said = GridTexts(
            name, place, lambda v: as_typed(v, "percent", "yuan"), lambda text: from_typed(text, "percent", "yuan")
        )
        self.split.retranslate(texts, said)

    def show_plan(self, case: Case, base: str, plan: IncomePlan) -> None:
        """The plan at `base`; opened by itself the first time something in it is used."""
        used = used_of(plan, case)
        if used and base != self._base:
            self.opener.setChecked(True)
        self._base = base
        self._used.setText(" · ".join(self._page.desk.texts(name) for name in used))
        self.assumptions.show_paths(case, paths_of(case, base, MORE_ASSUMPTIONS))
        self.sharing.show_record(case, base)
        self.fees.show_case_value()
        self.split.show_rows((plan.split_by_year,) if plan.split_by_year else ())

    def field_at(self, path: str) -> QWidget | None:
        """The field of one of its facts, unfolded."""
        found = self.assumptions.field_at(path) or self.sharing.field_at(path)
        if ".split_by_year" in path:
            found = self.split
        elif path == "deducts_annual_fees":
            found = self.fees
        if found is not None and path != self._base:
            self.opener.setChecked(True)
            return found
        return None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.opener)
        head.addWidget(self._used, 1)
        choices = QHBoxLayout()
        choices.setSpacing(14)
        choices.addWidget(self.sharing, 1)
        choices.addWidget(self.fees, 1)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.assumptions)
        inside.addLayout(choices)
        for part in (self._split_title, self.split, self._reason):
            inside.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(head)
        outer.addWidget(self._body)
        self._body.hide()
        self._reason.hide()

    def _title(self) -> None:
        texts = self._page.desk.texts
        self.opener.setText(texts(N_("Less")) if self.opener.isChecked() else texts(N_("More")))
        self.opener.setAccessibleName(texts(N_("More about the product line")))
        self.opener.setToolTip(texts(N_("Validity, delay, licence, other assets, split by year, sharing, annual fees")))

    def _open(self) -> None:
        self._body.setVisible(self.opener.isChecked())
        self._title()

    def _split_edited(self, rows: Any) -> None:
        params = {"name_label": N_("Split rate by year"), "before_label": N_("Figures"), "after_label": N_("changed")}
        path = f"{self._base}.split_by_year"
        changed = replace_at(self._page.case, path, rows[0] if rows else ())
        problem = self._page.change(Message("split_edited", EDITED, params), changed)
        self._refuse(self._page.desk.texts.message(problem.message) if problem else "")

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


def used_of(plan: IncomePlan, case: Case) -> list[str]:
    """msgids of what is used beyond the usual."""
    found = []
    if plan.validity_probability.value != 1:
        found.append(N_("validity"))
    if plan.launch_delay_years.value != 0:
        found.append(N_("delay"))
    if plan.licence_term_years.value is not None:
        found.append(N_("licence term"))
    if plan.other_assets_charge.value != 0:
        found.append(N_("other assets"))
    if plan.split_by_year:
        found.append(N_("split by year"))
    if plan.allocation is not Allocation.SCORE:
        found.append(label_of(plan.allocation))
    if case.deducts_annual_fees:
        found.append(N_("annual fees deducted"))
    return found
