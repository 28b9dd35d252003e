"""What is the conclusion of a case on each of many paths, in bounded memory, and on which of them is there none?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuation.book import BLOCK
from valuation.evaluation import Evaluation, evaluate
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.uncertain_inputs import replace_inputs
from valuation.wording import InputOutsideDomain, Message

_NO_CONCLUSION = "nothing_to_simulate"


@dataclass(frozen=True)
class PathValues:
    """What a case comes to on its paths."""

    conclusions: FloatArray
    """In currency units, shape (paths,)."""
    capped_paths: tuple[int, ...]
    """By line: on how many paths its excess profit cut the split."""


def path_values(inputs: CaseInputs, values: Mapping[str, FloatArray], count: int) -> PathValues:
    """The case on `count` paths; `values` holds arrays of shape (count,) by input path.

    InputOutsideDomain for an impossible path, or when no approach can be applied.
    """
    conclusions = np.empty(count)
    capped = [0] * len(inputs.lines)
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        evaluation = _evaluated(inputs, values, start, stop)
        conclusions[start:stop] = evaluation.conclusion
        for index, line in enumerate(evaluation.lines):
            capped[index] += int(np.count_nonzero(np.broadcast_to(line.columns.is_capped, (stop - start,))))
    return PathValues(conclusions, tuple(capped))


def conclusions(inputs: CaseInputs, values: Mapping[str, FloatArray], count: int) -> FloatArray:
    """The conclusion in currency units, shape (count,), as `path_values`."""
    return path_values(inputs, values, count).conclusions


def possible_conclusions(inputs: CaseInputs, values: Mapping[str, FloatArray], count: int) -> FloatArray:
    """As `conclusions`, but NaN on the paths whose inputs are impossible together or whose value leaves the floats."""
    found = np.full(count, np.nan)
    open_parts = [(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
    while open_parts:
        start, stop = open_parts.pop()
        try:
            with np.errstate(all="ignore"):
                block = _block(inputs, values, start, stop)
        except InputOutsideDomain as error:
            if error.message.code == _NO_CONCLUSION:
                raise
            if stop - start > 1:
                middle = (start + stop) // 2
                open_parts += [(start, middle), (middle, stop)]
            continue
        found[start:stop] = np.where(np.isfinite(block), block, np.nan)
    return found


def _block(inputs: CaseInputs, values: Mapping[str, FloatArray], start: int, stop: int) -> FloatArray:
    return np.broadcast_to(_evaluated(inputs, values, start, stop).conclusion, (stop - start,))


def _evaluated(inputs: CaseInputs, values: Mapping[str, FloatArray], start: int, stop: int) -> Evaluation:
    evaluation = evaluate(replace_inputs(inputs, {path: numbers[start:stop] for path, numbers in values.items()}))
    if not evaluation.counted:
        raise InputOutsideDomain("weights", Message(_NO_CONCLUSION, "Without a value there is no distribution."))
    return evaluation
