"""What is staged development worth: a first stage that buys the right to the second (an option on an option)?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.options.black_scholes import distances, european, normal
from valuation.options.terms import (
    CALL,
    DELAY_DOMAIN,
    EUROPEAN,
    POSITIVE_MONEY,
    PUT,
    RATE_DOMAIN,
    VOLATILITY_DOMAIN,
    YEARS_DOMAIN,
    TermArrays,
    option_warnings,
    sign_of,
)
from valuation.results import Step
from valuation.units import FACTOR, MONEY, RATE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.compound_option"
_SYMBOLS = {
    "asset_value": "S",
    "first_price": "K_1",
    "second_price": "K_2",
    "first_years": "T_1",
    "second_years": "T_2",
    "volatility": "σ",
    "risk_free_rate": "r",
    "cost_of_delay": "q",
}
_HALVINGS = 90
"""Of the bracket of the critical value: far below the last digit of a float."""
_FARTHEST = 600.0
"""Logarithm of a ratio of asset values that floats still hold."""


@dataclass(frozen=True, kw_only=True)
class CompoundOption:
    """Pay for the next stage at `first_years`; having paid, pay for the launch at `second_years`, or stop.

    With the rights to sell: a guaranteed sale at the second date that may be bought, or given away, at the first.
    """

    asset_value: Number = quantity(N_("Present value of the income once developed"), MONEY, POSITIVE_MONEY)
    first_price: Number = quantity(N_("Cost of the first stage"), MONEY, POSITIVE_MONEY)
    second_price: Number = quantity(N_("Cost of the second stage"), MONEY, POSITIVE_MONEY)
    first_years: Number = quantity(N_("Years to the decision on the first stage"), YEARS, YEARS_DOMAIN)
    second_years: Number = quantity(N_("Years to the decision on the second stage"), YEARS, YEARS_DOMAIN)
    volatility: Number = quantity(N_("Volatility of the asset value per year"), RATE, VOLATILITY_DOMAIN)
    risk_free_rate: Number = quantity(N_("Risk-free rate, continuously compounded"), RATE, RATE_DOMAIN)
    cost_of_delay: Number = quantity(
        N_("Cost of delay: share of the value lost per year of waiting (1 / years left of the patent)"),
        RATE,
        DELAY_DOMAIN,
    )
    first_right: str = choice(
        N_("At the first date: right to buy (call) or to sell (put) the second"), (CALL, PUT), CALL
    )
    second_right: str = choice(N_("At the second date: right to invest (call) or to sell (put)"), (CALL, PUT), CALL)


@dataclass(frozen=True)
class _Parts:
    critical: FloatArray
    near: tuple[FloatArray, FloatArray]
    far: tuple[FloatArray, FloatArray]
    correlation: FloatArray
    joint: tuple[FloatArray, FloatArray]
    likely: FloatArray
    value: FloatArray


def compound_option(inputs: CompoundOption) -> FloatArray:
    """V = φη (S e^(-q T2) M(φη a1, η b1; φρ) - K2 e^(-r T2) M(φη a2, η b2; φρ)) - φ K1 e^(-r T1) N(φη a2); CNY.

    φ and η are 1 for a call and -1 for a put at the first and the second date; a from S and the critical value S* over
    T1, b from S and K2 over T2, ρ = √(T1/T2), S* is where the second right is worth K1. Shape of the inputs.
    Source: Geske (1979), Rubinstein (1991). Raises InputOutsideDomain naming the field; `second_years` unless it
    follows `first_years`.
    Known to be right: Haug's published value, compound parity, integration over the first date, limit of a free first
    stage.
    """
    return _parts(inputs).value


def _parts(inputs: CompoundOption) -> _Parts:
    check_model_inputs(inputs)
    asset, first, second, soon, late, volatility, rate, delay = (
        np.asarray(value, dtype=np.float64)
        for value in (
            *(inputs.asset_value, inputs.first_price, inputs.second_price),
            *(inputs.first_years, inputs.second_years),
            *(inputs.volatility, inputs.risk_free_rate, inputs.cost_of_delay),
        )
    )
    if (late <= soon).any():
        message = Message("stages_out_of_order", "The second stage must follow the first.")
        raise InputOutsideDomain("second_years", message)
    outer, inner = sign_of(inputs.first_right), sign_of(inputs.second_right)
    critical = _critical_value(first, TermArrays(asset, second, late - soon, volatility, rate, delay), inner)
    near = distances(TermArrays(asset, critical, soon, volatility, rate, delay))
    far = distances(TermArrays(asset, second, late, volatility, rate, delay))
    correlation, both = np.sqrt(soon / late), outer * inner
    weighted, likely_both = (
        joint_normal(both * a, inner * b, outer * correlation) for a, b in zip(near, far, strict=True)
    )
    likely = normal(both * near[1])
    later = asset * np.exp(-delay * late) * weighted - second * np.exp(-rate * late) * likely_both
    value = np.maximum(both * later - outer * first * np.exp(-rate * soon) * likely, 0.0)
    return _Parts(critical, near, far, correlation, (weighted, likely_both), likely, value)


def _critical_value(first: FloatArray, later: TermArrays, sign: float) -> FloatArray:
    """The asset value at which the `later` right is worth the first price, by halving the bracket of its logarithm.

    A right to sell is worth at most the price discounted: if that is below the first price, the value is next to 0.
    """
    spread = later.volatility * np.sqrt(later.years)
    reach = np.abs(later.rate - later.delay) * later.years + 0.5 * spread**2 + 40.0 * spread
    if sign > 0.0:
        kept = later.delay * later.years
        low = np.log(first) + kept
        high = np.log(first + later.price * np.exp(-later.rate * later.years)) + kept
    else:
        low, high = (np.log(later.price) + np.minimum(reach + 40.0, _FARTHEST) * end for end in (-1.0, 1.0))
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        is_below = sign * (european(replace(later, asset=np.exp(middle)), sign) - first) < 0.0
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return np.asarray(np.exp(0.5 * (low + high)))


def joint_normal(first: FloatArray, second: FloatArray, correlation: FloatArray) -> FloatArray:
    """M(a, b; ρ), the bivariate normal distribution function, for |ρ| < 1, by Owen's function T.

    Source: Owen (1956). Known to be right: product for ρ = 0, arcsine at the origin, integration.
    """
    from scipy.special import owens_t

    # Owen's form divides by a and b; its limit at zero is reached from above.
    one, two = (np.where(np.abs(value) < 1e-150, 1e-150, value) for value in (first, second))
    root = np.sqrt(1.0 - correlation**2)
    tails = owens_t(one, (two / one - correlation) / root) + owens_t(two, (one / two - correlation) / root)
    between = np.where((one > 0) == (two > 0), 0.0, 0.5)
    return np.asarray(np.clip(0.5 * (normal(one) + normal(two)) - tails - between, 0.0, 1.0))


def run(inputs: CompoundOption) -> ModelResult:
    """The value with its steps; both decisions fall on fixed days, which is said."""
    parts = _parts(inputs)
    value = float(parts.value)
    steps = (*given_steps(inputs, _SYMBOLS), *_distance_steps(parts), *_value_steps(inputs, parts))
    return ModelResult(value, MONEY, steps, option_warnings(EUROPEAN, float(inputs.cost_of_delay)))


def _distance_steps(parts: _Parts) -> tuple[Step, ...]:
    near = "(ln(S / S_c) + (r − q + σ^2 / 2) × T_1) / (σ × T_1^0.5)"
    far = "(ln(S / K_2) + (r − q + σ^2 / 2) × T_2) / (σ × T_2^0.5)"
    a_1, a_2, b_1, b_2 = (float(d) for d in (*parts.near, *parts.far))
    critical = N_("Asset value from which the first stage pays")
    return (
        Step("S_c", critical, "", float(parts.critical), MONEY, _RULE),
        Step("a_1", N_("Distance from the critical value"), near, a_1, FACTOR, _RULE),
        Step("a_2", N_("The same, less the spread to the end"), "a_1 − σ × T_1^0.5", a_2, FACTOR, _RULE),
        Step("b_1", N_("Distance from the cost of the second stage"), far, b_1, FACTOR, _RULE),
        Step("b_2", N_("The same, less the spread to the end"), "b_1 − σ × T_2^0.5", b_2, FACTOR, _RULE),
        Step("ρ", N_("Correlation of the two dates"), "(T_1 / T_2)^0.5", float(parts.correlation), FACTOR, _RULE),
    )


def _value_steps(inputs: CompoundOption, parts: _Parts) -> tuple[Step, ...]:
    weighted, both = (float(m) for m in parts.joint)
    outer, inner = sign_of(inputs.first_right), sign_of(inputs.second_right)
    a, b, rho = ("" if sign > 0 else "−" for sign in (outer * inner, inner, outer))
    first = "−" if outer > 0 else "+"
    if outer * inner > 0:
        later = "S × exp(−q × T_2) × M_1 − K_2 × exp(−r × T_2) × M_2"
    else:
        later = "K_2 × exp(−r × T_2) × M_2 − S × exp(−q × T_2) × M_1"
    total = f"max({later} {first} K_1 × exp(−r × T_1) × P, 0)"
    likely = N_("Risk-neutral probability of the first stage")
    return (
        Step("M_1", N_("Weight of the income received"), f"M({a}a_1, {b}b_1, {rho}ρ)", weighted, FACTOR, _RULE),
        Step("M_2", N_("Risk-neutral probability of both stages"), f"M({a}a_2, {b}b_2, {rho}ρ)", both, FACTOR, _RULE),
        Step("P", likely, f"N({a}a_2)", float(parts.likely), FACTOR, _RULE),
        Step("V", N_("Value"), total, float(parts.value), MONEY, _RULE),
    )


MODELS = (
    Model(
        "compound_option", N_("Compound option (staged development)"), "options", CompoundOption, compound_option, run
    ),
)
