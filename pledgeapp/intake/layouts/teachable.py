"""Which fields may the columns of a list hold that a person teaches, by what its rows describe, and how are they read?

Lists of patents have readers of their own (`profile_readers`); all others are read as the template of their kind is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pledgeapp.intake.layouts import (
    licence_contracts,
    product_list,
    template_comparables,
    template_cost,
    template_loan,
    template_patents,
    template_revenue,
)
from pledgeapp.intake.layouts.layout import Column, Layout
from pledgeapp.records.importing import ImportKind

_JUDGED: tuple[Column, ...] = tuple(
    replace(column, is_required=False)
    for column in template_comparables.LAYOUT.columns
    if column.key in ("similarity", "grade")
)
"""Lists of deals rarely state them, so that they are not asked for."""
ROW_LAYOUTS: Mapping[ImportKind, Layout] = {
    ImportKind.COMPARABLES: replace(
        licence_contracts.LAYOUT,
        columns=(*licence_contracts.LAYOUT.columns, *_JUDGED),
        signature=(),
        remark="",
    ),
    ImportKind.REVENUE: product_list.LAYOUT,
    ImportKind.LOAN: template_loan.LAYOUT,
    ImportKind.COST: template_cost.LAYOUT,
}
"""How the rows of each kind are read, whatever their headers are called."""
TEMPLATES: Mapping[ImportKind, Layout] = {
    ImportKind.PATENTS: template_patents.LAYOUT,
    ImportKind.COMPARABLES: template_comparables.LAYOUT,
    ImportKind.REVENUE: template_revenue.LAYOUT,
    ImportKind.LOAN: template_loan.LAYOUT,
    ImportKind.COST: template_cost.LAYOUT,
}
"""The template of each kind, whose names of columns are known as well."""


def fields_of(kind: ImportKind) -> tuple[str, ...]:
    """The fields that a column of a list of `kind` may hold; nothing for patents, whose readers are named."""
    layout = ROW_LAYOUTS.get(kind)
    return tuple(column.key for column in layout.columns) if layout is not None else ()
