"""Is staged development worth what integration over its first date gives, with the limits of one stage?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.options.option_cases import RIGHTS, TERM_STRATEGY, a_closed_form
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.black_scholes import black_scholes
from valuation.options.compound_option import CompoundOption, compound_option, joint_normal, run
from valuation.wording import InputOutsideDomain

STAGES: dict[str, Any] = {
    "asset_value": 110.0,
    "first_price": 12.0,
    "second_price": 100.0,
    "first_years": 1.0,
    "second_years": 3.0,
    "volatility": 0.4,
    "risk_free_rate": 0.04,
    "cost_of_delay": 0.05,
}


LATER: dict[str, Any] = {
    name: STAGES[name] for name in ("asset_value", "volatility", "risk_free_rate", "cost_of_delay")
}


def staged(**changes: Any) -> CompoundOption:
    return CompoundOption(**{**STAGES, **changes})


def later_right(asset_value: Any, years: float) -> np.ndarray:
    terms = {"exercise_price": 100.0, "volatility": 0.4, "risk_free_rate": 0.04, "cost_of_delay": 0.05}
    return black_scholes(a_closed_form(asset_value=asset_value, years=years, **terms))


def test_it_is_the_mean_over_the_first_date() -> None:
    shocks = np.linspace(-8.0, 8.0, 200_001)
    assets = 110.0 * np.exp((0.04 - 0.05 - 0.08) * 1.0 + 0.4 * shocks)
    density = np.exp(-0.5 * shocks**2) / np.sqrt(2 * np.pi)
    payoff = np.maximum(later_right(assets, 2.0) - 12.0, 0.0)
    expected = np.exp(-0.04) * np.trapezoid(payoff * density, shocks)
    assert float(compound_option(staged())) == pytest.approx(expected, rel=1e-7)


def test_a_free_first_stage_leaves_the_later_right() -> None:
    assert float(compound_option(staged(first_price=1e-9))) == pytest.approx(float(later_right(110.0, 3.0)), rel=1e-9)


def test_a_dearer_stage_is_worth_less_and_never_below_nothing() -> None:
    values = compound_option(staged(first_price=np.array([1.0, 5.0, 20.0, 60.0, 1e4])))
    assert (np.diff(values) < 0).all()
    assert (values >= 0).all()


def test_the_joint_distribution() -> None:
    from scipy.stats import multivariate_normal

    generator = np.random.default_rng(3)
    first, second = generator.uniform(-3, 3, (2, 40))
    correlation = generator.uniform(-0.95, 0.95, 40)
    expected = [
        multivariate_normal.cdf([a, b], cov=[[1, c], [c, 1]], abseps=1e-15, releps=1e-15)
        for a, b, c in zip(first, second, correlation, strict=True)
    ]
    np.testing.assert_allclose(joint_normal(first, second, correlation), expected, atol=1e-12)
    zero = np.zeros(3)
    rho = np.array([0.0, 0.5, -0.5])
    np.testing.assert_allclose(joint_normal(zero, zero, rho), 0.25 + np.arcsin(rho) / (2 * np.pi), atol=1e-14)


KINDS = [(first, second) for first in RIGHTS for second in RIGHTS]


@pytest.mark.parametrize(("first", "second"), KINDS)
def test_every_kind_is_the_mean_over_the_first_date(first: str, second: str) -> None:
    """The second right by the closed form on a fine grid of the asset value at the first date."""
    shocks = np.linspace(-9.0, 9.0, 400_001)
    assets = 110.0 * np.exp((0.04 - 0.05 - 0.08) * 1.0 + 0.4 * shocks)
    density = np.exp(-0.5 * shocks**2) / np.sqrt(2 * np.pi)
    terms = {"years": 2.0, "volatility": 0.4, "risk_free_rate": 0.04, "cost_of_delay": 0.05}
    later = black_scholes(a_closed_form(asset_value=assets, exercise_price=100.0, right=second, **terms))
    gain = np.maximum((later - 12.0) * (1 if first == "call" else -1), 0.0)
    expected = np.exp(-0.04) * np.trapezoid(gain * density, shocks)
    result = run(staged(first_right=first, second_right=second))
    assert result.value == pytest.approx(expected, rel=1e-7)
    assert_follows(result.workings)


@settings(max_examples=60, deadline=None)
@given(TERM_STRATEGY, st.floats(0.05, 0.95), st.floats(1e-3, 200.0))
@pytest.mark.parametrize("second", RIGHTS)
def test_buying_less_selling_the_second_right_is_the_right_less_its_price(
    second: str, terms: dict[str, float], part: float, price: float
) -> None:
    """Compound parity, also where the price of the first stage is above all that the second may bring."""
    shared = {name: terms[name] for name in ("asset_value", "volatility", "risk_free_rate", "cost_of_delay")}
    stages = {"second_price": terms["exercise_price"], "second_years": terms["years"], "first_price": price}
    stages["first_years"] = soon = part * terms["years"]
    bought, sold = (
        float(compound_option(staged(**shared, **stages, first_right=first, second_right=second))) for first in RIGHTS
    )
    right = float(black_scholes(a_closed_form(**terms, right=second)))
    expected = right - price * np.exp(-terms["risk_free_rate"] * soon)
    assert bought - sold == pytest.approx(expected, abs=1e-9 * (terms["asset_value"] + terms["exercise_price"] + price))


def test_a_stage_dearer_than_the_sale_it_buys_is_never_bought() -> None:
    dear = {"first_price": 1000.0, "second_right": "put"}
    assert float(compound_option(staged(**dear))) == 0.0
    sale = float(black_scholes(a_closed_form(**{**LATER, "years": 3.0, "right": "put"})))
    given_away = float(compound_option(staged(**dear, first_right="put")))
    assert given_away == pytest.approx(1000.0 * np.exp(-0.04) - sale, rel=1e-12)


def test_arrays_are_a_loop_over_numbers() -> None:
    assets = np.linspace(40.0, 300.0, 9)
    one_by_one = [float(compound_option(staged(asset_value=float(a)))) for a in assets]
    np.testing.assert_allclose(compound_option(staged(asset_value=assets)), one_by_one, rtol=1e-12)


def test_the_steps_recompute_and_the_critical_value_pays_the_first_stage() -> None:
    result = run(staged())
    assert_follows(result.workings)
    known = {step.symbol: step.value for step in result.workings}
    assert known["V"] == result.value
    assert float(later_right(known["S_c"], 2.0)) == pytest.approx(12.0, rel=1e-10)
    assert result.warnings[0].code == "exercise_style_european"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"second_years": 1.0}, "second_years"),
        ({"first_price": 0.0}, "first_price"),
        ({"second_price": float("nan")}, "second_price"),
        ({"volatility": float("inf")}, "volatility"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        compound_option(staged(**changes))
    assert refused.value.field_path == field
