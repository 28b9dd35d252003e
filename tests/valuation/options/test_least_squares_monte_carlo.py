"""Do simulated paths lead to the tree's value, the same for a seed, for many options as for one?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.valuation.options.option_cases import RIGHTS, TERMS, a_closed_form, a_tree
from tests.valuation.test_workings_recompute import assert_follows
from valuation.options.binomial_tree import binomial_tree
from valuation.options.black_scholes import black_scholes
from valuation.options.least_squares_monte_carlo import LeastSquaresMonteCarlo, least_squares_monte_carlo, run
from valuation.wording import InputOutsideDomain


def a_simulation(**changes: Any) -> LeastSquaresMonteCarlo:
    return LeastSquaresMonteCarlo(**{**TERMS, "seed": 11, "path_pairs": 4000, **changes})


@pytest.mark.parametrize("right", RIGHTS)
def test_the_paths_lead_to_the_tree(right: str) -> None:
    result = run(a_simulation(right=right, path_pairs=20_000))
    error = next(step.value for step in result.workings if step.symbol == "ε")
    # Fifty dates and a fitted rule of exercise fall a little short of exercise at any time.
    tree = float(binomial_tree(a_tree(right=right, steps=1001)))
    assert tree - 3 * error - 0.005 * tree < result.value < tree + 3 * error


def test_with_one_date_it_is_the_european_right() -> None:
    result = run(a_simulation(exercise_dates=1, exercise_price=130.0, path_pairs=50_000))
    error = next(step.value for step in result.workings if step.symbol == "ε")
    closed = float(black_scholes(a_closed_form(exercise_price=130.0)))
    assert result.value == pytest.approx(closed, abs=4 * error)
    assert error < 0.01 * closed


def test_a_seed_gives_one_value_and_another_seed_another() -> None:
    first, again, other = (float(least_squares_monte_carlo(a_simulation(seed=s))) for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_many_options_share_the_paths_of_one() -> None:
    assets = np.linspace(60.0, 160.0, 6)
    together = least_squares_monte_carlo(a_simulation(asset_value=assets, right="put"))
    alone = [float(least_squares_monte_carlo(a_simulation(asset_value=float(a), right="put"))) for a in assets]
    np.testing.assert_allclose(together, alone, rtol=1e-10)
    assert (np.diff(together) < 0).all()


def test_a_right_far_in_the_money_is_taken_up_today() -> None:
    assert float(least_squares_monte_carlo(a_simulation(asset_value=500.0, cost_of_delay=0.2))) == 400.0


def test_a_right_no_path_brings_into_the_money_is_worth_nothing() -> None:
    assert float(least_squares_monte_carlo(a_simulation(asset_value=1.0, volatility=0.05))) == 0.0


@pytest.mark.parametrize("right", RIGHTS)
def test_the_steps_recompute_and_the_dates_are_said(right: str) -> None:
    result = run(a_simulation(right=right))
    assert_follows(result.workings)
    assert result.workings[-1].value == result.value
    assert result.warnings[0].code == "exercise_style_on_dates"
    assert result.warnings[0].params["dates"] == 50


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"path_pairs": 1}, "path_pairs"),
        ({"path_pairs": 400_000, "exercise_dates": 50}, "path_pairs"),
        ({"degree": 2.5}, "degree"),
        ({"exercise_dates": 0}, "exercise_dates"),
        ({"seed": -1}, "seed"),
        ({"asset_value": float("nan")}, "asset_value"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        least_squares_monte_carlo(a_simulation(**changes))
    assert refused.value.field_path == field
