"""Which figures stand above all others, how do they open, and what is still missing? What the conclusion strip says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.sentences import sentence
from ui.state.case_session import CaseSession
from ui.state.working import Working, working_of
from valuation.wording import N_

if TYPE_CHECKING:
    from pledgeapp.records.assessment import Assessment, OpenPoint
    from pledgeapp.records.case import Case
    from valuation.results import ApproachResult, Step

Tone = Literal["good", "attention", "danger"]
_APPROACH_LABELS = {"income": N_("Income approach"), "market": N_("Market approach"), "cost": N_("Cost approach")}
CONCLUSION = N_("Conclusion")
LENDING = N_("From value to loan limit")
_RESULT = re.compile(r"valuation|(lines|products)\[\d+\]$")
"""Sources of figures that another calculation came to, as against inputs that somebody set."""
ENOUGH_COVER = 1.0
"""A coverage ratio below this means that the lending value is less than the loan limit."""


@dataclass(frozen=True)
class Point:
    """One thing that keeps the report a draft: a short state word, its sentence, and where it is settled."""

    badge: str
    tone: Tone
    text: str
    path: str


def open_points(session: CaseSession, texts: Texts) -> tuple[Point, ...]:
    """What refuses the assessment, what blocks, what is to be answered or confirmed: worst first."""
    points = [_refusal(problem, texts) for problem in session.problems]
    assessment = session.assessment
    if assessment is not None:
        effects = {finding.key: str(finding.effect.value) for finding in assessment.findings}
        points += [_point(point, effects, assessment.case, texts) for point in assessment.open_points]
    return tuple(sorted(points, key=lambda point: ("danger", "attention", "good").index(point.tone)))


def fair_value_working(assessment: Assessment) -> Working | None:
    """How the conclusion came about."""
    steps = _sourced(assessment, assessment.appraisal.workings)
    named = working_of(steps, "V", CONCLUSION)
    return named or (Working(steps, len(steps) - 1, CONCLUSION) if steps else None)


def lending_working(assessment: Assessment, value: float | None, symbols: tuple[str, ...]) -> Working | None:
    """The step of the lending chain called by one of `symbols`, else the last one that came to `value`."""
    if assessment.lending is None:
        return None
    steps = _sourced(assessment, assessment.lending.workings)
    for symbol in symbols:
        found = working_of(steps, symbol, LENDING)
        if found is not None:
            return found
    same = [i for i, step in enumerate(steps) if step.value == value]
    return Working(steps, same[-1], LENDING) if same else None


def deeper(assessment: Assessment | None, working: Working, names: dict[str, str]) -> Working | None:
    """The working behind a figure taken from another calculation (an approach in the conclusion, a line in an
    approach); None when the figure is an input or a formula of its own. `names` maps product keys to names."""
    step = working.step
    if assessment is None or step.formula:
        return None
    for steps, context in _calculations(assessment, names):
        index = _end_of(steps, step)
        if index is not None:
            return Working(_sourced(assessment, steps), index, context)
    return None


def _sourced(assessment: Assessment, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    from pledgeapp.records.step_sources import sourced

    return sourced(assessment, steps)


def _calculations(assessment: Assessment, names: dict[str, str]) -> list[tuple[tuple[Step, ...], str]]:
    found = [(assessment.appraisal.workings, CONCLUSION)]
    for approach in assessment.appraisal.approaches:
        found.append((approach.workings, _APPROACH_LABELS[approach.approach]))
        found += _lines(approach, names)
    return found


def _lines(approach: ApproachResult, names: dict[str, str]) -> list[tuple[tuple[Step, ...], str]]:
    return [(line.workings, names.get(line.key, line.key)) for line in approach.lines]


def _end_of(steps: tuple[Step, ...], wanted: Step) -> int | None:
    """Where `steps` arrive at `wanted`: by symbol, or by ending in its value when it stands for a product line."""
    for index in range(len(steps) - 1, -1, -1):
        if steps[index].symbol == wanted.symbol and steps[index].formula and steps[index].value == wanted.value:
            return index
    is_result = _RESULT.match(wanted.source) is not None
    if is_result and steps and steps[-1].formula and steps[-1].value == wanted.value:
        return len(steps) - 1
    return None


def _refusal(problem: object, texts: Texts) -> Point:
    if isinstance(problem, Problem):
        return Point(texts(N_("Refused")), "danger", texts.message(problem.message), problem.column)
    return Point(texts(N_("Refused")), "danger", texts.message(problem), "")  # type: ignore[arg-type]


def _point(point: OpenPoint, effects: dict[str, str], case: Case, texts: Texts) -> Point:
    text = sentence(point, case, texts)
    kind, _, key = point.key.partition(":")
    if kind == "finding":
        if effects.get(key) == "block":
            return Point(texts(N_("Blocks")), "danger", text, point.path)
        return Point(texts(N_("To answer")), "attention", text, point.path)
    if kind == "unconfirmed":
        return Point(texts(N_("To confirm")), "attention", text, point.path)
    return Point(texts(N_("Missing")), "attention", text, point.path)
