"""Which source says what of a record, and of two sources that differ which one counts?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from pledgeapp.records.base import Record


class SourceKind(StrEnum):
    """Who says something about a right."""

    PERSON = "person"
    """Entered by hand."""
    REGISTER = "register"
    """Extract of the patent register."""
    OFFICE = "office"
    """Data or gazette that an office gives out."""
    DATABASE = "database"
    """Export of a commercial patent database."""
    SEARCH_LIST = "search_list"
    """Result list of a free search."""


class FieldSource(Record):
    """Where one field came from."""

    field: Annotated[str, Field(min_length=1, max_length=60)]
    kind: SourceKind | None = None
    """None when it is not known."""
    source: str = ""


class Said(NamedTuple):
    """Who says what a field holds."""

    kind: SourceKind | None = None
    source: str = ""


@dataclass(frozen=True)
class Preference:
    """Which kind of source counts before which: the first named counts most.

    A kind that is not named neither gives way nor takes the place of another.
    """

    order: tuple[SourceKind, ...] = ()

    def prefers(self, kind: SourceKind | None, over: SourceKind | None) -> bool:
        """Whether what `kind` says takes the place of what `over` says."""
        if kind is None or over is None or kind not in self.order or over not in self.order:
            return False
        return self.order.index(kind) < self.order.index(over)


NO_PREFERENCE = Preference()
"""What came first counts."""
