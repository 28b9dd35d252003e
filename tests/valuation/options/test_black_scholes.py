"""Does the closed form hold its parity, its derivatives, its limits and its bounds, with steps that recompute?"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.valuation.options.option_cases import RIGHTS, TERM_STRATEGY, TERMS, a_closed_form
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.black_scholes import black_scholes, greeks, run
from valuation.options.terms import cost_of_delay
from valuation.wording import InputOutsideDomain


def value(**changes: Any) -> float:
    return float(black_scholes(a_closed_form(**changes)))


@settings(deadline=None)
@given(TERM_STRATEGY)
def test_call_less_put_is_the_forward(terms: dict[str, float]) -> None:
    forward = terms["asset_value"] * np.exp(-terms["cost_of_delay"] * terms["years"])
    forward -= terms["exercise_price"] * np.exp(-terms["risk_free_rate"] * terms["years"])
    assert value(**terms) - value(**terms, right="put") == pytest.approx(forward, abs=1e-9)


def test_a_textbook_call_and_its_put() -> None:
    """S = K = 100, 20 %, one year, 5 %: 10.4506 and 5.5735 in every table."""
    terms = {**TERMS, "asset_value": 100.0, "years": 1.0, "volatility": 0.2, "risk_free_rate": 0.05}
    assert value(**{**terms, "cost_of_delay": 0.0}) == pytest.approx(10.450584, abs=1e-6)
    assert value(**{**terms, "cost_of_delay": 0.0}, right="put") == pytest.approx(5.573526, abs=1e-6)


@pytest.mark.parametrize("right", RIGHTS)
def test_greeks_are_the_slopes(right: str) -> None:
    known = greeks(a_closed_form(right=right))

    def slope(name: str, step: float) -> float:
        up, down = (value(**{name: TERMS[name] + side * step}, right=right) for side in (1, -1))
        return (up - down) / (2 * step)

    assert known.delta == pytest.approx(slope("asset_value", 1e-3), rel=1e-6)
    assert known.vega == pytest.approx(slope("volatility", 1e-5), rel=1e-6)
    assert known.rho == pytest.approx(slope("risk_free_rate", 1e-5), rel=1e-6)
    assert known.theta == pytest.approx(-slope("years", 1e-4), rel=1e-6)
    higher, lower = (greeks(a_closed_form(right=right, asset_value=110.0 + side * 1e-3)) for side in (1, -1))
    assert known.gamma == pytest.approx((higher.delta - lower.delta) / 2e-3, rel=1e-6)


@settings(deadline=None)
@given(TERM_STRATEGY)
def test_more_doubt_is_worth_more_and_waiting_costs(terms: dict[str, float]) -> None:
    base = value(**terms)
    assert value(**{**terms, "volatility": terms["volatility"] + 0.05}) >= base - 1e-9
    assert value(**{**terms, "cost_of_delay": terms["cost_of_delay"] + 0.02}) <= base + 1e-9
    assert 0.0 <= base <= terms["asset_value"]


def test_without_doubt_the_forward_is_left() -> None:
    certain = 110.0 * np.exp(-0.06 * 3) - 80.0 * np.exp(-0.04 * 3)
    assert value(volatility=1e-6, exercise_price=80.0) == pytest.approx(certain, rel=1e-12)
    assert value(volatility=1e-6, exercise_price=150.0) == 0.0


def test_arrays_are_a_loop_over_numbers() -> None:
    assets, doubts = np.linspace(50.0, 200.0, 7), np.array([[0.1], [0.5]])
    together = black_scholes(a_closed_form(asset_value=assets, volatility=doubts))
    one_by_one = [[value(asset_value=a, volatility=float(d)) for a in assets] for d in doubts[:, 0]]
    assert together.shape == (2, 7)
    np.testing.assert_allclose(together, one_by_one, rtol=1e-14)


@pytest.mark.parametrize("right", RIGHTS)
def test_the_steps_recompute_and_the_style_is_said(right: str) -> None:
    result = run(a_closed_form(right=right))
    assert_follows(result.workings)
    assert result.workings[-1].value == result.value == value(right=right)
    assert [warning.code for warning in result.warnings] == ["exercise_style_european"]
    free = run(a_closed_form(right=right, cost_of_delay=0.0))
    assert [warning.code for warning in free.warnings] == ["exercise_style_european", "waiting_is_free"]


@pytest.mark.parametrize("name", [f.name for f in fields(a_closed_form()) if f.name != "right"])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.5, 1e16, "1"])
def test_a_number_outside_is_refused_by_name(name: str, bad: Any) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        black_scholes(a_closed_form(**{name: bad}))
    assert refused.value.field_path == name


def test_an_unknown_right_is_refused() -> None:
    with pytest.raises(InputOutsideDomain, match="right"):
        black_scholes(a_closed_form(right="straddle"))


def test_a_year_of_waiting_costs_one_of_the_years_left() -> None:
    np.testing.assert_allclose(cost_of_delay(np.array([17.0, 4.0, 1.0])), [1 / 17, 0.25, 1.0])
    for bad in (0.0, 0.5, float("nan"), float("inf")):
        with pytest.raises(InputOutsideDomain, match="patent_years"):
            cost_of_delay(bad)
