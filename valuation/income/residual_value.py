"""What is left of a price for the asset that is not valued by itself (goodwill, or the last intangible)?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.income.step_lists import given, given_by_year
from valuation.income.yearly_stream import AMOUNT
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_, Message

_RULE = "valuation.income.residual_value"


@dataclass(frozen=True, kw_only=True)
class ResidualValue:
    """A price for the whole and the fair values of its parts."""

    price: Number = quantity(N_("Price of the whole business"), "CNY", AMOUNT)
    tangible_assets: Number = quantity(N_("Tangible net assets at fair value"), "CNY", AMOUNT)
    intangible_assets: FloatArray = series(N_("Intangible asset at fair value"), "CNY", AMOUNT)
    liabilities: Number = quantity(N_("Liabilities taken over, not yet deducted"), "CNY", AMOUNT, default=0.0)


def residual_value(inputs: ResidualValue) -> FloatArray:
    """V = P - (A + sum_i I_i - L), shape (...); below zero the price lies under the parts (a bargain purchase).

    Source: purchase price allocation of IFRS 3. Known to be right: published waterfall 100 - (15 + 60) = 25.
    """
    check_model_inputs(inputs)
    parts = np.asarray(inputs.tangible_assets) + as_series(inputs.intangible_assets).sum(axis=-1)
    return np.asarray(np.asarray(inputs.price) - (parts - np.asarray(inputs.liabilities)))


def run(inputs: ResidualValue) -> ModelResult:
    """The residual with its parts."""
    value = float(residual_value(inputs))
    count = as_series(inputs.intangible_assets).shape[-1]
    parts = " + ".join(f"I_{i + 1}" for i in range(count))
    steps = (
        given("P", inputs, "price"),
        given("A", inputs, "tangible_assets"),
        *given_by_year("I_t", inputs, "intangible_assets", count),
        given("L", inputs, "liabilities"),
        Step("V", N_("Residual value"), f"P − (A + {parts} − L)", value, MONEY, _RULE),
    )
    bargain = Message("parts_above_price", "The parts are worth more than the price of the whole: check both.")
    return ModelResult(value, MONEY, steps, (bargain,) if value < 0 else ())


MODELS = (Model("residual_value", N_("Residual value"), "income", ResidualValue, residual_value, run),)
