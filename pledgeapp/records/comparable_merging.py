"""What comes of two descriptions of one deal?"""

from __future__ import annotations

from pledgeapp.records.comparable import AdjustmentKind, Comparable
from pledgeapp.records.record_merging import Manner, Meeting, Merged, lay_together, shown
from pledgeapp.records.wording import label


def merge_comparables(kept: Comparable, other: Comparable, manner: Manner) -> Merged[Comparable]:
    """One deal out of two descriptions.

    Adjustments belong together and are taken as a whole or not at all; differences are told kind by kind.
    """
    meeting = Meeting(kept, other, kept.name, manner)
    lay_together(meeting, {"adjustments": _meet_in_adjustments})
    return meeting.merged()


def _meet_in_adjustments(meeting: Meeting[Comparable]) -> None:
    if not meeting.kept.adjustments:
        if meeting.other.adjustments:
            meeting.taken["adjustments"] = meeting.other.adjustments
        return
    if not meeting.other.adjustments:
        return
    is_accepted = meeting.is_accepted("adjustments")
    if is_accepted:
        meeting.taken["adjustments"] = meeting.other.adjustments
    for kind in AdjustmentKind:
        mine, theirs = _of_kind(meeting.kept, kind), _of_kind(meeting.other, kind)
        if mine != theirs:
            kept, other = (theirs, mine) if is_accepted else (mine, theirs)
            meeting.tell(label(kind), kept, other, "adjustments")


def _of_kind(deal: Comparable, kind: AdjustmentKind) -> tuple[str, ...]:
    return tuple(f"{shown(a.factor)} {a.reason}".strip() for a in deal.adjustments if a.kind is kind)
