"""What if: scenarios, break-even values for the loan, two inputs together, and shares of the doubt?

Paths are those of the case (`products[0].income.split_rate`); the engine's own stay inside. Every figure comes from the
formulas that value the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.assessment import (
    Analyses,
    Assessment,
    BreakEvenResult,
    ScenarioResult,
    TwoWayResult,
)
from pledgeapp.records.case import Case
from pledgeapp.reference import Reference
from pledgeapp.services.case_inputs import PreparedCase, prepare_case
from pledgeapp.services.value_case import (
    as_problem,
    is_cross_check,
    is_main_input,
    main_inputs,
    stated_correlations,
    uncertain_inputs,
)
from valuation.uncertainty.break_even import BreakEven, break_even
from valuation.uncertainty.scenarios import Scenario, scenario_values
from valuation.uncertainty.sensitivity import ends
from valuation.uncertainty.sobol_indices import SobolIndex, sobol_indices
from valuation.uncertainty.two_way import Axis, two_way_table
from valuation.wording import N_, InputOutsideDomain, Message

TABLE_STEPS = 5
"""Values of each input in a two-way table: enough to see the bend, few enough to read."""
INDEX_POINTS = 2048
MOST_BREAK_EVENS = 8
"""Inputs in a report: those that move the value most."""
_WITHIN = 1e-9


@dataclass(frozen=True)
class ValueAnalysis:
    """A case ready for questions; each answer raises DataProblem naming the field where an input is impossible."""

    case: Case
    prepared: PreparedCase

    def scenarios(self) -> tuple[ScenarioResult, ...]:
        """The scenarios of the case; a change of an assumption that does not count changes nothing."""
        engine_paths = self._engine_paths()
        told = [
            Scenario(s.name, {engine_paths[c.path]: float(c.value) for c in s.changes if c.path in engine_paths})
            for s in self.case.scenarios
        ]
        try:
            found = scenario_values(self.prepared.inputs, told)
        except InputOutsideDomain as error:
            raise as_problem(error, self.prepared) from error
        return tuple(ScenarioResult(name=f.name, value=f.value, difference=f.difference) for f in found)

    def break_even(self, path: str, target: float) -> BreakEvenResult:
        """For which values of the assumption at `path` the value is `target`, over all that is possible."""
        try:
            found = break_even(self.prepared.inputs, self._engine_path(path), target)
        except InputOutsideDomain as error:
            raise as_problem(error, self.prepared) from error
        return BreakEvenResult(
            path=path,
            low=found.low,
            high=found.high,
            roots=found.roots,
            jumps=found.jumps,
            stretches=found.stretches,
            covered=tuple(self._covered(found)),
            verdict=found.message.template,
        )

    def two_way(
        self, row_path: str, column_path: str, row_values: tuple[float, ...] = (), column_values: tuple[float, ...] = ()
    ) -> TwoWayResult:
        """The value over a grid of two assumptions; without values, even steps through the range of each."""
        rows, columns = self._engine_path(row_path), self._engine_path(column_path)
        try:
            table = two_way_table(
                self.prepared.inputs,
                Axis(rows, row_values or self._steps(rows)),
                Axis(columns, column_values or self._steps(columns)),
            )
        except InputOutsideDomain as error:
            raise as_problem(error, self.prepared) from error
        return TwoWayResult(
            row_path=row_path,
            column_path=column_path,
            row_values=table.rows.values,
            column_values=table.columns.values,
            values=tuple(tuple(v if np.isfinite(v) else None for v in row) for row in table.values.tolist()),
        )

    def sobol_indices(self, points: int = INDEX_POINTS) -> tuple[SobolIndex, ...]:
        """Share of the variance by assumption, by its path in the case; empty where nothing is in doubt."""
        uncertain = tuple(uncertain_inputs(self.case, self.prepared))
        if not uncertain:
            return ()
        try:
            found = sobol_indices(
                self.prepared.inputs,
                uncertain,
                points=points,
                seed=self.case.simulation.seed,
                correlations=tuple(stated_correlations(self.case, self.prepared, uncertain)),
            )
        except InputOutsideDomain as error:
            raise as_problem(error, self.prepared) from error
        return tuple(
            SobolIndex(
                self.prepared.record_path(f.path),
                f.first_order,
                f.total_order,
                f.first_order_error,
                f.total_order_error,
            )
            for f in found
        )

    def main_paths(self) -> tuple[str, ...]:
        """Paths of the assumptions that are asked about first: of lines and of methods that have a weight."""
        return tuple(
            record
            for engine, record in self.prepared.record_paths.items()
            if not is_cross_check(self.prepared, engine) and (is_main_input(engine) or engine.startswith("methods["))
        )

    def _engine_paths(self) -> dict[str, str]:
        return {record: engine for engine, record in self.prepared.record_paths.items()}

    def _engine_path(self, path: str) -> str:
        found = self._engine_paths().get(path)
        if found is None:
            words = N_("There is no number at {path} on which the value rests.")
            message = Message("unknown_input", words, {"path": path})
            raise DataProblem(message, (Problem(message, column=path),))
        return found

    def _steps(self, engine_path: str) -> tuple[float, ...]:
        """Even steps between the ends of the stated doubt, else a tenth either way of what is there."""
        stated = tuple(uncertain_inputs(self.case, self.prepared))
        doubt = next(
            (u for u in (*stated, *main_inputs(self.case, self.prepared, stated)) if u.path == engine_path), None
        )
        if doubt is not None:
            low, high = ends(self.prepared.inputs, engine_path, doubt.distribution)
        else:
            from valuation.uncertainty.uncertain_inputs import input_at

            middle = float(np.asarray(input_at(self.prepared.inputs, engine_path)))
            low, high = sorted((0.9 * middle, 1.1 * middle)) if middle else (0.0, 0.1)
        return tuple(np.linspace(low, high, TABLE_STEPS).tolist())

    def _covered(self, found: BreakEven) -> Iterator[tuple[float, float]]:
        """The parts of the range on which the value is at least the target: between roots and steps it stays."""
        from valuation.uncertainty.case_paths import possible_conclusions

        marks = sorted({found.low, found.high, *found.roots, *found.jumps, *(e for s in found.stretches for e in s)})
        middles = np.array([(low + high) / 2 for low, high in pairwise(marks)])
        values = possible_conclusions(self.prepared.inputs, {found.path: middles}, middles.size)
        start: float | None = None
        for low, high, value in zip(marks[:-1], marks[1:], values.tolist(), strict=True):
            if value >= found.target * (1 - _WITHIN):
                start = low if start is None else start
                if high == marks[-1]:
                    yield start, high
            elif start is not None:
                yield start, low
                start = None


def value_analysis(case: Case, reference: Reference) -> ValueAnalysis:
    """`case` ready for questions about its value."""
    return ValueAnalysis(case, prepare_case(case, reference))


def analysed(assessment: Assessment, reference: Reference, loan: float | None) -> Assessment:
    """`assessment` with what its report says beyond the range; as it is where there is no value or it has them."""
    if assessment.analyses is not None or assessment.fair_value is None:
        return assessment
    analysis = value_analysis(assessment.case, reference)
    main = set(analysis.main_paths())
    # The tornado has them in the order of what they move.
    moving = [s.path for s in assessment.sensitivities if s.path in main]
    analyses = Analyses(
        scenarios=analysis.scenarios(),
        loan=loan,
        break_even=() if loan is None else tuple(analysis.break_even(p, loan) for p in moving[:MOST_BREAK_EVENS]),
        two_way=analysis.two_way(moving[0], moving[1]) if len(moving) > 1 else None,
    )
    return assessment.model_copy(update={"analyses": analyses})
