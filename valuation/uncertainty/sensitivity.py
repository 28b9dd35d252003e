"""Which inputs move the conclusion most when each goes from its low to its high end, the others staying?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.domains import domain_of
from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs
from valuation.results import Sensitivity
from valuation.uncertainty.distributions import Distribution, cut_value_at, usable_ends
from valuation.uncertainty.uncertain_inputs import UncertainInput, check_uncertain, replace_inputs

LOW_PROBABILITY, HIGH_PROBABILITY = 0.1, 0.9
"""The ends shown for an input without ends of its own: those between which the value range is stated, too."""


def tornado(inputs: CaseInputs, uncertain: Sequence[UncertainInput]) -> tuple[Sensitivity, ...]:
    """The swing of the conclusion (currency units) by input, largest first; fixed inputs are left out.

    Ends: low and high of uniform, triangular and pert; the 10th and 90th percentile of normal; both cut at the domain
    of the input. The swing is highest less lowest of low end, base and high end, so that an input whose best value
    lies inside its range is not hidden. Raises InputOutsideDomain as `simulate` does.
    """
    check_uncertain(inputs, uncertain)
    base = float(evaluate(inputs).conclusion)
    found = [_sensitivity(inputs, doubt) for doubt in uncertain if not doubt.distribution.is_fixed]
    return tuple(sorted(found, key=lambda s: (-_swing(s, base), s.path)))


def _sensitivity(inputs: CaseInputs, doubt: UncertainInput) -> Sensitivity:
    low, high = ends(doubt.path, doubt.distribution)
    low_value, high_value = (
        float(evaluate(replace_inputs(inputs, {doubt.path: end})).conclusion) for end in (low, high)
    )
    return Sensitivity(doubt.path, low, high, low_value, high_value)


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
