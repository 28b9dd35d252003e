"""How do the years of an income line become rows, bars and workings that can be opened?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, MoneyUnit, money, percent, rounded
from ui.state.working import Working
from ui.widgets.chart_cash_flows import YearBars
from ui.widgets.table_rows import Column
from valuation.results import LineResult, Step, YearRow
from valuation.wording import N_

TOTAL = "Σ"
"""Label of the row of sums."""


def year_rows(result: LineResult) -> tuple[YearRow, ...]:
    """The years and, last, their sums of income and present value."""
    if not result.rows:
        return ()
    income, value = sum(r.income for r in result.rows), sum(r.present_value for r in result.rows)
    return (*result.rows, replace(result.rows[-1], label=TOTAL, income=income, present_value=value))


def year_columns(desk: Desk, working: Callable[[YearRow], Working | None]) -> tuple[Column[YearRow], ...]:
    """Columns of the year table in the desk's language and unit."""
    texts, unit = desk.texts, desk.settings.money_unit

    def plain(write: Callable[[YearRow], str]) -> Callable[[YearRow], str]:
        return lambda row: "" if row.label == TOTAL else write(row)

    def year(row: YearRow) -> str:
        if row.label == TOTAL:
            return texts(N_("Total"))
        return row.label if row.fraction > 0.999 else f"{row.label} ({percent(row.fraction, 0)})"

    return (
        Column(title=texts(N_("Year")), text=year, value=lambda r: r.label, hint=texts(N_("Share of a part-year"))),
        Column(
            title=texts(N_("Sales")),
            text=plain(lambda r: money(r.revenue, unit)),
            value=lambda r: r.revenue,
            is_number=True,
            stretch=True,
        ),
        Column(
            title=texts(N_("Rate")),
            text=plain(lambda r: percent(r.split_rate, 2)),
            value=lambda r: r.split_rate,
            is_number=True,
            stretch=True,
        ),
        Column(
            title=texts(N_("Income")),
            text=lambda r: money(r.income, unit),
            value=lambda r: r.income,
            is_number=True,
            stretch=True,
        ),
        Column(
            title=texts(N_("Disc. factor")),
            text=plain(lambda r: rounded(r.discount_factor, 4)),
            value=lambda r: r.discount_factor,
            is_number=True,
            stretch=True,
        ),
        Column(
            title=texts(N_("Present value")),
            text=lambda r: money(r.present_value, unit),
            value=lambda r: r.present_value,
            is_number=True,
            stretch=True,
            working=working,
            hint=texts(N_("Enter opens how it came about")),
        ),
    )


def year_bars(result: LineResult, unit: MoneyUnit) -> tuple[YearBars, ...]:
    """The years for the chart."""
    return tuple(
        YearBars(r.label, r.income, r.present_value, money(r.income, unit), money(r.present_value, unit))
        for r in result.rows
    )


def working_of_year(row: YearRow, result: LineResult, line_steps: tuple[Step, ...]) -> Working:
    """How the present value of one year came about; the line's own inputs can be opened from it."""
    if row.label == TOTAL:
        return Working(line_steps, next(i for i, step in enumerate(line_steps) if step.symbol == "PV"))
    first = result.rows[0].label
    rule = "valuation.income.income_split"
    taxed, has_margin = row.tax_factor != 1.0, row.margin != 1.0
    inputs = [
        Step("R_t", N_("Sales revenue of the year"), "", row.revenue, "CNY", "products"),
        Step("f_t", N_("Part of the year inside the horizon"), "", row.fraction, "1", rule),
        *([Step("m_t", N_("Margin of the base on sales"), "", row.margin, "1", "products")] if has_margin else []),
        Step("n_t", N_("Years since the first forecast year"), "", float(int(row.label) - int(first)), "years", rule),
        Step("K_t", N_("Rate of the year"), "K_0 × (1 − d)^n_t", row.split_rate, "1", rule),
        Step("a_t", N_("Share of the rights in force"), "", row.alive_share, "1", "patents"),
        *([Step("x_t", N_("Share left after income tax"), "1 − T", row.tax_factor, "1", rule)] if taxed else []),
    ]
    factors = ["R_t", "f_t", *(["m_t"] if has_margin else []), "K_t", "a_t", *(["x_t"] if taxed else []), "p"]
    steps = (
        *line_steps,
        *inputs,
        Step("I_t", N_("Income of the year"), " × ".join(factors), row.income, "CNY", rule),
        Step("τ_t", N_("Years of discounting"), "", row.discount_years, "years", rule),
        Step("D_t", N_("Discount factor of the year"), "(1 + r)^(−τ_t)", row.discount_factor, "1", rule),
        Step("PV_t", N_("Present value of the year"), "I_t × D_t", row.present_value, "CNY", rule),
    )
    return Working(steps, len(steps) - 1, row.label or UNKNOWN)
