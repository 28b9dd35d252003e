"""Which stories are told about the case, and what is it worth in each of them?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import ScenarioResult
from pledgeapp.records.assumption_paths import assumption_at, assumptions
from pledgeapp.records.case import Case
from pledgeapp.records.simulation import Scenario, ScenarioChange
from ui.operations.analysing import Answers
from ui.pages.case.assumption_list import measure_of, with_unit
from ui.pages.case.case_page import CasePage
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.sensitivities import input_name
from ui.pages.case.value_correlations import ROOTS
from ui.pages.case.value_uncertainty import QuestionsPart
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import insert_at, remove_at, replace_at
from ui.state.figures import UNKNOWN, money
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

STORY = (
    FieldSpec("name", N_("Name of the scenario"), "text"),
    FieldSpec("reason", N_("Story behind it"), "text", hint=N_("What would have to happen"), span=2),
)


@dataclass(frozen=True)
class StoryRow:
    """A scenario with what it comes to, once that is known."""

    scenario: Scenario
    changes: str
    result: ScenarioResult | None


class ScenariosCard(QuestionsPart):
    """The list; below it the scenario chosen: name, story, and its changes, to add to and take from."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[StoryRow] = TableRows()
        self.table = TableView(self.rows, most_rows=6)
        self.changes: TableRows[ScenarioChange] = TableRows()
        self.changes_table = TableView(self.changes, most_rows=6)
        self.form = Form(page, STORY, columns=3)
        self.input, self.value = Field("choice"), Field("number")
        self._results: dict[str, ScenarioResult] = {}
        self.add_scenario, self._remove = button("secondary"), button("link")
        self._add_change, self._drop_change = button("secondary"), button("link")
        self._none, self._reason = label("muted", wraps=True), label("error", wraps=True)
        self._reason.hide()
        self.add_links((self._remove, self._take_out), (self.add_scenario, self._begin))
        self._below = QWidget()
        self._lay_out()
        self.table.row_chosen.connect(lambda _: self._show_chosen())
        self.changes.refused.connect(self._refuse)
        self.input.committed.connect(self._input_chosen)

    @property
    def position(self) -> int:
        """Position of the scenario shown, -1 for none."""
        count = len(self.rows.rows)
        return min(max(self.table.current_row(), 0), count - 1) if count else -1

    def retranslate(self, texts: Texts) -> None:
        """Heading, links, titles."""
        self.say(texts(N_("Scenarios")), texts(N_("some inputs take other values together")))
        self.add_scenario.setText(texts(N_("Add a scenario")))
        self._remove.setText(texts(N_("Remove")))
        self._add_change.setText(texts(N_("Set in this scenario")))
        self._drop_change.setText(texts(N_("Leave as it is")))
        self._none.setText(texts(N_("No scenario yet. A bad, a usual and a good year are often told.")))
        self.form.retranslate()
        self.table.setAccessibleName(texts(N_("Scenarios")))
        self.changes_table.setAccessibleName(texts(N_("Changes of the scenario")))
        self._set_columns(texts)

    def restyle(self, colours: Colours) -> None:
        """Colours of the tables."""
        self.rows.restyle(colours)
        self.changes.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The scenarios of the case."""
        self._write(session.case)

    def show_answers(self, answers: Answers) -> None:
        """What each scenario comes to."""
        self._results = {found.name: found for found in answers.scenarios}
        trouble = answers.troubles.get("scenarios")
        self._refuse(self.desk.texts.message(trouble) if trouble is not None else "")
        if self.page.session is not None:
            self._write(self.page.session.case)

    def field_at(self, path: str) -> QWidget | None:
        """The list, its scenario chosen."""
        if not path.startswith("scenarios"):
            return None
        if "[" in path:
            self.table.choose_row(int(path.split("[")[1].split("]", maxsplit=1)[0]))
        return self.table if self.rows.rows else self.add_scenario

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(10)
        entry.addWidget(self.input, 3)
        entry.addWidget(self.value, 1)
        entry.addWidget(self._add_change)
        entry.addWidget(self._drop_change)
        for part in (self._none, self.table, self._reason, self.form, self.changes_table):
            self.add(part)
        self._below.setLayout(entry)
        entry.setContentsMargins(0, 0, 0, 0)
        self.add(self._below)
        self.body.addStretch(1)
        self._add_change.clicked.connect(self._put_change)
        self._drop_change.clicked.connect(self._take_change)

    def _set_columns(self, texts: Texts) -> None:
        unit = self.desk.settings.money_unit

        def signed(row: StoryRow) -> str:
            if row.result is None:
                return UNKNOWN
            shown = money(row.result.difference, unit)
            return f"+{shown}" if row.result.difference > 0 else shown

        self.rows.set_columns(
            (
                Column(title=texts(N_("Scenario")), text=lambda r: r.scenario.name),
                Column(title=texts(N_("Changes")), text=lambda r: r.changes, tone=lambda _: "muted", stretch=True),
                Column(
                    title=f"{texts(N_('Value'))} ({self.desk.money_name})",
                    text=lambda r: money(r.result.value, unit) if r.result else UNKNOWN,
                    value=lambda r: r.result.value if r.result else None,
                    is_number=True,
                ),
                Column(
                    title=texts(N_("Against the case")),
                    text=signed,
                    value=lambda r: r.result.difference if r.result else None,
                    is_number=True,
                    tone=lambda r: "danger" if r.result and r.result.difference < 0 else "good" if r.result else "",
                ),
            )
        )
        self.changes.set_columns(
            (
                Column(title=texts(N_("Input")), text=lambda c: self._name(c.path), stretch=True),
                Column(title=texts(N_("In the case")), text=lambda c: self._held(c.path), is_number=True),
                Column(
                    title=texts(N_("In the scenario")),
                    text=lambda c: self._measured(c.path, c.value),
                    typed=lambda c: measure_of(c.path, self.desk, self.page.case).write(c.value),
                    commit=self._change_typed,
                    is_number=True,
                ),
            )
        )

    def _write(self, case: Case) -> None:
        self.rows.set_rows(tuple(StoryRow(s, self._said(s), self._results.get(s.name)) for s in case.scenarios))
        self.table.setVisible(bool(case.scenarios))
        self._remove.setVisible(bool(case.scenarios))
        self._none.setVisible(not case.scenarios)
        if case.scenarios and self.table.current_row() < 0:
            self.table.choose_row(0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        at, case = self.position, self.page.case
        shown = 0 <= at < len(case.scenarios)
        for part in (self.form, self.changes_table, self._below):
            part.setVisible(shown)
        self.form.show_record(case, f"scenarios[{at}]" if shown else None)
        changes = case.scenarios[at].changes if shown else ()
        self.changes.set_rows(changes)
        self.changes_table.setVisible(bool(changes))
        self._drop_change.setVisible(bool(changes))
        texts = self.desk.texts
        paths = tuple(path for path, a in assumptions(case) if path.startswith(ROOTS) and a.value is not None)
        offered = tuple((path, input_name(case, path, self.desk)) for path in paths)
        self.input.say(FieldTexts(texts(N_("Input")), choices=offered))
        self._input_chosen(self.input.text())

    def _input_chosen(self, path: str) -> None:
        unit = measure_of(path, self.desk, self.page.case).unit if path else ""
        self.value.say(FieldTexts(self.desk.texts(N_("Value in the scenario")), unit))

    def _begin(self) -> None:
        case, texts = self.page.case, self.desk.texts
        taken = {scenario.name for scenario in case.scenarios}
        wanted = (texts(N_("Scenario {number}"), number=n) for n in range(len(taken) + 1, len(taken) + 1000))
        name = next(one for one in wanted if one not in taken)
        said = Message("scenario_added", N_("Scenario added: {name}"), {"name": name})
        self.page.change(said, insert_at(case, "scenarios", Scenario(name=name)))
        self.table.choose_row(len(case.scenarios))

    def _take_out(self) -> None:
        at, case = self.position, self.page.case
        if 0 <= at < len(case.scenarios):
            said = Message("scenario_removed", N_("Scenario removed: {name}"), {"name": case.scenarios[at].name})
            self.page.change(said, remove_at(case, "scenarios", at))

    def _put_change(self) -> None:
        path, case = self.input.text(), self.page.case
        if not path or self.position < 0:
            self._refuse(self.desk.texts(N_("Choose an input first")))
            return
        typed = measure_of(path, self.desk, case).read(self.value.text())
        kept = [c for c in case.scenarios[self.position].changes if c.path != path]
        self._show(self._put([*kept, {"path": path, "value": typed if typed is not None else ""}]))

    def _take_change(self) -> None:
        changes = list(self.page.case.scenarios[self.position].changes)
        del changes[min(max(self.changes_table.current_row(), 0), len(changes) - 1)]
        self._show(self._put(changes))

    def _change_typed(self, row: int, text: str) -> str | None:
        changes: list[object] = list(self.page.case.scenarios[self.position].changes)
        path = self.changes.rows[row].path
        typed = measure_of(path, self.desk, self.page.case).read(text)
        changes[row] = {"path": path, "value": typed if typed is not None else ""}
        problem = self._put(changes)
        return self.desk.texts.message(problem.message) if problem else None

    def _put(self, changes: object) -> Problem | None:
        case, at = self.page.case, self.position
        said = Message("scenario_edited", N_("Scenario changed: {name}"), {"name": case.scenarios[at].name})
        return self.page.change(said, replace_at(case, f"scenarios[{at}].changes", changes))

    def _said(self, scenario: Scenario) -> str:
        parts = (f"{self._name(c.path)} {self._measured(c.path, c.value)}" for c in scenario.changes)
        return ("；" if self.desk.settings.language == "zh" else "; ").join(parts) or UNKNOWN

    def _name(self, path: str) -> str:
        try:
            return input_name(self.page.case, path, self.desk)
        except IndexError:
            return path

    def _held(self, path: str) -> str:
        try:
            value = assumption_at(self.page.case, path).value
        except KeyError:
            return UNKNOWN
        return self._measured(path, value)

    def _measured(self, path: str, value: Decimal | None) -> str:
        measure = measure_of(path, self.desk, self.page.case)
        return with_unit(measure.write(value), measure)

    def _show(self, problem: Problem | None) -> None:
        self._refuse(self.desk.texts.message(problem.message) if problem else "")

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
