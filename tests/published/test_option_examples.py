"""Do published option values come out, and where a printed one is wrong, does the right one?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from valuation.options.american_option import AmericanOption, american_option
from valuation.options.binomial_tree import BinomialTree, binomial_tree
from valuation.options.black_scholes import BlackScholes, black_scholes, run
from valuation.options.compound_option import CompoundOption, compound_option
from valuation.options.decision_tree import DecisionTree, decision_tree
from valuation.options.decision_tree import run as run_tree
from valuation.options.least_squares_monte_carlo import (
    LeastSquaresMonteCarlo,
    exercise_by_regression,
    least_squares_monte_carlo,
)
from valuation.options.terms import cost_of_delay

AVONEX: dict[str, Any] = {
    "asset_value": 3422.0,
    "exercise_price": 2875.0,
    "years": 17.0,
    "volatility": 0.224**0.5,
    "risk_free_rate": 0.067,
    "cost_of_delay": float(cost_of_delay(17.0)),
}


def terms(row: tuple[Any, ...]) -> dict[str, Any]:
    """Right, K, S, q, r, T, volatility, as the tables are printed."""
    names = ("right", "exercise_price", "asset_value", "cost_of_delay", "risk_free_rate", "years", "volatility")
    return dict(zip(names, row, strict=True))


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        (("call", 65.0, 60.0, 0.0, 0.08, 0.25, 0.3), 2.1334),
        (("put", 95.0, 100.0, 0.05, 0.1, 0.5, 0.2), 2.4648),
        (("put", 19.0, 19.0, 0.1, 0.1, 0.75, 0.28), 1.7011),
        (("call", 1.6, 1.56, 0.08, 0.06, 0.5, 0.12), 0.0291),
        (("put", 70.0, 75.0, 0.05, 0.1, 0.5, 0.35), 4.087),
        (("call", 100.0, 90.0, 0.1, 0.1, 0.1, 0.15), 0.0205),
        (("call", 100.0, 110.0, 0.1, 0.1, 0.5, 0.35), 15.3086),
        (("put", 100.0, 110.0, 0.1, 0.1, 0.5, 0.25), 3.2734),
    ],
)
def test_european_rights_of_haug(row: tuple[Any, ...], printed: float) -> None:
    """Haug (1998), as kept in the tests of QuantLib."""
    assert float(black_scholes(BlackScholes(**terms(row)))) == pytest.approx(printed, abs=5.1e-5)


@pytest.mark.parametrize(
    ("row", "printed", "tree"),
    [
        (("put", 35.0, 40.0, 0.0, 0.0488, 0.5833, 0.2), 0.433, 0.4328),
        (("put", 40.0, 40.0, 0.0, 0.0488, 0.5833, 0.3), 3.161, 3.1698),
        (("put", 45.0, 40.0, 0.0, 0.0488, 0.3333, 0.4), 6.501, 6.5101),
        (("call", 100.0, 100.0, 0.07, 0.03, 3.0, 0.2), 9.065, 9.066),
        (("call", 100.0, 110.0, 0.07, 0.03, 3.0, 0.2), 14.43, 14.4434),
        (("call", 100.0, 90.0, 0.07, 0.03, 3.0, 0.4), 15.711, 15.7226),
    ],
)
def test_american_rights_of_ju(row: tuple[Any, ...], printed: float, tree: float) -> None:
    """Ju's table is a quadratic approximation: within 0.02 of it, and on the tree's own digits."""
    on_tree = {**terms(row), "style": "american"}
    by_steps = [
        float(binomial_tree(BinomialTree(**on_tree, branching="cox_ross_rubinstein", steps=n))) for n in (1500, 1501)
    ]
    assert np.mean(by_steps) == pytest.approx(tree, abs=5.1e-5)
    assert float(binomial_tree(BinomialTree(**on_tree, steps=1001))) == pytest.approx(tree, rel=5e-4)
    assert np.mean(by_steps) == pytest.approx(printed, abs=0.02)
    # The tree itself is still up to 4e-5 of the value off.
    by_boundary = float(american_option(AmericanOption(**terms(row))))
    assert by_boundary == pytest.approx(tree, rel=5e-5, abs=1e-4)
    assert by_boundary == pytest.approx(printed, abs=0.02)


def test_ulcer_drug_patent_has_a_misprinted_probability() -> None:
    """Damodaran, illustration 6.10: N(d1) is printed 0.5285 for 0.4439, and so 37.12 for 26.60."""
    result = run(
        BlackScholes(
            asset_value=350.0,
            exercise_price=500.0,
            years=17.0,
            volatility=0.25,
            risk_free_rate=0.04,
            cost_of_delay=float(cost_of_delay(17.0)),
        )
    )
    known = {step.symbol: step.value for step in result.workings}
    assert (known["d_1"], known["d_2"]) == pytest.approx((-0.14108, -1.17186), abs=5e-6)
    assert known["P"] == pytest.approx(0.12063, abs=5e-6)
    assert result.value == pytest.approx(26.60009, abs=5e-6)


def test_avonex_by_the_closed_form() -> None:
    """Damodaran on Valuation, illustration 12.5: 907, of which 360 above the net present value of 547."""
    result = run(BlackScholes(**AVONEX))
    known = {step.symbol: step.value for step in result.workings}
    assert round(result.value) == 907
    assert result.value == pytest.approx(906.86543, abs=5e-6)
    assert known["I"] == 547.0
    assert round(result.value - known["I"]) == 360


def test_avonex_by_a_tree_of_unstated_style() -> None:
    """The same book's 915 is a European tree of nine steps; the right to launch early is worth far more."""

    def on_tree(style: str, steps: int) -> float:
        return float(binomial_tree(BinomialTree(**AVONEX, style=style, steps=steps, branching="cox_ross_rubinstein")))

    assert round(on_tree("european", 9)) == 915
    assert on_tree("european", 1001) == pytest.approx(906.78, abs=0.005)
    american = {steps: on_tree("american", steps) for steps in (17, 34, 50, 100, 200)}
    printed = {17: 1577.46, 34: 1591.51, 50: 1597.64, 100: 1599.30, 200: 1602.14}
    assert american == pytest.approx(printed, abs=0.005)
    smooth = float(binomial_tree(BinomialTree(**AVONEX, style="american", steps=1001)))
    assert smooth == pytest.approx(1603.38, rel=5e-4)


