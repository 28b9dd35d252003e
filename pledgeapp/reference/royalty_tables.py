"""What do published aggregates say of royalties and margins by industry, and for what are they no good?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.reference.parameter import Confidence, Source
from pledgeapp.reference.tables import Table
from valuation.wording import N_, Message

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class IndustryRange:
    """A range of royalty rates on sales, as decimals."""

    industry_zh: str
    industry_en: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class IndustryMargins:
    """Margins on sales of an industry, as decimals; `companies` is how many were added up."""

    industry: str
    companies: int
    gross: Decimal
    operating: Decimal
    net: Decimal


@dataclass(frozen=True)
class LicensingShare:
    """Licensing revenue over all sales of an industry, as decimal: a check of the order of magnitude, no royalty."""

    industry: str
    share_of_sales: Decimal


@dataclass(frozen=True)
class ScoreLevel:
    """One level that an indicator of a score sheet may reach; weights are parts of 1, the score is 0 to 100."""

    class_zh: str
    class_en: str
    class_weight: Decimal
    indicator_zh: str
    indicator_en: str
    weight: Decimal
    score: Decimal
    level_zh: str
    level_en: str


@dataclass(frozen=True)
class Benchmarks(Generic[_Row]):
    """Rows of a table with where they are from, whom they describe and what they must not be used for."""

    rows: tuple[_Row, ...]
    source: Source
    year: str
    population: str
    confidence: str
    caveat: str

    @property
    def is_confirmed(self) -> bool:
        """The source was read; a recalled table is a proposal to be filled in by hand."""
        return self.source.read is not Confidence.RECALLED


def royalty_ranges(table: Table) -> Benchmarks[IndustryRange]:
    """Ranges of a table with the columns industry_zh, industry_en, low_pct, high_pct."""

    def read(row: dict[str, str]) -> IndustryRange:
        low, high = _percent(row["low_pct"]), _percent(row["high_pct"])
        if not 0 <= low <= high <= 1:
            raise ValueError
        return IndustryRange(row["industry_zh"], row["industry_en"], low, high)

    return _benchmarks(table, read)


def profit_margins(table: Table) -> Benchmarks[IndustryMargins]:
    """Margins of a table with the columns industry, companies, gross_, operating_ and net_margin_pct."""

    def read(row: dict[str, str]) -> IndustryMargins:
        gross, operating, net = (_percent(row[f"{kind}_margin_pct"]) for kind in ("gross", "operating", "net"))
        if max(gross, operating, net) > 1:
            raise ValueError
        return IndustryMargins(row["industry"], int(row["companies"]), gross, operating, net)

    return _benchmarks(table, read)


def licensing_shares(table: Table) -> Benchmarks[LicensingShare]:
    """Shares of a table with the columns industry and licensing_to_sales_pct."""

    def read(row: dict[str, str]) -> LicensingShare:
        share = _percent(row["licensing_to_sales_pct"])
        if not 0 <= share <= 1:
            raise ValueError
        return LicensingShare(row["industry"], share)

    return _benchmarks(table, read)


def score_sheet(table: Table) -> Benchmarks[ScoreLevel]:
    """Levels of a table with class, indicator, weights, score and the words of each level in both languages."""

    def read(row: dict[str, str]) -> ScoreLevel:
        weights = Decimal(row["class_weight"]), Decimal(row["weight"])
        score = Decimal(row["score"])
        if not (min(weights) >= 0 and max(weights) <= 1 and 0 <= score <= 100):
            raise ValueError
        words = (row["indicator_zh"], row["indicator_en"])
        return ScoreLevel(
            row["class_zh"], row["class_en"], weights[0], *words, weights[1], score, row["level_zh"], row["level_en"]
        )

    return _benchmarks(table, read)


def _percent(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return number / 100


def _benchmarks(table: Table, read: Callable[[dict[str, str]], _Row]) -> Benchmarks[_Row]:
    rows = []
    for number, row in enumerate(table.rows):
        try:
            rows.append(read(dict(row)))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            message = Message("benchmark_row_unclear", N_("expected names and possible figures in every column"))
            line = len(table.about) + 2 + number
            raise DataProblem(message, (Problem(message, file=table.name, row=line),)) from error
    about = [table.about.get(key, "") for key in ("year", "population", "confidence", "note")]
    return Benchmarks(tuple(rows), table.source, *about)
