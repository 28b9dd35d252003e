"""Does a score sheet with classes give the split rate that the sheet without them gives, and hold together?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.test_workings_recompute import recompute
from valuation.royalty.split_by_range import SplitByRange, class_scores, score, split_by_range
from valuation.royalty.split_by_range import run as run_range
from valuation.wording import InputOutsideDomain

CLASSES = (0.3, 0.5, 0.2)
OF_ITEM = (1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3)
WEIGHTS = (0.4, 0.3, 0.3, 0.1, 0.2, 0.2, 0.1, 0.2, 0.1, 0.1, 1.0)
SCORES = (100.0, 50.0, 80.0, 60.0, 60.0, 60.0, 40.0, 80.0, 50.0, 50.0, 50.0)


def sheet(**changes: Any) -> SplitByRange:
    plain: dict[str, Any] = {
        "royalty_base": "sales",
        "lower_rate": 0.01,
        "upper_rate": 0.03,
        "weights": WEIGHTS,
        "scores": SCORES,
        "class_weights": CLASSES,
        "item_classes": OF_ITEM,
    }
    return SplitByRange(**{**plain, **changes})


def test_the_sheet_of_three_classes_by_hand() -> None:
    """Legal 40 + 15 + 24 = 79, technical 6 + 12 + 12 + 4 + 16 + 5 + 5 = 60, economic 50: 0.3, 0.5, 0.2 give 63.7."""
    assert class_scores(sheet()) == pytest.approx([79.0, 60.0, 50.0])
    assert float(score(sheet())) == pytest.approx(0.637)
    assert float(split_by_range(sheet())) == pytest.approx(0.01 + 0.02 * 0.637)


@given(scores=st.lists(st.floats(0, 100), min_size=11, max_size=11))
def test_classes_are_the_flat_sheet_of_class_times_indicator_weights(scores: list[float]) -> None:
    flat = tuple(w * CLASSES[c - 1] for w, c in zip(WEIGHTS, OF_ITEM, strict=True))
    plain = sheet(scores=tuple(scores), weights=flat, class_weights=None, item_classes=None)
    assert float(split_by_range(sheet(scores=tuple(scores)))) == pytest.approx(float(split_by_range(plain)))


@pytest.mark.parametrize(("mark", "rate"), [(0.0, 0.01), (100.0, 0.03), (50.0, 0.02)])
def test_equal_marks_give_that_place_in_the_range(mark: float, rate: float) -> None:
    assert float(split_by_range(sheet(scores=(mark,) * 11))) == pytest.approx(rate)


def test_the_steps_show_the_score_of_each_class() -> None:
    result, known = run_range(sheet()), {}
    for step in result.workings:
        if step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-12), step
        known[step.symbol] = step.value
    assert (known["S_1"], known["S_2"], known["S_3"]) == pytest.approx((79.0, 60.0, 50.0))
    assert known["K"] == result.value


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"class_weights": (0.3, 0.5, 0.1)}, "class_weights", "weights_not_whole"),
        ({"class_weights": (0.3, 0.3, 0.2, 0.2)}, "weights", "weights_not_whole"),
        ({"weights": (0.5, *WEIGHTS[1:])}, "weights", "weights_not_whole"),
        ({"item_classes": (4, *OF_ITEM[1:])}, "item_classes", "unknown_class"),
        ({"item_classes": (1.5, *OF_ITEM[1:])}, "item_classes", "unknown_class"),
        ({"item_classes": OF_ITEM[1:]}, "item_classes", "mixed_lengths"),
        ({"item_classes": None}, "item_classes", "classes_half"),
        ({"class_weights": None}, "class_weights", "classes_half"),
        ({"scores": (101.0, *SCORES[1:])}, "scores", "outside_domain"),
        ({"profit_margin": 0.02}, "profit_margin", "royalty_above_margin"),
    ],
)
def test_a_sheet_that_does_not_hold_together_is_refused(changes: dict[str, Any], field: str, code: str) -> None:
    for ask in (split_by_range, run_range):
        with pytest.raises(InputOutsideDomain) as refused:
            ask(sheet(**changes))
        assert (refused.value.field_path, refused.value.message.code) == (field, code)
