"""What is the case worth in each of several stories, in which some inputs take other values together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from valuation.evaluation import evaluate
from valuation.inputs import CaseInputs, FloatArray
from valuation.uncertainty.case_paths import conclusions
from valuation.uncertainty.uncertain_inputs import input_at, require_at
from valuation.wording import N_, InputOutsideDomain, Message


@dataclass(frozen=True)
class Scenario:
    """A named story: the inputs at these paths take these values, the others stay."""

    name: str
    changes: Mapping[str, float]


@dataclass(frozen=True)
class ScenarioValue:
    """The conclusion of one scenario in currency units, and how far it is from that of the case as it is."""

    name: str
    value: float
    difference: float


def scenario_values(inputs: CaseInputs, scenarios: Sequence[Scenario]) -> tuple[ScenarioValue, ...]:
    """The value of each scenario, in the order given, as paths of one evaluation.

    Raises InputOutsideDomain for a scenario without name or with the name of another, an unknown path, or a value
    outside its domain. Known to be right: each is the appraisal of the case with its changes; without any, the base.
    """
    if not scenarios:
        return ()
    _check(inputs, scenarios)
    values: dict[str, FloatArray] = {}
    for path in dict.fromkeys(path for scenario in scenarios for path in scenario.changes):
        base = float(np.asarray(input_at(inputs, path)))
        values[path] = np.array([scenario.changes.get(path, base) for scenario in scenarios])
    base_value = float(evaluate(inputs).conclusion)
    found = conclusions(inputs, values, len(scenarios)).tolist()
    return tuple(ScenarioValue(s.name, value, value - base_value) for s, value in zip(scenarios, found, strict=True))


def _check(inputs: CaseInputs, scenarios: Sequence[Scenario]) -> None:
    names: set[str] = set()
    for index, scenario in enumerate(scenarios):
        field_path = f"scenarios[{index}].name"
        if not scenario.name.strip():
            raise InputOutsideDomain(field_path, Message("scenario_unnamed", N_("A scenario needs a name.")))
        if scenario.name in names:
            raise InputOutsideDomain(
                field_path, Message("given_twice", "{key} is given twice.", {"key": scenario.name})
            )
        names.add(scenario.name)
        for path, value in scenario.changes.items():
            input_at(inputs, path)
            require_at(inputs, path, value)
