"""Which transactions of comparable patents are known?"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Amount, ComparableId, Fraction, PlausibleDate, Record, new_id
from pledgeapp.records.money import Currency
from pledgeapp.records.product import RoyaltyBase
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class DealKind(StrEnum):
    """What was transacted; only assignments and lump-sum licences give a price per patent."""

    ASSIGNMENT = "assignment"
    LUMP_SUM_LICENCE = "lump_sum_licence"
    ROYALTY_LICENCE = "royalty_licence"
    """A licence for a running royalty, with or without a sum at its beginning."""


class Exclusivity(StrEnum):
    """Who may use the patents beside the licensee: nobody, the licensor alone, others as well."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    NON_EXCLUSIVE = "non_exclusive"
    UNKNOWN = "unknown"


class SourceGrade(StrEnum):
    """How good the source of a comparable is: A contract or filing seen, B published by a party, C second hand."""

    A = "A"
    B = "B"
    C = "C"


class AdjustmentKind(StrEnum):
    """Differences for which a comparable is adjusted, in the order they are applied."""

    CONDITION_OF_SALE = "condition_of_sale"
    MARKET_CONDITIONS = "market_conditions"
    TERRITORY = "territory"
    EXCLUSIVITY = "exclusivity"
    REMAINING_LIFE = "remaining_life"
    TECHNOLOGY = "technology"
    SCOPE = "scope"


class OutlierRule(StrEnum):
    """Which adjusted prices count as nothing because they lie far from the others."""

    NONE = "none"
    QUARTILE_FENCES = "quartile_fences"
    MEDIAN_DEVIATION = "median_deviation"


class Instalment(Record):
    """A part of the price paid `years_after` signing."""

    years_after: Annotated[Decimal, Field(ge=0, le=50)]
    amount: Amount


class Milestone(Record):
    """A sum that is paid only if something happens: no part of the price, which is certain."""

    event: Annotated[str, Field(min_length=1, max_length=200)]
    amount: Amount


class PriceAdjustment(Record):
    """Factor on the comparable's price for one difference, with its reason; 1 is no difference."""

    kind: AdjustmentKind
    factor: Annotated[Decimal, Field(gt=0, le=20)]
    reason: str = ""


class Comparable(Record):
    """One transaction; `similarity` to the subject is 0-100, before the grade of its source counts."""

    id: ComparableId = Field(default_factory=lambda: ComparableId(new_id()))
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: DealKind = DealKind.ASSIGNMENT
    transaction_date: PlausibleDate
    currency: Currency = "CNY"
    payments: tuple[Instalment, ...]
    """What is paid for certain; none only where a running royalty is all."""
    patents_count: Annotated[int, Field(ge=1, le=100_000)]
    adjustments: tuple[PriceAdjustment, ...] = ()
    similarity: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(50)
    grade: SourceGrade = SourceGrade.C
    source: str = ""
    is_fictional: bool = False
    grantor: str = ""
    """Assignor or licensor."""
    grantee: str = ""
    """Assignee or licensee."""
    exclusivity: Exclusivity = Exclusivity.UNKNOWN
    territory: str = ""
    end_date: PlausibleDate | None = None
    """When the licence ends."""
    royalty_rate: Fraction | None = None
    royalty_base: RoyaltyBase | None = None
    """What the royalty is a share of."""
    milestones: tuple[Milestone, ...] = ()

    @model_validator(mode="after")
    def _something_is_paid(self) -> Comparable:
        if not self.payments and self.kind is not DealKind.ROYALTY_LICENCE:
            raise RefusedValue(N_("needs a price"))
        if self.kind is DealKind.ROYALTY_LICENCE and self.royalty_rate is None:
            raise RefusedValue(N_("a licence for a running royalty needs its rate"))
        if self.end_date is not None and self.end_date < self.transaction_date:
            raise RefusedValue(N_("the licence ends before it is signed"))
        return self


class MarketPlan(Record):
    """How the comparables of a case are used."""

    comparables: tuple[Comparable, ...] = ()
    """Those with a price."""
    licences: tuple[Comparable, ...] = ()
    """Licences for a running royalty: the ground of a royalty rate, no price."""
    deferred_payment_rate: Assumption
    grade_weights: dict[SourceGrade, Annotated[Decimal, Field(ge=0, le=1)]] = {
        SourceGrade.A: Decimal(1),
        SourceGrade.B: Decimal("0.7"),
        SourceGrade.C: Decimal("0.4"),
    }
    """Weight of a source by its grade: the appraiser's judgement, shown in the report."""
    is_chained: bool = True
    outliers: OutlierRule = OutlierRule.NONE
    outlier_limit: Annotated[Decimal, Field(ge=1, le=10)] | None = None
    """Multiple of the quartile range, or of the scaled median deviation; the appraiser's judgement, so no default."""

    @model_validator(mode="after")
    def _prices_and_royalties_apart(self) -> MarketPlan:
        if any(deal.kind is DealKind.ROYALTY_LICENCE for deal in self.comparables):
            raise RefusedValue(N_("a running royalty is no price: such a licence does not stand among the comparables"))
        if any(deal.kind is not DealKind.ROYALTY_LICENCE for deal in self.licences):
            raise RefusedValue(N_("only a licence for a running royalty stands among the licences"))
        return self
