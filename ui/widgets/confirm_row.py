"""How is something that cannot be undone asked once more, in place and without a pop-up?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from pledgeapp.i18n import Texts
from ui.widgets.styling import button, label, set_property
from valuation.wording import N_


class ConfirmRow(QFrame):
    """A question with a button that does it and one that does not; hidden while nothing is asked."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        set_property(self, "tone", "danger")
        self._text = label("strong", wraps=True)
        self._yes, self._no = button("danger"), button("secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._text, 1)
        row.addWidget(self._no)
        row.addWidget(self._yes)
        self._yes.clicked.connect(self._confirm)
        self._no.clicked.connect(self.hide)
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Write the buttons; a question that is open is put away."""
        self._yes.setText(texts(N_("Delete")))
        self._no.setText(texts(N_("Keep")))
        for made in (self._yes, self._no):
            made.setAccessibleName(made.text())
        self.hide()

    def ask(self, question: str) -> None:
        """Show `question`; the safe answer has the focus."""
        self._text.setText(question)
        self.setAccessibleName(question)
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()
