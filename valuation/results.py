"""What does an appraisal say, and how did it come to that?

Results describe one case and hold floats only. Simulation, break-even and books use `CaseValues`, the arrays behind
them, from the same formulas. Every value follows from the steps in its workings (tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from valuation.inputs import Approach, FloatArray
from valuation.wording import Message


@dataclass(frozen=True)
class Step:
    """One line of a working: `symbol = formula` came to `value` in `unit`; `source` is a field path or a rule."""

    symbol: str
    label: str
    """English msgid of what the symbol stands for."""
    formula: str
    value: float
    unit: str
    source: str
    """Path of the input in `CaseInputs` ("lines[0].tax_rate") or the function holding the formula ("valuation.…")."""


@dataclass(frozen=True)
class YearRow:
    """One period of an income line; the columns multiply to `present_value`."""

    label: str
    """Calendar year, as "2027"."""
    start_years: float
    end_years: float
    """Start and end in years from the valuation date."""
    fraction: float
    """Part of the calendar year that lies inside the horizon."""
    alive_share: float
    """Contribution-weighted share of the rights still in force, 0 to 1, part-years included."""
    revenue: float
    margin: float
    """Margin of the base on sales; 1 when the base is sales."""
    split_rate: float
    tax_factor: float
    """1 - tax rate after tax, 1 before tax."""
    success_probability: float
    """Of success and validity together."""
    income: float
    """revenue * fraction * margin * split * alive share * tax factor * success probability."""
    discount_years: float
    discount_factor: float
    present_value: float


@dataclass(frozen=True)
class LineResult:
    """Income approach for one product line."""

    key: str
    value: float
    rows: tuple[YearRow, ...]
    by_right: dict[str, float]
    """Present value attributable to each right; sums to `value`."""
    workings: tuple[Step, ...]


@dataclass(frozen=True)
class FeeRow:
    """One annual fee of a right as cash flow."""

    right: str
    years: float
    """From the valuation date."""
    amount: float
    is_counted: bool
    """Whether the right is in force and used on that day; a fee after it is not paid."""
    discount_factor: float
    present_value: float
    """After tax where the plan is after tax; 0 when it is not counted."""


@dataclass(frozen=True)
class DealResult:
    """One comparable brought to the subject."""

    key: str
    cash_price: float
    """Price as cash at signing."""
    unit_price: float
    """Per patent, before adjustment."""
    total_adjustment: float
    adjusted_unit_price: float
    weight: float
    """Normalised: the weights of all comparables sum to 1."""
    is_outlier: bool = False
    """Far from the others by the plan's rule: shown, with weight 0."""


@dataclass(frozen=True)
class ApproachResult:
    """One approach; `value` is None when it was not applied, and then `not_applied` says why."""

    approach: Approach
    method: str
    """English msgid of the method's name."""
    value: float | None
    not_applied: Message | None
    workings: tuple[Step, ...]
    lines: tuple[LineResult, ...] = ()
    deals: tuple[DealResult, ...] = ()
    fees: tuple[FeeRow, ...] = ()


@dataclass(frozen=True)
class WeightedApproach:
    """An approach in the reconciliation; `weight` is normalised over the approaches that were applied."""

    approach: Approach
    value: float
    weight: float
    reason: str


@dataclass(frozen=True)
class RightValue:
    """What the conclusion allots to one right."""

    key: str
    value: float
    share: float
    worthless_reason: Message | None
    expiry_date: date | None = None
    """Last day of legal protection; None is unknown."""
    protection_years: float = 0.0
    """Legal protection left at the valuation date; 0 for a dead right."""


@dataclass(frozen=True)
class MethodValue:
    """A further method on the case: a part of the conclusion where it has a weight, else a cross-check."""

    key: str
    model: str
    """Name in the catalogue."""
    label: str
    """English msgid of the method's name."""
    family: str
    value: float
    unit: str
    """`CNY` for money, else `1`, `1/year`, `years`."""
    weight: float
    """Normalised together with the approaches; 0 for a cross-check."""
    reason: str
    workings: tuple[Step, ...]
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Appraisal:
    """The conclusion of a case and everything behind it."""

    value: float
    approaches: tuple[ApproachResult, ...]
    reconciliation: tuple[WeightedApproach, ...]
    divergence: float
    by_right: tuple[RightValue, ...]
    """Sums to `value`."""
    workings: tuple[Step, ...]
    warnings: tuple[Message, ...]
    methods: tuple[MethodValue, ...] = ()
    """The further methods in the order of the case."""


@dataclass(frozen=True)
class CaseValues:
    """The bare values of a case as arrays that broadcast: shape () for one case, (paths,) in a simulation."""

    income: FloatArray | None
    market: FloatArray | None
    cost: FloatArray | None
    conclusion: FloatArray
    by_right: dict[str, FloatArray]


@dataclass(frozen=True)
class Simulation:
    """Distribution of the conclusion under the uncertain inputs; `values` has shape (paths,), unsorted."""

    values: FloatArray
    mean: float
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float
    paths: int
    """As drawn: for Sobol points the wish rounded up to a power of two, which keeps them balanced."""
    seed: int
    warnings: tuple[Message, ...] = ()
    points: Literal["sobol", "pseudo_random"] = "sobol"
    standard_error: float = 0.0
    """Of the mean; for Sobol points stated from above (see `uncertainty.sampling_error`)."""
    percentile_errors: tuple[float, ...] = ()
    """Standard errors of p05, p10, p50, p90 and p95, in this order."""


@dataclass(frozen=True)
class Sensitivity:
    """Effect on the conclusion of moving one input through its range, the others staying."""

    path: str
    low_input: float
    high_input: float
    low_value: float
    """At the low end of the input, which need not be the lowest value."""
    high_value: float
    lowest_value: float | None = None
    """Over the whole range; None only where it was not looked for."""
    highest_value: float | None = None
    note: Message | None = None
    """What of the stated range is not possible and was left out."""


@dataclass(frozen=True)
class LendingChain:
    """From fair value to the loan limit; every step is in `workings`, in order."""

    fair_value: float
    excluded_value: float
    """Value of rights with a blocking finding, which cannot be pledged."""
    liquidation_value: float
    lending_value: float
    loan_to_value_cap: float
    """Value-weighted over the right types."""
    capped_amount: float
    loan_limit: float
    loan_to_value: float
    """Loan limit over lending value; 0 when there is nothing to lend on."""
    coverage_ratio: float | None
    """Lending value over loan limit; None when the limit is 0."""
    binding: str
    """Which bound sets the limit: loan_to_value_cap, requested_amount, policy_maximum or nothing_to_lend_on."""
    workings: tuple[Step, ...]
    warnings: tuple[Message, ...]
