"""What does the walk from fair value to the loan limit need to know?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from valuation.inputs import RightType


@dataclass(frozen=True, kw_only=True)
class PledgedRight:
    """A right offered as collateral: its share of the fair value, and whether something forbids pledging it."""

    key: str
    right_type: RightType
    fair_value: float
    is_blocked: bool


@dataclass(frozen=True, kw_only=True)
class LendingPlan:
    """Policy and route of disposal. Money in currency units, rates as decimals."""

    marketability_discount: float
    """Price concession of a sale of patents alone, on fair value."""
    months_to_sale: float
    holding_rate: float
    """Yearly rate a lender needs while the sale takes its time."""
    selling_cost_rate: float
    """Share of the price that agents, platform and taxes take."""
    fixed_disposal_cost: float
    """Court, appraisal, registration: a sum, not a share."""
    loan_to_value_caps: Mapping[RightType, float]
    """A right type without a cap cannot be lent on (its cap is 0, and a warning says so)."""
    requested_amount: float | None
    policy_maximum: float | None
    rounding_unit: float
    """The limit is rounded down to a multiple of this."""
