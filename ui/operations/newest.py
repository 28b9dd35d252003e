"""How is background work asked for again and again without piling up: one run at a time, the newest wish next?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from pledgeapp.errors import Cancelled
from pledgeapp.progress import ReportProgress
from ui.operations.office import How, Office
from ui.operations.runner import Job
from valuation.wording import Message


class Newest(QObject):
    """`ask` starts work, or lets it wait for the run under way; only the wish made last is ever waiting.

    Results arrive in the order asked, on the GUI thread. `failed` is told of an error first, as in `How`.
    """

    def __init__(self, office: Office, label: Message, *, is_shown: bool = False) -> None:
        super().__init__()
        self._office, self._label, self._is_shown = office, label, is_shown
        self._job: Job | None = None
        self._waiting: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        """Something is under way."""
        return self._job is not None

    def ask(
        self,
        work: Callable[[ReportProgress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], bool] | None = None,
    ) -> None:
        """Run `work(report)` off the GUI thread, then `done(result)` on it."""
        if self._job is not None:
            self._waiting = lambda: self._start(work, done, failed)
            return
        self._start(work, done, failed)

    def cancel(self) -> None:
        """Stop what runs at its next report of progress, and forget what waits."""
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
            if self._job.future.cancelled():
                self._job = None  # It never began, so nobody will tell of its end.

    def _start(
        self,
        work: Callable[[ReportProgress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], bool] | None,
    ) -> None:
        def arrived(result: Any) -> None:
            self._next()
            done(result)

        def broke(error: BaseException) -> bool:
            self._next()
            return isinstance(error, Cancelled) or (failed is not None and failed(error))

        how = How(failed=broke, is_shown=self._is_shown)
        self._job = self._office.run(self, self._label, work, arrived, how)

    def _next(self) -> None:
        self._job, waiting = None, self._waiting
        self._waiting = None
        if waiting is not None:
            waiting()
