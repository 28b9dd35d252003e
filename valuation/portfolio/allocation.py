"""Which part of the conclusion belongs to which right?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from valuation.inputs import FloatArray, Number, RevenueLine


def contribution_keys(lines: Sequence[RevenueLine], in_force: Mapping[str, Number]) -> dict[str, FloatArray]:
    """How the rights in force share where no income was valued: by contribution over the lines, else equally.

    `in_force` is 1 for a right in force and 0 for a dead one, where that differs by case. Each line counts once, its
    contributions normalised. Sums to 1; empty when no right is in force, 0 for all in a case without one.
    """
    given = dict.fromkeys(in_force, 0.0)
    for line in lines:
        whole = sum(line.contributions.values())
        for key, weight in line.contributions.items():
            if key in given and whole > 0:
                given[key] += weight / whole
    claims = {key: share * np.asarray(in_force[key]) for key, share in given.items()}
    has_claims = np.asarray(sum(claims.values(), np.asarray(0.0))) > 0
    shares = {key: np.where(has_claims, claim, in_force[key]) for key, claim in claims.items()}
    total = np.asarray(sum(shares.values(), np.asarray(0.0)))
    divisor = np.where(total > 0, total, 1.0)
    return {key: share / divisor for key, share in shares.items()}


def allocate(
    conclusion: FloatArray, income_by_right: Mapping[str, FloatArray] | None, fallback_keys: Mapping[str, Number]
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
    if has_income.all():
        return {key: conclusion * (gain / total) for key, gain in gains.items()}
    divisor = np.where(has_income, total, 1.0)
    return {key: conclusion * np.where(has_income, gains[key] / divisor, share) for key, share in fallback_keys.items()}
