"""Do pairwise judgements give back the weights behind them, and is a contradiction found?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.scoring.pairwise_weights import pairwise_weights, random_consistency_index
from valuation.wording import InputOutsideDomain


def test_three_indicators_worked_out_by_hand() -> None:
    """A_12 = 3, A_13 = 5, A_23 = 2: the cubic of the eigenvalue has the root 3.0037."""
    found = pairwise_weights(np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]), random_index=0.52)
    root = max(np.roots([1, -3, 0, -(3 * 2 / 5 + 5 / (3 * 2) - 2)]).real)
    assert found.largest_eigenvalue == pytest.approx(root)
    assert found.consistency_index == pytest.approx((root - 3) / 2)
    assert found.consistency_ratio == pytest.approx((root - 3) / 2 / 0.52)
    geometric = np.array([15, 2 / 3, 1 / 10]) ** (1 / 3)
    assert found.weights == pytest.approx(geometric / geometric.sum()), "for three both ways of weighing agree"


def test_a_contradiction_is_found() -> None:
    found = pairwise_weights(np.array([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1.0]]), random_index=0.52)
    assert found.consistency_ratio > 1
    assert found.worst_pair is not None


def test_two_indicators_cannot_contradict_each_other() -> None:
    found = pairwise_weights(np.array([[1, 4], [1 / 4, 1.0]]))
    assert found.weights == pytest.approx([0.8, 0.2])
    assert (found.consistency_index, found.consistency_ratio, found.worst_pair) == (0, 0, None)


@given(weights=st.lists(st.floats(0.05, 1), min_size=1, max_size=9))
def test_judgements_that_agree_give_back_their_weights(weights: list[float]) -> None:
    plain = np.array(weights) / sum(weights)
    found = pairwise_weights(plain[:, np.newaxis] / plain[np.newaxis, :])
    assert found.weights == pytest.approx(plain, rel=1e-6)
    assert found.consistency_index == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "wrong",
    [
        np.ones((2, 3)),
        np.array([[1, 2], [2, 1.0]]),
        np.array([[1, -2], [-0.5, 1.0]]),
        np.array([[1, np.nan], [np.nan, 1.0]]),
        np.empty((0, 0)),
    ],
)
def test_judgements_that_are_none_are_refused(wrong: np.ndarray) -> None:
    with pytest.raises(InputOutsideDomain):
        pairwise_weights(wrong)


@pytest.mark.parametrize(("count", "published"), [(3, 0.52), (4, 0.88), (5, 1.11), (6, 1.25), (7, 1.34), (8, 1.40)])
def test_the_index_of_random_judgements(count: int, published: float) -> None:
    """Alonso and Lamata 2006 print 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4057 from 500,000 matrices."""
    index, error = random_consistency_index(count, 20_000, np.random.default_rng(5))
    assert index == pytest.approx(published, abs=4 * error + 0.006)
