"""How did an approach come to its value, step by step, each step to be opened?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.step_sources import sourced
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.state.figures import quantity
from ui.state.formulas import as_html
from ui.state.working import Working
from ui.widgets.figure_button import FigureButton
from ui.widgets.styling import formula_label, label
from valuation.inputs import Approach
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_

TITLES: dict[Approach, str] = {
    "income": N_("Steps of the income approach"),
    "market": N_("Steps of the market approach"),
    "cost": N_("Steps of the cost approach"),
}


def step_figure(step: Step, desk: Desk) -> str:
    """The value of a step with its unit, as people write it."""
    unit = desk.settings.money_unit
    shown = quantity(step.value, step.unit, unit)
    if step.unit == MONEY:
        return f"{shown} {desk.money_name}"
    words = {"years": N_("years"), "months": N_("months")}.get(step.unit)
    return f"{shown} {desk.texts(words)}" if words else shown


class StepsGrid(QWidget):
    """Symbol, name, formula and figure of steps in four columns; rows are made once and written anew."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self._rows: list[tuple[QWidget, ...]] = []
        self.figures: dict[str, FigureButton] = {}

    def show_steps(self, steps: tuple[Step, ...], keep: Callable[[Step], bool], context: str = "") -> None:
        """Show the steps that `keep` wants; all of `steps` are behind each figure."""
        shown = [(position, step) for position, step in enumerate(steps) if keep(step)]
        while len(self._rows) < len(shown):
            self._add_row()
        self.figures = {}
        for row, widgets in enumerate(self._rows):
            for widget in widgets:
                widget.setVisible(row < len(shown))
            if row < len(shown):
                self._write(widgets, steps, shown[row][0], context)

    def _add_row(self) -> None:
        figure = FigureButton()
        self._page.opens(figure)
        widgets = (formula_label("muted", wraps=False), label(wraps=True), formula_label("muted"), figure)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, len(self._rows), column)
        self._rows.append(widgets)

    def _write(self, widgets: tuple[QWidget, ...], steps: tuple[Step, ...], at: int, context: str) -> None:
        step, desk = steps[at], self._page.desk
        symbol, name, formula, figure = widgets
        shown = ((symbol, as_html(step.symbol)), (name, desk.texts(step.label)), (formula, as_html(step.formula)))
        for widget, text in shown:
            widget.setProperty("text", text)
        if isinstance(figure, FigureButton):
            figure.show_figure(step_figure(step, desk), lambda: Working(steps, at, context), desk.texts(step.label))
            self.figures[step.symbol] = figure


class ApproachStepsCard(Part):
    """The computed steps of one approach, or why it was not applied."""

    def __init__(self, page: CasePage, approach: Approach) -> None:
        super().__init__(page)
        self._approach: Approach = approach
        self.steps = StepsGrid(page)
        self._why = label("muted", wraps=True)
        self.add(self._why)
        self.add(self.steps)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(TITLES[self._approach]), texts(N_("Enter or click on a figure opens its formula and inputs")))

    def show_session(self, session: CaseSession) -> None:
        """The steps, or the reason."""
        assessment, texts = session.assessment, self.desk.texts
        found = assessment.appraisal.approaches if assessment is not None else ()
        result = next((a for a in found if a.approach == self._approach), None)
        is_applied = result is not None and result.value is not None
        self.steps.setVisible(is_applied)
        self._why.setVisible(not is_applied)
        if result is None or assessment is None or not is_applied:
            reason = result.not_applied if result is not None else None
            self._why.setText(texts.message(reason) if reason else texts(N_("The case is not assessed yet.")))
            return
        steps = sourced(assessment, result.workings)
        self.steps.show_steps(steps, lambda step: bool(step.formula), texts(TITLES[self._approach]))
