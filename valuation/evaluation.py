"""What is a case worth, as arrays that broadcast over simulation paths, with every table behind it?

`appraise` turns one evaluation into a printed result, `simulate` many into a distribution: both from here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.applied_methods import MethodColumns, evaluate_methods
from valuation.cost.replacement import CostColumns, cost_columns
from valuation.income.income_split import LineEvaluation, evaluate_lines
from valuation.income.maintenance_fees import FeeColumns, after_fees, fee_columns
from valuation.input_checks import check_inputs
from valuation.inputs import Approach, CaseInputs, FloatArray, Number
from valuation.market.comparable_transactions import DealColumns, deal_columns, market_value
from valuation.portfolio.allocation import allocate, contribution_keys
from valuation.reconciliation import Counted, conclude, divergence, method_key, normalised_weights
from valuation.useful_life.legal_term import protection_years
from valuation.wording import Message

APPROACHES: tuple[Approach, ...] = ("income", "market", "cost")


@dataclass(frozen=True)
class Evaluation:
    """Everything computed for a case; arrays have shape () or (paths,)."""

    protection: dict[str, Number]
    """Years of legal protection left by right; 0 for a dead right."""
    reasons: dict[str, Message]
    """Why a right is dead; a right in force has no entry."""
    lines: tuple[LineEvaluation, ...]
    deals: tuple[DealColumns, ...]
    cost: CostColumns | None
    fees: dict[str, FeeColumns]
    """By right in force that has fees, where the case counts them."""
    income_by_right: dict[str, FloatArray] | None
    """After fees."""
    values: dict[Approach, FloatArray]
    """Of the applied approaches."""
    methods: tuple[MethodColumns, ...]
    """The further methods in the order of the inputs."""
    counted: dict[Counted, FloatArray]
    """What the conclusion weighs: the applied approaches, then the further methods that have a weight."""
    weights: dict[Counted, float]
    """Normalised over all that is counted."""
    not_applied: dict[Approach, Message]
    conclusion: FloatArray
    divergence: FloatArray
    by_right: dict[str, FloatArray]

    @property
    def rights_in_force(self) -> tuple[str, ...]:
        """Keys of the rights that protect after the valuation date."""
        return tuple(key for key in self.protection if key not in self.reasons)


def evaluate(inputs: CaseInputs) -> Evaluation:
    """Every applied approach, the conclusion and its parts by right; InputOutsideDomain names an impossible input.

    Where no approach can be applied the conclusion is 0, `values` is empty and `not_applied` says why.
    """
    check_inputs(inputs)
    return evaluate_checked(inputs)


def evaluate_checked(inputs: CaseInputs) -> Evaluation:
    """`evaluate` for inputs that `check_inputs` has seen."""
    terms = {right.key: protection_years(right, inputs.valuation_date) for right in inputs.rights}
    protection = {key: years for key, (years, _) in terms.items()}
    reasons = {key: reason for key, (_, reason) in terms.items() if reason is not None}
    in_force = {key: np.greater(years, 0).astype(np.float64) for key, years in protection.items() if key not in reasons}
    living = np.asarray(sum(in_force.values(), np.asarray(0.0)))
    not_applied = _not_applied(inputs)
    lines: tuple[LineEvaluation, ...] = ()
    deals: tuple[DealColumns, ...] = ()
    methods = evaluate_methods(inputs.methods, protection)
    fees: dict[str, FeeColumns] = {}
    values: dict[Approach, FloatArray] = {}
    cost = income_by_right = None
    if "income" not in not_applied:
        lines = evaluate_lines(inputs.lines, protection, inputs.valuation_date, inputs.timing)
        income_by_right = _income_by_right(lines, in_force)
        values["income"] = np.asarray(sum((line.value for line in lines), np.asarray(0.0)))
        if inputs.fees is not None:
            fees = fee_columns(inputs.fees, inputs.lines, lines, income_by_right)
            values["income"], income_by_right = after_fees(values["income"], income_by_right, fees)
    if "market" not in not_applied and inputs.market is not None:
        deals = deal_columns(inputs.market)
        values["market"] = market_value(deals, living)
    if "cost" not in not_applied and inputs.cost is not None:
        cost = cost_columns(inputs.cost, living, len(protection))
        values["cost"] = cost.value
    counted, weights = _counted(inputs, values, methods)
    conclusion = conclude(counted, weights)
    return Evaluation(
        protection=protection,
        reasons=reasons,
        lines=lines,
        deals=deals,
        cost=cost,
        fees=fees,
        income_by_right=income_by_right,
        values=values,
        methods=methods,
        counted=counted,
        weights=weights,
        not_applied=not_applied,
        conclusion=conclusion,
        divergence=divergence(list(counted.values()), conclusion),
        by_right=_by_right(inputs, conclusion, _narrow_parts(inputs, counted, weights), income_by_right, in_force),
    )


def _counted(
    inputs: CaseInputs, values: dict[Approach, FloatArray], methods: tuple[MethodColumns, ...]
) -> tuple[dict[Counted, FloatArray], dict[Counted, float]]:
    """Value and normalised weight of all that enters the conclusion."""
    counted: dict[Counted, FloatArray] = dict(values.items())
    given: dict[Counted, float] = {w.approach: w.weight for w in inputs.weights if w.approach in values}
    for position, (method, columns) in enumerate(zip(inputs.methods, methods, strict=True)):
        if method.weight > 0 and inputs.rights:
            counted[method_key(position)] = columns.counted
            given[method_key(position)] = method.weight
    return counted, normalised_weights(given)


def _narrow_parts(
    inputs: CaseInputs, counted: dict[Counted, FloatArray], weights: dict[Counted, float]
) -> list[tuple[tuple[str, ...], FloatArray]]:
    """Parts of the conclusion that belong to some rights only: those of methods that value these alone."""
    keys = ((method.rights, method_key(position)) for position, method in enumerate(inputs.methods))
    return [(rights, weights[key] * counted[key]) for rights, key in keys if rights and key in counted]


def _by_right(
    inputs: CaseInputs,
    conclusion: FloatArray,
    narrow: list[tuple[tuple[str, ...], FloatArray]],
    income_by_right: dict[str, FloatArray] | None,
    in_force: dict[str, FloatArray],
) -> dict[str, FloatArray]:
    """The conclusion by right; each narrow part stays with its own rights, all the rest is shared among all."""
    by_right: dict[str, FloatArray] = {}
    rest = conclusion - np.asarray(sum((part for _, part in narrow), np.asarray(0.0)))
    for rights, part in ((tuple(in_force), rest), *narrow):
        living = {key: is_alive for key, is_alive in in_force.items() if key in rights}
        shared = allocate(part, income_by_right, contribution_keys(inputs.lines, living))
        for key, value in shared.items():
            by_right[key] = by_right[key] + value if key in by_right else value
    nothing = np.zeros_like(conclusion)
    return {right.key: by_right.get(right.key, nothing) for right in inputs.rights}


def _income_by_right(lines: tuple[LineEvaluation, ...], in_force: dict[str, FloatArray]) -> dict[str, FloatArray]:
    nothing = np.asarray(0.0)
    return {key: np.asarray(sum((line.by_right.get(key, nothing) for line in lines), nothing)) for key in in_force}


def _not_applied(inputs: CaseInputs) -> dict[Approach, Message]:
    if not inputs.rights:
        nothing = Message("no_rights", "Not applied: there is no right to value.")
        return dict.fromkeys(APPROACHES, nothing)
    weights = {weight.approach: weight for weight in inputs.weights}
    has_inputs = {"income": bool(inputs.lines), "market": inputs.market is not None, "cost": inputs.cost is not None}
    reasons: dict[Approach, Message] = {}
    for approach in APPROACHES:
        weight = weights.get(approach)
        if weight is not None and weight.weight == 0 and weight.reason:
            reasons[approach] = Message("not_weighted", "Not applied: {reason}", {"reason": weight.reason})
        elif weight is None or weight.weight == 0:
            reasons[approach] = Message("no_weight", "Not applied: it was given no weight.")
        elif not has_inputs[approach]:
            reasons[approach] = Message("no_inputs", "Not applied: there are no inputs for it.")
    return reasons
