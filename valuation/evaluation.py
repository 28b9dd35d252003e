"""What is a case worth, as arrays that broadcast over simulation paths, with every table behind it?

`appraise` turns one evaluation into a printed result, `simulate` many into a distribution: both from here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cost.replacement import CostColumns, cost_columns
from valuation.income.income_split import LineEvaluation, evaluate_line
from valuation.input_checks import check_inputs
from valuation.inputs import Approach, CaseInputs, FloatArray
from valuation.market.comparable_transactions import DealColumns, deal_columns, market_value
from valuation.portfolio.allocation import allocate, contribution_keys
from valuation.reconciliation import conclude, divergence, normalised_weights
from valuation.useful_life.legal_term import protection_years
from valuation.wording import Message

APPROACHES: tuple[Approach, ...] = ("income", "market", "cost")


@dataclass(frozen=True)
class Evaluation:
    """Everything computed for a case; arrays have shape () or (paths,)."""

    protection: dict[str, float]
    """Years of legal protection left by right; 0 for a dead right."""
    reasons: dict[str, Message]
    """Why a right is dead; a right in force has no entry."""
    lines: tuple[LineEvaluation, ...]
    deals: tuple[DealColumns, ...]
    cost: CostColumns | None
    income_by_right: dict[str, FloatArray] | None
    values: dict[Approach, FloatArray]
    """Of the applied approaches."""
    weights: dict[Approach, float]
    """Normalised over the applied approaches."""
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
    terms = {right.key: protection_years(right, inputs.valuation_date) for right in inputs.rights}
    protection = {key: years for key, (years, _) in terms.items()}
    reasons = {key: reason for key, (_, reason) in terms.items() if reason is not None}
    in_force = [key for key in protection if key not in reasons]
    not_applied = _not_applied(inputs)
    lines: tuple[LineEvaluation, ...] = ()
    deals: tuple[DealColumns, ...] = ()
    cost = None
    values: dict[Approach, FloatArray] = {}
    income_by_right = None
    if "income" not in not_applied:
        lines = tuple(evaluate_line(line, protection, inputs.valuation_date, inputs.timing) for line in inputs.lines)
        values["income"] = np.asarray(sum((line.value for line in lines), np.asarray(0.0)))
        income_by_right = _income_by_right(lines, in_force)
    if "market" not in not_applied and inputs.market is not None:
        deals = deal_columns(inputs.market)
        values["market"] = market_value(deals, len(in_force))
    if "cost" not in not_applied and inputs.cost is not None:
        cost = cost_columns(inputs.cost, len(in_force), len(protection))
        values["cost"] = cost.value
    weights = normalised_weights({w.approach: w.weight for w in inputs.weights if w.approach in values})
    conclusion = conclude(values, weights)
    by_right = {key: np.zeros_like(conclusion) for key in protection}
    by_right |= allocate(conclusion, income_by_right, contribution_keys(inputs.lines, in_force))
    return Evaluation(
        protection=protection,
        reasons=reasons,
        lines=lines,
        deals=deals,
        cost=cost,
        income_by_right=income_by_right,
        values=values,
        weights=weights,
        not_applied=not_applied,
        conclusion=conclusion,
        divergence=divergence(list(values.values()), conclusion),
        by_right=by_right,
    )


def _income_by_right(lines: tuple[LineEvaluation, ...], in_force: list[str]) -> dict[str, FloatArray]:
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
