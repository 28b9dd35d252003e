"""What do the annual fees that keep the rights alive take from the income of each right?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from valuation.discounting.present_value import discount_factor
from valuation.income.income_split import LineEvaluation
from valuation.inputs import FeePlan, FloatArray, RevenueLine


@dataclass(frozen=True)
class FeeColumns:
    """The fees of one right; arrays have shape (..., fees) or (...)."""

    years: FloatArray
    amounts: FloatArray
    is_due: FloatArray
    """1 where the right is in force and a line that uses it still earns, else 0."""
    discount_factor: FloatArray
    tax_factor: FloatArray
    present_value: FloatArray
    """Of the fees that are due, after tax where the plan is after tax, shape (...)."""
    deducted: FloatArray
    """What of it the income of the right can bear, shape (...)."""


def fee_columns(
    plan: FeePlan,
    lines: Sequence[RevenueLine],
    evaluated: Sequence[LineEvaluation],
    income_by_right: Mapping[str, FloatArray],
) -> dict[str, FeeColumns]:
    """W_i = min(sum_k A_k (1 - T) (1 + r)^-t_k over t_k < H_i, max(V_i, 0)) by right, shape (...), currency units.

    A fees of right i, t years to their day, H_i the end of the longest line that the right serves, but not after the
    right's own end, V_i its income. Nobody pays for a right that earns nothing: the value of a right never falls below
    0, and a right without income loses no fee. Before tax T = 0. Source: annual fees as cash flow of the income
    approach (Guiding Opinions on Patent Asset Appraisal, 专利资产评估指导意见). Known to be right: sum of single
    present values; income after fees plus fees deducted is the income before; zero fees change nothing.
    """
    columns = {}
    for key, income in income_by_right.items():
        fees = plan.fees.get(key, ())
        if fees:
            end = service_years(key, lines, evaluated)
            columns[key] = _of_right(plan, np.asarray(fees, dtype=np.float64), end, income)
    return columns


def after_fees(
    value: FloatArray, income_by_right: Mapping[str, FloatArray], fees: Mapping[str, FeeColumns]
) -> tuple[FloatArray, dict[str, FloatArray]]:
    """`value` of the income approach less every fee, and each right's part of it less its own."""
    left = {key: income - fees[key].deducted if key in fees else income for key, income in income_by_right.items()}
    return value - sum((fee.deducted for fee in fees.values()), np.asarray(0.0)), left


def service_years(key: str, lines: Sequence[RevenueLine], evaluated: Sequence[LineEvaluation]) -> FloatArray:
    """H: years until the right ends or the last line to which it contributes, whichever is first; 0 for none."""
    ends = [
        np.minimum(part.columns.horizon_years, part.columns.protection_years[key])
        for line, part in zip(lines, evaluated, strict=True)
        if line.contributions.get(key, 0.0) > 0
    ]
    longest = np.asarray(0.0)
    for end in ends:
        longest = np.maximum(longest, end)
    return np.asarray(longest)


def _of_right(plan: FeePlan, fees: FloatArray, end: FloatArray, income: FloatArray) -> FeeColumns:
    years, amounts = fees[:, 0], fees[:, 1]
    is_due = (years < end[..., np.newaxis]).astype(np.float64)
    factor = discount_factor(plan.discount_rate, years)
    tax = np.asarray(plan.tax_rate, dtype=np.float64) if plan.tax_basis == "after_tax" else np.zeros(())
    tax_factor = 1.0 - tax[..., np.newaxis]
    present = np.asarray(np.sum(amounts * is_due * tax_factor * factor, axis=-1))
    return FeeColumns(
        years=years,
        amounts=amounts,
        is_due=is_due,
        discount_factor=factor,
        tax_factor=tax_factor,
        present_value=present,
        deducted=np.minimum(present, np.maximum(income, 0.0)),
    )
