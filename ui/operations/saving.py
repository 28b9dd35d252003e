"""When is the open case kept, and what does the window know about that?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.state.case_session import CaseSession
from ui.state.deeds import deed_of
from ui.state.subscription import Unsubscribe
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.services.context import Services

DELAY_MILLISECONDS = 1000
"""Pause after the last edit before the case is written: long enough not to write at every key."""
SAVING = Message("saving", N_("Saving the case"))
KEEPING = Message("keeping_assessment", N_("Keeping the assessment"))

SavedState = Literal["none", "saved", "waiting", "saving", "failed"]


class Autosaver(QObject):
    """Writes the open case one second after the last edit, on the writer thread, never two states at once."""

    state_changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._session: CaseSession | None = None
        self._leave: Unsubscribe | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MILLISECONDS)
        self._timer.timeout.connect(self.save_now)
        self._state: SavedState = "none"
        self._saved_at: datetime | None = None
        self._seen_revision = -1
        self._waiting: list[Callable[[], None]] = []
        self._owes_assessment = False

    @property
    def state(self) -> SavedState:
        """How the open case stands to the store."""
        return self._state

    @property
    def saved_at(self) -> datetime | None:
        """When the open case was written last in this window."""
        return self._saved_at

    def follow(self, session: CaseSession | None) -> None:
        """Keep `session` from now on; what the session before still owed is written first."""
        if self._session is not None:
            self._session.drop()
        if self._session is not None and self._session.is_dirty:
            # Not `save_now`: a write that is under way may hold an older state than the one being left.
            self._write(self._session)
        self.keep_assessment()
        if self._leave is not None:
            self._leave()
        self._session, self._seen_revision = session, -1
        self._owes_assessment = False
        self._leave = session.subscribe(self._changed) if session is not None else None
        self._saved_at = None
        self._become("none" if session is None else "saved")
        if session is not None:
            self._changed(session)

    def save_now(self, then: Callable[[], None] | None = None) -> None:
        """Write the open case if it is not written yet; `then` is called once it is, never after a failure."""
        self._timer.stop()
        if then is not None:
            self._waiting.append(then)
        if self._session is None or not self._session.is_dirty:
            self._tell_waiting()
        elif self._state != "saving":
            self._write(self._session)

    def keep_assessment(self) -> None:
        """Freeze the assessment in the store, so that lists show its figures; once for each conclusion.

        One that is still being made, or whose case is still being written, is kept as soon as it is there.
        """
        session = self._session
        if session is None or not self._office.is_open:
            return
        self._owes_assessment = session.is_dirty or session.is_trying or not session.is_assessment_current
        assessment = session.assessment
        if assessment is None or self._owes_assessment:
            return

        def work(services: Services, _: ReportProgress) -> bool:
            from pledgeapp.services.assess_case import save_assessment
            from pledgeapp.services.find_cases import latest_assessment, list_cases

            if not any(summary.case_id == assessment.case_id for summary in list_cases(services)):
                return False
            latest = latest_assessment(services, assessment.case_id)
            if latest is not None and latest.fingerprint == assessment.fingerprint:
                return False
            save_assessment(services, assessment)
            return True

        def done(is_new: bool) -> None:
            if is_new:
                self._office.desk.tell_stored()

        self._office.ask(self, KEEPING, work, done, How(writes=True, is_shown=False))

    def _changed(self, session: CaseSession) -> None:
        if session is self._session and session.is_dirty and session.revision != self._seen_revision:
            self._seen_revision = session.revision
            if self._state != "saving":
                self._become("waiting")
            self._timer.start()
        if session is self._session and self._owes_assessment:
            self.keep_assessment()

    def _write(self, session: CaseSession) -> None:
        case = session.kept_case
        action = session.last_action
        deed = deed_of(action) if action is not None else N_("Case opened")

        def work(services: Services, _: ReportProgress) -> datetime:
            from pledgeapp.services.keep_case import save_case

            save_case(services, case, deed)
            return services.clock()

        def done(at: datetime) -> None:
            session.mark_saved(case)
            if session is self._session:
                self._written(session, at)
            self._office.desk.tell_stored()

        def failed(error: BaseException) -> bool:
            self._waiting.clear()
            self._become("failed")
            self._office.report_failure(error, SAVING)
            return True

        self._become("saving")
        self._office.ask(self, SAVING, work, done, How(writes=True, is_shown=False, failed=failed))

    def _written(self, session: CaseSession, at: datetime) -> None:
        self._saved_at = at
        self._become("waiting" if session.is_dirty else "saved")
        if session.is_dirty and (self._waiting or not self._timer.isActive()):
            self.save_now()
        elif not session.is_dirty:
            self._tell_waiting()

    def _tell_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _become(self, state: SavedState) -> None:
        self._state = state
        self.state_changed.emit()
