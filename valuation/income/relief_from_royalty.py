"""What royalty, or share of profit, does the owner save by owning the right, over a table of years?

The licensee's side of `income_split`, which values the lines of a case by calendar year with many rights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import by_year
from valuation.domains import Domain
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import (
    AMOUNT,
    PART,
    PART_BELOW_ONE,
    OwnersStream,
    StreamTable,
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
from valuation.units import MONEY, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

BASES = ("sales", "gross_profit", "operating_profit", "net_profit")
_RULE = "valuation.income.relief_from_royalty"
_SERIES = ("revenue", "profit_margin", "royalty_rate", "maintenance_fees")


@dataclass(frozen=True, kw_only=True)
class ReliefFromRoyalty(OwnersStream):
    """Revenue by period and the share of it, or of a profit on it, that a licence would cost."""

    revenue: FloatArray = series(N_("Revenue of the period"), "CNY", AMOUNT)
    royalty_base: str = choice(N_("What the royalty is a share of"), BASES, default="sales")
    profit_margin: FloatArray | None = series(
        N_("Margin of the base on sales"), "1", Domain(-10.0, 1.0, is_rate=True), default=None
    )
    royalty_rate: FloatArray = series(N_("Royalty rate or split rate of the base"), "1", PART)
    split_decline: Number = quantity(N_("Yearly decline of the split rate"), "1/year", PART_BELOW_ONE, default=0.0)
    success_probability: Number = quantity(N_("Probability of success"), "1", PART, default=1.0)
    maintenance_fees: FloatArray = series(N_("Fees that keep the right in force"), "CNY", AMOUNT, default=(0.0,))


def _prepared(inputs: ReliefFromRoyalty) -> tuple[FloatArray, FloatArray, StreamTable]:
    years = check_stream(inputs, _SERIES)
    if inputs.royalty_base == "net_profit" and inputs.tax_basis == "pre_tax":
        message = Message(
            "net_profit_is_after_tax", "Net profit is after tax: value it after tax with a rate after tax."
        )
        raise InputOutsideDomain("tax_basis", message)
    if inputs.royalty_base != "sales" and inputs.profit_margin is None:
        raise InputOutsideDomain(
            "profit_margin", Message("margin_missing", "A split of profit needs the profit margin.")
        )
    rate = declining_split(1.0, inputs.split_decline, np.arange(float(years))) * as_series(inputs.royalty_rate)
    on_profit = inputs.royalty_base != "sales"
    base = as_series(inputs.revenue) * (as_series(inputs.profit_margin) if on_profit else 1.0)
    royalty = base * rate * by_year(inputs.success_probability)
    fees = as_series(inputs.maintenance_fees)
    if inputs.royalty_base == "net_profit":
        # Net profit has already borne the tax: only the fees still save some.
        table = stream_table(inputs, -fees, years, net_of_tax=royalty)
    else:
        table = stream_table(inputs, royalty - fees, years)
    return np.broadcast_to(rate, table.net.shape), np.broadcast_to(royalty, table.net.shape), table


def relief_from_royalty(inputs: ReliefFromRoyalty) -> FloatArray:
    """V = max(sum_t (R_t m_t K_t (1 - d)^(t - 1) p - W_t) (1 - T) (1 + r)^-tau_t, 0) f.

    R revenue, m margin of the base (1 on sales), K rate, d its decline, p probability, W fees, T tax (the royalty on
    net profit bears none), f the tax amortisation benefit or 1. Shape (...). Source: Guiding Opinions on Patent Asset
    Appraisal (专利资产评估指导意见). Known to be right: published licence cases; `income_split` on the same line.
    """
    return _prepared(inputs)[2].value


def run(inputs: ReliefFromRoyalty) -> ModelResult:
    """The value with one step for each column and year."""
    rate, royalty, table = _prepared(inputs)
    years = table.net.shape[-1]
    on_profit = inputs.royalty_base != "sales"
    steps = stream_given(inputs, years) + given_by_year("R_t", inputs, "revenue", years)
    if on_profit:
        steps += given_by_year("m_t", inputs, "profit_margin", years)
    steps += given_by_year("k_t", inputs, "royalty_rate", years)
    steps += [given("d", inputs, "split_decline"), given("p", inputs, "success_probability")]
    decline = [
        Step(f"K_{t + 1}", N_("Rate of the year"), f"k_{t + 1} × (1 − d)^{t}", float(value), SHARE, _RULE)
        for t, value in enumerate(rate)
    ]
    formula = "R_t × m_t × K_t × p" if on_profit else "R_t × K_t × p"
    steps += decline
    steps += by_year_steps(Step("Y_t", N_("Royalty saved"), formula, 0.0, MONEY, _RULE), royalty)
    steps += given_by_year("W_t", inputs, "maintenance_fees", years)
    net = "Y_t − W_t × (1 − T)" if inputs.royalty_base == "net_profit" else taxed_formula("(Y_t − W_t)", inputs)
    steps += stream_steps(inputs, table, net) + value_steps(inputs, table)
    return ModelResult(float(table.value), MONEY, tuple(steps), stream_warnings(inputs, table) + _above_margin(inputs))


def _above_margin(inputs: ReliefFromRoyalty) -> tuple[Message, ...]:
    if inputs.royalty_base != "sales" or inputs.profit_margin is None:
        return ()
    if not (as_series(inputs.royalty_rate) > as_series(inputs.profit_margin)).any():
        return ()
    return (Message("royalty_above_margin", "The royalty on sales takes more than the whole margin: nobody pays it."),)


MODELS = (
    Model("relief_from_royalty", N_("Relief from royalty"), "income", ReliefFromRoyalty, relief_from_royalty, run),
)
