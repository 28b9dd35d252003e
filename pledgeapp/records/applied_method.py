"""Which further valuation methods are applied to a case, with which inputs, and how much do they count?"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.base import EvidenceId, PatentId, Record, new_id
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

MOST_ITEMS = 1000
Figure = Annotated[Decimal, Field(allow_inf_nan=False)]


class Series(Record):
    """A list of numbers, or rows of them, with one source; `scale` carries the doubt about all of it, 1 as entered."""

    values: Annotated[tuple[Figure, ...], Field(max_length=MOST_ITEMS)] = ()
    rows: Annotated[tuple[tuple[Figure, ...], ...], Field(max_length=MOST_ITEMS)] = ()
    scale: Assumption = Assumption(value=Decimal(1), source_kind=SourceKind.JUDGEMENT, source="as entered")
    source_kind: SourceKind = SourceKind.UNCONFIRMED
    source: str = ""
    evidence: tuple[EvidenceId, ...] = ()

    silent_at_default: ClassVar[frozenset[str]] = frozenset({"scale"})

    @property
    def is_confirmed(self) -> bool:
        """Something is entered and its source is stated."""
        return bool(self.values or self.rows) and self.source_kind is not SourceKind.UNCONFIRMED


class MethodInput(Record):
    """One input of a method by its name in the catalogue: a number, a series or a choice, and only one of them."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    number: Assumption | None = None
    series: Series | None = None
    choice: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> MethodInput:
        given = (self.number is not None) + (self.series is not None) + bool(self.choice)
        if given != 1:
            raise RefusedValue(N_("needs a number, a series or a choice, and only one of them"))
        return self


class AppliedMethod(Record):
    """A method of the catalogue on this case: weight 0 is a cross-check, a weight puts it into the conclusion."""

    id: str = Field(default_factory=new_id)
    model: Annotated[str, Field(min_length=1, max_length=100)]
    """Name in the catalogue of methods, as `pledgeapp value --list` shows it."""
    title: Annotated[str, Field(max_length=200)] = ""
    """The user's own name for it; empty is the method's name."""
    inputs: tuple[MethodInput, ...] = ()
    weight: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    reason: str = ""
    patents: tuple[PatentId, ...] = ()
    """The patents it values; empty is all of the case."""
    used_for: str = ""
    """Path of the assumption its result was taken over to; a later difference between the two is told."""

    @model_validator(mode="after")
    def _inputs_once(self) -> AppliedMethod:
        names = [given.name for given in self.inputs]
        if len(set(names)) != len(names):
            raise RefusedValue(N_("an input is given twice"))
        return self
