"""Of which form is an unknown list: what do its lines describe, and do its years stand across?

Nothing here is certain: the likeliest form is proposed, and a person says whether it is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from pledgeapp.intake.column_suggestions import suggest_columns
from pledgeapp.intake.layouts.account_items import Sort, read_label
from pledgeapp.intake.layouts.cost_classes import class_of
from pledgeapp.intake.layouts.layout import Layout, cell_at
from pledgeapp.intake.layouts.year_grid import is_figure
from pledgeapp.intake.layouts.years import read_year
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import folded
from pledgeapp.records.import_columns import ListForm
from pledgeapp.records.importing import ImportKind

_BODY = 40
"""Rows below a header that are looked at."""
ROW_FORMS = {
    ImportKind.PATENTS: ListForm.PATENTS,
    ImportKind.COMPARABLES: ListForm.DEALS,
    ImportKind.REVENUE: ListForm.PRODUCTS,
    ImportKind.LOAN: ListForm.LOAN,
    ImportKind.COST: ListForm.COST,
}
BY_YEAR = {ImportKind.REVENUE: ListForm.PRODUCTS_BY_YEAR, ImportKind.COST: ListForm.COST_BY_YEAR}


def form_of(layout: Layout) -> ListForm:
    """The form of the lists that `layout` describes."""
    return ROW_FORMS[layout.kind] if layout.sheet is None else BY_YEAR[layout.kind]


def likely_form(names: Sequence[str], body: Sequence[Row], kind: ImportKind | None) -> tuple[ListForm, bool]:
    """The likeliest form of a list with these names of columns, and whether anything speaks for it."""
    if has_years_across(names):
        if kind in BY_YEAR:
            return BY_YEAR[kind], True
        if kind is None:
            return _form_by_items(body)
    if kind is not None:
        return ROW_FORMS[kind], True
    scores = {form: _score(names, kind) for kind, form in ROW_FORMS.items()}
    best = max(scores, key=lambda form: scores[form])
    is_certain = scores[best] >= 2 and list(scores.values()).count(scores[best]) == 1
    return best, is_certain


def has_years_across(names: Sequence[str]) -> bool:
    """Whether two names or more are years, or look like one: a number and the word for a year."""
    return sum(bool(year_said(name)) for name in names) > 1


def year_said(name: str) -> str:
    """The year that a header seems to name, as a person would write it: `2023`, `2026E`; empty when it names none."""
    found = read_year(name)
    if found is None:
        return ""
    return f"{found.year}{ {True: 'E', False: 'A', None: ''}[found.is_forecast] }"


def _score(names: Sequence[str], kind: ImportKind) -> float:
    """How much the names speak for a kind; the same name in many kinds of lists says little, but the same of each."""
    return sum(suggestion.likeness**3 for suggestion in suggest_columns(names, kind))


def _form_by_items(body: Sequence[Row]) -> tuple[ListForm, bool]:
    """Lines of classes of cost beside each other make a sheet of cost; lines of revenue or margins one of products."""
    labels = [text for row in body[:_BODY] for at in range(min(4, len(row.cells))) if (text := cell_at(row, at))]
    words = [label for label in labels if not is_figure(label) and folded(label)]
    costs = sum(class_of(word) is not None for word in words)
    measures = sum(read_label(word).sort is Sort.MEASURE for word in words)
    form = ListForm.COST_BY_YEAR if costs > measures else ListForm.PRODUCTS_BY_YEAR
    return form, costs != measures
