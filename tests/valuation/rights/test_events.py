"""Do the entries of a gazette come to the state and the burdens that a careful reader would see?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.calendar_days import as_days
from valuation.rights.events import (
    LICENCE,
    NONE,
    OPEN_LICENCE,
    PLEDGE,
    PRESERVATION,
    Course,
    Events,
    Meaning,
    State,
    standing,
    state,
)

Entry = tuple[int, date, Meaning]
M = Meaning


def table(entries: list[Entry], rights: int = 1) -> Events:
    return Events(
        np.array([e[0] for e in entries], dtype=np.int64),
        as_days([str(e[1]) for e in entries]),
        np.array([e[2] for e in entries], dtype=np.int8),
        rights,
    )


def of_one(*entries: tuple[str, Meaning]) -> Events:
    return table([(0, date.fromisoformat(day), meaning) for day, meaning in entries])


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], State.UNKNOWN),
        ([("2018-01-05", M.PUBLISHED)], State.PENDING),
        ([("2018-01-05", M.PUBLISHED), ("2018-02-02", M.EXAMINED), ("2020-05-01", M.GRANTED)], State.IN_FORCE),
        ([("2020-05-01", M.GRANTED), ("2023-07-01", M.ENDED)], State.ENDED),
        ([("2023-07-01", M.ENDED), ("2020-05-01", M.GRANTED)], State.ENDED),
        ([("2020-05-01", M.GRANTED), ("2023-07-01", M.ENDED), ("2023-12-01", M.REVIVED)], State.IN_FORCE),
        ([("2020-05-01", M.GRANTED), ("2021-01-01", M.INVALID)], State.INVALID),
        ([("2020-05-01", M.GRANTED), ("2021-01-01", M.INVALID_UNCLEAR)], State.INVALID_UNCLEAR),
        ([("2020-05-01", M.GRANTED), ("2021-01-01", M.PUBLISHED)], State.IN_FORCE),
        ([("2020-05-01", M.UNKNOWN), ("2021-01-01", M.TRANSFERRED)], State.UNKNOWN),
    ],
)
def test_the_state_is_that_of_the_last_word(entries: list[tuple[str, Meaning]], expected: State) -> None:
    assert state(of_one(*entries))[0][0] == expected


def test_entries_of_one_day_count_in_their_order() -> None:
    assert state(of_one(("2021-01-01", M.ENDED), ("2021-01-01", M.REVIVED)))[0][0] == State.IN_FORCE
    assert state(of_one(("2021-01-01", M.REVIVED), ("2021-01-01", M.ENDED)))[0][0] == State.ENDED


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], NONE),
        ([("2020-01-01", M.PLEDGED)], 0),
        ([("2020-01-01", M.PLEDGED), ("2021-01-01", M.PLEDGE_RELEASED)], NONE),
        ([("2020-01-01", M.PLEDGED), ("2020-06-01", M.PLEDGED), ("2021-01-01", M.PLEDGE_RELEASED)], 1),
        ([("2020-01-01", M.PLEDGE_CHANGED)], 0),
        ([("2020-01-01", M.PLEDGE_CHANGED), ("2021-01-01", M.PLEDGE_RELEASED)], NONE),
        ([("2020-01-01", M.PLEDGE_UNCLEAR)], 0),
        ([("2020-01-01", M.LICENSED)], NONE),
    ],
)
def test_a_pledge_stands_until_as_many_are_released(entries: list[tuple[str, Meaning]], expected: int) -> None:
    assert standing(of_one(*entries), PLEDGE)[0] == expected


def test_a_day_that_has_not_come_has_told_nothing() -> None:
    events = of_one(("2020-05-01", M.GRANTED), ("2027-01-01", M.EXPIRED))
    assert state(events.until(as_days(date(2026, 11, 22))))[0][0] == State.IN_FORCE
    assert state(events.until(as_days(date(2027, 1, 1))))[0][0] == State.EXPIRED


ENTRIES = st.lists(
    st.tuples(st.integers(0, 3), st.dates(date(2000, 1, 1), date(2000, 1, 20)), st.sampled_from(list(Meaning))),
    max_size=25,
)


def told_one_by_one(entries: list[Entry], right: int, course: Course) -> int:
    own = [(place, e) for place, e in enumerate(entries) if e[0] == right]
    own.sort(key=lambda item: item[1][1])
    begun = [place for place, e in own if e[2] in course.begins]
    begun = begun or [place for place, e in own if e[2] is course.changes][-1:]
    ended = [place for place, e in own if e[2] is course.ends]
    return begun[-1] if len(begun) > len(ended) else NONE


@given(entries=ENTRIES)
def test_many_rights_at_once_are_what_each_is_by_itself(entries: list[Entry]) -> None:
    together = table(entries, rights=4)
    states, places = state(together)
    for right in range(4):
        own = [e for e in entries if e[0] == right]
        alone = table([(0, day, meaning) for _, day, meaning in own])
        assert states[right] == state(alone)[0][0]
        assert places[right] == NONE or entries[places[right]][0] == right
        for course in (PLEDGE, PRESERVATION, LICENCE, OPEN_LICENCE):
            assert standing(together, course)[right] == told_one_by_one(entries, right, course)
