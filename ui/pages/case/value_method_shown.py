"""What does one method of the case rest on, how did it come to its result, and what does it look like?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.case import Case
from pledgeapp.records.wording import assumption_label
from ui.operations.methods import MethodPreview
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.method_form import MethodForm
from ui.pages.case.sensitivities import circled
from ui.pages.case.value_method_pictures import input_swings, payoff_picture, year_pictures
from ui.pages.case.value_methods import MethodsCard, method_title, result_text
from ui.pages.case.value_steps import StepsGrid
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.figures import UNKNOWN
from ui.state.method_edits import input_name, model_of
from ui.state.take_over import taken_over, targets
from ui.state.working import working_of
from ui.widgets.chart_cash_flows import CashFlowChart
from ui.widgets.chart_lines import LineChart
from ui.widgets.chart_tornado import TornadoChart
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import button, label
from valuation.model import Model
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_, Message

MOST_STEPS = 60
STANDING = (
    FieldSpec("title", N_("Own name of the method"), "text", hint=N_("Empty: the name of the method")),
    FieldSpec("weight", N_("Weight in the conclusion"), "number", hint=N_("0 is a cross-check")),
    FieldSpec("reason", N_("Reason for using it"), "text", hint=N_("Why this method, and why with this weight")),
)


class MethodInputsCard(Part):
    """Name, weight and reason, then the form made from the catalogue; the result stands in the heading."""

    shows_inputs = True

    def __init__(self, page: CasePage, methods: MethodsCard) -> None:
        super().__init__(page)
        self._methods = methods
        self.standing = Form(page, STANDING, columns=3)
        self.form: MethodForm | None = None
        self._model: Model | None = None
        self._holder = QHBoxLayout()
        self.value = FigureButton()
        self.value.setProperty("emphasis", "medium")
        self._take, self._menu = button("secondary"), QMenu()
        self._take.setMenu(self._menu)
        self._used, self._trouble = label("muted", wraps=True), label("error", wraps=True)
        self._notes = label(wraps=True)
        self.add_action(self._take)
        self.add_action(self.value)
        self.add(self.standing)
        for line in (self._used, self._trouble, self._notes):
            self.add(line)
        self.add_layout(self._holder)
        page.opens(self.value)
        methods.chosen.connect(self._again)
        methods.computed.connect(self._again)

    def retranslate(self, texts: Texts) -> None:
        """Labels of the form."""
        self._take.setText(texts(N_("Take over as…")))
        self._take.setAccessibleName(self._take.text())
        self.standing.retranslate()
        if self.form is not None:
            self.form.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The method chosen in the list."""
        case, at = session.case, self._methods.position
        shown = 0 <= at < len(case.methods)
        self.setVisible(shown)
        self.standing.show_record(case, f"methods[{at}]" if shown else None)
        if not shown:
            return
        method = case.methods[at]
        model = model_of(method)
        self.say(method_title(method, self.desk), self._family(method, model))
        self._show_form(model)
        preview = self._methods.preview(case)
        is_money = preview is None or preview.result is None or preview.result.unit == MONEY
        self.standing.fields["weight"].setEnabled(is_money)
        problems = problem_words(preview, self.desk.texts)
        if self.form is not None:
            self.form.show_method(case, at, problems)
        self._show_result(case, at, preview)
        self._trouble.setText(problems.get("", ""))
        self._trouble.setVisible(bool(problems.get("", "")))

    def field_at(self, path: str) -> QWidget | None:
        """The control of an input, or of name, weight and reason."""
        found = input_name(path, self.page.case)
        if found is None or found[0] != self._methods.position or self.page.session is None:
            return None
        self.show_session(self.page.session)
        standing = self.standing.fields.get(found[1])
        return standing or (self.form.field_of(found[1]) if self.form is not None else None)

    def _again(self) -> None:
        if self.page.session is not None:
            self.show_session(self.page.session)

    def _family(self, method: AppliedMethod, model: Model | None) -> str:
        texts = self.desk.texts
        if model is None:
            return texts(N_("This program does not know the method {name}."), name=method.model)
        from ui.dialogs.method_chooser import purpose_of

        return texts(purpose_of(model))

    def _show_form(self, model: Model | None) -> None:
        if model is self._model:
            return
        if self.form is not None:
            self._holder.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._model = model
        self.form = MethodForm(self.page, model) if model is not None else None
        if self.form is not None:
            self.form.retranslate()
            self._holder.addWidget(self.form)

    def _show_result(self, case: Case, at: int, preview: MethodPreview | None) -> None:
        texts, result = self.desk.texts, preview.result if preview is not None else None
        name = texts(N_("Result of the method"))
        if result is None:
            self.value.show_figure(UNKNOWN, name=name)
        else:
            steps = sourced_steps(case, at, result.workings)
            title = method_title(case.methods[at], self.desk)
            last = steps[-1].symbol if steps else ""
            shown = result_text(result.value, result.unit, self.desk)
            self.value.show_figure(shown, lambda: working_of(steps, last, title), name)
        warnings = result.warnings if result is not None else ()
        self._notes.setText("\n".join(f"• {texts.message(warning)}" for warning in warnings))
        self._notes.setVisible(bool(warnings))
        self._show_targets(case, at, result.value if result is not None else None)

    def _show_targets(self, case: Case, at: int, value: float | None) -> None:
        method, texts = case.methods[at], self.desk.texts
        paths = targets(self._model, case) if self._model is not None else ()
        self._take.setVisible(bool(paths))
        self._take.setEnabled(value is not None)
        self._menu.clear()
        for path in paths:
            action = self._menu.addAction(target_name(case, path, texts))
            action.triggered.connect(lambda _=False, path=path: self._take_over(at, path))
        used = method.used_for in paths
        self._used.setVisible(used)
        if used:
            words = N_("Taken over as: {target}. It does not follow by itself when the method changes.")
            self._used.setText(texts(words, target=target_name(case, method.used_for, texts)))

    def _take_over(self, at: int, path: str) -> None:
        case, preview = self.page.case, self._methods.preview(self.page.case)
        if preview is None or preview.result is None:
            return
        title = method_title(case.methods[at], self.desk)
        changed = taken_over(case, at, path, preview.result.value, title)
        params = {"title": title, "name_label": assumption_label(path)}
        problem = self.page.change(Message("taken_over", N_("{name_label} taken over from {title}"), params), changed)
        if isinstance(problem, Problem):
            self._trouble.setText(self.desk.texts.message(problem.message))
            self._trouble.show()


