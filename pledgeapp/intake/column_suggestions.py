"""What may a column of an unknown list hold, by its name in either language?

The names of all known lists and templates of its kind are compared with it by their letters (`difflib`: a header has a
few dozen columns, so that speed decides nothing). A suggestion is shown and confirmed by a person, never taken by
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Layout, money_unit
from pledgeapp.intake.layouts.profile import USUAL_READERS
from pledgeapp.intake.layouts.teachable import ROW_LAYOUTS, TEMPLATES, fields_of
from pledgeapp.intake.suggested_names import NAMES
from pledgeapp.intake.values import folded
from pledgeapp.records.importing import ImportKind

LEAST = 0.62
"""Below this share of common letters a name is another word."""
_OTHER_KEYS = {"document_source": "", "legal_events": "", "id": "publication_number", "family_key": "family_id"}
"""What columns of other layouts are called among the fields of a list; nothing for those a list does not have."""


@dataclass(frozen=True)
class Suggestion:
    """That a column may hold a field, and how alike the names are: 1 is the same word."""

    column: int
    field: str
    likeness: float


def suggest_columns(names: Sequence[str], kind: ImportKind = ImportKind.PATENTS) -> tuple[Suggestion, ...]:
    """The likeliest field of each column, each field at most once: the best likeness has it. None is below `LEAST`."""
    found = sorted(
        (
            Suggestion(column, field, likeness)
            for column, name in enumerate(names)
            if folded(name)
            for field, likeness in _likenesses(_bare(name), vocabulary(kind))
        ),
        key=lambda s: (-s.likeness, s.column),
    )
    chosen: dict[int, Suggestion] = {}
    taken: set[str] = set()
    for suggestion in found:
        if suggestion.column not in chosen and suggestion.field not in taken:
            chosen[suggestion.column] = suggestion
            taken.add(suggestion.field)
    return tuple(chosen[column] for column in sorted(chosen))


def likest(name: str, words: Mapping[str, Iterable[str]]) -> str:
    """The key of the words that are most like `name`; empty when none is like enough."""
    found = sorted(_likenesses(folded(name), {key: tuple(map(folded, of)) for key, of in words.items()}), key=_likeness)
    return found[-1][0] if found else ""


@cache
def vocabulary(kind: ImportKind) -> Mapping[str, tuple[str, ...]]:
    """Every known name of each field of `kind`, folded: of the shipped lists, the template and a few more."""
    fields = tuple(USUAL_READERS) if kind is ImportKind.PATENTS else fields_of(kind)
    words = {field: [folded(word) for word in NAMES[kind].get(field, ())] for field in fields}
    for layout in _layouts(kind):
        for column in layout.columns:
            field = _OTHER_KEYS.get(column.key, column.key) if kind is ImportKind.PATENTS else column.key
            if field in words:
                words[field] += column.names()
    return {field: tuple(dict.fromkeys(names)) for field, names in words.items()}


def _layouts(kind: ImportKind) -> Iterator[Layout]:
    yield from (layout for layout in LAYOUTS if layout.kind is kind)
    yield TEMPLATES[kind]
    if kind in ROW_LAYOUTS:
        yield ROW_LAYOUTS[kind]


def _bare(name: str) -> str:
    """The name without the unit behind it: `合同总价（万元）`."""
    plain = folded(name)
    head, _, tail = plain.partition("(")
    unit = tail.removesuffix(")")
    return head if head and (unit == "%" or money_unit(unit) is not None) else plain


def _likenesses(name: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, float]]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    for field, known in words.items():
        best = 0.0
        for word in known:
            matcher.set_seq1(word)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
        if best >= LEAST:
            yield field, best


def _likeness(found: tuple[str, float]) -> float:
    return found[1]
