"""What is a brand or technology worth by what the market pays for its company above a generic one?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import FACTOR, MONEY
from valuation.wording import N_, Message

_MONEY = Domain(0.0, 1e15)
_BASE = Domain(1e-9, 1e15)
_RULE = "valuation.market.multiple_less_generic"


@dataclass(frozen=True, kw_only=True)
class MultipleLessGeneric:
    """Two companies of one trade; the base (sales, EBITDA or invested capital) is the same figure of both."""

    subject_equity: Number = quantity(N_("Equity of the subject at market value"), MONEY, _MONEY)
    subject_debt: Number = quantity(N_("Debt of the subject"), MONEY, _MONEY)
    subject_cash: Number = quantity(N_("Cash of the subject"), MONEY, _MONEY)
    subject_base: Number = quantity(N_("Base of the multiple of the subject"), MONEY, _BASE)
    generic_equity: Number = quantity(N_("Equity of the generic company at market value"), MONEY, _MONEY)
    generic_debt: Number = quantity(N_("Debt of the generic company"), MONEY, _MONEY)
    generic_cash: Number = quantity(N_("Cash of the generic company"), MONEY, _MONEY)
    generic_base: Number = quantity(N_("Base of the multiple of the generic company"), MONEY, _BASE)


def enterprise_value(equity: Number, debt: Number, cash: Number) -> FloatArray:
    """EV = E + D - cash, shape (...)."""
    return np.asarray(np.asarray(equity) + np.asarray(debt) - np.asarray(cash))


def _enterprises(inputs: MultipleLessGeneric) -> tuple[FloatArray, FloatArray]:
    return (
        enterprise_value(inputs.subject_equity, inputs.subject_debt, inputs.subject_cash),
        enterprise_value(inputs.generic_equity, inputs.generic_debt, inputs.generic_cash),
    )


def multiple_less_generic(inputs: MultipleLessGeneric) -> FloatArray:
    """V = (EV / X - EV_0 / X_0) X, shape (...); X the base of the subject, EV_0 and X_0 of the generic company.

    Source: Damodaran, Damodaran on Valuation, value of a brand name. It may be negative: the market then pays
    nothing for the name, which is said and not hidden.
    Known to be right: the printed enterprise values and multiples; 0 for a company that is its own generic.
    """
    check_model_inputs(inputs)
    subject, generic = _enterprises(inputs)
    base, generic_base = np.asarray(inputs.subject_base), np.asarray(inputs.generic_base)
    return np.asarray((subject / base - generic / generic_base) * base)


_SYMBOLS = {
    "subject_equity": "E",
    "subject_debt": "D",
    "subject_cash": "C",
    "subject_base": "X",
    "generic_equity": "E_0",
    "generic_debt": "D_0",
    "generic_cash": "C_0",
    "generic_base": "X_0",
}


def run(inputs: MultipleLessGeneric) -> ModelResult:
    """The value with both enterprise values and multiples."""
    value = float(multiple_less_generic(inputs))
    subject, generic = (float(enterprise) for enterprise in _enterprises(inputs))
    multiple, generic_multiple = subject / float(inputs.subject_base), generic / float(inputs.generic_base)
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("EV", N_("Enterprise value of the subject"), "E + D − C", subject, MONEY, _RULE),
        Step("EV_0", N_("Enterprise value of the generic company"), "E_0 + D_0 − C_0", generic, MONEY, _RULE),
        Step("M", N_("Multiple of the subject"), "EV / X", multiple, FACTOR, _RULE),
        Step("M_0", N_("Multiple of the generic company"), "EV_0 / X_0", generic_multiple, FACTOR, _RULE),
        Step("V", N_("Value"), "(M − M_0) × X", value, MONEY, _RULE),
    )
    template = N_("The market pays no more for the subject than for the generic company: no value follows from it.")
    return ModelResult(value, MONEY, steps, (Message("no_premium_paid", template),) if value <= 0 else ())


MODELS = (
    Model(
        "multiple_less_generic",
        N_("Multiple of the subject less the generic one"),
        "market",
        MultipleLessGeneric,
        multiple_less_generic,
        run,
    ),
)
