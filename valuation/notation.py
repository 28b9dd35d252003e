"""How is a formula of the workings set in print: what stands lower, what stands raised?

Workings write `K_0 × (1 − d)^n_t`; a reader expects the 0 and the t lowered and the n raised.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SMALLER = 0.74
"""Size of a lowered or raised part beside the size of its base."""
LOWERED, RAISED = -0.18, 0.34
"""Shift of its baseline, in sizes of its base."""
_WORDS = r"[^\W_]+(?:_[^\W_]+)*"
_PART = re.compile(rf"_(?P<low>{_WORDS})|\^\((?P<group>[^()]*)\)|\^(?P<high>−?{_WORDS})")


class Run(NamedTuple):
    """A part of a formula with its size and the height of its baseline, both in sizes of the formula."""

    text: str
    size: float
    rise: float


def set_formula(formula: str) -> tuple[Run, ...]:
    """`formula` in parts from left to right; an exponent whose bracket does not close stays as it is written."""
    parts: list[Run] = []
    end = 0
    for found in _PART.finditer(formula):
        if found.start() > end:
            parts.append(Run(formula[end : found.start()], 1.0, 0.0))
        low = found["low"]
        if low is not None:
            parts.append(Run(_index(low), SMALLER, LOWERED))
        else:
            inner = set_formula(found["group"] if found["group"] is not None else found["high"])
            parts += [Run(run.text, run.size * SMALLER, RAISED + run.rise * SMALLER) for run in inner]
        end = found.end()
    if end < len(formula):
        parts.append(Run(formula[end:], 1.0, 0.0))
    return tuple(parts)


def _index(name: str) -> str:
    """Numbers of a double index are told apart by a comma, words by a blank."""
    words = name.split("_")
    return (", " if any(word.isdigit() for word in words) else " ").join(words)
