"""What was assumed, how surely, on what ground, by whom and when?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from pledgeapp.records.base import EvidenceId, Record
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

MOST_POINTS = 1000
FEWEST_OBSERVATIONS = 2


class DistributionKind(StrEnum):
    """Shape of the doubt about a value."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    DISCRETE = "discrete"
    EMPIRICAL = "empirical"


class Uncertainty(Record):
    """`low`..`high` bound the value (uniform, triangular, pert); `spread` is the standard deviation.

    Normal: of the value; lognormal: of its logarithm, the value being the median. `points` are the possible values
    (discrete, with a weight for each) or observed ones (empirical).
    """

    kind: DistributionKind = DistributionKind.FIXED
    low: Decimal | None = None
    high: Decimal | None = None
    spread: Annotated[Decimal, Field(gt=0)] | None = None
    points: Annotated[tuple[Decimal, ...], Field(max_length=MOST_POINTS)] = ()
    weights: Annotated[tuple[Annotated[Decimal, Field(gt=0)], ...], Field(max_length=MOST_POINTS)] = ()

    @model_validator(mode="after")
    def _complete(self) -> Uncertainty:
        bounded = self.kind in (DistributionKind.UNIFORM, DistributionKind.TRIANGULAR, DistributionKind.PERT)
        if bounded and (self.low is None or self.high is None or self.low >= self.high):
            raise RefusedValue(N_("needs a low end below its high end"))
        if self.kind in (DistributionKind.NORMAL, DistributionKind.LOGNORMAL) and self.spread is None:
            raise RefusedValue(N_("needs a standard deviation above zero"))
        if self.kind is DistributionKind.DISCRETE and (not self.points or len(self.points) != len(self.weights)):
            raise RefusedValue(N_("needs possible values and a weight above zero for each"))
        if self.kind is DistributionKind.EMPIRICAL and len(self.points) < FEWEST_OBSERVATIONS:
            raise RefusedValue(N_("needs at least two observed values"))
        return self


class SourceKind(StrEnum):
    """Where a value comes from; `unconfirmed` must be settled before a final report."""

    CONTRACT = "contract"
    ACCOUNTS = "accounts"
    REGISTER = "register"
    REFERENCE = "reference"
    JUDGEMENT = "judgement"
    POLICY = "policy"
    UNCONFIRMED = "unconfirmed"


class Assumption(Record):
    """One number the conclusion rests on. `None` as value is a question still open, never a zero."""

    value: Decimal | None
    uncertainty: Uncertainty = Uncertainty()
    source_kind: SourceKind = SourceKind.UNCONFIRMED
    source: str = ""
    reason: str = ""
    evidence: tuple[EvidenceId, ...] = ()
    set_by: str = ""
    set_at: datetime | None = None

    @model_validator(mode="after")
    def _value_inside_bounds(self) -> Assumption:
        doubt = self.uncertainty
        if (
            self.value is not None
            and doubt.low is not None
            and doubt.high is not None
            and not doubt.low <= self.value <= doubt.high
        ):
            raise RefusedValue(N_("the value lies outside its own low and high ends"))
        return self

    @property
    def is_confirmed(self) -> bool:
        """A value is there and its source is stated."""
        return self.value is not None and self.source_kind is not SourceKind.UNCONFIRMED
