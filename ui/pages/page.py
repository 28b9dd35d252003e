"""What does every page of the window promise the frame?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from ui.operations.office import Office
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from valuation.wording import Message


class Page(QWidget):
    """A page is made on its first visit, then told of every change; it keeps no copy of what the desk holds.

    The frame calls, in this order: the constructor, `restyle`, `retranslate`, `show_session` (case steps only),
    `enter`. Later `restyle` and `retranslate` after a change of theme, language or money unit, `show_session` after
    each edit, undo, assessment or save.
    """

    title: ClassVar[str] = ""
    """msgid of the page's name, marked with N_."""

    open_working = Signal(object)
    """Emits a `ui.state.working.Working`: the frame shows it in the drawer."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self.desk = desk
        self.office = office

    def retranslate(self, texts: Texts) -> None:
        """Write every text of the page anew, in the language of `texts` and the desk's money unit."""

    def restyle(self, colours: Colours) -> None:
        """Paint anew whatever the style sheet does not reach: charts, icons."""

    def show_session(self, session: CaseSession) -> None:
        """Show the case and the assessment as they stand."""

    def enter(self, focus: str = "") -> None:
        """The page comes to the front; `focus` is a field path to bring into view, or empty."""

    def edit(self, name: Message, path: str, value: object) -> Problem | None:
        """Put `value` at `path` of the open case under an undo name; the problem when it may not stand there."""
        from ui.state.edits import replace_at

        session = self.desk.session
        if session is None:
            return None
        changed = replace_at(session.case, path, value)
        if isinstance(changed, Problem):
            return changed
        session.edit(name, changed)
        return None


class StepState(Enum):
    """How far a step of the case workspace is."""

    DONE = "done"
    MISSING = "missing"
    """Something is still to be entered or confirmed."""
    BLOCKED = "blocked"
    """Something found here forbids a final report."""


@dataclass(frozen=True)
class Step:
    """One of the seven steps; `load` imports and returns the page's class on the first visit."""

    key: str
    """Part of the page's name on the desk: `case/<key>`."""
    title: str
    """msgid."""
    load: Callable[[], type[Page]]
    state: Callable[[CaseSession], StepState]
    """Quick: called after every edit."""
    paths: tuple[str, ...] = ()
    """First names of the field paths set here (`products`, `loan`): where a jump to a field leads."""
    count: Callable[[CaseSession], int | None] = lambda _: None
    """A number behind the title (how many patents), or None."""
