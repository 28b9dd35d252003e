"""What does the borrower sell that uses the patents?"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.base import Amount, PatentId, ProductId, Record, new_id
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_


class RoyaltyBase(StrEnum):
    """Base of the split rate (分成基数)."""

    SALES = "sales"
    GROSS_PROFIT = "gross_profit"
    OPERATING_PROFIT = "operating_profit"
    NET_PROFIT = "net_profit"


class TaxBasis(StrEnum):
    """Whether income and discount rate are taken before or after income tax: never mixed."""

    PRE_TAX = "pre_tax"
    AFTER_TAX = "after_tax"


Margin = Annotated[Decimal, Field(ge=-10, le=1, allow_inf_nan=False)]


class YearFigures(Record):
    """One year of a product line; None is unknown."""

    year: Annotated[int, Field(ge=1990, le=2098)]
    is_forecast: bool
    revenue: Amount | None = None
    gross_margin: Margin | None = None
    operating_margin: Margin | None = None
    net_margin: Margin | None = None


class PatentRole(StrEnum):
    """What a product line lacks without the patent."""

    ESSENTIAL = "essential"
    IMPROVEMENT = "improvement"
    SUBSTITUTE = "substitute"


class Allocation(StrEnum):
    """How the value of a line is shared among its patents."""

    SCORE = "score"
    SHAPLEY = "shapley"


class PatentUse(Record):
    """That a product uses a patent, and how much the patent contributes (score 0-100, with its reason)."""

    patent_id: PatentId
    contribution: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(50)
    reason: str = ""
    role: PatentRole = PatentRole.ESSENTIAL
    """Counts where the line is shared by Shapley value: essential ones are all needed, one of the substitutes is."""
    uplift: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    """By which share of the income without any improvement this one raises the line's income: several add up."""


def settled(value: int, source: str) -> Assumption:
    """A number that stands unless somebody changes it: it raises no open point."""
    return Assumption(value=Decimal(value), source_kind=SourceKind.JUDGEMENT, source=source)


class IncomePlan(Record):
    """How a product line is valued by the income approach."""

    royalty_base: RoyaltyBase = RoyaltyBase.SALES
    tax_basis: TaxBasis = TaxBasis.PRE_TAX
    discount_rate_basis: TaxBasis = TaxBasis.PRE_TAX
    split_rate: Assumption
    split_decline: Assumption
    tax_rate: Assumption
    discount_rate: Assumption
    economic_life_years: Assumption
    growth_after_forecast: Assumption
    """An open value (None) means the forecast is not continued."""
    success_probability: Assumption
    revenue_factor: Assumption = settled(1, "forecast as entered")
    """Share of the forecast revenue that is reached, 1 as entered; its uncertainty is the doubt about the forecast."""
    split_by_year: tuple[Annotated[Decimal, Field(ge=0, le=1)], ...] = ()
    """Split rate of each forecast year in place of `split_rate` and its decline; the last one holds from then on."""
    validity_probability: Assumption = settled(1, "no attack expected")
    """Probability that the patents stand if they are attacked."""
    launch_delay_years: Assumption = settled(0, "forecast as entered")
    """Time by which the forecast comes later than written."""
    licence_term_years: Assumption = Assumption(value=None)
    """Remaining licence term; an open value (None) means that the owner uses the patents."""
    other_assets_charge: Assumption = settled(0, "not charged")
    """Return on the line's other assets as a share of sales: what is left of operating profit is excess profit."""
    allocation: Allocation = Allocation.SCORE

    silent_at_default: ClassVar[frozenset[str]] = frozenset(
        {"validity_probability", "launch_delay_years", "licence_term_years", "other_assets_charge"}
    )


class Product(Record):
    """A product line with its yearly figures, the patents it uses and its income plan."""

    id: ProductId = Field(default_factory=lambda: ProductId(new_id()))
    name: Annotated[str, Field(min_length=1, max_length=200)]
    name_en: str = ""
    industry: str = ""
    """GB/T 4754-2017 class code; empty is unknown."""
    figures: tuple[YearFigures, ...] = ()
    patents: tuple[PatentUse, ...] = ()
    income: IncomePlan | None = None
    """None: this line is not valued by the income approach."""
    source: str = ""

    @model_validator(mode="after")
    def _years_once_and_in_order(self) -> Product:
        years = [f.year for f in self.figures]
        if len(set(years)) != len(years):
            raise RefusedValue(N_("a year appears twice in the figures"))
        if years != sorted(years):
            object.__setattr__(self, "figures", tuple(sorted(self.figures, key=lambda f: f.year)))
        used = [u.patent_id for u in self.patents]
        if len(set(used)) != len(used):
            raise RefusedValue(N_("a patent is mapped twice to the product"))
        return self
