"""Is an American right worth what an independent library, the tree and its own limits say, over wide terms?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.options.option_cases import RIGHTS, TERM_STRATEGY, TERMS, a_closed_form, a_tree
from tests.valuation.options.quantlib_options import american_values, random_terms
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.american_option import AmericanOption, american_option, run
from valuation.options.binomial_tree import binomial_tree
from valuation.options.black_scholes import black_scholes
from valuation.wording import InputOutsideDomain


def american(**changes: Any) -> AmericanOption:
    return AmericanOption(**{**TERMS, **changes})


def value(**changes: Any) -> float:
    return float(american_option(american(**changes)))


@pytest.mark.parametrize("right", RIGHTS)
def test_thousands_of_terms_have_the_value_of_an_independent_library(right: str) -> None:
    """Volatility 1 % to 200 %, days to 20 years, rates -5 % to 25 %, asset 0.2 to 5 times the price.

    Its usual scheme is now and then 1e-2 off: where it does not confirm ours, its exact and slow one decides.
    """
    terms = random_terms(4000, seed=16 if right == "call" else 17)
    ours = american_option(american(**terms, right=right))
    theirs = american_values(terms, right, "accurate")
    scale = np.maximum(theirs, 1e-4 * terms["asset_value"])
    doubtful = np.flatnonzero(np.abs(ours - theirs) > 5e-5 * scale)
    assert doubtful.size < 200
    theirs[doubtful] = american_values({name: each[doubtful] for name, each in terms.items()}, right, "exact")
    scale = np.maximum(theirs, 1e-4 * terms["asset_value"])
    assert float(np.max(np.abs(ours - theirs) / scale)) < 1e-4
    assert float(np.quantile(np.abs(ours - theirs) / scale, 0.9)) < 1e-5


@settings(max_examples=25, deadline=None)
@given(TERM_STRATEGY)
@pytest.mark.parametrize("right", RIGHTS)
def test_it_is_the_value_on_the_tree(right: str, terms: dict[str, float]) -> None:
    on_tree = float(binomial_tree(a_tree(**terms, right=right, steps=1001)))
    scale = terms["asset_value"] + terms["exercise_price"]
    assert value(**terms, right=right) == pytest.approx(on_tree, rel=1e-3, abs=5e-5 * scale)


@settings(max_examples=100, deadline=None)
@given(TERM_STRATEGY, st.floats(1e-4, 0.3))
def test_early_exercise_never_costs_and_more_doubt_or_time_never_harms(terms: dict[str, float], more: float) -> None:
    for right, sign in (("call", 1.0), ("put", -1.0)):
        early = value(**terms, right=right)
        allowed = 1e-4 * early + 1e-8 * terms["asset_value"]
        assert early >= float(black_scholes(a_closed_form(**terms, right=right)))
        assert early >= sign * (terms["asset_value"] - terms["exercise_price"])
        assert value(**{**terms, "volatility": terms["volatility"] + more}, right=right) >= early - allowed
        assert value(**{**terms, "years": terms["years"] + more}, right=right) >= early - allowed


@settings(max_examples=100, deadline=None)
@given(TERM_STRATEGY)
def test_call_and_put_mirror_each_other_and_bound_each_other(terms: dict[str, float]) -> None:
    """C(S, K, r, q) = P(K, S, q, r); S e^(-qT) - K <= C - P <= S - K e^(-rT) for rates that are not negative."""
    s, k, t, r, q = (terms[n] for n in ("asset_value", "exercise_price", "years", "risk_free_rate", "cost_of_delay"))
    r = abs(r)
    call, put = (value(**{**terms, "risk_free_rate": r}, right=right) for right in RIGHTS)
    swapped = {"asset_value": k, "exercise_price": s, "risk_free_rate": q, "cost_of_delay": r}
    assert value(**{**terms, **swapped}, right="put") == pytest.approx(call, rel=1e-4, abs=1e-8 * (s + k))
    slack = 1e-4 * (call + put)
    assert s * np.exp(-q * t) - k - slack <= call - put <= s - k * np.exp(-r * t) + slack


@pytest.mark.parametrize(
    ("right", "changes"),
    [
        ("call", {"cost_of_delay": 0.0}),
        ("call", {"cost_of_delay": 0.0, "risk_free_rate": 0.0}),
        ("put", {"risk_free_rate": 0.0}),
        ("put", {"risk_free_rate": -0.03}),
        ("put", {"risk_free_rate": -0.03, "cost_of_delay": 0.0}),
    ],
)
def test_where_exercise_early_never_pays_it_is_the_closed_form(right: str, changes: dict[str, float]) -> None:
    assert value(**changes, right=right) == float(black_scholes(a_closed_form(**changes, right=right)))
    result = run(american(**changes, right=right))
    assert "never_early" in {warning.code for warning in result.warnings}
    assert "S_c" not in {step.symbol for step in result.workings}
    near = {"call": {"cost_of_delay": 1e-9}, "put": {"risk_free_rate": 1e-9}}[right]
    if changes.get("risk_free_rate", 1.0) >= 0.0:
        assert value(**{**changes, **near}, right=right) == pytest.approx(result.value, rel=1e-6)


def test_a_call_at_negative_rates_is_exercised_early_even_without_cost_of_delay() -> None:
    changes = {"risk_free_rate": -0.05, "cost_of_delay": 0.0, "years": 10.0}
    on_tree = float(binomial_tree(a_tree(**changes, steps=2001)))
    assert value(**changes) == pytest.approx(on_tree, rel=3e-4)
    assert value(**changes) > 1.01 * float(black_scholes(a_closed_form(**changes)))


def test_after_a_long_time_it_is_the_perpetual_right() -> None:
    """V = (S_c - K) (S / S_c)^h with S_c = K h / (h - 1), the root h > 1 of the quadratic. Source: Merton (1973)."""
    r, q, v, s, k = 0.04, 0.06, 0.3, 110.0, 100.0
    trend = r - q - v * v / 2
    h = (-trend + np.sqrt(trend**2 + 2 * r * v * v)) / v**2
    critical = k * h / (h - 1)
    assert value(years=100.0) == pytest.approx((critical - k) * (s / critical) ** h, rel=2e-4)
    known = {step.symbol: step.value for step in run(american(years=100.0)).workings}
    assert known["S_c"] == pytest.approx(critical, rel=1e-3)


@pytest.mark.parametrize("right", RIGHTS)
def test_at_the_critical_value_waiting_and_exercise_are_worth_the_same(right: str) -> None:
    critical = {step.symbol: step.value for step in run(american(right=right)).workings}["S_c"]
    sign = 1.0 if right == "call" else -1.0
    near = value(asset_value=critical * (1 - sign * 1e-4), right=right)
    assert near == pytest.approx(sign * (critical - 100.0), rel=1e-3)
    beyond = run(american(asset_value=critical * (1 + sign * 0.01), right=right))
    assert beyond.value == pytest.approx(sign * (critical * (1 + sign * 0.01) - 100.0), rel=1e-15)
    assert beyond.warnings[-1].code == "exercise_now"
    assert run(american(asset_value=critical * (1 - sign * 0.01), right=right)).warnings[-1].code != "exercise_now"


def test_grids_that_agree_on_exercise_today_only_for_coarseness_are_not_believed() -> None:
    """Just above the money at a negative rate two coarse grids both say "exercise today", 2.761; waiting is better."""
    near = {"volatility": 0.0795, "risk_free_rate": -0.0198, "cost_of_delay": 0.0884, "years": 4.937}
    assert value(**near, asset_value=102.761) == pytest.approx(2.7661, abs=5e-4)
    assets = np.linspace(102.0, 103.5, 400)
    gain = american_option(american(**near, asset_value=assets)) - (assets - 100.0)
    assert (np.diff(gain) < 2e-4).all(), "the gain of waiting falls towards the critical value"
    assert (gain[assets < 102.9] > 0.0).all()


def test_arrays_are_a_loop_over_numbers() -> None:
    assets, doubts = np.linspace(20.0, 400.0, 301), np.array([[0.02], [0.1], [0.5]])
    together = american_option(american(asset_value=assets, volatility=doubts))
    assert together.shape == (3, 301)
    for row, column in ((0, 0), (1, 150), (2, 77), (2, 300)):
        alone = value(asset_value=float(assets[column]), volatility=float(doubts[row, 0]))
        assert together[row, column] == pytest.approx(alone, rel=1e-9, abs=1e-9)


def test_more_rights_than_are_refined_together_are_each_themselves() -> None:
    assets = np.tile(np.linspace(50.0, 200.0, 100), 90)
    values = american_option(american(asset_value=assets)).reshape(90, 100)
    np.testing.assert_allclose(values, np.broadcast_to(values[0], values.shape), rtol=1e-12)
    assert (np.diff(values[0]) > 0.0).all()


@pytest.mark.parametrize("right", RIGHTS)
def test_the_steps_recompute_and_the_style_is_said(right: str) -> None:
    result = run(american(right=right))
    assert_follows(result.workings)
    assert result.workings[-1].value == result.value == value(right=right)
    assert result.warnings[0].code == "exercise_style_american"
    assert [step.symbol for step in result.workings][-3:] == ["S_c", "A", "V"]


def test_a_boundary_that_two_grids_do_not_agree_on_is_refused_and_never_a_number() -> None:
    """At -66 % a year the boundary runs away by orders of magnitude; the message sends to the tree."""
    hopeless = american(
        asset_value=20.486, years=18.2686, volatility=0.48942, risk_free_rate=-0.6566, cost_of_delay=5e-6
    )
    for inputs in (hopeless, replace(hopeless, asset_value=np.array([100.0, 20.486]))):
        with pytest.raises(InputOutsideDomain) as refused:
            american_option(inputs)
        assert refused.value.field_path == "volatility"
        assert refused.value.message.code == "boundary_not_found"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"asset_value": 0.0}, "asset_value"),
        ({"exercise_price": float("inf")}, "exercise_price"),
        ({"volatility": 0.0}, "volatility"),
        ({"volatility": 30.0}, "volatility"),
        ({"risk_free_rate": -1.0}, "risk_free_rate"),
        ({"cost_of_delay": -0.01}, "cost_of_delay"),
        ({"years": np.array([1.0, float("nan")])}, "years"),
        ({"right": "swap"}, "right"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        american_option(american(**changes))
    assert refused.value.field_path == field
