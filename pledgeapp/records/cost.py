"""What would it cost to make these rights anew?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Record


class CostClass(StrEnum):
    """Classes of research and development cost."""

    LABOUR = "labour"
    MATERIALS = "materials"
    EQUIPMENT = "equipment"
    TRIALS = "trials"
    OUTSOURCED = "outsourced"
    OVERHEAD = "overhead"
    IP_FEES = "ip_fees"
    OTHER = "other"


class CostItem(Record):
    """One class of cost: the sum as spent (or estimated today) and the price index factor to the valuation date."""

    cost_class: CostClass
    note: str = ""
    year: Annotated[int, Field(ge=1900, le=2098)] | None = None
    """In which the sum was spent; None is unknown, or several years together."""
    project: str = ""
    amount: Assumption
    index_factor: Assumption


class CostPlan(Record):
    """Replacement cost less obsolescence (重置成本法)."""

    items: tuple[CostItem, ...] = ()
    development_years: Assumption
    capital_cost_rate: Assumption
    profit_rate: Assumption
    functional_obsolescence: Assumption
    technological_obsolescence: Assumption
    economic_obsolescence: Assumption
    is_chained: bool = True
