"""What is a business worth with the right less without it, and which share of its income is that?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from valuation.cash_flows import by_year
from valuation.income.step_lists import given, given_by_year
from valuation.income.yearly_stream import (
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

_RULE = "valuation.income.with_and_without"


@dataclass(frozen=True, kw_only=True)
class WithAndWithout(OwnersStream):
    """The same business in two worlds; without the right it may find its way back: the second series says when."""

    income_with: FloatArray = series(N_("Income with the right"), "CNY", SIGNED_AMOUNT)
    income_without: FloatArray = series(N_("Income without the right"), "CNY", SIGNED_AMOUNT)
    probability: Number = quantity(
        N_("Probability that losing the right would have this effect"), "1", PART, default=1.0
    )


def _prepared(inputs: WithAndWithout) -> tuple[FloatArray, FloatArray, StreamTable]:
    years = check_stream(inputs, ("income_with", "income_without"))
    gap = (as_series(inputs.income_with) - as_series(inputs.income_without)) * by_year(inputs.probability)
    arrived = arriving(inputs, gap, years)
    table = stream_table(inputs, arrived, years)
    return np.broadcast_to(gap, (*gap.shape[:-1], years)), np.broadcast_to(arrived, table.net.shape), table


def with_and_without(inputs: WithAndWithout) -> FloatArray:
    """V = max(sum_t p (I_t - O_t) (1 - T) (1 + r)^-tau_t, 0) f, shape (...).

    I and O incomes with and without the right, p probability of the effect, T tax, f the tax amortisation benefit or 1.
    Source: 有无对比法 of appraisal practice. Known to be right: published example; `incremental_income` on the
    difference; difference of two single valuations.
    """
    return _prepared(inputs)[2].value


def income_share(inputs: WithAndWithout) -> FloatArray:
    """s = PV(I - O) p / PV(I), shape (...): the split rate that the right earns (分成率), before fees.

    NaN where PV(I) <= 0.
    """
    before_fees = replace(inputs, maintenance_fees=np.zeros(1))
    own = _prepared(before_fees)[2].present_value
    whole = _prepared(replace(before_fees, income_without=np.zeros(1), probability=1.0))[2].present_value
    share: FloatArray = np.divide(own, whole, out=np.full(np.broadcast(own, whole).shape, np.nan), where=whole > 0)
    return share


def run(inputs: WithAndWithout) -> ModelResult:
    """The value with one step for each column and year."""
    gap, arrived, table = _prepared(inputs)
    years = table.years
    owed = Step("E_t", N_("Income owed to the right"), "(I_t − O_t) × p", 0.0, MONEY, _RULE)
    steps = [
        *stream_given(inputs, years),
        *given_by_year("I_t", inputs, "income_with", years),
        *given_by_year("O_t", inputs, "income_without", years),
        given("p", inputs, "probability"),
        *arriving_steps(inputs, owed, gap, arrived),
        *stream_steps(inputs, table, taxed_formula("E_t", inputs)),
        *value_steps(inputs, table),
    ]
    return ModelResult(float(table.value), MONEY, tuple(steps), stream_warnings(inputs, table))


MODELS = (Model("with_and_without", N_("With and without"), "income", WithAndWithout, with_and_without, run),)
