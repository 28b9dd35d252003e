"""Which uncertain inputs move together, how strongly, and can all of that be true at once?

The coefficients are those of the normal scores of the inputs (Gaussian copula): each input is turned into a standard
normal by its own distribution, and these are correlated. The distribution of each input alone does not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain, require_inside
from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message

MOST_REPAIRED = 0.1
"""Largest change of a coefficient that is repaired with a warning. Beyond, the statements contradict each other and
must be made anew: the house's judgement."""
_COEFFICIENT = Domain(-1.0, 1.0)
_ROUNDING = 1e-10
"""An eigenvalue this little below zero is the rounding of a matrix that is possible."""
_MOST_PROJECTIONS = 1000


@dataclass(frozen=True)
class Correlation:
    """The inputs at two paths move together: `value` is the correlation of their normal scores, from -1 to 1.

    Its rank correlation (Spearman) is 6/pi arcsin(value/2): 0.5 gives 0.483. Where a rank correlation r was measured,
    value = 2 sin(pi r / 6) restores it (Kruskal 1958).
    """

    first: str
    second: str
    value: float


@dataclass(frozen=True)
class CorrelationMatrix:
    """Correlations of the normal scores of `paths`, shape (inputs, inputs), possible as they stand."""

    paths: tuple[str, ...]
    values: FloatArray
    largest_change: float
    """Of a coefficient by the repair; 0 where the statements were possible as given."""
    warnings: tuple[Message, ...]

    @property
    def root(self) -> FloatArray:
        """The symmetric root R with R R = C: R times independent standard normals has the correlations C."""
        sizes, directions = np.linalg.eigh(self.values)
        return np.asarray((directions * np.sqrt(np.maximum(sizes, 0.0))) @ directions.T)


def correlation_matrix(paths: Sequence[str], correlations: Sequence[Correlation]) -> CorrelationMatrix:
    """The matrix of all inputs at `paths`: 1 on the diagonal, 0 for a pair of which nothing is said.

    Refused as InputOutsideDomain: a path not in `paths`, an input with itself, a pair given twice in either order, a
    coefficient that is no number from -1 to 1. Coefficients that cannot all be true (the matrix has an eigenvalue below
    zero) are replaced by the nearest ones that can, with a warning that tells the largest change; where that change
    exceeds `MOST_REPAIRED` they are refused.
    """
    stated = _stated(paths, correlations)
    if not correlations or np.linalg.eigvalsh(stated)[0] >= -_ROUNDING:
        return CorrelationMatrix(tuple(paths), stated, 0.0, ())
    repaired = nearest_correlation(stated)
    change = np.abs(repaired - stated)
    row, column = np.unravel_index(int(np.argmax(change)), change.shape)
    largest = float(change[row, column])
    params = {"given": float(stated[row, column]), "used": float(repaired[row, column])}
    if largest > MOST_REPAIRED:
        template = N_(
            "The correlations contradict each other: {given:.2f} would have to be {used:.2f}. Please revise them."
        )
        raise InputOutsideDomain("correlations", Message("correlations_impossible", template, params))
    template = N_(
        "The correlations contradict each other slightly. The nearest possible ones were used; the largest change is "
        "from {given:.3f} to {used:.3f}."
    )
    return CorrelationMatrix(tuple(paths), repaired, largest, (Message("correlations_repaired", template, params),))


def _stated(paths: Sequence[str], correlations: Sequence[Correlation]) -> FloatArray:
    places = {path: place for place, path in enumerate(paths)}
    values = np.eye(len(paths))
    seen: set[frozenset[str]] = set()
    for index, one in enumerate(correlations):
        field_path = f"correlations[{index}]"
        for path in (one.first, one.second):
            if path not in places:
                message = Message("unknown_doubt", N_("{path} is not among the uncertain inputs."), {"path": path})
                raise InputOutsideDomain(field_path, message)
        pair = frozenset((one.first, one.second))
        if len(pair) == 1:
            message = Message("correlated_with_itself", N_("An input cannot be correlated with itself."))
            raise InputOutsideDomain(field_path, message)
        if pair in seen:
            key = f"{one.first}, {one.second}"
            raise InputOutsideDomain(field_path, Message("given_twice", "{key} is given twice.", {"key": key}))
        seen.add(pair)
        value = float(require_inside(f"{field_path}.value", one.value, _COEFFICIENT))
        row, column = places[one.first], places[one.second]
        values[row, column] = values[column, row] = value
    return values


def nearest_correlation(matrix: FloatArray) -> FloatArray:
    """The correlation matrix closest to the symmetric `matrix` in the sum of squared changes, shape (n, n).

    Alternating projections on the matrices without negative eigenvalue and on those with unit diagonal, with Dykstra's
    correction: Higham (2002), Computing the nearest correlation matrix, algorithm 3.3. A last scaling to the unit
    diagonal leaves eigenvalues at or above zero up to rounding.
    Known to be right: the example of Higham's section 4; a possible matrix is its own nearest one.
    """
    nearest, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(_MOST_PROJECTIONS):
        shifted = nearest - correction
        possible = _without_negative(shifted)
        correction = possible - shifted
        previous, nearest = nearest, possible.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.max(np.abs(nearest - previous)) < _ROUNDING:
            break
    possible = _without_negative(nearest)
    scale = 1.0 / np.sqrt(np.diag(possible))
    scaled = np.clip(possible * np.outer(scale, scale), -1.0, 1.0)
    np.fill_diagonal(scaled, 1.0)
    return np.asarray((scaled + scaled.T) / 2.0)


def _without_negative(matrix: FloatArray) -> FloatArray:
    """The nearest symmetric matrix without a negative eigenvalue: negative ones become zero."""
    sizes, directions = np.linalg.eigh((matrix + matrix.T) / 2.0)
    return np.asarray((directions * np.maximum(sizes, 0.0)) @ directions.T)
