"""Which layouts are known? A list of patents is a file in `resources/layouts`; other readers are one file here."""

from __future__ import annotations

from pledgeapp.intake.layouts import (
    licence_contracts,
    patent_documents,
    template_comparables,
    template_cost,
    template_loan,
    template_patents,
    template_revenue,
)
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.layouts.profile import shipped_layouts

LAYOUTS: tuple[Layout, ...] = (
    template_patents.LAYOUT,
    template_revenue.LAYOUT,
    template_comparables.LAYOUT,
    licence_contracts.LAYOUT,
    template_loan.LAYOUT,
    template_cost.LAYOUT,
    patent_documents.LAYOUT,
    *shipped_layouts(),
)


def layout_named(key: str) -> Layout:
    """The layout with this key; KeyError when there is none."""
    for layout in LAYOUTS:
        if layout.key == key:
            return layout
    raise KeyError(key)
