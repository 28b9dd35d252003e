"""What is a right to invest worth that may be taken up at any time, to four digits, for thousands of rights at once?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.given_steps import given_steps
from valuation.inputs import FloatArray
from valuation.model import Model, ModelResult, check_model_inputs
from valuation.options.american_boundary import rights_to_sell
from valuation.options.black_scholes import closed_steps, european
from valuation.options.terms import (
    AMERICAN,
    CALL,
    TERM_SYMBOLS,
    OptionTerms,
    TermArrays,
    exercised_today,
    option_warnings,
    sign_of,
    terms_as_arrays,
)
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_, InputOutsideDomain, Message

_RULE = "valuation.options.american_option"


@dataclass(frozen=True, kw_only=True)
class AmericanOption(OptionTerms):
    """A right that may be taken up on any day, by the asset value from which that pays."""


@dataclass(frozen=True)
class _Solved:
    """Value and critical asset value, shape (options,); the latter is not a number where waiting is always better."""

    value: FloatArray
    critical: FloatArray


def american_option(inputs: AmericanOption) -> FloatArray:
    """V = V_E + A, the European value and the worth of early exercise, or the gain of exercise today; CNY.

    A = ∫ (r K e^(-r s) N(-d2(s, S/B)) - q S e^(-q s) N(-d1(s, S/B))) ds for a put, B the boundary of exercise; a call
    is the put with S and K, r and q exchanged. All options in one call, shape of the inputs. Source: Kim (1990),
    McDonald and Schroder (1998), Andersen, Lake and Offengenden (2016). Within 1e-4 of the value (or of 1e-4 of the
    asset value, if that is more): two grids must agree, else InputOutsideDomain says so; it also names fields out of
    bounds.
    Where exercise before the end never pays (call with q = 0 and r >= 0, put with r <= 0) it is the closed form.
    Known to be right: an independent library on thousands of random terms, the binomial tree, published values.
    """
    check_model_inputs(inputs)
    terms = terms_as_arrays(inputs)
    return _solve(terms.flat(), inputs.right).value.reshape(terms.asset.shape)


def _pays_early(terms: TermArrays, right: str) -> NDArray[np.bool_]:
    """Whether there is an asset value at which waiting for the end is worse than exercise."""
    if right == CALL:
        return np.asarray((terms.delay > 0.0) | (terms.rate < 0.0))
    return np.asarray(terms.rate > 0.0)


def _solve(terms: TermArrays, right: str) -> _Solved:
    value = european(terms, sign_of(right))
    critical = np.full(value.shape, np.nan)
    early = np.flatnonzero(_pays_early(terms, right))
    if not early.size:
        return _Solved(value, critical)
    part = terms.part(early)
    asset, price, rate, delay = part.asset, part.price, part.rate, part.delay
    if right == CALL:
        asset, price, rate, delay = price, asset, delay, rate
    unit = TermArrays(asset / price, np.ones(early.size), part.years, part.volatility, rate, delay)
    found = rights_to_sell(unit, part.asset / price)
    if not found.is_agreed.all():
        raise InputOutsideDomain("volatility", _not_found(part, int(np.argmin(found.is_agreed))))
    # What is certain from below, in the currency itself: early exercise never costs, not even a last digit.
    today = sign_of(right) * (part.asset - part.price)
    value[early] = np.maximum(found.value * price, np.maximum(value[early], today))
    # The boundary of the exchanged right is the ratio of price to asset value.
    critical[early] = part.price / found.critical if right == CALL else part.price * found.critical
    return _Solved(value, critical)


def _not_found(terms: TermArrays, at: int) -> Message:
    template = N_(
        "With volatility {volatility:g}, rate {rate:g}, cost of delay {delay:g} and {years:g} years the boundary of "
        "early exercise cannot be found exactly enough; take the binomial tree."
    )
    params = {name: float(getattr(terms, name)[at]) for name in ("volatility", "rate", "delay", "years")}
    return Message("boundary_not_found", template, params)


def run(inputs: AmericanOption) -> ModelResult:
    """The value with the asset value from which exercise pays today, and the worth of early exercise by itself."""
    check_model_inputs(inputs)
    terms = terms_as_arrays(inputs).flat()
    solved = _solve(terms, inputs.right)
    value, critical = float(solved.value[0]), float(solved.critical[0])
    premium = value - float(european(terms, sign_of(inputs.right))[0])
    label = N_("Asset value from which taking it up today pays")
    if inputs.right != CALL:
        label = N_("Asset value up to which selling today pays")
    limits = () if np.isnan(critical) else (Step("S_c", label, "", critical, MONEY, _RULE),)
    steps = (*given_steps(inputs, TERM_SYMBOLS), exercised_today(inputs, _RULE), *closed_steps(inputs), *limits)
    ends = (
        Step("A", N_("Worth of the right to exercise early"), "", premium, MONEY, _RULE),
        Step("V", N_("Value"), "V_E + A", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, (*steps, *ends), _warnings(inputs, critical))


def _warnings(inputs: AmericanOption, critical: float) -> tuple[Message, ...]:
    said = option_warnings(AMERICAN, float(inputs.cost_of_delay))
    if np.isnan(critical):
        template = N_("Exercise before the end never pays here: the value is that of exercise at the end only.")
        return (*said, Message("never_early", template))
    if sign_of(inputs.right) * (float(inputs.asset_value) - critical) < 0.0:
        return said
    template = N_("Waiting no longer pays: the asset value has passed the critical value of {critical:,.2f}.")
    return (*said, Message("exercise_now", template, {"critical": critical}))


MODELS = (Model("american_option", N_("American option"), "options", AmericanOption, american_option, run),)
