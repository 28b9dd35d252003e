"""What royalty, or share of profit, does the owner save by owning the right, over a table of years?

The licensee's side of `income_split`, which values the lines of a case by calendar year with many rights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cash_flows import held_place
from valuation.domains import Domain
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import (
    AMOUNT,
    PART,
    PART_BELOW_ONE,
    OwnersStream,
    StreamTable,
    arriving,
    arriving_steps,
    check_stream,
    is_delayed,
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
_SERIES = ("revenue", "profit_margin", "royalty_rate")


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


def _prepared(inputs: ReliefFromRoyalty) -> tuple[FloatArray, FloatArray, FloatArray, StreamTable]:
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
    base = arriving(inputs, _written_base(inputs), years)
    periods = np.arange(float(max(years, base.shape[-1])))
    rate = declining_split(1.0, inputs.split_decline, periods)
    rate = rate * held_place(as_series(inputs.royalty_rate), periods)
    royalty = base * rate
    if inputs.royalty_base == "net_profit":
        # Net profit has already borne the tax.
        table = stream_table(inputs, np.zeros(1), years, net_of_tax=royalty)
    else:
        table = stream_table(inputs, royalty, years)
    return base, np.broadcast_to(rate, table.net.shape), np.broadcast_to(royalty, table.net.shape), table


def _written_base(inputs: ReliefFromRoyalty) -> FloatArray:
    """Revenue, or the profit on it, as forecast."""
    margin = inputs.profit_margin if inputs.royalty_base != "sales" else None
    return as_series(inputs.revenue) * (1.0 if margin is None else as_series(margin))


def relief_from_royalty(inputs: ReliefFromRoyalty) -> FloatArray:
    """V = max(sum_t (R_t m_t K_t (1 - d)^(t - 1) p - W_t) (1 - T) (1 + r)^-tau_t, 0) f.

    R revenue, m margin of the base (1 on sales), K rate, d its decline, p probability, W fees, T tax (the royalty on
    net profit bears none), f the tax amortisation benefit or 1. A launch delay moves R m; the rate goes on falling
    with the years since the valuation date, as the technology ages. Shape (...). Source: Guiding Opinions on Patent
    Asset Appraisal (专利资产评估指导意见). Known to be right: published licence cases; `income_split` on the same line.
    """
    return _prepared(inputs)[3].value


def run(inputs: ReliefFromRoyalty) -> ModelResult:
    """The value with one step for each column and year."""
    base, rate, royalty, table = _prepared(inputs)
    years = table.years
    product = "R_t × m_t" if inputs.royalty_base != "sales" else "R_t"
    steps = stream_given(inputs, years) + given_by_year("R_t", inputs, "revenue", years)
    if inputs.royalty_base != "sales":
        steps += given_by_year("m_t", inputs, "profit_margin", years)
    if is_delayed(inputs):
        written = Step("G_t", N_("Base of the royalty"), product, 0.0, MONEY, _RULE)
        steps += arriving_steps(inputs, written, np.broadcast_to(_written_base(inputs), years), base)
        product = "G_t"
    steps += given_by_year("k_t", inputs, "royalty_rate", len(rate))
    steps.append(given("d", inputs, "split_decline"))
    steps += [
        Step(f"K_{t + 1}", N_("Rate of the year"), f"k_{t + 1} × (1 − d)^{t}", float(value), SHARE, _RULE)
        for t, value in enumerate(rate)
    ]
    steps += by_year_steps(Step("Y_t", N_("Royalty saved"), f"{product} × K_t", 0.0, MONEY, _RULE), royalty)
    net = "Y_t" if inputs.royalty_base == "net_profit" else taxed_formula("Y_t", inputs)
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
