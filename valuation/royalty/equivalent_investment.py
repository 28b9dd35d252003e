"""Which share of the profit do the rights earn, measured by what each side puts in?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import MONEY, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(0.0, 1e15)
_MARKUP = Domain(-1.0, 100.0, is_low_excluded=True)
_RULE = "valuation.royalty.equivalent_investment"


@dataclass(frozen=True, kw_only=True)
class EquivalentInvestment:
    """What the owner of the rights and what their user contribute; profit on cost of 400 % is 4."""

    rights_cost: Number = quantity(N_("Replacement cost of the rights"), MONEY, _MONEY)
    rights_profit_rate: Number = quantity(N_("Profit rate on the cost of the rights"), SHARE, _MARKUP)
    other_cost: Number = quantity(N_("Replacement cost of the other assets"), MONEY, _MONEY)
    other_profit_rate: Number = quantity(N_("Profit rate on the cost of the other assets"), SHARE, _MARKUP)


def _equivalents(inputs: EquivalentInvestment) -> tuple[FloatArray, FloatArray]:
    rights = np.asarray(inputs.rights_cost) * (1.0 + np.asarray(inputs.rights_profit_rate))
    other = np.asarray(inputs.other_cost) * (1.0 + np.asarray(inputs.other_profit_rate))
    return np.asarray(rights), np.asarray(other)


def equivalent_investment(inputs: EquivalentInvestment) -> FloatArray:
    """K = A (1 + a) / (A (1 + a) + B (1 + b)), a decimal share of profit, shape (...).

    A, B replacement costs of the rights and of the other assets, a, b what such investment usually earns on its cost.
    Source: 约当投资量法 of Chinese appraisal textbooks. InputOutsideDomain where nobody puts anything in.
    Known to be right: published examination cases; swapping the sides gives the complement; free of the money unit.
    """
    check_model_inputs(inputs)
    rights, other = _equivalents(inputs)
    if (rights + other <= 0).any():
        raise InputOutsideDomain("rights_cost", Message("nothing_invested", "One of the two sides must put money in."))
    return np.asarray(rights / (rights + other))


def run(inputs: EquivalentInvestment) -> ModelResult:
    """The share with the equivalent investment of both sides."""
    share = float(equivalent_investment(inputs))
    rights, other = (float(part) for part in _equivalents(inputs))
    symbols = {"rights_cost": "A", "rights_profit_rate": "a", "other_cost": "B", "other_profit_rate": "b"}
    steps = (
        *given_steps(inputs, symbols),
        Step("I_rights", N_("Equivalent investment of the rights"), "A × (1 + a)", rights, MONEY, _RULE),
        Step("I_other", N_("Equivalent investment of the other assets"), "B × (1 + b)", other, MONEY, _RULE),
        Step("K", N_("Split rate of profit"), "I_rights / (I_rights + I_other)", share, SHARE, _RULE),
    )
    return ModelResult(share, SHARE, steps)


MODELS = (
    Model(
        "equivalent_investment",
        N_("Split rate by equivalent investment"),
        "royalty",
        EquivalentInvestment,
        equivalent_investment,
        run,
        unit=SHARE,
    ),
)