EIGHT_PATHS = np.array(
    [
        [1.09, 1.08, 1.34],
        [1.16, 1.26, 1.54],
        [1.22, 1.07, 1.03],
        [0.93, 0.97, 0.92],
        [1.11, 1.56, 1.52],
        [0.76, 0.77, 0.90],
        [0.92, 0.84, 1.01],
        [0.88, 1.22, 1.34],
    ]
)


def test_eight_paths_of_longstaff_and_schwartz() -> None:
    """Review of Financial Studies 2001: 0.1144 with early exercise against 0.0564, and who exercises when."""
    price, factor = np.asarray(1.1), np.asarray(np.exp(-0.06))
    cash = exercise_by_regression(EIGHT_PATHS, price, factor, 2, -1.0)
    assert float(cash.mean()) == pytest.approx(0.11443, abs=5e-6)
    paid = [0.0, 0.0, 0.07 * factor**3, 0.17 * factor, 0.0, 0.34 * factor, 0.18 * factor, 0.22 * factor]
    np.testing.assert_allclose(cash, paid, atol=1e-14)
    european = factor**3 * np.maximum(1.1 - EIGHT_PATHS[:, -1], 0.0).mean()
    assert float(european) == pytest.approx(0.05638, abs=5e-6)


def test_first_row_of_longstaff_and_schwartz() -> None:
    """Table 1: finite differences 4.478, simulation 4.472 with a standard error of 0.010, European 3.844."""
    put: dict[str, Any] = terms(("put", 40.0, 36.0, 0.0, 0.06, 1.0, 0.2))
    simulated = least_squares_monte_carlo(LeastSquaresMonteCarlo(**put, seed=2001, path_pairs=50_000))
    assert float(simulated) == pytest.approx(4.478, abs=0.02)
    assert float(black_scholes(BlackScholes(**put))) == pytest.approx(3.844, abs=5e-4)


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ((50.0, 520.0, 500.0, 0.03, 0.08, 0.25, 0.5, 0.35), 17.5945),
        ((0.05, 1.14, 1.2, 0.0, 0.01, 0.5, 2.0, 0.11), 0.0729),
        ((10.0, 122.0, 120.0, 0.06, 0.02, 0.1, 0.7, 0.22), 0.4419),
        ((0.4, 8.2, 8.0, 0.05, 0.0, 2.0, 3.0, 0.08), 0.0099),
        ((0.02, 1.6, 1.6, 0.013, 0.022, 0.45, 0.5, 0.17), 0.0680),
    ],
)
def test_calls_on_calls(row: tuple[float, ...], printed: float) -> None:
    """sitmo.com and mathfinance, as kept in the tests of QuantLib, to their four digits."""
    names = ("first_price", "second_price", "asset_value", "cost_of_delay", "risk_free_rate")
    names += ("first_years", "second_years", "volatility")
    terms_of_row: dict[str, Any] = dict(zip(names, row, strict=True))
    assert float(compound_option(CompoundOption(**terms_of_row))) == pytest.approx(printed, abs=6e-5)


def test_a_put_on_a_call_of_haug() -> None:
    """Haug (2007), as kept there: 21.1965, by parity from our call on the call; his joint normal is less exact."""
    later = {"asset_value": 500.0, "volatility": 0.35, "risk_free_rate": 0.08, "cost_of_delay": 0.03}
    on_call = compound_option(
        CompoundOption(**later, first_price=50.0, second_price=520.0, first_years=0.25, second_years=0.5)
    )
    call = black_scholes(BlackScholes(**later, exercise_price=520.0, years=0.5))
    assert float(on_call - call + 50.0 * np.exp(-0.08 * 0.25)) == pytest.approx(21.1965, abs=2e-4)


def test_phase_three_trials_or_sale_today() -> None:
    """Mak: sell for 50, or try for 20 with a chance of 0.6 at 120: 52, and so the trials."""
    trials = DecisionTree(
        success_value=120.0,
        stage_costs=(20.0,),
        success_probabilities=(0.6,),
        failure_values=(0.0,),
        stop_values=(50.0,),
        stage_years=(0.0,),
        discount_rate=0.0,
    )
    assert float(decision_tree(trials)) == pytest.approx(52.0, abs=1e-12)
    assert [warning.code for warning in run_tree(trials).warnings] == ["go_on_with_stage"]
