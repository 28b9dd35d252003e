"""What is a level or growing income for ever, or for a number of years, worth today?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(-1e15, 1e15)
_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)


@dataclass(frozen=True, kw_only=True)
class CapitalisedEarnings:
    """A constant-growth perpetuity: fits assets without an end, never a patent past its term."""

    next_income: Number = quantity(N_("Income of the first year"), "CNY", _MONEY)
    discount_rate: Number = quantity(N_("Discount rate"), "1/year", _RATE)
    growth: Number = quantity(N_("Yearly growth of the income"), "1/year", _RATE, default=0.0)
    timing: str = choice(N_("When the money of a year comes"), ("year_end", "mid_year"), default="year_end")


def capitalised(inputs: CapitalisedEarnings) -> FloatArray:
    """V = A / (r - g) with income at each year's end; in its middle times (1 + r)^(1/2). Needs r > g.

    Source: Gordon and Shapiro (1956). Known to be right: limit of the growing annuity at either timing; published
    example of the CFA programme.
    """
    check_model_inputs(inputs)
    spread = np.asarray(inputs.discount_rate) - np.asarray(inputs.growth)
    if (spread <= 0).any():
        message = Message("growth_not_below_rate", "The growth must lie below the discount rate.")
        raise InputOutsideDomain("growth", message)
    value = np.asarray(inputs.next_income / spread)
    return value if inputs.timing == "year_end" else np.asarray(value * np.sqrt(1.0 + np.asarray(inputs.discount_rate)))


def run(inputs: CapitalisedEarnings) -> ModelResult:
    """The value with its steps."""
    value = float(capitalised(inputs))
    rule = "valuation.income.capitalised_earnings"
    formula = "A / (r − g)" if inputs.timing == "year_end" else "A / (r − g) × (1 + r)^(1 / 2)"
    steps = (
        Step("A", N_("Income of the first year"), "", float(inputs.next_income), "CNY", "next_income"),
        Step("r", N_("Discount rate"), "", float(inputs.discount_rate), "1/year", "discount_rate"),
        Step("g", N_("Yearly growth of the income"), "", float(inputs.growth), "1/year", "growth"),
        Step("V", N_("Value"), formula, value, "CNY", rule),
    )
    return ModelResult(value, "CNY", steps)


MODELS = (Model("capitalised_earnings", N_("Capitalised earnings"), "income", CapitalisedEarnings, capitalised, run),)
