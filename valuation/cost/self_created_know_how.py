"""What would technology made in house cost anew, seeing that creative work is risky and worth more than its wages?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.cost.obsolescence import age_life_obsolescence, remaining_share
from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE, YEARS
from valuation.wording import N_

_MONEY = Domain(0.0, 1e15)
_MULTIPLIER = Domain(0.0, 100.0)
_MARKUP = Domain(-1.0, 100.0, is_low_excluded=True)
_BELOW_ONE = Domain(0.0, 1.0, is_high_excluded=True, is_rate=True)
_YEARS = Domain(0.0, 100.0)
_LEFT_YEARS = Domain(0.0, 100.0, is_low_excluded=True)
_RULE = "valuation.cost.self_created_know_how"


@dataclass(frozen=True, kw_only=True)
class SelfCreatedKnowHow:
    """Costs at the price level of the valuation date and what raises them."""

    material_cost: Number = quantity(N_("Material consumed in development"), MONEY, _MONEY)
    labour_cost: Number = quantity(N_("Labour consumed in development"), MONEY, _MONEY)
    labour_multiplier: Number = quantity(N_("Multiplier of creative labour"), FACTOR, _MULTIPLIER)
    risk_rate: Number = quantity(N_("Average risk of failure in research"), SHARE, _BELOW_ONE)
    return_rate: Number = quantity(N_("Return on the investment in research"), SHARE, _MARKUP)
    used_years: Number = quantity(N_("Years used"), YEARS, _YEARS, default=0.0)
    remaining_years: Number = quantity(N_("Years of use left"), YEARS, _LEFT_YEARS)


def multiplied_cost(inputs: SelfCreatedKnowHow) -> FloatArray:
    """C_r = (c + β1 v) (1 + L) / (1 - β2), shape (...): replacement cost new by 倍加系数法.

    c material, v labour, β1 multiplier of creative labour, β2 average risk of failure, L return on the investment.
    The risk stands as 1 - β2 below the line: of all projects that share succeeds and has to earn back the others, so
    the cost rises with the risk. The examination that computes 142 from 35, 30, 1.2, 0.4 and 20 % has it so; a page
    that prints 1 + β2 would let risk cheapen the work and does not give its own figures.
    """
    material, labour = np.asarray(inputs.material_cost), np.asarray(inputs.labour_cost)
    spent = material + np.asarray(inputs.labour_multiplier) * labour
    return np.asarray(spent * (1.0 + np.asarray(inputs.return_rate)) / (1.0 - np.asarray(inputs.risk_rate)))


def _obsolescence(inputs: SelfCreatedKnowHow) -> FloatArray:
    return age_life_obsolescence(inputs.used_years, inputs.remaining_years)


def self_created_know_how(inputs: SelfCreatedKnowHow) -> FloatArray:
    """V = C_r (1 - o), o = used / (used + left), shape (...). Source: 倍加系数法 of Chinese appraisal textbooks.

    Known to be right: published examination; without risk, multiplier and age it is the cost with its return.
    """
    check_model_inputs(inputs)
    return np.asarray(multiplied_cost(inputs) * remaining_share((_obsolescence(inputs),), "chained"))


_SYMBOLS = {
    "material_cost": "c",
    "labour_cost": "v",
    "labour_multiplier": "β1",
    "risk_rate": "β2",
    "return_rate": "L",
    "used_years": "n_used",
    "remaining_years": "n_left",
}


def run(inputs: SelfCreatedKnowHow) -> ModelResult:
    """The value with replacement cost and obsolescence."""
    value = float(self_created_know_how(inputs))
    new, obsolescence = float(multiplied_cost(inputs)), float(_obsolescence(inputs))
    age_label = N_("Obsolescence by age and life")
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("C_r", N_("Replacement cost"), "(c + β1 × v) × (1 + L) / (1 − β2)", new, MONEY, _RULE),
        Step("o", age_label, "n_used / (n_used + n_left)", obsolescence, SHARE, "valuation.cost.obsolescence"),
        Step("V", N_("Value by the cost approach"), "C_r × (1 − o)", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


MODELS = (
    Model(
        "self_created_know_how",
        N_("Self-created technology by multipliers"),
        "cost",
        SelfCreatedKnowHow,
        self_created_know_how,
        run,
    ),
)
