"""What does one applied method come to by itself, what is wrong with which of its inputs, and what moves it most?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.services.model_inputs import InputReader, is_whole
from pledgeapp.services.value_model import ModelFile, value_model
from valuation.catalogue import models
from valuation.domains import Domain
from valuation.model import InputField, Model, ModelResult, described_inputs
from valuation.results import Sensitivity
from valuation.wording import InputOutsideDomain

RELATIVE_RANGE = 0.1
"""Swing of an input whose uncertainty nobody stated: ten per cent either way, as in the tornado of the case."""
PAYOFF_POINTS = 41
PAYOFF_REACH = 2.0
"""The chart of an option goes up to this many times the larger of asset and exercise price."""


@dataclass(frozen=True)
class Payoff:
    """An option over the value of its asset: asset values, value today, what exercise would bring at once."""

    assets: tuple[float, ...]
    values: tuple[float, ...]
    exercised: tuple[float, ...]


@dataclass(frozen=True)
class MethodPreview:
    """The result, or by input what is in the way: `column` of a problem is the input's name, `revenue[2]` an item."""

    method: AppliedMethod
    result: ModelResult | None
    problems: tuple[Problem, ...] = ()
    swings: tuple[Sensitivity, ...] = ()
    """Of the method's own value; `path` is the name of the input."""
    payoff: Payoff | None = None


def preview_method(method: AppliedMethod) -> MethodPreview:
    """Compute `method` alone. Problems are answered, not raised; KeyError for a name the catalogue does not know."""
    model = models()[method.model]
    reader = InputReader("", model.inputs)
    arguments = reader.read(dict(_given(method)))
    if reader.problems:
        return MethodPreview(method, None, tuple(_placed(problem) for problem in reader.problems))
    inputs = model.inputs(**arguments)
    try:
        result = value_model(ModelFile("", model, inputs))
    except DataProblem as error:
        found = error.problems or (Problem(error.message),)
        return MethodPreview(method, None, tuple(_placed(problem) for problem in found))
    if "seed" in arguments:
        return MethodPreview(method, result)  # A simulation takes its time: it is run once.
    swings = tuple(sorted(_swings(model, inputs, method), key=lambda s: -abs(s.high_value - s.low_value)))
    return MethodPreview(method, result, (), swings, _payoff(model, inputs))


def _given(method: AppliedMethod) -> Iterator[tuple[str, Any]]:
    """Name and value of each input that says something, as a model file would give it."""
    for given in method.inputs:
        if given.choice:
            yield given.name, given.choice
        elif given.number is not None and given.number.value is not None:
            yield given.name, float(given.number.value)
        elif given.series is not None and (given.series.values or given.series.rows):
            yield given.name, _numbers(given.series)


def _numbers(series: Series) -> list[Any]:
    scale = 1.0 if series.scale.value is None else float(series.scale.value)
    if series.rows:
        return [[float(number) * scale for number in row] for row in series.rows]
    return [float(number) * scale for number in series.values]


def _placed(problem: Problem) -> Problem:
    return replace(problem, column=problem.column.removeprefix("inputs."))


def _swings(model: Model, inputs: Any, method: AppliedMethod) -> Iterator[Sensitivity]:
    stated = {given.name: given for given in method.inputs}
    for name, described in described_inputs(model.inputs).items():
        given = stated.get(name)
        if given is None or described.domain is None or is_whole(model.inputs, name) or described.is_table:
            continue
        ends = _ends(given, described, described.domain)
        if ends is not None:
            yield from _swing(model, inputs, name, ends)


def _ends(given: MethodInput, described: InputField, domain: Domain) -> tuple[float, float] | None:
    """Low and high end of a number, or of the factor on a whole series."""
    assumption = given.number if given.series is None else given.series.scale
    if assumption is None or assumption.value is None:
        return None
    doubt, value = assumption.uncertainty, float(assumption.value)
    if doubt.low is not None and doubt.high is not None:
        return float(doubt.low), float(doubt.high)
    low, high = sorted((value * (1 - RELATIVE_RANGE), value * (1 + RELATIVE_RANGE)))
    if not described.is_series:
        low, high = max(low, domain.low), min(high, domain.high)
    return (low, high) if low < high else None


def _swing(model: Model, inputs: Any, name: str, ends: tuple[float, float]) -> Iterator[Sensitivity]:
    base = getattr(inputs, name)
    values = []
    for end in ends:
        moved = np.asarray(base) * end if isinstance(base, tuple | np.ndarray) else end
        try:
            with np.errstate(all="ignore"):
                values.append(float(model.compute(replace(inputs, **{name: moved}))))
        except (InputOutsideDomain, ArithmeticError, np.linalg.LinAlgError):
            return
    if np.isfinite(values).all() and values[0] != values[1]:
        yield Sensitivity(name, ends[0], ends[1], values[0], values[1])


def _payoff(model: Model, inputs: Any) -> Payoff | None:
    asset, price = getattr(inputs, "asset_value", None), getattr(inputs, "exercise_price", None)
    if asset is None or price is None or not max(asset, price):
        return None
    reach = PAYOFF_REACH * max(float(asset), float(price))
    assets = np.linspace(reach / PAYOFF_POINTS, reach, PAYOFF_POINTS)
    sign = -1.0 if getattr(inputs, "right", "call") == "put" else 1.0
    try:
        values = np.broadcast_to(model.compute(replace(inputs, asset_value=assets)), assets.shape)
    except (InputOutsideDomain, ArithmeticError):
        return None
    exercised = np.maximum(sign * (assets - float(price)), 0.0)
    return Payoff(tuple(assets.tolist()), tuple(values.tolist()), tuple(exercised.tolist()))
