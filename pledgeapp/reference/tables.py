"""What stands in the larger reference tables: CSV files under a header of comment lines that name their source?"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.reference.parameter import Source
from pledgeapp.toml_reading import record_from
from valuation.wording import N_, Message

_QUOTED_MONTHLY = timedelta(days=31)


@dataclass(frozen=True)
class Table:
    """A table as read: `about` is its header (title, issuer, url, read, unit …), `rows` are its lines as text."""

    name: str
    about: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    source: Source


@dataclass(frozen=True)
class PrimeRateQuote:
    """A published quotation of the loan prime rate, as decimals per year."""

    quote_date: date
    one_year: Decimal
    five_years: Decimal


@dataclass(frozen=True)
class LoanPrimeRates:
    """Published quotations in the order of their dates."""

    quotes: tuple[PrimeRateQuote, ...]
    source: Source

    @cached_property
    def _days(self) -> list[date]:
        return [quote.quote_date for quote in self.quotes]

    @property
    def last_quote(self) -> PrimeRateQuote:
        """The latest quotation in the table."""
        return self.quotes[-1]

    def on(self, day: date) -> PrimeRateQuote | None:
        """The quotation in force on `day`; None before the first, and after the table ends: ask for the current one.

        A quotation is published every month, so one more than a month old at the end of the table proves nothing.
        """
        position = bisect_right(self._days, day) - 1
        if position < 0 or (position == len(self.quotes) - 1 and day - self._days[position] > _QUOTED_MONTHLY):
            return None
        return self.quotes[position]


@dataclass(frozen=True)
class RenewalTable:
    """Which share of a group of patents was still in force at which age: an example with its source, no default."""

    years_after_grant: tuple[Decimal, ...]
    in_force_shares: tuple[Decimal, ...]
    """Decimals between 0 and 1, not rising."""
    caveat: str
    source: Source


def read_table(name: str, text: str, file: str) -> Table:
    """The table in `text`: lines `# key: value`, a header line, rows; DataProblem without a source."""
    lines = text.splitlines()
    about: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(":")
        about[key.strip()] = value.strip()
    fields = {key: about[key] for key in ("title", "issuer", "number", "url", "read") if key in about}
    source = record_from(Source, fields, text, file)
    return Table(name, about, tuple(csv.DictReader(lines[len(about) :])), source)


def loan_prime_rates(table: Table) -> LoanPrimeRates:
    """The quotations of a table with the columns date, lpr_1y_pct, lpr_5y_pct."""
    quotes = []
    for number, row in enumerate(table.rows):
        try:
            rates = Decimal(row["lpr_1y_pct"]) / 100, Decimal(row["lpr_5y_pct"]) / 100
            quotes.append(PrimeRateQuote(date.fromisoformat(row["date"]), *rates))
        except (KeyError, ValueError, InvalidOperation) as error:
            message = Message("table_row_unclear", N_("expected a date and two rates in percent"))
            line = len(table.about) + 2 + number
            raise DataProblem(message, (Problem(message, file=table.name, row=line),)) from error
    return LoanPrimeRates(tuple(sorted(quotes, key=lambda quote: quote.quote_date)), table.source)


def renewal_table(table: Table) -> RenewalTable:
    """The survival in a table with the columns years_after_grant, in_force_pct; DataProblem names an unclear row."""
    years, shares = [Decimal(0)], [Decimal(1)]
    for number, row in enumerate(table.rows):
        try:
            age, share = Decimal(row["years_after_grant"]), Decimal(row["in_force_pct"]) / 100
        except (KeyError, InvalidOperation):
            age = share = Decimal("nan")
        is_clear = age.is_finite() and share.is_finite() and age > years[-1] and 0 <= share <= shares[-1]
        if not is_clear:
            words = N_("expected a rising age in years and a share in percent that does not rise")
            message = Message("renewal_row_unclear", words)
            raise DataProblem(message, (Problem(message, file=table.name, row=len(table.about) + 2 + number),))
        years.append(age)
        shares.append(share)
    return RenewalTable(tuple(years[1:]), tuple(shares[1:]), table.about.get("note", ""), table.source)
