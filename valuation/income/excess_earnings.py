"""What does an asset earn over the years beyond the returns owed to the other assets it uses (MPEEM)?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import by_year
from valuation.domains import Domain
from valuation.income.step_lists import given, given_by_year
from valuation.income.yearly_stream import (
    AMOUNT,
    PART,
    PART_BELOW_ONE,
    RATE,
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
from valuation.model import Model, ModelResult, as_series, choice, quantity, series
from valuation.results import Step
from valuation.royalty.decline import declining_split
from valuation.units import FACTOR, MONEY
from valuation.wording import N_, InputOutsideDomain, Message

ATTRITION_TIMES = ("start_of_year", "middle_of_year", "end_of_year")
_ELAPSED = {"start_of_year": 0.0, "middle_of_year": 0.5, "end_of_year": 1.0}
_RULE = "valuation.income.excess_earnings"
_BALANCES = (
    ("working_capital", "working_capital_return", "w"),
    ("fixed_assets", "fixed_asset_return", "x"),
    ("workforce", "workforce_return", "y"),
)
_RATES = (
    ("working_capital_charge", "c_w"),
    ("fixed_asset_charge", "c_x"),
    ("workforce_charge", "c_y"),
)
_SERIES = ("revenue", "margin", "working_capital", "fixed_assets", "workforce")


@dataclass(frozen=True, kw_only=True)
class ExcessEarnings(OwnersStream):
    """The whole product line; charges and returns are after tax in a valuation after tax, before tax in one before."""

    revenue: FloatArray = series(N_("Revenue of the period"), "CNY", AMOUNT)
    margin: FloatArray = series(N_("Operating margin on sales"), "1", Domain(-10.0, 1.0, is_rate=True))
    attrition_rate: Number = quantity(
        N_("Yearly loss of the revenue that rests on today's asset"), "1/year", PART_BELOW_ONE, default=0.0
    )
    attrition_time: str = choice(
        N_("Point of the year up to which the loss counts"), ATTRITION_TIMES, default="middle_of_year"
    )
    working_capital_charge: Number = quantity(N_("Charge for working capital, share of sales"), "1", PART, default=0.0)
    fixed_asset_charge: Number = quantity(N_("Charge for fixed assets, share of sales"), "1", PART, default=0.0)
    workforce_charge: Number = quantity(N_("Charge for the workforce, share of sales"), "1", PART, default=0.0)
    working_capital: FloatArray | None = series(N_("Working capital employed"), "CNY", AMOUNT, default=None)
    working_capital_return: Number | None = quantity(N_("Return owed on working capital"), "1/year", RATE, default=None)
    fixed_assets: FloatArray | None = series(N_("Fixed assets employed"), "CNY", AMOUNT, default=None)
    fixed_asset_return: Number | None = quantity(N_("Return owed on fixed assets"), "1/year", RATE, default=None)
    workforce: FloatArray | None = series(N_("Value of the assembled workforce"), "CNY", AMOUNT, default=None)
    workforce_return: Number | None = quantity(N_("Return owed on the workforce"), "1/year", RATE, default=None)


def _prepared(inputs: ExcessEarnings) -> tuple[dict[str, FloatArray], StreamTable]:
    years = check_stream(inputs, _SERIES)
    for (balance, rate, _), (charge, _) in zip(_BALANCES, _RATES, strict=True):
        _check_charge(inputs, balance, rate, charge)
    revenue = as_series(inputs.revenue)
    lengths = _lengths(inputs, years)
    # Years from the valuation date to the chosen point of each period.
    elapsed = np.cumsum(lengths, axis=-1) - lengths * (1.0 - _ELAPSED[inputs.attrition_time])
    surviving = declining_split(1.0, inputs.attrition_rate, elapsed)
    rates = sum((by_year(getattr(inputs, charge)) for charge, _ in _RATES), np.zeros(1))
    charges = revenue * rates
    for balance, rate, _ in _BALANCES:
        if getattr(inputs, balance) is not None:
            # A balance earns its yearly return only over the part of a year that the first period has.
            charges = charges + as_series(getattr(inputs, balance)) * by_year(getattr(inputs, rate)) * lengths
    earnings = revenue * as_series(inputs.margin) * surviving
    charged = charges * surviving
    earned, owed = arriving(inputs, earnings, years), arriving(inputs, charged, years)
    table = stream_table(inputs, earned, years, net_of_tax=-owed)
    columns = {"A": surviving, "E": earnings, "C": charged}
    shown = {name: np.broadcast_to(column, (*column.shape[:-1], years)) for name, column in columns.items()}
    arrived = {"E arrived": earned, "C arrived": owed}
    return shown | {name: np.broadcast_to(column, table.net.shape) for name, column in arrived.items()}, table


def _lengths(inputs: ExcessEarnings, years: int) -> FloatArray:
    """Length of each period in years, shape (..., years): only the first may be a part."""
    first = by_year(inputs.first_period_years)
    return np.where(np.arange(years) == 0, first, 1.0)


def _check_charge(inputs: ExcessEarnings, balance: str, rate: str, charge: str) -> None:
    if getattr(inputs, balance) is None:
        return
    if getattr(inputs, rate) is None:
        raise InputOutsideDomain(rate, Message("return_missing", "An asset employed needs the return owed on it."))
    if np.any(np.asarray(getattr(inputs, charge)) != 0):
        message = Message(
            "charged_twice", "Charge this asset by a share of sales or by a return on its balance, not by both."
        )
        raise InputOutsideDomain(charge, message)


def excess_earnings(inputs: ExcessEarnings) -> FloatArray:
    """V = max(sum_t A_t (R_t m_t (1 - T) - C_t) (1 + r)^-tau_t, 0) f, shape (...).

    R revenue, m margin, A = (1 - b)^(elapsed years) what attrition b leaves, C = R_t sum c + sum B k charges on sales
    or on balances, T tax, f the tax amortisation benefit or 1. Charges fall with the surviving revenue; a launch delay
    moves earnings, charges and attrition together. Source: the
    multi-period excess earnings method (多期超额收益法), contributory asset charges after tax. Known to be right:
    without charges and attrition it is plain discounted cash flow; a century tends to the single-period method.
    """
    return _prepared(inputs)[1].value


def run(inputs: ExcessEarnings) -> ModelResult:
    """The value with one step for each column and year."""
    columns, table = _prepared(inputs)
    years = table.years
    steps = [
        *stream_given(inputs, years),
        *given_by_year("R_t", inputs, "revenue", years),
        *given_by_year("m_t", inputs, "margin", years),
        given("b", inputs, "attrition_rate"),
    ]
    point, label = _ELAPSED[inputs.attrition_time], N_("Share of the revenue that is left")
    for t, left in enumerate(columns["A"]):
        when = f"h × {point:g}" if t == 0 else f"h + {t - 1 + point:g}"
        steps.append(Step(f"A_{t + 1}", label, f"(1 − b)^({when})", float(left), FACTOR, _RULE))
    charge_steps, charges = _charge_steps(inputs, years)
    steps += charge_steps
    earned = Step("E_t", N_("Operating income of the surviving revenue"), "R_t × m_t × A_t", 0.0, MONEY, _RULE)
    charged = Step("C_t", N_("Contributory asset charges"), f"({charges}) × A_t", 0.0, MONEY, _RULE)
    steps += arriving_steps(inputs, earned, columns["E"], columns["E arrived"])
    steps += arriving_steps(inputs, charged, columns["C"], columns["C arrived"])
    steps += stream_steps(inputs, table, f"{taxed_formula('E_t', inputs)} − C_t") + value_steps(inputs, table)
    return ModelResult(float(table.value), MONEY, tuple(steps), stream_warnings(inputs, table))


def _charge_steps(inputs: ExcessEarnings, years: int) -> tuple[list[Step], str]:
    """The steps of the charges that are made, and the formula of their sum before attrition."""
    steps: list[Step] = []
    charges = []
    for charge, symbol in _RATES:
        if float(getattr(inputs, charge)) != 0:
            steps.append(given(symbol, inputs, charge))
            charges.append(f"R_t × {symbol}")
    for balance, rate, symbol in _BALANCES:
        if getattr(inputs, balance) is not None:
            steps += given_by_year(f"B_{symbol}_t", inputs, balance, years)
            steps.append(given(f"k_{symbol}", inputs, rate))
            charges.append(f"B_{symbol}_t × k_{symbol} × L_t")
    for t, length in enumerate(_lengths(inputs, years)):
        formula = "h" if t == 0 else "1"
        steps.append(Step(f"L_{t + 1}", N_("Length of the period"), formula, float(length), "years", _RULE))
    return steps, " + ".join(charges) or "0"


MODELS = (Model("excess_earnings", N_("Multi-period excess earnings"), "income", ExcessEarnings, excess_earnings, run),)
