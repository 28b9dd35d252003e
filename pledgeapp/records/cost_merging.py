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
    """The sum of a ledger fills one that was open, or takes the place of an older ledger's where that is accepted.

    A sum that a person has entered stays, and the other is told.
    """
    meeting = Meeting(kept, other, " ".join(filter(None, (kept.project, str(kept.year or "")))), manner)
    mine, theirs = kept.amount, other.amount
    if mine.value is None:
        meeting.taken["amount"] = theirs
    elif mine.value != theirs.value and meeting.is_accepted("amount") and not is_entered_by_hand(kept):
        meeting.taken["amount"] = theirs
        meeting.tell(FIELD_LABELS["cost"], theirs.value, mine.value, "amount")
    elif mine.value != theirs.value:
        meeting.tell(FIELD_LABELS["cost"], mine.value, theirs.value, "amount")
    return meeting.merged()


def is_entered_by_hand(item: CostItem) -> bool:
    """Whether a person has set the sum: it then stays, whatever a ledger says."""
    return item.amount.value is not None and bool(item.amount.set_by)
