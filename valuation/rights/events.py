"""What do the entries of a register or gazette say together of each right: its state, and what lies on it?

For many rights at once: the entries of all stand in one table. An entry may have been overtaken by one that is not in
the table, so what is found here is what the entries say, not a fact of the register.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from valuation.calendar_days import Days

Places = NDArray[np.int64]
NONE = -1
"""No entry of the table."""


class Meaning(IntEnum):
    """What an entry says of the right. `unclear` ones stand for several things: only a person can tell which."""

    NOTHING = 0
    """Known, and without a meaning here."""
    UNKNOWN = 1
    """A code that nobody has explained: shown as it came, it decides nothing."""
    PUBLISHED = 2
    EXAMINED = 3
    GRANTED = 4
    ENDED = 5
    """The right or the application ended before its term."""
    EXPIRED = 6
    INVALID = 7
    INVALID_UNCLEAR = 8
    """Invalid in part, or in part or whole."""
    REVIVED = 9
    PLEDGED = 10
    PLEDGE_CHANGED = 11
    PLEDGE_RELEASED = 12
    PLEDGE_UNCLEAR = 13
    PRESERVED = 14
    PRESERVATION_RELEASED = 15
    PRESERVATION_UNCLEAR = 16
    LICENSED = 17
    LICENCE_CHANGED = 18
    LICENCE_ENDED = 19
    LICENCE_UNCLEAR = 20
    OPEN_LICENCE = 21
    OPEN_LICENCE_WITHDRAWN = 22
    TRANSFERRED = 23
    TERM_LENGTHENED = 24
    SECRET_GRANTED = 25
    """Granted as a secret patent."""
    DECLASSIFIED = 26


class State(IntEnum):
    """The state that the entries come to; without one of them it is unknown."""

    UNKNOWN = 0
    PENDING = 1
    IN_FORCE = 2
    ENDED = 3
    EXPIRED = 4
    INVALID = 5
    INVALID_UNCLEAR = 6


_STATE_OF = {
    Meaning.PUBLISHED: State.PENDING,
    Meaning.EXAMINED: State.PENDING,
    Meaning.GRANTED: State.IN_FORCE,
    Meaning.SECRET_GRANTED: State.IN_FORCE,
    Meaning.REVIVED: State.IN_FORCE,
    Meaning.ENDED: State.ENDED,
    Meaning.EXPIRED: State.EXPIRED,
    Meaning.INVALID: State.INVALID,
    Meaning.INVALID_UNCLEAR: State.INVALID_UNCLEAR,
}


@dataclass(frozen=True)
class Course:
    """The entries by which a burden begins, changes and ends."""

    begins: frozenset[Meaning]
    ends: Meaning
    changes: Meaning | None = None


PLEDGE = Course(frozenset({Meaning.PLEDGED, Meaning.PLEDGE_UNCLEAR}), Meaning.PLEDGE_RELEASED, Meaning.PLEDGE_CHANGED)
PRESERVATION = Course(frozenset({Meaning.PRESERVED, Meaning.PRESERVATION_UNCLEAR}), Meaning.PRESERVATION_RELEASED)
LICENCE = Course(frozenset({Meaning.LICENSED, Meaning.LICENCE_UNCLEAR}), Meaning.LICENCE_ENDED, Meaning.LICENCE_CHANGED)
SECRECY = Course(frozenset({Meaning.SECRET_GRANTED}), Meaning.DECLASSIFIED)
OPEN_LICENCE = Course(frozenset({Meaning.OPEN_LICENCE}), Meaning.OPEN_LICENCE_WITHDRAWN)


@dataclass(frozen=True)
class Events:
    """`m` entries about `n` rights. Entries of one day count in the order in which they stand."""

    right: Places
    """(m,): which right, 0 … n - 1."""
    day: Days
    """(m,)"""
    meaning: NDArray[np.int8]
    """(m,): `Meaning`."""
    rights: int

    def until(self, day: Days) -> Events:
        """The entries to `day` (scalar or one for each right): an expected day has told nothing yet."""
        latest = np.broadcast_to(day, (self.rights,))[self.right]
        is_told = self.day <= latest
        return Events(
            self.right, self.day, np.where(is_told, self.meaning, Meaning.NOTHING).astype(np.int8), self.rights
        )

    def last(self, meanings: Collection[Meaning]) -> Places:
        """Place in the table of the last entry of each right that has one of `meanings`, (n,); `NONE` without one."""
        found = np.full(self.rights, NONE, dtype=np.int64)
        wanted = np.flatnonzero(np.isin(self.meaning, list(meanings)))
        order = wanted[np.argsort(self.day[wanted], kind="stable")]
        found[self.right[order]] = order
        return found

    def count(self, meanings: Collection[Meaning]) -> Places:
        """How many entries of each right have one of `meanings`, (n,)."""
        is_one = np.isin(self.meaning, list(meanings))
        return np.bincount(self.right[is_one], minlength=self.rights)


def state(events: Events) -> tuple[NDArray[np.int8], Places]:
    """`State` of each right by the last entry about it, and the place of that entry; shapes (n,).

    A grant outranks the stages before it, whatever the days: a corrected publication does not undo it.
    Known to be right: equal to telling the entries of each right one after the other.
    """
    decisive = events.last([meaning for meaning, found in _STATE_OF.items() if found is not State.PENDING])
    earlier = events.last([meaning for meaning, found in _STATE_OF.items() if found is State.PENDING])
    place = np.where(decisive != NONE, decisive, earlier)
    table = np.zeros(len(Meaning), dtype=np.int8)
    for meaning, found in _STATE_OF.items():
        table[meaning] = found
    meaning_there = np.where(place == NONE, Meaning.NOTHING, _at(events.meaning, place))
    return table[meaning_there], place


def standing(events: Events, course: Course) -> Places:
    """Place of the last entry that begins `course`, where fewer entries end it, (n,); `NONE` where nothing stands.

    Of two pledges one may be released: the number counts. A change whose beginning is not in the table shows that there
    was one.
    """
    begun, last_begun = events.count(course.begins), events.last(course.begins)
    if course.changes is not None:
        changed = events.last({course.changes})
        only_changed = (begun == 0) & (changed != NONE)
        begun, last_begun = begun + only_changed, np.where(only_changed, changed, last_begun)
    return np.where(begun > events.count({course.ends}), last_begun, NONE)


def _at(values: NDArray[np.int8], places: Places) -> NDArray[np.int8]:
    return values[places] if values.size else np.zeros(places.shape, dtype=np.int8)
