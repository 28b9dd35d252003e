"""What is the portfolio worth, how surely, and which inputs matter most?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.assessment import SimulationSummary, ValueRange
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.assumption_paths import assumption_at
from pledgeapp.records.case import Case
from pledgeapp.records.simulation import PointKind
from pledgeapp.services.case_inputs import PreparedCase
from pledgeapp.services.taken_over import taken_over
from valuation.appraise import appraise
from valuation.results import Appraisal, Sensitivity, Simulation
from valuation.uncertainty.correlation import Correlation
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.distributions import DistributionKind as DistributionName
from valuation.uncertainty.sensitivity import tornado
from valuation.uncertainty.simulate import UncertainInput, probability_covered, simulate
from valuation.wording import N_, InputOutsideDomain, Message

HISTOGRAM_CLASSES = 40
RELATIVE_RANGE = 0.1
"""Swing shown in the tornado for a main input whose uncertainty nobody stated: ten per cent either way."""
_OF_METHOD = re.compile(r"methods\[(\d+)\]\.")
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
        if not appraisal.workings:
            return ValuedCase(appraisal, None, None, ())
        uncertain = tuple(uncertain_inputs(case, prepared))
        simulation = _simulated(case, prepared, uncertain) if uncertain else None
        swings = tornado(prepared.inputs, uncertain + tuple(main_inputs(case, prepared, uncertain)))
    except InputOutsideDomain as error:
        raise as_problem(error, prepared) from error
    drawn = simulation.warnings if simulation else ()
    moved = taken_over(case, appraisal)
    appraisal = replace(appraisal, warnings=(*_lacking(prepared), *appraisal.warnings, *moved, *drawn))
    low, high = (simulation.p10, simulation.p90) if simulation else (appraisal.value, appraisal.value)
    fair_value = ValueRange(low=min(low, appraisal.value), base=appraisal.value, high=max(high, appraisal.value))
    named = tuple(replace(s, path=prepared.record_path(s.path)) for s in swings)
    return ValuedCase(appraisal, fair_value, simulation, named)


def _simulated(case: Case, prepared: PreparedCase, uncertain: tuple[UncertainInput, ...]) -> Simulation:
    plan = case.simulation
    return simulate(
        prepared.inputs,
        uncertain,
        paths=plan.paths,
        seed=plan.seed,
        points=plan.points.value,
        correlations=tuple(stated_correlations(case, prepared, uncertain)),
    )


def stated_correlations(
    case: Case, prepared: PreparedCase, uncertain: tuple[UncertainInput, ...]
) -> Iterator[Correlation]:
    """The correlations of the case by engine paths; one with an input that is not drawn has no effect."""
    engine_paths = {prepared.record_path(doubt.path): doubt.path for doubt in uncertain}
    for stated in case.correlations:
        if stated.first in engine_paths and stated.second in engine_paths:
            yield Correlation(engine_paths[stated.first], engine_paths[stated.second], float(stated.value))


def _lacking(prepared: PreparedCase) -> Iterator[Message]:
    """What the value does not hold, because a planned part of it lacks figures."""
    for product in prepared.left_out if prepared.inputs.lines else ():
        yield Message(
            "line_left_out",
            N_("{product}: not valued yet, its inputs are incomplete; the value by the income approach lacks it."),
            {"product": product},
        )
    for name in prepared.methods_left_out:
        words = N_("{method_label}: not applied yet, its inputs are incomplete.")
        yield Message("method_left_out", words, {"method_label": name})


def summarise(simulation: Simulation, loan: float | None) -> SimulationSummary:
    """The distribution in classes, with the share of paths on which the value covers `loan`."""
    counts, edges = np.histogram(simulation.values, bins=HISTOGRAM_CLASSES)
    covered, covered_error = (None, None) if loan is None else probability_covered(simulation, loan)
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
        points=PointKind(simulation.points),
        standard_error=simulation.standard_error,
        probability_error=covered_error,
    )


def uncertain_inputs(case: Case, prepared: PreparedCase) -> Iterator[UncertainInput]:
    """Every engine input whose assumption states an uncertainty; a cross-check moves no conclusion."""
    for engine_path, record_path in prepared.record_paths.items():
        if is_cross_check(prepared, engine_path):
            continue
        assumption = assumption_at(case, record_path)
        distribution = _distribution(assumption)
        if distribution is not None:
            yield UncertainInput(engine_path, distribution)


def is_cross_check(prepared: PreparedCase, engine_path: str) -> bool:
    """Whether the input belongs to a method without weight."""
    found = _OF_METHOD.match(engine_path)
    return found is not None and prepared.inputs.methods[int(found.group(1))].weight == 0


def main_inputs(case: Case, prepared: PreparedCase, stated: tuple[UncertainInput, ...]) -> Iterator[UncertainInput]:
    """The main inputs of each line whose uncertainty is not stated, moved by `RELATIVE_RANGE`."""
    known = {u.path for u in stated}
    for engine_path, record_path in prepared.record_paths.items():
        if engine_path in known or is_cross_check(prepared, engine_path) or not is_main_input(engine_path):
            continue
        value = assumption_at(case, record_path).value
        if value:
            middle = float(value)
            low, high = sorted((middle * (1 - RELATIVE_RANGE), middle * (1 + RELATIVE_RANGE)))
            yield UncertainInput(engine_path, Distribution(kind="uniform", mode=middle, low=low, high=high))


def is_main_input(engine_path: str) -> bool:
    """Whether people ask first what this input does: rates, life and revenue of a line, the numbers of a method."""
    return engine_path.rsplit(".", maxsplit=1)[-1] in _MAIN_INPUTS


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
        points=tuple(float(point) for point in doubt.points),
        weights=tuple(float(weight) for weight in doubt.weights),
    )


def as_problem(error: InputOutsideDomain, prepared: PreparedCase) -> DataProblem:
    """What the engine refused, with the place in the case where it is set."""
    return DataProblem(error.message, (Problem(error.message, column=prepared.record_path(error.field_path)),))
