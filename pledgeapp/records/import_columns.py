"""Which column of an outside list holds what, as a person sees and chooses it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pledgeapp.records.field_sources import SourceKind
from valuation.wording import N_

FIELD_LABELS = {
    "publication_number": N_("Publication number"),
    "application_number": N_("Application number"),
    "country": N_("Office"),
    "right_type": N_("Kind of right"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "patentees": N_("Patentees"),
    "inventors": N_("Inventors"),
    "priority_date": N_("Priority date"),
    "filing_date": N_("Filing date"),
    "publication_date": N_("Publication date"),
    "publication_year": N_("Publication year"),
    "grant_date": N_("Grant date"),
    "legal_state": N_("Legal state"),
    "legal_words": N_("Words on the legal state"),
    "claims_count": N_("Number of claims"),
    "ipc": N_("IPC"),
    "family_id": N_("Family"),
    "family_priorities": N_("Priority numbers"),
    "is_pledged": N_("Pledgee"),
    "url": N_("Web address"),
}
"""English msgid of each field that a column of a list may hold."""


@dataclass(frozen=True)
class ChosenColumn:
    """What one column holds and how its cells are read."""

    field: str = ""
    """Empty: it is not read."""
    reader: str = ""
    separator: str | None = None
    date_order: str | None = None


@dataclass(frozen=True)
class ColumnsFound:
    """A list whose columns are to be looked at, and what each is taken for."""

    file: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    """The first different filled cells of each column."""
    choice: Mapping[int, ChosenColumn]
    is_known: bool
    """The list was recognised; otherwise the choice is a suggestion by the likeness of names."""
    table: Any
    """The list itself, as the intake keeps it."""


@dataclass(frozen=True)
class Taught:
    """What a person has chosen for a list, under a name."""

    name: str
    choice: Mapping[int, ChosenColumn]
    source_kind: SourceKind | None = None
