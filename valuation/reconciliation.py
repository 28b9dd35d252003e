"""How do the approaches become one conclusion?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from valuation.inputs import AppliedMethod, Approach, ApproachWeight, FloatArray
from valuation.results import Step
from valuation.units import FACTOR, MONEY, SHARE
from valuation.wording import N_

LARGEST_DIVERGENCE = 1e9
_RULE = "valuation.reconciliation"
Counted = Approach | str
"""What a conclusion weighs: an approach by its name, a further method by its `method_key`."""
_VALUE_LABELS: dict[Counted, str] = {
    "income": N_("Value by the income approach"),
    "market": N_("Value by the market approach"),
    "cost": N_("Value by the cost approach"),
}


def method_key(position: int) -> str:
    """By which the further method at `position` is named in weights and symbols: `m1` is the first."""
    return f"m{position + 1}"


def normalised_weights(weights: Mapping[Counted, float]) -> dict[Counted, float]:
    """`weights` of the approaches and methods that count, scaled to sum to 1; their sum must be above 0."""
    total = sum(weights.values())
    return {approach: weight / total for approach, weight in weights.items()}


def conclude(values: Mapping[Counted, FloatArray], weights: Mapping[Counted, float]) -> FloatArray:
    """V = sum of w_a V_a over the approaches and methods that count; `weights` are normalised."""
    return np.asarray(sum((weights[approach] * value for approach, value in values.items()), np.asarray(0.0)))


def divergence(values: Sequence[FloatArray], conclusion: FloatArray) -> FloatArray:
    """(highest - lowest) / conclusion of all that counts in it; 0 when the conclusion is 0 or there is none.

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
    given: Sequence[ApproachWeight],
    values: Mapping[Counted, float],
    weights: Mapping[Counted, float],
    methods: Sequence[AppliedMethod] = (),
) -> tuple[Step, ...]:
    """The workings of the conclusion from the values of all that counts and their `weights`, normalised.

    `given` and `methods` hold the weights as entered; what was not applied does not appear.
    """
    if not values:
        return ()
    conclusion = conclude({key: np.asarray(value) for key, value in values.items()}, weights)
    apart = divergence([np.asarray(value) for value in values.values()], conclusion)
    symbols = [f"V_{key}" for key in values]
    weighted = " + ".join(f"w_{key} × V_{key}" for key in values)
    span = f"(max({', '.join(symbols)}) − min({', '.join(symbols)})) / V" if conclusion > 0 and len(values) > 1 else "0"
    return (
        *(_value_step(key, value) for key, value in values.items()),
        *_weight_steps(_entered(given, methods), weights),
        Step("V", N_("Value conclusion"), weighted, float(conclusion), MONEY, _RULE),
        Step("D", N_("Divergence of the approaches"), span, float(apart), SHARE, _RULE),
    )


def _value_step(key: Counted, value: float) -> Step:
    if key in _VALUE_LABELS:
        return Step(f"V_{key}", _VALUE_LABELS[key], "", value, MONEY, f"valuation.{key}.workings")
    return Step(f"V_{key}", N_("Value by a further method"), "", value, MONEY, "valuation.applied_methods")


def _entered(given: Sequence[ApproachWeight], methods: Sequence[AppliedMethod]) -> dict[Counted, tuple[str, float]]:
    """Path and weight as entered of each approach and method."""
    entered: dict[Counted, tuple[str, float]] = {
        weight.approach: (f"weights[{index}].weight", weight.weight) for index, weight in enumerate(given)
    }
    return entered | {
        method_key(index): (f"methods[{index}].weight", method.weight) for index, method in enumerate(methods)
    }


def _weight_steps(entered: Mapping[Counted, tuple[str, float]], weights: Mapping[Counted, float]) -> Iterator[Step]:
    together = " + ".join(f"g_{key}" for key in weights)
    for key, share in weights.items():
        path, weight = entered[key]
        label = N_("Weight of the approach") if key in _VALUE_LABELS else N_("Weight of the method")
        yield Step(f"g_{key}", N_("Weight as entered"), "", weight, FACTOR, path)
        yield Step(f"w_{key}", label, f"g_{key} / ({together})", share, SHARE, _RULE)
