"""Which inputs move the conclusion most when each goes from its low to its high end, the others staying?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.domains import domain_of
from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, Number
from valuation.results import Sensitivity
from valuation.uncertainty.distributions import Distribution, cut_value_at, usable_ends
from valuation.uncertainty.uncertain_inputs import UncertainInput, check_uncertain, input_at, replace_inputs

LOW_PROBABILITY, HIGH_PROBABILITY = 0.1, 0.9
"""The ends shown for an input without ends of its own: those between which the value range is stated, too."""

_AT_ONCE = 128
"""Inputs moved in one evaluation: many share its cost, and the tables of a large case still fit into memory."""


def tornado(inputs: CaseInputs, uncertain: Sequence[UncertainInput]) -> tuple[Sensitivity, ...]:
    """The swing of the conclusion (currency units) by input, largest first; fixed inputs are left out.

    Ends: low and high of uniform, triangular and pert; the 10th and 90th percentile of normal; both cut at the domain
    of the input. The swing is highest less lowest of low end, base and high end, so that an input whose best value
    lies inside its range is not hidden. Raises InputOutsideDomain as `simulate` does.
    """
    check_uncertain(inputs, uncertain)
    base = float(evaluate(inputs).conclusion)
    varying = [doubt for doubt in uncertain if not doubt.distribution.is_fixed]
    found = [
        s for start in range(0, len(varying), _AT_ONCE) for s in _swings(inputs, varying[start : start + _AT_ONCE])
    ]
    return tuple(sorted(found, key=lambda s: (-_swing(s, base), s.path)))


def _swings(inputs: CaseInputs, varying: Sequence[UncertainInput]) -> list[Sensitivity]:
    """All ends of all inputs as paths of one evaluation: path 2k is the low end of input k, 2k + 1 its high end."""
    moved = [ends(doubt.path, doubt.distribution) for doubt in varying]
    values: dict[str, Number] = {}
    for position, (doubt, (low, high)) in enumerate(zip(varying, moved, strict=True)):
        numbers = np.full(2 * len(varying), float(np.asarray(input_at(inputs, doubt.path))))
        numbers[2 * position : 2 * position + 2] = low, high
        values[doubt.path] = numbers
    conclusion = np.broadcast_to(evaluate(replace_inputs(inputs, values)).conclusion, (2 * len(varying),))
    return [
        Sensitivity(doubt.path, *ends_of, float(conclusion[2 * k]), float(conclusion[2 * k + 1]))
        for k, (doubt, ends_of) in enumerate(zip(varying, moved, strict=True))
    ]


def ends(path: str, distribution: Distribution) -> tuple[float, float]:
    """Low and high end of the range shown for the input at `path`, inside its domain."""
    domain = domain_of(path)
    lowest, highest = usable_ends(domain)
    if distribution.low is not None and distribution.high is not None and distribution.kind != "normal":
        return max(distribution.low, lowest), min(distribution.high, highest)
    values, _ = cut_value_at(distribution, np.array([LOW_PROBABILITY, HIGH_PROBABILITY]), domain)
    return float(values[0]), float(values[1])


def _swing(sensitivity: Sensitivity, base: float) -> float:
    reached = (sensitivity.low_value, base, sensitivity.high_value)
    return max(reached) - min(reached)
