"""Which part of the conclusion belongs to which right?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from valuation.inputs import FloatArray, RevenueLine


def contribution_keys(lines: Sequence[RevenueLine], in_force: Collection[str]) -> dict[str, float]:
    """How the rights in force share where no income was valued: by contribution over the lines, else equally.

    Each line counts once, its contributions normalised. Sums to 1; empty when no right is in force.
    """
    keys = dict.fromkeys(in_force, 0.0)
    for line in lines:
        total = sum(line.contributions.values())
        for key, weight in line.contributions.items():
            if key in keys and total > 0:
                keys[key] += weight / total
    total = sum(keys.values())
    return {key: (share / total if total > 0 else 1 / len(keys)) for key, share in keys.items()}


def allocate(
    conclusion: FloatArray, income_by_right: Mapping[str, FloatArray] | None, fallback_keys: Mapping[str, float]
) -> dict[str, FloatArray]:
    """The conclusion by right: in proportion to income where there is any, else by `fallback_keys`.

    Sums to the conclusion. Keys are those of `fallback_keys`, the rights in force; a dead right gets nothing, and a
    right that only lives through years of loss gets 0, not less.
    """
    if income_by_right is None:
        return {key: conclusion * share for key, share in fallback_keys.items()}
    gains = {key: np.maximum(income_by_right[key], 0.0) for key in fallback_keys}
    total = np.asarray(sum(gains.values(), np.asarray(0.0)))
    has_income = total > 0
    divisor = np.where(has_income, total, 1.0)
    return {key: conclusion * np.where(has_income, gains[key] / divisor, share) for key, share in fallback_keys.items()}
