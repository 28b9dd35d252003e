"""What is a product line's stream to the rights worth: relief from royalty and income split, one formula?

The base decides the name: a share of sales is the royalty saved (relief from royalty, 许可费节省法), a share of gross,
operating or net profit is an income split (收入分成法).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from valuation.cash_flows import Periods, by_year, make_periods, protected_fraction
from valuation.discounting.present_value import discount_factor
from valuation.inputs import FloatArray, RevenueLine, Timing
from valuation.royalty.decline import declining_split


@dataclass(frozen=True)
class LineColumns:
    """The year table of a line: columns that broadcast to (..., years) and multiply to the present value."""

    periods: Periods
    horizon_years: FloatArray
    """min(economic life, longest legal protection among the line's rights), calendar years, shape (...)."""
    protection_years: dict[str, float]
    """By right of the line with a contribution: years of legal protection left."""
    protected: dict[str, FloatArray]
    """By right: its weight times the part of each year that it protects."""
    covered: FloatArray
    """1 where the forecast, or growth beyond it, gives a revenue; 0 where it is silent."""
    revenue: FloatArray
    margin: FloatArray
    split_rate: FloatArray
    tax_factor: FloatArray
    success_probability: FloatArray
    discount_factor: FloatArray
    is_taxed: bool
    """Whether the tax factor takes the tax rate."""

    @property
    def alive_share(self) -> FloatArray:
        """Contribution-weighted share of the rights in force over the period; 0 in an empty period."""
        fraction = self.periods.fraction
        alive = sum(self.protected.values(), np.zeros_like(fraction))
        return np.divide(alive, fraction, out=np.zeros_like(alive), where=fraction > 0)

    @property
    def full_year_value(self) -> FloatArray:
        """Present value of a whole year's stream while every right protects."""
        by_path = self.split_rate * self.tax_factor * self.success_probability
        return self.revenue * self.margin * by_path * self.discount_factor


@dataclass(frozen=True)
class LineEvaluation:
    """A product line: its year table, what it gives each right, and its value."""

    columns: LineColumns
    stream: FloatArray
    """Sum of the present values before the floor."""
    by_right: dict[str, FloatArray]
    value: FloatArray


def line_columns(line: RevenueLine, protection: dict[str, float], valuation_date: date, timing: Timing) -> LineColumns:
    """The year table of `line`; `protection` gives the years of protection left by right, 0 for a dead right.

    Contributions are normalised over all rights of the line, so a dead right keeps its weight and yields nothing. The
    margin stays at its last forecast year, revenue grows from it, the split keeps declining.
    """
    total = sum(line.contributions.values())
    weights = {key: weight / total for key, weight in line.contributions.items()} if total > 0 else {}
    left = {key: protection[key] for key, weight in weights.items() if weight > 0}
    life = np.asarray(line.economic_life_years, dtype=np.float64)
    horizon = np.minimum(life, max(left.values(), default=0.0))
    periods = make_periods(valuation_date, timing, horizon, life)
    by_protection = {years: protected_fraction(periods, horizon, years) for years in set(left.values())}
    elapsed = (periods.years - line.first_year).astype(np.float64)
    # Net profit has already borne the tax: taking it again would tax the stream twice.
    is_taxed = line.tax_basis == "after_tax" and line.royalty_base != "net_profit"
    revenue, covered = _revenue(line, elapsed)
    return LineColumns(
        periods=periods,
        horizon_years=horizon,
        protection_years=left,
        protected={key: weights[key] * by_protection[years] for key, years in left.items()},
        covered=covered,
        revenue=revenue,
        margin=_margin(line, elapsed),
        split_rate=declining_split(line.split_rate, line.split_decline, elapsed),
        tax_factor=1.0 - by_year(line.tax_rate) if is_taxed else np.ones(1),
        success_probability=by_year(line.success_probability),
        discount_factor=discount_factor(line.discount_rate, periods.discount_years),
        is_taxed=is_taxed,
    )


def line_values(columns: LineColumns) -> dict[str, FloatArray]:
    """Present value by right: V_i = sum_t R_t m_t K_t (1 - T) p DF_t x w_i x (part of year t that right i protects).

    R revenue of the calendar year, m margin of the base, K split rate, T tax rate (0 before tax), p probability of
    success, DF discount factor, w normalised contribution. Sums over the rights to the value of the line. Source: the
    split method of the Guiding Opinions on Patent Asset Appraisal (专利资产评估指导意见) with the horizon ended by law.
    Known to be right: published annuity cases, hand-computed part-years, additivity over rights and years.
    """
    stream = columns.full_year_value
    return {key: np.asarray(np.sum(stream * part, axis=-1)) for key, part in columns.protected.items()}


def evaluate_line(
    line: RevenueLine, protection: dict[str, float], valuation_date: date, timing: Timing
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


def _revenue(line: RevenueLine, elapsed: FloatArray) -> tuple[FloatArray, FloatArray]:
    forecast_years = line.revenue.shape[-1]
    index = np.clip(elapsed, 0, forecast_years - 1).astype(np.int64)
    beyond = np.maximum(elapsed - (forecast_years - 1), 0.0)
    revenue = line.revenue[..., index] * by_year(line.revenue_factor)
    if line.growth_after_forecast is None:
        covered = (elapsed >= 0) & (beyond == 0)
    else:
        covered = elapsed >= 0
        if beyond.any():
            revenue = revenue * (1.0 + by_year(line.growth_after_forecast)) ** beyond
    return revenue * covered, covered.astype(np.float64)


def _margin(line: RevenueLine, elapsed: FloatArray) -> FloatArray:
    if line.royalty_base == "sales" or line.profit_margin is None:
        return np.ones(1)
    index = np.clip(elapsed, 0, line.profit_margin.shape[-1] - 1).astype(np.int64)
    margin: FloatArray = line.profit_margin[..., index]
    return margin
