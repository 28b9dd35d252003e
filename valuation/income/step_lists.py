"""How do the inputs and the yearly columns of a method become named steps?"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from valuation.given_steps import given_steps
from valuation.inputs import FloatArray
from valuation.model import described_inputs
from valuation.results import Step

_OF_THE_YEAR = re.compile(r"_t\b")


def given(symbol: str, inputs: Any, name: str) -> Step:
    """The input `name` of a method as a step; its description is the label."""
    (step,) = given_steps(inputs, {name: symbol})
    return step


def given_by_year(symbol: str, inputs: Any, name: str, years: int) -> list[Step]:
    """A series of the inputs as one step a year: `R_t` gives R_1, R_2 …; a series of one number holds every year."""
    described = described_inputs(type(inputs))[name]
    series = np.atleast_1d(np.asarray(getattr(inputs, name), dtype=np.float64))
    return [
        Step(
            _of_year(symbol, year),
            described.description,
            "",
            float(series[min(year, len(series)) - 1]),
            described.unit,
            f"{name}[{min(year, len(series)) - 1}]",
        )
        for year in range(1, years + 1)
    ]


def by_year_steps(pattern: Step, values: FloatArray) -> list[Step]:
    """One step a year; `_t` in the symbol and the formula of `pattern` becomes the number of the year, from 1."""
    return [
        Step(
            _of_year(pattern.symbol, year),
            pattern.label,
            _of_year(pattern.formula, year),
            float(value),
            pattern.unit,
            pattern.source,
        )
        for year, value in enumerate(values, 1)
    ]


def _of_year(text: str, year: int) -> str:
    return _OF_THE_YEAR.sub(f"_{year}", text)
