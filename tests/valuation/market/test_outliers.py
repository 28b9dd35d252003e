"""Is an outlier found by the rule that was chosen, shown with weight 0 and said, and nothing dropped in silence?"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pledgeapp.i18n import texts
from tests.valuation.engine_cases import a_deal, a_full_case, a_market, a_right, weights
from valuation.appraise import appraise
from valuation.inputs import CaseInputs, MarketPlan
from valuation.market.comparable_transactions import deal_columns
from valuation.market.order_statistics import quantile, weighted_median
from valuation.market.outliers import counted_weights, is_blind, is_kept, outlier_bounds
from valuation.wording import InputOutsideDomain

PRICES = hnp.arrays(np.float64, st.integers(1, 12), elements=st.floats(1, 1e6))
RULES = ("quartile_fences", "median_deviation")


@given(values=PRICES, share=st.floats(0, 1), data=st.data())
def test_a_quantile_is_that_of_the_items_that_count(values, share, data) -> None:
    counted = data.draw(hnp.arrays(np.bool_, values.shape))
    assume(counted.any())
    expected = np.quantile(values[counted], share)
    assert float(quantile(values, counted, share)) == pytest.approx(expected, rel=1e-6)


def test_quantiles_over_paths_are_the_loop_over_paths() -> None:
    values = np.array([[3.0, 1.0, 2.0, 9.0], [5.0, 5.0, 1.0, 0.0]])
    counted = np.array([[True, True, True, False], [True, True, True, True]])
    shares = np.array([0.5, 0.25])
    assert quantile(values, counted, shares) == pytest.approx([2.0, 0.75])
    assert quantile(values[0], counted[0], shares) == pytest.approx([2.0, 1.5])


@given(values=PRICES)
def test_equal_weights_give_the_median(values) -> None:
    """An even list has its median in the middle of the two middle items, not at the upper one."""
    expected = np.median(values)
    assert float(weighted_median(values, np.full(values.shape, 0.1))) == pytest.approx(expected)
    assert float(quantile(values, values > 0, 0.5)) == pytest.approx(expected)


@given(values=PRICES, data=st.data())
def test_a_whole_weight_is_that_many_items(values, data) -> None:
    times = data.draw(hnp.arrays(np.int64, values.shape, elements=st.integers(0, 4)))
    assume(times.any())
    expected = np.median(np.repeat(values, times))
    assert float(weighted_median(values, times.astype(float))) == pytest.approx(expected)


def test_the_bounds_of_both_rules_by_hand() -> None:
    """1, 2, 3, 4, 100: quartiles 2 and 4, median 3, median distance 1; the rule of 1.5 and that of 3.5."""
    values = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
    every = values > 0
    assert outlier_bounds(values, every, "quartile_fences", 1.5) == (pytest.approx(-1.0), pytest.approx(7.0))
    low, high = outlier_bounds(values, every, "median_deviation", 3.5)
    assert (float(low), float(high)) == pytest.approx((3 - 3.5 * 1.4826, 3 + 3.5 * 1.4826), rel=1e-4)
    for rule in RULES:
        assert is_kept(values, every, rule, 1.5).tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(("rule", "limit"), [("quartile_fences", 1.5), ("median_deviation", 3.0)])
def test_over_normal_draws_a_rule_shuts_out_what_the_distribution_says(rule, limit) -> None:
    """Tukey's fences at 1.5: 0.7 % of a normal distribution; three scaled deviations: 0.27 %."""
    quantiles = (np.arange(20_001) + 0.5) / 20_001
    values = np.array([NormalDist(10, 2).inv_cdf(q) for q in quantiles])
    beyond = limit if rule == "median_deviation" else NormalDist().inv_cdf(0.75) * (1 + 2 * limit)
    expected = 2 * (1 - NormalDist().cdf(beyond))
    assert 1 - is_kept(values, values > 0, rule, limit).mean() == pytest.approx(expected, abs=2e-4)


