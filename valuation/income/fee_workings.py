"""How are the annual fees shown: one row for each fee, named steps for each right?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuation.income.maintenance_fees import FeeColumns
from valuation.inputs import CaseInputs, FeePlan
from valuation.results import FeeRow, Step
from valuation.units import MONEY, RATE, SHARE
from valuation.wording import N_

_RULE = "valuation.income.maintenance_fees"


def fee_rows(fees: Mapping[str, FeeColumns]) -> tuple[FeeRow, ...]:
    """Every fee of the plan, those that are not paid too."""
    return tuple(row for key, columns in fees.items() for row in _rows(key, columns))


def _rows(key: str, columns: FeeColumns) -> list[FeeRow]:
    tax_factor = float(columns.tax_factor[0])
    table = np.stack([columns.years, columns.amounts, columns.is_due, columns.discount_factor], axis=-1)
    return [
        FeeRow(key, years, amount, due > 0, factor, amount * due * tax_factor * factor)
        for years, amount, due, factor in table.tolist()
    ]


def fee_steps(inputs: CaseInputs, fees: Mapping[str, FeeColumns], income: Mapping[str, float]) -> list[Step]:
    """By right: its income E, the present value F of its fees (their rows stand beside) and what is deducted; then W.

    The number of a right is its place in the case.
    """
    plan = inputs.fees
    if plan is None:
        return []
    places = {right.key: place for place, right in enumerate(inputs.rights, 1)}
    steps = _given(plan)
    taxed = " × (1 − T_W)" if plan.tax_basis == "after_tax" else ""
    earned, due, borne = N_("Income of the right"), N_("Present value of its fees"), N_("Fees deducted from its income")
    for key, column in fees.items():
        k = places[key]
        present, deducted = float(column.present_value), float(column.deducted)
        steps += [
            Step(f"E_{k}", earned, "", income[key], MONEY, f"rights[{k - 1}]"),
            Step(f"F_{k}", due, f"Σ_t A_t{taxed} × (1 + r_W)^(−τ_t)", present, MONEY, _RULE),
            Step(f"W_{k}", borne, f"min(F_{k}, max(E_{k}, 0))", deducted, MONEY, _RULE),
        ]
    total = " + ".join(f"W_{places[key]}" for key in fees)
    value = sum(float(column.deducted) for column in fees.values())
    return [*steps, Step("W", N_("Annual fees deducted"), total, value, MONEY, _RULE)]


def _given(plan: FeePlan) -> list[Step]:
    steps = [Step("r_W", N_("Discount rate of the fees"), "", float(plan.discount_rate), RATE, "fees.discount_rate")]
    if plan.tax_basis == "after_tax":
        steps.append(Step("T_W", N_("Income tax rate on the fees"), "", float(plan.tax_rate), SHARE, "fees.tax_rate"))
    return steps
