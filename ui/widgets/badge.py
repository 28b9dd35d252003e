"""How does a short state word stand out without shouting?"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.styling import restyle

Tone = Literal["good", "attention", "danger", "info", "plain"]


class Badge(QLabel):
    """A few words on a tinted ground; the style sheet colours it by its property `tone`."""

    def __init__(self, text: str = "", tone: Tone = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text, tone)

    def say(self, text: str, tone: Tone = "plain") -> None:
        """Show `text` in `tone`; an empty text hides the badge."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setHidden(not text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
