"""What is one line of a benchmark: our time, a peer's time in the same run, and the ratio aimed at?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """`ratio` is the peer's time over ours when we are to be faster, ours over the peer's when we may be slower."""

    what: str
    ours_seconds: float
    peer: str
    peer_seconds: float
    at_least_times_faster: float | None = None
    at_most_times_slower: float | None = None

    @property
    def ratio(self) -> float:
        """The figure that is held against the aim."""
        if self.at_least_times_faster is not None:
            return self.peer_seconds / self.ours_seconds
        return self.ours_seconds / self.peer_seconds

    @property
    def is_met(self) -> bool:
        """The aim is reached, or there is none."""
        if self.at_least_times_faster is not None:
            return self.ratio >= self.at_least_times_faster
        return self.at_most_times_slower is None or self.ratio <= self.at_most_times_slower

    @property
    def aim(self) -> str:
        """The aim in words."""
        if self.at_least_times_faster is not None:
            return f"at least {self.at_least_times_faster:g}x faster"
        return "no aim" if self.at_most_times_slower is None else f"at most {self.at_most_times_slower:g}x slower"


def median_seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Median wall-clock time of `work`, after one run that does not count."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