@given(values=PRICES, rule=st.sampled_from(RULES), limit=st.floats(1, 10), scale=st.floats(0.001, 1000))
def test_something_always_counts_and_the_money_unit_does_not_matter(values, rule, limit, scale) -> None:
    every = values > 0
    kept = is_kept(values, every, rule, limit)
    assert kept.any()
    assert counted_weights(np.ones(values.shape), kept).sum() == pytest.approx(1)
    wider = is_kept(values, every, rule, min(limit * 1.5, 10.0))
    assert not (kept & ~wider).any(), "a wider limit shuts out no more"
    low, high = outlier_bounds(values, every, rule, limit)
    near = np.minimum(np.abs(values - low), np.abs(values - high)) < 1e-6 * np.abs(values)
    assume(not near.any() and not is_blind(values, every, rule))
    assert is_kept(values * scale, every, rule, limit).tolist() == kept.tolist()


def test_where_more_than_half_agree_a_rule_judges_nothing() -> None:
    values = np.array([5.0, 5.0, 5.0, 5.0, 5.0, 9.0])
    for rule in RULES:
        assert is_blind(values, values > 0, rule)
        assert is_kept(values, values > 0, rule, 1.5).all()
    same = np.full(4, 0.1) * np.array([3.0, 3.0, 3.0, 3.0])
    assert is_kept(same + np.array([0, 1e-17, 0, 0]), same > 0, "quartile_fences", 1.0).all()


def a_case(*prices: float, **plan: object) -> CaseInputs:
    deals = [
        a_deal(f"d{k}", payments=((0.0, price),), patents_count=1, adjustments=(), weight=1.0)
        for k, price in enumerate(prices)
    ]
    market: MarketPlan = a_market(*deals, **plan)
    return a_full_case(rights=(a_right("r"),), lines=(), cost=None, market=market, weights=weights(market=1.0))


@pytest.mark.parametrize("rule", RULES)
def test_an_outlier_of_a_case_is_shown_with_weight_0_and_said(rule) -> None:
    case = a_case(10.0, 11.0, 12.0, 13.0, 500.0, outliers=rule, outlier_limit=2.0)
    result = appraise(case)
    assert result.value == pytest.approx(11.5)
    deals = result.approaches[1].deals
    assert [deal.is_outlier for deal in deals] == [False, False, False, False, True]
    assert [deal.weight for deal in deals] == pytest.approx([0.25, 0.25, 0.25, 0.25, 0.0])
    assert deals[4].adjusted_unit_price == 500.0
    (said,) = [w for w in result.warnings if w.code == "outliers"]
    assert said.params == {"numbers": "5"}
    assert texts("zh").message(said) != said.text
    steps = {step.symbol: step for step in result.approaches[1].workings}
    assert (steps["o_5"].value, steps["o_4"].value) == (0.0, 1.0)
    assert "o_5" in steps["w_5"].formula


def test_without_a_rule_every_comparable_counts() -> None:
    result = appraise(a_case(10.0, 11.0, 12.0, 13.0, 500.0))
    assert result.value == pytest.approx(109.2)
    assert not [w for w in result.warnings if w.code == "outliers"]


def test_a_rule_without_its_limit_is_refused() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        appraise(a_case(1.0, 2.0, outliers="quartile_fences"))
    assert (refused.value.field_path, refused.value.message.code) == ("market.outlier_limit", "outlier_limit_missing")
    with pytest.raises(InputOutsideDomain) as unknown:
        appraise(a_case(1.0, 2.0, outliers="trimmed"))
    assert unknown.value.field_path == "market.outliers"


def test_an_outlier_is_found_path_by_path() -> None:
    case = a_case(10.0, 11.0, 12.0, 13.0, 30.0, outliers="quartile_fences", outlier_limit=1.5)
    assert case.market is not None
    late = replace(case.market.deals[4], payments=((10.0, 30.0),))
    rates = np.array([0.0, 0.1])
    plan = replace(case.market, deals=(*case.market.deals[:4], late), deferred_payment_rate=rates)
    assert deal_columns(plan)[4].is_outlier.tolist() == [True, False]
    for path, rate in enumerate(rates):
        alone = deal_columns(replace(plan, deferred_payment_rate=float(rate)))
        together = deal_columns(plan)
        assert [float(c.weight) for c in alone] == pytest.approx([c.weight[path] for c in together])
