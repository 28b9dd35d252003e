"""Does every part of the conclusion go to a right in force, in proportion to what it earns?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_line
from valuation.portfolio.allocation import allocate, contribution_keys

AMOUNTS = st.dictionaries(st.sampled_from("abcde"), st.floats(-1e9, 1e9), min_size=1)


def equal_keys(keys: object) -> dict[str, float]:
    names = list(keys)  # type: ignore[call-overload]
    return {name: 1 / len(names) for name in names}


@given(conclusion=st.floats(0, 1e12), income=AMOUNTS)
def test_the_parts_are_the_whole_and_none_is_negative(conclusion: float, income: dict[str, float]) -> None:
    by_right = {key: np.asarray(amount) for key, amount in income.items()}
    parts = allocate(np.asarray(conclusion), by_right, equal_keys(income))
    assert sum(float(p) for p in parts.values()) == pytest.approx(conclusion, rel=1e-9, abs=1e-9)
    assert all(float(p) >= 0 for p in parts.values())


def test_in_proportion_to_income_on_each_path() -> None:
    income = {"a": np.array([3.0, 0.0, -1.0]), "b": np.array([1.0, 0.0, 5.0])}
    parts = allocate(np.array([8.0, 8.0, 8.0]), income, {"a": 0.25, "b": 0.75})
    assert parts["a"].tolist() == [6.0, 2.0, 0.0]
    assert parts["b"].tolist() == [2.0, 6.0, 8.0]


def test_contribution_counts_each_line_once() -> None:
    lines = (a_line(contributions={"a": 1.0, "b": 1.0}), a_line(key="k", contributions={"b": 50.0, "dead": 50.0}))
    assert contribution_keys(lines, {"a": 1.0, "b": 1.0}) == pytest.approx({"a": 1 / 3, "b": 2 / 3})
    assert contribution_keys((), {"a": 1.0, "b": 1.0}) == {"a": 0.5, "b": 0.5}
    assert contribution_keys(lines, {}) == {}


def test_a_right_that_is_dead_in_some_cases_claims_nothing_there() -> None:
    line = a_line(contributions={"a": 1.0, "b": 3.0})
    shares = contribution_keys((line,), {"a": np.array([1.0, 1.0, 0.0, 0.0]), "b": np.array([1.0, 0.0, 1.0, 0.0])})
    assert shares["a"].tolist() == [0.25, 1.0, 0.0, 0.0]
    assert shares["b"].tolist() == [0.75, 0.0, 1.0, 0.0]
    equal = contribution_keys((), {"a": np.array([1.0, 0.0]), "b": 1.0})
    assert equal["a"].tolist() == [0.5, 0.0]
    assert equal["b"].tolist() == [0.5, 1.0]
