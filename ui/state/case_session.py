"""What is being edited: one case, its undo history, its latest assessment and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pledgeapp.errors import Problem
from ui.state.subscription import Subscribers, Unsubscribe
from valuation.wording import Message

if TYPE_CHECKING:  # records and numpy are loaded with the first case, not with the window
    from pledgeapp.records.assessment import Assessment
    from pledgeapp.records.case import Case


@dataclass(frozen=True)
class _Edit:
    """From `before` to `after` under a name a person reads in the undo menu."""

    name: Message
    before: Case
    after: Case


@dataclass(frozen=True)
class Action:
    """What was done last: an edit, or its undoing or redoing."""

    kind: Literal["edit", "undo", "redo"]
    name: Message


class CaseSession:
    """A case open for editing. Every change is a whole new frozen `Case`; undo goes back to the very same object.

    `revision` grows by one with every change, undo and redo included, and says which state an assessment or a
    save belongs to. Lives on one thread: the GUI's.
    """

    def __init__(self, case: Case, *, is_saved: bool = False) -> None:
        self._case = case
        self._saved: Case | None = case if is_saved else None
        self._done: list[_Edit] = []
        self._undone: list[_Edit] = []
        self._revision = 0
        self._assessment: Assessment | None = None
        self._assessed_revision = -1
        self._problems: tuple[Problem | Message, ...] = ()
        self._last_action: Action | None = None
        self._tried_from: Case | None = None
        self._tried_since = 0
        self._subscribers: Subscribers[CaseSession] = Subscribers()

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self._case

    @property
    def assessment(self) -> Assessment | None:
        """The latest assessment, of this or an earlier revision (see `is_assessment_current`)."""
        return self._assessment

    @property
    def is_assessment_current(self) -> bool:
        """The assessment belongs to the case as it stands."""
        return self._assessed_revision == self._revision

    @property
    def problems(self) -> tuple[Problem | Message, ...]:
        """What kept the case as it stands from being assessed; empty when it could be."""
        return self._problems

    @property
    def revision(self) -> int:
        """Counts changes from 0."""
        return self._revision

    @property
    def is_trying(self) -> bool:
        """The case as it stands is tried out (a slider is held): it is neither saved nor undone step by step."""
        return self._tried_from is not None

    @property
    def kept_case(self) -> Case:
        """The case without what is only tried out: what may be saved."""
        return self._case if self._tried_from is None else self._tried_from

    @property
    def is_dirty(self) -> bool:
        """The case as kept is not the one last saved."""
        return self.kept_case is not self._saved

    @property
    def undo_name(self) -> Message | None:
        """Name of what undo would take back."""
        return self._done[-1].name if self._done else None

    @property
    def redo_name(self) -> Message | None:
        """Name of what redo would bring back."""
        return self._undone[-1].name if self._undone else None

    @property
    def last_action(self) -> Action | None:
        """The newest change, undo and redo included: what the history of versions says."""
        return self._last_action

    def edit(self, name: Message, new_case: Case) -> None:
        """Make `new_case` the state, to be undone under `name`; an equal case changes nothing."""
        self.drop()
        if new_case == self._case:
            return
        self._done.append(_Edit(name, self._case, new_case))
        self._undone.clear()
        self._become(new_case, Action("edit", name))

    def try_out(self, case: Case) -> None:
        """Show and assess `case` without an undo step; `keep` makes one of all tried since, `drop` goes back."""
        if self._tried_from is None:
            self._tried_from, self._tried_since = self._case, self._revision + 1
        if case != self._case:
            self._become(case, self._last_action)

    def keep(self, name: Message) -> None:
        """Make what is tried out the state, to be undone under `name` in one step."""
        before, self._tried_from = self._tried_from, None
        if before is None or before == self._case:
            return
        self._done.append(_Edit(name, before, self._case))
        self._undone.clear()
        if self.is_assessment_current:
            self._assessed_revision += 1
        self._become(self._case, Action("edit", name))

    def drop(self) -> None:
        """Go back to the case as it was before anything was tried out; nothing when nothing is."""
        before, self._tried_from = self._tried_from, None
        if before is not None and before is not self._case:
            self._become(before, self._last_action)

    def undo(self) -> None:
        """Take back the newest edit; nothing when there is none."""
        self.drop()
        if self._done:
            edit = self._done.pop()
            self._undone.append(edit)
            self._become(edit.before, Action("undo", edit.name))

    def redo(self) -> None:
        """Bring back what was undone last; nothing when there is none."""
        self.drop()
        if self._undone:
            edit = self._undone.pop()
            self._done.append(edit)
            self._become(edit.after, Action("redo", edit.name))

    def accept_assessment(self, assessment: Assessment, revision: int) -> None:
        """Show `assessment` made of `revision`; one of an older revision than now is dropped.

        While a slider is held the states go by faster than they are assessed: each newer assessment is then shown.
        """
        if revision == self._revision or (self._is_on_trial(revision) and revision > self._assessed_revision):
            self._assessment, self._assessed_revision, self._problems = assessment, revision, ()
            self._subscribers.tell(self)

    def accept_problems(self, problems: tuple[Problem | Message, ...], revision: int) -> None:
        """Say why `revision` could not be assessed; the earlier assessment is no longer shown."""
        if revision == self._revision or (self._is_on_trial(revision) and revision > self._assessed_revision):
            self._assessment, self._assessed_revision, self._problems = None, revision, problems
            self._subscribers.tell(self)

    def mark_saved(self, case: Case) -> None:
        """`case` (this very object) is in the store now."""
        self._saved = case
        self._subscribers.tell(self)

    def subscribe(self, callback: Callable[[CaseSession], None]) -> Unsubscribe:
        """Call `callback(self)` after every change of case, assessment or saved state."""
        return self._subscribers.add(callback)

    def _is_on_trial(self, revision: int) -> bool:
        return self._tried_from is not None and revision >= self._tried_since

    def _become(self, case: Case, action: Action | None) -> None:
        self._case = case
        self._last_action = action
        self._revision += 1
        self._subscribers.tell(self)
