"""How much may be lent on a lending value, and which bound decides?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from valuation.collateral.inputs import LendingPlan
from valuation.inputs import RightType

_NOISE = 1e-9
"""A bound this close (relative) below a multiple of the rounding unit is that multiple: the last digits of a float."""


def weighted_cap(value_by_type: Mapping[RightType, float], caps: Mapping[RightType, float]) -> float:
    """c = sum of E_i c_i / sum of E_i over the right types, so that the pool carries what its parts carry.

    A type without a cap counts with 0. 0 where there is no value. Known to be right: published collateral pool.
    """
    total = sum(value_by_type.values())
    carried = sum(value * caps.get(right_type, 0.0) for right_type, value in value_by_type.items())
    return carried / total if total > 0 else 0.0


def bounds(capped_amount: float, plan: LendingPlan) -> dict[str, float]:
    """The bounds of the loan by name, the cap first; what is not stated does not bind."""
    stated = {
        "loan_to_value_cap": capped_amount,
        "requested_amount": plan.requested_amount,
        "policy_maximum": plan.policy_maximum,
    }
    return {name: amount for name, amount in stated.items() if amount is not None}


def round_down(amount: float, unit: float) -> float:
    """The largest multiple of `unit` not above `amount`, but for the noise of floats."""
    multiples = amount / unit
    nearest = float(round(multiples))
    is_noise = 0.0 < nearest - multiples <= _NOISE * nearest
    return (nearest if is_noise else float(math.floor(multiples))) * unit
