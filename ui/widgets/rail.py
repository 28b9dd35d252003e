"""Where can I go? One button for each place that works."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from pledgeapp.i18n import Texts
from ui.icons import icon
from ui.state.colours import Colours

WIDTH = 72


@dataclass(frozen=True)
class RailEntry:
    """A place of the window; `title` is a msgid, `roots` are the first parts of page names shown under it."""

    page: str
    title: str
    icon: str
    shortcut: str
    roots: tuple[str, ...]


class Rail(QFrame):
    """The places from top to bottom; the current one is marked."""

    place_requested = Signal(str)

    def __init__(self, entries: tuple[RailEntry, ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._entries = entries
        self._buttons: list[QToolButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 10, 6, 10)
        layout.setSpacing(6)
        for entry in entries:
            layout.addWidget(self._button(entry))
        layout.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Write the names of the places."""
        for entry, button in zip(self._entries, self._buttons, strict=True):
            button.setText(texts(entry.title))
            button.setAccessibleName(texts(entry.title))
            button.setToolTip(f"{texts(entry.title)}  {entry.shortcut}")

    def restyle(self, colours: Colours) -> None:
        """Draw the icons in the theme's colours."""
        for entry, button in zip(self._entries, self._buttons, strict=True):
            button.setIcon(icon(entry.icon, colours.accent if button.isChecked() else colours.text_soft))

    def show_place(self, root: str, colours: Colours) -> None:
        """Mark the place whose pages begin with `root`."""
        for entry, button in zip(self._entries, self._buttons, strict=True):
            button.setChecked(root in entry.roots)
        self.restyle(colours)

    def _button(self, entry: RailEntry) -> QToolButton:
        button = QToolButton()
        button.setObjectName("railButton")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(WIDTH - 12, 58)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _=False, page=entry.page: self.place_requested.emit(page))
        self._buttons.append(button)
        return button
