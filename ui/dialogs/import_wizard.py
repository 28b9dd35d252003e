"""How does an outside file come in: choose, look at what was read and refused, decide on changes, take over?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from pledgeapp.errors import Cancelled, DataProblem, KnownTrouble, PledgeAppError, Problem
from pledgeapp.records.case import Case
from pledgeapp.records.importing import CASE_ONLY, ImportKind, ImportOutcome, ImportPreview
from ui.dialogs.import_wizard_choice import ChoicePage, dropped_files
from ui.dialogs.import_wizard_columns import ColumnsPage
from ui.dialogs.import_wizard_files import FileDialogs
from ui.dialogs.import_wizard_preview import PreviewPage
from ui.dialogs.import_wizard_teaching import Teaching
from ui.dialogs.quiet_dialog import QuietDialog
from ui.operations import importing
from ui.operations.importing import AUTOMATIC, Examined, Sources, Written, is_one_file
from ui.operations.office import Office
from ui.operations.runner import Job
from ui.state.desk import Desk, Notice
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from ui.operations.importing import FilesRead, Outside

SIZE = (1080, 720)
UNKNOWN_LIST = frozenset({"intake.unknown_layout", "intake.expected_columns"})
WRITTEN_OTHERWISE = UNKNOWN_LIST | {
    f"intake.{why}" for why in ("unknown_encoding", "mixed_encoding", "other_encoding", "nul", "question_marks")
}
"""Refusals that may come of an encoding or a delimiter that was found out wrongly."""
TEXT_FILES = frozenset({".csv", ".tsv", ".txt"})


class ImportWizard(QuietDialog):
    """Pages: choice, columns, preview. Nothing is stored before "take over"; work can be cancelled at any time."""

    def __init__(self, desk: Desk, office: Office, parent: QWidget, into_case: bool) -> None:
        super().__init__(desk, parent, N_("Import files"))
        self._office = office
        self._into_case = into_case and desk.session is not None
        self._job: Job | None = None
        self._sources = self._shown_sources = Sources(())
        self._waiting: list[ImportPreview] = []
        self._merging: Case | None = None
        self.preview: ImportPreview | None = None
        self.choice, self.columns, self.shown = ChoicePage(desk), ColumnsPage(desk), PreviewPage(desk, office)
        self._pages = QStackedWidget()
        for page in (self.choice, self.columns, self.shown):
            self._pages.addWidget(page)
        self._busy, self._bar = label("muted"), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.reason = label("error", wraps=True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cancel, self.back, self.take = button("quiet"), button("secondary"), button("primary")
        self._files = FileDialogs(self, office, self.written)
        self._teaching = Teaching(self, office, self.columns)
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._lay_out()
        self._connect()
        self._settle()
        self.reason.hide()
        self._teaching.list_layouts()

    def read(self, *files: Outside, kind: ImportKind | None = None) -> None:
        """Read `files` off the GUI thread and show what is in them."""
        self.read_sources(Sources(files, kind))

    def read_sources(self, sources: Sources) -> None:
        """Read files, as the layouts say that a person has chosen."""
        self._sources = sources
        self.choice.teach.hide()
        self.choice.written.hide()
        names = ", ".join(file.name for file in sources.files[:3]) + (" …" if len(sources.files) > 3 else "")
        self.begin(self.texts(N_("Reading {file}…"), file=names))
        self._job = importing.read_files(self._office, self, sources, self._read, self.failed)

    def paste(self) -> None:
        """Read the cells that were copied in a spreadsheet."""
        text = _cells_copied(QGuiApplication.clipboard().mimeData())
        if self._job is None and self._pages.currentWidget() is self.choice:
            if text.strip():
                self.read(importing.pasted(text, self.texts(N_("Clipboard"))), kind=self.choice.kind)
            else:
                self.refuse(self.texts(N_("The clipboard holds no cells: copy them in the spreadsheet first.")))

    def take_over(self) -> None:
        """Put what was read into the case (one edit that can be undone) or the library (one transaction)."""
        if self._pages.currentWidget() is self.columns:
            self._teaching.use()
            return
        chosen = self.shown.chosen()
        if chosen is None or self.preview is None:
            return
        self.begin(self.texts(N_("Taking over {count} record(s)…"), count=chosen.accepted))
        session, accepted = self.desk.session, self.shown.changes.accepted()
        if self._into_case and session is not None:
            source = (session.case, chosen, accepted)
            self._job = importing.merge_into_case(self._office, self, source, self._merged, self.failed)
        else:
            self._job = importing.take_into_library(self._office, self, (chosen, accepted), self._finished, self.failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read all files dropped."""
        files = dropped_files(event)
        if files and self._job is None:
            event.acceptProposedAction()
            self.read(*files, kind=self.choice.kind)

    def reject(self) -> None:
        """Closing asks running work to stop."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _connect(self) -> None:
        self.choice.choose.clicked.connect(self._choose_files)
        self.choice.paste.clicked.connect(self.paste)
        self.choice.teach.clicked.connect(self._look_at_first)
        for part in (self.choice.written, self.shown.written):
            part.stated.connect(self._read_written)
        self.choice.template_requested.connect(self._files.choose_template)
        self.choice.files_dropped.connect(lambda files: self.read(*files, kind=self.choice.kind))
        self.choice.layouts.file_requested.connect(self._teaching.choose_layout_file)
        self.choice.layouts.export_requested.connect(self._teaching.choose_layout_target)
        self.choice.layouts.removal_requested.connect(self._teaching.forget)
        self.shown.refusals.export.clicked.connect(lambda: self._files.choose_refused_target(self.preview))
        self.shown.refusals.retry_requested.connect(self.correct)
        self.shown.columns.clicked.connect(self._look_at_first)
        self.shown.kind_chosen.connect(self._read_as)
        self.shown.choice_changed.connect(lambda: self._settle(is_busy=self._job is not None))
        self.back.clicked.connect(self._to_choice)
        self.take.clicked.connect(self.take_over)
        self.cancel.clicked.connect(self._cancel)
        QShortcut(QKeySequence.StandardKey.Open, self, self._choose_files)
        # Below the tables and lines, which paste for themselves while they have the focus.
        QShortcut(QKeySequence.StandardKey.Paste, self.choice, self.paste)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._busy)
        foot.addWidget(self._bar, 1)
        foot.addStretch(1)
        for action in (self.cancel, self.back, self.take):
            foot.addWidget(action)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.reason)
        outer.addLayout(foot)
        texts = self.texts
        self.back.setText(texts(N_("Other files")))
        for page in (self.choice, self.columns, self.shown):
            page.retranslate(texts)
        self._bar.setAccessibleName(texts(N_("Progress")))

    def _choose_files(self) -> None:
        if self._job is None:
            self._files.choose_files(lambda files: self.read(*files, kind=self.choice.kind))

    def correct(self, corrections: Mapping[tuple[str, int], tuple[str, ...]]) -> None:
        """Read refused rows again as corrected; the files are not opened."""
        if self.preview is not None and corrections:
            self.begin(self.texts(N_("Reading {count} corrected row(s)…"), count=len(corrections)))
            source = (self.preview, corrections)
            self._job = importing.correct_rows(self._office, self, source, self._examine, self.failed)

    def export_refused(self, target: Path) -> None:
        """Write the refused rows to `target`."""
        if self.preview is not None:
            importing.write_refused(self._office, self, self.preview, target, lambda _: self.written(target))

    def written(self, target: Path) -> None:
        """Say that a file was written."""
        self.refuse("")
        self._busy.setText(self.texts(N_("Written: {file}"), file=str(target)))
        self._busy.show()

    def _look_at_first(self) -> None:
        kind = self._sources.kind or (self.preview.kind if self.preview is not None else None)
        self.look_at_columns(self._sources.files[0], self._sources.written, kind)

    def look_at_columns(self, source: Outside, written: Written = AUTOMATIC, kind: ImportKind | None = None) -> None:
        """Show the columns of one list and what each may hold; `kind` says what its rows describe, where known."""
        self.begin(self.texts(N_("Reading {file}…"), file=source.name))
        self._job = self._teaching.look_at(source, written, kind)

    def show_columns(self) -> None:
        """The columns were found."""
        self._job = None
        self._pages.setCurrentWidget(self.columns)
        self._settle()

    def _read_as(self, kind: str) -> None:
        if self._sources.files:
            self.read_sources(Sources(self._sources.files, ImportKind(kind), written=self._sources.written))

    def _read_written(self, written: Written) -> None:
        self.read_sources(replace(self._sources, written=written))

    def _read(self, read: FilesRead) -> None:
        self._shown_sources = self._sources
        first, *self._waiting = read.previews
        self._examine(first)
        if read.unread:
            words = [self.texts.message(problem.message) for problem in read.unread]
            named = zip(read.unread, words, strict=True)
            self.refuse("\n".join(w if p.file in w else f"{p.file}: {w}" for p, w in named))

    def _examine(self, preview: ImportPreview) -> None:
        """What was read is compared with what is there before it is shown."""
        session = self.desk.session
        case = session.case if self._into_case and session is not None else None
        self._job = importing.examine(self._office, self, (preview, case), self._show, self.failed)

    def _show(self, examined: Examined) -> None:
        self._job = None
        self.preview = examined.preview
        self.shown.show_preview(examined.preview, examined.differences)
        self.shown.show_written(self._shown_sources)
        self._pages.setCurrentWidget(self.shown)
        if examined.preview.kind in CASE_ONLY and not self._into_case:
            self.refuse(self.texts(N_("This belongs to a case: open the case and import it there.")))
        self._settle()
        self.shown.written.focus_again()

    def _merged(self, case: Case, outcome: ImportOutcome) -> None:
        """An edit made meanwhile is not thrown away: the rows are then merged into the newer case."""
        session = self.desk.session
        if session is None or self.preview is None:
            self._finished(outcome)
            return
        if self._merging is not session.case:
            self._job = None
            self.take_over()
            return
        params: dict[str, str | int | float] = {
            "file": self.preview.file,
            "added": outcome.added,
            "merged": outcome.merged,
        }
        session.edit(Message("imported", N_("Import of {file}: {added} new, {merged} merged"), params), case)
        self._finished(outcome)

    def _finished(self, outcome: ImportOutcome) -> None:
        """Rows of another kind that were read with these come next."""
        self._job = None
        counts = {
            "added": outcome.added,
            "merged": outcome.merged,
            "refused": outcome.refused_rows,
            "conflicts": len(outcome.conflicts),
        }
        words = N_("Taken over: {added} new, {merged} merged, {refused} row(s) refused, {conflicts} difference(s)")
        self.desk.notify(Notice("attention" if outcome.refused else "good", Message("taken_over", words, counts)))
        if self._waiting:
            self._examine(self._waiting.pop(0))
        else:
            self.accept()

    def failed(self, error: BaseException) -> bool:
        """Trouble is told in the dialog; our own bugs go the usual way."""
        self._job = None
        self._settle()
        words = self._words_refused(error)
        if self.preview is not None:
            # What is listed was read as before, and that is what is shown beside it.
            self._sources = self._shown_sources
            self.shown.show_written(self._sources)
        elif isinstance(error, PledgeAppError):
            self._offer_remedies(error.message.code)
        for part in (self.choice.written, self.shown.written):
            part.focus_again()
        self.refuse(words)
        return bool(words)

    def _words_refused(self, error: BaseException) -> str:
        """What is said of trouble; nothing of our own bugs."""
        if isinstance(error, Cancelled):
            return self.texts(N_("Stopped; nothing was taken over."))
        if not isinstance(error, DataProblem | KnownTrouble):
            return ""
        words = self._words_of(error)
        if self.preview is not None and self._sources.written != self._shown_sources.written:
            words += "\n" + self.texts(N_("The file was not read this way; what is listed is as it was read before."))
        return words

    def _offer_remedies(self, code: str) -> None:
        """Beside a refused list: its columns and, of a text, how it is written; what was stated can be taken back."""
        self.choice.teach.setVisible(code in UNKNOWN_LIST and len(self._sources.files) == 1)
        written = self._sources.written
        is_text = is_one_file(self._sources) and Path(self._sources.files[0].name).suffix.lower() in TEXT_FILES
        self.choice.written.show_written(written)
        self.choice.written.setVisible(is_text and (code in WRITTEN_OTHERWISE or written != AUTOMATIC))

    def _words_of(self, error: PledgeAppError) -> str:
        words = self.texts.message(error.message)
        names = [file.name for file in self._sources.files]
        is_named = len(names) != 1 or names[0] in words
        lines = [words if is_named else self.texts(N_("{file}: {reason}"), file=names[0], reason=words)]
        if isinstance(error, DataProblem):
            lines += [self._place_of(problem) for problem in error.problems if problem.message != error.message][:5]
        elif isinstance(error, KnownTrouble) and error.remedy is not None:
            lines.append(self.texts.message(error.remedy))
        return "\n".join(lines)

    def _place_of(self, problem: Problem) -> str:
        where = self.texts(N_("Line {line}"), line=problem.row) if problem.row else ""
        return " ".join(part for part in (where, problem.column, self.texts.message(problem.message)) if part)

    def begin(self, words: str) -> None:
        """Say what is under way."""
        self.refuse("")
        session = self.desk.session
        self._merging = session.case if session is not None else None
        self._busy.setText(words)
        self._settle(is_busy=True)

    def _settle(self, *, is_busy: bool = False) -> None:
        chosen = self.shown.chosen() if self.preview is not None else None
        texts, count = self.texts, chosen.accepted if chosen is not None else 0
        page = self._pages.currentWidget()
        self._busy.setVisible(is_busy)
        self._bar.setVisible(is_busy)
        self._pages.setEnabled(not is_busy)
        self.back.setVisible(page is not self.choice and not is_busy)
        self.take.setVisible(page is not self.choice)
        self.cancel.setText(texts(N_("Stop")) if is_busy else texts(N_("Close")))
        if page is self.columns:
            self.take.setEnabled(not is_busy)
            self.take.setText(texts(N_("Read the list this way")))
            return
        is_possible = self._into_case or self.preview is None or self.preview.kind not in CASE_ONLY
        self.take.setEnabled(count > 0 and not is_busy and is_possible)
        words = N_("Take {count} into the case") if self._into_case else N_("Take {count} into the library")
        self.take.setText(texts(words, count=count))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        else:
            self.reject()

    def _to_choice(self) -> None:
        if self.preview is not None:
            # The file was read: it needs no remedy.
            self.choice.teach.hide()
            self.choice.written.hide()
        self.preview = None
        self._waiting.clear()
        self._pages.setCurrentWidget(self.choice)
        self.refuse("")
        self._settle()

    def refuse(self, reason: str) -> None:
        """Say what is wrong; an empty reason takes that back."""
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))


def _cells_copied(content: QMimeData) -> str:
    """What was copied as lines of cells, else as the table of a page, else as it is."""
    text = content.text()
    return content.html() if content.hasHtml() and "\t" not in text else text
