"""What is a reference parameter: a number of law, standard, market or policy with its date and source?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from pledgeapp.records.base import Record


class Confidence(StrEnum):
    """How the value was read: recalled ones are shown as to be confirmed and are never a silent default."""

    FULL_TEXT = "full text"
    EXCERPT = "excerpt"
    RECALLED = "recalled"


class Source(Record):
    """Where a value was read."""

    title: str
    issuer: str = ""
    number: str = ""
    url: str = ""
    read: Confidence


class DatedValue(Record):
    """A value from one day on, until a later one takes over."""

    in_force_from: date
    value: Any
    source: Source


class Parameter(Record):
    """All values a parameter ever had, oldest first."""

    name: str
    unit: str
    title: str
    """English msgid."""
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue | None:
        """The value in force on `day`, or None before the first."""
        found = None
        for value in self.values:
            if value.in_force_from <= day:
                found = value
        return found
