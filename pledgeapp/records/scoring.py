"""By which system are patents scored, who gave which score for what reason, and what may a score move?

A system is data: shipped ones are frames with their source. A case holds its own copy, which can be edited and stays
what it was. A weight that no source gives is empty: a person fills it in before the system can be used.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from pledgeapp.records.base import EvidenceId, PatentId, Record
from pledgeapp.records.refusal import RefusedValue
from valuation.wording import N_

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=80)]
Weight = Annotated[Decimal, Field(ge=0, le=1000, allow_inf_nan=False)]
Score = Annotated[Decimal, Field(ge=-1000, le=1000, allow_inf_nan=False)]


class Level(Record):
    """One step of a rubric: the score it stands for and what must be true."""

    score: Score
    text: Annotated[str, Field(min_length=1)]
    text_en: str = ""


class ScoredIndicator(Record):
    """One question of a system."""

    key: Key
    name: Annotated[str, Field(min_length=1)]
    name_en: str = ""
    explanation: str = ""
    """What is asked, in plain words."""
    explanation_en: str = ""
    weights: dict[str, Weight] = {}
    """By scenario; a scenario that is missing has no sourced weight."""
    veto_below: Score | None = None
    levels: tuple[Level, ...] = ()


class ScoredClass(Record):
    """Indicators under one heading."""

    key: Key
    name: Annotated[str, Field(min_length=1)]
    name_en: str = ""
    weights: dict[str, Weight] = {}
    factor: str = ""
    """Key of an indicator that multiplies the others of the class."""
    indicators: Annotated[tuple[ScoredIndicator, ...], Field(min_length=1)]


class Grade(Record):
    """A grade and the lower end of its totals, on the scale 0 … 100."""

    name: Annotated[str, Field(min_length=1)]
    name_en: str = ""
    floor: Annotated[Decimal, Field(ge=0, le=100)]


class ScoringSystem(Record):
    """A weighted system of indicators (指标体系)."""

    key: Key
    name: Annotated[str, Field(min_length=1)]
    name_en: str = ""
    note: str = ""
    """What it is not: wording for the reader."""
    note_en: str = ""
    source: Annotated[str, Field(min_length=1)]
    source_url: str = ""
    is_confirmed: bool = False
    """Names, weights and rubric were read at the source, or are the user's own."""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    scenarios: Annotated[tuple[Key, ...], Field(min_length=1)] = ("general",)
    classes: Annotated[tuple[ScoredClass, ...], Field(min_length=1)]
    grades: tuple[Grade, ...] = ()
    """The best first."""

    @model_validator(mode="after")
    def _holds_together(self) -> ScoringSystem:
        keys = [indicator.key for indicator in self.indicators]
        if len(set(keys)) != len(keys):
            raise RefusedValue(N_("an indicator stands twice in the system"))
        if not self.low < self.high:
            raise RefusedValue(N_("the scale needs a lower and a higher end"))
        for of_class in self.classes:
            if of_class.factor and of_class.factor not in [i.key for i in of_class.indicators]:
                raise RefusedValue(N_("{factor} is no indicator of its class"), factor=of_class.factor)
        weighted: tuple[ScoredClass | ScoredIndicator, ...] = (*self.classes, *self.indicators)
        named = {scenario for one in weighted for scenario in one.weights}
        if not named <= set(self.scenarios):
            raise RefusedValue(
                N_("weights name a scenario that the system does not have: {scenarios}"),
                scenarios=", ".join(sorted(named - set(self.scenarios))),
            )
        scores = [s for i in self.indicators for s in (*(level.score for level in i.levels), i.veto_below)]
        if any(score is not None and not self.low <= score <= self.high for score in scores):
            raise RefusedValue(N_("a level or veto lies outside the scale"))
        floors = [grade.floor for grade in self.grades]
        if floors != sorted(set(floors), reverse=True):
            raise RefusedValue(N_("grades stand from the best to the worst"))
        return self

    @property
    def indicators(self) -> tuple[ScoredIndicator, ...]:
        """All of them in the order of the classes."""
        return tuple(indicator for of_class in self.classes for indicator in of_class.indicators)

    def missing_weights(self, scenario: str) -> tuple[str, ...]:
        """Keys of classes and indicators without a weight in `scenario`: until they are filled in nothing is scored."""
        weighted: tuple[ScoredClass | ScoredIndicator, ...] = (*self.classes, *self.indicators)
        return tuple(one.key for one in weighted if scenario not in one.weights)


class Assessor(StrEnum):
    """Which of the two who score independently of each other."""

    FIRST = "first"
    SECOND = "second"


class GivenScore(Record):
    """What an assessor thinks of one patent in one respect; the reason is required."""

    patent_id: PatentId
    indicator: Key
    assessor: Assessor = Assessor.FIRST
    score: Score
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    evidence: tuple[EvidenceId, ...] = ()
    given_by: str = ""
    given_at: datetime | None = None


class MovedInput(StrEnum):
    """What a score may move."""

    SPLIT_RATE = "split_rate"
    DISCOUNT_RATE = "discount_rate"
    ECONOMIC_LIFE = "economic_life_years"
    SUCCESS_PROBABILITY = "success_probability"


class ScoreBridge(Record):
    """A line from score to input: `low_value` at and below `low_score`, `high_value` at and above `high_score`."""

    moves: MovedInput
    is_on: bool = False
    low_score: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    low_value: Annotated[Decimal, Field(ge=-1000, le=1000)]
    high_score: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(100)
    high_value: Annotated[Decimal, Field(ge=-1000, le=1000)]
    reason: Annotated[str, Field(min_length=1)]
    """Why these ends."""

    @model_validator(mode="after")
    def _has_a_length(self) -> ScoreBridge:
        if not self.low_score < self.high_score:
            raise RefusedValue(N_("a bridge needs two different scores"))
        return self


class ScoringPlan(Record):
    """How the patents of a case are scored; absent where nobody scores them."""

    system: ScoringSystem
    scenario: Key
    scores: tuple[GivenScore, ...] = ()
    difference_limit: Annotated[Decimal, Field(gt=0, le=100)] = Decimal(20)
    """From this difference of two assessors on, on the scale 0 … 100, they must talk."""
    bridges: tuple[ScoreBridge, ...] = ()

    @model_validator(mode="after")
    def _speaks_of_the_system(self) -> ScoringPlan:
        if self.scenario not in self.system.scenarios:
            raise RefusedValue(N_("the system has no scenario {scenario}"), scenario=self.scenario)
        keys = {indicator.key for indicator in self.system.indicators}
        strange = {given.indicator for given in self.scores} - keys
        if strange:
            raise RefusedValue(N_("a score names no indicator of the system: {keys}"), keys=", ".join(sorted(strange)))
        places = [(given.patent_id, given.indicator, given.assessor) for given in self.scores]
        if len(set(places)) != len(places):
            raise RefusedValue(N_("an assessor scored one indicator of a patent twice"))
        if any(not self.system.low <= given.score <= self.system.high for given in self.scores):
            raise RefusedValue(N_("a score lies outside the scale of the system"))
        moved = [bridge.moves for bridge in self.bridges]
        if len(set(moved)) != len(moved):
            raise RefusedValue(N_("an input is moved by two bridges"))
        return self
