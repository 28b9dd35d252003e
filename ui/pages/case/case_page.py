"""What do the seven steps share: parts on a scrolling column, named edits, jumps to a field, figures that open?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from pledgeapp.records.wording import assumption_label
from ui.operations.office import Office
from ui.pages.page import Page
from ui.state.case_session import CaseSession
from ui.state.colours import LIGHT, Colours
from ui.state.desk import Desk
from ui.state.edits import replace_at, replace_many
from ui.state.working import Working
from ui.widgets.card import Card
from ui.widgets.figure_button import FigureButton
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment

DOCUMENTED = (
    SourceKind.CONTRACT, SourceKind.ACCOUNTS, SourceKind.REGISTER, SourceKind.REFERENCE, SourceKind.POLICY
)  # fmt: skip
"""Sources that state one value: another value typed over it is no longer theirs."""
TRIAL_MILLISECONDS = 30
"""Between two values of a drag that are shown."""


class CasePage(Page):
    """Base of the steps: subclasses add parts in their constructor."""

    session_shown = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.parts: list[Part] = []
        self.colours: Colours = LIGHT
        self._session: CaseSession | None = None
        self._assessment_shown: Assessment | None = None
        self._trial: tuple[Assumption, AssumptionHome, Decimal] | None = None
        self._trial_timer = QTimer(self)
        self._trial_timer.setSingleShot(True)
        self._trial_timer.setInterval(TRIAL_MILLISECONDS)
        self._trial_timer.timeout.connect(self.try_newest)
        ground = QWidget()
        ground.setObjectName("ground")
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(0, 0, 8, 8)
        self.column.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(ground)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.addWidget(self._scroll)

    @property
    def session(self) -> CaseSession | None:
        """The session shown last."""
        return self._session

    @property
    def case(self) -> Case:
        """The case as it stands; only while a session is shown."""
        session = self.desk.session or self._session
        assert session is not None  # noqa: S101 - parts act only on a case that is shown
        return session.case

    @property
    def kept_case(self) -> Case:
        """The case without what a held slider tries out."""
        session = self.desk.session or self._session
        assert session is not None  # noqa: S101 - parts act only on a case that is shown
        return session.kept_case

    def add_part(self, part: Part, stretch: int = 0) -> None:
        """Put `part` below the parts before."""
        self.parts.append(part)
        self.column.addWidget(part, stretch)

    def retranslate(self, texts: Texts) -> None:
        """Every part writes its texts anew and shows the case again: units and dates changed too."""
        for part in self.parts:
            part.retranslate(texts)
        if self._session is not None:
            self.show_session(self._session)

    def restyle(self, colours: Colours) -> None:
        """Hand the colours on."""
        self.colours = colours
        for part in self.parts:
            part.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """Every part shows the case and the assessment as they stand; units are written anew in another currency."""
        before, self._session = self._session, session
        if before is not None and before.case.currency != session.case.currency:
            for part in self.parts:
                part.retranslate(self.desk.texts)
        only_tried = session.is_trying and before is session and session.assessment is self._assessment_shown
        self._assessment_shown = session.assessment
        for part in self.parts_shown(session):
            # A drag changes one input many times a second; what shows results waits for the next result.
            if part.shows_inputs or not only_tried:
                part.show_session(session)

    def parts_shown(self, session: CaseSession) -> Sequence[Part]:  # noqa: ARG002 - tabs look at it
        """The parts that follow the case at once; a page with tabs shows the others when they come to the front."""
        return self.parts

    def enter(self, focus: str = "") -> None:
        """Bring the field at `focus` into view, ready for typing."""
        if not focus:
            return
        for part in self.parts:
            target = part.field_at(focus)
            if target is not None:
                self.reveal(target)
                return
        self._leave_for(focus)

    def _leave_for(self, focus: str) -> None:
        """The field is on another step: `products[0].income` is valued, `products[0].figures` is entered."""
        from ui.pages.case import step_of

        step = step_of(focus)
        here = self.desk.place
        if step and here.part != step:
            self.desk.go(f"case/{step}", focus)

    def reveal(self, target: QWidget) -> None:
        """Scroll to `target` and put the cursor there, once the layout has settled."""
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, target, lambda: self._scroll.ensureWidgetVisible(target, 40, 80))

    def change(self, name: Message, changed: Case | Problem) -> Problem | None:
        """Make `changed` the state under an undo name; a problem comes back as it is."""
        if isinstance(changed, Problem):
            return changed
        if self.desk.session is not None:
            self.desk.session.edit(name, changed)
        return None

    def change_assumption(self, path: str, changes: dict[str, Any], said: tuple[str, str]) -> Problem | None:
        """Replace fields of the assumption at `path`; `said` is what changes, before and after, for the undo name."""
        old, case = assumption_at(self.case, path), self.case
        home = AssumptionHome(assumption_label(path, case), lambda new: replace_at(case, path, new))
        return self.change_assumption_of(old, home, changes, said)

    def change_assumption_of(
        self, old: Assumption, home: AssumptionHome, changes: dict[str, Any], said: tuple[str, str]
    ) -> Problem | None:
        """As `change_assumption`, for one that stands at `home`."""
        new = self._restated(old, changes)
        if isinstance(new, Problem):
            return new
        if _same_but_stamp(old, new):
            return None
        return self.change(Message("assumption_edited", EDITED, home.named(said)), home.put(new))

    def try_assumption(self, old: Assumption, home: AssumptionHome, value: Decimal) -> None:
        """Show what follows if the assumption were `value`: no undo step, nothing saved; `end_trial` ends it.

        A hand moves faster than anybody reads: the newest of several values is shown, `TRIAL_MILLISECONDS` apart.
        """
        self._trial = (old, home, value)
        if not self._trial_timer.isActive():
            self._trial_timer.start()

    def end_trial(self, home: AssumptionHome, said: tuple[str, str], *, is_kept: bool) -> None:
        """Keep what was tried as one undo step, or go back to what was before; `try_newest` first."""
        if self.desk.session is None:
            return
        if is_kept:
            self.desk.session.keep(Message("assumption_edited", EDITED, home.named(said)))
        else:
            self.desk.session.drop()

    def try_newest(self) -> None:
        """Show what follows from the value that was dragged to last, without waiting."""
        self._trial_timer.stop()
        trial, self._trial = self._trial, None
        if trial is None or self.desk.session is None:
            return
        old, home, value = trial
        new = self._restated(old, {"value": value})
        changed = new if isinstance(new, Problem) else home.put(new)
        if not isinstance(changed, Problem):
            self.desk.session.try_out(changed)

    def _restated(self, old: Assumption, changes: dict[str, Any]) -> Assumption | Problem:
        """`old` with `changes`, by whom and when; a document stands behind its own value only."""
        stamp = {"set_by": self.desk.person, "set_at": self.office.clock()}
        if "value" in changes and old.value is not None and old.source_kind in DOCUMENTED:
            # The document stated the old value; who changes it says anew where the new one comes from.
            stamp["source_kind"] = SourceKind.UNCONFIRMED
        return replace_many(old, {**stamp, **changes})

    def opens(self, figure: FigureButton | TableView) -> None:
        """Let a figure or a table of figures open workings."""
        signal = figure.figure_opened if isinstance(figure, TableView) else figure.opened
        signal.connect(self._open)

    def _open(self, working: Working) -> None:
        self.open_working.emit(working)


EDITED = N_("{name_label}: {before_label} → {after_label}")
"""Name of an edit in the undo menu."""


@dataclass(frozen=True)
class AssumptionHome:
    """Where an assumption stands: its name (msgid), and the case with another one in its place."""

    label: str
    put: Callable[[Assumption], Case | Problem]

    def named(self, said: tuple[str, str]) -> dict[str, str | int | float]:
        """What the undo name says: which assumption, before and after."""
        return {"name_label": self.label, "before_label": said[0], "after_label": said[1]}


class Part(Card):
    """A card of a step. It keeps no case: it is shown the session after every change."""

    shows_inputs: ClassVar[bool] = False
    """Whether it follows a slider at once, before there is a new result."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self.page = page

    @property
    def desk(self) -> Desk:
        """Language, units, colours, session."""
        return self.page.desk

    def retranslate(self, texts: Texts) -> None:
        """Write every text anew; `show_session` follows."""

    def restyle(self, colours: Colours) -> None:
        """Paint anew what the style sheet does not reach."""

    def show_session(self, session: CaseSession) -> None:
        """Show the case and the assessment as they stand."""

    def field_at(self, path: str) -> QWidget | None:  # noqa: ARG002 - a part without fields has none to show
        """The widget in which the value at `path` is set, brought forward if it was hidden; None when not here."""
        return None


def _same_but_stamp(old: Assumption, new: Assumption) -> bool:
    unstamped = {"set_by": old.set_by, "set_at": old.set_at}
    return new.model_copy(update=unstamped) == old
