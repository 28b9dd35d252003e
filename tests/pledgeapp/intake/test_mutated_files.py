"""Is a real file with any damage read or refused in words? The long run is `python -m tests.torture mutated_files`."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.torture.mutated_files import KINDS, Outcome, mutated, try_one


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_real_file_is_read_or_refused(tmp_path: Path, kind: str, seed: int) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(mutated(kind, random.Random(seed)))  # noqa: S311 - a repeatable sequence is wanted
    outcome = Outcome()
    try_one(path, outcome)
    assert outcome.problems == []
    assert outcome.read + sum(outcome.refused.values()) == 1
    assert not [thread for thread in threading.enumerate() if thread.name == "intake-listener"]


def test_a_reader_that_failed_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reading raises beside its own refusal is a problem of the outcome."""

    def fails(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("tests.torture.mutated_files.preview_file", fails)
    outcome = Outcome()
    try_one(tmp_path / "any", outcome)
    assert outcome.problems == ["any: RecursionError: "]
