"""What are flows at any times worth, and at which rates are they worth nothing?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.discounting.present_value import present_value
from valuation.domains import LONGEST_YEARS, Domain
from valuation.income.step_lists import by_year_steps, given, given_by_year
from valuation.income.yearly_stream import RATE, SIGNED_AMOUNT, count_years
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.units import MONEY
from valuation.units import RATE as RATE_UNIT
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.income.dated_flows"


@dataclass(frozen=True, kw_only=True)
class NetPresentValue:
    """Flows and when they come: 0, 1, 2 … for years, days / 365 for dates; flows and rate on one tax basis."""

    flows: FloatArray = series(N_("Flow, below zero when paid"), "CNY", SIGNED_AMOUNT)
    flow_years: FloatArray = series(
        N_("Years from the valuation date to the flow"), "years", Domain(0.0, LONGEST_YEARS)
    )
    discount_rate: Number = quantity(N_("Discount rate"), "1/year", RATE)


@dataclass(frozen=True, kw_only=True)
class InternalRateOfReturn:
    """Flows of whole years, the first at the valuation date."""

    flows: FloatArray = series(N_("Flow, below zero when paid"), "CNY", SIGNED_AMOUNT)


def net_present_value(inputs: NetPresentValue) -> FloatArray:
    """V = sum_i F_i (1 + r)^-tau_i, shape (...). Source: discounted cash flow; ACT/365 times make it XNPV.

    Known to be right: published values of numpy-financial (122.89) and pyxirr (2,506.579458169746).
    """
    check_model_inputs(inputs)
    count = count_years(inputs, ("flows",))
    if as_series(inputs.flow_years).shape[-1] != count:
        raise InputOutsideDomain("flow_years", Message("times_missing", "Each flow needs its own time."))
    return present_value(as_series(inputs.flows), inputs.discount_rate, as_series(inputs.flow_years))


def run_net_present_value(inputs: NetPresentValue) -> ModelResult:
    """The value with a step for each flow."""
    value = float(net_present_value(inputs))
    flows, times = as_series(inputs.flows), as_series(inputs.flow_years)
    count = len(flows)
    each = present_value(flows[:, np.newaxis], float(inputs.discount_rate), times[:, np.newaxis])
    pattern = Step("PV_t", N_("Present value of the flow"), "F_t × (1 + r)^(−τ_t)", 0.0, MONEY, _RULE)
    steps = (
        given("r", inputs, "discount_rate"),
        *given_by_year("F_t", inputs, "flows", count),
        *given_by_year("τ_t", inputs, "flow_years", count),
        *by_year_steps(pattern, each),
        Step("V", N_("Value"), " + ".join(f"PV_{i + 1}" for i in range(count)), value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


def internal_rate_of_return(inputs: InternalRateOfReturn) -> FloatArray:
    """The rate r above -1 with sum_t F_t (1 + r)^-t = 0, shape (...); none or several is InputOutsideDomain.

    Source: any textbook of corporate finance. Known to be right: published values of numpy-financial; the present
    value at the rate is 0.
    """
    check_model_inputs(inputs)
    flows = as_series(inputs.flows)
    rates = [_only_rate(row) for row in flows.reshape(-1, flows.shape[-1])]
    return np.asarray(rates).reshape(flows.shape[:-1])


def rates_of_return(flows: FloatArray) -> tuple[float, ...]:
    """Every rate above -1, lowest first, at which the yearly `flows`, shape (years,), are worth 0.

    The flows are a polynomial in x = 1 / (1 + r): its positive roots are the rates.
    """
    # A last flow smaller than this beside the others only breaks the division by it.
    ended = np.trim_zeros(np.where(np.abs(flows) > 1e-200 * np.abs(flows).max(), flows, 0.0), "b")
    if len(ended) < 2:
        return ()
    polynomial = np.polynomial.Polynomial(ended)
    slope = polynomial.deriv()
    found: list[float] = []
    for root in np.asarray(polynomial.roots(), dtype=np.complex128).tolist():
        if root.real <= 0 or abs(root.imag) > 1e-7 * abs(root):
            continue
        x = float(root.real)
        for _ in range(3):
            steep = float(slope(x))
            x = x - float(polynomial(x)) / steep if steep != 0 else x
        if x <= 0:
            continue
        rate = 1.0 / x - 1.0
        if not any(abs(rate - other) <= 1e-6 * (1.0 + rate) for other in found):
            found.append(rate)
    return tuple(sorted(found))


def _only_rate(flows: FloatArray) -> float:
    rates = rates_of_return(flows)
    if not rates:
        raise InputOutsideDomain("flows", Message("no_rate_of_return", "No rate makes these flows worth 0."))
    if len(rates) > 1:
        shown = ", ".join(f"{rate:.4f}" for rate in rates)
        message = Message(
            "several_rates_of_return", "Several rates make these flows worth 0: {rates}.", {"rates": shown}
        )
        raise InputOutsideDomain("flows", message)
    return rates[0]


def run_internal_rate_of_return(inputs: InternalRateOfReturn) -> ModelResult:
    """The rate with the flows; it is found by solving, not by a closed formula."""
    rate = float(internal_rate_of_return(inputs))
    flows = as_series(inputs.flows)
    steps = (
        *given_by_year("F_t", inputs, "flows", len(flows)),
        Step("r", N_("Internal rate of return"), "0 = Σ_t F_t × (1 + r)^(1 − t)", rate, RATE_UNIT, _RULE),
    )
    return ModelResult(rate, RATE_UNIT, steps)


MODELS = (
    Model(
        "net_present_value",
        N_("Net present value"),
        "income",
        NetPresentValue,
        net_present_value,
        run_net_present_value,
    ),
    Model(
        "internal_rate_of_return",
        N_("Internal rate of return"),
        "income",
        InternalRateOfReturn,
        internal_rate_of_return,
        run_internal_rate_of_return,
        unit=RATE_UNIT,
    ),
)
