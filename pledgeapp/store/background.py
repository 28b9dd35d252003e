"""How does the database work while the program prepares what comes next?"""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread


class Background:
    """One piece of work at a time beside the caller. An error in it comes out at the next call."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._error: BaseException | None = None

    def run(self, work: Callable[[], object]) -> None:
        """Begin `work` when the piece before it is done."""
        self.wait()
        self._thread = Thread(target=self._run, args=(work,), name="store-background")
        self._thread.start()

    def wait(self) -> None:
        """Until nothing is under way; raises what went wrong in it."""
        self.close()
        error, self._error = self._error, None
        if error is not None:
            raise error

    def close(self) -> None:
        """Until nothing is under way; an error is kept for `wait`."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            self._error = error
