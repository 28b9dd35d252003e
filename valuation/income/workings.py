"""How is the income approach shown: year table and named steps?"""

from __future__ import annotations

from valuation.evaluation import LineEvaluation
from valuation.inputs import RevenueLine
from valuation.results import ApproachResult, LineResult, Step, YearRow
from valuation.wording import Message, N_

import numpy as np

METHOD_ON_SALES = N_("Relief from royalty")
METHOD_ON_PROFIT = N_("Income split")
METHOD_MIXED = N_("Relief from royalty and income split")


def income_result(lines: tuple[RevenueLine, ...], evaluated: tuple[LineEvaluation, ...]) -> ApproachResult:
    """The applied income approach: the lines and their sum."""
    results = tuple(_line_result(i, line, part) for i, (line, part) in enumerate(zip(lines, evaluated, strict=True)))
    value = sum(result.value for result in results)
    steps = [
        Step(f"V_{i + 1}", N_("Value of the product line"), "", result.value, "CNY", f"lines[{i}]")
        for i, result in enumerate(results)
    ]
    total = " + ".join(step.symbol for step in steps)
    steps.append(Step("V_income", N_("Value by the income approach"), total, value, "CNY", "valuation.appraise"))
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
    rows = []
    for year, numbers in zip(periods.years, table.tolist(), strict=True):
        start, end, fraction, alive, revenue, margin, split, tax, success, when, factor = numbers
        income = revenue * fraction * margin * split * alive * tax * success
        rows.append(
            YearRow(
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
        )
    return tuple(rows)


def _steps(path: str, line: RevenueLine, evaluated: LineEvaluation) -> tuple[Step, ...]:
    columns = evaluated.columns
    split_label = N_("Royalty rate on sales") if line.royalty_base == "sales" else N_("Split rate of profit")
    legal = max((float(years) for years in columns.protection_years.values()), default=0.0)

    def given(symbol: str, label: str, name: str, unit: str) -> Step:
        return Step(symbol, label, "", float(getattr(line, name)), unit, f"{path}.{name}")

    steps = [
        given("K_0", split_label, "split_rate", "1"),
        given("d", N_("Yearly decline of the split rate"), "split_decline", "1/year"),
        given("T", N_("Income tax rate"), "tax_rate", "1"),
        given("r", N_("Discount rate"), "discount_rate", "1/year"),
        given("p", N_("Probability of success"), "success_probability", "1"),
        given("L_economic", N_("Remaining economic life"), "economic_life_years", "years"),
        Step("L_legal", N_("Longest legal protection of the rights used"), "", legal, "years", "rights"),
        Step(
            "N",
            N_("Horizon"),
            "min(L_economic, L_legal)",
            float(columns.horizon_years),
            "years",
            "valuation.income.income_split",
        ),
    ]
    if line.growth_after_forecast is not None:
        steps.append(given("g", N_("Yearly growth beyond the forecast"), "growth_after_forecast", "1/year"))
    if float(line.revenue_factor) != 1.0:
        steps.append(given("q", N_("Factor on the revenue forecast"), "revenue_factor", "1"))
    tax = " × (1 − T)" if columns.is_taxed else ""
    margin = "" if line.royalty_base == "sales" else " × m_t"
    formula = f"Σ_t R_t × f_t{margin} × K_t × a_t{tax} × p × DF_t"
    steps += [
        Step(
            "PV",
            N_("Sum of the present values of the year table"),
            formula,
            float(evaluated.stream),
            "CNY",
            "valuation.income.income_split",
        ),
        Step(
            "V",
            N_("Value of the product line"),
            "max(PV, 0)",
            float(evaluated.value),
            "CNY",
            "valuation.income.income_split",
        ),
    ]
    return tuple(steps)
