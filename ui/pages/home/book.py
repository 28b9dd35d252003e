"""What do all cases together say? Sums and lowest values over what is known; samples stand apart from real cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgeapp.currency_names import YUAN

if TYPE_CHECKING:
    from pledgeapp.records.summary import CaseSummary


@dataclass(frozen=True)
class Book:
    """Figures over a list of cases; None is unknown, because nothing in the list has it."""

    cases: int
    drafts: int
    open_points: int
    lending_value: float | None
    without_value: int
    """Cases that are not in the sum because they have no lending value yet."""
    in_other_currencies: int
    """Cases with a lending value that is not in yuan: no rate of exchange is made up, so no sum holds them."""
    loan_limit: float | None
    lowest_cover: float | None
    average_cover: float | None
    """Lending value of all over loan limit of all that have both."""
    reports: int


def book_of(summaries: Sequence[CaseSummary]) -> Book:
    """The book of `summaries`, which hold real cases or, on a new machine, samples."""
    in_yuan = [row for row in summaries if row.currency == YUAN]
    valued = [row for row in summaries if row.lending_value is not None]
    values = [row.lending_value for row in in_yuan if row.lending_value is not None]
    limits = [row.loan_limit for row in in_yuan if row.loan_limit is not None]
    covers = [row.coverage_ratio for row in summaries if row.coverage_ratio is not None]
    both = [(row.lending_value, row.loan_limit) for row in in_yuan if row.lending_value and row.loan_limit]
    lent = sum(limit for _, limit in both)
    return Book(
        cases=len(summaries),
        drafts=sum(row.is_draft for row in summaries),
        open_points=sum(row.open_points_count for row in summaries),
        lending_value=sum(values) if values else None,
        without_value=len(summaries) - len(valued),
        in_other_currencies=len(valued) - len(values),
        loan_limit=sum(limits) if limits else None,
        lowest_cover=min(covers) if covers else None,
        average_cover=sum(value for value, _ in both) / lent if lent else None,
        reports=sum(row.reports_count for row in summaries),
    )


def shown_in_book(summaries: Sequence[CaseSummary]) -> tuple[CaseSummary, ...]:
    """The real cases; the samples where there are no others."""
    real = tuple(row for row in summaries if not row.is_sample)
    return real or tuple(summaries)


def needing_attention(summaries: Sequence[CaseSummary], most: int = 6) -> tuple[CaseSummary, ...]:
    """Cases whose cover is below one, then drafts with most open points."""
    urgent = [row for row in summaries if row.open_points_count or _is_short(row) or row.assessed_at is None]
    urgent.sort(key=lambda row: (not _is_short(row), -row.open_points_count))
    return tuple(urgent[:most])


def _is_short(row: CaseSummary) -> bool:
    return row.coverage_ratio is not None and row.coverage_ratio < 1
