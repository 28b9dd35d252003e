"""Does a weighted system give what its weights say, with what is unknown left open and never guessed?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from valuation.inputs import FloatArray
from valuation.scoring.index_system import IndexSystem, Indicator, IndicatorClass, agreement, score
from valuation.wording import InputOutsideDomain

SYSTEM = IndexSystem(
    classes=(
        IndicatorClass("legal", 30, (Indicator("validity", 4, veto_below=20), Indicator("scope", 6))),
        IndicatorClass("technical", 50, (Indicator("maturity", 1),)),
        IndicatorClass("economic", 20, (Indicator("market", 1), Indicator("share", 1))),
    ),
    low=0,
    high=100,
    grades=(80, 60, 40, 20),
)
"""Grades as in a published local standard on classes of patents."""
NAN = float("nan")


def row(*scores: float) -> FloatArray:
    return np.array([scores])


def test_a_total_worked_out_by_hand() -> None:
    found = score(SYSTEM, row(100, 50, 80, 60, 40))
    assert found.by_class[0] == pytest.approx([70, 80, 50])
    assert found.total[0] == pytest.approx(0.3 * 70 + 0.5 * 80 + 0.2 * 50)
    assert found.grade[0] == 1
    assert (found.lowest[0], found.highest[0]) == (found.total[0], found.total[0])
    assert found.known_weight[0] == pytest.approx(1)


def test_what_is_unknown_leaves_a_range() -> None:
    found = score(SYSTEM, row(100, 50, NAN, 60, NAN))
    assert found.total[0] == pytest.approx((30 * 70 + 20 * 60) / 50)
    assert found.lowest[0] == pytest.approx(0.3 * 70 + 0.2 * 30)
    assert found.highest[0] == pytest.approx(0.3 * 70 + 50 + 0.2 * 80)
    assert found.known_weight[0] == pytest.approx(0.3 + 0.1)


def test_nothing_known_is_no_score_and_no_grade() -> None:
    found = score(SYSTEM, row(*[NAN] * 5))
    assert np.isnan(found.total[0])
    assert (found.lowest[0], found.highest[0], found.grade[0], found.known_weight[0]) == (0, 100, -1, 0)


def test_a_veto_takes_the_grade_whatever_else_is_good() -> None:
    found = score(SYSTEM, row(10, 100, 100, 100, 100))
    assert list(found.vetoed_by[0]) == [True, False, False, False, False]
    assert found.grade[0] == -1
    assert found.total[0] > 80
    assert not score(SYSTEM, row(NAN, 100, 100, 100, 100)).vetoed_by.any(), "unknown is not bad"


def test_a_factor_multiplies_its_class() -> None:
    legal = IndicatorClass("legal", 1, (Indicator("stability", 1), Indicator("scope", 1)), factor="stability")
    system = IndexSystem((legal,), 0, 10)
    assert score(system, row(5, 8)).total[0] == pytest.approx(40)
    assert score(system, row(0, 10)).total[0] == 0


def test_another_scale_gives_the_same_total() -> None:
    five = IndexSystem(SYSTEM.classes, 1, 5, SYSTEM.grades)
    assert score(five, row(5, 3, 4.2, 3.4, 2.6)).total[0] == pytest.approx(
        score(SYSTEM, row(100, 50, 80, 60, 40)).total[0]
    )


def test_below_all_grades() -> None:
    assert list(score(SYSTEM, np.array([[80.0] * 5, [79.9] * 5, [20.0] * 5, [19.9, *[10.0] * 4]])).grade) == [
        0, 1, 3, -1,
    ]  # fmt: skip
    assert score(SYSTEM, row(20, 15, 15, 15, 15)).grade[0] == 4


@pytest.mark.parametrize("wrong", [101.0, -0.1, float("inf")])
def test_a_score_off_the_scale_is_refused(wrong: float) -> None:
    with pytest.raises(InputOutsideDomain):
        score(SYSTEM, row(wrong, 50, 50, 50, 50))


@pytest.mark.parametrize(
    "classes",
    [
        (),
        (IndicatorClass("a", 1, ()),),
        (IndicatorClass("a", 1, (Indicator("x", 1), Indicator("x", 1))),),
        (IndicatorClass("a", 1, (Indicator("x", -1),)),),
        (IndicatorClass("a", 0, (Indicator("x", 1),)),),
        (IndicatorClass("a", 1, (Indicator("x", 1),), factor="y"),),
    ],
)
def test_an_unsound_system_is_refused(classes: tuple[IndicatorClass, ...]) -> None:
    with pytest.raises(InputOutsideDomain):
        IndexSystem(classes, 0, 100)


SCORES = arrays.arrays(np.float64, (3, 5), elements=st.one_of(st.just(NAN), st.floats(0, 100)))


@given(scores=SCORES, place=st.integers(0, 4), more=st.floats(0, 100))
def test_totals_lie_inside_and_never_fall_with_a_better_score(scores: FloatArray, place: int, more: float) -> None:
    found = score(SYSTEM, scores)
    is_known = ~np.isnan(found.total)
    assert (found.lowest[is_known] <= found.total[is_known] + 1e-9).all()
    assert (found.total[is_known] <= found.highest[is_known] + 1e-9).all()
    better = scores.copy()
    better[:, place] = np.minimum(better[:, place] + more, 100)
    after = score(SYSTEM, better)
    assert (after.total[is_known] >= found.total[is_known] - 1e-9).all()


@given(first=SCORES, second=SCORES)
def test_two_assessors_agree_where_one_is_silent(first: FloatArray, second: FloatArray) -> None:
    found, turned = agreement(first, second), agreement(second, first)
    np.testing.assert_array_equal(found.together, turned.together)
    np.testing.assert_array_equal(found.difference, -turned.difference)
    only_one = np.isnan(first) ^ np.isnan(second)
    np.testing.assert_array_equal(found.together[only_one], np.where(np.isnan(first), second, first)[only_one])
    np.testing.assert_array_equal(np.isnan(found.difference), np.isnan(first) | np.isnan(second))
