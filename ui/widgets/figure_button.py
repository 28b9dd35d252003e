"""How is a number shown that can be opened?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.state.working import Working

WorkingProvider = Callable[[], Working | None]


def _none() -> None:
    return None


class FigureButton(QPushButton):
    """A figure as flat text; click, Enter or Space emits `opened` with its working, where there is one."""

    opened = Signal(object)
    """A `ui.state.working.Working`."""

    def __init__(self, text: str = "", working: WorkingProvider = _none, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figureButton")
        self.setProperty("kind", "figure")
        self.setFlat(True)
        self.setAutoDefault(False)
        self._working = working
        self._name = ""
        self.clicked.connect(self._open)
        self.show_figure(text, working)

    def show_figure(self, text: str, working: WorkingProvider = _none, name: str = "") -> None:
        """Show `text`; `name` says what the figure is, for those who hear the window instead of seeing it."""
        self._working = working
        self._name = name or self._name
        self.setText(text)
        self.setAccessibleName(f"{self._name} {text}".strip())
        can_open = working is not _none
        self.setProperty("opens", can_open)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_open else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a figure as a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        working = self._working()
        if working is not None:
            self.opened.emit(working)
