"""What does each action of the window do? One method each; the work itself lies in ui/operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast

from PySide6.QtWidgets import QWidget

from ui.operations import cases, database
from ui.operations.office import Office
from ui.operations.saving import Autosaver
from ui.state.desk import Desk
from valuation.wording import N_

_THEMES = ("light", "dark", "system")


class Verbs:
    """The actions of the window over the desk and the office."""

    def __init__(self, window: QWidget, desk: Desk, office: Office, autosaver: Autosaver) -> None:
        self._window, self._desk, self._office, self._autosaver = window, desk, office, autosaver
        self._dialogs: list[QWidget] = []

    def table(self, frame: Mapping[str, Callable[[], None]]) -> dict[str, Callable[[], None]]:
        """Every action by its key; `frame` gives those that belong to the window itself."""
        own: dict[str, Callable[[], None]] = {
            "new_case": self.new_case,
            "import": self.import_files,
            "undo": self.undo,
            "redo": self.redo,
            "save": self._autosaver.save_now,
            "history": self.history,
            "compare": self.compare,
            "duplicate": self.duplicate,
            "preview": lambda: self._desk.go("case/report", "preview"),
            "issue": lambda: self._desk.go("case/report", "issue"),
            "home": lambda: self._desk.go("home"),
            "cases": lambda: self._desk.go("cases"),
            "library": lambda: self._desk.go("library"),
            "settings": lambda: self._desk.go("settings"),
            "reports": lambda: self._desk.go("library/reports"),
            "unit": self.switch_unit,
            "language": self.switch_language,
            "theme": self.switch_theme,
            "back_up": lambda: database.back_up(self._office, self._window),
            "help": self.help,
        }
        return {**own, **frame}

    def undo(self) -> None:
        """Take back the newest edit of the open case."""
        if self._desk.session is not None:
            self._desk.session.undo()

    def redo(self) -> None:
        """Bring back what was undone last."""
        if self._desk.session is not None:
            self._desk.session.redo()

    def new_case(self) -> None:
        """Ask for title, borrower and valuation date of a new case."""
        from ui.dialogs.new_case import NewCaseDialog

        NewCaseDialog(self._desk, self._office, self._window).open()

    def import_files(self, files: tuple[Path, ...] = ()) -> None:
        """Open the import wizard, on `files` where some are given: into the case in front, else into the library."""
        from ui.dialogs.import_wizard import ImportWizard

        into_case = self._desk.place.root == "case" and self._desk.session is not None
        wizard = ImportWizard(self._desk, self._office, self._window, into_case)
        wizard.open()
        if files:
            wizard.read(*files)

    def history(self) -> None:
        """Show the saved versions of the open case; what is not yet written is written first."""
        from ui.dialogs.history import HistoryDialog

        if self._desk.session is not None:
            dialog = HistoryDialog(self._desk, self._office, self._window)
            self._autosaver.save_now(then=dialog.open)

    def compare(self) -> None:
        """Explain the difference between two valuations of the open case."""
        from ui.dialogs.compare import CompareDialog

        if self._desk.session is not None:
            dialog = CompareDialog(self._desk, self._office, self._window)
            self._autosaver.save_now(then=dialog.open)

    def duplicate(self) -> None:
        """A copy of the open case under another title."""
        session = self._desk.session
        if session is not None:
            title = self._desk.texts(N_("{title} (copy)"), title=session.case.title)
            copy = session.case.id
            self._autosaver.save_now(then=lambda: cases.duplicate_case(self._office, self._window, copy, title))

    def help(self) -> None:
        """Show the help of the page in front."""
        from ui.dialogs.help import HelpDialog

        HelpDialog(self._desk, self._window).open()

    def switch_unit(self) -> None:
        """万元 or 元."""
        other: Literal["yuan", "wan"] = "yuan" if self._desk.settings.money_unit == "wan" else "wan"
        self._choose(money_unit=other)

    def switch_language(self) -> None:
        """Chinese or English, without a restart."""
        self._choose(language="en" if self._desk.settings.language == "zh" else "zh")

    def switch_theme(self) -> None:
        """Light, dark, as the system, and round again."""
        now = _THEMES.index(self._desk.settings.theme)
        self._choose(theme=cast("Literal['light', 'dark', 'system']", _THEMES[(now + 1) % len(_THEMES)]))

    def _choose(self, **changes: str) -> None:
        self._desk.choose(self._desk.settings.changed(**changes))
        database.keep_settings(self._office, self._window)
