"""How is the doubt about a case drawn: which points, how many, which inputs move together, which stories are told?"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pledgeapp.records.base import Record

DEFAULT_PATHS = 16_384
"""A power of two, as Sobol points want, above the ten thousand that practice asks for."""
DEFAULT_SEED = 20260901
"""Fixed, so that the same case gives the same range on any machine."""


class PointKind(StrEnum):
    """Evenly spread points of Sobol, or pseudo-random ones; both from a fixed seed."""

    SOBOL = "sobol"
    PSEUDO_RANDOM = "pseudo_random"


class SimulationPlan(Record):
    """Kind and number of points, and the seed."""

    points: PointKind = PointKind.SOBOL
    paths: Annotated[int, Field(ge=256, le=1_048_576)] = DEFAULT_PATHS
    seed: Annotated[int, Field(ge=0, le=2**62)] = DEFAULT_SEED


class Correlation(Record):
    """Two uncertain assumptions, by their paths, that move together: correlation of their normal scores."""

    first: str
    second: str
    value: Annotated[Decimal, Field(ge=-1, le=1)]
    reason: str = ""


class ScenarioChange(Record):
    """The assumption at `path` takes `value`."""

    path: str
    value: Annotated[Decimal, Field(allow_inf_nan=False)]


class Scenario(Record):
    """A named story: some assumptions take other values together."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    changes: tuple[ScenarioChange, ...] = ()
    reason: str = ""
