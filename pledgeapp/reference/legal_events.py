"""What does an entry of the Chinese patent gazette mean for a right: pledge, preservation, licence, holder, state?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.identity import folded
from pledgeapp.records.patent import LegalEvent
from pledgeapp.records.patent_number import tidy_number
from pledgeapp.reference.parameter import Source
from pledgeapp.reference.tables import Table
from valuation.rights.events import Meaning
from valuation.wording import N_, Message


@dataclass(frozen=True)
class LegalEventCodes:
    """The codes of an office; an entry whose code is not among them has no meaning here and stays as it came."""

    meanings: Mapping[str, Meaning]
    """By code."""
    names: Mapping[str, Meaning]
    """By the gazette's heading or the word of a database, folded, for sources that give no code."""
    known: frozenset[str]
    """Every code of the list, also those without a meaning for a pledge."""
    source: Source

    def meaning(self, event: LegalEvent) -> Meaning:
        """What `event` means; by its code, else by the heading in place of the code or at the beginning of its text."""
        code = tidy_number(event.code)
        if code in self.known:
            return self.meanings.get(code, Meaning.NOTHING)
        by_heading = self.names.get(_bare(event.code)) or self.names.get(_bare(event.text.partition(";")[0]))
        return Meaning.UNKNOWN if by_heading is None else by_heading


def legal_event_codes(table: Table, words: Table) -> LegalEventCodes:
    """The codes of a table with the columns code, meaning, name_zh, and the words of one with word and meaning.

    DataProblem names an unclear row.
    """
    by_code = dict(_entries(table, "code"))
    by_name = {**dict(_entries(table, "name_zh")), **dict(_entries(words, "word"))}
    return LegalEventCodes(
        meanings=MappingProxyType(by_code),
        names=MappingProxyType({_bare(name): meaning for name, meaning in by_name.items() if name}),
        known=frozenset(row["code"] for row in table.rows),
        source=table.source,
    )


def _bare(words: str) -> str:
    return "".join(folded(words).split())


def _entries(table: Table, column: str) -> Iterator[tuple[str, Meaning]]:
    for number, row in enumerate(table.rows):
        try:
            if row["meaning"]:
                yield row[column], Meaning[row["meaning"].upper()]
        except (KeyError, ValueError) as error:
            message = Message("event_row_unclear", N_("expected a code and a meaning that is known"))
            line = len(table.about) + 2 + number
            raise DataProblem(message, (Problem(message, file=table.name, row=line),)) from error
