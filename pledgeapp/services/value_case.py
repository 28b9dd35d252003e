"""What is the portfolio worth, how surely, and which inputs matter most?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.assessment import SimulationSummary, ValueRange
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from pledgeapp.services.case_inputs import PreparedCase
from valuation.appraise import appraise
from valuation.results import Appraisal, Sensitivity, Simulation
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.distributions import DistributionKind as DistributionName
from valuation.uncertainty.sensitivity import tornado
from valuation.uncertainty.simulate import UncertainInput, simulate
from valuation.wording import N_, InputOutsideDomain, Message

PATHS = 4096
"""Simulation paths: a power of two, as Sobol points want."""
SEED = 20260901
"""Fixed, so that the same case gives the same range on any machine."""
HISTOGRAM_CLASSES = 40
RELATIVE_RANGE = 0.1
"""Swing shown in the tornado for a main input whose uncertainty nobody stated: ten per cent either way."""
_MAIN_INPUTS = ("split_rate", "discount_rate", "economic_life_years", "revenue_factor")


@dataclass(frozen=True)
class ValuedCase:
    """The appraisal of a case with its range; `fair_value` is None when no approach could be applied."""

    appraisal: Appraisal
    fair_value: ValueRange | None
    simulation: Simulation | None
    sensitivities: tuple[Sensitivity, ...]
    """Addressed by record paths."""


def value_case(case: Case, prepared: PreparedCase) -> ValuedCase:
    """Appraise, simulate the stated uncertainties and rank the inputs.

    Raises DataProblem naming the field when an input lies outside the domain of its formula.
    """
    try:
        appraisal = appraise(prepared.inputs)
        if all(a.value is None for a in appraisal.approaches):
            return ValuedCase(appraisal, None, None, ())
        uncertain = tuple(uncertain_inputs(case, prepared))
        simulation = simulate(prepared.inputs, uncertain, paths=PATHS, seed=SEED) if uncertain else None
        swings = tornado(prepared.inputs, uncertain + tuple(_main_inputs(case, prepared, uncertain)))
    except InputOutsideDomain as error:
        raise _as_problem(error, prepared) from error
    drawn = simulation.warnings if simulation else ()
    appraisal = replace(appraisal, warnings=(*_lacking(prepared), *appraisal.warnings, *drawn))
    low, high = (simulation.p10, simulation.p90) if simulation else (appraisal.value, appraisal.value)
    fair_value = ValueRange(low=min(low, appraisal.value), base=appraisal.value, high=max(high, appraisal.value))
    named = tuple(
        Sensitivity(prepared.record_path(s.path), s.low_input, s.high_input, s.low_value, s.high_value) for s in swings
    )
    return ValuedCase(appraisal, fair_value, simulation, named)


def _lacking(prepared: PreparedCase) -> Iterator[Message]:
    """What the value does not hold, because a planned part of it lacks figures."""
    for product in prepared.left_out if prepared.inputs.lines else ():
        yield Message(
            "line_left_out",
            N_("{product}: not valued yet, its inputs are incomplete; the value by the income approach lacks it."),
            {"product": product},
        )


def summarise(simulation: Simulation, loan: float | None) -> SimulationSummary:
    """The distribution in classes, with the share of paths on which the value covers `loan`."""
    counts, edges = np.histogram(simulation.values, bins=HISTOGRAM_CLASSES)
    covered = None if loan is None else float(np.mean(simulation.values >= loan))
    return SimulationSummary(
        paths=simulation.paths,
        seed=simulation.seed,
        mean=simulation.mean,
        p05=simulation.p05,
        p10=simulation.p10,
        p50=simulation.p50,
        p90=simulation.p90,
        p95=simulation.p95,
        histogram_edges=tuple(float(e) for e in edges),
        histogram_counts=tuple(int(c) for c in counts),
        probability_value_covers_loan=covered,
    )


def uncertain_inputs(case: Case, prepared: PreparedCase) -> Iterator[UncertainInput]:
    """Every engine input whose assumption states an uncertainty."""
    for engine_path, record_path in prepared.record_paths.items():
        assumption = assumption_at(case, record_path)
        distribution = _distribution(assumption)
        if distribution is not None:
            yield UncertainInput(engine_path, distribution)


def _main_inputs(case: Case, prepared: PreparedCase, stated: tuple[UncertainInput, ...]) -> Iterator[UncertainInput]:
    """The main inputs of each line whose uncertainty is not stated, moved by `RELATIVE_RANGE`."""
    known = {u.path for u in stated}
    for engine_path, record_path in prepared.record_paths.items():
        if engine_path in known or engine_path.rsplit(".", maxsplit=1)[-1] not in _MAIN_INPUTS:
            continue
        value = assumption_at(case, record_path).value
        if value:
            middle = float(value)
            low, high = sorted((middle * (1 - RELATIVE_RANGE), middle * (1 + RELATIVE_RANGE)))
            yield UncertainInput(engine_path, Distribution(kind="uniform", mode=middle, low=low, high=high))


def _distribution(assumption: Assumption) -> Distribution | None:
    doubt = assumption.uncertainty
    kind: DistributionName = doubt.kind.value
    if kind == "fixed" or assumption.value is None:
        return None
    return Distribution(
        kind=kind,
        mode=float(assumption.value),
        low=None if doubt.low is None else float(doubt.low),
        high=None if doubt.high is None else float(doubt.high),
        spread=None if doubt.spread is None else float(doubt.spread),
    )


def _as_problem(error: InputOutsideDomain, prepared: PreparedCase) -> DataProblem:
    return DataProblem(error.message, (Problem(error.message, column=prepared.record_path(error.field_path)),))
