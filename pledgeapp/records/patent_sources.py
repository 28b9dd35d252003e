"""Where does each field of a patent come from?

Compact: `source` and `source_kind` of a patent hold for every field that `sources` does not name.
"""

from __future__ import annotations

from collections.abc import Iterable

from pledgeapp.records.field_sources import FieldSource, Said, SourceKind
from pledgeapp.records.patent import Patent

_ABOUT_SOURCES = frozenset({"id", "source", "source_kind", "sources"})


def source_of(patent: Patent, name: str) -> Said:
    """Who says what the field `name` of `patent` holds."""
    for entry in patent.sources:
        if entry.field == name:
            return Said(entry.kind, entry.source)
    return Said(patent.source_kind, patent.source)


def is_by_hand(patent: Patent, name: str) -> bool:
    """Whether a person has entered the field `name`."""
    return source_of(patent, name).kind is SourceKind.PERSON


def taken_from(patent: Patent, other: Patent, names: Iterable[str]) -> Patent:
    """`patent`, whose fields `names` hold what `other` says, with word of where they come from."""
    said = {name: source_of(other, name) for name in names if name not in _ABOUT_SOURCES}
    return _with_sources(patent, [FieldSource(field=n, kind=s.kind, source=s.source) for n, s in said.items()])


def entered_by_hand(patent: Patent, names: Iterable[str], who: str = "") -> Patent:
    """`patent`, whose fields `names` a person has entered."""
    entries = [FieldSource(field=n, kind=SourceKind.PERSON, source=who) for n in names if n not in _ABOUT_SOURCES]
    return _with_sources(patent, entries)


def _with_sources(patent: Patent, entries: list[FieldSource]) -> Patent:
    if not entries:
        return patent
    named = {entry.field: entry for entry in (*patent.sources, *entries)}
    usual = (patent.source_kind, patent.source)
    kept = tuple(entry for entry in named.values() if (entry.kind, entry.source) != usual)
    return patent if kept == patent.sources else patent.model_copy(update={"sources": kept})
