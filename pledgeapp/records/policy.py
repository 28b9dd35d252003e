"""Which lending policy applies, and from where is each of its numbers?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Amount, Fraction, Record
from pledgeapp.records.patent import RightType


class Policy(Record):
    """A lender's rules: caps by right type and bounds. A right type without a cap is not lent on."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_.]+$")]
    name: str
    name_en: str = ""
    in_force_from: date
    source: str
    source_url: str = ""
    is_confirmed: bool = False
    """False: read second hand or recalled, the user must confirm it before a final report."""
    loan_to_value_caps: dict[RightType, Fraction]
    minimum_remaining_years: dict[RightType, Annotated[Decimal, Field(ge=0, le=30)]] = {}
    maximum_amount: Amount | None = None
    maximum_term_months: Annotated[int, Field(ge=1, le=360)] | None = None
    rounding_unit: Annotated[Decimal, Field(gt=0)] = Decimal(10_000)


class DisposalPlan(Record):
    """The road from fair value to lending value if the bank must sell (处置路径)."""

    route: str = ""
    marketability_discount: Assumption
    months_to_sale: Assumption
    holding_rate: Assumption
    selling_cost_rate: Assumption
    fixed_disposal_cost: Assumption
