"""Which uncertain inputs move together, how strongly, and why?"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import DistributionKind
from pledgeapp.records.assumption_paths import assumptions
from pledgeapp.records.case import Case
from pledgeapp.records.simulation import Correlation
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.sensitivities import input_name
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import insert_at, remove_at, replace_at
from ui.state.figures import UNKNOWN
from ui.state.quantities import as_typed, from_typed
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

ROOTS = ("products", "market", "cost", "methods")
"""Where the numbers stand on which the value rests."""


def uncertain_paths(case: Case) -> tuple[str, ...]:
    """Inputs of the value whose uncertainty is stated."""
    return tuple(
        path
        for path, assumption in assumptions(case)
        if path.startswith(ROOTS) and assumption.uncertainty.kind is not DistributionKind.FIXED
    )


class CorrelationsCard(Part):
    """A row for each pair; value and reason are typed in place."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[Correlation] = TableRows()
        self.table = TableView(self.rows, most_rows=6)
        self.first, self.second, self.value = Field("choice"), Field("choice"), Field("number")
        self._add, self._remove = button("secondary"), button("link")
        self._none, self._reason = label("muted", wraps=True), label("error", wraps=True)
        self._reason.hide()
        self.add_links((self._remove, self._take_out))
        entry = QHBoxLayout()
        entry.setSpacing(10)
        for field, share in ((self.first, 4), (self.second, 4), (self.value, 2)):
            entry.addWidget(field, share)
        entry.addWidget(self._add)
        for part in (self._none, self.table, self._reason):
            self.add(part)
        self.add_layout(entry)
        self.body.addStretch(1)
        self._add.clicked.connect(self._put_in)
        self.rows.refused.connect(self._refuse)

    def retranslate(self, texts: Texts) -> None:
        """Heading, fields, titles."""
        self.say(texts(N_("Inputs that move together")), texts(N_("−1 to 1, of the normal scores")))
        self._add.setText(texts(N_("Add the pair")))
        self._remove.setText(texts(N_("Take the pair out")))
        self._none.setText(texts(N_("All inputs are drawn independently of each other.")))
        self.value.say(FieldTexts(texts(N_("Correlation")), hint=texts(N_("−1 to 1"))))
        self.table.setAccessibleName(texts(N_("Inputs that move together")))

        def name(path: str) -> str:
            return _known_name(self.page.case, path, self.page)

        self.rows.set_columns(
            (
                Column(title=texts(N_("Input")), text=lambda r: name(r.first), stretch=True),
                Column(title=texts(N_("moves with")), text=lambda r: name(r.second), stretch=True),
                Column(
                    title=texts(N_("Correlation")),
                    text=lambda r: as_typed(r.value, "number", "yuan"),
                    value=lambda r: r.value,
                    is_number=True,
                    commit=lambda row, text: self._typed(row, "value", from_typed(text, "number", "yuan")),
                ),
                Column(
                    title=texts(N_("Reason")),
                    text=lambda r: r.reason or UNKNOWN,
                    typed=lambda r: r.reason,
                    commit=lambda row, text: self._typed(row, "reason", text),
                    tone=lambda r: "" if r.reason else "attention",
                    stretch=True,
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Pairs of the case and the inputs that can make new ones."""
        case = session.case
        offered = tuple((path, input_name(case, path, self.desk)) for path in uncertain_paths(case))
        texts = self.desk.texts
        for field, title in ((self.first, N_("Input")), (self.second, N_("moves with"))):
            field.say(FieldTexts(texts(title), choices=offered))
        self.rows.set_rows(case.correlations)
        self.table.setVisible(bool(case.correlations))
        self._remove.setVisible(bool(case.correlations))
        self._none.setVisible(not case.correlations)
        self._add.setEnabled(len(offered) > 1)

    def field_at(self, path: str) -> QWidget | None:
        """The table."""
        return self.table if path.startswith("correlations") else None

    def _put_in(self) -> None:
        case, typed = self.page.case, from_typed(self.value.text(), "number", "yuan")
        first, second = self.first.text(), self.second.text()
        known = {frozenset((pair.first, pair.second)) for pair in case.correlations}
        if not first or not second or first == second:
            self._refuse(self.desk.texts(N_("Choose two different inputs")))
            return
        if frozenset((first, second)) in known:
            self._refuse(self.desk.texts(N_("This pair is there already")))
            return
        pair = {"first": first, "second": second, "value": typed if typed is not None else ""}
        name = Message("correlation_added", N_("Correlation added"))
        self._show(self.page.change(name, insert_at(case, "correlations", pair)))

    def _take_out(self) -> None:
        at = max(self.table.current_row(), 0)
        name = Message("correlation_removed", N_("Correlation taken out"))
        self.page.change(name, remove_at(self.page.case, "correlations", at))

    def _typed(self, row: int, field: str, value: object) -> str | None:
        name = Message("correlation_edited", N_("Correlation changed"))
        path = f"correlations[{row}].{field}"
        problem = self.page.change(name, replace_at(self.page.case, path, value if value is not None else Decimal(0)))
        return self.desk.texts.message(problem.message) if problem else None

    def _show(self, problem: Problem | None) -> None:
        self._refuse(self.desk.texts.message(problem.message) if problem else "")

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


def _known_name(case: Case, path: str, page: CasePage) -> str:
    """The input's name; its path where a product line or a method of it is gone."""
    try:
        return input_name(case, path, page.desk)
    except IndexError:
        return path
