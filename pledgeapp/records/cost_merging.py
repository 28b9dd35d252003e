"""What comes of two entries of a cost ledger, and of a ledger that meets what a cost plan already says?"""

from __future__ import annotations

from decimal import Decimal

from pledgeapp.records.cost import CostItem
from pledgeapp.records.identity import folded
from pledgeapp.records.importing import ImportedCost
from pledgeapp.records.record_merging import FIELD_LABELS, Manner, Meeting, Merged, revised

_CHECKED_FROM = Decimal(10) ** 14


def add_costs(kept: ImportedCost, other: ImportedCost, _: Manner) -> Merged[ImportedCost]:
    """Both entries together; ValidationError when the sum is beyond what a sum of money may be."""
    total = kept.amount + other.amount
    # Checked again only near the bound: a ledger has a hundred thousand entries.
    is_plain = abs(total) < _CHECKED_FROM
    return Merged(kept.model_copy(update={"amount": total}) if is_plain else revised(kept, amount=total), ())


def item_key(item: CostItem) -> str:
    """An item of a plan is known by class, its own word, year and project."""
    return "\n".join((item.cost_class.value, folded(item.note), str(item.year or ""), folded(item.project)))


def merge_cost_items(kept: CostItem, other: CostItem, manner: Manner) -> Merged[CostItem]:
    """The sum of a ledger fills one that was open; a sum that a person has entered stays, and the other is told."""
    meeting = Meeting(kept, other, " ".join(filter(None, (kept.project, str(kept.year or "")))), manner)
    if kept.amount.value is None:
        meeting.taken["amount"] = other.amount
    elif kept.amount.value != other.amount.value:
        meeting.tell(FIELD_LABELS["cost"], kept.amount.value, other.amount.value)
    return meeting.merged()
