"""How do many patents become the arrays that law is counted on: kinds, days, reductions?

The engine counts over arrays; one patent is a portfolio of one. What is not known is NaT or NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pledgeapp.records.patent import Patent, RightType
from valuation.calendar_days import Days
from valuation.inputs import FloatArray

CHINA = "CN"
KINDS = (RightType.INVENTION, RightType.UTILITY_MODEL, RightType.DESIGN)
"""By their number in `PatentColumns.kind`."""
NO_KIND = -1
NO_COHORT = -1
SUBCLASS_LENGTH = 4
"""`H01M` of `H01M10/0562`."""
MEASURES = ("cited_by_count", "family_size", "claims_count")


@dataclass(frozen=True)
class PatentColumns:
    """`n` patents; arrays of shape (n,)."""

    kind: NDArray[np.int8]
    """Place in `KINDS`; `NO_KIND` for a foreign right, or one of unknown kind: the law says nothing of it."""
    filed: Days
    granted: Days
    compensation_days: FloatArray
    """Entered ones; none entered counts as none: the cautious reading of a term."""
    extension_days: FloatArray
    fee_reduction: FloatArray
    """NaN is not known."""
    has_open_licence: NDArray[np.bool_]
    """Known to have one."""

    @property
    def is_reduction_known(self) -> NDArray[np.bool_]:
        """Whether share and first year of a reduction are known: it runs from the grant on."""
        return ~np.isnan(self.fee_reduction) & ~np.isnat(self.granted)

    @property
    def count(self) -> int:
        """How many patents."""
        return int(self.kind.shape[0])


def columns_of(patents: Sequence[Patent]) -> PatentColumns:
    """The columns of `patents`."""
    return PatentColumns(
        kind=np.array([_kind(patent) for patent in patents], dtype=np.int8),
        filed=_days(patent.filing_date for patent in patents),
        granted=_days(patent.grant_date for patent in patents),
        compensation_days=_numbers(patent.term_compensation_days or 0 for patent in patents),
        extension_days=_numbers(patent.drug_extension_days or 0 for patent in patents),
        fee_reduction=_numbers(np.nan if p.fee_reduction is None else float(p.fee_reduction) for p in patents),
        has_open_licence=np.array([patent.has_open_licence is True for patent in patents], dtype=np.bool_),
    )


@dataclass(frozen=True)
class ScreenColumns:
    """What databases count of `n` patents, and which of them are comparable; arrays of shape (n,)."""

    measures: Mapping[str, FloatArray]
    """By name; NaN is not known, more is better."""
    cohort: NDArray[np.int64]
    """One number for patents of one subclass of the IPC and one filing year; `NO_COHORT` where either is not known."""


def screen_columns_of(patents: Sequence[Patent]) -> ScreenColumns:
    """The counted columns of `patents`."""
    measures = {name: _numbers(_count(getattr(patent, name)) for patent in patents) for name in MEASURES}
    return ScreenColumns(measures, _cohorts(patents))


def _count(value: int | None) -> float:
    return np.nan if value is None else float(value)


def _cohorts(patents: Sequence[Patent]) -> NDArray[np.int64]:
    numbers: dict[tuple[str, int], int] = {}
    return np.array([_cohort(patent, numbers) for patent in patents], dtype=np.int64)


def _cohort(patent: Patent, numbers: dict[tuple[str, int], int]) -> int:
    if not patent.ipc or patent.filing_date is None:
        return NO_COHORT
    field = patent.ipc[0].replace(" ", "").upper()[:SUBCLASS_LENGTH]
    return numbers.setdefault((field, patent.filing_date.year), len(numbers))


def _kind(patent: Patent) -> int:
    is_of_law = patent.country == CHINA and patent.right_type is not RightType.UNKNOWN
    return KINDS.index(patent.right_type) if is_of_law else NO_KIND


def _days(days: Iterable[date | None]) -> Days:
    return np.array(list(days), dtype="datetime64[D]")


def _numbers(numbers: Iterable[float]) -> FloatArray:
    return np.array(list(numbers), dtype=np.float64)
