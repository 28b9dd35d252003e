"""What are one year's earnings beyond the returns owed to the other assets worth, capitalised?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.income.capitalised_earnings import CapitalisedEarnings, capitalised
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import AMOUNT, RATE, SIGNED_AMOUNT, count_years
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_, Message

EARNINGS_YEARS = ("next_year", "last_year")
_RULE = "valuation.income.single_period_excess_earnings"


@dataclass(frozen=True, kw_only=True)
class SinglePeriodExcessEarnings:
    """Normalised earnings and the assets that help to earn them; earnings, returns and rate on one tax basis."""

    earnings: Number = quantity(N_("Normalised earnings of a year"), "CNY", SIGNED_AMOUNT)
    earnings_year: str = choice(N_("Whether the earnings are next year's or last year's"), EARNINGS_YEARS)
    contributory_assets: FloatArray = series(N_("Contributory asset employed"), "CNY", AMOUNT)
    required_returns: FloatArray = series(N_("Return owed on the contributory asset"), "1/year", RATE)
    discount_rate: Number = quantity(N_("Discount rate"), "1/year", RATE)
    growth: Number = quantity(N_("Yearly growth of the income"), "1/year", RATE, default=0.0)


def _excess(inputs: SinglePeriodExcessEarnings) -> FloatArray:
    check_model_inputs(inputs)
    count_years(inputs, ("contributory_assets", "required_returns"))
    charges = as_series(inputs.contributory_assets) * as_series(inputs.required_returns)
    return np.asarray(np.asarray(inputs.earnings) - charges.sum(axis=-1))


def _next_excess(inputs: SinglePeriodExcessEarnings) -> FloatArray:
    excess = _excess(inputs)
    return excess if inputs.earnings_year == "next_year" else np.asarray(excess * (1.0 + np.asarray(inputs.growth)))


def single_period_excess_earnings(inputs: SinglePeriodExcessEarnings) -> FloatArray:
    """V = max(X / (r - g), 0), X = E - sum_i B_i k_i, grown by (1 + g) when E is last year's; shape (...).

    E earnings, B assets, k their returns, r rate of the asset valued, g growth below r. A perpetuity: not for a patent
    past its term. Source: excess earnings ("formula") method, CFA programme. Known to be right: published 140,000,
    250,000 and 3,000,000; a century of the multi-period method tends to it.
    """
    income = CapitalisedEarnings(
        next_income=_next_excess(inputs), discount_rate=inputs.discount_rate, growth=inputs.growth
    )
    return np.maximum(capitalised(income), 0.0)


def run(inputs: SinglePeriodExcessEarnings) -> ModelResult:
    """The value with a charge for each contributory asset."""
    value = float(single_period_excess_earnings(inputs))
    count = count_years(inputs, ("contributory_assets", "required_returns"))
    charges = as_series(inputs.contributory_assets) * as_series(inputs.required_returns)
    excess, following = float(_excess(inputs)), float(_next_excess(inputs))
    total = " + ".join(f"C_{i + 1}" for i in range(count))
    grown = "X" if inputs.earnings_year == "next_year" else "X × (1 + g)"
    steps = (
        given("E", inputs, "earnings"),
        *given_by_year("B_t", inputs, "contributory_assets", count),
        *given_by_year("k_t", inputs, "required_returns", count),
        *by_year_steps(Step("C_t", N_("Contributory asset charges"), "B_t × k_t", 0.0, MONEY, _RULE), charges),
        Step("C", N_("Contributory asset charges together"), total, float(charges.sum()), MONEY, _RULE),
        Step("X", N_("Excess earnings"), "E − C", excess, MONEY, _RULE),
        given("r", inputs, "discount_rate"),
        given("g", inputs, "growth"),
        Step("X_next", N_("Excess earnings of the first year"), grown, following, MONEY, _RULE),
        Step("V", N_("Value"), "max(X_next / (r − g), 0)", value, MONEY, _RULE),
    )
    negative = Message("excess_negative", "The charges are above the earnings: there is no excess, the value is 0.")
    return ModelResult(value, MONEY, steps, (negative,) if following < 0 else ())


MODELS = (
    Model(
        "single_period_excess_earnings",
        N_("Single-period excess earnings"),
        "income",
        SinglePeriodExcessEarnings,
        single_period_excess_earnings,
        run,
    ),
)
