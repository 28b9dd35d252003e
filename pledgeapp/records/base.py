"""What do all records share: frozen, exact about unknown fields, and typed identifiers."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, NewType

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

CaseId = NewType("CaseId", str)
PatentId = NewType("PatentId", str)
PartyId = NewType("PartyId", str)
ProductId = NewType("ProductId", str)
ComparableId = NewType("ComparableId", str)
EvidenceId = NewType("EvidenceId", str)
AssessmentId = NewType("AssessmentId", str)
ReportId = NewType("ReportId", str)

EARLIEST_DATE, LATEST_DATE = date(1900, 1, 1), date(2098, 12, 31)


class Record(BaseModel):
    """Base of every record: immutable, unknown fields refused, no NaN or infinity."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True, str_max_length=20_000
    )
    silent_at_default: ClassVar[frozenset[str]] = frozenset()
    """Assumptions that nothing rests on while they stand as the record sets them: features that are not used."""


def new_id() -> str:
    """A fresh random identifier (128 bits, hexadecimal)."""
    return os.urandom(16).hex()


def _plausible(value: date) -> date:
    if not EARLIEST_DATE <= value <= LATEST_DATE:
        raise RefusedValue(N_("must lie between {first} and {last}"), first=str(EARLIEST_DATE), last=str(LATEST_DATE))
    return value


PlausibleDate = Annotated[date, AfterValidator(_plausible)]
"""A date between 1900-01-01 and 2098-12-31; anything else is a typing or export error."""

Amount = Annotated[Decimal, Field(ge=0, le=Decimal("1e15"), allow_inf_nan=False, decimal_places=4)]
"""A sum that cannot be negative, at most 10^15 currency units."""

Fraction = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]
"""A share or rate between 0 and 1."""
