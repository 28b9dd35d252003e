"""Which value must one input take so that the case is worth just a given amount, such as the loan?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from valuation.domains import Domain, require_inside
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.case_paths import possible_conclusions
from valuation.uncertainty.distributions import usable_ends
from valuation.uncertainty.level_crossings import LevelCrossings, level_crossings
from valuation.uncertainty.uncertain_inputs import domain_at, input_at, require_at
from valuation.wording import N_, InputOutsideDomain, Message

Verdict = Literal["one_root", "several_roots", "stretch", "jump", "always_above", "always_below", "impossible"]
EQUAL = 1e-12
"""Relative difference from the target (from the usual value for a target of 0) up to which a value equals it."""
_EVEN_STEPS = 2048
_STEPS_ABOUT_BASE = 1024
_STEPS_OF_SIZE = 512
_SMALLEST_SIZE = 1e-9
"""Of the wider end: sizes between it and the end are looked at evenly by their logarithm."""
_AMOUNT = Domain(-np.inf, np.inf, is_low_excluded=True, is_high_excluded=True)
_VERDICTS: dict[Verdict, str] = {
    "one_root": N_("The value equals the amount at one value of the input."),
    "several_roots": N_("The value equals the amount at several values of the input: look at all of them."),
    "stretch": N_("The value equals the amount over a whole stretch of the input."),
    "jump": N_("The value steps across the amount without taking it."),
    "always_above": N_("The value stays above the amount over the whole range of the input."),
    "always_below": N_("The value stays below the amount over the whole range of the input."),
    "impossible": N_("No value of this range is possible together with the case."),
}


@dataclass(frozen=True)
class BreakEven:
    """Where the conclusion equals `target` while the input at `path` goes from `low` to `high`; others as they are."""

    path: str
    target: float
    low: float
    high: float
    verdict: Verdict
    roots: tuple[float, ...]
    """Ascending; the case with the input at a root is worth the target."""
    stretches: tuple[tuple[float, float], ...]
    """From where to where the value stays at the target."""
    jumps: tuple[float, ...]
    """Where the value steps across the target."""
    lowest_value: float | None
    """Over the range; None when no value of it is possible."""
    highest_value: float | None
    is_partly_impossible: bool
    """Whether a part of the range is impossible together with the rest of the case and could not be searched."""

    @property
    def message(self) -> Message:
        """The verdict in words."""
        return Message(f"break_even_{self.verdict}", _VERDICTS[self.verdict])


def break_even(
    inputs: CaseInputs, path: str, target: float, *, low: float | None = None, high: float | None = None
) -> BreakEven:
    """Every value of the input at `path` at which the conclusion is `target` (currency units).

    Searched from `low` to `high`, by default over the whole domain of the input. The value may rise, fall, bend and
    step: every root, every stretch and every jump is given (see `level_crossings`). Raises InputOutsideDomain for an
    unknown path, a range outside the domain, or a case without conclusion.
    Known to be right: the case with the input at a root is worth the target; functions with known roots.
    """
    base = float(np.asarray(input_at(inputs, path)))
    require_inside("target", target, _AMOUNT)
    lowest, highest = _range(inputs, path, low, high)

    def excess(numbers: FloatArray) -> FloatArray:
        values = possible_conclusions(inputs, {path: np.ravel(numbers)}, np.size(numbers)) - target
        return values.reshape(np.shape(numbers))

    scan = scan_points(lowest, highest, base)
    reached = excess(scan)
    possible = reached[np.isfinite(reached)]
    typical = abs(target) or float(np.median(np.abs(possible))) if possible.size else 0.0
    found = level_crossings(excess, scan, reached, EQUAL * typical)
    return BreakEven(
        path=path,
        target=target,
        low=lowest,
        high=highest,
        verdict=_verdict(found, possible),
        roots=found.roots,
        stretches=found.stretches,
        jumps=found.jumps,
        lowest_value=float(possible.min()) + target if possible.size else None,
        highest_value=float(possible.max()) + target if possible.size else None,
        is_partly_impossible=possible.size < reached.size,
    )


def scan_points(low: float, high: float, base: float) -> FloatArray:
    """Ascending points from `low` to `high`: even steps, denser ones about `base`, and all orders of size."""
    wider = max(abs(low), abs(high))
    sizes = np.geomspace(_SMALLEST_SIZE, 1.0, _STEPS_OF_SIZE) * wider
    about = base + max(abs(base), _SMALLEST_SIZE * wider) * np.linspace(-1.0, 3.0, _STEPS_ABOUT_BASE + 1)
    points = np.concatenate([np.linspace(low, high, _EVEN_STEPS + 1), about, sizes, -sizes])
    return np.unique(points[(points >= low) & (points <= high)])


def _range(inputs: CaseInputs, path: str, low: float | None, high: float | None) -> tuple[float, float]:
    lowest, highest = usable_ends(domain_at(inputs, path))
    low = lowest if low is None else float(require_at(inputs, path, low))
    high = highest if high is None else float(require_at(inputs, path, high))
    if not low < high:
        template = N_("The low end {low:g} must lie below the high end {high:g}.")
        raise InputOutsideDomain(path, Message("range_empty", template, {"low": low, "high": high}))
    return low, high


def _verdict(found: LevelCrossings, possible: FloatArray) -> Verdict:
    if possible.size == 0:
        return "impossible"
    if found.stretches:
        return "stretch"
    if found.roots:
        return "one_root" if len(found.roots) == 1 else "several_roots"
    if found.jumps:
        return "jump"
    return "always_above" if float(possible.min()) > 0 else "always_below"
