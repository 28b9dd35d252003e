"""What do the rows of a file come to by the rules of their kind, and what is told of them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pledgeapp.errors import Problem
from pledgeapp.intake.duplicates import Gathered, gather
from pledgeapp.intake.layouts.cost_classes import unknown_classes
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.template_loan import balances_that_do_not_follow
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.cost_merging import add_costs
from pledgeapp.records.field_sources import NO_PREFERENCE, Preference
from pledgeapp.records.identity import comparable_key, cost_key, patent_keys, payment_key, product_key
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.loan_merging import merge_scheduled
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.product_merging import merge_imported_products
from pledgeapp.records.wording import label
from valuation.wording import N_, Message

_SHOWN_LINES = 20
RECORDS_OF = {
    ImportKind.PATENTS: "patents",
    ImportKind.COMPARABLES: "comparables",
    ImportKind.REVENUE: "products",
    ImportKind.LOAN: "repayments",
    ImportKind.COST: "costs",
}
"""In which field of a preview the records of a kind stand."""


def gather_kind(
    kind: ImportKind, readings: Iterable[tuple[str, int, Any]], file: str, preference: Preference = NO_PREFERENCE
) -> Gathered[Any]:
    """The records of a file, or of several, by the rules of their kind, each once; `preference` says whose word counts
    where two differ."""
    match kind:
        case ImportKind.PATENTS:
            return gather(readings, patent_keys, merge_patents, preference)
        case ImportKind.REVENUE:
            return gather(readings, lambda imported: (product_key(imported.product),), merge_imported_products)
        case ImportKind.LOAN:
            return gather(readings, lambda payment: (payment_key(payment),), merge_scheduled)
        case ImportKind.COST:
            return _without_negative_sums(gather(readings, lambda cost: (cost_key(cost),), add_costs), file)
        case ImportKind.COMPARABLES:
            return gather(readings, lambda deal: (comparable_key(deal),), merge_comparables)


def _without_negative_sums(gathered: Gathered[Any], file: str) -> Gathered[Any]:
    """Corrections may exceed what they correct only where the ledger is cut off: such a sum is refused."""
    places = zip(gathered.records, gathered.lines, gathered.files, strict=True)
    kept, refused = list[tuple[Any, int, str]](), list[Problem]()
    for record, line, place in places:
        if record.amount >= 0:
            kept.append((record, line, place))
            continue
        text = N_("the entries of {class_label} add up to {total}: less than nothing")
        params = {"class_label": label(record.cost_class), "total": f"{record.amount:,f}"}
        refused.append(Problem(Message("intake.negative_sum", text, params), file=file, row=line))
    gathered.records = [record for record, _, _ in kept]
    gathered.lines = [line for _, line, _ in kept]
    gathered.files = [place for _, _, place in kept]
    gathered.refused += refused
    return gathered


def totals_left_out(lines: list[int]) -> Iterator[Message]:
    """What is told of rows that are totals."""
    if lines:
        shown = ", ".join(map(str, lines[:_SHOWN_LINES])) + (" …" if len(lines) > _SHOWN_LINES else "")
        yield Message("intake.totals", N_("totals and subtotals were left out: lines {lines}"), {"lines": shown})


def what_is_said(layout: Layout, records: list[Any]) -> Iterator[Message]:
    """What should be looked at in the records of a table."""
    if layout.remark:
        yield Message("intake.remark", layout.remark)
    yield from what_is_said_of(layout.kind, records)


def what_is_said_of(kind: ImportKind, records: list[Any]) -> Iterator[Message]:
    """What should be looked at in the records of a kind."""
    if kind is ImportKind.COST:
        yield from unknown_classes(records)
    if kind is ImportKind.LOAN:
        yield from balances_that_do_not_follow(records)
