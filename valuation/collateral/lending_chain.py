"""How does the fair value of the rights become the amount that can be lent on them?

Blocked rights out, liquidation value by the route of disposal, then the policy: a loan-to-value cap by right type, the
amount asked for, the most the policy lends. Every number comes from the plan; none is set here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from valuation.collateral.inputs import LendingPlan, PledgedRight
from valuation.collateral.liquidation_value import Disposal, dispose
from valuation.collateral.loan_limit import bounds, round_down, weighted_cap
from valuation.collateral.workings import LendingAmounts, lending_steps
from valuation.domains import require
from valuation.inputs import RightType
from valuation.results import LendingChain
from valuation.wording import N_, InputOutsideDomain, Message

RIGHT_TYPES: tuple[RightType, ...] = get_args(RightType)
RIGHT_TYPE_LABELS: dict[RightType, str] = {
    "invention": N_("Invention patent"),
    "utility_model": N_("Utility model"),
    "design": N_("Design patent"),
}
_PLAN_NUMBERS = (
    "marketability_discount",
    "months_to_sale",
    "holding_rate",
    "selling_cost_rate",
    "fixed_disposal_cost",
    "rounding_unit",
)


def lending_chain(rights: tuple[PledgedRight, ...], plan: LendingPlan) -> LendingChain:
    """Fair value -> pledgeable -> liquidation value -> lending value -> cap -> loan limit, each step in the workings.

    Lending value A = min(E, L): the lower of assessed and disposal-adjusted value. Limit = the lowest of A x cap, the
    amount asked for and the policy's maximum, rounded down to the rounding unit. Money in currency units. Raises
    InputOutsideDomain with a path from `rights[…]` or `plan.…`.
    """
    _check(rights, plan)
    fair_value = sum(right.fair_value for right in rights)
    excluded = sum(right.fair_value for right in rights if right.is_blocked)
    pledgeable = fair_value - excluded
    by_type = _value_by_type(rights)
    disposal = dispose(pledgeable, plan)
    lending_value = min(pledgeable, disposal.liquidation_value)
    cap = weighted_cap(by_type, plan.loan_to_value_caps)
    possible = bounds(lending_value * cap, plan)
    tightest = min(possible, key=lambda name: possible[name])
    loan_limit = round_down(possible[tightest], plan.rounding_unit)
    amounts = LendingAmounts(fair_value, by_type, pledgeable, disposal, lending_value, cap, possible, loan_limit)
    return LendingChain(
        fair_value=fair_value,
        excluded_value=excluded,
        liquidation_value=disposal.liquidation_value,
        lending_value=lending_value,
        loan_to_value_cap=cap,
        capped_amount=lending_value * cap,
        loan_limit=loan_limit,
        loan_to_value=amounts.loan_to_value,
        coverage_ratio=amounts.coverage_ratio,
        binding=tightest if lending_value > 0 else "nothing_to_lend_on",
        workings=lending_steps(plan, amounts),
        warnings=tuple(_warnings(rights, plan, amounts)),
    )


def _value_by_type(rights: tuple[PledgedRight, ...]) -> dict[RightType, float]:
    """Fair value of what can be pledged by right type; types that do not occur are left out."""
    free = [right for right in rights if not right.is_blocked]
    return {
        right_type: sum(right.fair_value for right in free if right.right_type == right_type)
        for right_type in RIGHT_TYPES
        if any(right.right_type == right_type for right in free)
    }


def _check(rights: tuple[PledgedRight, ...], plan: LendingPlan) -> None:
    seen: set[str] = set()
    for index, right in enumerate(rights):
        require(f"rights[{index}].fair_value", right.fair_value)
        _check_type(f"rights[{index}].right_type", right.right_type)
        if right.key in seen:
            raise InputOutsideDomain("rights", Message("given_twice", "{key} is given twice.", {"key": right.key}))
        seen.add(right.key)
    for name in _PLAN_NUMBERS:
        require(f"plan.{name}", getattr(plan, name))
    for right_type, cap in plan.loan_to_value_caps.items():
        _check_type("plan.loan_to_value_caps", right_type)
        require("plan.loan_to_value_caps", cap)
    for name in ("requested_amount", "policy_maximum"):
        if getattr(plan, name) is not None:
            require(f"plan.{name}", getattr(plan, name))


def _check_type(field_path: str, right_type: str) -> None:
    if right_type not in RIGHT_TYPES:
        message = Message("unknown_choice", "{given} is not one of the choices.", {"given": str(right_type)})
        raise InputOutsideDomain(field_path, message)


def _warnings(rights: tuple[PledgedRight, ...], plan: LendingPlan, amounts: LendingAmounts) -> Iterator[Message]:
    blocked = sum(1 for right in rights if right.is_blocked)
    if blocked:
        yield Message("rights_blocked", "{count} rights cannot be pledged and are left out.", {"count": blocked})
    if amounts.pledgeable <= 0:
        yield Message("nothing_to_lend_on", "No right of any value is left to lend on.")
        return
    yield from _disposal_warnings(amounts.disposal)
    for right_type, value in amounts.value_by_type.items():
        if value > 0 and right_type not in plan.loan_to_value_caps:
            yield Message(
                "no_cap",
                "{right_type_label}: the policy states no loan-to-value cap; nothing is lent on it.",
                {"right_type_label": RIGHT_TYPE_LABELS[right_type]},
            )
    if amounts.loan_limit == 0 and min(amounts.bounds.values()) > 0:
        yield Message("below_rounding_unit", "The amount that could be lent is less than one rounding unit.")


def _disposal_warnings(disposal: Disposal) -> Iterator[Message]:
    if disposal.is_eaten_by_costs:
        yield Message("costs_take_all", "The fixed cost of disposal takes all proceeds: the liquidation value is 0.")
    elif disposal.liquidation_value == 0:
        yield Message("no_proceeds", "The marketability discount and the cost of selling leave no proceeds.")
