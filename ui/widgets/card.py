"""How do things that belong together stand on one surface under one heading?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.styling import label


class Card(QFrame):
    """A rounded surface with a heading, a soft line beside it, actions at the right, and a body below."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = label("title")
        # A long line beside the heading gives way instead of widening the page.
        self._subtitle = ElidedLabel("subtitle")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._title)
        self._head.addWidget(self._subtitle, 1)
        self._head.addStretch()
        self.outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(8)
        outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer.addLayout(self.body, 1)
        self.say(title, subtitle)

    def say(self, title: str, subtitle: str = "") -> None:
        """Write the heading and the line beside it."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._subtitle.say(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` below what the card holds already."""
        self.body.addWidget(widget, stretch)

    def add_left(self, widget: QWidget) -> None:
        """Put `widget` below, only as wide as it wants to be."""
        self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def add_layout(self, layout: QLayout, stretch: int = 0) -> None:
        """Put `layout` below what the card holds already."""
        self.body.addLayout(layout, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a link or button at the right end of the heading."""
        self._head.addWidget(widget)

    def add_links(self, *links: tuple[QAbstractButton, Callable[[], object]]) -> None:
        """Put links at the right end of the heading, each with what a click on it does."""
        for link, act in links:
            link.clicked.connect(act)
            self.add_action(link)
