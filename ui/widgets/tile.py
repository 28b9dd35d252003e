"""How does one figure over the whole book stand out?"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.styling import label


class Tile(QFrame):
    """A caption, a large figure and a line below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._caption, self._figure, self._note = ElidedLabel("muted"), label("figure"), ElidedLabel("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        for part in (self._caption, self._figure, self._note):
            column.addWidget(part)

    def say(self, caption: str, figure: str, note: str) -> None:
        """Show a figure with its name and what explains it."""
        self._caption.say(caption)
        self._figure.setText(figure)
        self._note.say(note)
        self.setAccessibleName(f"{caption}: {figure}. {note}")
