"""Who owns the threads, and how does the outcome of background work reach the window?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pledgeapp.errors import Cancelled
from pledgeapp.progress import Progress, ReportProgress
from valuation.wording import Message

PROGRESS_INTERVAL = 0.05
"""Seconds between two progress signals of one job: more would only keep the GUI thread busy."""

Work = Callable[[ReportProgress], Any]
Done = Callable[["Future[Any]"], None]


class Job:
    """One piece of background work as the window sees it."""

    def __init__(self, label: Message, *, writes: bool, is_shown: bool) -> None:
        self.label = label
        self.writes = writes
        self.is_shown = is_shown
        """False for short work that would only make the status bar flicker."""
        self.progress: Progress | None = None
        self.future: Future[Any] = Future()
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Someone asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask to stop: work not started never starts, running work stops at its next progress report."""
        self._stop.set()
        self.future.cancel()


class OperationRunner(QObject):
    """Owns every worker thread of the application; made once, in ui/app.py."""

    jobs_changed = Signal()
    """A job started, went on or ended; read `jobs`."""
    _settled = Signal(object)
    _progressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._readers = ThreadPoolExecutor(thread_name_prefix="read")
        # One writer: the store is never written by two threads, so it needs no lock.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write")
        self._jobs: list[Job] = []
        self._is_shut_down = False
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What is waiting or running, oldest first."""
        return tuple(self._jobs)

    def submit(
        self, owner: QObject, work: Work, done: Done, *, writes: bool, label: Message, is_shown: bool = True
    ) -> Job:
        """Start `work(report_progress)`; call `done(future)` on the GUI thread unless `owner` is gone by then.

        `writes` puts it on the one writer thread, in the order given. A cancelled job's future holds `Cancelled`.
        """
        job = Job(label, writes=writes, is_shown=is_shown)
        pool = self._writer if writes else self._readers
        self._jobs.append(job)
        job.future = pool.submit(work, self._reporter(job))
        job.future.add_done_callback(lambda settled: self._settled.emit((owner, done, settled, job)))
        self.jobs_changed.emit()
        return job

    def shutdown(self) -> None:
        """Ask reading work to stop, finish every write; call before the store is closed."""
        self._is_shut_down = True
        for job in self._jobs:
            if not job.writes:
                job.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _reporter(self, job: Job) -> ReportProgress:
        last = 0.0

        def report(progress: Progress) -> None:
            nonlocal last
            if job.is_cancelled:
                raise Cancelled
            now = time.monotonic()
            if now - last >= PROGRESS_INTERVAL:
                last = now
                self._progressed.emit((job, progress))

        return report

    def _show_progress(self, news: tuple[Job, Progress]) -> None:
        job, progress = news
        job.progress = progress
        self.jobs_changed.emit()

    def _deliver(self, call: tuple[QObject, Done, Future[Any], Job]) -> None:
        owner, done, future, job = call
        self._jobs.remove(job)
        self.jobs_changed.emit()
        # After the end nobody may start new work because old work came to an end.
        if isValid(owner) and not future.cancelled() and not self._is_shut_down:
            done(future)
