"""Do both trees run into the closed form, is early exercise worth what it must be, and do all options go at once?"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.valuation.options.option_cases import RIGHTS, TERM_STRATEGY, TERMS, a_closed_form, a_tree
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.binomial_tree import binomial_tree, run
from valuation.options.black_scholes import black_scholes
from valuation.wording import InputOutsideDomain

BRANCHINGS = ("leisen_reimer", "cox_ross_rubinstein")


def value(**changes: Any) -> float:
    return float(binomial_tree(a_tree(**changes)))


@settings(max_examples=30, deadline=None)
@given(TERM_STRATEGY)
@pytest.mark.parametrize("right", RIGHTS)
def test_a_european_tree_runs_into_the_closed_form(right: str, terms: dict[str, float]) -> None:
    closed = float(black_scholes(a_closed_form(**terms, right=right)))
    scale = terms["asset_value"] + terms["exercise_price"]
    smooth = value(**terms, right=right, style="european", steps=301)
    assert smooth == pytest.approx(closed, abs=2e-5 * scale)
    by_steps = [value(**terms, right=right, style="european", steps=n, branching=BRANCHINGS[1]) for n in (600, 601)]
    assert np.mean(by_steps) == pytest.approx(closed, abs=1e-3 * scale)


@settings(max_examples=30, deadline=None)
@given(TERM_STRATEGY)
def test_early_exercise_never_costs(terms: dict[str, float]) -> None:
    for right, sign in (("call", 1.0), ("put", -1.0)):
        early = value(**terms, right=right)
        assert early >= value(**terms, right=right, style="european") - 1e-9
        assert early >= sign * (terms["asset_value"] - terms["exercise_price"]) - 1e-9


@pytest.mark.parametrize("branching", BRANCHINGS)
def test_without_cost_of_delay_a_call_is_never_taken_up_early(branching: str) -> None:
    terms = {"cost_of_delay": 0.0, "branching": branching, "asset_value": np.array([60.0, 100.0, 180.0])}
    early = binomial_tree(a_tree(**terms))
    np.testing.assert_allclose(early, binomial_tree(a_tree(**terms, style="european")), rtol=1e-10)


def test_both_branchings_agree_on_american_rights() -> None:
    for right in RIGHTS:
        smooth = value(right=right, steps=1001)
        other = np.mean([value(right=right, steps=n, branching=BRANCHINGS[1]) for n in (1000, 1001)])
        assert smooth == pytest.approx(other, rel=1e-3)


def test_call_and_put_mirror_each_other() -> None:
    """C(S, K, r, q) = P(K, S, q, r) also with early exercise (McDonald and Schroder 1998)."""
    mirrored = {"asset_value": 100.0, "exercise_price": 110.0, "risk_free_rate": 0.06, "cost_of_delay": 0.04}
    assert value(steps=1001) == pytest.approx(value(**mirrored, right="put", steps=1001), rel=2e-4)


def test_arrays_are_a_loop_over_numbers() -> None:
    assets, doubts = np.linspace(50.0, 200.0, 301), np.array([[0.1], [0.5]])
    together = binomial_tree(a_tree(asset_value=assets, volatility=doubts, steps=51))
    assert together.shape == (2, 301)
    for row, column in ((0, 0), (1, 150), (0, 300)):
        alone = value(asset_value=float(assets[column]), volatility=float(doubts[row, 0]), steps=51)
        assert together[row, column] == pytest.approx(alone, rel=1e-13)


def test_ten_thousand_american_rights_go_in_one_call() -> None:
    generator = np.random.default_rng(7)
    many = {
        "asset_value": generator.uniform(50.0, 150.0, 10_000),
        "years": generator.uniform(0.5, 15.0, 10_000),
        "volatility": generator.uniform(0.1, 0.6, 10_000),
    }
    began = time.perf_counter()
    values = binomial_tree(a_tree(**many, steps=101))
    assert time.perf_counter() - began < 5.0
    assert np.isfinite(values).all()
    assert (values >= np.maximum(many["asset_value"] - 100.0, 0.0) - 1e-9).all()


def test_far_from_the_money_and_without_doubt_the_tree_stays_finite() -> None:
    terms = {"asset_value": np.array([1e-3, 1e6]), "volatility": np.array([[1e-4], [3.0]])}
    values = binomial_tree(a_tree(**terms))
    assert np.isfinite(values).all()
    assert values[0, 0] == 0.0
    assert values[0, 1] == pytest.approx(1e6 - 100.0)


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("style", ["american", "european"])
@pytest.mark.parametrize("branching", BRANCHINGS)
def test_the_steps_recompute_and_the_style_is_said(right: str, style: str, branching: str) -> None:
    result = run(a_tree(right=right, style=style, branching=branching))
    assert_follows(tuple(result.workings))
    assert result.workings[-1].value == result.value
    assert result.warnings[0].code == f"exercise_style_{style}"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"steps": 0}, "steps"),
        ({"steps": 100}, "steps"),
        ({"steps": 100.5}, "steps"),
        ({"steps": np.array([101, 103])}, "steps"),
        ({"steps": 1, "branching": "cox_ross_rubinstein", "volatility": 0.01, "risk_free_rate": 0.3}, "steps"),
        ({"style": "bermudan"}, "style"),
        ({"branching": "trinomial"}, "branching"),
        ({"volatility": 0.0}, "volatility"),
        ({"volatility": 30.0}, "volatility"),
        ({"volatility": 3.2, "years": 74.0, "steps": 2001}, "volatility"),
        ({"cost_of_delay": -0.01}, "cost_of_delay"),
        ({"years": 0.0}, "years"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        binomial_tree(a_tree(**changes))
    assert refused.value.field_path == field


def test_the_style_has_no_default() -> None:
    with pytest.raises(TypeError, match="style"):
        type(a_tree())(**TERMS)
