"""How are the steps of the open case visited, and kept in step with every edit?"""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.operations.office import Office
from ui.pages.case import STEPS
from ui.pages.page import Page, Step
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.widgets.step_bar import StepBar, StepView
from valuation.wording import N_

STATE_WORDS = {"done": N_("done"), "missing": N_("something is missing"), "blocked": N_("blocks a final report")}


class WorkspacePage(Page):
    """The step bar and the pages of the steps, each made on its first visit."""

    title = N_("Case")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self._steps = {step.key: step for step in STEPS}
        self._pages: dict[str, Page] = {}
        self._bar = StepBar(tuple(self._steps))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._bar.step_requested.connect(lambda key: self.desk.go(f"case/{key}"))

    def retranslate(self, texts: Texts) -> None:
        """Write the bar and every page made so far."""
        for page in self._pages.values():
            page.retranslate(texts)
        self._show_bar()

    def restyle(self, colours: Colours) -> None:
        """Paint every page made so far."""
        for page in self._pages.values():
            page.restyle(colours)
        self._show_bar()

    def show_session(self, session: CaseSession) -> None:
        """Bring the bar and the page in front up to date; the others follow when they are visited."""
        self._show_bar()
        current = self._stack.currentWidget()
        if isinstance(current, Page):
            current.show_session(session)

    def enter(self, focus: str = "") -> None:
        """Bring the desk's step to the front."""
        step = self._current_step()
        session = self.desk.session
        if step is None or session is None:
            return
        page = self._page(step)
        self._stack.setCurrentWidget(page)
        page.show_session(session)
        self._show_bar()
        page.enter(focus)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def _page(self, step: Step) -> Page:
        if step.key not in self._pages:
            page = step.load()(self.desk, self.office)
            self._pages[step.key] = page
            self._stack.addWidget(page)
            page.restyle(self.desk.colours)
            page.retranslate(self.desk.texts)
            page.open_working.connect(self.open_working)
        return self._pages[step.key]

    def _current_step(self) -> Step | None:
        found = self._steps.get(self.desk.place.part)
        return found or next(iter(self._steps.values()), None)

    def _show_bar(self) -> None:
        session, step = self.desk.session, self._current_step()
        if session is None or step is None:
            return
        views = tuple(self._view(number, one, session) for number, one in enumerate(self._steps.values(), 1))
        self._bar.show_steps(views, step.key, self.desk.colours)

    def _view(self, number: int, step: Step, session: CaseSession) -> StepView:
        texts, state = self.desk.texts, step.state(session).value
        found = step.count(session)
        text = texts(step.title) if found is None else f"{texts(step.title)} {found}"
        return StepView(step.key, text, state, texts(STATE_WORDS[state]), f"Ctrl+{number}")
