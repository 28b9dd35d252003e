"""What does a product line earn in each calendar year, and how much of that may the rights take?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.cash_flows import Periods, by_year, held_place, whole_and_rest
from valuation.inputs import FloatArray, RevenueLine
from valuation.portfolio.excess_profit import check_excess_profit, excess_profit, taken_beyond


@dataclass(frozen=True)
class Forecast:
    """A line by calendar year, after its launch delay; arrays broadcast to (..., years)."""

    revenue: FloatArray
    margin: FloatArray
    """Of the base on sales: 1 on sales, and the money of the base over revenue after a delay of part of a year."""
    operating_margin: FloatArray | None
    """Where it is known."""


def forecast_columns(line: RevenueLine, elapsed: FloatArray) -> Forecast:
    """R'_t = (1 - f) R_(t-k) + f R_(t-k-1) for a delay k + f, and so the money of every margin.

    `elapsed` counts calendar years from the first forecast year, shape (years,). Source: a launch later by part of a
    year sells that part of each year's forecast in the year after. Known to be right: whole delays equal the
    forecast written later; a delay of 0 is the forecast; never worth more than none.
    """
    whole, rest = whole_and_rest(line.launch_delay_years)
    margins = (None if line.royalty_base == "sales" else line.profit_margin, operating_margin(line))
    if not whole.any() and not rest.any():
        revenue, (margin, operating) = _revenue(line, elapsed), (_margin(series, elapsed) for series in margins)
    else:
        early, late = elapsed - whole, elapsed - whole - 1.0
        first, second = (1.0 - rest) * _revenue(line, early), rest * _revenue(line, late)
        revenue = first + second
        margin, operating = (_mixed(series, (first, second), (early, late)) for series in margins)
    return Forecast(revenue, np.ones(1) if margin is None else margin, operating)


def operating_margin(line: RevenueLine) -> FloatArray | None:
    """The operating margin on sales where the line tells it, as such or as the base of the split."""
    if line.operating_margin is None and line.royalty_base == "operating_profit":
        return line.profit_margin
    return line.operating_margin


def bounded_split(
    line: RevenueLine, forecast: Forecast, split: FloatArray, periods: Periods
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """The split rate, and on which paths it was cut, shape (...): the rights may not take more than the excess profit.

    K_t m_t R_t <= max(o_t - c, 0) R_t before tax, o operating margin, c return on the other assets as a share of sales;
    a net margin m counts as m / (1 - T). Stated values that break it raise InputOutsideDomain for the line's split
    rate. Drawn values (with a path axis) are cut to the bound instead: a doubt may reach into what nobody would pay.
    """
    untouched = np.zeros((), dtype=np.bool_)
    if forecast.operating_margin is None:
        return split, untouched
    taken = forecast.margin
    if line.royalty_base == "net_profit":
        taken = taken / (1.0 - by_year(line.tax_rate))
    charge = by_year(line.other_assets_charge)
    if _is_within(split, taken, forecast.operating_margin - charge):
        return split, untouched
    claim = split * taken * forecast.revenue
    profit, owed = forecast.operating_margin * forecast.revenue, charge * forecast.revenue
    if max(claim.ndim, profit.ndim, owed.ndim) == 1:
        if periods.years.size:
            name = "split_rate" if line.split_by_year is None else "split_by_year"
            check_excess_profit((claim,), profit, owed, field_path=name, first_year=int(periods.years[0]))
        return split, untouched
    excess = excess_profit(profit, owed)
    beyond = (taken_beyond((claim,), excess) > 0) & (periods.fraction > 0)
    share = np.divide(np.maximum(excess, 0.0), claim, out=np.ones(beyond.shape), where=beyond)
    return split * share, np.asarray(beyond.any(axis=-1))


def _is_within(split: FloatArray, taken: FloatArray, room: FloatArray) -> bool:
    """Whether in every year the highest claim fits into the least room, both as shares of revenue; the common case."""
    highest = _over_paths(np.maximum, split) * np.maximum(_over_paths(np.maximum, taken), 0.0)
    return bool(np.all(highest <= np.maximum(_over_paths(np.minimum, room), 0.0)))


def _over_paths(extreme: np.ufunc, table: FloatArray) -> FloatArray:
    return np.asarray(extreme.reduce(table, axis=tuple(range(table.ndim - 1))))


def _mixed(
    series: FloatArray | None, revenues: tuple[FloatArray, FloatArray], places: tuple[FloatArray, FloatArray]
) -> FloatArray | None:
    """The margin on the revenue that two forecast years bring together; 0 where there is none."""
    if series is None:
        return None
    money = sum(
        (revenue * held_place(series, place) for revenue, place in zip(revenues, places, strict=True)), np.zeros(1)
    )
    total = revenues[0] + revenues[1]
    margin: FloatArray = np.divide(
        money, total, out=np.zeros(np.broadcast_shapes(money.shape, total.shape)), where=total > 0
    )
    return margin


def _revenue(line: RevenueLine, elapsed: FloatArray) -> FloatArray:
    forecast_years = line.revenue.shape[-1]
    beyond = np.maximum(elapsed - (forecast_years - 1), 0.0)
    growth = np.asarray(1.0)
    if line.growth_after_forecast is None:
        covered = (elapsed >= 0) & (beyond == 0)
    else:
        covered = elapsed >= 0
        if beyond.any():
            growth = (1.0 + by_year(line.growth_after_forecast)) ** beyond
    by_calendar = held_place(line.revenue, elapsed) * growth * covered
    return np.asarray(np.multiply(by_calendar, by_year(line.revenue_factor), order="F"))


def _margin(series: FloatArray | None, elapsed: FloatArray) -> FloatArray | None:
    return None if series is None else held_place(series, elapsed)
