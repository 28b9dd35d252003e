"""Do several lists of a method belong together: as many scores as weights, weights that make a whole?"""

from __future__ import annotations

from typing import Any

import numpy as np

from valuation.inputs import FloatArray
from valuation.model import as_series
from valuation.wording import N_, InputOutsideDomain, Message

_WHOLE = 1e-6
"""How far weights may miss 1: typed decimals such as 0.333333 still make a whole."""


def require_same_length(inputs: Any, first: str, *others: str) -> None:
    """InputOutsideDomain naming the first of `others` that has not as many items as the field `first`."""
    expected = as_series(getattr(inputs, first)).shape[-1]
    for name in others:
        given = as_series(getattr(inputs, name)).shape[-1]
        if given != expected:
            params = {"given": given, "expected": expected}
            template = N_("{given} numbers are given where {expected} are needed.")
            raise InputOutsideDomain(name, Message("mixed_lengths", template, params))


def class_membership(field_name: str, item_classes: Any, count: int) -> FloatArray:
    """1 where an item belongs to a class, counted from 1, else 0, shape (..., classes, items).

    InputOutsideDomain for `field_name` where an item names a class that is not there.
    """
    classes, of_item = np.arange(1.0, count + 1.0), as_series(item_classes)
    if not np.isin(of_item, classes).all():
        template = N_("There are {count} classes; an item names another.")
        raise InputOutsideDomain(field_name, Message("unknown_class", template, {"count": count}))
    return np.asarray(of_item[..., np.newaxis, :] == classes[:, np.newaxis], dtype=np.float64)


def require_whole(field_name: str, sums: Any) -> None:
    """InputOutsideDomain for `field_name` unless every sum of weights is 1: a sheet that misses a line says so."""
    totals = np.asarray(sums, dtype=np.float64)
    wrong = np.abs(totals - 1.0) > _WHOLE
    if wrong.any():
        params = {"sum": float(totals[wrong].ravel()[0])}
        template = N_("The weights add up to {sum:g}; they must add up to 1.")
        raise InputOutsideDomain(field_name, Message("weights_not_whole", template, params))
