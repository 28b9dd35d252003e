"""Which files are to be read, and what do their rows describe?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportKind
from ui.dialogs.import_wizard_layouts import TaughtLayouts
from ui.dialogs.import_wizard_written import WrittenPart
from ui.state.desk import Desk
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from valuation.wording import N_

KIND_LABELS = {
    ImportKind.PATENTS: N_("Patents"),
    ImportKind.COMPARABLES: N_("Comparable transactions"),
    ImportKind.REVENUE: N_("Product lines with yearly figures"),
    ImportKind.LOAN: N_("Repayment schedule"),
    ImportKind.COST: N_("Development cost"),
}
RECOGNISE = ""


class ChoicePage(QWidget):
    """A place to drop files on, buttons to choose or paste them, templates to fill in, and layouts that were taught."""

    template_requested = Signal(str)
    files_dropped = Signal(object)
    """Paths of all files dropped."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.field = Field("choice")
        self.field.setMaximumWidth(360)
        self.choose, self.paste = button("primary"), button("secondary")
        self.teach = button("secondary")
        """Choose the columns of the list that was not recognised; hidden while there is none."""
        self.written = WrittenPart(desk)
        """State how a text file is written that was refused; hidden while there is none."""
        self._kind = RECOGNISE
        self._drop = _DropArea()
        self._hint, self._templates_title = label("muted", wraps=True), label("muted")
        self.templates = {kind: button("link") for kind in ImportKind}
        self.layouts = TaughtLayouts(desk)
        self._drop.dropped.connect(self.files_dropped)
        self.field.committed.connect(self._chosen)
        for kind, link in self.templates.items():
            link.clicked.connect(lambda _=False, kind=kind: self.template_requested.emit(kind.value))
        self._lay_out()
        self.teach.hide()

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
        self.choose.setText(texts(N_("Choose files…")))
        self.paste.setText(texts(N_("Paste cells")))
        self.paste.setToolTip(texts(N_("Read the cells copied in a spreadsheet (Ctrl+V)")))
        self.teach.setText(texts(N_("Choose the columns yourself…")))
        self._drop.words.setText(texts(N_("Drop one file or several here")))
        self._hint.setText(
            texts(
                N_(
                    "Read are lists of patent databases and offices (CSV, XLSX, XLS, XML, ZIP of these), accountants' "
                    "sheets and our own templates. Several files come together, each patent once. What a file lacks "
                    "stays unknown; every refused row is shown with its line and the reason."
                )
            )
        )
        self._templates_title.setText(texts(N_("Empty templates:")))
        for kind, link in self.templates.items():
            link.setText(texts(KIND_LABELS[kind]))
            link.setAccessibleName(texts(N_("Empty template: {kind_label}"), kind_label=KIND_LABELS[kind]))
        self.layouts.retranslate(texts)
        self.written.retranslate(texts)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.addStretch(1)
        for action in (self.choose, self.paste, self.teach):
            actions.addWidget(action)
        actions.addStretch(1)
        inside = QVBoxLayout(self._drop)
        inside.addStretch(1)
        inside.addWidget(self._drop.words, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addLayout(actions)
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
        outer.addWidget(self.written)
        outer.addWidget(self._hint)
        outer.addLayout(templates)
        outer.addWidget(self.layouts)

    def _chosen(self, kind: str) -> None:
        self._kind = kind
        self.field.show_value(kind)


class _DropArea(QFrame):
    """Takes files."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("soft")
        self.setAcceptDrops(True)
        self.words = label("title")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Local files may be dropped."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of all files."""
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The local files that are dragged or dropped."""
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
