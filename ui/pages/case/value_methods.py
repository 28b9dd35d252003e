"""Which further methods are applied to the case, what does each come to, and how much does it count?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.case import Case
from ui.dialogs.method_chooser import FAMILIES, MethodChooser
from ui.operations.methods import MethodPreview, MethodPreviews
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.state.edits import insert_at, remove_at
from ui.state.figures import UNKNOWN, quantity
from ui.state.method_edits import copy_of, input_name, model_of, new_method
from ui.state.quantities import as_typed
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.catalogue import models
from valuation.units import MONEY
from valuation.wording import N_, Message


@dataclass(frozen=True)
class MethodRow:
    """A method of the case with what it comes to by itself."""

    method: AppliedMethod
    title: str
    family: str
    preview: MethodPreview | None


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
        self._write(case)
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

    def _write(self, case: Case) -> None:
        at = self.position
        self.rows.set_rows(tuple(self._row(method) for method in case.methods))
        self.table.setVisible(bool(case.methods))
        self._none.setVisible(not case.methods)
        for link in (self._copy, self._remove):
            link.setVisible(bool(case.methods))
        if case.methods and self.table.current_row() < 0:
            self.choose(min(max(at, 0), len(case.methods) - 1))

    def _row(self, method: AppliedMethod) -> MethodRow:
        model, texts = model_of(method), self.desk.texts
        family = texts(FAMILIES.get(model.family, model.family)) if model is not None else UNKNOWN
        return MethodRow(method, method_title(method, self.desk), family, self.previews.known(method))

    def _columns(self, texts: Texts) -> tuple[Column[MethodRow], ...]:
        return (
            Column(title=texts(N_("Method")), text=lambda r: r.title, stretch=True),
            Column(title=texts(N_("Kind of method")), text=lambda r: r.family, tone=lambda _: "muted"),
            Column(
                title=texts(N_("Value")),
                text=lambda r: self._value(r.preview),
                value=lambda r: r.preview.result.value if r.preview and r.preview.result else None,
                tone=lambda r: "attention" if r.preview and r.preview.result is None else "",
                is_number=True,
            ),
            Column(title=texts(N_("Weight")), text=lambda r: self._weight(r.method), is_number=True),
            Column(title=texts(N_("Reason")), text=lambda r: r.method.reason or UNKNOWN, stretch=True),
        )

    def _value(self, preview: MethodPreview | None) -> str:
        if preview is None:
            return UNKNOWN
        if preview.result is None:
            return self.desk.texts(N_("inputs missing"))
        return result_text(preview.result.value, preview.result.unit, self.desk)

    def _weight(self, method: AppliedMethod) -> str:
        return as_typed(method.weight, "number", "yuan") if method.weight else self.desk.texts(N_("cross-check"))

    def _take_previews(self) -> None:
        if self.page.session is not None:
            self._write(self.page.session.case)
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
