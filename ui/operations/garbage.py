"""On which thread does Python free what nobody uses any more? On the GUI thread alone, while a window lives.

Python looks for circular garbage on whichever thread happens to allocate. A widget that lies in such garbage would be
freed on a worker thread while Qt uses it on its own: that ends the process. So the search is switched off, and a timer
makes it here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 1000


class GuiThreadCollector(QObject):
    """Made once on the GUI thread; from then on only this thread looks for garbage."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """Look from now on, once a second."""
        self._timer.start(INTERVAL_MILLISECONDS)


def collect_due() -> None:
    """Look through the oldest generation that is due, as Python's own search would; call on the GUI thread."""
    for generation, (count, threshold) in reversed(
        list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    ):
        if count > threshold:
            gc.collect(generation)
            return
