"""What do a higher price, more units and lower costs owed to the right bring over a table of years?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import by_year
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import (
    AMOUNT,
    PART,
    SIGNED_AMOUNT,
    OwnersStream,
    StreamTable,
    arriving,
    arriving_steps,
    check_stream,
    stream_given,
    stream_steps,
    stream_table,
    stream_warnings,
    taxed_formula,
    value_steps,
)
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, quantity, series
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_

_RULE = "valuation.income.incremental_income"
_SERIES = ("units", "price_premium", "cost_saving", "additional_units", "unit_profit", "additional_costs")
_NONE = (0.0,)


@dataclass(frozen=True, kw_only=True)
class IncrementalIncome(OwnersStream):
    """Units sold in any case earn the premium and the saving; units sold besides earn their whole profit."""

    units: FloatArray = series(N_("Units sold, those besides not counted"), "count", AMOUNT, default=_NONE)
    price_premium: FloatArray = series(N_("Price premium per unit"), "CNY", SIGNED_AMOUNT, default=_NONE)
    cost_saving: FloatArray = series(N_("Cost saved per unit"), "CNY", SIGNED_AMOUNT, default=_NONE)
    additional_units: FloatArray = series(N_("Units sold besides"), "count", SIGNED_AMOUNT, default=_NONE)
    unit_profit: FloatArray = series(
        N_("Profit of a unit sold besides, at its own price and cost"), "CNY", SIGNED_AMOUNT, default=_NONE
    )
    additional_costs: FloatArray = series(N_("Costs that the use brings with it"), "CNY", AMOUNT, default=_NONE)
    split_rate: Number = quantity(N_("Share of the increment owed to the right"), "1", PART, default=1.0)


def _prepared(inputs: IncrementalIncome) -> tuple[dict[str, FloatArray], StreamTable]:
    years = check_stream(inputs, _SERIES)
    units = as_series(inputs.units)
    columns = {
        "A": as_series(inputs.price_premium) * units,
        "B": as_series(inputs.cost_saving) * units,
        "C": as_series(inputs.additional_units) * as_series(inputs.unit_profit),
    }
    columns["E"] = (columns["A"] + columns["B"] + columns["C"] - as_series(inputs.additional_costs)) * by_year(
        inputs.split_rate
    )
    arrived = arriving(inputs, columns["E"], years)
    table = stream_table(inputs, arrived, years)
    shown = {name: np.broadcast_to(column, (*column.shape[:-1], years)) for name, column in columns.items()}
    return shown | {"arrived": np.broadcast_to(arrived, table.net.shape)}, table


def incremental_income(inputs: IncrementalIncome) -> FloatArray:
    """V = max(sum_t s (dP_t Q_t + dC_t Q_t + dQ_t g_t - X_t) (1 - T) (1 + r)^-tau_t, 0) f, shape (...).

    Q units, dP price premium, dC cost saving, dQ units besides at a profit g each, X added costs, s share of the right,
    T tax, f the tax amortisation benefit or 1. Source: incremental income methods of asset appraisal (超额收益:
    收入增长型, 费用节约型). Known to be right: published cases; `with_and_without` on the same two worlds.
    """
    return _prepared(inputs)[1].value


def run(inputs: IncrementalIncome) -> ModelResult:
    """The value with one step for each column and year; an increment of nothing has no steps."""
    columns, table = _prepared(inputs)
    years = table.years
    steps = stream_given(inputs, years)
    parts = []
    for symbol, label, left, right, formula in (
        ("A", N_("Income by the price premium"), ("p_t", "price_premium"), ("Q_t", "units"), "p_t × Q_t"),
        ("B", N_("Income by the cost saving"), ("c_t", "cost_saving"), ("Q_t", "units"), "c_t × Q_t"),
        ("C", N_("Income by the units sold besides"), ("q_t", "additional_units"), ("g_t", "unit_profit"), "q_t × g_t"),
    ):
        if not columns[symbol].any():
            continue
        for name, field in (right, left):
            if not any(step.symbol == name.replace("_t", "_1") for step in steps):
                steps += given_by_year(name, inputs, field, years)
        steps += by_year_steps(Step(f"{symbol}_t", label, formula, 0.0, MONEY, _RULE), columns[symbol])
        parts.append(f"{symbol}_t")
    steps += given_by_year("X_t", inputs, "additional_costs", years)
    steps.append(given("s", inputs, "split_rate"))
    increment = f"({' + '.join(parts) or '0'} − X_t) × s"
    owed = Step("E_t", N_("Increment owed to the right"), increment, 0.0, MONEY, _RULE)
    steps += arriving_steps(inputs, owed, columns["E"], columns["arrived"])
    steps += stream_steps(inputs, table, taxed_formula("E_t", inputs)) + value_steps(inputs, table)
    return ModelResult(float(table.value), MONEY, tuple(steps), stream_warnings(inputs, table))


MODELS = (Model("incremental_income", N_("Incremental income"), "income", IncrementalIncome, incremental_income, run),)
