"""What is a right to invest worth that may be taken up on one day only (Black, Scholes and Merton)?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.given_steps import given_steps
from valuation.inputs import FloatArray
from valuation.model import Model, ModelResult, check_model_inputs
from valuation.options.terms import (
    CALL,
    EUROPEAN,
    TERM_SYMBOLS,
    OptionTerms,
    TermArrays,
    exercised_today,
    option_warnings,
    sign_of,
    terms_as_arrays,
)
from valuation.results import Step
from valuation.units import FACTOR, MONEY
from valuation.wording import N_

_RULE = "valuation.options.black_scholes"


@dataclass(frozen=True, kw_only=True)
class BlackScholes(OptionTerms):
    """A European right on an asset that loses the share q of its value per year of waiting."""


@dataclass(frozen=True)
class Greeks:
    """How the value moves with its inputs, each of the shape of the value."""

    delta: FloatArray
    """Per unit of the asset value."""
    gamma: FloatArray
    """Of delta, per unit of the asset value."""
    vega: FloatArray
    """Per 1.00 of volatility."""
    theta: FloatArray
    """Per year that passes with the end fixed."""
    rho: FloatArray
    """Per 1.00 of the risk-free rate."""


def black_scholes(inputs: BlackScholes) -> FloatArray:
    """V = φ (S e^(-qT) N(φ d1) - K e^(-rT) N(φ d2)), φ = 1 for a call, -1 for a put; CNY, shape of the inputs.

    d1 = (ln(S/K) + (r - q + σ²/2) T) / (σ √T), d2 = d1 - σ √T. Source: Black and Scholes (1973), Merton (1973);
    q = 1/n for a patent: Damodaran. Raises InputOutsideDomain naming the field.
    Known to be right: Haug's published table, put-call parity, limit of both trees, derivatives by difference.
    """
    check_model_inputs(inputs)
    return european(terms_as_arrays(inputs), sign_of(inputs.right))


def european(terms: TermArrays, sign: float) -> FloatArray:
    """The formula of `black_scholes` on arrays already checked."""
    first, second = distances(terms)
    received = terms.asset * np.exp(-terms.delay * terms.years) * normal(sign * first)
    paid = terms.price * np.exp(-terms.rate * terms.years) * normal(sign * second)
    # The difference of two nearly equal amounts may fall a last digit below zero; a right never does.
    return np.maximum(sign * (received - paid), 0.0)


def distances(terms: TermArrays) -> tuple[FloatArray, FloatArray]:
    """d1 and d2 of the formula of `black_scholes`."""
    spread = terms.volatility * np.sqrt(terms.years)
    growth = (terms.rate - terms.delay + 0.5 * terms.volatility**2) * terms.years
    first = (np.log(terms.asset / terms.price) + growth) / spread
    return first, first - spread


def normal(distance: FloatArray) -> FloatArray:
    """N(d), the standard normal distribution function."""
    from scipy.special import ndtr

    return np.asarray(ndtr(distance))


def greeks(inputs: BlackScholes) -> Greeks:
    """The derivatives of `black_scholes`. Source: Merton (1973). Known to be right: central differences."""
    check_model_inputs(inputs)
    return greeks_of(terms_as_arrays(inputs), sign_of(inputs.right))


def greeks_of(terms: TermArrays, sign: float) -> Greeks:
    """The formulas of `greeks` on arrays already checked."""
    first, second = distances(terms)
    root = np.sqrt(terms.years)
    kept = np.exp(-terms.delay * terms.years)
    density = kept * np.exp(-0.5 * first**2) / np.sqrt(2.0 * np.pi)
    delta = sign * kept * normal(sign * first)
    due = sign * terms.price * np.exp(-terms.rate * terms.years) * normal(sign * second)
    decay = -terms.asset * density * terms.volatility / (2.0 * root)
    return Greeks(
        delta=delta,
        gamma=density / (terms.asset * terms.volatility * root),
        vega=terms.asset * density * root,
        theta=decay - terms.rate * due + terms.delay * terms.asset * delta,
        rho=terms.years * due,
    )


def closed_steps(inputs: OptionTerms) -> tuple[Step, ...]:
    """d1, d2, hedge ratio, probability and the European value V_E of one case, after the steps of the terms."""
    terms, sign = terms_as_arrays(inputs), sign_of(inputs.right)
    first, second = (float(distance) for distance in distances(terms))
    delta = float(greeks_of(terms, sign).delta)
    likely = float(normal(np.asarray(sign * second)))
    value = float(european(terms, sign))
    if inputs.right == CALL:
        texts = ("exp(−q × T) × N(d_1)", "N(d_2)", "max(S × Δ − K × exp(−r × T) × P, 0)")
    else:
        texts = ("−exp(−q × T) × N(−d_1)", "N(−d_2)", "max(S × Δ + K × exp(−r × T) × P, 0)")
    distance = "(ln(S / K) + (r − q + σ^2 / 2) × T) / (σ × T^0.5)"
    return (
        Step("d_1", N_("Distance of the asset value from the exercise price"), distance, first, FACTOR, _RULE),
        Step("d_2", N_("The same, less the spread to the end"), "d_1 − σ × T^0.5", second, FACTOR, _RULE),
        Step("Δ", N_("Change of the value per unit of the asset value"), texts[0], delta, FACTOR, _RULE),
        Step("P", N_("Risk-neutral probability of being taken up"), texts[1], likely, FACTOR, _RULE),
        Step("V_E", N_("Value with exercise at the end only"), texts[2], value, MONEY, _RULE),
    )


def run(inputs: BlackScholes) -> ModelResult:
    """The value with its steps; the exercise style is always said."""
    value = float(black_scholes(inputs))
    steps = (*given_steps(inputs, TERM_SYMBOLS), exercised_today(inputs, _RULE), *closed_steps(inputs))
    end = Step("V", N_("Value"), "V_E", value, MONEY, _RULE)
    return ModelResult(value, MONEY, (*steps, end), option_warnings(EUROPEAN, float(inputs.cost_of_delay)))


MODELS = (Model("black_scholes", N_("Black-Scholes-Merton option"), "options", BlackScholes, black_scholes, run),)
