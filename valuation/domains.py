"""Within which bounds does a formula have a meaning, and what is said when an input lies outside?

The bounds are sanity bounds of the formulas and of units (years typed as months, percent typed for a fraction), not
figures of law or market. `uncertainty` cuts its distributions at the same bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message


@dataclass(frozen=True)
class Domain:
    """The interval an input may lie in; `is_rate` marks decimals that people tend to type as percent."""

    low: float
    high: float
    is_low_excluded: bool = False
    is_high_excluded: bool = False
    is_rate: bool = False

    def contains(self, values: FloatArray) -> bool:
        """Whether every element lies inside; NaN never does."""
        if values.size == 0:
            return True
        # The ends tell: nothing of the size of the array is made, and NaN is both its own lowest and highest.
        lowest, highest = values.min(), values.max()
        above = lowest > self.low if self.is_low_excluded else lowest >= self.low
        below = highest < self.high if self.is_high_excluded else highest <= self.high
        return bool(above and below)


_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_SHARE_BELOW_ONE = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
_MONEY = Domain(0.0, 1e15)
_WEIGHT = Domain(0.0, 1e9)
LONGEST_YEARS = 100.0

DOMAINS: dict[str, Domain] = {
    "divergence_limit": Domain(0.0, 10.0),
    "weights[].weight": _WEIGHT,
    "methods[].weight": _WEIGHT,
    "methods[].scales": Domain(0.0, 100.0),
    "lines[].revenue": _MONEY,
    "lines[].revenue_factor": Domain(0.0, 100.0),
    "lines[].profit_margin": Domain(-10.0, 1.0, is_rate=True),
    "lines[].split_rate": _SHARE,
    "lines[].split_decline": _SHARE_BELOW_ONE,
    "lines[].tax_rate": _SHARE_BELOW_ONE,
    "lines[].discount_rate": _RATE,
    "lines[].economic_life_years": Domain(0.0, LONGEST_YEARS, is_low_excluded=True),
    "lines[].growth_after_forecast": _RATE,
    "lines[].success_probability": _SHARE,
    "lines[].contributions": _WEIGHT,
    "lines[].split_by_year": _SHARE,
    "lines[].validity_probability": _SHARE,
    "lines[].launch_delay_years": Domain(0.0, 50.0),
    "lines[].licence_term_years": Domain(0.0, LONGEST_YEARS, is_low_excluded=True),
    "lines[].operating_margin": Domain(-10.0, 1.0, is_rate=True),
    "lines[].other_assets_charge": _SHARE,
    "fees.fees": _MONEY,
    "fees.fee_years": Domain(0.0, LONGEST_YEARS),
    "fees.discount_rate": _RATE,
    "fees.tax_rate": _SHARE_BELOW_ONE,
    "market.deferred_payment_rate": _RATE,
    "market.dispersion_limit": Domain(0.0, 10.0),
    "market.outlier_limit": Domain(1.0, 10.0),
    "market.deals[].weight": _WEIGHT,
    "market.deals[].patents_count": Domain(1.0, 1e6),
    "market.deals[].payments": _MONEY,
    "market.deals[].payment_years": Domain(0.0, LONGEST_YEARS),
    "market.deals[].adjustments[].factor": Domain(0.0, 20.0, is_low_excluded=True),
    "cost.items[].amount": _MONEY,
    "cost.items[].index_factor": Domain(0.0, 100.0, is_low_excluded=True),
    "cost.development_years": Domain(0.0, LONGEST_YEARS),
    "cost.capital_cost_rate": _SHARE,
    "cost.profit_rate": Domain(0.0, 10.0, is_rate=True),
    "cost.functional_obsolescence": _SHARE,
    "cost.technological_obsolescence": _SHARE,
    "cost.economic_obsolescence": _SHARE,
    "rights[].protection_years": Domain(0.0, LONGEST_YEARS),
    "rights[].fair_value": _MONEY,
    "plan.marketability_discount": _SHARE,
    "plan.months_to_sale": Domain(0.0, LONGEST_YEARS * 12),
    "plan.holding_rate": _SHARE,
    "plan.selling_cost_rate": _SHARE,
    "plan.fixed_disposal_cost": _MONEY,
    "plan.loan_to_value_caps": _SHARE,
    "plan.requested_amount": _MONEY,
    "plan.policy_maximum": _MONEY,
    "plan.rounding_unit": Domain(0.0, 1e15, is_low_excluded=True),
}


@lru_cache(maxsize=4096)
def domain_of(field_path: str) -> Domain:
    """The domain of the input at `field_path` ("lines[0].split_rate"); InputOutsideDomain for an unknown path."""
    try:
        return DOMAINS[re.sub(r"\[\d+\]", "[]", field_path)]
    except KeyError:
        raise InputOutsideDomain(
            field_path, Message("unknown_input", "There is no numeric input {path}.", {"path": field_path})
        ) from None


def require(field_path: str, value: object) -> FloatArray:
    """`value` as an array, if every element is a finite number inside the domain of `field_path`."""
    return require_inside(field_path, value, domain_of(field_path))


def require_inside(field_path: str, value: object, domain: Domain) -> FloatArray:
    """`value` as an array, if every element is a finite number inside `domain`; else InputOutsideDomain."""
    if type(value) is float and domain.low < value < domain.high:
        return np.asarray(value)
    array = np.asarray(value)
    if array.dtype.kind not in "fiu":
        raise InputOutsideDomain(field_path, Message("not_a_number", "This must be a number."))
    numbers = array.astype(np.float64, copy=False)
    if domain.contains(numbers):
        return numbers
    raise InputOutsideDomain(field_path, _why(numbers, domain))


def whole_number(name: str, value: Any) -> int:
    """`value` of the field `name` as one whole number, also where it comes as paths that are all the same."""
    numbers = np.unique(np.asarray(value, dtype=np.float64))
    if numbers.size != 1 or numbers[0] != np.floor(numbers[0]):
        raise InputOutsideDomain(name, Message("not_whole", "This must be one whole number, the same on every path."))
    return int(numbers[0])


def _why(numbers: FloatArray, domain: Domain) -> Message:
    first = next(_offenders(numbers, domain))
    if not np.isfinite(first):
        return Message("not_finite", "This must be a finite number.")
    bounds = {"value": first, "low": domain.low, "high": domain.high}
    if domain.is_rate and first > domain.high:
        percent = {**bounds, "percent": first * 100}
        return Message(
            "rate_too_high",
            "{value:g} means {percent:g} %; at most {high:g} is possible. Rates are decimals: 8 % is 0.08.",
            percent,
        )
    template = N_("{value:g} is not possible here: it must lie between {low:g} and {high:g}.")
    return Message("outside_domain", template, bounds)


def _offenders(numbers: FloatArray, domain: Domain) -> Iterator[float]:
    return (float(number) for number in numbers.ravel() if not domain.contains(np.asarray(number)))
