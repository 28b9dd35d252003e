"""A step of a case without the frame around it: real services, real assessment, one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pledgeapp.errors import DataProblem
from pledgeapp.records.case import Case
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample
from pledgeapp.settings import Settings
from ui.operations.office import Office
from ui.operations.runner import OperationRunner
from ui.pages.case import STEPS
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.theme import apply_theme

PATIENCE = 20_000


def empty_case() -> Case:
    """A case nobody has entered anything into."""
    return Case(title="空白项目", valuation_date=date(2026, 11, 22))


def case_of(key: str) -> Case:
    """A bundled sample, or the empty case."""
    return empty_case() if key == "empty" else load_sample(key)


@dataclass
class Bench:
    """A desk with one open case; every edit is assessed at once, so that a test reads what a person would see."""

    qtbot: QtBot
    desk: Desk
    office: Office
    services: Services
    session: CaseSession

    def page(self, key: str, width: int = 900, height: int = 760) -> Any:
        """The page of a step, shown."""
        step = next(step for step in STEPS if step.key == key)
        page = step.load()(self.desk, self.office)
        self.qtbot.addWidget(page)
        page.resize(width, height)
        page.restyle(self.desk.colours)
        page.retranslate(self.desk.texts)
        page.show_session(self.session)
        page.enter()
        self.session.subscribe(page.show_session)
        page.show()
        self.settle()
        return page

    def settle(self) -> None:
        """Let background work end and its news arrive."""
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.office.runner.jobs, timeout=PATIENCE)
        self.qtbot.wait(1)

    def assess(self) -> None:
        """Assess the case as it stands."""
        try:
            self.session.accept_assessment(assess_case(self.services, self.session.case), self.session.revision)
        except DataProblem as error:
            self.session.accept_problems(error.problems or (error.message,), self.session.revision)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.session.case

    def undo_name(self) -> str:
        """The name of the newest edit in the desk's language."""
        assert self.session.undo_name is not None
        return self.desk.texts.message(self.session.undo_name)


@pytest.fixture
def make_bench(qtbot: QtBot, styled: QApplication, services: Services) -> Iterator[Callable[..., Bench]]:
    """Make a bench over a sample, the empty case or a given case."""
    runners: list[OperationRunner] = []

    def make(case: Case | str = "solid_electrolyte_powder", **settings: Any) -> Bench:
        desk = Desk(Settings(**{"person": "李工", "theme": "light", **settings}))
        apply_theme(styled, desk.colours)
        runner = OperationRunner()
        runners.append(runner)
        office = Office(desk, runner, services.paths, services.clock)
        office.take_services(services)
        session = CaseSession(case_of(case) if isinstance(case, str) else case)
        desk.open_session(session)
        bench = Bench(qtbot, desk, office, services, session)
        bench.assess()
        return bench

    yield make
    for runner in runners:
        runner.shutdown()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    """A bench over the first sample, in Chinese."""
    return make_bench()


@pytest.fixture
def opened(bench: Bench) -> Callable[[Any], list[Any]]:
    """Listen to the workings a page opens."""

    def listen(page: Any) -> list[Any]:
        heard: list[Any] = []
        page.open_working.connect(heard.append)
        return heard

    return listen
