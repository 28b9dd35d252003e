"""Is staged development worth what integration over its first date gives, with the limits of one stage?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.valuation.options.option_cases import a_closed_form
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
        multivariate_normal.cdf([a, b], cov=[[1, c], [c, 1]])
        for a, b, c in zip(first, second, correlation, strict=True)
    ]
    np.testing.assert_allclose(joint_normal(first, second, correlation), expected, atol=1e-6)
    zero = np.zeros(3)
    rho = np.array([0.0, 0.5, -0.5])
    np.testing.assert_allclose(joint_normal(zero, zero, rho), 0.25 + np.arcsin(rho) / (2 * np.pi), atol=1e-14)


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
