"""Is a table in a model file read row by row, each wrong place named by row and column?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.i18n import texts
from pledgeapp.services.model_inputs import MAXIMUM_ITEMS, InputReader
from pledgeapp.services.model_schema import _allowed, _plain
from pledgeapp.services.value_model import read_model_file, value_model
from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.model import check_model_inputs, described_inputs, table
from valuation.units import FACTOR
from valuation.wording import InputOutsideDomain

SAMPLES = sorted((Path(str(files("resources"))) / "samples" / "models").glob("*.json"))


@dataclass(frozen=True, kw_only=True)
class Grid:
    cells: Any = table("Attribute of the comparable", FACTOR, Domain(0.0, 10.0))
    more: Any = table("Attribute of the comparable", FACTOR, Domain(0.0, 10.0), default=None)


def refused(**inputs: Any) -> dict[str, str]:
    reader = InputReader("model.json", Grid)
    reader.read(inputs)
    return {problem.column: texts("en").message(problem.message) for problem in reader.problems}


def test_a_table_is_read_as_rows() -> None:
    reader = InputReader("model.json", Grid)
    assert reader.read({"cells": [[1, 2.5], [0, 10]], "more": None}) == {"cells": ((1.0, 2.5), (0.0, 10.0))}
    assert not reader.problems


@pytest.mark.parametrize(
    ("cells", "place", "said"),
    [
        (3, "inputs.cells", "a list of lists of numbers, equally long"),
        ([], "inputs.cells", "a list of lists"),
        ([[1.0, 2.0], 3.0], "inputs.cells[1]", "a list of numbers"),
        ([3.0, [1.0, 2.0]], "inputs.cells[0]", "a list of numbers"),
        ([[1.0], []], "inputs.cells[1]", "a list of numbers"),
        ([[1.0, 2.0], [1.0]], "inputs.cells[1]", "has 1 numbers; the first row has 2"),
        ([[1.0, 2.0], [1.0, "x"]], "inputs.cells[1][1]", "a number"),
        ([[1.0, 11.0], [1.0, 2.0]], "inputs.cells[0][1]", "between 0 and 10"),
        ([[1.0], [True]], "inputs.cells[1][0]", "a number"),
        ([[0.0]] * (MAXIMUM_ITEMS + 1), "inputs.cells", "at most"),
        ([[0.0] * (MAXIMUM_ITEMS + 1)], "inputs.cells[0]", "at most"),
    ],
)
def test_a_wrong_place_is_named(cells: Any, place: str, said: str) -> None:
    problems = refused(cells=cells)
    assert list(problems) == [place]
    assert said in problems[place]


def test_the_schema_of_a_table_is_a_list_of_lists() -> None:
    allowed = _allowed(described_inputs(Grid)["cells"], is_whole=False)
    assert allowed["type"] == allowed["items"]["type"] == "array"
    assert allowed["items"]["items"] == {"type": "number", "minimum": 0.0, "maximum": 10.0}
    assert _plain(((1.0, 2.0), (3.0, 4.0))) == [[1.0, 2.0], [3.0, 4.0]]


def test_the_cells_of_a_table_are_steps() -> None:
    steps = given_steps(Grid(cells=((1.0, 2.0), (3.0, 4.0))), {"cells": "x", "more": "y"})
    assert [(s.symbol, s.value, s.source) for s in steps][1:3] == [
        ("x_1_2", 2.0, "cells[0][1]"),
        ("x_2_1", 3.0, "cells[1][0]"),
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_shipped_model_file_runs(sample: Path) -> None:
    result = value_model(read_model_file(sample))
    assert result.value > 0
    assert all(texts("zh").message(warning) != warning.text for warning in result.warnings)


def test_the_shipped_sales_show_an_outlier_that_counts_as_nothing() -> None:
    (sales,) = [sample for sample in SAMPLES if sample.stem == "comparable_sales"]
    result = value_model(read_model_file(sales))
    weights = [step.value for step in result.workings if step.symbol.startswith("w_")]
    assert weights[4] == 0
    assert sum(weights) == pytest.approx(1)
    assert [warning.code for warning in result.warnings] == ["outliers"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (((1.0, 2.0), (1.0,)), "rows_differ"),
        ((1.0, 2.0), "empty_series"),
        (((),), "empty_series"),
        (((1.0, "x"),), "not_a_number"),
    ],
)
def test_the_engine_refuses_a_table_that_is_none(cells: Any, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as trouble:
        check_model_inputs(Grid(cells=cells))
    assert (trouble.value.field_path, trouble.value.message.code) == ("cells", code)
