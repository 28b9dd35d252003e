"""What is a whole case worth: every approach, the conclusion, its parts by right, with workings and warnings?"""

from __future__ import annotations

from valuation.applied_methods import method_value
from valuation.case_warnings import case_warnings
from valuation.cost.workings import cost_not_applied, cost_result
from valuation.evaluation import Evaluation, evaluate
from valuation.income.workings import income_not_applied, income_result
from valuation.inputs import CaseInputs
from valuation.market.workings import market_not_applied, market_result
from valuation.reconciliation import method_key, reconciliation_steps
from valuation.results import Appraisal, ApproachResult, CaseValues, MethodValue, RightValue, WeightedApproach


def appraise(inputs: CaseInputs) -> Appraisal:
    """The conclusion of one case, with everything behind it. Every number in `inputs` is a float, not an array.

    Money in currency units of the case. An approach that cannot be applied has value None and says why; where none
    can, `value` is 0 and means unknown. Raises InputOutsideDomain naming the first impossible input.
    """
    evaluation = evaluate(inputs)
    counted = {key: float(value) for key, value in evaluation.counted.items()}
    return Appraisal(
        value=float(evaluation.conclusion),
        approaches=(_income(inputs, evaluation), _market(inputs, evaluation), _cost(inputs, evaluation)),
        reconciliation=_weighted(inputs, evaluation),
        divergence=float(evaluation.divergence),
        by_right=_by_right(inputs, evaluation),
        workings=reconciliation_steps(inputs.weights, counted, evaluation.weights, inputs.methods),
        warnings=case_warnings(inputs, evaluation),
        methods=_methods(inputs, evaluation),
    )


def case_values(inputs: CaseInputs) -> CaseValues:
    """The bare values of a case: shape () for one case, (paths,) where inputs hold paths. Same formulas as `appraise`.

    Raises InputOutsideDomain naming the first impossible input.
    """
    evaluation = evaluate(inputs)
    return CaseValues(
        income=evaluation.values.get("income"),
        market=evaluation.values.get("market"),
        cost=evaluation.values.get("cost"),
        conclusion=evaluation.conclusion,
        by_right=evaluation.by_right,
    )


def _income(inputs: CaseInputs, evaluation: Evaluation) -> ApproachResult:
    reason = evaluation.not_applied.get("income")
    return (
        income_not_applied(inputs.lines, reason) if reason else income_result(inputs, evaluation.lines, evaluation.fees)
    )


def _market(inputs: CaseInputs, evaluation: Evaluation) -> ApproachResult:
    reason = evaluation.not_applied.get("market")
    if reason is not None or inputs.market is None:
        return market_not_applied(reason or evaluation.not_applied["market"])
    return market_result(inputs.market, evaluation.deals, len(evaluation.rights_in_force))


def _cost(inputs: CaseInputs, evaluation: Evaluation) -> ApproachResult:
    reason = evaluation.not_applied.get("cost")
    if reason is not None or inputs.cost is None or evaluation.cost is None:
        return cost_not_applied(reason or evaluation.not_applied["cost"])
    return cost_result(inputs.cost, evaluation.cost, len(evaluation.rights_in_force), len(inputs.rights))


def _weighted(inputs: CaseInputs, evaluation: Evaluation) -> tuple[WeightedApproach, ...]:
    reasons = {weight.approach: weight.reason for weight in inputs.weights}
    return tuple(
        WeightedApproach(approach, float(value), evaluation.weights[approach], reasons[approach])
        for approach, value in evaluation.values.items()
    )


def _methods(inputs: CaseInputs, evaluation: Evaluation) -> tuple[MethodValue, ...]:
    return tuple(
        method_value(position, method, columns, evaluation.weights.get(method_key(position), 0.0))
        for position, (method, columns) in enumerate(zip(inputs.methods, evaluation.methods, strict=True))
    )


def _by_right(inputs: CaseInputs, evaluation: Evaluation) -> tuple[RightValue, ...]:
    conclusion = float(evaluation.conclusion)
    parts = {right.key: float(evaluation.by_right[right.key]) for right in inputs.rights}
    return tuple(
        RightValue(
            key=right.key,
            value=parts[right.key],
            share=parts[right.key] / conclusion if conclusion > 0 else 0.0,
            worthless_reason=evaluation.reasons.get(right.key),
            expiry_date=right.expiry_date,
            protection_years=float(evaluation.protection[right.key]),
        )
        for right in inputs.rights
    )
