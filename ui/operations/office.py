"""Who carries out what the window asks for: services once they are open, a runner for the work, a desk for the news?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from pledgeapp.clock import Clock, system_clock
from pledgeapp.errors import Cancelled, KnownTrouble
from pledgeapp.paths import Paths
from pledgeapp.progress import ReportProgress
from ui.operations.faults import is_bug, notice_of, write_bug_report
from ui.operations.runner import Job, OperationRunner
from ui.state.desk import Desk
from valuation.wording import Message

if TYPE_CHECKING:
    from pledgeapp.services.context import Services

T = TypeVar("T")
Failed = Callable[[BaseException], bool]
"""Told of a failure first; True when it has shown it itself."""


@dataclass(frozen=True)
class How:
    """How a piece of work is to be run."""

    writes: bool = False
    """On the one writer thread, in the order asked."""
    is_shown: bool = True
    """In the status bar, with Cancel."""
    failed: Failed | None = None


READ = How()
WRITE = How(writes=True)


class Office:
    """Given to every page. The verbs are functions of the modules beside this one; all of them end in `ask`."""

    def __init__(self, desk: Desk, runner: OperationRunner, paths: Paths, clock: Clock = system_clock) -> None:
        self.desk = desk
        self.runner = runner
        self.paths = paths
        self.clock = clock
        self._services: Services | None = None

    @property
    def is_open(self) -> bool:
        """The database is open."""
        return self._services is not None

    def take_services(self, services: Services | None) -> None:
        """The database was opened, or closed; who is working is read from the desk at each call."""
        self._services = services

    def services(self) -> Services:
        """The open services as of now; KnownTrouble while there are none. Safe on worker threads."""
        services = self._services
        if services is None:
            raise KnownTrouble(
                Message("database_closed", "The database is not open"),
                Message("database_closed_remedy", "See the message on the home page"),
            )
        return replace(services, person=self.desk.person)

    def ask(
        self,
        owner: QObject,
        label: Message,
        work: Callable[[Services, ReportProgress], T],
        done: Callable[[T], None],
        how: How = READ,
    ) -> Job:
        """Run `work(services, report)` off the GUI thread, then `done(result)` on it unless `owner` is gone.

        What fails and is not taken by `how.failed` is shown in the message bar.
        """
        return self.run(owner, label, lambda report: work(self.services(), report), done, how)

    def run(
        self,
        owner: QObject,
        label: Message,
        work: Callable[[ReportProgress], T],
        done: Callable[[T], None],
        how: How = READ,
    ) -> Job:
        """As `ask`, for work that needs no open database."""

        def settle(future: Future[Any]) -> None:
            error = future.exception()
            if error is None:
                done(future.result())
            elif how.failed is None or not how.failed(error):
                self.report_failure(error, label)

        return self.runner.submit(owner, work, settle, writes=how.writes, label=label, is_shown=how.is_shown)

    def report_failure(self, error: BaseException, label: Message) -> None:
        """Say in the message bar what failed and whose fault it is; our own bugs leave a report file."""
        if isinstance(error, Cancelled):
            self.desk.notify(None)
            return
        detail = str(write_bug_report(self.paths, error, label, self.clock)) if is_bug(error) else ""
        self.desk.notify(notice_of(error, detail))
