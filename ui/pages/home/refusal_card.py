"""Why is the database not open, and what can be done now?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel

from pledgeapp.i18n import Texts
from ui.icons import pixmap
from ui.state.colours import LIGHT, Colours
from ui.state.desk import Notice
from ui.widgets.card import Card
from ui.widgets.styling import button, label
from valuation.wording import N_


class RefusalCard(Card):
    """The reason in words, the remedy, and buttons to try again or to copy where things lie."""

    retry_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._reason, self._remedy, self._place = (
            label("heading", wraps=True),
            label("", wraps=True),
            label("muted", wraps=True),
        )
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry, self._copy = button("primary"), button("secondary")
        self._detail = ""
        head = QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._reason, 1)
        row = QHBoxLayout()
        row.addWidget(self._retry)
        row.addWidget(self._copy)
        row.addStretch(1)
        self.add_layout(head)
        for part in (self._remedy, self._place):
            self.add(part)
        self.add_layout(row)
        self._retry.clicked.connect(self.retry_requested)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._detail))
        self.restyle(LIGHT)

    def show_refusal(self, refusal: Notice, texts: Texts, database: str) -> None:
        """Say why, and what to do."""
        self.say(texts(N_("The database could not be opened")))
        self._reason.setText(texts.message(refusal.message))
        self._remedy.setText(texts.message(refusal.remedy) if refusal.remedy else "")
        self._place.setText(texts(N_("Nothing was changed. Database: {file}"), file=database))
        self._detail = refusal.detail or database
        self._retry.setText(texts(N_("Try again")))
        self._copy.setText(texts(N_("Copy path")))
        for made in (self._retry, self._copy):
            made.setAccessibleName(made.text())

    def restyle(self, colours: Colours) -> None:
        """The sign in the theme's colour."""
        self._icon.setPixmap(pixmap("lock", colours.danger, self.devicePixelRatioF(), 24))
