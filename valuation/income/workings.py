"""How is the income approach shown: year table and named steps?"""

from __future__ import annotations

import numpy as np

from valuation.income.income_split import LineEvaluation
from valuation.inputs import RevenueLine
from valuation.results import ApproachResult, LineResult, Step, YearRow
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, Message

METHOD_ON_SALES = N_("Relief from royalty")
METHOD_ON_PROFIT = N_("Income split")
METHOD_MIXED = N_("Relief from royalty and income split")
_RULE = "valuation.income.income_split"


def income_result(lines: tuple[RevenueLine, ...], evaluated: tuple[LineEvaluation, ...]) -> ApproachResult:
    """The applied income approach: the lines and their sum."""
    results = tuple(_line_result(i, line, part) for i, (line, part) in enumerate(zip(lines, evaluated, strict=True)))
    value = sum(result.value for result in results)
    steps = [
        Step(f"V_{i + 1}", N_("Value of the product line"), "", result.value, MONEY, f"lines[{i}]")
        for i, result in enumerate(results)
    ]
    total = " + ".join(step.symbol for step in steps)
    steps.append(Step("V_income", N_("Value by the income approach"), total, value, MONEY, "valuation.evaluation"))
    return ApproachResult("income", method_name(lines), value, None, tuple(steps), lines=results)


def income_not_applied(lines: tuple[RevenueLine, ...], reason: Message) -> ApproachResult:
    """The income approach with the reason why it was not applied."""
    return ApproachResult("income", method_name(lines), None, reason, ())


def method_name(lines: tuple[RevenueLine, ...]) -> str:
    """English msgid of the method that the bases of the lines make it."""
    on_sales = [line.royalty_base == "sales" for line in lines]
    if all(on_sales):
        return METHOD_ON_SALES
    return METHOD_MIXED if any(on_sales) else METHOD_ON_PROFIT


def _line_result(index: int, line: RevenueLine, evaluated: LineEvaluation) -> LineResult:
    return LineResult(
        key=line.key,
        value=float(evaluated.value),
        rows=_rows(evaluated),
        by_right={key: float(value) for key, value in evaluated.by_right.items()},
        workings=_steps(f"lines[{index}]", line, evaluated),
    )


def _rows(evaluated: LineEvaluation) -> tuple[YearRow, ...]:
    columns = evaluated.columns
    periods = columns.periods
    arrays = (
        periods.start_years,
        periods.end_years,
        periods.fraction,
        columns.alive_share,
        columns.revenue,
        columns.margin,
        columns.split_rate,
        columns.tax_factor,
        columns.success_probability,
        periods.discount_years,
        columns.discount_factor,
    )
    table = np.stack([np.broadcast_to(array, periods.years.shape) for array in arrays], axis=-1)
    return tuple(_row(int(year), numbers) for year, numbers in zip(periods.years, table.tolist(), strict=True))


def _row(year: int, numbers: list[float]) -> YearRow:
    start, end, fraction, alive, revenue, margin, split, tax, success, when, factor = numbers
    income = revenue * fraction * margin * split * alive * tax * success
    return YearRow(
        label=str(year),
        start_years=start,
        end_years=end,
        fraction=fraction,
        alive_share=alive,
        revenue=revenue,
        margin=margin,
        split_rate=split,
        tax_factor=tax,
        success_probability=success,
        income=income,
        discount_years=when,
        discount_factor=factor,
        present_value=income * factor,
    )


def _steps(path: str, line: RevenueLine, evaluated: LineEvaluation) -> tuple[Step, ...]:
    columns = evaluated.columns
    legal = max((float(years) for years in columns.protection_years.values()), default=0.0)
    horizon, stream, value = float(columns.horizon_years), float(evaluated.stream), float(evaluated.value)
    present_value = N_("Sum of the present values of the year table")
    return (
        *_given(path, line, columns.is_taxed),
        Step("L_legal", N_("Longest legal protection of the rights used"), "", legal, YEARS, "rights"),
        Step("N", N_("Horizon"), "min(L_economic, L_legal)", horizon, YEARS, _RULE),
        Step("PV", present_value, stream_formula(line, columns.is_taxed), stream, MONEY, _RULE),
        Step("V", N_("Value of the product line"), "max(PV, 0)", value, MONEY, _RULE),
    )


def stream_formula(line: RevenueLine, is_taxed: bool) -> str:
    """The sum over the year table; in brackets stands what a column depends on besides the year.

    Columns: R_t revenue, f_t part of the year inside the horizon, m_t margin, n_t years since the first forecast
    year, a_t share of the rights in force, τ_t discount years. Every other symbol is a step of its own.
    """
    drivers = [
        *(["q"] if _is_scaled(line) else []),
        *(["g"] if line.growth_after_forecast is not None else []),
    ]
    revenue = f"R_t({', '.join(drivers)})" if drivers else "R_t"
    margin = "" if line.royalty_base == "sales" else " × m_t"
    tax = " × (1 − T)" if is_taxed else ""
    return f"Σ_t {revenue} × f_t(N){margin} × K_0 × (1 − d)^n_t × a_t{tax} × p × (1 + r)^(−τ_t)"


def _is_scaled(line: RevenueLine) -> bool:
    return float(line.revenue_factor) != 1.0


def _given(path: str, line: RevenueLine, is_taxed: bool) -> tuple[Step, ...]:
    """The inputs that count for this line."""
    split_label = N_("Royalty rate on sales") if line.royalty_base == "sales" else N_("Split rate of profit")
    given = [
        ("K_0", split_label, "split_rate", SHARE),
        ("d", N_("Yearly decline of the split rate"), "split_decline", RATE),
        *([("T", N_("Income tax rate"), "tax_rate", SHARE)] if is_taxed else []),
        ("r", N_("Discount rate"), "discount_rate", RATE),
        ("p", N_("Probability of success"), "success_probability", SHARE),
        *([("q", N_("Factor on the revenue forecast"), "revenue_factor", FACTOR)] if _is_scaled(line) else []),
        ("L_economic", N_("Remaining economic life"), "economic_life_years", YEARS),
    ]
    if line.growth_after_forecast is not None:
        given.append(("g", N_("Yearly growth beyond the forecast"), "growth_after_forecast", RATE))
    return tuple(
        Step(symbol, label, "", float(getattr(line, name)), unit, f"{path}.{name}")
        for symbol, label, name, unit in given
    )
