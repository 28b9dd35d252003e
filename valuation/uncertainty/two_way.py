"""What is the case worth at every pair of values of two inputs?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain, require_inside
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.case_paths import possible_conclusions
from valuation.uncertainty.uncertain_inputs import input_at, require_at
from valuation.wording import InputOutsideDomain, Message

_CELLS = Domain(1.0, 1_000_000.0)


@dataclass(frozen=True)
class Axis:
    """The input at `path` takes these values."""

    path: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class TwoWayTable:
    """The conclusion in currency units by row and column; NaN where the two values are impossible together."""

    rows: Axis
    columns: Axis
    values: FloatArray
    """Shape (rows, columns)."""


def two_way_table(inputs: CaseInputs, rows: Axis, columns: Axis) -> TwoWayTable:
    """The conclusion over the grid of two inputs, in the order of their values, all other inputs as they are.

    Raises InputOutsideDomain for an unknown path, the same path twice, an empty axis, a value outside the domain of its
    input, or more than a million cells. Known to be right: each cell is the appraisal of the case with both values.
    """
    if rows.path == columns.path:
        raise InputOutsideDomain(columns.path, Message("given_twice", "{key} is given twice.", {"key": columns.path}))
    by_row, by_column = (_checked(inputs, axis) for axis in (rows, columns))
    count = by_row.size * by_column.size
    require_inside("cells", count, _CELLS)
    values = {rows.path: np.repeat(by_row, by_column.size), columns.path: np.tile(by_column, by_row.size)}
    found = possible_conclusions(inputs, values, count)
    return TwoWayTable(rows, columns, found.reshape(by_row.size, by_column.size))


def _checked(inputs: CaseInputs, axis: Axis) -> FloatArray:
    input_at(inputs, axis.path)
    return require_at(inputs, axis.path, np.asarray(axis.values, dtype=np.float64))
