"""What are staged trials worth when after each stage one goes on, or stops and sells what there is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.options.terms import RATE_DOMAIN
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, Message

_RULE = "valuation.options.decision_tree"
_AMOUNT = Domain(-1e15, 1e15)
_COST = Domain(0.0, 1e15)
_PROBABILITY = Domain(0.0, 1.0, is_rate=True)
_DURATION = Domain(0.0, LONGEST_YEARS)
_SYMBOLS = {
    "stage_costs": "C",
    "success_probabilities": "p",
    "failure_values": "F",
    "stop_values": "A",
    "stage_years": "t",
    "discount_rate": "r",
}
_STAGES = ("stage_costs", "success_probabilities", "failure_values", "stop_values", "stage_years")


@dataclass(frozen=True, kw_only=True)
class DecisionTree:
    """Stages in order, one number each; stopping is possible before each stage, for its `stop_values`."""

    success_value: Number = quantity(N_("Value when all stages have succeeded"), MONEY, _AMOUNT)
    stage_costs: Sequence[float] | FloatArray = series(N_("Cost of each stage, at its start"), MONEY, _COST)
    success_probabilities: Sequence[float] | FloatArray = series(
        N_("Probability that the stage succeeds"), SHARE, _PROBABILITY
    )
    failure_values: Sequence[float] | FloatArray = series(N_("Value left when the stage fails"), MONEY, _AMOUNT)
    stop_values: Sequence[float] | FloatArray = series(N_("Value when one stops before the stage"), MONEY, _AMOUNT)
    stage_years: Sequence[float] | FloatArray = series(N_("Years that the stage takes"), YEARS, _DURATION)
    discount_rate: Number = quantity(N_("Discount rate without the risk of failure"), RATE, RATE_DOMAIN)


def decision_tree(inputs: DecisionTree) -> FloatArray:
    """V_i = max(A_i, -C_i + (p_i V_(i+1) + (1 - p_i) F_i) (1 + r)^-t_i) back from V_(n+1) = success; CNY.

    Chance is weighed, only decisions are chosen. Series have shape (..., stages), numbers (...). Source: Raiffa (1968).
    Raises InputOutsideDomain naming the field, and for a series of another length than `stage_costs`.
    Known to be right: published two-way example, certain success equals present value, hopeless trials are stopped.
    """
    return _values(inputs)[0][0]


def _values(inputs: DecisionTree) -> tuple[list[FloatArray], list[FloatArray]]:
    """Value before each stage with the final one last, and value of going on with each stage."""
    check_model_inputs(inputs)
    require_same_length(inputs, *_STAGES)
    costs, chances, failures, stops, years = (as_series(getattr(inputs, name)) for name in _STAGES)
    discount = np.power(1.0 + np.asarray(inputs.discount_rate, dtype=np.float64)[..., None], -years)
    value = np.asarray(inputs.success_value, dtype=np.float64)
    values: list[FloatArray] = [value]
    going_on: list[FloatArray] = []
    for i in reversed(range(costs.shape[-1])):
        chance = chances[..., i]
        on = discount[..., i] * (chance * value + (1.0 - chance) * failures[..., i]) - costs[..., i]
        value = np.maximum(stops[..., i], on)
        values.insert(0, value)
        going_on.insert(0, on)
    return values, going_on


def run(inputs: DecisionTree) -> ModelResult:
    """The value with the worth of going on at each stage, and the decision at each in words."""
    values, going_on = (tuple(float(value) for value in part) for part in _values(inputs))
    count = len(going_on)
    given = given_steps(inputs, {**_SYMBOLS, "success_value": f"V_{count + 1}"})
    stages = [step for i in reversed(range(count)) for step in _stage_steps(inputs, i, going_on[i], values[i])]
    chance = float(np.prod(as_series(inputs.success_probabilities)))
    ends = (
        Step("P", N_("Probability that all stages succeed"), _product(count), chance, SHARE, _RULE),
        Step("V", N_("Value"), "V_1", values[0], MONEY, _RULE),
    )
    return ModelResult(values[0], MONEY, (*given, *stages, *ends), _decisions(inputs, going_on))


def _product(count: int) -> str:
    return " × ".join(f"p_{i + 1}" for i in range(count))


def _stage_steps(inputs: DecisionTree, i: int, on: float, value: float) -> tuple[Step, ...]:
    k = i + 1
    formula = f"D_{k} × (p_{k} × V_{k + 1} + (1 − p_{k}) × F_{k}) − C_{k}"
    factor = float(np.power(1.0 + float(inputs.discount_rate), -as_series(inputs.stage_years)[i]))
    return (
        Step(f"D_{k}", N_("Discount factor of the stage"), f"(1 + r)^(−t_{k})", factor, FACTOR, _RULE),
        Step(f"G_{k}", N_("Value of going on"), formula, on, MONEY, _RULE),
        Step(f"V_{k}", N_("Value before the stage"), f"max(A_{k}, G_{k})", value, MONEY, _RULE),
    )


def _decisions(inputs: DecisionTree, going_on: tuple[float, ...]) -> tuple[Message, ...]:
    stops = as_series(inputs.stop_values)
    return tuple(
        Message("go_on_with_stage", "Stage {stage}: go on.", {"stage": i + 1})
        if on >= stops[i]
        else Message("stop_before_stage", "Stage {stage}: stop before it.", {"stage": i + 1})
        for i, on in enumerate(going_on)
    )


MODELS = (Model("decision_tree", N_("Decision tree of staged trials"), "options", DecisionTree, decision_tree, run),)
