"""A whole window over a real database in a temporary folder, and how to wait for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pledgeapp.paths import Paths
from ui import app
from ui.main_window import MainWindow
from ui.operations import cases
from ui.operations.database import open_database
from ui.operations.office import Office
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.theme import apply_theme, load_fonts

PATIENCE = 30_000


@dataclass
class Frame:
    """The window under test with what it stands on."""

    qtbot: QtBot
    desk: Desk
    office: Office
    window: MainWindow

    def wait(self, claim: Callable[[], object]) -> None:
        """Let the window work until `claim()` is true."""
        self.qtbot.waitUntil(lambda: bool(claim()), timeout=PATIENCE)

    def wait_idle(self) -> None:
        """Let all background work end."""
        self.qtbot.wait(1)
        self.wait(lambda: not self.office.runner.jobs)

    def open_sample(self, key: str = "solid_electrolyte_powder", page: str = "case/parties") -> CaseSession:
        """Open a bundled sample and wait for its assessment."""
        before = self.desk.session
        cases.open_sample(self.office, self.window, key, page)
        self.wait(lambda: self.desk.session not in (None, before))
        session = self.desk.session
        assert session is not None
        self.wait(lambda: session.is_assessment_current)
        return session

    def choose(self, **changes: object) -> None:
        """Change settings as a person would."""
        self.desk.choose(self.desk.settings.changed(**changes))


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> QApplication:
    """The application with our style and fonts, once: fonts stay loaded."""
    gc.disable()  # as the program does: only this thread looks for garbage, after each test
    qapp.setStyle("Fusion")
    load_fonts(qapp)
    return qapp


@pytest.fixture
def make_frame(qtbot: QtBot, styled: QApplication, tmp_path: Path) -> Iterator[Callable[..., Frame]]:
    """Make a window over `paths` (a new folder by default); closed with its threads and store at the end."""
    made: list[Frame] = []

    def make(paths: Paths | None = None, *, waits: bool = True) -> Frame:
        desk, office = app.make_office(paths or Paths(tmp_path / "home"))
        desk.choose(desk.settings.changed(theme="light"))
        apply_theme(styled, desk.colours)
        window = MainWindow(desk, office)
        window.resize(1280, 800)
        window.show()
        frame = Frame(qtbot, desk, office, window)
        made.append(frame)
        open_database(office, window)
        if waits:
            frame.wait(lambda: desk.database in ("open", "refused"))
            frame.wait_idle()
        return frame

    yield make
    for frame in made:
        end_frame(frame)


def end_frame(frame: Frame) -> None:
    """Close window, threads and store, as the application does."""
    if frame.desk.session is not None:
        frame.desk.session.mark_saved(frame.desk.session.case)
    frame.window.close()
    app.end(frame.office)
    # A window that stays would be painted anew with every style sheet of every later test.
    frame.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def frame(make_frame: Callable[..., Frame]) -> Frame:
    """A window over a new database."""
    return make_frame()
