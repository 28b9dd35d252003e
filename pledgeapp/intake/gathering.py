"""What do the rows of a file come to by the rules of their kind, and what is told of them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pledgeapp.errors import Problem
from pledgeapp.intake.duplicates import Gathered, Rules, gather
from pledgeapp.intake.layouts.cost_classes import unknown_classes
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.template_loan import balances_that_do_not_follow
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.cost_merging import add_costs
from pledgeapp.records.field_sources import NO_PREFERENCE, Preference
from pledgeapp.records.identity import comparable_key, cost_key, patent_keys, payment_key, product_key
from pledgeapp.records.importing import ImportedCost, ImportedProduct, ImportKind
from pledgeapp.records.kept_forms import NUMBERS, WORDS, form_of
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.loan_merging import merge_scheduled
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.product_merging import merge_imported_products
from pledgeapp.records.spool import Spool
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
    kind: ImportKind,
    readings: Iterable[tuple[str, int, Any]],
    file: str,
    preference: Preference = NO_PREFERENCE,
    *,
    is_large: bool = False,
) -> Gathered[Any]:
    """The records of a file, or of several, by the rules of their kind, each once; `preference` says whose word counts
    where two differ, `is_large` that there will be many rows."""
    gathered = gather(readings, _rules_of(kind, preference), is_large=is_large)
    return _without_negative_sums(gathered, file) if kind is ImportKind.COST else gathered


def _rules_of(kind: ImportKind, preference: Preference) -> Rules[Any]:
    match kind:
        case ImportKind.PATENTS:
            return Rules(Patent, patent_keys, merge_patents, preference)
        case ImportKind.REVENUE:
            return Rules(ImportedProduct, lambda item: (product_key(item.product),), merge_imported_products)
        case ImportKind.LOAN:
            return Rules(ScheduledPayment, lambda payment: (payment_key(payment),), merge_scheduled)
        case ImportKind.COST:
            return Rules(ImportedCost, lambda cost: (cost_key(cost),), add_costs)
        case ImportKind.COMPARABLES:
            return Rules(Comparable, lambda deal: (comparable_key(deal),), merge_comparables)


def _without_negative_sums(gathered: Gathered[Any], file: str) -> Gathered[Any]:
    """Corrections may exceed what they correct only where the ledger is cut off: such a sum is refused."""
    kept = Gathered[Any](Spool(form_of(ImportedCost)), Spool(NUMBERS), Spool(WORDS), gathered.merged)
    kept.conflicts, kept.refused = gathered.conflicts, gathered.refused
    for record, line, place in zip(gathered.records, gathered.lines, gathered.files, strict=True):
        if record.amount >= 0:
            kept.records.append(record)
            kept.lines.append(line)
            kept.files.append(place)
            continue
        text = N_("the entries of {class_label} add up to {total}: less than nothing")
        params = {"class_label": label(record.cost_class), "total": f"{record.amount:,f}"}
        kept.refused.append(Problem(Message("intake.negative_sum", text, params), file=file, row=line))
    return kept


def totals_left_out(lines: list[int]) -> Iterator[Message]:
    """What is told of rows that are totals."""
    if lines:
        shown = ", ".join(map(str, lines[:_SHOWN_LINES])) + (" …" if len(lines) > _SHOWN_LINES else "")
        yield Message("intake.totals", N_("totals and remarks were left out: lines {lines}"), {"lines": shown})


def what_is_said(layout: Layout, records: Sequence[Any]) -> Iterator[Message]:
    """What should be looked at in the records of a table."""
    if layout.remark:
        yield Message("intake.remark", layout.remark)
    yield from what_is_said_of(layout.kind, records)


def what_is_said_of(kind: ImportKind, records: Sequence[Any]) -> Iterator[Message]:
    """What should be looked at in the records of a kind."""
    if kind is ImportKind.COST:
        yield from unknown_classes(records)
    if kind is ImportKind.LOAN:
        yield from balances_that_do_not_follow(records)
