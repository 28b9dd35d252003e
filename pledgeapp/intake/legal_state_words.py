"""Which state of a right do the words of a patent database name?

The words and their codes are data (`resources/layouts/legal_state_words.csv`), with the state that each one proves. A
grant, a refusal or a transfer is an event: it says nothing of today, and its word leaves the state unknown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pledgeapp.intake.values import folded
from pledgeapp.intake.words import LEGAL_STATES
from pledgeapp.records.patent import LegalState

_TABLE = "layouts/legal_state_words.csv"
_BETWEEN = re.compile(r"\s*[|;；,，、/\n]\s*")


def words_in(text: str) -> tuple[str, ...]:
    """The words of a cell such as `授权 | 权利转移`, each once."""
    return tuple(dict.fromkeys(word for part in _BETWEEN.split(text) if (word := " ".join(part.split()))))


def state_of(words: Iterable[str]) -> LegalState:
    """The one state that `words` prove; unknown when they prove none or contradict each other."""
    found = {state for word in words if (state := state_named(word)) is not LegalState.UNKNOWN}
    return found.pop() if len(found) == 1 else LegalState.UNKNOWN


def state_named(word: str) -> LegalState:
    """The state that one word proves; unknown for words of events and for words nobody has listed."""
    return _states().get(folded(word), LegalState.UNKNOWN)


@cache
def _states() -> Mapping[str, LegalState]:
    """Our own words first; a word that the list leaves unknown is not made known by them."""
    ours = {
        folded(word): state
        for state, languages in LEGAL_STATES.choices.items()
        for words in languages
        for word in words
    }
    text = files("resources").joinpath(_TABLE).read_text(encoding="utf-8")
    listed = {folded(row["word"]): LegalState(row["state"]) for row in csv.DictReader(text.splitlines())}
    return MappingProxyType({**ours, **listed})
