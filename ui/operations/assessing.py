"""How does the conclusion follow every edit without piling up work?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pledgeapp.errors import Cancelled, DataProblem
from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.state.case_session import CaseSession
from ui.state.subscription import Unsubscribe
from valuation.wording import Message

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment
    from pledgeapp.records.case import Case

ASSESSING = Message("assessing", "Assessing")


class Assessor(QObject):
    """Assesses the open case after each edit: one run at a time, and only the newest state waits for the next."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._session: CaseSession | None = None
        self._leave: Unsubscribe | None = None
        self._running: int | None = None

    def follow(self, session: CaseSession | None) -> None:
        """Assess `session` from now on and forget the one before."""
        if self._leave is not None:
            self._leave()
        self._session = session
        self._running = None
        self._leave = session.subscribe(self._case_changed) if session is not None else None
        if session is not None:
            self._case_changed(session)

    def _case_changed(self, session: CaseSession) -> None:
        if session is self._session and self._running is None and not session.is_assessment_current:
            self._start(session, session.case, session.revision)

    def _start(self, session: CaseSession, case: Case, revision: int) -> None:
        self._running = revision

        def work(_: ReportProgress) -> Assessment:
            from pledgeapp.services.assess_case import assess_case

            return assess_case(self._office.services(), case)

        def done(assessment: Assessment) -> None:
            self._finished(session)
            session.accept_assessment(assessment, revision)
            self._case_changed(session)

        def failed(error: BaseException) -> bool:
            self._finished(session)
            if isinstance(error, DataProblem):
                session.accept_problems(error.problems or (error.message,), revision)
            elif not isinstance(error, Cancelled):
                session.accept_problems((Message("not_assessed", "The assessment failed"),), revision)
                self._office.report_failure(error, ASSESSING)
            self._case_changed(session)
            return True

        self._office.run(self, ASSESSING, work, done, How(failed=failed, is_shown=False))

    def _finished(self, session: CaseSession) -> None:
        if session is self._session:
            self._running = None
