"""How do things stand: database, saving, running work, draft, and what undo would take back?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.widgets.styling import button, label, set_property

HEIGHT = 30


@dataclass(frozen=True)
class RunningWork:
    """What the bar shows of work in the background; `total` 0 means that nobody knows how much there is."""

    text: str
    done: int
    total: int
    cancel: str
    """Name of the button that stops it."""


class StatusBar(QFrame):
    """The line below the pages. It shows ready-made texts; wishes go out as signals."""

    cancel_requested = Signal()
    undo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setFixedHeight(HEIGHT)
        self._saved, self._database, self._draft = label(), label(), label()
        self._work = label()
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._cancel = button("quiet")
        self._undo = button("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(18)
        widgets: tuple[QWidget, ...] = (self._saved, self._database, self._draft, self._work, self._progress)
        for widget in (*widgets, self._cancel):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._undo)
        self._cancel.clicked.connect(self.cancel_requested)
        self._undo.clicked.connect(self.undo_requested)
        self.show_work(None)

    def show_saved(self, text: str, tone: str) -> None:
        """How the open case stands to the store; empty hides it."""
        self._saved.setText(f"● {text}" if text else "")
        self._saved.setVisible(bool(text))
        set_property(self._saved, "tone", tone)

    def show_database(self, text: str, tone: str) -> None:
        """How the database stands."""
        self._database.setText(text)
        set_property(self._database, "tone", tone)

    def show_draft(self, text: str, tone: str) -> None:
        """Whether the conclusion may leave the house; empty hides it."""
        self._draft.setText(text)
        self._draft.setVisible(bool(text))
        set_property(self._draft, "tone", tone)

    def show_work(self, work: RunningWork | None) -> None:
        """What runs in the background, or nothing."""
        for widget in (self._work, self._progress, self._cancel):
            widget.setVisible(work is not None)
        if work is None:
            return
        self._work.setText(work.text)
        self._progress.setAccessibleName(work.text)
        self._progress.setRange(0, work.total)
        self._progress.setValue(work.done)
        self._cancel.setText(work.cancel)
        self._cancel.setAccessibleName(f"{work.cancel} {work.text}")

    def show_undo(self, text: str) -> None:
        """What undo would take back; empty hides the button."""
        metrics = self._undo.fontMetrics()
        self._undo.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, 420).replace("&", "&&"))
        self._undo.setAccessibleName(text)
        self._undo.setToolTip(text)
        self._undo.setVisible(bool(text))