class MethodStepsCard(Part):
    """The steps with a formula; every figure opens with all that stands behind it."""

    def __init__(self, page: CasePage, methods: MethodsCard) -> None:
        super().__init__(page)
        self._methods = methods
        self.steps = StepsGrid(page)
        self._none = label("muted", wraps=True)
        self.add(self._none)
        self.add(self.steps)
        self.body.addStretch(1)
        methods.chosen.connect(self._again)
        methods.computed.connect(self._again)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Steps of the method")), texts(N_("Enter or click on a figure opens its formula and inputs")))
        self._none.setText(texts(N_("The steps stand here as soon as every input is given.")))

    def show_session(self, session: CaseSession) -> None:
        """The steps of the method chosen."""
        at, case = self._methods.position, session.case
        self.setVisible(0 <= at < len(case.methods))
        preview = self._methods.preview(case)
        result = preview.result if preview is not None else None
        self._none.setVisible(result is None)
        self.steps.setVisible(result is not None)
        if result is not None:
            steps = sourced_steps(case, at, result.workings)
            title = method_title(case.methods[at], self.desk)
            kept = {id(step) for step in [s for s in steps if s.formula][-MOST_STEPS:]}
            self.steps.show_steps(steps, lambda step: id(step) in kept, title)

    def _again(self) -> None:
        if self.page.session is not None:
            self.show_session(self.page.session)


class MethodChartCard(Part):
    """Years where the method has years, else value over the asset's value (options); below, what moves it most."""

    def __init__(self, page: CasePage, methods: MethodsCard) -> None:
        super().__init__(page)
        self._methods = methods
        self.years, self.lines, self.tornado = CashFlowChart(), LineChart(), TornadoChart()
        self._swings = label("title")
        for part in (self.years, self.lines, self._swings, self.tornado):
            self.add(part)
        self.body.addStretch(1)
        methods.chosen.connect(self._again)
        methods.computed.connect(self._again)

    def retranslate(self, texts: Texts) -> None:
        """Headings."""
        self._swings.setText(texts(N_("What moves the method most")))

    def restyle(self, colours: Colours) -> None:
        """Colours of the charts."""
        for chart in (self.years, self.lines, self.tornado):
            chart.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The charts that fit the method chosen."""
        case, preview = session.case, self._methods.preview(session.case)
        result = preview.result if preview is not None else None
        self.setVisible(result is not None and 0 <= self._methods.position < len(case.methods))
        if preview is None or result is None:
            return
        texts, bars = self.desk.texts, year_pictures(result.workings, self.desk)
        picture = payoff_picture(preview, self.desk)
        swings = input_swings(preview, self.desk)
        title = N_("Cash flows") if bars else N_("Value over the value of the asset") if picture else ""
        soft = texts(N_("soft: in the year, strong: present value")) if bars else ""
        self.say(texts(title) if title else texts(N_("Chart")), soft)
        self.years.show_years(texts, bars)
        self.years.setVisible(bool(bars))
        self.lines.show_picture(texts, None if bars else picture)
        self.lines.setVisible(not bars and picture is not None)
        self.tornado.show_swings(texts, swings)
        for part in (self._swings, self.tornado):
            part.setVisible(bool(swings))

    def _again(self) -> None:
        if self.page.session is not None:
            self.show_session(self.page.session)


def problem_words(preview: MethodPreview | None, texts: Texts) -> dict[str, str]:
    """What is wrong in words by the input's name; an item of a list is named by its place."""
    found: dict[str, str] = {}
    for problem in preview.problems if preview is not None else ():
        name, _, place = problem.column.partition("[")
        words = texts.message(problem.message)
        if place:
            number = int(place.split("]", maxsplit=1)[0]) + 1
            words = texts(N_("No. {number}: {words}"), number=number, words=words)
        found.setdefault(name, words)
    return found


def sourced_steps(case: Case, at: int, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps whose source is where the input stands in the case, so that it can be jumped to."""
    places = {given.name: f"methods[{at}].inputs[{place}]" for place, given in enumerate(case.methods[at].inputs)}
    numbers = {given.name for given in case.methods[at].inputs if given.number is not None}
    found = []
    for step in steps:
        name = step.source.partition("[")[0]
        place = places.get(name, step.source)
        found.append(replace(step, source=f"{place}.number" if name in numbers else place))
    return tuple(found)


def target_name(case: Case, path: str, texts: Texts) -> str:
    """The assumption that a result is taken over to, with its product line."""
    at = int(path.removeprefix("products[").split("]", maxsplit=1)[0])
    return f"{texts(assumption_label(path))} {circled(at)} {case.products[at].name}"
