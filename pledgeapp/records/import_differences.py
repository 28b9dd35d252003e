"""In what does a newer export differ from what is already there, row by row and field by field?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pledgeapp.records.field_sources import NO_PREFERENCE, Preference


class DifferenceKind(StrEnum):
    """What became of a record since the earlier import."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    """It came from an earlier import of the same file or list, and this one no longer names it."""


@dataclass(frozen=True)
class FieldDifference:
    """One field in which both know something and differ."""

    field: str
    """Name in the record."""
    label: str
    """English msgid."""
    old: str
    new: str
    """Both as a person compares them; choices come as English msgids."""
    old_source: str = ""
    is_by_hand: bool = False
    """A person has entered the old value: it stays."""
    is_proposed: bool = False
    """The old value came from an earlier import of the same kind: the newer one is likely to be right."""


@dataclass(frozen=True)
class RecordDifference:
    """One record that is new, changed or gone."""

    kind: DifferenceKind
    key: str
    """Of what was read, under which a change is accepted; of a record that is gone, its own."""
    subject: str
    """Number or name."""
    title: str = ""
    fields: tuple[FieldDifference, ...] = ()
    row: int | None = None

    @property
    def acceptable(self) -> tuple[str, ...]:
        """Names of the fields whose new value may take the place of the old."""
        return tuple(f.field for f in self.fields if not f.is_by_hand)

    @property
    def proposed(self) -> tuple[str, ...]:
        """Names of the fields that are accepted unless a person says otherwise."""
        return tuple(f.field for f in self.fields if f.is_proposed)


@dataclass(frozen=True)
class Differences:
    """How what was read differs from what is there."""

    records: tuple[RecordDifference, ...] = ()
    same: int = 0
    """Records that say nothing else than what is there."""

    def of(self, kind: DifferenceKind) -> tuple[RecordDifference, ...]:
        """The records of one kind."""
        return tuple(record for record in self.records if record.kind is kind)

    @property
    def proposed(self) -> Accepted:
        """What is accepted unless a person says otherwise."""
        return {record.key: frozenset(record.proposed) for record in self.records if record.proposed}


Accepted = Mapping[str, frozenset[str]]
"""Fields in which the newer description counts, by the key of what was read."""


@dataclass(frozen=True)
class Choice:
    """Whose word counts when records are taken over."""

    accepted: Accepted = field(default_factory=dict)
    """What a person has accepted of the newer description."""
    preference: Preference = NO_PREFERENCE
    """The rule for all others."""

    def accepted_of(self, key: str) -> frozenset[str]:
        """The fields accepted of the record that was read under `key`."""
        return self.accepted.get(key, frozenset())


FIRST_COUNTS = Choice()
"""What came first stays."""
