"""How is the program taught a list in the wizard: columns looked at, tried while they are chosen, kept and shared?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import Texts
from pledgeapp.records.import_columns import ColumnsFound, ListForm
from pledgeapp.records.importing import ImportKind, ImportPreview
from ui.dialogs.import_wizard_columns import ColumnsPage
from ui.dialogs.import_wizard_files import FileDialogs
from ui.operations import import_profiles
from ui.operations.importing import AUTOMATIC, Sources, Written
from ui.operations.office import Office
from ui.operations.runner import Job
from valuation.wording import N_

if TYPE_CHECKING:
    from ui.dialogs.import_wizard import ImportWizard
    from ui.operations.import_profiles import Layout, Profile
    from ui.operations.importing import Outside

PAUSE = 150
"""Milliseconds after a choice until it is tried: several choices in a row are tried once."""


class Teaching:
    """The part of the wizard that turns a person's choice of columns into a layout."""

    def __init__(self, wizard: ImportWizard, office: Office, page: ColumnsPage) -> None:
        self._wizard, self._office, self._page = wizard, office, page
        self._source: Outside | None = None
        self._written = AUTOMATIC
        self._number = 0
        self._pause = QTimer(wizard)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._try)
        self._page.choice_changed.connect(self._pause.start)
        self._page.form_chosen.connect(self._look_again)

    def look_at(self, source: Outside, written: Written, kind: ImportKind | None) -> Job:
        """Find the columns of a list and show them."""
        self._source, self._written = source, written
        return import_profiles.find_columns(
            self._office, self._wizard, (source, written, kind), self._found, self._wizard.failed
        )

    def use(self) -> None:
        """Read the list as chosen; keep the layout where that is ticked."""
        found = self._page.found
        if found is None or self._source is None:
            return
        source = (found, self._page.taught, self._page.keep.isChecked())
        import_profiles.keep_columns(self._office, self._wizard, source, self._kept, self._refused)

    def list_layouts(self) -> None:
        """Show which layouts are kept."""
        import_profiles.list_profiles(self._office, self._wizard, self._wizard.choice.layouts.show_profiles)

    def choose_layout_file(self) -> None:
        """Ask for the layout file of a colleague."""
        dialog = QFileDialog(self._wizard, self._texts(N_("Take over a layout file")), "", "TOML (*.toml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Keep the layout in the file at `path`."""
        import_profiles.take_profile(
            self._office, self._wizard, path, lambda _: self.list_layouts(), self._wizard.failed
        )

    def choose_layout_target(self, profile: Profile) -> None:
        """Ask where a layout is to be written for others."""

        def write(name: str) -> None:
            source = (profile, Path(name))
            import_profiles.write_profile(self._office, self._wizard, source, self._wizard.written, self._wizard.failed)

        files = FileDialogs(self._wizard, self._office, self._wizard.written)
        files.choose_target(self._texts(N_("Share the layout")), "TOML (*.toml)", write)

    def forget(self, key: str) -> None:
        """Forget a layout."""
        if key:
            import_profiles.remove_profile(
                self._office, self._wizard, key, lambda _: self.list_layouts(), self._wizard.failed
            )

    @property
    def _texts(self) -> Texts:
        return self._wizard.texts

    def _found(self, found: ColumnsFound) -> None:
        self._page.show_columns(found)
        self._wizard.show_columns()

    def _look_again(self, form: str) -> None:
        found = self._page.found
        if found is not None:
            source = (found, ListForm(form))
            import_profiles.look_again(
                self._office,
                self._wizard,
                source,
                lambda seen: self._page.show_columns(seen, is_new=False),
                self._refused,
            )

    def _try(self) -> None:
        found = self._page.found
        if found is None:
            return
        self._number += 1
        number = self._number

        def done(preview: ImportPreview) -> None:
            if number == self._number:
                self._page.show_tried(preview)

        import_profiles.try_columns(self._office, self._wizard, (found, self._page.taught), done, self._refused)

    def _refused(self, error: BaseException) -> bool:
        if not isinstance(error, DataProblem):
            return self._wizard.failed(error)
        self._page.tried.set_rows(())
        self._page.refuse(self._texts.message(error.message))
        return True

    def _kept(self, layout: Layout) -> None:
        self.list_layouts()
        if self._source is not None:
            self._wizard.read_sources(Sources((self._source,), None, (layout,), self._written))
