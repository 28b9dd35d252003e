"""What was read from an outside file, what was refused, and what did sources disagree about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import repeat
from typing import Annotated, Protocol

from pydantic import Field

from pledgeapp.errors import Problem
from pledgeapp.records.base import Record
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.cost import CostClass
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.money import Currency
from pledgeapp.records.patent import Patent
from pledgeapp.records.product import Product
from pledgeapp.records.spool import Chained, Spool, joined
from valuation.wording import Message


class ImportKind(StrEnum):
    """What the rows of a file describe."""

    PATENTS = "patents"
    COMPARABLES = "comparables"
    REVENUE = "revenue"
    LOAN = "loan"
    COST = "cost"


CASE_ONLY = frozenset({ImportKind.LOAN, ImportKind.COST})
"""Kinds that mean something in one case alone: there is no library of them."""


class ImportedProduct(Record):
    """A product line with its yearly figures; its patents are numbers until they meet the patents of a case."""

    product: Product
    patents: tuple[tuple[str, Decimal], ...] = ()
    """Patent number as written and contribution 0-100."""
    currency: Currency | None = None
    """In which the sheet says its sums are; None where it does not say."""


class ImportedCost(Record):
    """What was spent on one class of development in a year of a project: the sum of its entries in a ledger."""

    cost_class: CostClass
    word: str = ""
    """What the ledger calls it, where that names no class known here."""
    year: int | None = None
    project: str = ""
    amount: Annotated[Decimal, Field(ge=Decimal("-1e15"), le=Decimal("1e15"), allow_inf_nan=False)]
    """Of a single entry it may be negative: a correction."""
    currency: Currency | None = None
    """In which the ledger says its sums are; None where it does not say."""
    source: str = ""


@dataclass(frozen=True)
class Conflict:
    """Two rows or sources name the same patent (product, deal) and differ in a field; `kept` is what counts."""

    subject: str
    """Number or name of what both describe."""
    field: str
    """English msgid of the field."""
    kept: str
    other: str
    row: int | None = None
    """Line of the later of the two."""
    kept_source: str = ""
    """Who says what counts; empty when it is not known."""
    other_source: str = ""
    name: str = ""
    """The field's name in the record, where one description can be accepted in place of the other."""


class RereadsRows(Protocol):
    """Knows the header and the habits of a table that was read."""

    @property
    def header(self) -> tuple[str, ...]:
        """The header as it stands in the file."""

    def read_again(self, line: int, cells: tuple[str, ...]) -> Record | tuple[Record, ...] | list[Problem]:
        """The record of a row, corrected or not (of a sheet by years the records), or everything wrong with it."""


@dataclass(frozen=True)
class ImportPreview:
    """What a file holds, before anything is stored. One of the sequences of records is filled, by `kind`.

    A sequence is a tuple where it is short, else one that keeps its items packed (`records.spool`).
    """

    file: str
    """Name of the file."""
    layout: str
    """Key of the recognised layout: `google_patents`, `template_patents`, …"""
    layout_label: str
    """English msgid of the layout."""
    kind: ImportKind
    rows: int
    """Rows of data in the file, refused ones included."""
    patents: Sequence[Patent] = ()
    comparables: Sequence[Comparable] = ()
    products: Sequence[ImportedProduct] = ()
    repayments: Sequence[ScheduledPayment] = ()
    costs: Sequence[ImportedCost] = ()
    merged: int = 0
    """Rows that describe something an earlier row of the file describes."""
    refused: Sequence[Problem] = ()
    conflicts: Sequence[Conflict] = ()
    encoding: str = ""
    delimiter: str = ""
    lines: Sequence[int] = ()
    """Line of the file behind each record."""
    ignored: tuple[str, ...] = ()
    """Columns and sheets of the file that were not read."""
    header: tuple[str, ...] = ()
    """The header as it stands in the file."""
    refused_cells: Sequence[tuple[int, tuple[str, ...]]] = ()
    """Line and cells of each refused row, under `header`: what an export for correction writes."""
    refused_in: Sequence[str] = ()
    """File or sheet of each row of `refused_cells`, as its problems name it."""
    files: tuple[str, ...] = ()
    """Names of all files, where it is more than one."""
    origins: Sequence[str] = ()
    """File or sheet behind each record."""
    readers: Mapping[str, RereadsRows] = field(default_factory=dict)
    """How a corrected row of a file or sheet is read again."""
    notes: tuple[Message, ...] = ()
    """What was concluded from the file or left out of it, for a person to look at."""

    @property
    def records(self) -> Sequence[Record]:
        """The records of the kind read, in their order."""
        return joined(self.patents, self.comparables, self.products, self.repayments, self.costs)

    @property
    def refused_rows(self) -> int:
        """Number of refused rows; a row may have several problems."""
        return refused_rows(self.refused)

    @property
    def accepted(self) -> int:
        """Records ready to be taken over."""
        return len(self.records)


@dataclass(frozen=True)
class ImportOutcome:
    """What taking a preview over did: counts add up to the rows of the file."""

    layout: str
    rows: int
    added: int
    merged: int
    """Rows that met a record already there (in the file, or in the library)."""
    refused: Sequence[Problem]
    conflicts: Sequence[Conflict]

    @property
    def refused_rows(self) -> int:
        """Number of refused rows; a row may have several problems, a problem without a row concerns no row alone."""
        return refused_rows(self.refused)


def refused_lines(preview: ImportPreview) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """File or sheet, line and cells of each refused row."""
    names = preview.refused_in or repeat(preview.file, len(preview.refused_cells))
    for name, (line, cells) in zip(names, preview.refused_cells, strict=True):
        yield name, line, cells


def refused_rows(problems: Sequence[Problem]) -> int:
    """How many rows `problems` speak of."""
    match problems:
        case Spool():
            return problems.places
        case Chained():
            return sum(map(refused_rows, problems.parts))
    return len({(p.file, p.row) for p in problems if p.row is not None})
