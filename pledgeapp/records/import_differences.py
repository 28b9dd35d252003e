"""In what does a newer export differ from what is already there, row by row and field by field?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from pledgeapp.records.field_sources import NO_PREFERENCE, Preference
from pledgeapp.records.key_places import KeyPlaces
from pledgeapp.records.spool import Form, Large, kept


class DifferenceKind(StrEnum):
    """What became of a record since the earlier import."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    """It came from an earlier import of the same file or list, and this one no longer names it."""


FIRST_SHOWN = 5_000
_ORDER_OF_LOOKING = (DifferenceKind.CHANGED, DifferenceKind.GONE, DifferenceKind.NEW)


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


def _difference(plain: list[Any]) -> RecordDifference:
    kind, key, subject, title, fields, row = plain
    return RecordDifference(
        DifferenceKind(kind), key, subject, title, tuple(FieldDifference(*field) for field in fields), row
    )


def _plain(record: RecordDifference) -> list[Any]:
    fields = [list(vars(field).values()) for field in record.fields]
    return [record.kind.value, record.key, record.subject, record.title, fields, record.row]


DIFFERENCES: Form[RecordDifference] = Form(_plain, _difference)


@dataclass(frozen=True)
class Differences:
    """How what was read differs from what is there."""

    records: Sequence[RecordDifference] = ()
    same: int = 0
    """Records that say nothing else than what is there."""

    def of(self, kind: DifferenceKind) -> Sequence[RecordDifference]:
        """The records of one kind."""
        return kept(DIFFERENCES, (record for record in self.records if record.kind is kind))

    @property
    def counts(self) -> Mapping[DifferenceKind, int]:
        """How many records there are of each kind."""
        return self._looked_through.counts

    @property
    def first(self) -> Sequence[RecordDifference]:
        """Of too many those that a person looks at first: what changed, then what is gone, then what is new."""
        return self._looked_through.first

    @property
    def proposed(self) -> Accepted:
        """What is accepted unless a person says otherwise."""
        return self._looked_through.proposed

    def look_through(self) -> None:
        """Find out `counts`, `first` and `proposed`, which takes seconds for a million: not where a person waits."""
        _ = self._looked_through

    @cached_property
    def _looked_through(self) -> _LookedThrough:
        return _LookedThrough(self.records)


ALL_FIELDS = frozenset({"*"})
"""Every field."""
Accepted = Mapping[str, frozenset[str]]
"""Fields in which the newer description counts, by the key of what was read."""


class _LookedThrough:
    """What all differences come to, found out in one go through them."""

    def __init__(self, records: Sequence[RecordDifference]) -> None:
        self.counts = Counter[DifferenceKind]()
        few: dict[DifferenceKind, list[RecordDifference]] = {kind: [] for kind in _ORDER_OF_LOOKING}
        proposed = _Proposed(records)
        for record in records:
            self.counts[record.kind] += 1
            if self.counts[record.kind] <= FIRST_SHOWN:
                few[record.kind].append(record)
            if record.fields and record.proposed:
                proposed.note(record.key, frozenset(record.proposed))
        in_order = [record for kind in _ORDER_OF_LOOKING for record in few[kind]]
        self.first = records if len(records) <= FIRST_SHOWN else tuple(in_order[:FIRST_SHOWN])
        self.proposed: Accepted = proposed if isinstance(records, Large) else dict(proposed)


class _Proposed(Mapping[str, frozenset[str]]):
    """What is proposed of a great many records: few combinations of fields, known by the keys' hashes."""

    def __init__(self, records: Sequence[RecordDifference]) -> None:
        self._records = records
        self._places = KeyPlaces()
        self._combinations: list[frozenset[str]] = []
        self._numbers: dict[frozenset[str], int] = {}

    def note(self, key: str, fields: frozenset[str]) -> None:
        """That `fields` are proposed of the record that was read under `key`."""
        number = self._numbers.setdefault(fields, len(self._combinations))
        if number == len(self._combinations):
            self._combinations.append(fields)
        self._places.keep(key, number)

    def __getitem__(self, key: str) -> frozenset[str]:
        """The fields proposed of the record that was read under `key`."""
        place = self._places.get(key)
        if place is None:
            raise KeyError(key)
        return self._combinations[place]

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the records."""
        return (record.key for record in self._records if record.proposed)

    def __len__(self) -> int:
        """Number of records with a proposal."""
        return len(self._places)


class Everything(Mapping[str, frozenset[str]]):
    """The newer description counts in every field of every record."""

    def __getitem__(self, key: str) -> frozenset[str]:
        """All fields."""
        return ALL_FIELDS

    def __iter__(self) -> Iterator[str]:
        """No record is named."""
        return iter(())

    def __len__(self) -> int:
        """No record is named."""
        return 0


class Decided(Mapping[str, frozenset[str]]):
    """What was accepted of all records together, except where a person has decided on one."""

    def __init__(self, of_all: Accepted, of_one: Mapping[str, frozenset[str]]) -> None:
        self._of_all, self._of_one = of_all, of_one

    def __getitem__(self, key: str) -> frozenset[str]:
        """The fields accepted of the record that was read under `key`."""
        return self._of_one[key] if key in self._of_one else self._of_all[key]

    def __iter__(self) -> Iterator[str]:
        """The keys that are named."""
        yield from self._of_one
        yield from (key for key in self._of_all if key not in self._of_one)

    def __len__(self) -> int:
        """Number of keys that are named."""
        return sum(1 for _ in self)


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
