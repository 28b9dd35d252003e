"""How do the years of an income line become rows, bars and workings that can be opened?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pledgeapp.records.case import Case
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, MoneyUnit, money, percent, rounded
from ui.state.working import Working
from ui.widgets.chart_cash_flows import YearBars
from ui.widgets.table_rows import Column
from valuation.results import LineResult, Step, YearRow
from valuation.units import MONEY
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

    def number(title: str, text: Callable[[YearRow], str], value: Callable[[YearRow], float]) -> Column[YearRow]:
        return Column(title=texts(title), text=text, value=value, is_number=True, stretch=True)

    value = number(N_("Present value"), lambda r: money(r.present_value, unit), lambda r: r.present_value)
    return (
        Column(title=texts(N_("Year")), text=year, value=lambda r: r.label, hint=texts(N_("Share of a part-year"))),
        number(N_("Sales"), plain(lambda r: money(r.revenue, unit)), lambda r: r.revenue),
        number(N_("Rate"), plain(lambda r: percent(r.split_rate, 2)), lambda r: r.split_rate),
        number(N_("Income"), lambda r: money(r.income, unit), lambda r: r.income),
        number(N_("Disc. factor"), plain(lambda r: rounded(r.discount_factor, 4)), lambda r: r.discount_factor),
        replace(value, working=working, hint=texts(N_("Enter opens how it came about"))),
    )


def year_bars(result: LineResult, unit: MoneyUnit) -> tuple[YearBars, ...]:
    """The years for the chart."""
    return tuple(
        YearBars(r.label, r.income, r.present_value, money(r.income, unit), money(r.present_value, unit))
        for r in result.rows
    )


def first_forecast_year(case: Case, product_id: str) -> int:
    """The year from which the split rate of a product line declines: its first forecast year that is not past."""
    product = next(p for p in case.products if p.id == product_id)
    return min(f.year for f in product.figures if f.is_forecast and f.year >= case.valuation_date.year)


def working_of_year(row: YearRow, first_year: int, line_steps: tuple[Step, ...]) -> Working:
    """How the present value of one year came about; the line's own inputs can be opened from it."""
    if row.label == TOTAL:
        return Working(line_steps, next(i for i, step in enumerate(line_steps) if step.symbol == "PV"))
    declined = max(int(row.label) - first_year, 0)
    rule = "valuation.income.income_split"
    taxed, has_margin = row.tax_factor != 1.0, row.margin != 1.0
    # A split that is given year by year has no first rate to fall from.
    split = "K_0 × (1 − d)^n_t" if any(step.symbol == "K_0" for step in line_steps) else ""
    split_source = rule if split else "products"
    inputs = [
        Step("R_t", N_("Sales revenue of the year"), "", row.revenue, MONEY, "products"),
        Step("f_t", N_("Part of the year inside the horizon"), "", row.fraction, "1", rule),
        *([Step("m_t", N_("Margin of the base on sales"), "", row.margin, "1", "products")] if has_margin else []),
        Step("n_t", N_("Years since the first forecast year"), "", float(declined), "years", rule),
        Step("K_t", N_("Rate of the year"), split, row.split_rate, "1", split_source),
        Step("a_t", N_("Share of the rights in force"), "", row.alive_share, "1", "patents"),
        *([Step("x_t", N_("Share left after income tax"), "1 − T", row.tax_factor, "1", rule)] if taxed else []),
    ]
    factors = ["R_t", "f_t", *(["m_t"] if has_margin else []), "K_t", "a_t", *(["x_t"] if taxed else []), "p"]
    steps = (
        *line_steps,
        *inputs,
        Step("I_t", N_("Income of the year"), " × ".join(factors), row.income, MONEY, rule),
        Step("τ_t", N_("Years of discounting"), "", row.discount_years, "years", rule),
        Step("D_t", N_("Discount factor of the year"), "(1 + r)^(−τ_t)", row.discount_factor, "1", rule),
        Step("PV_t", N_("Present value of the year"), "I_t × D_t", row.present_value, MONEY, rule),
    )
    return Working(steps, len(steps) - 1, row.label or UNKNOWN)
