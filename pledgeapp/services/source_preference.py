"""Whose word counts where two sources describe the same patent and differ?"""

from __future__ import annotations

from datetime import date

from pledgeapp.records.field_sources import NO_PREFERENCE, Preference, SourceKind
from pledgeapp.reference import Reference

_PARAMETER = "import.source_preference"


def source_preference(reference: Reference, day: date) -> Preference:
    """The order of sources in force on `day`; without one what came first counts."""
    value = reference.parameter(_PARAMETER).on(day)
    return Preference(tuple(SourceKind(kind) for kind in value.value)) if value is not None else NO_PREFERENCE
