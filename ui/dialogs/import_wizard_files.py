"""Where does the wizard read from and write to? File dialogs that block nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from pledgeapp.records.importing import ImportKind, ImportPreview
from ui.dialogs.quiet_dialog import QuietDialog
from ui.operations.importing import write_refused, write_template
from ui.operations.office import Office
from valuation.wording import N_

PATTERNS = "*.csv *.tsv *.txt *.xlsx *.xls *.xlsm *.xml *.zip"
TABLES = N_("Tables")


class FileDialogs:
    """Asks for files; what is written is told to `written`."""

    def __init__(self, wizard: QuietDialog, office: Office, written: Callable[[Path], None]) -> None:
        self._wizard, self._office, self._written = wizard, office, written

    def choose_files(self, read: Callable[[tuple[Path, ...]], None]) -> None:
        """Ask for files to be read."""
        texts = self._wizard.texts
        dialog = QFileDialog(self._wizard, texts(N_("Choose files")), "", f"{texts(TABLES)} ({PATTERNS})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: read(tuple(map(Path, names))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_template(self, kind: str) -> None:
        """Ask where an empty template is to be written."""

        def write(name: str) -> None:
            write_template(self._office, self._wizard, ImportKind(kind), Path(name), self._written)

        self.choose_target(self._wizard.texts(N_("Save an empty template")), "XLSX (*.xlsx);;CSV (*.csv)", write)

    def choose_refused_target(self, preview: ImportPreview | None) -> None:
        """Ask where the refused rows are to be written."""
        if preview is None:
            return

        def write(name: str) -> None:
            target = Path(name)
            write_refused(self._office, self._wizard, preview, target, lambda _: self._written(target))

        self.choose_target(self._wizard.texts(N_("Save the refused rows")), "CSV (*.csv)", write)

    def choose_target(self, title: str, patterns: str, write: Callable[[str], None]) -> None:
        """Ask for a file to write; its ending is the first of `patterns` where none is typed."""
        dialog = QFileDialog(self._wizard, title, "", patterns)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(patterns.split("*.", maxsplit=1)[1].split(")", maxsplit=1)[0])
        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
