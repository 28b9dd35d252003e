"""How is the income approach shown: year table and named steps?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuation.income.fee_workings import fee_rows, fee_steps
from valuation.income.income_split import LineEvaluation
from valuation.income.maintenance_fees import FeeColumns
from valuation.inputs import CaseInputs, RevenueLine
from valuation.results import ApproachResult, FeeRow, LineResult, Step, YearRow
from valuation.units import FACTOR, MONEY, RATE, SHARE, YEARS
from valuation.wording import N_, Message

METHOD_ON_SALES = N_("Relief from royalty")
METHOD_ON_PROFIT = N_("Income split")
METHOD_MIXED = N_("Relief from royalty and income split")
_RULE = "valuation.income.income_split"


def income_result(
    inputs: CaseInputs, evaluated: tuple[LineEvaluation, ...], fees: Mapping[str, FeeColumns]
) -> ApproachResult:
    """The applied income approach: the lines, the fees of the rights where they are counted, and the value."""
    lines = inputs.lines
    results = tuple(_line_result(i, line, part) for i, (line, part) in enumerate(zip(lines, evaluated, strict=True)))
    steps = [
        Step(f"V_{i + 1}", N_("Value of the product line"), "", result.value, MONEY, f"lines[{i}]")
        for i, result in enumerate(results)
    ]
    total = " + ".join(step.symbol for step in steps)
    value = sum(result.value for result in results)
    rows: tuple[FeeRow, ...] = ()
    if inputs.fees is not None and fees:
        income = {key: sum(float(part.by_right.get(key, 0.0)) for part in evaluated) for key in fees}
        steps += fee_steps(inputs, fees, income)
        rows = fee_rows(fees)
        value -= sum(float(column.deducted) for column in fees.values())
        total += " − W"
    steps.append(Step("V_income", N_("Value by the income approach"), total, value, MONEY, "valuation.evaluation"))
    return ApproachResult("income", method_name(lines), value, None, tuple(steps), lines=results, fees=rows)


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
        columns.terms.tax_factor,
        columns.terms.probability,
        periods.discount_years,
        columns.terms.discount_factor,
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
    ends = ["L_economic", "L_legal", *(["L_licence"] if line.licence_term_years is not None else [])]
    return (
        *_given(path, line, columns.is_taxed),
        Step("L_legal", N_("Longest legal protection of the rights used"), "", legal, YEARS, "rights"),
        Step("N", N_("Horizon"), f"min({', '.join(ends)})", horizon, YEARS, _RULE),
        *_excess_steps(path, line),
        Step("PV", present_value, stream_formula(line, columns.is_taxed), stream, MONEY, _RULE),
        Step("V", N_("Value of the product line"), "max(PV, 0)", value, MONEY, _RULE),
    )


def _excess_steps(path: str, line: RevenueLine) -> tuple[Step, ...]:
    """The return on the other assets, which the rights must leave to the line."""
    if float(line.other_assets_charge) == 0:
        return ()
    label = N_("Return on the other assets, share of sales")
    return (Step("c", label, "", float(line.other_assets_charge), SHARE, f"{path}.other_assets_charge"),)


def stream_formula(line: RevenueLine, is_taxed: bool) -> str:
    """The sum over the year table; in brackets stands what a column depends on besides the year.

    Columns: R_t revenue, f_t part of the year inside the horizon, m_t margin, n_t years since the first forecast
    year, K_t split rate where it is given by year, a_t share of the rights in force, τ_t discount years. Every other
    symbol is a step of its own.
    """
    drivers = [
        *(["q"] if _is_scaled(line) else []),
        *(["g"] if line.growth_after_forecast is not None else []),
        *(["δ"] if _is_delayed(line) else []),
    ]
    revenue = f"R_t({', '.join(drivers)})" if drivers else "R_t"
    margin = "" if line.royalty_base == "sales" else " × m_t"
    tax = " × (1 − T)" if is_taxed else ""
    split = "K_t" if line.split_by_year is not None else "K_0 × (1 − d)^n_t"
    return f"Σ_t {revenue} × f_t(N){margin} × {split} × a_t{tax} × p × (1 + r)^(−τ_t)"


def _is_scaled(line: RevenueLine) -> bool:
    return float(line.revenue_factor) != 1.0


def _is_delayed(line: RevenueLine) -> bool:
    return float(line.launch_delay_years) != 0.0


def _has_doubtful_validity(line: RevenueLine) -> bool:
    return float(line.validity_probability) != 1.0


def _given(path: str, line: RevenueLine, is_taxed: bool) -> tuple[Step, ...]:
    """The inputs that count for this line; what a line does not use has no step."""
    split_label = N_("Royalty rate on sales") if line.royalty_base == "sales" else N_("Split rate of profit")
    decline = N_("Yearly decline of the split rate")
    success = "p_s" if _has_doubtful_validity(line) else "p"
    given = [
        *([("K_0", split_label, "split_rate", SHARE)] if line.split_by_year is None else []),
        *([("d", decline, "split_decline", RATE)] if line.split_by_year is None else []),
        *([("T", N_("Income tax rate"), "tax_rate", SHARE)] if is_taxed else []),
        ("r", N_("Discount rate"), "discount_rate", RATE),
        (success, N_("Probability of success"), "success_probability", SHARE),
        *([("q", N_("Factor on the revenue forecast"), "revenue_factor", FACTOR)] if _is_scaled(line) else []),
        ("L_economic", N_("Remaining economic life"), "economic_life_years", YEARS),
    ]
    if line.licence_term_years is not None:
        given.append(("L_licence", N_("Remaining term of the licence"), "licence_term_years", YEARS))
    if line.growth_after_forecast is not None:
        given.append(("g", N_("Yearly growth beyond the forecast"), "growth_after_forecast", RATE))
    if _is_delayed(line):
        given.append(("δ", N_("Delay of the launch"), "launch_delay_years", YEARS))
    steps = [
        Step(symbol, label, "", float(getattr(line, name)), unit, f"{path}.{name}")
        for symbol, label, name, unit in given
    ]
    return (*steps, *_validity_steps(path, line))


def _validity_steps(path: str, line: RevenueLine) -> tuple[Step, ...]:
    if not _has_doubtful_validity(line):
        return ()
    validity, success = float(line.validity_probability), float(line.success_probability)
    stands = N_("Probability that the rights stand if attacked")
    both = N_("Probability of success and validity together")
    return (
        Step("p_v", stands, "", validity, SHARE, f"{path}.validity_probability"),
        Step("p", both, "p_s × p_v", success * validity, SHARE, _RULE),
    )
