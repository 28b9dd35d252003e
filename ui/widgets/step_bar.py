"""Which step of the case am I in, and how far is each of them?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from ui.icons import icon
from ui.state.colours import Colours

_ICONS = {"done": "circle-check", "missing": "circle-dashed", "blocked": "circle-alert"}
_TONES = {"done": "good", "missing": "attention", "blocked": "danger"}


@dataclass(frozen=True)
class StepView:
    """What one step shows: its name with count, its state and the words for that state."""

    key: str
    text: str
    state: str
    """`done`, `missing` or `blocked`."""
    state_text: str
    shortcut: str


class StepBar(QFrame):
    """The steps in order, free to visit in any order."""

    step_requested = Signal(str)

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("stepBar")
        self._buttons = {key: self._button(key) for key in keys}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for button in self._buttons.values():
            row.addWidget(button, 1)
        self._buttons[keys[-1]].setProperty("place", "last")

    def show_steps(self, steps: tuple[StepView, ...], current: str, colours: Colours) -> None:
        """Show every step as it stands and mark the current one."""
        for view in steps:
            button = self._buttons[view.key]
            # The style sets the words right against the icon; a blank lets it breathe.
            button.setText(f" {view.text}")
            button.setIcon(icon(_ICONS[view.state], colours.tone(_TONES[view.state])[0]))
            button.setChecked(view.key == current)
            button.setAccessibleName(f"{view.text}: {view.state_text}")
            button.setToolTip(f"{view.text}: {view.state_text}  {view.shortcut}")

    def _button(self, key: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName("stepButton")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setIconSize(QSize(18, 18))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _=False: self.step_requested.emit(key))
        return button
