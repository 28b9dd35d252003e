"""What do the legal events of patents say together: how do they become the table that the engine reads?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pledgeapp.records.patent import LegalEvent, Patent
from pledgeapp.reference.legal_events import LegalEventCodes
from pledgeapp.services.patent_columns import CHINA
from valuation.calendar_days import as_days
from valuation.rights.events import (
    LICENCE,
    NONE,
    OPEN_LICENCE,
    PLEDGE,
    PRESERVATION,
    SECRECY,
    Events,
    Meaning,
    Places,
    State,
    standing,
    state,
)


@dataclass(frozen=True)
class ToldEvents:
    """The entries of several patents as a table, and each entry as it came."""

    table: Events
    entries: tuple[LegalEvent, ...]
    """By place in the table."""


def events_of(patents: Sequence[Patent], codes: LegalEventCodes) -> ToldEvents:
    """The legal events of `patents`. What a code of another office means is not known here, even with equal letters."""
    told = [(at, event, patent.country) for at, patent in enumerate(patents) for event in patent.legal_events]
    meanings = [codes.meaning(event) if country == CHINA else Meaning.UNKNOWN for _, event, country in told]
    table = Events(
        np.array([at for at, _, _ in told], dtype=np.int64),
        np.array([event.event_date for _, event, _ in told], dtype="datetime64[D]"),
        np.array(meanings, dtype=np.int8),
        len(patents),
    )
    return ToldEvents(table, tuple(event for _, event, _ in told))


@dataclass(frozen=True)
class GazetteFacts:
    """What the entries to a day say of each of several patents, by the place of a patent among them."""

    state: tuple[State, ...]
    state_entry: tuple[LegalEvent | None, ...]
    """The entry that decides the state."""
    pledge: tuple[LegalEvent | None, ...]
    """The last entry that begins a pledge, while one stands."""
    preservation: tuple[LegalEvent | None, ...]
    licence: tuple[LegalEvent | None, ...]
    open_licence: tuple[LegalEvent | None, ...]
    secrecy: tuple[LegalEvent | None, ...]
    transfer: tuple[LegalEvent | None, ...]
    """The last transfer."""
    term_lengthened: tuple[LegalEvent | None, ...]


def gazette_facts(patents: Sequence[Patent], codes: LegalEventCodes, day: date) -> GazetteFacts:
    """What the legal events of `patents` say on `day`; each is a question to the register, not a fact of it."""
    told = events_of(patents, codes)
    table = told.table.until(as_days(day))
    states, decisive = state(table)

    def entries(places: Places) -> tuple[LegalEvent | None, ...]:
        return tuple(None if place == NONE else told.entries[place] for place in places.tolist())

    return GazetteFacts(
        state=tuple(State(found) for found in states.tolist()),
        state_entry=entries(decisive),
        pledge=entries(standing(table, PLEDGE)),
        preservation=entries(standing(table, PRESERVATION)),
        licence=entries(standing(table, LICENCE)),
        open_licence=entries(standing(table, OPEN_LICENCE)),
        secrecy=entries(standing(table, SECRECY)),
        transfer=entries(table.last({Meaning.TRANSFERRED})),
        term_lengthened=entries(table.last({Meaning.TERM_LENGTHENED})),
    )
