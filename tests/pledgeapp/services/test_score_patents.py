"""Do the scores given in a case come to what its system says, and is nothing scored by weights that nobody gave?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from pledgeapp.records.case import Case
from pledgeapp.records.scoring import Assessor, GivenScore, MovedInput, ScoreBridge, ScoringPlan, ScoringSystem
from pledgeapp.reference import Reference
from pledgeapp.services.samples import load_sample, sample_keys
from pledgeapp.services.score_patents import score_case


@pytest.fixture
def case() -> Case:
    return load_sample(sample_keys()[0])


def system(reference: Reference, key: str) -> ScoringSystem:
    return next(found for found in reference.scoring_systems if found.key == key)


def given(case: Case, scores: dict[str, int], place: int = 0, assessor: Assessor = Assessor.FIRST) -> list[GivenScore]:
    return [
        GivenScore(
            patent_id=case.patents[place].id, indicator=key, score=Decimal(score), reason="合成", assessor=assessor
        )
        for key, score in scores.items()
    ]


def scored(case: Case, plan: ScoringPlan) -> Case:
    return case.model_copy(update={"scoring": plan})


ALL_TEN = {
    "alive": 4, "burdens": 4, "scope": 2, "maturity": 3, "substitutes": 2, "know_how": 4,
    "revenue": 3, "contribution": 2, "remaining_life": 4, "buyers": 2,
}  # fmt: skip


def test_nobody_scores(case: Case) -> None:
    assert case.scoring is None
    assert score_case(case) is None


def test_a_patent_scored_in_every_respect(case: Case, reference: Reference) -> None:
    plan = ScoringPlan(
        system=system(reference, "quick_screen_10"), scenario="general", scores=tuple(given(case, ALL_TEN))
    )
    found = score_case(scored(case, plan))
    assert found is not None
    first, other = found.patents[0], found.patents[1]
    by_class = (100 * 10 / 12, 100 * 9 / 12, 100 * 11 / 16)
    assert first.by_class == pytest.approx(by_class)
    assert first.total == pytest.approx((3 * by_class[0] + 3 * by_class[1] + 4 * by_class[2]) / 10)
    assert (first.lowest, first.highest) == pytest.approx((first.total, first.total))
    assert first.grade is not None
    assert first.grade.name == "二级"
    assert (other.total, other.lowest, other.highest, other.grade) == (None, 0, 100, None)


def test_a_dead_right_is_refused_whatever_else_is_good(case: Case, reference: Reference) -> None:
    plan = ScoringPlan(
        system=system(reference, "quick_screen_10"),
        scenario="general",
        scores=tuple(given(case, {**ALL_TEN, "alive": 0})),
    )
    found = score_case(scored(case, plan))
    assert found is not None
    assert found.patents[0].vetoed_by == ("alive",)
    assert found.patents[0].grade is None


def test_two_assessors_far_apart_must_talk(case: Case, reference: Reference) -> None:
    second = given(case, {"maturity": 1, "revenue": 3}, assessor=Assessor.SECOND)
    plan = ScoringPlan(
        system=system(reference, "quick_screen_10"), scenario="general", scores=(*given(case, ALL_TEN), *second)
    )
    found = score_case(scored(case, plan))
    assert found is not None
    assert [(d.indicator, d.first, d.second) for d in found.disagreements] == [("maturity", 3, 1)]
    assert found.patents[0].by_class[1] == pytest.approx(100 * 8 / 12), "the mean of 3 and 1"


@pytest.mark.parametrize("key", ["three_values_27", "value_degree_18"])
def test_a_frame_without_sourced_weights_scores_nothing(case: Case, reference: Reference, key: str) -> None:
    frame = system(reference, key)
    found = score_case(scored(case, ScoringPlan(system=frame, scenario=frame.scenarios[0])))
    assert found is not None
    assert found.patents == ()
    assert set(found.missing_weights) >= {indicator.key for indicator in frame.indicators}
    assert not frame.is_confirmed
    assert "42748" not in frame.name + frame.name_en + frame.source, "never called by the name of the standard"


def test_a_bridge_proposes_for_the_lines_whose_patents_are_all_scored(case: Case, reference: Reference) -> None:
    scores = [one for place in range(len(case.patents)) for one in given(case, ALL_TEN, place)]
    bridge = ScoreBridge(
        moves=MovedInput.DISCOUNT_RATE,
        is_on=True,
        low_score=Decimal(40),
        low_value=Decimal("0.22"),
        high_score=Decimal(90),
        high_value=Decimal("0.16"),
        reason="合成",
    )
    plan = ScoringPlan(
        system=system(reference, "quick_screen_10"), scenario="general", scores=tuple(scores), bridges=(bridge,)
    )
    found = score_case(scored(case, plan))
    assert found is not None
    assert [moved.product for moved in found.moved] == list(range(len(case.products)))
    total = found.patents[0].total
    assert total is not None
    assert found.moved[0].value == pytest.approx(0.22 - 0.06 * (total - 40) / 50)
    off = bridge.model_copy(update={"is_on": False})
    unmoved = score_case(scored(case, plan.model_copy(update={"bridges": (off,)})))
    assert unmoved is not None
    assert unmoved.moved == ()
    part = score_case(scored(case, plan.model_copy(update={"scores": tuple(given(case, ALL_TEN, 0))})))
    assert part is not None
    assert all(
        {use.patent_id for use in case.products[m.product].patents} == {case.patents[0].id} for m in part.moved
    ), "a line of which one patent is unknown is not moved"


@pytest.mark.parametrize(
    "wrong",
    [
        {"scenario": "none"},
        {"scores": [{"patent_id": "p", "indicator": "nothing", "score": 1, "reason": "r"}]},
        {"scores": [{"patent_id": "p", "indicator": "alive", "score": 5, "reason": "r"}]},
        {"scores": [{"patent_id": "p", "indicator": "alive", "score": 4, "reason": ""}]},
        {"scores": [{"patent_id": "p", "indicator": "alive", "score": 4, "reason": "r"}] * 2},
    ],
)
def test_what_does_not_fit_the_system_is_refused(reference: Reference, wrong: dict[str, object]) -> None:
    plain = {"system": system(reference, "quick_screen_10"), "scenario": "general"}
    with pytest.raises(ValidationError):
        ScoringPlan.model_validate({**plain, **wrong})


def test_a_score_of_a_patent_that_is_not_there_is_refused(case: Case, reference: Reference) -> None:
    plan = ScoringPlan(
        system=system(reference, "quick_screen_10"), scenario="general", scores=tuple(given(case, ALL_TEN))
    )
    with pytest.raises(ValidationError, match="not in the case"):
        Case.model_validate({**case.model_dump(), "patents": case.patents[1:], "products": (), "scoring": plan})
