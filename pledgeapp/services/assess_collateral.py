"""How much can be lent on the value, step by step?"""

from __future__ import annotations

from collections.abc import Iterator

from pledgeapp.currency_names import YUAN
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.base import PatentId
from pledgeapp.records.case import Case
from pledgeapp.records.patent import RightType
from pledgeapp.records.policy import DisposalPlan, Policy
from pledgeapp.services.assumption_points import no_value
from pledgeapp.services.case_inputs import ENGINE_RIGHT_TYPES
from valuation.collateral.inputs import LendingPlan, PledgedRight
from valuation.collateral.lending_chain import lending_chain
from valuation.results import Appraisal, LendingChain
from valuation.wording import N_, InputOutsideDomain

_DISPOSAL_INPUTS = (
    "marketability_discount",
    "months_to_sale",
    "holding_rate",
    "selling_cost_rate",
    "fixed_disposal_cost",
)
POLICY_CURRENCY = YUAN
"""The amounts of a lending policy are in yuan."""


def assess_collateral(
    case: Case, appraisal: Appraisal, blocked: frozenset[PatentId]
) -> tuple[LendingChain | None, tuple[OpenPoint, ...]]:
    """The chain from fair value to loan limit, or None with the points that keep it from being computed.

    Raises DataProblem naming the field when a number of the disposal plan is not possible.
    """
    open_points = tuple(_missing(case))
    if open_points or case.disposal is None or case.policy is None:
        return None, open_points
    types = {p.id: p.right_type for p in case.patents}
    rights = tuple(
        PledgedRight(
            key=right.key,
            right_type=ENGINE_RIGHT_TYPES.get(types[PatentId(right.key)], "invention"),
            fair_value=right.value,
            is_blocked=right.key in blocked or types[PatentId(right.key)] is RightType.UNKNOWN,
        )
        for right in appraisal.by_right
    )
    try:
        return lending_chain(rights, _plan(case, case.disposal, case.policy)), ()
    except InputOutsideDomain as error:
        # Of policy and loan the records bound all but the rounding unit; the plan of disposal is free.
        field = error.field_path.replace("plan.rounding_unit", "policy.rounding_unit").replace("plan.", "disposal.")
        raise DataProblem(error.message, (Problem(error.message, column=field),)) from error


def _plan(case: Case, disposal: DisposalPlan, policy: Policy) -> LendingPlan:
    numbers = {name: float(getattr(disposal, name).value) for name in _DISPOSAL_INPUTS}
    amount = case.loan.amount
    caps = policy.loan_to_value_caps
    return LendingPlan(
        loan_to_value_caps={name: float(caps[kind]) for kind, name in ENGINE_RIGHT_TYPES.items() if kind in caps},
        requested_amount=None if amount is None else float(amount.amount),
        policy_maximum=None if policy.maximum_amount is None else float(policy.maximum_amount),
        rounding_unit=float(policy.rounding_unit),
        **numbers,
    )


def _missing(case: Case) -> list[OpenPoint]:
    missing = []
    if case.policy is None:
        missing.append(OpenPoint(key="missing:policy", template=N_("No lending policy is chosen"), path="policy"))
    missing.extend(_other_currencies(case))
    if case.disposal is None:
        missing.append(OpenPoint(key="missing:disposal", template=N_("No disposal plan is entered"), path="disposal"))
        return missing
    open_inputs = [name for name in _DISPOSAL_INPUTS if getattr(case.disposal, name).value is None]
    return [*missing, *(no_value(case, f"disposal.{name}") for name in open_inputs)]


def _other_currencies(case: Case) -> Iterator[OpenPoint]:
    """Sums that bound the loan and are not in the currency of the value: no rate of exchange is made up."""
    amount, policy = case.loan.amount, case.policy
    if amount is not None and amount.currency != case.currency:
        yield OpenPoint(
            key="currency:loan.amount",
            template=N_("Loan asked for in {currency}, the case is in {case_currency}"),
            params={"currency": amount.currency, "case_currency": case.currency},
            path="loan.amount",
        )
    if policy is not None and policy.maximum_amount is not None and case.currency != POLICY_CURRENCY:
        yield OpenPoint(
            key="currency:policy.maximum_amount",
            template=N_("Lending policy {policy}: its largest loan is in {currency}, the case is in {case_currency}"),
            params={"policy": policy.name, "currency": POLICY_CURRENCY, "case_currency": case.currency},
            path="policy.maximum_amount",
        )
