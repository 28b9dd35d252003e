"""What would a technology cost anew, seeing how advanced, mature and risky it is?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from valuation.cost.obsolescence import remaining_share
from valuation.cost.workings import obsolescence_steps
from valuation.domains import Domain, domain_of
from valuation.given_steps import given_steps
from valuation.inputs import Combination, FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, choice, quantity
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE
from valuation.wording import N_

_MONEY = Domain(0.0, 1e15)
_COEFFICIENT = Domain(0.0, 100.0, is_low_excluded=True)
_OBSOLESCENCE = domain_of("cost.functional_obsolescence")
_RULE = "valuation.cost.complexity_coefficient"


@dataclass(frozen=True, kw_only=True)
class ComplexityCoefficient:
    """Costs at the price level of the valuation date; a coefficient of 1 changes nothing, the appraiser sets each."""

    labour_cost: Number = quantity(N_("Labour consumed in development"), MONEY, _MONEY)
    material_cost: Number = quantity(N_("Material consumed in development"), MONEY, _MONEY)
    other_cost: Number = quantity(N_("Other cost of development"), MONEY, _MONEY)
    advancement: Number = quantity(N_("Coefficient of advancement"), FACTOR, _COEFFICIENT)
    maturity: Number = quantity(N_("Coefficient of maturity"), FACTOR, _COEFFICIENT)
    risk: Number = quantity(N_("Coefficient of risk"), FACTOR, _COEFFICIENT)
    functional_obsolescence: Number = quantity(N_("Functional obsolescence"), SHARE, _OBSOLESCENCE)
    technological_obsolescence: Number = quantity(N_("Technological obsolescence"), SHARE, _OBSOLESCENCE)
    economic_obsolescence: Number = quantity(N_("Economic obsolescence"), SHARE, _OBSOLESCENCE)
    combination: str = choice(N_("How the kinds of obsolescence combine"), ("chained", "additive"))


def adjusted_cost(inputs: ComplexityCoefficient) -> FloatArray:
    """C_r = (v + c + o) k_a k_m k_r, shape (...): replacement cost new, currency units."""
    spent = np.asarray(inputs.labour_cost) + np.asarray(inputs.material_cost) + np.asarray(inputs.other_cost)
    return np.asarray(spent * np.asarray(inputs.advancement) * np.asarray(inputs.maturity) * np.asarray(inputs.risk))


def _left(inputs: ComplexityCoefficient) -> FloatArray:
    kinds = (inputs.functional_obsolescence, inputs.technological_obsolescence, inputs.economic_obsolescence)
    return remaining_share(kinds, cast("Combination", inputs.combination))


def complexity_coefficient(inputs: ComplexityCoefficient) -> FloatArray:
    """V = C_r s = (v + c + o) k_a k_m k_r s, shape (...); s the share that obsolescence leaves.

    Source: 复杂系数模型 of Chinese practice: (labour + materials + other) times coefficients of 先进性, 成熟性, 风险性.
    Known to be right: the plain cost at coefficients of 1; proportional in each of them; `remaining_share`.
    """
    check_model_inputs(inputs)
    return np.asarray(adjusted_cost(inputs) * _left(inputs))


_SYMBOLS = {
    "labour_cost": "v",
    "material_cost": "c",
    "other_cost": "o",
    "advancement": "k_a",
    "maturity": "k_m",
    "risk": "k_r",
}


def run(inputs: ComplexityCoefficient) -> ModelResult:
    """The value with replacement cost and obsolescence."""
    value, new = float(complexity_coefficient(inputs)), float(adjusted_cost(inputs))
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("C_r", N_("Replacement cost"), "(v + c + o) × k_a × k_m × k_r", new, MONEY, _RULE),
        *obsolescence_steps(inputs, _left(inputs)),
        Step("V", N_("Value by the cost approach"), "C_r × s", value, MONEY, _RULE),
    )
    return ModelResult(value, MONEY, steps)


MODELS = (
    Model(
        "complexity_coefficient",
        N_("Cost by complexity coefficients"),
        "cost",
        ComplexityCoefficient,
        complexity_coefficient,
        run,
    ),
)
