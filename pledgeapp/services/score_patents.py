"""What do the scores given in a case come to: by patent, by product line, and where may they move an input?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pledgeapp.records.base import PatentId
from pledgeapp.records.case import Case
from pledgeapp.records.product import Product
from pledgeapp.records.scoring import Assessor, Grade, ScoreBridge, ScoringPlan, ScoringSystem
from valuation.inputs import FloatArray
from valuation.scoring.bridge import Bridge, bridged
from valuation.scoring.index_system import IndexSystem, Indicator, IndicatorClass, Scored, agreement, score


@dataclass(frozen=True)
class Disagreement:
    """Two assessors are so far apart that they must talk."""

    patent_id: PatentId
    indicator: str
    first: float
    second: float


@dataclass(frozen=True)
class PatentScore:
    """The totals of one patent on the scale 0 … 100; None is not known."""

    patent_id: PatentId
    total: float | None
    lowest: float
    """If everything that nobody scored were at its worst …"""
    highest: float
    """… and at its best."""
    by_class: tuple[float | None, ...]
    known_weight: float
    vetoed_by: tuple[str, ...]
    grade: Grade | None


@dataclass(frozen=True)
class MovedValue:
    """What a bridge proposes for one product line; it counts once a person takes it over."""

    bridge: ScoreBridge
    product: int
    """Position of the product line."""
    line_score: float
    value: float


@dataclass(frozen=True)
class CaseScore:
    """All that the scores of a case come to."""

    patents: tuple[PatentScore, ...]
    disagreements: tuple[Disagreement, ...]
    moved: tuple[MovedValue, ...]
    missing_weights: tuple[str, ...]
    """Until these are filled in nothing is scored: everything above is empty."""


def score_case(case: Case) -> CaseScore | None:
    """The scores of `case`; None where nobody scores its patents."""
    plan = case.scoring
    if plan is None:
        return None
    missing = plan.system.missing_weights(plan.scenario)
    if missing:
        return CaseScore((), (), (), missing)
    first, second = (_table(case, plan, assessor) for assessor in Assessor)
    both = agreement(first, second)
    scored = score(index_system(plan.system, plan.scenario), both.together)
    patents = tuple(_patent(case, plan, scored, place) for place in range(len(case.patents)))
    return CaseScore(patents, tuple(_disagreements(case, plan, first, second)), _moved(case, plan, patents), ())


def index_system(system: ScoringSystem, scenario: str) -> IndexSystem:
    """`system` as the engine takes it; KeyError where a weight of `scenario` is missing."""
    classes = tuple(
        IndicatorClass(
            of_class.key,
            float(of_class.weights[scenario]),
            tuple(
                Indicator(i.key, float(i.weights[scenario]), None if i.veto_below is None else float(i.veto_below))
                for i in of_class.indicators
            ),
            of_class.factor,
        )
        for of_class in system.classes
    )
    return IndexSystem(classes, float(system.low), float(system.high), tuple(float(g.floor) for g in system.grades))


def line_score(product: Product, totals: dict[PatentId, float | None]) -> float | None:
    """Mean total of the patents of a product line by their contribution; None while one that contributes is unknown."""
    parts = [(float(use.contribution), totals.get(use.patent_id)) for use in product.patents if use.contribution > 0]
    known = [(weight, total) for weight, total in parts if total is not None]
    if not parts or len(known) < len(parts):
        return None
    return sum(weight * total for weight, total in known) / sum(weight for weight, _ in known)


def _table(case: Case, plan: ScoringPlan, assessor: Assessor) -> FloatArray:
    rows = {patent.id: row for row, patent in enumerate(case.patents)}
    columns = {indicator.key: column for column, indicator in enumerate(plan.system.indicators)}
    table = np.full((len(rows), len(columns)), np.nan)
    for given in plan.scores:
        if given.assessor is assessor:
            table[rows[given.patent_id], columns[given.indicator]] = float(given.score)
    return table


def _patent(case: Case, plan: ScoringPlan, scored: Scored, place: int) -> PatentScore:
    keys = [indicator.key for indicator in plan.system.indicators]
    grade = int(scored.grade[place])
    return PatentScore(
        patent_id=case.patents[place].id,
        total=_known(scored.total[place]),
        lowest=float(scored.lowest[place]),
        highest=float(scored.highest[place]),
        by_class=tuple(_known(value) for value in scored.by_class[place]),
        known_weight=float(scored.known_weight[place]),
        vetoed_by=tuple(key for key, is_veto in zip(keys, scored.vetoed_by[place], strict=True) if is_veto),
        grade=plan.system.grades[grade] if 0 <= grade < len(plan.system.grades) else None,
    )


def _disagreements(case: Case, plan: ScoringPlan, first: FloatArray, second: FloatArray) -> list[Disagreement]:
    scale = float(plan.system.high - plan.system.low)
    is_far: NDArray[np.bool_] = np.abs(second - first) / scale * 100.0 >= float(plan.difference_limit)
    keys = [indicator.key for indicator in plan.system.indicators]
    return [
        Disagreement(case.patents[row].id, keys[column], float(first[row, column]), float(second[row, column]))
        for row, column in np.argwhere(is_far)
    ]


def _moved(case: Case, plan: ScoringPlan, patents: tuple[PatentScore, ...]) -> tuple[MovedValue, ...]:
    totals = {one.patent_id: None if one.vetoed_by else one.total for one in patents}
    moved = []
    for place, product in enumerate(case.products):
        total = line_score(product, totals)
        for bridge in plan.bridges:
            if bridge.is_on and total is not None:
                ends = (bridge.low_score, bridge.low_value, bridge.high_score, bridge.high_value)
                value = float(bridged(Bridge(*map(float, ends)), total))
                moved.append(MovedValue(bridge, place, total, value))
    return tuple(moved)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
