"""How is one thing that is still open shown, so that a click leads to it?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.badge import Badge, Tone
from ui.widgets.styling import label


class PointRow(QPushButton):
    """A badge and a sentence that wraps, as one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pointRow")
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._badge = Badge()
        self._text = label(wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 5, 4, 5)
        row.setSpacing(6)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        for child in (self._badge, self._text):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, badge: str, tone: Tone, text: str) -> None:
        """Show `text` behind a badge."""
        self._badge.say(badge, tone)
        self._text.setText(text)
        self.setAccessibleName(f"{badge}: {text}" if badge else text)

    def sizeHint(self) -> QSize:
        """As its parts need it."""
        return self._needed(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """As its parts need it."""
        return self._needed(super().minimumSizeHint())

    def _needed(self, otherwise: QSize) -> QSize:
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else otherwise
