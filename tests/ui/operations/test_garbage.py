"""Is a widget in circular garbage freed on the GUI thread, whatever a worker allocates?"""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.operations.garbage import GuiThreadCollector, collect_due


class _Circle(QWidget):
    """A widget that holds itself, as one with a lambda on its own signal does."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector() -> Iterator[GuiThreadCollector]:
    gc.enable()
    yield GuiThreadCollector()
    gc.disable()


def _allocate() -> None:
    """More circular garbage than any threshold of Python's own search."""
    for _ in range(50_000):
        circle: list[object] = []
        circle.append(circle)


def test_a_worker_frees_no_widget(qtbot: QtBot, collector: GuiThreadCollector) -> None:
    freed_on: list[str] = []
    widget = _Circle()
    weakref.finalize(widget, lambda: freed_on.append(threading.current_thread().name))
    del widget
    worker = threading.Thread(target=_allocate, name="worker")
    worker.start()
    worker.join()
    assert freed_on == []
    collect_due()
    assert freed_on == [threading.main_thread().name]


def test_the_timer_looks_by_itself(qtbot: QtBot, collector: GuiThreadCollector) -> None:
    freed: list[bool] = []
    circle = _Circle()
    weakref.finalize(circle, lambda: freed.append(True))
    del circle
    _allocate()
    collector._timer.setInterval(1)
    collector._timer.start()
    qtbot.waitUntil(lambda: bool(freed), timeout=5000)
    collector._timer.stop()
