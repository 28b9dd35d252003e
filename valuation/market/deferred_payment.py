"""What is a price paid in instalments worth as cash at signing?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.discounting.present_value import discount_factor, present_value
from valuation.domains import LONGEST_YEARS, Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.series_checks import require_same_length
from valuation.units import COUNT, MONEY, RATE, YEARS
from valuation.wording import N_

_MONEY = Domain(0.0, 1e15)
# Close to -1 a factor of late years leaves the range of floats.
_RATE = Domain(-0.9, 1.0, is_rate=True)
_UNITS = Domain(0.0, 1e15, is_low_excluded=True)
_RULE = "valuation.market.deferred_payment"


@dataclass(frozen=True, kw_only=True)
class DeferredPayment:
    """Instalments and milestone payments as agreed, and how many units were bought with them."""

    payments: Any = series(N_("Payment"), MONEY, _MONEY)
    payment_years: Any = series(N_("Years after signing"), YEARS, Domain(0.0, LONGEST_YEARS))
    deferred_payment_rate: Number = quantity(N_("Rate for deferred payments"), RATE, _RATE)
    units: Number = quantity(N_("Units bought"), COUNT, _UNITS, default=1.0)


def _cash_price(inputs: DeferredPayment) -> FloatArray:
    """As `comparable_transactions.cash_price`, the same present value, with arrays of paths."""
    return present_value(as_series(inputs.payments), inputs.deferred_payment_rate, as_series(inputs.payment_years))


def deferred_payment(inputs: DeferredPayment) -> FloatArray:
    """V = sum of A_k (1 + i)^-t_k / n, shape (...), broken years compounded; InputOutsideDomain for unequal lists.

    Source: cash equivalence of the terms of payment (付款方式修正) of the comparison approach.
    Known to be right: published examination of appraisers; equals the cash price of a comparable in a case.
    """
    check_model_inputs(inputs)
    require_same_length(inputs, "payments", "payment_years")
    return np.asarray(_cash_price(inputs) / np.asarray(inputs.units))


def run(inputs: DeferredPayment) -> ModelResult:
    """The price per unit with the present value of each payment."""
    value = float(deferred_payment(inputs))
    amounts, years = as_series(inputs.payments), as_series(inputs.payment_years)
    present = amounts * discount_factor(inputs.deferred_payment_rate, years)
    symbols = {"deferred_payment_rate": "i", "payments": "A", "payment_years": "t", "units": "n"}
    label, cash = N_("Payment as cash at signing"), float(_cash_price(inputs))
    steps = (
        *given_steps(inputs, symbols),
        *(
            Step(f"P_{k}", label, f"A_{k} × (1 + i)^(−t_{k})", amount, MONEY, _RULE)
            for k, amount in enumerate(present.tolist(), start=1)
        ),
        Step("P", N_("Price as cash at signing"), sum_of("P_{k}", amounts.size), cash, MONEY, _RULE),
        Step("V", N_("Price per unit as cash at signing"), "P / n", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


MODELS = (
    Model(
        "deferred_payment", N_("Cash equivalent of deferred payments"), "market", DeferredPayment, deferred_payment, run
    ),
)
