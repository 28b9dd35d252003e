"""Are the sums of a file in the currency of the case? Those that say they are in another one do not come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pledgeapp.errors import Problem
from pledgeapp.records.case import Case
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.spool import joined
from valuation.wording import N_, Message

_FIELDS = {ImportKind.REVENUE: "products", ImportKind.LOAN: "repayments", ImportKind.COST: "costs"}


def in_currency_of(case: Case, preview: ImportPreview) -> ImportPreview:
    """`preview` with the records in another currency than the case (a schedule: than the loan) among the refused."""
    if preview.kind not in _FIELDS:
        return preview
    wanted = case.currency
    if preview.kind is ImportKind.LOAN and case.loan.amount is not None:
        wanted = case.loan.amount.currency
    records: Sequence[Any] = preview.records
    lines = preview.lines or (None,) * len(records)
    fits = [record.currency in (None, wanted) for record in records]
    if all(fits):
        return preview
    kept = [(line, record) for line, record, fit in zip(lines, records, fits, strict=True) if fit]
    strange = [(line, record) for line, record, fit in zip(lines, records, fits, strict=True) if not fit]
    refused = tuple(Problem(_other(record.currency, wanted), file=preview.file, row=line) for line, record in strange)
    changes: dict[str, Any] = {_FIELDS[preview.kind]: tuple(record for _, record in kept)}
    return replace(
        preview,
        lines=tuple(line for line, _ in kept if line is not None),
        origins=(),
        refused=joined(preview.refused, refused),
        **changes,
    )


def _other(stated: str, wanted: str) -> Message:
    text = N_("the sheet is in {stated}, the case in {wanted}; convert the figures first")
    return Message("other_currency", text, {"stated": stated, "wanted": wanted})
