"""Do the benchmarks of the engine still run, and does the engine still agree with the case written by hand?

In sizes that take no time; what they measure is not looked at.
"""

from __future__ import annotations

import pytest

from tests.benchmarks import book_of_cases, full_case
from tests.benchmarks.comparison import Comparison, Figure


def test_a_full_case_agrees_with_bare_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_case, "is_installed", lambda: False)
    found = full_case.measure(paths=64)
    assert [one.peer for one in found][:2] == ["bare numpy and scipy", "bare numpy"]
    assert all(one.ours_seconds > 0 and one.peer_seconds > 0 for one in found)


def test_a_book_agrees_with_bare_numpy() -> None:
    found = book_of_cases.measure(sizes=(16, 32, 64))
    assert len(found) == 5


def test_an_aim_is_met_on_its_side() -> None:
    faster = Comparison("a", 1.0, "b", 30.0, at_least_times_faster=20)
    slower = Comparison("a", 3.0, "b", 1.0, at_most_times_slower=2)
    assert faster.is_met
    assert faster.ratio == 30
    assert not slower.is_met
    assert Figure("exponent", 1.01, "", at_most=1.05).is_met
    assert not Figure("rate", 0.4, "", at_least=0.5).is_met
