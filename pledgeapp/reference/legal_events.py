"""What does an entry of the Chinese patent gazette mean for a right: pledge, preservation, licence, holder, state?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.patent import LegalEvent
from pledgeapp.records.patent_number import tidy_number
from pledgeapp.reference.parameter import Source
from pledgeapp.reference.tables import Table
from valuation.wording import N_, Message


class EventMeaning(StrEnum):
    """What an entry says of the right. `unclear` codes stand for several things: only a person can tell which."""

    GRANTED = "granted"
    PLEDGED = "pledged"
    PLEDGE_CHANGED = "pledge_changed"
    PLEDGE_RELEASED = "pledge_released"
    PLEDGE_UNCLEAR = "pledge_unclear"
    PRESERVED = "preserved"
    PRESERVATION_RELEASED = "preservation_released"
    PRESERVATION_UNCLEAR = "preservation_unclear"
    LICENSED = "licensed"
    LICENCE_CHANGED = "licence_changed"
    LICENCE_ENDED = "licence_ended"
    LICENCE_UNCLEAR = "licence_unclear"
    ENDED = "ended"
    """The right or the application ended before its term."""
    EXPIRED = "expired"
    INVALID = "invalid"
    INVALID_UNCLEAR = "invalid_unclear"
    """Invalid in part, or in part or whole."""
    REVIVED = "revived"
    TRANSFERRED = "transferred"


@dataclass(frozen=True)
class LegalEventCodes:
    """The codes of an office; an entry whose code is not among them has no meaning here and stays as it came."""

    meanings: Mapping[str, EventMeaning]
    """By code."""
    names: Mapping[str, EventMeaning]
    """By the gazette's heading, for sources that give no code."""
    known: frozenset[str]
    """Every code of the list, also those without a meaning for a pledge."""
    source: Source

    def meaning(self, event: LegalEvent) -> EventMeaning | None:
        """What `event` means; by its code, else by the heading in place of the code or at the beginning of its text."""
        code = tidy_number(event.code)
        if code in self.known:
            return self.meanings.get(code)
        return self.names.get(event.code.strip()) or self.names.get(event.text.partition(";")[0].strip())


def legal_event_codes(table: Table) -> LegalEventCodes:
    """The codes of a table with the columns code, meaning, name_zh; DataProblem names an unclear row."""
    meanings: dict[str, EventMeaning] = {}
    names: dict[str, EventMeaning] = {}
    for number, row in enumerate(table.rows):
        try:
            meaning = EventMeaning(row["meaning"]) if row["meaning"] else None
            code, name = row["code"], row["name_zh"]
        except (KeyError, ValueError) as error:
            message = Message("event_row_unclear", N_("expected a code and a meaning that is known"))
            line = len(table.about) + 2 + number
            raise DataProblem(message, (Problem(message, file=table.name, row=line),)) from error
        if meaning is not None:
            meanings[code] = meaning
            names.update({name: meaning} if name else {})
    known = frozenset(row["code"] for row in table.rows)
    return LegalEventCodes(MappingProxyType(meanings), MappingProxyType(names), known, table.source)
