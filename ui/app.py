"""How does the window start and end?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer
from PySide6.QtWidgets import QApplication

from pledgeapp.paths import Paths
from pledgeapp.settings import load_settings
from ui.operations import cases
from ui.operations.database import close_database, open_database
from ui.operations.garbage import GuiThreadCollector
from ui.operations.office import Office
from ui.operations.runner import OperationRunner
from ui.state.desk import Change, Desk, Notice
from ui.theme import apply_theme, load_fonts

if TYPE_CHECKING:  # loaded in `run`, once nobody looks for garbage
    from ui.main_window import MainWindow

FIRST_SIZE = (1440, 900)
START_MILLISECONDS = 3000
"""Until then no garbage is looked for: thousands of objects are made at the start and none of them is garbage."""
SWITCH_SECONDS = 0.001
"""A thread that computes hands the interpreter over this soon, so that a hand on a slider does not wait for it."""
USABLE, LISTED = "usable", "listed"
"""Printed when the start is timed: the window is painted and takes input; the cases of the database are shown."""


def run(paths: Paths, *, sample: bool, exit_when_usable: bool) -> int:
    """Show the window on the database of `paths` until it is closed; answers the exit code.

    `sample` opens the first bundled sample case. `exit_when_usable` prints `usable` and `listed` at their
    moments and ends.
    """
    collector = GuiThreadCollector()
    from ui.main_window import MainWindow

    sys.setswitchinterval(SWITCH_SECONDS)
    application = make_application()
    desk, office = make_office(paths)
    apply_theme(application, desk.colours)
    window = MainWindow(desk, office)
    window.resize(first_size(application.primaryScreen().availableSize()))
    window.show()
    if exit_when_usable:
        _end_when_listed(desk, office, window)
    if sample:
        _open_sample_when_open(desk, office, window)
    # After the first picture: whoever waits for a window sees one, and it takes input meanwhile.
    QTimer.singleShot(0, lambda: _begin(office, window, says_so=exit_when_usable))
    QTimer.singleShot(START_MILLISECONDS, collector.start)
    code = application.exec()
    end(office)
    return code


def first_size(available: QSize) -> QSize:
    """How large the window opens on a screen with `available` room: never larger than that."""
    return QSize(*FIRST_SIZE).boundedTo(available)


def make_application() -> QApplication:
    """The one application object with our style and fonts."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("PledgeApp")
    application.setStyle("Fusion")
    load_fonts(application)
    return application


def make_office(paths: Paths) -> tuple[Desk, Office]:
    """Desk and office of one window, with the user's settings."""
    from ui.main_window import system_is_dark

    settings, trouble = load_settings(paths.settings)
    desk = Desk(settings)
    desk.follow_system(is_dark=system_is_dark())
    if trouble is not None:
        desk.notify(Notice("attention", trouble))
    return desk, Office(desk, OperationRunner(), paths)


def end(office: Office) -> None:
    """Finish every write, then close the store."""
    office.runner.shutdown()
    close_database(office)


def _open_sample_when_open(desk: Desk, office: Office, window: MainWindow) -> None:
    def opened(change: Change) -> None:
        if change is Change.DATABASE and desk.database == "open":
            leave()
            cases.open_sample(office, window, cases.sample_titles(desk.settings.language)[0][0])

    leave = desk.subscribe(opened)


def _begin(office: Office, window: MainWindow, *, says_so: bool) -> None:
    if says_so:
        _say(USABLE)
    open_database(office, window)


def _end_when_listed(desk: Desk, office: Office, window: MainWindow) -> None:
    def look() -> None:
        if desk.database in ("open", "refused") and not office.runner.jobs:
            timer.stop()
            _say(LISTED)
            window.close()

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(1)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
