"""Which inputs explain the gap between two valuations of the same case, such as the bank's and the agency's?

What an input explains depends on which others have been exchanged before it. The Shapley value takes the average over
all orders, so that no order is preferred and the parts add up to the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuation.book import BLOCK
from valuation.domains import Domain, require_inside
from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, FloatArray
from valuation.portfolio.shapley import MOST_PLAYERS, exact_shapley, membership, sampled_shapley
from valuation.uncertainty.case_differences import DifferingInput, differing_inputs, mixture
from valuation.uncertainty.difference_groups import DifferenceGroup, difference_groups, few_enough, merged_for
from valuation.wording import InputOutsideDomain, Message

EXACT_GROUPS = 10
"""Up to here all 1,024 mixtures are looked at; beyond, random orders of exchange."""
SAMPLED_BLOCKS = 8
MATTERS = 1e-9
"""Share of the larger value below which a part of the gap does not matter."""
_SEED = Domain(0.0, 2.0**63)


@dataclass(frozen=True)
class GapPart:
    """What one difference, or several that can only be exchanged together, adds to the gap, in currency units."""

    inputs: tuple[DifferingInput, ...]
    contribution: float
    standard_error: float
    """0 where all orders of exchange were looked at."""
    matters: bool
    """Whether it explains anything of the gap."""


@dataclass(frozen=True)
class Difference:
    """The step from the first value to the second: `first_value` + all contributions = `second_value`."""

    first_value: float
    second_value: float
    parts: tuple[GapPart, ...]
    """Largest first; differences that do not matter are listed last."""
    is_exact: bool

    @property
    def gap(self) -> float:
        """Second less first value."""
        return self.second_value - self.first_value


def explain_difference(first: CaseInputs, second: CaseInputs, *, seed: int = 0) -> Difference:
    """Which differing inputs explain the gap between the conclusions of two cases, by the Shapley value.

    The worth of a set of differences is the conclusion of the first case with these inputs taken from the second. Exact
    up to 10 groups; beyond, from random orders drawn by `seed`, with standard errors. Differences without which a
    mixture would be impossible are joined. Raises InputOutsideDomain where one of the two cases has no conclusion.
    Known to be right: two cases that differ in one input, additive gaps, exchange of the two cases, equal cases.
    """
    require_inside("seed", seed, _SEED)
    first_value, second_value = (_conclusion(case) for case in (first, second))
    groups = few_enough(difference_groups(differing_inputs(first, second)), MOST_PLAYERS)
    while groups:
        try:
            contributions, errors = _shared(first, second, groups, seed)
            break
        except InputOutsideDomain as error:
            fewer = merged_for(groups, error.field_path)
            if len(fewer) == len(groups):
                raise
            groups = fewer
    else:
        return Difference(first_value, second_value, (), is_exact=True)
    least = MATTERS * max(abs(first_value), abs(second_value))
    parts = [
        GapPart(group.inputs, float(c), float(e), matters=bool(abs(c) > least))
        for group, c, e in zip(groups, contributions, errors, strict=True)
    ]
    ordered = sorted(parts, key=lambda part: -abs(part.contribution))
    return Difference(first_value, second_value, tuple(ordered), is_exact=len(groups) <= EXACT_GROUPS)


def _shared(
    first: CaseInputs, second: CaseInputs, groups: Sequence[DifferenceGroup], seed: int
) -> tuple[FloatArray, FloatArray]:
    def worth(coalitions: NDArray[np.int64]) -> FloatArray:
        return _worth(first, second, groups, membership(coalitions, len(groups)))

    if len(groups) <= EXACT_GROUPS:
        return exact_shapley(worth, len(groups)), np.zeros(len(groups))
    sampled = sampled_shapley(worth, len(groups), SAMPLED_BLOCKS, np.random.Generator(np.random.PCG64(seed)))
    return sampled.values, sampled.standard_errors


def _worth(
    first: CaseInputs, second: CaseInputs, groups: Sequence[DifferenceGroup], exchanged: NDArray[np.bool_]
) -> FloatArray:
    """The conclusion of each mixture, shape (mixtures,); `exchanged` has shape (mixtures, groups).

    Mixtures that differ only in inputs that take paths are paths of one evaluation.
    """
    worths = np.empty(len(exchanged))
    whole = np.array([not group.takes_paths for group in groups])
    _, kinds = np.unique(exchanged[:, whole], axis=0, return_inverse=True)
    for kind in range(int(kinds.max()) + 1):
        places = np.flatnonzero(kinds.ravel() == kind)
        for start in range(0, places.size, BLOCK):
            block = places[start : start + BLOCK]
            worths[block] = _mixed_conclusions(first, second, groups, exchanged[block])
    return worths


def _mixed_conclusions(
    first: CaseInputs, second: CaseInputs, groups: Sequence[DifferenceGroup], exchanged: NDArray[np.bool_]
) -> FloatArray:
    columns = {one.address: column for column, group in enumerate(groups) for one in group.inputs}
    takes_paths = {one.address: group.takes_paths for group in groups for one in group.inputs}

    def choice(one: DifferingInput) -> Any:
        taken = exchanged[:, columns[one.address]]
        if not takes_paths[one.address]:
            return one.second if taken[0] else one.first
        before, after = np.asarray(one.first, dtype=np.float64), np.asarray(one.second, dtype=np.float64)
        return np.where(taken.reshape(-1, *[1] * before.ndim), after, before)

    evaluation = evaluate(mixture(first, second, choice))
    if not evaluation.counted:
        raise InputOutsideDomain("weights", Message("no_conclusion", "The case has no value to be explained."))
    return np.broadcast_to(evaluation.conclusion, (len(exchanged),))


def _conclusion(case: CaseInputs) -> float:
    evaluation = evaluate(case)
    if not evaluation.counted:
        raise InputOutsideDomain("weights", Message("no_conclusion", "The case has no value to be explained."))
    return float(evaluation.conclusion)
