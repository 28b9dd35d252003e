"""Which versions of this case were saved, in what do they differ from now, and how is one brought back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.quiet_dialog import QuietDialog
from ui.models.record_rows import Column, RecordRows, Wording
from ui.operations import cases
from ui.operations.office import Office
from ui.state import figures
from ui.state.deeds import read_deed
from ui.state.desk import Change, Desk
from ui.state.differences import Difference, differences
from ui.state.field_words import field_words, value_words
from ui.widgets.card import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from pledgeapp.records.summary import Revision

SIZE = (980, 560)


class HistoryDialog(QuietDialog):
    """Versions at the left, newest first; at the right what the chosen one differs in from the case as it stands."""

    def __init__(self, desk: Desk, office: Office, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("Versions of this case"))
        self._office, self._owner = office, parent
        self._chosen: tuple[int, Case] | None = None
        wording = Wording(desk.texts, desk.settings.money_unit)
        self._versions = RecordRows(_version_columns(), wording, self)
        self._changes = RecordRows(_difference_columns(), wording, self)
        self.versions, self.changes = RecordTable(self._versions), RecordTable(self._changes)
        self._note = label("muted", wraps=True)
        texts = desk.texts
        self.restore = button("primary", texts(N_("Bring back as a new version")))
        self._copy = button("secondary", texts(N_("Open as a copy")))
        self.explain = button("secondary", texts(N_("Explain the difference in value…")))
        self._close = button("secondary", texts(N_("Close")))
        self.versions.setAccessibleName(texts(N_("Versions")))
        self.changes.setAccessibleName(texts(N_("Differences from now")))
        self._lay_out()
        self.versions.chosen.connect(self._choose)
        self.restore.clicked.connect(self._restore)
        self._copy.clicked.connect(self._open_copy)
        self.explain.clicked.connect(self._explain)
        self._close.clicked.connect(self.reject)
        self._leave = desk.subscribe(self._desk_changed)
        self.finished.connect(lambda _: self._leave())
        self._show_chosen(None)

    def open(self) -> None:
        """Read the versions and show the dialog."""
        session = self.desk.session
        if session is not None:
            cases.case_history(self._office, self, session.case.id, self._take)
            super().open()

    def _desk_changed(self, change: Change) -> None:
        if change is Change.SESSION:
            self.reject()

    def _take(self, revisions: tuple[Revision, ...]) -> None:
        self._versions.set_rows(revisions)
        if revisions:
            self.versions.selectRow(0)

    def _choose(self, revision: Revision | None) -> None:
        if revision is not None:
            number = revision.revision
            cases.case_version(
                self._office, self, revision.case_id, number, lambda case: self._show_chosen((number, case))
            )

    def _show_chosen(self, chosen: tuple[int, Case] | None) -> None:
        self._chosen = chosen
        session, texts = self.desk.session, self.texts
        found = differences(chosen[1], session.case) if chosen and session else ()
        self._changes.set_rows(found)
        for made in (self.restore, self._copy, self.explain):
            made.setEnabled(chosen is not None)
        self.restore.setEnabled(bool(found))
        same, others = (
            N_("This version is the case as it stands."),
            N_("{count} fields differ from the case as it stands."),
        )
        self._note.setText("" if chosen is None else texts(others, count=len(found)) if found else texts(same))

    def _restore(self) -> None:
        session = self.desk.session
        if session is not None and self._chosen is not None:
            number, case = self._chosen
            session.edit(Message("restored", N_("Version {number} brought back"), {"number": number}), case)
            self.accept()

    def _open_copy(self) -> None:
        session = self.desk.session
        if session is not None and self._chosen is not None:
            number, case = self._chosen
            title = self.texts(N_("{title} (version {number})"), title=case.title, number=number)
            cases.duplicate_case(self._office, self._owner, session.case.id, title, number)
            self.accept()

    def _explain(self) -> None:
        from ui.dialogs.compare import CompareDialog

        if self._chosen is not None:
            dialog = CompareDialog(self.desk, self._office, self._owner)
            dialog.open()
            dialog.compare(self._chosen[1])
            self.accept()

    def _lay_out(self) -> None:
        self.resize(*SIZE)
        self.versions.restyle(self.desk.colours)
        column, tables, buttons = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        tables.setSpacing(16)
        left, right = Card(self.texts(N_("Versions"))), Card(self.texts(N_("Differences from now")))
        left.add(self.versions, 1)
        right.add(self._note)
        right.add(self.changes, 1)
        tables.addWidget(left, 4)
        tables.addWidget(right, 5)
        buttons.addStretch(1)
        for made in (self._close, self.explain, self._copy, self.restore):
            buttons.addWidget(made)
        column.addLayout(tables, 1)
        column.addLayout(buttons)


def _version_columns() -> tuple[Column[Revision], ...]:
    return (
        Column(N_("Version"), lambda row, _: str(row.revision), lambda row: row.revision, is_number=True, width=68),
        Column(N_("What was done"), lambda row, w: read_deed(row.action, w.texts)),
        Column(
            N_("Saved"),
            lambda row, w: figures.moment(row.saved_at, w.texts.language),
            lambda row: row.saved_at,
            width=150,
        ),
        Column(N_("By"), lambda row, _: row.saved_by or figures.UNKNOWN, width=70),
    )


def _difference_columns() -> tuple[Column[Difference], ...]:
    return (
        Column(N_("Field"), lambda row, w: field_words(row.path, w.texts), hint=lambda row, _: row.path),
        Column(N_("In this version"), lambda row, w: value_words(row.before, w.unit, w.texts), width=130),
        Column(N_("Now"), lambda row, w: value_words(row.after, w.unit, w.texts), width=130),
    )
