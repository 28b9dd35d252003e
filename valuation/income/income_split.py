"""What is a product line's stream to the rights worth: relief from royalty and income split, one formula?

The base decides the name: a share of sales is the royalty saved (relief from royalty, 许可费节省法), a share of gross,
operating or net profit is an income split (收入分成法).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from valuation.cash_flows import Periods, by_year, held_place, make_periods, protected_parts
from valuation.discounting.present_value import discount_factor
from valuation.income.line_forecast import bounded_split, forecast_columns
from valuation.income.period_terms import PeriodTerms
from valuation.inputs import FloatArray, Number, RevenueLine, Timing
from valuation.royalty.decline import declining_split
from valuation.wording import InputOutsideDomain


@dataclass(frozen=True)
class LineColumns:
    """The year table of a line: columns that broadcast to (..., years) and multiply to the present value."""

    horizon_years: FloatArray
    """min(economic life, licence term, longest legal protection of the line's rights), calendar years, shape (...)."""
    protection_years: dict[str, Number]
    """By right of the line with a contribution: years of legal protection left."""
    weights: dict[str, float]
    """By right: its normalised contribution."""
    parts: dict[str, FloatArray]
    """By right: the part of each year that it protects; rights that end alike share one array."""
    terms: PeriodTerms
    revenue: FloatArray
    margin: FloatArray
    split_rate: FloatArray
    is_taxed: bool
    """Whether the tax factor takes the tax rate."""
    is_capped: NDArray[np.bool_]
    """Paths on which the drawn split was cut down to the line's excess profit, shape (...)."""

    @property
    def periods(self) -> Periods:
        """Calendar years inside the horizon."""
        return self.terms.periods

    @property
    def alive_share(self) -> FloatArray:
        """Contribution-weighted share of the rights in force over the period; 0 in an empty period."""
        fraction = self.periods.fraction
        alive = sum((self.weights[key] * part for key, part in self.parts.items()), np.zeros_like(fraction))
        return np.divide(alive, fraction, out=np.zeros_like(alive), where=fraction > 0)

    @property
    def full_year_value(self) -> FloatArray:
        """Present value of a whole year's stream while every right protects."""
        return self.terms.worth(self.revenue * self.split_rate * self.terms.net(self.margin))


@dataclass(frozen=True)
class LineEvaluation:
    """A product line: its year table, what it gives each right, and its value."""

    columns: LineColumns
    stream: FloatArray
    """Sum of the present values before the floor."""
    by_right: dict[str, FloatArray]
    value: FloatArray


def line_columns(
    line: RevenueLine, protection: Mapping[str, Number], valuation_date: date, timing: Timing
) -> LineColumns:
    """The year table of `line`; `protection` gives the years of protection left by right, 0 for a dead right.

    Contributions are normalised over all rights of the line, so a dead right keeps its weight and yields nothing. The
    margin stays at its last forecast year, revenue grows from it. The split goes on falling with the calendar: a launch
    delay moves revenue and margin later, but the technology ages all the same.
    """
    total = sum(line.contributions.values())
    weights = {key: weight / total for key, weight in line.contributions.items()} if total > 0 else {}
    left = {key: protection[key] for key, weight in weights.items() if weight > 0}
    life = np.asarray(line.economic_life_years, dtype=np.float64)
    if line.licence_term_years is not None:
        life = np.minimum(life, line.licence_term_years)
    horizon = np.minimum(life, reduce(np.maximum, left.values(), np.asarray(0.0)))
    periods = make_periods(valuation_date, timing, horizon, life)
    elapsed = (periods.years - line.first_year).astype(np.float64)
    # Net profit has already borne the tax: taking it again would tax the stream twice.
    is_taxed = line.tax_basis == "after_tax" and line.royalty_base != "net_profit"
    terms = PeriodTerms(
        periods=periods,
        tax_factor=1.0 - by_year(line.tax_rate) if is_taxed else np.ones(1),
        probability=by_year(np.asarray(line.success_probability) * np.asarray(line.validity_probability)),
        discount_factor=discount_factor(line.discount_rate, periods.discount_years),
    )
    forecast = forecast_columns(line, elapsed)
    split, is_capped = bounded_split(line, forecast, _split(line, elapsed), periods)
    return LineColumns(
        terms=terms,
        horizon_years=horizon,
        protection_years=left,
        weights=weights,
        parts=protected_parts(periods, horizon, left),
        revenue=forecast.revenue,
        margin=forecast.margin,
        split_rate=split,
        is_taxed=is_taxed,
        is_capped=is_capped,
    )


def _split(line: RevenueLine, elapsed: FloatArray) -> FloatArray:
    if line.split_by_year is not None:
        return held_place(line.split_by_year, elapsed)
    return declining_split(line.split_rate, line.split_decline, elapsed)


def line_values(columns: LineColumns) -> dict[str, FloatArray]:
    """Present value by right: V_i = sum_t R_t m_t K_t (1 - T) p DF_t x w_i x (part of year t that right i protects).

    R revenue of the calendar year, m margin of the base, K split rate, T tax rate (0 before tax), p probability of
    success times validity, DF discount factor, w normalised contribution. Sums over the rights to the value of the
    line. Source: the split method of the Guiding Opinions on Patent Asset Appraisal (专利资产评估指导意见) with the
    horizon ended by law. Known to be right: published annuity cases, hand-computed part-years, additivity over rights
    and years.
    """
    stream = columns.full_year_value
    # Rights that end alike have the same sum: it is taken once.
    distinct = {id(part): part for part in columns.parts.values()}
    sums = {mark: np.asarray(np.sum(stream * part, axis=-1)) for mark, part in distinct.items()}
    return {key: columns.weights[key] * sums[id(part)] for key, part in columns.parts.items()}


def evaluate_lines(
    lines: Sequence[RevenueLine], protection: Mapping[str, Number], valuation_date: date, timing: Timing
) -> tuple[LineEvaluation, ...]:
    """Every product line of a case; InputOutsideDomain names the line that gives more than its excess profit."""
    evaluated = []
    for index, line in enumerate(lines):
        try:
            evaluated.append(evaluate_line(line, protection, valuation_date, timing))
        except InputOutsideDomain as refused:
            raise InputOutsideDomain(f"lines[{index}].{refused.field_path}", refused.message) from refused
    return tuple(evaluated)


def evaluate_line(
    line: RevenueLine, protection: Mapping[str, Number], valuation_date: date, timing: Timing
) -> LineEvaluation:
    """The year table of `line`, its value and what of it each right earns; a negative stream is worth 0."""
    columns = line_columns(line, protection, valuation_date, timing)
    by_right = line_values(columns)
    stream = np.asarray(sum(by_right.values(), np.asarray(0.0)))
    # Nobody must use a patent at a loss: a line whose stream is negative is worth nothing, not less.
    is_worth_using = stream > 0
    if not is_worth_using.all():
        by_right = {key: np.where(is_worth_using, value, 0.0) for key, value in by_right.items()}
    return LineEvaluation(columns, stream, by_right, np.maximum(stream, 0.0))
