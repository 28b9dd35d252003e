"""What does a ledger of development cost come to in the cost plan of a case?"""

from __future__ import annotations

from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.cost import CostItem, CostPlan
from pledgeapp.records.importing import ImportedCost

_OPEN = Assumption(value=None)


def cost_plan() -> CostPlan:
    """A plan without items, every number still to be said."""
    return CostPlan(
        development_years=_OPEN,
        capital_cost_rate=_OPEN,
        profit_rate=_OPEN,
        functional_obsolescence=_OPEN,
        technological_obsolescence=_OPEN,
        economic_obsolescence=_OPEN,
    )


def cost_item(cost: ImportedCost) -> CostItem:
    """The sum as spent; how prices have moved since then stays an open question."""
    return CostItem(
        cost_class=cost.cost_class,
        note=cost.word,
        year=cost.year,
        project=cost.project,
        amount=Assumption(value=cost.amount, source_kind=SourceKind.ACCOUNTS, source=cost.source),
        index_factor=_OPEN,
    )
