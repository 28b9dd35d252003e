"""How does the description of a method in the catalogue become the form in which its inputs are given?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.case import Case
from ui.pages.case.assumption_list import said_of, who_set, with_unit
from ui.pages.case.case_page import EDITED, AssumptionHome, CasePage
from ui.pages.case.method_input_words import bounds_words, measure_of_input
from ui.pages.case.method_series import SeriesEditor, scale_measure
from ui.state.edits import replace_many
from ui.state.method_edits import input_of, may_be_left_out, put_method, with_input, without_input
from ui.state.method_words import choice_words
from ui.widgets.assumption_detail import EvidenceChoice, Measure
from ui.widgets.assumption_row import AssumptionHeading, AssumptionRow, AssumptionTexts
from ui.widgets.field import Field, FieldTexts
from valuation.model import InputField, Model, described_inputs
from valuation.wording import N_, Message

CHOICE_COLUMNS = 3


class MethodForm(QWidget):
    """Choices first, then numbers line by line, then lists; made anew when another kind of method is shown."""

    def __init__(self, page: CasePage, model: Model) -> None:
        super().__init__()
        self._page, self._model = page, model
        self._at = -1
        self.described: dict[str, InputField] = described_inputs(model.inputs)
        self.choices: dict[str, Field] = {}
        self.rows: dict[str, AssumptionRow] = {}
        self.series: dict[str, SeriesEditor] = {}
        self._heading = AssumptionHeading()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        column.addLayout(grid)
        column.addWidget(self._heading)
        for name, described in self.described.items():
            if described.choices:
                self._add_choice(grid, name)
            elif not (described.is_series or described.is_table):
                column.addWidget(self._new_row(name))
        for name, described in self.described.items():
            if described.is_series or described.is_table:
                column.addWidget(self._new_series(name, described))
        for at in range(CHOICE_COLUMNS):
            grid.setColumnStretch(at, 1)
        self._heading.setVisible(bool(self.rows))

    def retranslate(self) -> None:
        """Words and units of the desk."""
        desk, texts = self._page.desk, self._page.desk.texts
        self._heading.retranslate(texts)
        for name, field in self.choices.items():
            described = self.described[name]
            offered = tuple((word, texts(choice_words(word))) for word in described.choices)
            left_out = (("", "—"),) if may_be_left_out(self._model, name) else ()
            field.say(FieldTexts(texts(described.description), choices=(*left_out, *offered)))
        for name, row in self.rows.items():
            described = self.described[name]
            open_words = texts(N_("Left out")) if may_be_left_out(self._model, name) else ""
            said = AssumptionTexts(
                texts(described.description),
                measure_of_input(described, desk),
                bounds_words(described, desk),
                open_words,
            )
            row.retranslate(texts, said)
        for editor in self.series.values():
            editor.retranslate()

    def show_method(self, case: Case, at: int, problems: Mapping[str, str]) -> None:
        """Show the inputs of the method at position `at`; `problems` are words by the input's name."""
        self._at = at
        method, texts = case.methods[at], self._page.desk.texts
        evidence = tuple(EvidenceChoice(e.id, e.name) for e in case.evidence)
        for name in self.described:
            given, problem = input_of(method, self._model, name), problems.get(name, "")
            if name in self.choices:
                self.choices[name].show_value(given.choice if given is not None else "")
                self.choices[name].refuse(problem)
            elif name in self.rows and given is not None and given.number is not None:
                row = self.rows[name]
                row.show_assumption(given.number, evidence, who_set(given.number, self._page.desk))
                row.warn(problem if given.number.value is not None else "")
            elif name in self.series and given is not None:
                series = given.series or Series()
                is_empty = not (series.values or series.rows)
                needed = texts(N_("Numbers are needed here.")) if not may_be_left_out(self._model, name) else ""
                who = who_set(series.scale, self._page.desk)
                self.series[name].show_series(series, evidence, who, needed if is_empty else problem)

    def field_of(self, name: str) -> QWidget | None:
        """The control of an input; the first one for an unknown name."""
        found = self.rows.get(name) or self.choices.get(name) or self.series.get(name)
        return found or next(iter((*self.rows.values(), *self.series.values())), None)

    def _add_choice(self, grid: QGridLayout, name: str) -> None:
        field = Field("choice", wraps=True)
        field.committed.connect(lambda word: self._chosen(name, word))
        place = len(self.choices)
        grid.addWidget(field, place // CHOICE_COLUMNS, place % CHOICE_COLUMNS, Qt.AlignmentFlag.AlignBottom)
        self.choices[name] = field

    def _new_row(self, name: str) -> AssumptionRow:
        row = self.rows[name] = AssumptionRow()
        self._wire(row, name)
        return row

    def _new_series(self, name: str, described: InputField) -> SeriesEditor:
        editor = self.series[name] = SeriesEditor(self._page, described)
        editor.edited.connect(lambda changes: self._series_edited(name, changes))
        self._wire(editor.scale, name)
        return editor

    def _wire(self, row: AssumptionRow, name: str) -> None:
        row.value_committed.connect(lambda text: self._value_typed(row, name, text))
        row.changed.connect(lambda changes: self._changed(row, name, changes))
        row.slid.connect(lambda value: self._slid(name, value))
        row.slide_kept.connect(lambda: self._slide_ended(name, is_kept=True))
        row.slide_dropped.connect(lambda: self._slide_ended(name, is_kept=False))

    def _held(self, case: Case, name: str) -> Assumption:
        """The number as it stands, or the factor on a list."""
        given = self._given(case, name)
        return given.number if given.number is not None else (given.series or Series()).scale

    def _given(self, case: Case, name: str) -> MethodInput:
        given = input_of(case.methods[self._at], self._model, name)
        return given if given is not None else MethodInput(name=name, number=Assumption(value=None))

    def _home(self, case: Case, name: str) -> AssumptionHome:
        def put(new: Assumption) -> Case | Problem:
            given = self._given(case, name)
            changes = {"series": given.series.model_copy(update={"scale": new})} if given.series else {"number": new}
            return self._with(case, MethodInput(name=name, **changes))

        return AssumptionHome(self.described[name].description, put)

    def _with(self, case: Case, given: MethodInput) -> Case | Problem:
        return put_method(case, self._at, with_input(case.methods[self._at], self._model, given))

    def _measure(self, name: str) -> Measure:
        is_list = name in self.series
        return scale_measure() if is_list else measure_of_input(self.described[name], self._page.desk)

    def _value_typed(self, row: AssumptionRow, name: str, text: str) -> None:
        case, measure = self._page.case, self._measure(name)
        old = self._held(case, name)
        said = (with_unit(measure.write(old.value), measure), with_unit(text, measure))
        changes = {"value": measure.read(text)}
        problem = self._page.change_assumption_of(old, self._home(case, name), changes, said)
        if problem is None:
            row.settle()
        else:
            row.refuse(self._page.desk.texts.message(problem.message))

    def _changed(self, row: AssumptionRow, name: str, changes: dict[str, Any]) -> None:
        case = self._page.case
        old, home = self._held(case, name), self._home(case, name)
        problem = self._page.change_assumption_of(old, home, changes, said_of(changes))
        if problem is not None:
            row.refuse_changes(changes, self._page.desk.texts.message(problem.message))

    def _slid(self, name: str, value: Decimal) -> None:
        case = self._page.kept_case
        self._page.try_assumption(self._held(case, name), self._home(case, name), value)

    def _slide_ended(self, name: str, *, is_kept: bool) -> None:
        self._page.try_newest()
        measure, kept = self._measure(name), self._page.kept_case
        ends = (self._held(case, name).value for case in (kept, self._page.case))
        before, after = (with_unit(measure.write(value), measure) for value in ends)
        self._page.end_trial(self._home(kept, name), (before, after), is_kept=is_kept)

    def _chosen(self, name: str, word: str) -> None:
        case = self._page.case
        method: AppliedMethod = case.methods[self._at]
        given = input_of(method, self._model, name)
        before = choice_words(given.choice) if given is not None else "—"
        if word:
            changed = self._with(case, MethodInput(name=name, choice=word))
        else:
            changed = put_method(case, self._at, without_input(method, name))
        self._tell(name, before, choice_words(word) if word else "—", changed)

    def _series_edited(self, name: str, changes: dict[str, Any]) -> None:
        case = self._page.case
        series = replace_many(self._given(case, name).series or Series(), changes)
        if isinstance(series, Problem):
            self.series[name].refuse(self._page.desk.texts.message(series.message))
            return
        what = {"source": N_("Source"), "source_kind": N_("Kind of source")}.get(next(iter(changes)), N_("Figures"))
        self._tell(name, what, N_("changed"), self._with(case, MethodInput(name=name, series=series)))

    def _tell(self, name: str, before: str, after: str, changed: Case | Problem) -> None:
        label = self.described[name].description
        params = {"name_label": label, "before_label": before, "after_label": after}
        problem = self._page.change(Message("method_edited", EDITED, params), changed)
        if problem is not None and name in self.series:
            self.series[name].refuse(self._page.desk.texts.message(problem.message))
