"""Do the methods of the split rate keep their limits, their inverse and their domain?"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from valuation.royalty.additional_profit import AdditionalProfit, additional_profit
from valuation.royalty.additional_profit import run as run_additional
from valuation.royalty.equivalent_investment import EquivalentInvestment, equivalent_investment
from valuation.royalty.rule_of_thumb import RuleOfThumb, rule_of_thumb
from valuation.royalty.rule_of_thumb import run as run_thumb
from valuation.royalty.split_by_range import SplitByRange, split_by_range
from valuation.royalty.split_by_range import run as run_range
from valuation.wording import InputOutsideDomain

MONEY = st.floats(1, 1e9)


def a_range(**changes: Any) -> SplitByRange:
    return SplitByRange(**{**EXAMPLES["split_by_range"], **changes})


def test_the_range_by_hand() -> None:
    """0.3 × 80 + 0.5 × 60 + 0.2 × 50 = 64 of 100: 1 % + 2 % × 0.64."""
    assert float(split_by_range(a_range())) == pytest.approx(0.01 + 0.02 * 0.64)


@given(mark=st.floats(0, 100))
def test_equal_marks_are_the_score(mark: float) -> None:
    assert float(split_by_range(a_range(scores=(mark,) * 3))) == pytest.approx(0.01 + 0.02 * mark / 100)


@given(scores=st.lists(st.floats(0, 100), min_size=3, max_size=3), better=st.integers(0, 2))
def test_a_better_mark_never_lowers_the_rate_and_it_stays_in_the_range(scores: list[float], better: int) -> None:
    rate = float(split_by_range(a_range(scores=tuple(scores))))
    scores[better] = 100.0
    improved = float(split_by_range(a_range(scores=tuple(scores))))
    assert 0.01 - 1e-12 <= rate <= improved + 1e-12 <= 0.03 + 2e-12


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"weights": (0.3, 0.5, 0.1)}, "weights", "weights_not_whole"),
        ({"scores": (80.0, 60.0)}, "scores", "mixed_lengths"),
        ({"lower_rate": 0.04}, "lower_rate", "range_reversed"),
        ({"scores": (80.0, 60.0, 101.0)}, "scores", "outside_domain"),
        ({"upper_rate": 3.0}, "upper_rate", "rate_too_high"),
        ({"royalty_base": "turnover"}, "royalty_base", "unknown_choice"),
        ({"weights": (), "scores": ()}, "weights", "empty_series"),
    ],
)
def test_a_score_sheet_that_does_not_hold_together_is_refused(changes, field, code) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        split_by_range(a_range(**changes))
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


def test_a_royalty_above_the_margin_is_refused() -> None:
    for ask in (split_by_range, run_range):
        with pytest.raises(InputOutsideDomain) as refused:
            ask(a_range(profit_margin=0.02))
        assert (refused.value.field_path, refused.value.message.code) == ("profit_margin", "royalty_above_margin")
    assert not run_range(a_range(profit_margin=0.02, royalty_base="net_profit")).warnings
    assert not run_range(a_range(profit_margin=None)).warnings


@given(a=MONEY, b=MONEY, first=st.floats(0, 10), second=st.floats(0, 10), unit=st.floats(0.001, 1000))
def test_equivalent_investment_shares_make_one_and_know_no_unit(a, b, first, second, unit) -> None:
    def share(one: float, rate: float, other: float, other_rate: float) -> float:
        return float(
            equivalent_investment(
                EquivalentInvestment(
                    rights_cost=one, rights_profit_rate=rate, other_cost=other, other_profit_rate=other_rate
                )
            )
        )

    assert share(a, first, b, second) + share(b, second, a, first) == pytest.approx(1)
    assert share(a * unit, first, b * unit, second) == pytest.approx(share(a, first, b, second))
    assert share(a, first + 1, b, second) > share(a, first, b, second) * (1 - 1e-12)


def test_nothing_put_in_has_no_share() -> None:
    nothing = EquivalentInvestment(rights_cost=0.0, rights_profit_rate=1.0, other_cost=0.0, other_profit_rate=1.0)
    with pytest.raises(InputOutsideDomain, match="put money in"):
        equivalent_investment(nothing)


@given(
    years=st.lists(st.tuples(st.floats(0, 50), st.floats(51, 1000)), min_size=1, max_size=20),
    rate=st.floats(-0.2, 0.9),
)
def test_additional_profit_is_a_ratio_of_two_present_values(years: list[tuple[float, float]], rate: float) -> None:
    added, total = zip(*years, strict=True)
    share = float(additional_profit(AdditionalProfit(additional_profit=added, total_profit=total, discount_rate=rate)))
    expected = numpy_financial.npv(rate, [0, *added]) / numpy_financial.npv(rate, [0, *total])
    assert share == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(rate=st.floats(-0.5, 1))
def test_a_level_share_of_profit_is_the_same_at_any_rate(rate: float) -> None:
    inputs = AdditionalProfit(additional_profit=(20.0, 40.0), total_profit=(100.0, 200.0), discount_rate=rate)
    assert float(additional_profit(inputs)) == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("added", "total", "field", "code"),
    [
        ((1.0,), (-5.0,), "total_profit", "no_profit"),
        ((6.0,), (5.0,), "additional_profit", "added_above_total"),
        ((1.0, 1.0), (5.0,), "total_profit", "mixed_lengths"),
    ],
)
def test_profit_from_which_no_share_follows_is_refused(added, total, field, code) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        additional_profit(AdditionalProfit(additional_profit=added, total_profit=total, discount_rate=0.1))
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


def test_rights_that_cost_profit_are_pointed_out() -> None:
    loss = AdditionalProfit(additional_profit=(-1.0,), total_profit=(5.0,), discount_rate=0.1)
    assert [w.code for w in run_additional(loss).warnings] == ["rights_add_nothing"]


@given(share=st.floats(0, 1), margin=st.floats(0.01, 1))
def test_a_rule_of_thumb_goes_back_to_its_share_and_warns(share: float, margin: float) -> None:
    inputs = RuleOfThumb(rule="other", profit_share=share, profit_margin=margin)
    royalty = float(rule_of_thumb(inputs))
    assert royalty <= margin
    assert royalty / margin == pytest.approx(share)
    assert [w.code for w in run_thumb(inputs).warnings] == ["rule_of_thumb"]


def test_no_share_is_taken_for_granted() -> None:
    with pytest.raises(TypeError, match="profit_share"):
        RuleOfThumb(rule="three_parts", profit_margin=0.1)  # type: ignore[call-arg]


def test_paths_of_the_score_sheet() -> None:
    scores = np.array([[0.0, 0.0, 0.0], [100.0, 100.0, 100.0]])
    assert split_by_range(a_range(scores=scores)) == pytest.approx([0.01, 0.03])
