"""What are a lump sum, instalments and a running royalty with its minimum worth to the licensor?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import (
    AMOUNT,
    PART,
    StreamTable,
    YearlyStream,
    check_stream,
    stream_given,
    stream_steps,
    stream_table,
    stream_warnings,
    tax_of,
    taxed_formula,
)
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, quantity, series
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_

_RULE = "valuation.income.licence_payments"
_SERIES = ("sales", "royalty_rate", "minimum_royalty", "instalments")


@dataclass(frozen=True, kw_only=True)
class LicencePayments(YearlyStream):
    """A licence with its term: the lump sum comes at the valuation date, the rest with the money of each period."""

    lump_sum: Number = quantity(N_("Lump sum at signing"), "CNY", AMOUNT, default=0.0)
    sales: FloatArray = series(N_("Licensee's sales of the period"), "CNY", AMOUNT)
    royalty_rate: FloatArray = series(N_("Running royalty rate on sales"), "1", PART)
    minimum_royalty: FloatArray = series(N_("Least royalty of the period"), "CNY", AMOUNT, default=(0.0,))
    instalments: FloatArray = series(N_("Instalment or milestone of the period"), "CNY", AMOUNT, default=(0.0,))


def _prepared(inputs: LicencePayments) -> tuple[FloatArray, StreamTable, FloatArray]:
    years = check_stream(inputs, _SERIES)
    running = as_series(inputs.sales) * as_series(inputs.royalty_rate)
    royalty = np.maximum(running, as_series(inputs.minimum_royalty))
    table = stream_table(inputs, royalty + as_series(inputs.instalments), years)
    lump_sum = np.asarray(inputs.lump_sum) * (1.0 - np.asarray(tax_of(inputs)))
    return np.broadcast_to(royalty, table.net.shape), table, np.asarray(lump_sum + table.value)


def licence_payments(inputs: LicencePayments) -> FloatArray:
    """V = L (1 - T) + sum_t (max(K_t S_t, M_t) + I_t) (1 - T) p (1 + r)^-tau_t, shape (...).

    L lump sum (入门费), K royalty rate (提成率) on sales S, M minimum, I instalments, T the licensor's tax, p success
    times validity (the lump sum is certain). The term is `remaining_life_years`. Source: lump sum plus running royalty
    of licensing practice (入门费加提成). Known to be right: published licence of five years (3,411.71); without lump
    sum and minimum it is `relief_from_royalty`.
    """
    return _prepared(inputs)[2]


def run(inputs: LicencePayments) -> ModelResult:
    """The value with one step for each column and year."""
    royalty, table, total = _prepared(inputs)
    years = table.years
    formula = taxed_formula("L", inputs) + " + PV"
    steps = (
        *stream_given(inputs, years),
        given("L", inputs, "lump_sum"),
        *given_by_year("S_t", inputs, "sales", years),
        *given_by_year("K_t", inputs, "royalty_rate", years),
        *given_by_year("M_t", inputs, "minimum_royalty", years),
        *given_by_year("I_t", inputs, "instalments", years),
        *by_year_steps(Step("Y_t", N_("Royalty of the year"), "max(S_t × K_t, M_t)", 0.0, MONEY, _RULE), royalty),
        *stream_steps(inputs, table, taxed_formula("(Y_t + I_t)", inputs)),
        Step("V", N_("Value"), formula, float(total), MONEY, _RULE),
    )
    return ModelResult(float(total), MONEY, steps, stream_warnings(inputs, table))


MODELS = (
    Model(
        "licence_payments",
        N_("Lump sum and running royalty"),
        "income",
        LicencePayments,
        licence_payments,
        run,
    ),
)
