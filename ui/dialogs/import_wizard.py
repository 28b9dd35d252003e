"""How does an outside file come in: choose, look at what was read and refused, take over?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from pledgeapp.errors import Cancelled, DataProblem, KnownTrouble, PledgeAppError, Problem
from pledgeapp.records.case import Case
from pledgeapp.records.importing import ImportKind, ImportOutcome, ImportPreview
from ui.dialogs.import_wizard_choice import ChoicePage
from ui.dialogs.import_wizard_preview import PreviewPage
from ui.dialogs.quiet_dialog import QuietDialog
from ui.operations.importing import merge_into_case, preview_file, take_into_library, write_refused, write_template
from ui.operations.office import Office
from ui.operations.runner import Job
from ui.state.desk import Desk, Notice
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

SIZE = (980, 680)
FILTER = N_("Tables")


class ImportWizard(QuietDialog):
    """Two pages: choice and preview. Nothing is stored before "take over"; work can be cancelled at any time."""

    def __init__(self, desk: Desk, office: Office, parent: QWidget, into_case: bool) -> None:
        super().__init__(desk, parent, N_("Import a file"))
        self._office = office
        self._into_case = into_case and desk.session is not None
        self._job: Job | None = None
        self._file: Path | None = None
        self._merging: Case | None = None
        self.preview: ImportPreview | None = None
        self.choice = ChoicePage(desk)
        self.shown = PreviewPage(desk)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.choice)
        self._pages.addWidget(self.shown)
        self._busy, self._bar = label("muted"), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.reason = label("error", wraps=True)
        self.cancel, self.back, self.take = button("quiet"), button("secondary"), button("primary")
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._lay_out()
        self._connect()
        self._settle()
        self.reason.hide()

    def read(self, file: Path, kind: ImportKind | None = None) -> None:
        """Read `file` off the GUI thread and show what is in it."""
        self._file = file
        self._begin(self.texts(N_("Reading {file}…"), file=file.name))
        self._job = preview_file(self._office, self, (file, kind), self._read, self._failed)

    def take_over(self) -> None:
        """Put what was read into the case (one edit that can be undone) or the library (one transaction)."""
        chosen = self.shown.chosen()
        if chosen is None or self.preview is None:
            return
        self._begin(self.texts(N_("Taking over {count} record(s)…"), count=chosen.accepted))
        session = self.desk.session
        if self._into_case and session is not None:
            self._job = merge_into_case(self._office, self, (session.case, chosen), self._merged, self._failed)
        else:
            self._job = take_into_library(self._office, self, chosen, self._finished, self._failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self._job is None:
            event.acceptProposedAction()
            self.read(files[0], self.choice.kind)

    def reject(self) -> None:
        """Closing asks running work to stop."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _connect(self) -> None:
        self.choice.choose.clicked.connect(self._choose_file)
        self.choice.template_requested.connect(self._choose_template)
        self.choice.file_dropped.connect(lambda name: self.read(Path(name), self.choice.kind))
        self.shown.export.clicked.connect(self._choose_refused_target)
        self.shown.kind_chosen.connect(self._read_as)
        self.shown.choice_changed.connect(lambda: self._settle(is_busy=self._job is not None))
        self.back.clicked.connect(self._to_choice)
        self.take.clicked.connect(self.take_over)
        self.cancel.clicked.connect(self._cancel)
        QShortcut(QKeySequence.StandardKey.Open, self, self._choose_file)

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
        self.back.setText(texts(N_("Another file")))
        self.choice.retranslate(texts)
        self.shown.retranslate(texts)
        self._bar.setAccessibleName(texts(N_("Progress")))

    def _choose_file(self) -> None:
        patterns = "*.csv *.tsv *.txt *.xlsx *.xls *.xlsm"
        dialog = QFileDialog(self, self.texts(N_("Choose a file")), "", f"{self.texts(FILTER)} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name), self.choice.kind))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_template(self, kind: str) -> None:
        dialog = QFileDialog(self, self.texts(N_("Save an empty template")), "", "XLSX (*.xlsx);;CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(
            lambda name: write_template(self._office, self, ImportKind(kind), Path(name), self._written)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_refused_target(self) -> None:
        dialog = QFileDialog(self, self.texts(N_("Save the refused rows")), "", "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda name: self.export_refused(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_refused(self, target: Path) -> None:
        """Write the refused rows to `target`."""
        if self.preview is not None:
            write_refused(self._office, self, self.preview, target, lambda _: self._written(target))

    def _written(self, target: Path) -> None:
        self._refuse("")
        self._busy.setText(self.texts(N_("Written: {file}"), file=str(target)))
        self._busy.show()

    def _read_as(self, kind: str) -> None:
        if self._file is not None:
            self.read(self._file, ImportKind(kind))

    def _read(self, preview: ImportPreview) -> None:
        self._job = None
        self.preview = preview
        self.shown.show_preview(preview)
        self._pages.setCurrentWidget(self.shown)
        self._settle()

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
        self._job = None
        counts = {
            "added": outcome.added,
            "merged": outcome.merged,
            "refused": outcome.refused_rows,
            "conflicts": len(outcome.conflicts),
        }
        words = N_("Taken over: {added} new, {merged} merged, {refused} row(s) refused, {conflicts} difference(s)")
        self.desk.notify(Notice("attention" if outcome.refused else "good", Message("taken_over", words, counts)))
        self.accept()

    def _failed(self, error: BaseException) -> bool:
        """Trouble is told in the dialog; our own bugs go the usual way."""
        self._job = None
        self._settle()
        if isinstance(error, Cancelled):
            self._refuse(self.texts(N_("Stopped; nothing was taken over.")))
            return True
        if not isinstance(error, DataProblem | KnownTrouble):
            return False
        self._refuse(self._words_of(error))
        return True

    def _words_of(self, error: PledgeAppError) -> str:
        words = self.texts.message(error.message)
        name = self._file.name if self._file is not None else ""
        lines = [words if name in words else self.texts(N_("{file}: {reason}"), file=name, reason=words)]
        if isinstance(error, DataProblem):
            lines += [self._place_of(problem) for problem in error.problems if problem.message != error.message][:5]
        elif isinstance(error, KnownTrouble) and error.remedy is not None:
            lines.append(self.texts.message(error.remedy))
        return "\n".join(lines)

    def _place_of(self, problem: Problem) -> str:
        where = self.texts(N_("Line {line}"), line=problem.row) if problem.row else ""
        return " ".join(part for part in (where, problem.column, self.texts.message(problem.message)) if part)

    def _begin(self, words: str) -> None:
        self._refuse("")
        session = self.desk.session
        self._merging = session.case if session is not None else None
        self._busy.setText(words)
        self._settle(is_busy=True)

    def _settle(self, *, is_busy: bool = False) -> None:
        chosen = self.shown.chosen() if self.preview is not None else None
        texts, count = self.texts, chosen.accepted if chosen is not None else 0
        is_preview = self._pages.currentWidget() is self.shown
        self._busy.setVisible(is_busy)
        self._bar.setVisible(is_busy)
        self._pages.setEnabled(not is_busy)
        self.back.setVisible(is_preview and not is_busy)
        self.take.setVisible(is_preview)
        self.take.setEnabled(count > 0 and not is_busy)
        self.cancel.setText(texts(N_("Stop")) if is_busy else texts(N_("Close")))
        words = N_("Take {count} into the case") if self._into_case else N_("Take {count} into the library")
        self.take.setText(texts(words, count=count))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        else:
            self.reject()

    def _to_choice(self) -> None:
        self.preview = None
        self._pages.setCurrentWidget(self.choice)
        self._refuse("")
        self._settle()

    def _refuse(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
