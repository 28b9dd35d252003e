"""How do the approaches become one conclusion?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from valuation.inputs import Approach, ApproachWeight, FloatArray
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE
from valuation.wording import N_

LARGEST_DIVERGENCE = 1e9
_RULE = "valuation.reconciliation"
_VALUE_LABELS: dict[Approach, str] = {
    "income": N_("Value by the income approach"),
    "market": N_("Value by the market approach"),
    "cost": N_("Value by the cost approach"),
}


def normalised_weights(weights: Mapping[Approach, float]) -> dict[Approach, float]:
    """`weights` of the applied approaches, scaled to sum to 1; their sum must be above 0."""
    total = sum(weights.values())
    return {approach: weight / total for approach, weight in weights.items()}


def conclude(values: Mapping[Approach, FloatArray], weights: Mapping[Approach, float]) -> FloatArray:
    """V = sum of w_a V_a over the applied approaches; `weights` are normalised."""
    return np.asarray(sum((weights[approach] * value for approach, value in values.items()), np.asarray(0.0)))


def divergence(values: Sequence[FloatArray], conclusion: FloatArray) -> FloatArray:
    """(highest - lowest) / conclusion of the applied approaches; 0 when the conclusion is 0 or there is none.

    Never above `LARGEST_DIVERGENCE`.
    """
    if not values:
        return np.asarray(0.0)
    together = np.broadcast_arrays(*values, conclusion)
    spread = np.max(together[:-1], axis=0) - np.min(together[:-1], axis=0)
    # A conclusion that is next to nothing would make the quotient overflow.
    divisor = np.maximum(together[-1], spread / LARGEST_DIVERGENCE)
    parted: FloatArray = np.divide(spread, divisor, out=np.zeros(spread.shape), where=together[-1] > 0)
    return parted


def reconciliation_steps(
    given: Sequence[ApproachWeight], values: Mapping[Approach, float], weights: Mapping[Approach, float]
) -> tuple[Step, ...]:
    """The workings of the conclusion from the values of the applied approaches and their `weights`, normalised.

    `given` are the weights as entered; those of approaches that were not applied do not appear.
    """
    if not values:
        return ()
    conclusion = conclude({approach: np.asarray(value) for approach, value in values.items()}, weights)
    apart = divergence([np.asarray(value) for value in values.values()], conclusion)
    symbols = [f"V_{approach}" for approach in values]
    raw = {weight.approach: (index, weight.weight) for index, weight in enumerate(given)}
    together = " + ".join(f"g_{approach}" for approach in values)
    steps = [
        Step(f"V_{approach}", _VALUE_LABELS[approach], "", value, MONEY, f"valuation.{approach}.workings")
        for approach, value in values.items()
    ]
    for approach in values:
        index, weight = raw[approach]
        formula = f"g_{approach} / ({together})"
        share = weights[approach]
        steps += [
            Step(f"g_{approach}", N_("Weight as entered"), "", weight, FACTOR, f"weights[{index}].weight"),
            Step(f"w_{approach}", N_("Weight of the approach"), formula, share, SHARE, _RULE),
        ]
    weighted = " + ".join(f"w_{approach} × V_{approach}" for approach in values)
    span = f"(max({', '.join(symbols)}) − min({', '.join(symbols)})) / V" if conclusion > 0 and len(values) > 1 else "0"
    return (
        *steps,
        Step("V", N_("Value conclusion"), weighted, float(conclusion), MONEY, _RULE),
        Step("D", N_("Divergence of the approaches"), span, float(apart), SHARE, _RULE),
    )
