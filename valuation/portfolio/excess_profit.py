"""Do patents and methods together take more from a revenue line than the line earns beyond the return on its assets?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.inputs import FloatArray, Number
from valuation.wording import N_, InputOutsideDomain, Message

_ROUNDING = 1e-9
"""Relative to the profit: what floats lose on the way is no claim."""


def excess_profit(profit: Number, other_assets_return: Number) -> FloatArray:
    """E = P - A, shape (..., years): profit of a line less the return on all other assets it uses.

    Both in currency units of the same year and on the same side of tax. Below 0 the line does not even pay for its
    other assets. Source: excess earnings (超额收益) as IVS 210 and the Chinese guide to the appraisal of intellectual
    property state them: contributory assets are paid first.
    """
    return np.asarray(profit, dtype=np.float64) - np.asarray(other_assets_return, dtype=np.float64)


def taken_beyond(claims: Sequence[Number], excess: FloatArray) -> FloatArray:
    """X = max(sum_k max(C_k, 0) - max(E, 0), 0), shape (..., years): what the claims take beyond the excess profit.

    `claims` are what each patent, right or method takes from the line in a year, undiscounted, on the side of tax of
    `excess`; they broadcast to (..., years). A claim below 0 makes no room for another one. A difference within
    rounding (a billionth of the claims and the profit) is 0.
    """
    taken = sum((np.maximum(np.asarray(claim, dtype=np.float64), 0.0) for claim in claims), np.zeros(1))
    there = np.maximum(np.asarray(excess, dtype=np.float64), 0.0)
    beyond: FloatArray = taken - there
    return np.where(beyond <= _ROUNDING * (taken + np.abs(excess)), 0.0, beyond)


def check_excess_profit(
    claims: Sequence[Number], profit: Number, other_assets_return: Number, *, field_path: str, first_year: int = 1
) -> None:
    """InputOutsideDomain for `field_path` where the claims on a line exceed its excess profit in any year or path.

    Arrays broadcast to (..., years); a year is named by `first_year` plus its place: 1, 2, 3 or 2027, 2028, 2029. The
    message names the year and path in which most is taken beyond. Not a single yuan of a line may be counted twice:
    this is an error, not a note.
    """
    excess = excess_profit(profit, other_assets_return)
    beyond = np.atleast_1d(taken_beyond(claims, excess))
    if not np.isfinite(beyond).all():
        raise InputOutsideDomain(field_path, Message("not_finite", "This must be a finite number."))
    if not (beyond > 0).any():
        return
    worst = np.unravel_index(int(np.argmax(beyond)), beyond.shape)
    available = max(float(np.broadcast_to(excess, beyond.shape)[worst]), 0.0)
    params = {"year": first_year + int(worst[-1]), "taken": available + float(beyond[worst]), "available": available}
    template = N_(
        "In year {year} patents and methods take {taken:,.2f} from this line, but it earns only {available:,.2f} "
        "beyond the return on its other assets."
    )
    raise InputOutsideDomain(field_path, Message("line_takes_too_much", template, params))
