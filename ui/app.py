"""How does the window start and end?"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from pledgeapp.paths import Paths
from pledgeapp.settings import load_settings
from ui.main_window import MainWindow, system_is_dark
from ui.operations import cases
from ui.operations.database import close_database, open_database
from ui.operations.office import Office
from ui.operations.runner import OperationRunner
from ui.state.desk import Change, Desk, Notice
from ui.theme import apply_theme, load_fonts

FIRST_SIZE = (1440, 900)
USABLE = "usable"
"""Printed once the window takes input, when the start is timed."""


def run(paths: Paths, *, sample: bool, exit_when_usable: bool) -> int:
    """Show the window on the database of `paths` until it is closed; answers the exit code.

    `sample` opens the first bundled sample case. `exit_when_usable` prints `usable` and ends as soon as the list of
    cases is shown, or the reason why there is none.
    """
    application = make_application()
    desk, office = make_office(paths)
    apply_theme(application, desk.colours)
    window = MainWindow(desk, office)
    window.resize(*FIRST_SIZE)
    window.show()
    if exit_when_usable:
        _end_when_usable(desk, office, window)
    if sample:
        _open_sample_when_open(desk, office, window)
    open_database(office, window)
    code = application.exec()
    end(office)
    return code


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


def _end_when_usable(desk: Desk, office: Office, window: MainWindow) -> None:
    def finish() -> None:
        sys.stdout.write(f"{USABLE}\n")
        sys.stdout.flush()
        window.close()

    def look() -> None:
        is_idle = desk.database in ("open", "refused") and not office.runner.jobs
        if is_idle and window.isVisible():
            timer.stop()
            QTimer.singleShot(0, finish)

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(1)
