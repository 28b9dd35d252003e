"""Which transactions of comparable patents are known?"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Amount, ComparableId, PlausibleDate, Record, new_id
from pledgeapp.records.money import Currency


class DealKind(StrEnum):
    """What was transacted; only assignments and lump-sum licences give a price per patent."""

    ASSIGNMENT = "assignment"
    LUMP_SUM_LICENCE = "lump_sum_licence"


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


class PriceAdjustment(Record):
    """Factor on the comparable's price for one difference, with its reason; 1 is no difference."""

    kind: AdjustmentKind
    factor: Annotated[Decimal, Field(gt=0, le=20)]
    reason: str = ""


class Comparable(Record):
    """One transaction; `weight` is its similarity to the subject, 0-100, before the grade of its source."""

    id: ComparableId = Field(default_factory=lambda: ComparableId(new_id()))
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: DealKind = DealKind.ASSIGNMENT
    transaction_date: PlausibleDate
    currency: Currency = "CNY"
    payments: Annotated[tuple[Instalment, ...], Field(min_length=1)]
    patents_count: Annotated[int, Field(ge=1, le=100_000)]
    adjustments: tuple[PriceAdjustment, ...] = ()
    similarity: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(50)
    grade: SourceGrade = SourceGrade.C
    source: str = ""
    is_fictional: bool = False


class MarketPlan(Record):
    """How the comparables of a case are used."""

    comparables: tuple[Comparable, ...] = ()
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
