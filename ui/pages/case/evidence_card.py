"""Which documents stand behind the case, and how is one added?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from pledgeapp.i18n import Texts
from pledgeapp.records.assumption_paths import assumptions
from pledgeapp.records.evidence import Evidence
from ui.operations.step_lookups import attach_documents, open_document
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import remove_at, replace_at
from ui.state.figures import moment
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message


class EvidenceCard(Part):
    """A list of documents; files are chosen or dropped onto the card."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.setAcceptDrops(True)
        self.rows: TableRows[Evidence] = TableRows()
        self.table = TableView(self.rows, most_rows=6)
        self._empty = label("muted")
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self._attach, self._open, self._remove = button("link"), button("link"), button("link")
        self.add_links((self._attach, self._choose), (self._open, self._show), (self._remove, self._take_out))
        self.add(self.table)
        self.add(self._empty)
        self.add(self._reason)
        self.table.row_chosen.connect(self._enable)
        self.rows.refused.connect(self._say_refused)

    def retranslate(self, texts: Texts) -> None:
        """Heading, titles and links."""
        self.say(texts(N_("Evidence")), texts(N_("Kept in the database by content; drop files here")))
        self._attach.setText(texts(N_("Attach files…")))
        self._open.setText(texts(N_("Open")))
        self._remove.setText(texts(N_("Take out")))
        self._empty.setText(texts(N_("No document yet: contracts, audited accounts, register extracts, fee receipts")))
        self.table.setAccessibleName(texts(N_("Evidence")))
        language = self.desk.settings.language
        self.rows.set_columns(
            (
                Column(title=texts(N_("Document")), text=lambda e: e.name, stretch=True),
                Column(title=texts(N_("Remarks")), text=lambda e: e.note, commit=self._note_typed),
                Column(title=texts(N_("Size")), text=lambda e: _size(e.size), value=lambda e: e.size, is_number=True),
                Column(
                    title=texts(N_("Added")), text=lambda e: moment(e.added_at, language), value=lambda e: e.added_at
                ),
                Column(title=texts(N_("By")), text=lambda e: e.added_by),
                Column(
                    title=texts(N_("Fingerprint")),
                    text=lambda e: e.sha256[:12],
                    tone=lambda _: "muted",
                    hint=texts(N_("First characters of the SHA-256 of its content")),
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The documents of the case."""
        self.rows.set_rows(session.case.evidence)
        self.table.setVisible(bool(session.case.evidence))
        self._empty.setVisible(not session.case.evidence)
        self._enable()

    def field_at(self, path: str) -> TableView | None:
        """The list."""
        return self.table if path.startswith("evidence") else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.attach(tuple(Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()))
        event.acceptProposedAction()

    def attach(self, files: tuple[Path, ...]) -> None:
        """Keep `files` and put them into the case, as one edit; a content that is there already is not added twice."""
        if files:
            attach_documents(self.page.office, self, files, self._attached)

    def _attached(self, documents: tuple[Evidence, ...]) -> None:
        case = self.page.case
        there = {e.sha256 for e in case.evidence}
        new = tuple({e.sha256: e for e in documents if e.sha256 not in there}.values())
        if new:
            name = Message("evidence_added", N_("Document attached: {name}"), {"name": new[0].name})
            self.page.change(name, replace_at(case, "evidence", (*case.evidence, *new)))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.desk.texts(N_("Attach files…")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.attach(tuple(Path(name) for name in names)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            open_document(self.page.office, self, self.rows.rows[row], _open_with_system)

    def _take_out(self) -> None:
        row = self.table.current_row()
        if row < 0:
            return
        document = self.rows.rows[row]
        users = [path for path, assumption in assumptions(self.page.case) if document.id in assumption.evidence]
        if users:
            words = N_("{name} stands behind {count} assumption(s): take it out there first")
            self._say_refused(self.desk.texts(words, name=document.name, count=len(users)))
            return
        name = Message("evidence_taken_out", N_("Document taken out: {name}"), {"name": document.name})
        self.page.change(name, remove_at(self.page.case, "evidence", row))

    def _note_typed(self, row: int, text: str) -> str | None:
        name = Message("evidence_note", N_("Note on {name}"), {"name": self.rows.rows[row].name})
        problem = self.page.change(name, replace_at(self.page.case, f"evidence[{row}].note", text))
        return self.desk.texts.message(problem.message) if problem else None

    def _enable(self) -> None:
        is_chosen = self.table.current_row() >= 0
        self._open.setEnabled(is_chosen)
        self._remove.setEnabled(is_chosen)
        self._say_refused("")

    def _say_refused(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))


def _open_with_system(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"
