"""How does each patent stand among patents of its field and year, by what databases count of it?

No judgement enters: only counts, each as a rank among comparable patents. A screen says where to look first; it is no
score of value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.inputs import FloatArray


@dataclass(frozen=True)
class Screened:
    """Of `n` patents; NaN is unknown."""

    ranks: Mapping[str, FloatArray]
    """By measure, (n,): the part of comparable patents that lie below, 0 … 1."""
    mean: FloatArray
    """(n,): of the known ranks."""
    known: NDArray[np.int64]
    """(n,): how many ranks are known."""


def screen(measures: Mapping[str, FloatArray], cohort: NDArray[np.int64], fewest: int) -> Screened:
    """The rank of each patent in each measure among those of its cohort, and the mean of the ranks that are known.

    `measures` have shape (n,), NaN unknown, more being better; `cohort` is (n,), one number for patents of one field
    and year, negative where field or year is not known. A measure of a cohort with fewer than `fewest` known values is
    unknown: a rank among three says nothing.
    """
    ranks = {name: rank_in_cohort(values, cohort, fewest) for name, values in measures.items()}
    table = np.stack(list(ranks.values()), axis=1) if ranks else np.empty((len(cohort), 0))
    known = (~np.isnan(table)).sum(axis=1)
    summed = np.nansum(table, axis=1)
    mean = np.divide(summed, known, out=np.full(len(cohort), np.nan), where=known > 0)
    return Screened(ranks, mean, known)


def rank_in_cohort(values: FloatArray, cohort: NDArray[np.int64], fewest: int) -> FloatArray:
    """p = (b + e / 2) / m, b values of the cohort below, e equal (itself included), m known; shape (n,).

    Known to be right: the mean over a cohort is 1/2; equal values have equal ranks; another cohort changes nothing.
    """
    is_known = ~np.isnan(values) & (cohort >= 0)
    ranks = np.full(values.shape, np.nan)
    at = np.flatnonzero(is_known)
    if not at.size:
        return ranks
    order = at[np.lexsort((values[at], cohort[at]))]
    groups, sorted_values = cohort[order], values[order]
    group_start, group_size = _runs(groups[1:] != groups[:-1])
    tie_start, tie_size = _runs((groups[1:] != groups[:-1]) | (sorted_values[1:] != sorted_values[:-1]))
    below = tie_start - group_start
    ranks[order] = np.where(group_size >= fewest, (below + tie_size / 2.0) / group_size, np.nan)
    return ranks


def _runs(is_break: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each element of a sorted array the start and the length of the run of equals in which it lies."""
    starts = np.flatnonzero(np.concatenate([[True], is_break]))
    lengths = np.diff(np.concatenate([starts, [is_break.size + 1]]))
    return np.repeat(starts, lengths), np.repeat(lengths, lengths)
