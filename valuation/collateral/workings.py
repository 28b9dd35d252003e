"""How is the walk from fair value to the loan limit shown, step by step?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from valuation.collateral.inputs import LendingPlan
from valuation.collateral.liquidation_value import Disposal
from valuation.inputs import RightType
from valuation.results import Step
from valuation.units import FACTOR, MONEY, MONTHS, RATE, SHARE
from valuation.wording import N_

_LIQUIDATION = "valuation.collateral.liquidation_value"
_LIMIT = "valuation.collateral.loan_limit"
_VALUE_LABELS: dict[RightType, str] = {
    "invention": N_("Pledgeable value of invention patents"),
    "utility_model": N_("Pledgeable value of utility models"),
    "design": N_("Pledgeable value of design patents"),
}
_CAP_LABELS: dict[RightType, str] = {
    "invention": N_("Loan-to-value cap of invention patents"),
    "utility_model": N_("Loan-to-value cap of utility models"),
    "design": N_("Loan-to-value cap of design patents"),
}
_BOUNDS: dict[str, tuple[str, str]] = {
    "loan_to_value_cap": ("M", N_("Amount under the loan-to-value cap")),
    "requested_amount": ("R", N_("Amount asked for")),
    "policy_maximum": ("P", N_("Largest loan of the policy")),
}


@dataclass(frozen=True)
class LendingAmounts:
    """All amounts of the chain, in currency units."""

    fair_value: float
    value_by_type: Mapping[RightType, float]
    """What can be pledged, by right type."""
    pledgeable: float
    disposal: Disposal
    lending_value: float
    cap: float
    bounds: Mapping[str, float]
    loan_limit: float

    @property
    def loan_to_value(self) -> float:
        """Loan limit over lending value; 0 where there is nothing to lend on."""
        return self.loan_limit / self.lending_value if self.lending_value > 0 else 0.0

    @property
    def coverage_ratio(self) -> float | None:
        """Lending value over loan limit; None where nothing is lent."""
        return self.lending_value / self.loan_limit if self.loan_limit > 0 else None


def lending_steps(plan: LendingPlan, amounts: LendingAmounts) -> tuple[Step, ...]:
    """The workings of the chain, in its order; the symbols are those of `dispose` and `weighted_cap`."""
    return (
        *_pledgeable_steps(amounts),
        *_disposal_steps(plan, amounts),
        *_cap_steps(plan, amounts),
        *_limit_steps(plan, amounts),
    )


def _pledgeable_steps(amounts: LendingAmounts) -> list[Step]:
    excluded = amounts.fair_value - amounts.pledgeable
    return [
        Step("V", N_("Fair value"), "", amounts.fair_value, MONEY, "rights"),
        Step("B", N_("Value of rights that cannot be pledged"), "", excluded, MONEY, "rights"),
        Step(
            "E", N_("Pledgeable fair value"), "V − B", amounts.pledgeable, MONEY, "valuation.collateral.lending_chain"
        ),
    ]


def _disposal_steps(plan: LendingPlan, amounts: LendingAmounts) -> list[Step]:
    walk = amounts.disposal
    labels = {
        "S": N_("Price of a sale of the patents alone"),
        "W": N_("Factor for the wait until the sale"),
        "S_0": N_("Sale price seen from the valuation date"),
        "N": N_("Proceeds after the cost of selling"),
    }
    return [
        _given("h", N_("Marketability discount"), "marketability_discount", SHARE, plan),
        Step("S", labels["S"], "E × (1 − h)", walk.sale_price, MONEY, _LIQUIDATION),
        _given("m", N_("Months to sale"), "months_to_sale", MONTHS, plan),
        _given("k", N_("Holding rate until sale"), "holding_rate", RATE, plan),
        Step("W", labels["W"], "(1 + k)^(m / 12)", walk.waiting_factor, FACTOR, _LIQUIDATION),
        Step("S_0", labels["S_0"], "S / W", walk.price_today, MONEY, _LIQUIDATION),
        _given("s", N_("Selling cost"), "selling_cost_rate", SHARE, plan),
        Step("N", labels["N"], "S_0 × (1 − s)", walk.net_proceeds, MONEY, _LIQUIDATION),
        _given("F", N_("Fixed disposal cost"), "fixed_disposal_cost", MONEY, plan),
        Step("L", N_("Liquidation value"), "max(N − F, 0)", walk.liquidation_value, MONEY, _LIQUIDATION),
        Step("A", N_("Lending value"), "min(E, L)", amounts.lending_value, MONEY, "valuation.collateral.lending_chain"),
    ]


def _cap_steps(plan: LendingPlan, amounts: LendingAmounts) -> list[Step]:
    steps, terms = [], []
    for right_type, value in amounts.value_by_type.items():
        cap = plan.loan_to_value_caps.get(right_type, 0.0)
        steps += [
            Step(f"E_{right_type}", _VALUE_LABELS[right_type], "", value, MONEY, "rights"),
            Step(f"c_{right_type}", _CAP_LABELS[right_type], "", cap, SHARE, f"plan.loan_to_value_caps.{right_type}"),
        ]
        terms.append(f"E_{right_type} × c_{right_type}")
    formula = f"({' + '.join(terms)}) / E" if amounts.pledgeable > 0 else "0"
    return [*steps, Step("c", N_("Loan-to-value cap"), formula, amounts.cap, SHARE, _LIMIT)]


def _limit_steps(plan: LendingPlan, amounts: LendingAmounts) -> list[Step]:
    steps = []
    for name, amount in amounts.bounds.items():
        symbol, label = _BOUNDS[name]
        is_computed = name == "loan_to_value_cap"
        steps.append(
            Step(
                symbol, label, "A × c" if is_computed else "", amount, MONEY, _LIMIT if is_computed else f"plan.{name}"
            )
        )
    lowest = f"min({', '.join(step.symbol for step in steps)})" if len(steps) > 1 else steps[0].symbol
    ratio = "X / A" if amounts.lending_value > 0 else "0"
    steps += [
        _given("u", N_("Rounding unit"), "rounding_unit", MONEY, plan),
        Step("X", N_("Loan limit"), f"floor({lowest} / u) × u", amounts.loan_limit, MONEY, _LIMIT),
        Step("LTV", N_("Loan-to-value ratio"), ratio, amounts.loan_to_value, SHARE, _LIMIT),
    ]
    if amounts.coverage_ratio is not None:
        steps.append(Step("CR", N_("Coverage ratio"), "A / X", amounts.coverage_ratio, FACTOR, _LIMIT))
    return steps


def _given(symbol: str, label: str, name: str, unit: str, plan: LendingPlan) -> Step:
    return Step(symbol, label, "", float(getattr(plan, name)), unit, f"plan.{name}")
