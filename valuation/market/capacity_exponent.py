"""What does an asset of another capacity cost, when cost does not grow in step with capacity?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import COUNT, FACTOR, MONEY
from valuation.wording import N_

_MONEY = Domain(0.0, 1e15)
_CAPACITY = Domain(1e-9, 1e15)
_EXPONENT = Domain(0.0, 3.0)
_RULE = "valuation.market.capacity_exponent"


@dataclass(frozen=True, kw_only=True)
class CapacityExponent:
    """A comparable with its price and capacity; both capacities in one unit."""

    comparable_price: Number = quantity(N_("Price of the comparable"), MONEY, _MONEY)
    comparable_capacity: Number = quantity(N_("Capacity of the comparable"), COUNT, _CAPACITY)
    subject_capacity: Number = quantity(N_("Capacity of the subject"), COUNT, _CAPACITY)
    exponent: Number = quantity(N_("Exponent of capacity"), FACTOR, _EXPONENT)


def capacity_exponent(inputs: CapacityExponent) -> FloatArray:
    """V = P (q / q_0)^x, shape (...). Source: 规模经济效益指数法 (功能价值类比法); Williams (1947), rule of six tenths.

    Known to be right: published examinations; the price itself at equal capacity or x = 0; proportion at x = 1; from
    the subject back to the comparable gives the price again.
    """
    check_model_inputs(inputs)
    ratio = np.asarray(inputs.subject_capacity) / np.asarray(inputs.comparable_capacity)
    return np.asarray(np.asarray(inputs.comparable_price) * ratio ** np.asarray(inputs.exponent))


def run(inputs: CapacityExponent) -> ModelResult:
    """The value with its steps."""
    value = float(capacity_exponent(inputs))
    symbols = {"comparable_price": "P", "comparable_capacity": "q_0", "subject_capacity": "q", "exponent": "x"}
    steps = (*given_steps(inputs, symbols), Step("V", N_("Value"), "P × (q / q_0)^x", value, MONEY, _RULE))
    return ModelResult(value, MONEY, steps)


MODELS = (
    Model("capacity_exponent", N_("Price by capacity exponent"), "market", CapacityExponent, capacity_exponent, run),
)
