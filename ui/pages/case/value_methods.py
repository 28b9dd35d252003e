"""Which further methods are applied to the case, what does each come to, and how much does it count?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.case import Case
from ui.dialogs.method_chooser import MethodChooser
from ui.operations.methods import FAMILIES, MethodPreview, MethodPreviews
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.state.edits import insert_at, remove_at
from ui.state.figures import UNKNOWN, percent, quantity
from ui.state.method_edits import copy_of, input_name, model_of, new_method
from ui.state.quantities import as_typed
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.catalogue import models
from valuation.model import ModelResult
from valuation.results import MethodValue
from valuation.units import MONEY
from valuation.wording import N_, Message

MethodResult = ModelResult | MethodValue
"""Both have value, unit, workings and warnings."""


@dataclass(frozen=True)
class MethodRow:
    """A method of the case with what it comes to by itself."""

    method: AppliedMethod
    title: str
    family: str
    preview: MethodPreview | None
    assessed: MethodValue | None = None
    """As the case has it: legal protection may limit it, and its weight is scaled with those of the approaches."""

    @property
    def result(self) -> MethodResult | None:
        """What it comes to in the case, else by itself."""
        return self.assessed or (self.preview.result if self.preview is not None else None)


class MethodsCard(Part):
    """The list, and add, duplicate, remove. The cards beside it show the method chosen here."""

    chosen = Signal()
    computed = Signal()

    shows_inputs = True

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[MethodRow] = TableRows()
        self.table = TableView(self.rows, most_rows=7)
        self.previews = MethodPreviews(page.office)
        self._chooser: MethodChooser | None = None
        self._none = label("muted", wraps=True)
        self.add_method, self._copy, self._remove = button("secondary"), button("link"), button("link")
        self.add_links((self._copy, self._duplicate), (self._remove, self._take_out), (self.add_method, self._choose))
        self.add(self._none)
        self.add(self.table)
        self.table.row_chosen.connect(lambda _: self.chosen.emit())

    @property
    def position(self) -> int:
        """Position of the method shown, -1 for none."""
        count = len(self.rows.rows)
        return min(max(self.table.current_row(), 0), count - 1) if count else -1

    def preview(self, case: Case) -> MethodPreview | None:
        """What the method shown came to last."""
        return self.previews.known(case.methods[self.position]) if 0 <= self.position < len(case.methods) else None

    def result(self, session: CaseSession) -> MethodResult | None:
        """What the method shown comes to in the case; by itself while the case is not valued with these inputs yet."""
        at, case = self.position, session.case
        return self._row(session, case.methods[at]).result if 0 <= at < len(case.methods) else None

    def retranslate(self, texts: Texts) -> None:
        """Heading, links, titles."""
        self.say(texts(N_("Further methods")), texts(N_("weight 0: a cross-check; a weight counts in the conclusion")))
        self.add_method.setText(texts(N_("Add a method…")))
        self._copy.setText(texts(N_("Duplicate")))
        self._remove.setText(texts(N_("Remove")))
        self._none.setText(
            texts(
                N_("None yet. Options, excess earnings, discount rates, useful life and many more can be added here.")
            )
        )
        self.table.setAccessibleName(texts(N_("Further methods")))
        self.rows.set_columns(self._columns(texts))

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The methods of the case; those whose inputs changed are computed anew."""
        case = session.case
        self._write(session)
        self.previews.show(case.methods, self._take_previews)

    def field_at(self, path: str) -> QWidget | None:
        """The list, with the method of `path` chosen."""
        found = input_name(path, self.page.case)
        if found is None:
            return (
                self.table if path == "methods" and self.rows.rows else self.add_method if path == "methods" else None
            )
        if 0 <= found[0] < len(self.rows.rows):
            self.table.choose_row(found[0])
        return None

    def choose(self, position: int) -> None:
        """Show the method at `position`."""
        if 0 <= position < len(self.rows.rows):
            self.table.choose_row(position)

    def take(self, name: str) -> None:
        """Put a method of the catalogue into the case and show it."""
        model = models()[name]
        at = len(self.page.case.methods)
        said = Message("method_added", N_("Method added: {method_label}"), {"method_label": model.label})
        self.page.change(said, insert_at(self.page.case, "methods", new_method(model)))
        self.choose(at)

    def _write(self, session: CaseSession) -> None:
        at, case = self.position, session.case
        self.rows.set_rows(tuple(self._row(session, method) for method in case.methods))
        self.table.setVisible(bool(case.methods))
        self._none.setVisible(not case.methods)
        for link in (self._copy, self._remove):
            link.setVisible(bool(case.methods))
        if case.methods and self.table.current_row() < 0:
            self.choose(min(max(at, 0), len(case.methods) - 1))

    def _row(self, session: CaseSession, method: AppliedMethod) -> MethodRow:
        model, texts = model_of(method), self.desk.texts
        family = texts(FAMILIES.get(model.family, model.family)) if model is not None else UNKNOWN
        title = method_title(method, self.desk)
        return MethodRow(method, title, family, self.previews.known(method), assessed_method(session, method))

    def _columns(self, texts: Texts) -> tuple[Column[MethodRow], ...]:
        return (
            Column(title=texts(N_("Method")), text=lambda r: r.title, stretch=True),
            Column(title=texts(N_("Kind of method")), text=lambda r: r.family, tone=lambda _: "muted"),
            Column(
                title=texts(N_("Value")),
                text=self._value,
                value=lambda r: r.result.value if r.result else None,
                tone=lambda r: "attention" if r.preview and r.result is None else "",
                is_number=True,
            ),
            Column(title=texts(N_("Weight")), text=self._weight, is_number=True),
            Column(title=texts(N_("Reason")), text=lambda r: r.method.reason or UNKNOWN, stretch=True),
        )

    def _value(self, row: MethodRow) -> str:
        if row.result is not None:
            return result_text(row.result.value, row.result.unit, self.desk)
        return UNKNOWN if row.preview is None else self.desk.texts(N_("inputs missing"))

    def _weight(self, row: MethodRow) -> str:
        if not row.method.weight:
            return self.desk.texts(N_("cross-check"))
        weight = as_typed(row.method.weight, "number", "yuan")
        return f"{weight} ({percent(row.assessed.weight)})" if row.assessed is not None else weight

    def _take_previews(self) -> None:
        if self.page.session is not None:
            self._write(self.page.session)
            self.computed.emit()

    def _choose(self) -> None:
        self._chooser = MethodChooser(self.desk, self.window())
        self._chooser.chosen.connect(self.take)
        self._chooser.open()

    def _duplicate(self) -> None:
        at, case = self.position, self.page.case
        if 0 <= at < len(case.methods):
            title = method_title(case.methods[at], self.desk)
            said = Message("method_copied", N_("Method duplicated: {title}"), {"title": title})
            self.page.change(said, insert_at(case, "methods", copy_of(case.methods[at]), at + 1))
            self.choose(at + 1)

    def _take_out(self) -> None:
        at, case = self.position, self.page.case
        if 0 <= at < len(case.methods):
            title = method_title(case.methods[at], self.desk)
            said = Message("method_removed", N_("Method removed: {title}"), {"title": title})
            self.page.change(said, remove_at(case, "methods", at))


def assessed_method(session: CaseSession, method: AppliedMethod) -> MethodValue | None:
    """The method as the latest assessment has it, if that was made with the same inputs."""
    assessment = session.assessment
    if assessment is None or method not in assessment.case.methods:
        return None
    return next((found for found in assessment.appraisal.methods if found.key == method.id), None)


def method_title(method: AppliedMethod, desk: Desk) -> str:
    """The user's own name of a method, else that of the catalogue."""
    model = model_of(method)
    return method.title or (desk.texts(model.label) if model is not None else method.model)


def result_text(value: float, unit: str, desk: Desk) -> str:
    """A result with its unit."""
    shown = quantity(value, unit, desk.settings.money_unit)
    if unit == MONEY:
        return f"{shown} {desk.money_name}"
    words = {"years": N_("years"), "months": N_("months")}.get(unit)
    return f"{shown} {desk.texts(words)}" if words else shown
