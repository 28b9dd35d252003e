"""What does an appraisal need to know?

All money is in whole currency units of the case (CNY yuan), all rates are decimals, all lives are in years. A field
typed `Number` is a float or an array of simulation paths of shape (paths,); yearly fields have shape (..., years).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from valuation.wording import Message

FloatArray = NDArray[np.float64]
Number = float | FloatArray
Timing = Literal["year_end", "mid_year", "exact"]
TaxBasis = Literal["pre_tax", "after_tax"]
RoyaltyBase = Literal["sales", "gross_profit", "operating_profit", "net_profit"]
RightType = Literal["invention", "utility_model", "design"]
Combination = Literal["chained", "additive"]
OutlierRule = Literal["none", "quartile_fences", "median_deviation"]
Approach = Literal["income", "market", "cost"]


@dataclass(frozen=True, kw_only=True)
class Right:
    """One patent as the engine sees it."""

    key: str
    right_type: RightType
    expiry_date: date | None
    """Last day of legal protection; None is unknown, which values the right at nothing and says so."""
    worthless_reason: Message | None = None
    """Why the right is worth zero (lapsed, invalid, expired, not granted); None for a right in force."""
    protection_years: Number | None = None
    """Years of protection left, in place of `expiry_date`; by case in a book, where 0 is a dead right."""


@dataclass(frozen=True, kw_only=True)
class RevenueLine:
    """A product line that uses patents, valued by the income approach."""

    key: str
    first_year: int
    revenue: FloatArray
    """Forecast sales by calendar year from `first_year`, shape (..., years)."""
    profit_margin: FloatArray | None
    """Margin of the chosen base on sales by year, same length; None only when the base is sales."""
    royalty_base: RoyaltyBase
    split_rate: Number
    """Share of the base attributable to the patents, in the first forecast year."""
    split_decline: Number
    """Relative fall of the split rate per year after the first forecast year."""
    tax_rate: Number
    tax_basis: TaxBasis
    """Whether the income stream is taken before or after tax: must equal `discount_rate_basis`."""
    discount_rate: Number
    discount_rate_basis: TaxBasis
    economic_life_years: Number
    """Remaining economic life from the valuation date, not necessarily whole."""
    growth_after_forecast: Number | None = None
    """Yearly growth of revenue beyond the last forecast year; None stops there, with a warning."""
    success_probability: Number = 1.0
    revenue_factor: Number = 1.0
    """Scales the whole revenue row: lets the doubt about revenue be drawn as one number."""
    contributions: Mapping[str, float] = field(default_factory=dict)
    """Weight of each right (by key) in this line, any positive scale; dead rights keep theirs and yield nothing."""
    split_by_year: FloatArray | None = None
    """Split rate by forecast year, shape (..., years), in place of `split_rate` and its decline; the last holds."""
    validity_probability: Number = 1.0
    """Probability that the rights stand if they are attacked."""
    launch_delay_years: Number = 0.0
    """Time by which the whole forecast comes later than written; the end of the rights does not move."""
    licence_term_years: Number | None = None
    """Remaining term of the licence under which the line uses the rights; None: the owner uses them."""
    operating_margin: FloatArray | None = None
    """Operating margin on sales by forecast year where known: what the rights take may not exceed the excess profit."""
    other_assets_charge: Number = 0.0
    """Return on the other assets of the line as a share of sales: excess profit is operating profit less it."""


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """One difference between a comparable and the subject, as a factor on the comparable's price (1 = none)."""

    name: str
    factor: Number


@dataclass(frozen=True, kw_only=True)
class Deal:
    """A comparable transaction: what was paid for how many patents, when and how."""

    key: str
    payments: tuple[tuple[float, float], ...]
    """(years after signing, amount) pairs; cash at signing is (0, price)."""
    patents_count: int
    transaction_date: date
    adjustments: tuple[Adjustment, ...]
    weight: float
    """Similarity times source grade, any positive scale."""


@dataclass(frozen=True, kw_only=True)
class MarketPlan:
    """Comparable transactions and how they are brought to the subject."""

    deals: tuple[Deal, ...]
    deferred_payment_rate: Number
    """Yearly rate at which instalments are brought to cash at signing."""
    combination: Combination
    dispersion_limit: float = 0.5
    """Coefficient of variation of the adjusted unit prices above which a warning is raised: the house's judgement."""
    outliers: OutlierRule = "none"
    """Which adjusted prices count as nothing because they lie far from the others; they are shown and said."""
    outlier_limit: float | None = None
    """Multiple of the quartile range, or of the scaled median deviation, at which a price is an outlier."""


@dataclass(frozen=True, kw_only=True)
class CostItem:
    """One class of cost of making the rights anew."""

    key: str
    amount: Number
    index_factor: Number = 1.0
    """Price level at the valuation date over the price level when spent; 1 for a current estimate."""


@dataclass(frozen=True, kw_only=True)
class CostPlan:
    """Replacement cost less obsolescence."""

    items: tuple[CostItem, ...]
    development_years: Number
    capital_cost_rate: Number
    """Yearly cost of capital tied up; spending is taken as even over the development, so half the time counts."""
    profit_rate: Number
    """Developer's reasonable profit on direct and capital cost."""
    functional_obsolescence: Number
    technological_obsolescence: Number
    economic_obsolescence: Number
    combination: Combination
    """`chained`: (1-f)(1-t)(1-e); `additive`: 1-(f+t+e)."""


@dataclass(frozen=True, kw_only=True)
class FeePlan:
    """Annual fees that keep the rights alive, as cash flow of the income approach."""

    fees: Mapping[str, tuple[tuple[float, float], ...]]
    """By right: (years from the valuation date, amount in currency units) of each fee still to be paid."""
    discount_rate: Number
    discount_rate_basis: TaxBasis
    tax_rate: Number
    tax_basis: TaxBasis
    """After tax a fee costs 1 - tax rate of its amount."""


@dataclass(frozen=True, kw_only=True)
class AppliedMethod:
    """A method of the catalogue applied to the case beside its main income, market and cost plans."""

    key: str
    model: str
    """Name in the catalogue."""
    inputs: Any
    """The frozen inputs of that method; single numbers may hold paths."""
    weight: float = 0.0
    """In the conclusion, on the scale of `ApproachWeight`; 0 is a cross-check. Only money may have a weight."""
    reason: str = ""
    rights: tuple[str, ...] = ()
    """Keys of the rights it values; empty is all. The value falls away with the last of them."""
    scales: Mapping[str, Number] = field(default_factory=dict)
    """By name of a series input: a factor on all of it, so that the doubt about it can be drawn as one number."""


@dataclass(frozen=True, kw_only=True)
class ApproachWeight:
    """How much an approach counts in the conclusion, and why; weight 0 needs a reason too."""

    approach: Approach
    weight: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseInputs:
    """Everything `valuation.appraise` needs. An approach that is not applied has no plan (no lines, None)."""

    valuation_date: date
    timing: Timing
    rights: tuple[Right, ...]
    lines: tuple[RevenueLine, ...]
    market: MarketPlan | None
    cost: CostPlan | None
    weights: tuple[ApproachWeight, ...]
    divergence_limit: float
    """(highest - lowest) / conclusion of the approaches above which a warning is raised."""
    fees: FeePlan | None = None
    """None: annual fees are not counted in the value."""
    methods: tuple[AppliedMethod, ...] = ()
