"""What is the conclusion of a case on each of many paths, in bounded memory, and on which of them is there none?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.uncertain_inputs import replace_inputs
from valuation.wording import InputOutsideDomain, Message

BLOCK = 4096
"""Paths evaluated at once: their year tables stay in the processor's cache (measured), and memory stays bounded."""

_NO_CONCLUSION = "nothing_to_simulate"


def conclusions(inputs: CaseInputs, values: Mapping[str, FloatArray], count: int) -> FloatArray:
    """The conclusion in currency units, shape (count,); `values` holds arrays of shape (count,) by input path.

    InputOutsideDomain for an impossible path, or when no approach can be applied.
    """
    return np.concatenate(
        [_block(inputs, values, start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
    )


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
    evaluation = evaluate(replace_inputs(inputs, {path: numbers[start:stop] for path, numbers in values.items()}))
    if not evaluation.counted:
        raise InputOutsideDomain("weights", Message(_NO_CONCLUSION, "Without a value there is no distribution."))
    return np.broadcast_to(evaluation.conclusion, (stop - start,))
