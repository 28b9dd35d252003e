"""What is one line of a benchmark: two times in one run and their ratio, or a measured figure, held against an aim?"""

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

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """Our figure, what it is held against, that figure, and the ratio, as printed."""
        ours, theirs = self.ours_seconds * 1000, self.peer_seconds * 1000
        return f"{ours:.2f} ms", self.peer, f"{theirs:.2f} ms", f"{self.ratio:.2f}"


@dataclass(frozen=True)
class Figure:
    """A measured figure that is no pair of times: an exponent, megabytes, a ratio of standard errors."""

    what: str
    value: float
    unit: str
    held_against: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        """The figure that is held against the aim."""
        return self.value

    @property
    def is_met(self) -> bool:
        """The aim is reached, or there is none."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def aim(self) -> str:
        """The aim in words."""
        bounds = [f"at least {self.at_least:g}"] if self.at_least is not None else []
        bounds += [f"at most {self.at_most:g}"] if self.at_most is not None else []
        return " and ".join(bounds) or "no aim"

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """The figure with its unit, and what it is held against."""
        return f"{self.value:.4g} {self.unit}".rstrip(), self.held_against, "", ""


Measured = Comparison | Figure


def median_seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Median wall-clock time of `work`, after one run that does not count."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def interleaved_seconds(works: list[Callable[[], object]], repeats: int = 15) -> list[float]:
    """Shortest time of each of `works`, run in turn: what else the machine does falls on all of them, then on none."""
    for work in works:
        work()
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for one, work in zip(times, works, strict=True):
            start = time.perf_counter()
            work()
            one.append(time.perf_counter() - start)
    return [min(one) for one in times]
