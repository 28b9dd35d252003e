"""Is a rank that among comparable patents, and does a score move an input only between the stated ends?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.scoring.bibliographic_screen import rank_in_cohort, screen
from valuation.scoring.bridge import Bridge, bridged
from valuation.wording import InputOutsideDomain

NAN = float("nan")


def test_ranks_in_two_cohorts() -> None:
    values = np.array([5, 1, 3, 3, NAN, 10, 20, 7])
    cohort = np.array([0, 0, 0, 0, 0, 1, 1, -1])
    found = rank_in_cohort(values, cohort, fewest=2)
    assert found[:4] == pytest.approx([3.5 / 4, 0.5 / 4, 2 / 4, 2 / 4])
    assert np.isnan(found[[4, 7]]).all()
    assert found[5:7] == pytest.approx([0.25, 0.75])
    assert np.isnan(rank_in_cohort(values, cohort, fewest=3)[5:7]).all(), "a rank among two says nothing"


@given(rows=st.lists(st.tuples(st.integers(0, 3), st.one_of(st.just(NAN), st.integers(0, 5))), min_size=1, max_size=40))
def test_ranks_are_those_of_counting(rows: list[tuple[int, float]]) -> None:
    cohort, values = np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows])
    found = rank_in_cohort(values, cohort, fewest=1)
    for place, (group, value) in enumerate(rows):
        own = [v for g, v in rows if g == group and not np.isnan(v)]
        if np.isnan(value):
            assert np.isnan(found[place])
        else:
            counted = sum(v < value for v in own) + sum(v == value for v in own) / 2
            assert found[place] == pytest.approx(counted / len(own))


def test_the_mean_counts_what_is_known() -> None:
    cohort = np.zeros(4, dtype=np.int64)
    found = screen({"cited": np.array([1, 2, 3, 4.0]), "claims": np.array([NAN, NAN, 5, 6])}, cohort, fewest=2)
    assert list(found.known) == [1, 1, 2, 2]
    assert found.mean == pytest.approx([0.125, 0.375, (0.625 + 0.25) / 2, (0.875 + 0.75) / 2])
    assert np.isnan(screen({}, cohort, fewest=2).mean).all()


@given(score=st.floats(-50, 150), more=st.floats(0, 50))
def test_a_bridge_keeps_to_its_ends(score: float, more: float) -> None:
    bridge = Bridge(20, 0.01, 80, 0.05)
    low, high = float(bridged(bridge, score)), float(bridged(bridge, score + more))
    assert 0.01 <= low <= high + 1e-15 <= 0.05 + 2e-15
    assert float(bridged(bridge, 50)) == pytest.approx(0.03)
    assert np.isnan(bridged(bridge, NAN))


def test_a_bridge_of_one_score_is_refused() -> None:
    with pytest.raises(InputOutsideDomain):
        Bridge(50, 0.01, 50, 0.05)
