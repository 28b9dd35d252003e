"""How long does the window stand still while a slider is dragged and the whole case is valued again and again?"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.comparison import Comparison

DRAGS = 120
"""Steps of the drag: one for each frame of 60 Hz, two seconds."""
FRAME = 0.016
BEAT_MILLISECONDS = 2
"""The loop is asked this often whether it comes round: rarely enough to leave the processor to the valuation."""
LONGEST_BLOCK = 0.05
"""A hand notices when the window stands still for longer."""


@dataclass
class Beats:
    """Gaps between the turns of an event loop with a fast timer."""

    gaps: list[float] = field(default_factory=list)
    last: float = 0.0

    def beat(self) -> None:
        """The loop came round."""
        now = time.perf_counter()
        if self.last:
            self.gaps.append(now - self.last)
        self.last = now


def measure() -> list[Comparison]:
    """Longest gap and 95 % gap of the event loop during a drag against those of the same window left alone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        idle, dragged, valued = _run(Path(home))
    print(f"frames during the drag: {len(dragged.gaps)}, valuations shown: {valued} of {DRAGS} steps")
    for name, beats in (("idle", idle), ("drag", dragged)):
        ordered = sorted(beats.gaps)
        marks = {mark: ordered[min(int(len(ordered) * mark), len(ordered) - 1)] for mark in (0.5, 0.95, 0.99, 1.0)}
        print(name, {f"{mark:.0%}": f"{seconds * 1000:.1f} ms" for mark, seconds in marks.items()})
    worst = max(dragged.gaps)
    calm, often = (statistics.quantiles(beats.gaps, n=20)[-1] for beats in (idle, dragged))
    return [
        Comparison(
            "slider drag: longest stand-still", worst, "what a hand notices", LONGEST_BLOCK, at_most_times_slower=1
        ),
        Comparison("slider drag: 95 % of the turns of the loop", often, "the same window left alone", calm),
    ]


def _run(home: Path) -> tuple[Beats, Beats, int]:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from pledgeapp.paths import Paths
    from ui import app
    from ui.main_window import MainWindow
    from ui.operations import cases
    from ui.operations.database import open_database
    from ui.pages.case.value import ValuePage

    QApplication.instance() or app.make_application()
    sys.setswitchinterval(app.SWITCH_SECONDS)
    desk, office = app.make_office(Paths(home))
    window = MainWindow(desk, office)
    window.resize(1280, 800)
    window.show()
    open_database(office, window)
    _until(lambda: desk.database == "open")
    cases.open_sample(office, window, "solid_electrolyte_powder", "case/value")
    _until(lambda: desk.session is not None and desk.session.is_assessment_current)
    session = desk.session
    page: Any = window.findChild(ValuePage)
    row = next(iter(page.findChildren(type(_row(page)))))
    _until(lambda: not office.runner.jobs)
    idle, dragged = Beats(), Beats()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    connection = timer.timeout.connect(idle.beat)
    timer.start(BEAT_MILLISECONDS)
    _until(lambda: False, 1.0)
    timer.timeout.disconnect(connection)
    timer.timeout.connect(dragged.beat)
    shown = {id(session.assessment)} if session is not None else set()
    slider = row.slider
    slider.setSliderDown(True)
    for step in range(DRAGS):
        slider.setValue(slider.maximum() * (step % 40) // 40)
        _until(lambda: False, FRAME)
        if session is not None:
            shown.add(id(session.assessment))
    timer.stop()
    slider.setSliderDown(False)
    slider._end(is_kept=False)
    _until(lambda: not office.runner.jobs)
    if session is not None:
        session.mark_saved(session.case)
    window.close()
    app.end(office)
    return idle, dragged, len(shown) - 1


def _row(page: Any) -> Any:
    from ui.widgets.assumption_row import AssumptionRow

    return page.findChild(AssumptionRow)


def _until(claim: Callable[[], object], seconds: float = 30.0) -> None:
    """Let the loop run as it does for a user, asleep while nothing happens, until `claim()` or the time is over."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    end, loop, watch = time.perf_counter() + seconds, QEventLoop(), QTimer()

    def look() -> None:
        if claim() or time.perf_counter() >= end:
            loop.quit()

    watch.setTimerType(Qt.TimerType.PreciseTimer)
    watch.timeout.connect(look)
    watch.start(4)
    loop.exec()
