"""Which layouts are known? A new reader is one file here and one line below."""

from __future__ import annotations

from pledgeapp.intake.layouts import (
    google_patents,
    patent_documents,
    template_comparables,
    template_cost,
    template_loan,
    template_patents,
    template_revenue,
)
from pledgeapp.intake.layouts.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    template_patents.LAYOUT,
    template_revenue.LAYOUT,
    template_comparables.LAYOUT,
    template_loan.LAYOUT,
    template_cost.LAYOUT,
    google_patents.LAYOUT,
    patent_documents.LAYOUT,
)


def layout_named(key: str) -> Layout:
    """The layout with this key; KeyError when there is none."""
    for layout in LAYOUTS:
        if layout.key == key:
            return layout
    raise KeyError(key)
