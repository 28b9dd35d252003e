"""Is chance weighed and only the decision chosen, stage by stage?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.valuation.test_workings_recompute import assert_follows
from valuation.discounting.present_value import present_value
from valuation.options.decision_tree import DecisionTree, decision_tree, run
from valuation.wording import InputOutsideDomain

TRIALS: dict[str, Any] = {
    "success_value": 500.0,
    "stage_costs": (5.0, 20.0, 60.0),
    "success_probabilities": (0.7, 0.4, 0.6),
    "failure_values": (0.0, 2.0, 10.0),
    "stop_values": (0.0, 8.0, 30.0),
    "stage_years": (1.0, 2.0, 3.0),
    "discount_rate": 0.08,
}


def trials(**changes: Any) -> DecisionTree:
    return DecisionTree(**{**TRIALS, **changes})


def value(**changes: Any) -> float:
    return float(decision_tree(trials(**changes)))


def test_three_stages_by_hand() -> None:
    third = max(30.0, (0.6 * 500 + 0.4 * 10) / 1.08**3 - 60)
    second = max(8.0, (0.4 * third + 0.6 * 2) / 1.08**2 - 20)
    first = max(0.0, (0.7 * second + 0.3 * 0) / 1.08 - 5)
    assert value() == pytest.approx(first, rel=1e-14)


def test_certain_success_is_a_present_value() -> None:
    certain = value(success_probabilities=(1.0, 1.0, 1.0))
    flows = np.array([-5.0, -20.0, -60.0, 500.0])
    assert certain == pytest.approx(float(present_value(flows, 0.08, np.array([0.0, 1.0, 3.0, 6.0]))), rel=1e-12)


def test_a_rare_prize_is_weighed_not_chosen() -> None:
    """One chance in a hundred of 100, else 10: 10.9 by weight; a choice of the best outcome would say 100."""
    one = {"stage_costs": (0.0,), "stop_values": (0.0,), "stage_years": (0.0,)}
    assert value(success_value=100.0, success_probabilities=(0.01,), failure_values=(10.0,), **one) == pytest.approx(
        10.9
    )


def test_hopeless_trials_are_stopped_and_said() -> None:
    """Stopping before the third stage saves 30, which the second is not worth; selling for 8 does not pay the first."""
    result = run(trials(stage_costs=(6.0, 20.0, 5000.0)))
    assert [warning.code for warning in result.warnings] == ["stop_before_stage"] * 3
    assert result.value == 0.0
    worthwhile = run(trials(stage_costs=(5.0, 20.0, 5000.0)))
    assert worthwhile.value == pytest.approx(0.7 * 8.0 / 1.08 - 5.0)
    assert [warning.code for warning in worthwhile.warnings] == ["go_on_with_stage"] + ["stop_before_stage"] * 2
    going = run(trials(success_value=5000.0))
    assert {warning.code for warning in going.warnings} == {"go_on_with_stage"}


def test_the_right_to_stop_never_costs() -> None:
    never = (-1e9, -1e9, -1e9)
    for success in (0.0, 50.0, 300.0, 1e4):
        assert value(success_value=success) >= value(success_value=success, stop_values=never)


def test_arrays_are_a_loop_over_numbers() -> None:
    successes, rates = np.array([100.0, 500.0, 2000.0]), np.array([0.0, 0.08, 0.2])
    chances = np.array([[0.7, 0.4, 0.6], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0]])
    together = decision_tree(trials(success_value=successes, discount_rate=rates, success_probabilities=chances))
    alone = [
        value(success_value=s, discount_rate=r, success_probabilities=tuple(c))
        for s, r, c in zip(successes.tolist(), rates.tolist(), chances.tolist(), strict=True)
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-13)


def test_the_steps_recompute() -> None:
    result = run(trials())
    assert_follows(result.workings)
    assert result.workings[-1].value == result.value == value()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stop_values": (0.0,)}, "stop_values"),
        ({"stage_years": (1.0, 2.0, 3.0, 4.0)}, "stage_years"),
        ({"success_probabilities": (0.7, 1.4, 0.6)}, "success_probabilities"),
        ({"stage_costs": (-5.0, 20.0, 60.0)}, "stage_costs"),
        ({"stage_costs": ()}, "stage_costs"),
        ({"discount_rate": -1.0}, "discount_rate"),
        ({"success_value": float("nan")}, "success_value"),
    ],
)
def test_what_has_no_meaning_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        decision_tree(trials(**changes))
    assert refused.value.field_path == field
