"""Is development in n stages worth what one stage, two stages and a simulation say?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.options.option_cases import TERM_STRATEGY, a_closed_form
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.black_scholes import black_scholes
from valuation.options.compound_option import CompoundOption, compound_option
from valuation.options.staged_development import StagedDevelopment, run, staged_development
from valuation.wording import InputOutsideDomain

STAGES: dict[str, Any] = {
    "asset_value": 110.0,
    "stage_costs": (5.0, 12.0, 60.0),
    "stage_years": (1.0, 2.5, 5.0),
    "volatility": 0.45,
    "risk_free_rate": 0.04,
    "cost_of_delay": 0.05,
}
SHARED = ("asset_value", "volatility", "risk_free_rate", "cost_of_delay")


def staged(**changes: Any) -> StagedDevelopment:
    return StagedDevelopment(**{**STAGES, **changes})


def value(**changes: Any) -> float:
    return float(staged_development(staged(**changes)))


@settings(max_examples=30, deadline=None)
@given(TERM_STRATEGY, st.floats(0.2, 0.8), st.floats(0.5, 60.0))
def test_one_stage_is_the_closed_form_and_two_are_the_compound_option(
    terms: dict[str, float], part: float, first: float
) -> None:
    shared = {name: terms[name] for name in SHARED}
    price, years = terms["exercise_price"], terms["years"]
    slack = 1e-7 * terms["asset_value"]
    one = value(**shared, stage_costs=(price,), stage_years=(years,))
    assert one == pytest.approx(float(black_scholes(a_closed_form(**terms))), rel=1e-12, abs=1e-12)
    two = value(**shared, stage_costs=(first, price), stage_years=(part * years, years))
    stages = {"first_price": first, "second_price": price, "first_years": part * years, "second_years": years}
    assert two == pytest.approx(float(compound_option(CompoundOption(**shared, **stages))), abs=slack)


@pytest.mark.parametrize("free", [0, 1])
def test_a_stage_that_costs_next_to_nothing_changes_nothing(free: int) -> None:
    costs = list(STAGES["stage_costs"])
    costs[free] = 1e-9
    kept = 1 - free
    stages = {"first_price": costs[kept], "first_years": STAGES["stage_years"][kept]}
    two = CompoundOption(**{n: STAGES[n] for n in SHARED}, **stages, second_price=60.0, second_years=5.0)
    assert value(stage_costs=tuple(costs)) == pytest.approx(float(compound_option(two)), abs=2e-6)


def test_three_stages_by_simulation_with_the_critical_values_that_are_told() -> None:
    result = run(staged())
    known = {step.symbol: step.value for step in result.workings}
    shocks = np.random.default_rng(9).standard_normal((200_000, 3))
    shocks = np.concatenate([shocks, -shocks])
    gaps = np.diff([0.0, *STAGES["stage_years"]])
    steps = (0.04 - 0.05 - 0.5 * 0.45**2) * gaps + 0.45 * np.sqrt(gaps) * shocks
    assets = 110.0 * np.exp(np.cumsum(steps, axis=1))
    gain, goes_on = np.zeros(len(assets)), np.ones(len(assets), dtype=bool)
    for i, (cost, year) in enumerate(zip(STAGES["stage_costs"], STAGES["stage_years"], strict=True)):
        goes_on &= assets[:, i] >= known[f"S_{i + 1}"]
        brought = assets[:, i] if i == 2 else 0.0
        gain += goes_on * (brought - cost) * np.exp(-0.04 * year)
    pairs = 0.5 * (gain[:200_000] + gain[200_000:])
    assert result.value == pytest.approx(pairs.mean(), abs=4 * pairs.std() / np.sqrt(len(pairs)))
    assert_follows(result.workings)
    assert result.warnings[0].code == "exercise_style_european"


def test_dearer_stages_are_worth_less_and_the_right_to_stop_is_worth_something() -> None:
    values = [value(stage_costs=(cost, 12.0, 60.0)) for cost in (1.0, 5.0, 20.0, 200.0)]
    assert (np.diff(values) < 0.0).all()
    bound = 110.0 * np.exp(-0.25) - sum(
        cost * np.exp(-0.04 * year) for cost, year in zip(STAGES["stage_costs"], STAGES["stage_years"], strict=True)
    )
    assert value() > bound
    assert value(stage_costs=(1e9, 1.0, 1.0)) == pytest.approx(0.0, abs=1e-9)


def test_arrays_are_a_loop_over_numbers() -> None:
    assets = np.array([60.0, 110.0, 300.0])
    together = staged_development(staged(asset_value=assets))
    np.testing.assert_allclose(together, [value(asset_value=float(asset)) for asset in assets], rtol=1e-12)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stage_years": (1.0, 1.0, 5.0)}, "stage_years"),
        ({"stage_years": (1.0, 5.0)}, "stage_years"),
        ({"stage_costs": (5.0, 0.0, 60.0)}, "stage_costs"),
        ({"volatility": 0.0}, "volatility"),
        ({"volatility": 4.5}, "volatility"),
        ({"stage_years": (1.0, 1.0 + 1e-7, 5.0, 5.0 + 1e-7), "stage_costs": (1.0, 30.0, 1.0, 90.0)}, "volatility"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        staged_development(staged(**changes))
    assert refused.value.field_path == field
