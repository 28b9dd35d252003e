"""What would it cost to make the rights anew, less what age has taken?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cost.obsolescence import remaining_share
from valuation.inputs import CostPlan, FloatArray, Number


@dataclass(frozen=True)
class CostColumns:
    """The cost table; arrays of shape () or (paths,)."""

    items: tuple[FloatArray, ...]
    """Each item at the price level of the valuation date."""
    direct_cost: FloatArray
    capital_cost: FloatArray
    profit: FloatArray
    replacement_cost: FloatArray
    remaining_share: FloatArray
    in_force_share: FloatArray
    value: FloatArray


def cost_columns(plan: CostPlan, rights_in_force: Number, rights: int) -> CostColumns:
    """C = sum of a_i x_i; K = C ((1 + c)^(n/2) - 1); P = (C + K) p; V = (C + K + P) (remaining share) (in-force share).

    a amounts, x price-level factors, c yearly cost of capital, n years of development (spending is even over them, so
    half the time counts), p profit rate. The plan covers all rights given: dead ones reduce it pro rata by count.
    Source: 重置成本 = 直接成本 + 间接成本 + 资金成本 + 合理利润, less 贬值, as Chinese appraisal practice states it.
    """
    items = tuple(np.asarray(item.amount) * np.asarray(item.index_factor) for item in plan.items)
    direct = np.asarray(sum(items, np.asarray(0.0)))
    half_time = np.asarray(plan.development_years) / 2
    capital = direct * (np.exp(half_time * np.log1p(plan.capital_cost_rate)) - 1.0)
    profit = developers_profit(direct, capital, plan.profit_rate)
    replacement = direct + capital + profit
    remaining = remaining_share(
        (plan.functional_obsolescence, plan.technological_obsolescence, plan.economic_obsolescence), plan.combination
    )
    in_force = np.asarray(rights_in_force, dtype=np.float64) / rights
    value = replacement * remaining * in_force
    return CostColumns(items, direct, capital, profit, replacement, remaining, in_force, value)


def developers_profit(direct_cost: Number, capital_cost: Number, profit_rate: Number) -> FloatArray:
    """P = (C + K) p, shape (...): profit on what is laid out and on the money that it ties up (合理利润)."""
    return np.asarray((np.asarray(direct_cost) + np.asarray(capital_cost)) * np.asarray(profit_rate))
