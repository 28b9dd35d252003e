"""Which inputs move the conclusion most when each goes from its low to its high end, the others staying?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, FloatArray
from valuation.results import Sensitivity
from valuation.uncertainty.case_paths import possible_conclusions
from valuation.uncertainty.distributions import Distribution, cut_value_at, usable_ends
from valuation.uncertainty.uncertain_inputs import (
    UncertainInput,
    check_uncertain,
    domain_at,
    input_at,
    input_label,
)
from valuation.wording import N_, InputOutsideDomain, Message

LOW_PROBABILITY, HIGH_PROBABILITY = 0.1, 0.9
"""The ends shown for an input without ends of its own: those between which the value range is stated, too."""
STEPS = 17
"""Inputs tried from end to end: with the life of a right they fall less than a year apart."""
_AT_ONCE = 128
"""Inputs moved in one evaluation: many share its cost, and the paths of a large case still fit into memory."""


def tornado(inputs: CaseInputs, uncertain: Sequence[UncertainInput]) -> tuple[Sensitivity, ...]:
    """The swing of the conclusion (currency units) by input, largest first; fixed inputs are left out.

    Ends: low and high of uniform, triangular and pert, the least and greatest value of discrete and empirical; the 10th
    and 90th percentile of normal and lognormal; all cut at the domain of the input, which the note says. The swing is
    highest less lowest over base, ends and steps between them, so that an input whose best value lies inside its range
    is not hidden. Where a part of the range is impossible together with the rest of the case, the ends are those of the
    possible part, which the note says. Raises InputOutsideDomain as `simulate` does, and where no value of an input is
    possible.
    """
    check_uncertain(inputs, uncertain)
    base = float(evaluate(inputs).conclusion)
    varying = [doubt for doubt in uncertain if not doubt.distribution.is_fixed]
    found = [
        s for start in range(0, len(varying), _AT_ONCE) for s in _swings(inputs, varying[start : start + _AT_ONCE])
    ]
    return tuple(sorted(found, key=lambda s: (-swing(s, base), s.path)))


def swing(sensitivity: Sensitivity, base: float) -> float:
    """Highest less lowest conclusion over the range of the input, `base` being the conclusion of the case as it is."""
    reached = [sensitivity.low_value, base, sensitivity.high_value]
    reached += [v for v in (sensitivity.lowest_value, sensitivity.highest_value) if v is not None]
    return max(reached) - min(reached)


def _swings(inputs: CaseInputs, varying: Sequence[UncertainInput]) -> list[Sensitivity]:
    """All steps of all inputs as paths of one evaluation: each input's steps follow those of the one before."""
    moved = [_steps(inputs, doubt) for doubt in varying]
    lasts = np.cumsum([steps.size for steps in moved])
    count = int(lasts[-1])
    values: dict[str, FloatArray] = {}
    for steps, last, doubt in zip(moved, lasts, varying, strict=True):
        numbers = np.full(count, float(np.asarray(input_at(inputs, doubt.path))))
        numbers[last - steps.size : last] = steps
        values[doubt.path] = numbers
    reached = np.split(possible_conclusions(inputs, values, count), lasts[:-1])
    return [_sensitivity(inputs, *of_input) for of_input in zip(varying, moved, reached, strict=True)]


def _sensitivity(inputs: CaseInputs, doubt: UncertainInput, steps: FloatArray, reached: FloatArray) -> Sensitivity:
    possible = np.flatnonzero(np.isfinite(reached))
    if possible.size == 0:
        raise InputOutsideDomain(
            doubt.path, Message("range_impossible", N_("No value of this range is possible together with the case."))
        )
    low, high = int(possible[0]), int(possible[-1])
    return Sensitivity(
        path=doubt.path,
        low_input=float(steps[low]),
        high_input=float(steps[high]),
        low_value=float(reached[low]),
        high_value=float(reached[high]),
        lowest_value=float(np.nanmin(reached)),
        highest_value=float(np.nanmax(reached)),
        note=_note(inputs, doubt, float(steps[low]), float(steps[high])),
    )


def _note(inputs: CaseInputs, doubt: UncertainInput, low: float, high: float) -> Message | None:
    """That the stated ends could not be kept; percentiles are no statement of ends."""
    stated = _stated_ends(doubt.distribution)
    if stated is None or (low, high) == stated:
        return None
    params: dict[str, str | float] = {"input_label": input_label(inputs, doubt.path), "low": low, "high": high}
    template = N_("{input_label}: only {low:g} to {high:g} of the stated range is possible and was looked at.")
    return Message("range_cut", template, params)


def _stated_ends(distribution: Distribution) -> tuple[float, float] | None:
    if distribution.kind in ("discrete", "empirical"):
        return min(distribution.points), max(distribution.points)
    if distribution.kind in ("normal", "lognormal") or distribution.low is None or distribution.high is None:
        return None
    return distribution.low, distribution.high


def _steps(inputs: CaseInputs, doubt: UncertainInput) -> FloatArray:
    """The inputs tried, ascending: the possible values of discrete, else even steps between the ends."""
    if doubt.distribution.kind == "discrete":
        return np.unique(doubt.distribution.points)
    return np.linspace(*ends(inputs, doubt.path, doubt.distribution), STEPS)


def ends(inputs: CaseInputs, path: str, distribution: Distribution) -> tuple[float, float]:
    """Low and high end of the range shown for the input at `path`, inside its domain."""
    domain = domain_at(inputs, path)
    lowest, highest = usable_ends(domain)
    stated = _stated_ends(distribution)
    if stated is not None:
        return max(stated[0], lowest), min(stated[1], highest)
    values, _ = cut_value_at(distribution, np.array([LOW_PROBABILITY, HIGH_PROBABILITY]), domain)
    return float(values[0]), float(values[1])
