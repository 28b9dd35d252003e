"""Pictures of every page: `python -m tests.ui.gallery OUT` (zh and en, light and dark, three sizes).

`--quick` takes Chinese, light, 1280x800 alone; `--only NAME` one page. Each scale runs in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ui import gallery_imports

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.operations.office import Office
    from ui.state.desk import Desk

SIZES = ((1280, 800, 1.0), (1920, 1080, 1.0), (1280, 800, 1.5))
PAGES = (
    "home",
    "cases",
    "case/parties",
    "case/patents",
    "case/rights",
    "case/score",
    "case/value",
    "value_methods",
    "value_uncertainty",
    "value_more",
    "case/collateral",
    "case/report",
    "library/reports",
    "library/parameters",
    "library/policies",
    "library/comparables",
    "library/patents",
    "settings",
    "workings",
    "palette",
    "history",
    "compare",
    "new_case",
    "help",
    "refused",
    *gallery_imports.PAGES,
)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def take(out: Path, *, size: tuple[int, int], languages: tuple[str, ...], themes: tuple[str, ...], only: str) -> None:
    """Grab the pages at one size and the scale of this process into `out`."""
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder), size) as (desk, office, window):
        _fill(desk, office, window)
        for language in languages:
            for theme in themes:
                desk.choose(desk.settings.changed(language=language, theme=theme))
                for page in PAGES:
                    if only in page:
                        target = out / f"{page.replace('/', '-')}_{language}_{theme}_{size[0]}x{size[1]}@{scale:g}.png"
                        if page in gallery_imports.PAGES:
                            gallery_imports.grab(page, (desk, office, window), target, _wait)
                            continue
                        _show(page, desk, office, window)
                        window.grab().save(str(target)) if page not in _DIALOGS else _grab_dialog(window, target)


@contextmanager
def _window(folder: Path, size: tuple[int, int]) -> Iterator[tuple[Desk, Office, MainWindow]]:
    from pledgeapp.paths import Paths
    from ui import app
    from ui.main_window import MainWindow
    from ui.operations.database import open_database
    from ui.operations.office import Office
    from ui.theme import apply_theme

    application = app.make_application()
    desk, made = app.make_office(Paths(folder / "home"))
    office = Office(desk, made.runner, made.paths, lambda: NOW)
    desk.choose(desk.settings.changed(person="李工", theme="light"))
    apply_theme(application, desk.colours)
    window = MainWindow(desk, office)
    window.resize(*size)
    window.show()
    open_database(office, window)
    _idle(office)
    yield desk, office, window
    window.close()
    _idle(office)
    app.end(office)


def _fill(desk: Desk, office: Office, window: MainWindow) -> None:
    """Open every sample, and issue a report of the first, so that the lists hold something."""
    from pledgeapp.services.issue_report import issue_report
    from ui.operations import cases

    for key, _ in reversed(cases.sample_titles("zh")):
        before = desk.session
        cases.open_sample(office, window, key, "case/parties")
        _wait(lambda: desk.session is not before)  # noqa: B023 - waited for here and now
        _wait(lambda: desk.session is not None and desk.session.is_assessment_current)
        desk.go("home")
        _idle(office)
    session = desk.session
    if session is not None and session.assessment is not None:
        latest = office.services().store.assessments.latest(session.case.id)
        if latest is not None:
            issue_report(office.services(), latest, "zh", office.paths.home)


def _show(page: str, desk: Desk, office: Office, window: MainWindow) -> None:
    from ui.state.desk import Notice
    from valuation.wording import Message

    window.drawer.close_drawer()
    window.palette_.put_away()
    desk.set_database("open")
    if page == "workings":
        desk.go("case/value")
        _idle(office)
        window.strip.findChild(type(window.strip._value)).click()
    elif page == "palette":
        desk.go("home")
        window.open_palette()
    elif page == "refused":
        held = Message(
            "database_held_by",
            "The database {database} is open already: user {user}, computer {host}, process {pid}.",
            {"database": "pledgeapp.db", "user": "li", "host": "pc-07", "pid": 4711},
        )
        remedy = Message("close_other", "Close the other window or program, then try again.")
        desk.go("home")
        desk.set_database("refused", Notice("danger", held, remedy))
    elif page in _VALUE_TABS:
        _show_value_tab(page, desk, office, window)
    elif page in _DIALOGS:
        desk.go("case/value")
        _idle(office)
        window.actions_[page].trigger()
    else:
        desk.go(page)
    _idle(office)


_DIALOGS = ("history", "compare", "new_case", "help")
_VALUE_TABS = {"value_more": 0, "value_methods": 3, "value_uncertainty": 4}


def _show_value_tab(page: str, desk: Desk, office: Office, window: MainWindow) -> None:
    from ui.pages.case.value import ValuePage
    from ui.pages.case.value_income_more import MoreOfPlan

    desk.go("case/value")
    _idle(office)
    value = window.findChild(ValuePage)
    value.tabs.setCurrentIndex(_VALUE_TABS[page])
    value.findChild(MoreOfPlan).opener.setChecked(page == "value_more")
    _idle(office)
    bar = value._scroll.verticalScrollBar()
    bar.setValue(bar.maximum() // 3 if page == "value_more" else 0)
    _idle(office)


def _grab_dialog(window: MainWindow, target: Path) -> None:
    from ui.dialogs.quiet_dialog import QuietDialog

    for dialog in window.findChildren(QuietDialog):
        dialog.grab().save(str(target))
        dialog.reject()


def _idle(office: Office) -> None:
    _wait(lambda: not office.runner.jobs)
    _wait(lambda: False, 0.15)


def _wait(claim: Callable[[], object], seconds: float = 30) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not claim() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def main() -> int:
    """Take all pictures, one process for each size; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--size", help="used by the command itself: WIDTHxHEIGHT")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    languages, themes = (("zh",), ("light",)) if given.quick else (("zh", "en"), ("light", "dark"))
    if given.size:
        width, height = given.size.split("x")
        take(given.out, size=(int(width), int(height)), languages=languages, themes=themes, only=given.only)
        return 0
    codes = []
    for width, height, scale in SIZES[:1] if given.quick else SIZES:
        environment = {**os.environ, "QT_SCALE_FACTOR": f"{scale:g}", "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.ui.gallery", *sys.argv[1:], "--size", f"{width}x{height}"]
        codes.append(subprocess.run(command, env=environment, check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
