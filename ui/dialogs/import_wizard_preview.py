"""What was read from the file: layout, rows, what differs, and what was refused and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.import_differences import Differences
from pledgeapp.records.importing import Conflict, ImportPreview
from pledgeapp.records.spool import Part
from ui.dialogs.import_wizard_changes import ChangesPart
from ui.dialogs.import_wizard_choice import KIND_LABELS
from ui.dialogs.import_wizard_pages import PAGE, RecordPages
from ui.dialogs.import_wizard_refused import RefusedPart
from ui.dialogs.import_wizard_written import WrittenPart
from ui.operations.importing import Sources, Written, is_one_file
from ui.operations.office import Office
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.badge import Badge
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

RECORD_FIELDS = ("patents", "comparables", "products", "repayments", "costs")
SHOWN_FILES, SHOWN_NOTES = 3, 8
COLUMNS_OF_OUR_OWN = frozenset({"template_patents", "template_comparables", "patent_documents"})
"""Layouts whose columns are no matter of choice: templates with fields that cannot be taught, and documents in XML."""
READ, REFUSED, DIFFERENT, CHANGED = 0, 1, 2, 3


class PreviewPage(QWidget):
    """Counts above; below a tab for what was read, what was refused, what sources disagree about, and what changed."""

    kind_chosen = Signal(str)
    choice_changed = Signal()
    """Other records would be taken over than before."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._preview: ImportPreview | None = None
        self._title, self._facts = label("title"), label("muted", wraps=True)
        self._badges = tuple(Badge() for _ in range(5))
        self.kind = Field("choice")
        self.kind.setMaximumWidth(300)
        self.listed = RecordPages(desk, office)
        self.read, self.filter = self.listed.rows, self.listed.filter
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.different: TableRows[Conflict] = TableRows()
        self.refusals, self.changes = RefusedPart(desk), ChangesPart(desk)
        self.tables = tuple(TableView(model, most_rows=10) for model in (self.read, self.different))
        self._parts = (self.tables[0], self.refusals, self.tables[1], self.changes)
        self.written = WrittenPart(desk)
        self.columns = button("link")
        self._note = label("muted", wraps=True)
        self._lay_out()
        self.tables[READ].setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tables[READ].setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tables[READ].selectionModel().selectionChanged.connect(self.choice_changed)
        self.listed.listed_changed.connect(self._list_others)
        self.tabs.currentChanged.connect(self._turn)
        self.kind.committed.connect(self.kind_chosen)

    def retranslate(self, texts: Texts) -> None:
        """Titles."""
        choices = tuple((kind.value, texts(name)) for kind, name in KIND_LABELS.items())
        self.kind.say(FieldTexts(texts(N_("The rows describe")), choices=choices))
        self.columns.setText(texts(N_("Columns…")))
        self.written.retranslate(texts)
        self.refusals.retranslate(texts)
        self.changes.retranslate(texts)
        self.listed.retranslate(texts)
        self.tabs.setAccessibleName(texts(N_("What was read from the file")))
        for name in (N_("Read"), N_("Refused"), N_("Differences"), N_("Changes")):
            self.tabs.addTab(texts(name))
        self.tables[0].setAccessibleName(texts(N_("Read")))
        self.tables[1].setAccessibleName(texts(N_("Differences")))
        for model in (self.read, self.different):
            model.restyle(self._desk.colours)
        self.different.set_columns(
            (
                Column(title=texts(N_("Of")), text=lambda c: c.subject),
                Column(title=texts(N_("Field")), text=lambda c: texts(c.field)),
                Column(title=texts(N_("Kept")), text=lambda c: texts(c.kept), stretch=True),
                Column(title=texts(N_("From")), text=lambda c: c.kept_source or UNKNOWN),
                Column(title=texts(N_("Not kept")), text=lambda c: texts(c.other), stretch=True),
                Column(title=texts(N_("From")), text=lambda c: c.other_source or UNKNOWN),
                Column(title=texts(N_("Line")), text=lambda c: str(c.row) if c.row else UNKNOWN, is_number=True),
            )
        )

    @property
    def refused(self) -> TableRows[Problem]:
        """The refused rows as they are listed."""
        return self.refusals.rows

    def show_preview(self, preview: ImportPreview, differences: Differences) -> None:
        """Show all that `preview` says, and how it differs from what is there."""
        self._preview = preview
        self.changes.show_differences(differences)
        texts = self._desk.texts
        self._title.setText(f"{self._names_of(preview)} · {texts(preview.layout_label)}")
        self._title.setToolTip("\n".join(preview.files))
        self._facts.setText(self._facts_of(preview))
        self.kind.show_value(preview.kind.value)
        counts = (
            (N_("{count} to take over"), preview.accepted, "good"),
            (N_("{count} merged inside the file"), preview.merged, "info"),
            (N_("{count} new or changed since the last import"), self.changes.count, "info"),
            (N_("{count} row(s) refused"), preview.refused_rows, "danger"),
            (N_("{count} difference(s)"), len(preview.conflicts), "attention"),
        )
        for badge, (words, count, tone) in zip(self._badges, counts, strict=True):
            badge.say(texts(words, count=count) if count else "", tone)  # type: ignore[arg-type]
        self.listed.show_preview(preview)
        self.refusals.show_preview(preview)
        self.different.set_rows(tuple(preview.conflicts[:PAGE]))
        self.tabs.setTabText(REFUSED, f"{texts(N_('Refused'))} {preview.refused_rows or len(preview.refused)}")
        self.tabs.setTabText(DIFFERENT, f"{texts(N_('Differences'))} {len(preview.conflicts)}")
        self.tabs.setTabText(CHANGED, f"{texts(N_('Changes'))} {self.changes.count}")
        self.tabs.setTabVisible(CHANGED, self.changes.has_met)
        is_list = preview.layout not in COLUMNS_OF_OUR_OWN
        self.columns.setVisible(is_list and not preview.files)
        self._turn()

    def show_written(self, sources: Sources) -> None:
        """Show how the file of `sources` was read; only how one text file is read can be stated."""
        preview = self._preview
        is_text = preview is not None and bool(preview.delimiter) and is_one_file(sources)
        if preview is not None:
            self.written.show_written(sources.written, Written(preview.encoding, preview.delimiter))
        self.written.fold.setVisible(is_text)
        self.written.setVisible(is_text and self.written.fold.isChecked())

    def chosen(self) -> ImportPreview | None:
        """What would be taken over: the rows selected, else those listed; the preview itself when that is all."""
        if self._preview is None:
            return None
        rows = self.tables[READ].chosen_rows()
        if self.listed.is_whole and len(rows) in (0, self._preview.accepted):
            return self._preview
        positions = self.listed.positions_at(rows) if rows else self.listed.positions
        picked = partial(_picked, positions)
        of_kind: dict[str, Any] = {
            field: picked(records) for field in RECORD_FIELDS if (records := getattr(self._preview, field))
        }
        return replace(
            self._preview,
            **of_kind,
            rows=len(positions),
            merged=0,
            refused=(),
            conflicts=(),
            origins=picked(self._preview.origins) if self._preview.origins else (),
            lines=picked(self._preview.lines) if self._preview.lines else (),
        )

    def _list_others(self) -> None:
        self.tables[READ].clearSelection()
        self.choice_changed.emit()

    def _say_note(self) -> None:
        """What is taken over, and that of many differences the first ones are listed."""
        texts = self._desk.texts
        conflicts = len(self._preview.conflicts) if self._preview is not None else 0
        notes = {
            READ: texts(
                N_("Taken over are the rows selected, or all that are listed when none is.")
                if self._preview is None or self._preview.accepted <= PAGE
                else N_("Taken over are the rows selected, or all that are listed on all pages when none is.")
            ),
            DIFFERENT: texts(N_("The first {count:,} are listed."), count=PAGE) if conflicts > PAGE else "",
        }
        self._note.setText(notes.get(self.tabs.currentIndex(), ""))
        self._note.setVisible(bool(self._note.text()))

    def _names_of(self, preview: ImportPreview) -> str:
        """The first names of several files, and how many there are."""
        if len(preview.files) <= SHOWN_FILES:
            return preview.file
        words = N_("{names} and {count} more file(s)")
        count = len(preview.files) - SHOWN_FILES
        return self._desk.texts(words, names=", ".join(preview.files[:SHOWN_FILES]), count=count)

    def _facts_of(self, preview: ImportPreview) -> str:
        texts = self._desk.texts
        delimiter = {"\t": texts(N_("tab"))}.get(preview.delimiter, preview.delimiter)
        parts = [texts(N_("{rows} row(s)"), rows=preview.rows)]
        parts += [texts(N_("text encoding {encoding}"), encoding=preview.encoding)] if preview.encoding else []
        parts += [texts(N_("separated by {delimiter}"), delimiter=delimiter)] if preview.delimiter else []
        notes = list(dict.fromkeys(texts.message(note) for note in preview.notes))
        parts += [*notes[:SHOWN_NOTES], *(["…"] if len(notes) > SHOWN_NOTES else [])]
        if preview.ignored:
            parts.append(
                texts(
                    N_("not read: {columns}"),
                    columns="、".join(preview.ignored[:8]) + ("…" if len(preview.ignored) > 8 else ""),
                )
            )
        return " · ".join(parts)

    def _turn(self) -> None:
        for position, part in enumerate(self._parts):
            part.setVisible(position == self.tabs.currentIndex())
        self.listed.setVisible(self.tabs.currentIndex() == READ)
        self._say_note()

    def _lay_out(self) -> None:
        badges, bar = QHBoxLayout(), QHBoxLayout()
        badges.setSpacing(6)
        for badge in self._badges:
            badges.addWidget(badge)
        badges.addStretch(1)
        bar.addWidget(self.tabs, 1)
        bar.addWidget(self.columns)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        facts, how = QHBoxLayout(), QHBoxLayout()
        facts.addWidget(self._facts, 1)
        facts.addWidget(self.written.fold, 0, Qt.AlignmentFlag.AlignTop)
        how.setSpacing(12)
        # All give way in a narrow window, each up to its own width.
        how.addWidget(self.kind, 100)
        how.addWidget(self.written, 200)
        how.addStretch(1)
        outer.addWidget(self._title)
        outer.addLayout(facts)
        outer.addLayout(badges)
        outer.addLayout(how)
        outer.addLayout(bar)
        outer.addWidget(self.listed)
        for shown in self._parts:
            outer.addWidget(shown)
        outer.addWidget(self._note)
        outer.addStretch(1)


def _picked(positions: Sequence[int], items: Sequence[Any]) -> Sequence[Any]:
    """The items at these positions; of a great many nothing is copied."""
    return tuple(items[at] for at in positions) if len(positions) <= PAGE else Part(items, positions)
