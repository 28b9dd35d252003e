"""What can be done from the menu and by shortcut, and what is it called?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from pledgeapp.i18n import Texts
from ui.icons import icon
from ui.state.case_session import CaseSession
from ui.state.colours import LIGHT, Colours
from valuation.wording import N_


@dataclass(frozen=True)
class ActionSpec:
    """One action: `text` is a msgid; a group ends where the next one has another `group`."""

    key: str
    text: str
    group: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    needs: str = ""
    """`database` or `case`: what must be open."""


SPECS = (
    ActionSpec("search", N_("Search…"), "find", ("Ctrl+K",), "search"),
    ActionSpec("new_case", N_("New case…"), "case", ("Ctrl+N",), "plus", "database"),
    ActionSpec("import", N_("Import a file…"), "case", ("Ctrl+I",), "file-input", "database"),
    ActionSpec("undo", N_("Undo"), "edit", ("Ctrl+Z",), "undo-2", "case"),
    ActionSpec("redo", N_("Redo"), "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "case"),
    ActionSpec("save", N_("Save now"), "edit", ("Ctrl+S",), "save", "case"),
    ActionSpec("history", N_("Versions of this case…"), "edit", ("Ctrl+H",), "clock", "case"),
    ActionSpec("compare", N_("Why do two valuations differ…"), "edit", ("Ctrl+D",), "file-input", "case"),
    ActionSpec("duplicate", N_("Duplicate this case"), "edit", (), "copy", "case"),
    ActionSpec("preview", N_("Preview the report"), "report", ("Ctrl+P",), "eye", "case"),
    ActionSpec("issue", N_("Issue the report…"), "report", ("Ctrl+Shift+P",), "file-down", "case"),
    ActionSpec("home", N_("Home"), "go", ("Alt+1",), "house"),
    ActionSpec("cases", N_("Cases"), "go", ("Alt+2",), "briefcase"),
    ActionSpec("library", N_("Library"), "go", ("Alt+3",), "library"),
    ActionSpec("settings", N_("Settings"), "go", ("Alt+4",), "settings"),
    ActionSpec("reports", N_("Issued reports"), "go", ("Ctrl+R",), "file-text", "database"),
    ActionSpec("unit", N_("Switch the money unit"), "look", ("Ctrl+Shift+U",), ""),
    ActionSpec("language", N_("Switch the language (中文 / English)"), "look", ("Ctrl+Shift+L",), "languages"),
    ActionSpec("theme", N_("Switch the theme"), "look", ("Ctrl+Shift+T",), "sun"),
    ActionSpec("back_up", N_("Back up now"), "end", (), "archive", "database"),
    ActionSpec("help", N_("Help"), "end", ("F1",), "circle-help"),
    ActionSpec("menu", N_("Open this menu"), "end", ("F10",), ""),
    ActionSpec("quit", N_("Quit"), "end", ("Ctrl+Q",), ""),
)
HIDDEN_IN_MENU = frozenset({"menu"})
HIDDEN_IN_PALETTE = frozenset({"menu", "search"})


class Actions:
    """The actions of the window with their texts, icons and states."""

    def __init__(self, window: QWidget, verbs: Mapping[str, Callable[[], None]]) -> None:
        self._actions: dict[str, QAction] = {}
        self._colours = LIGHT
        for spec in SPECS:
            action = QAction(window)
            action.setShortcuts([QKeySequence(text) for text in spec.shortcuts])
            action.triggered.connect(lambda _=False, run=verbs[spec.key]: run())
            window.addAction(action)
            self._actions[spec.key] = action

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def menu(self, parent: QWidget) -> QMenu:
        """All actions in groups."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(self._draw_icons)
        for before, spec in zip((None, *SPECS), SPECS, strict=False):
            if before is not None and before.group != spec.group:
                menu.addSeparator()
            if spec.key not in HIDDEN_IN_MENU:
                menu.addAction(self._actions[spec.key])
        return menu

    def retranslate(self, texts: Texts, session: CaseSession | None) -> None:
        """Write the names; undo and redo say what they would do."""
        for spec in SPECS:
            self._actions[spec.key].setText(texts(spec.text))
        if session is not None and session.undo_name is not None:
            self["undo"].setText(texts(N_("Undo: {deed}"), deed=texts.message(session.undo_name)))
        if session is not None and session.redo_name is not None:
            self["redo"].setText(texts(N_("Redo: {deed}"), deed=texts.message(session.redo_name)))

    def restyle(self, colours: Colours) -> None:
        """Icons are drawn in these colours when the menu is opened."""
        self._colours = colours

    def _draw_icons(self) -> None:
        for spec in SPECS:
            if spec.icon:
                self._actions[spec.key].setIcon(icon(spec.icon, self._colours.text_soft, self._colours.line_strong))

    def enable(self, *, has_database: bool, session: CaseSession | None) -> None:
        """Only what can be done now is offered."""
        met = {"": True, "database": has_database, "case": session is not None}
        for spec in SPECS:
            self._actions[spec.key].setEnabled(met[spec.needs])
        self["undo"].setEnabled(session is not None and session.undo_name is not None)
        self["redo"].setEnabled(session is not None and session.redo_name is not None)
