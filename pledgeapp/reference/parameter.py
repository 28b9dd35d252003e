"""What is a reference parameter: a number of law, standard, market or policy with its date and source?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator

from pledgeapp.records.base import Record
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class Confidence(StrEnum):
    """How the value was read: recalled ones are shown as to be confirmed and are never a silent default."""

    FULL_TEXT = "full text"
    EXCERPT = "excerpt"
    RECALLED = "recalled"


class Source(Record):
    """Where a value was read."""

    title: Annotated[str, Field(min_length=1)]
    issuer: str = ""
    number: str = ""
    url: str = ""
    read: Confidence


class DatedValue(Record):
    """A value from one day on, until a later one takes over."""

    in_force_from: date
    value: Any
    """A number (int or Decimal), or a list or table of numbers; its unit is the parameter's."""
    source: Source

    @property
    def is_confirmed(self) -> bool:
        """The source was read; a recalled value asks the user before it counts."""
        return self.source.read is not Confidence.RECALLED


class Parameter(Record):
    """All values a parameter ever had, oldest first."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]
    unit: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    """English msgid."""
    note: str = ""
    """English msgid: what the value is not, or what is missing."""
    values: Annotated[tuple[DatedValue, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order_of_date(self) -> Parameter:
        days = [value.in_force_from for value in self.values]
        if days != sorted(set(days)):
            raise RefusedValue(N_("the values must stand in the order of their dates, one for each day"))
        return self

    def on(self, day: date) -> DatedValue | None:
        """The value in force on `day`, or None before the first; a recalled one is to be confirmed by the user."""
        found = None
        for value in self.values:
            if value.in_force_from <= day:
                found = value
        return found

    def confirmed_on(self, day: date) -> DatedValue | None:
        """The value in force on `day` if its source was read, else None: safe to use as a default."""
        found = self.on(day)
        return found if found is not None and found.is_confirmed else None
