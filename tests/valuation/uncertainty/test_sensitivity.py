"""Are swings measured between the right ends, complete, and ordered by size?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.valuation.engine_cases import a_deal, a_full_case, a_line, a_market, an_income_case
from valuation.appraise import appraise
from valuation.inputs import Adjustment, CaseInputs
from valuation.uncertainty import sensitivity
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.sensitivity import swing, tornado
from valuation.uncertainty.uncertain_inputs import UncertainInput, replace_inputs
from valuation.wording import InputOutsideDomain


def doubt(name: str, **distribution: object) -> UncertainInput:
    return UncertainInput(f"lines[0].{name}", Distribution(**distribution))


def test_ends_are_the_stated_ones_and_values_those_of_the_appraisal() -> None:
    (swing,) = tornado(an_income_case(), (doubt("split_rate", kind="pert", mode=0.1, low=0.05, high=0.2),))
    assert (swing.low_input, swing.high_input) == (0.05, 0.2)
    assert swing.low_value == appraise(an_income_case(a_line(split_rate=0.05))).value
    assert swing.high_value == appraise(an_income_case(a_line(split_rate=0.2))).value


def test_a_rate_lowers_the_value_towards_its_high_end() -> None:
    (swing,) = tornado(an_income_case(), (doubt("discount_rate", kind="uniform", mode=0.1, low=0.05, high=0.2),))
    assert swing.low_value > appraise(an_income_case()).value > swing.high_value


def test_a_normal_goes_from_its_10th_to_its_90th_percentile() -> None:
    from scipy import stats

    (swing,) = tornado(an_income_case(), (doubt("discount_rate", kind="normal", mode=0.1, spread=0.02),))
    assert [swing.low_input, swing.high_input] == pytest.approx(stats.norm(0.1, 0.02).ppf([0.1, 0.9]).tolist())


def test_ends_are_cut_at_the_domain() -> None:
    (swing,) = tornado(an_income_case(), (doubt("split_rate", kind="uniform", mode=0.95, low=0.9, high=1.05),))
    assert swing.high_input == 1.0


def test_the_largest_swing_comes_first_and_fixed_inputs_are_left_out() -> None:
    found = tornado(
        an_income_case(),
        (
            doubt("split_decline", kind="uniform", mode=0.0, low=0.0, high=0.01),
            doubt("split_rate", kind="uniform", mode=0.1, low=0.01, high=0.5),
            doubt("success_probability", kind="fixed", mode=1.0),
            doubt("discount_rate", kind="uniform", mode=0.1, low=0.08, high=0.12),
        ),
    )
    assert [s.path.rsplit(".", maxsplit=1)[-1] for s in found] == ["split_rate", "discount_rate", "split_decline"]


def test_an_input_with_its_best_value_inside_is_not_hidden() -> None:
    """Good years, then losses: a shorter and a longer life both cost, the two ends differ little, the middle much."""
    margin = np.array([0.5, 0.5, -0.4, -0.1])
    base = an_income_case(
        a_line(
            revenue=np.full(4, 100.0),
            royalty_base="gross_profit",
            profit_margin=margin,
            discount_rate=0.0,
            economic_life_years=2.0,
        )
    )
    life = doubt("economic_life_years", kind="uniform", mode=2.0, low=1.0, high=4.0)
    split = doubt("split_rate", kind="uniform", mode=0.1, low=0.09, high=0.11)
    found = {s.path: s for s in tornado(base, (split, life))}
    assert found[life.path].low_value == pytest.approx(5.0)
    assert found[life.path].high_value == pytest.approx(5.0)
    assert found[split.path].high_value - found[split.path].low_value == pytest.approx(2.0)
    assert list(found) == [life.path, split.path]


def test_order_of_the_list_does_not_matter() -> None:
    doubts = tuple(
        replace(doubt("split_rate", kind="uniform", mode=0.03, low=0.02, high=0.04), path=f"lines[{k}].{name}")
        for k in (0, 1)
        for name in ("split_rate", "split_decline", "discount_rate")
    )
    assert tornado(a_full_case(), doubts) == tornado(a_full_case(), tuple(reversed(doubts)))


@pytest.mark.parametrize("at_once", [1, 2, 3, 128])
def test_moving_inputs_together_gives_what_moving_each_alone_gives(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubts = (
        doubt("split_rate", kind="uniform", mode=0.1, low=0.05, high=0.2),
        doubt("economic_life_years", kind="uniform", mode=5.0, low=2.5, high=9.0),
        doubt("discount_rate", kind="normal", mode=0.1, spread=0.02),
        UncertainInput("cost.development_years", Distribution(kind="uniform", mode=2.0, low=1.0, high=3.0)),
    )
    case = a_full_case()
    alone = {one.path: one for d in doubts for one in tornado(case, (d,))}
    monkeypatch.setattr(sensitivity, "_AT_ONCE", at_once)
    together = tornado(case, doubts)
    assert {s.path for s in together} == set(alone)
    for one in together:
        expected = alone[one.path]
        assert (one.low_input, one.high_input) == (expected.low_input, expected.high_input)
        assert [one.low_value, one.high_value] == pytest.approx([expected.low_value, expected.high_value], rel=1e-12)


def rising_and_falling() -> tuple[CaseInputs, UncertainInput]:
    """Good years, then losses: the value is 5 at both ends of the life and 10 between them."""
    line = a_line(
        revenue=np.full(4, 100.0),
        royalty_base="gross_profit",
        profit_margin=np.array([0.5, 0.5, -0.4, -0.1]),
        discount_rate=0.0,
        economic_life_years=1.0,
    )
    return an_income_case(line), doubt("economic_life_years", kind="uniform", mode=1.0, low=1.0, high=4.0)


def test_the_swing_is_lowest_to_highest_over_the_range_not_end_to_end() -> None:
    """Both ends and the base are worth 5: what lies between them would be hidden."""
    case, life = rising_and_falling()
    (found,) = tornado(case, (life,))
    assert (found.low_value, found.high_value) == pytest.approx((5.0, 5.0))
    assert found.lowest_value == pytest.approx(5.0)
    assert found.highest_value == pytest.approx(9.8, abs=0.3)
    assert swing(found, 5.0) == pytest.approx(found.highest_value - 5.0)


def test_an_end_that_was_cut_is_said() -> None:
    cut = tornado(an_income_case(), (doubt("split_rate", kind="uniform", mode=0.95, low=0.9, high=1.05),))[0]
    assert cut.note is not None
    assert cut.note.code == "range_cut"
    assert cut.note.params["high"] == 1.0
    whole = tornado(an_income_case(), (doubt("split_rate", kind="uniform", mode=0.5, low=0.4, high=0.6),))[0]
    assert whole.note is None
    bell = tornado(an_income_case(), (doubt("split_rate", kind="normal", mode=0.5, spread=0.1),))[0]
    assert bell.note is None


def test_an_end_impossible_together_with_the_case_is_left_out_and_said() -> None:
    """Two adjustments of a comparable, added, must leave a price: one of them cannot fall below 0.4."""
    deal = a_deal("d1", adjustments=(Adjustment(name="scope", factor=0.6), Adjustment(name="index", factor=1.0)))
    market = a_market(deal, a_deal("d2"), combination="additive")
    case = a_full_case(market=market)
    factor = UncertainInput(
        "market.deals[0].adjustments[1].factor", Distribution(kind="uniform", mode=1.0, low=0.1, high=1.7)
    )
    split = doubt("split_rate", kind="uniform", mode=0.03, low=0.02, high=0.04)
    found = {s.path: s for s in tornado(case, (factor, split))}
    one = found[factor.path]
    assert one.note is not None
    assert one.low_input == pytest.approx(0.5)
    assert one.low_value == pytest.approx(appraise(replace_inputs(case, {factor.path: one.low_input})).value)
    assert one.high_input == 1.7
    assert found[split.path].note is None


def test_a_range_of_which_nothing_is_possible_is_refused_by_name() -> None:
    deal = a_deal("d1", adjustments=(Adjustment(name="scope", factor=0.6), Adjustment(name="index", factor=1.0)))
    case = a_full_case(market=a_market(deal, a_deal("d2"), combination="additive"))
    path = "market.deals[0].adjustments[1].factor"
    with pytest.raises(InputOutsideDomain) as refused:
        tornado(case, (UncertainInput(path, Distribution(kind="uniform", mode=0.2, low=0.1, high=0.3)),))
    assert refused.value.field_path == path


def test_possible_and_observed_values_give_their_own_ends() -> None:
    stories = doubt("split_rate", kind="discrete", mode=0.1, points=(0.3, 0.1, 0.2), weights=(1.0, 1.0, 1.0))
    (found,) = tornado(an_income_case(), (stories,))
    assert (found.low_input, found.high_input) == (0.1, 0.3)
    seen = doubt("split_rate", kind="empirical", mode=0.1, points=(0.3, 0.1, 0.2))
    assert tornado(an_income_case(), (seen,))[0].high_value == found.high_value
