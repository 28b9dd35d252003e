"""Which file is to be read, and what do its rows describe?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportKind
from ui.state.desk import Desk
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from valuation.wording import N_

KIND_LABELS = {
    ImportKind.PATENTS: N_("Patents"),
    ImportKind.COMPARABLES: N_("Comparable transactions"),
    ImportKind.REVENUE: N_("Product lines with yearly figures"),
}
RECOGNISE = ""


class ChoicePage(QWidget):
    """A place to drop a file on, a button to choose one, and templates to fill in."""

    template_requested = Signal(str)
    file_dropped = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.field = Field("choice")
        self.field.setMaximumWidth(360)
        self.choose = button("primary")
        self._kind = RECOGNISE
        self._drop = _DropArea()
        self._hint, self._templates_title = label("muted", wraps=True), label("muted")
        self.templates = {kind: button("link") for kind in ImportKind}
        self._drop.dropped.connect(self.file_dropped)
        self.field.committed.connect(self._chosen)
        for kind, link in self.templates.items():
            link.clicked.connect(lambda _=False, kind=kind: self.template_requested.emit(kind.value))
        self._lay_out()

    @property
    def kind(self) -> ImportKind | None:
        """What the rows describe, None to have it recognised."""
        return ImportKind(self._kind) if self._kind else None

    def retranslate(self, texts: Texts) -> None:
        """All texts."""
        choices = [(RECOGNISE, texts(N_("Recognise it from the header")))]
        choices += [(kind.value, texts(name)) for kind, name in KIND_LABELS.items()]
        self.field.say(FieldTexts(texts(N_("The rows describe")), choices=tuple(choices)))
        self.field.show_value(self._kind)
        self.choose.setText(texts(N_("Choose a file…")))
        self._drop.words.setText(texts(N_("Drop a CSV or Excel file here")))
        self._hint.setText(
            texts(
                N_(
                    "Read are the CSV that Google Patents gives out and our own templates. What a file lacks stays "
                    "unknown. Every refused row is shown with its line and the reason."
                )
            )
        )
        self._templates_title.setText(texts(N_("Empty templates:")))
        for kind, link in self.templates.items():
            link.setText(texts(KIND_LABELS[kind]))
            link.setAccessibleName(texts(N_("Empty template: {kind_label}"), kind_label=KIND_LABELS[kind]))

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._drop)
        inside.addStretch(1)
        inside.addWidget(self._drop.words, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        templates = QHBoxLayout()
        templates.addWidget(self._templates_title)
        for link in self.templates.values():
            templates.addWidget(link)
        templates.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.field)
        outer.addWidget(self._drop, 1)
        outer.addWidget(self._hint)
        outer.addLayout(templates)

    def _chosen(self, kind: str) -> None:
        self._kind = kind
        self.field.show_value(kind)


class _DropArea(QFrame):
    """Takes one file."""

    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("soft")
        self.setAcceptDrops(True)
        self.words = label("title")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A local file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the first file."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(str(Path(files[0])))
