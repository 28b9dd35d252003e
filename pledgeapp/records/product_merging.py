"""What comes of two descriptions of one product line?"""

from __future__ import annotations

from dataclasses import replace

from pledgeapp.records.identity import number_keys
from pledgeapp.records.importing import ImportedProduct
from pledgeapp.records.product import Product
from pledgeapp.records.record_merging import (
    FIELD_LABELS,
    Manner,
    Meeting,
    Merged,
    accepted_below,
    lay_together,
    leave_alone,
)


def merge_products(kept: Product, other: Product, manner: Manner) -> Merged[Product]:
    """Names of two descriptions and their years side by side; patents and income plan stay those of `kept`."""
    meeting = Meeting(kept, other, kept.name, manner)
    rules = {"figures": _meet_in_years, "patents": leave_alone, "income": leave_alone}
    lay_together(meeting, rules)
    return meeting.merged()


def merge_imported_products(kept: ImportedProduct, other: ImportedProduct, manner: Manner) -> Merged[ImportedProduct]:
    """One product line out of two; a patent written in two ways is one patent, its first contribution counts.

    Figures in two currencies do not meet: those kept stay, and the difference is told.
    """
    if kept.currency and other.currency and kept.currency != other.currency:
        meeting = Meeting(kept, other, kept.product.name, manner)
        meeting.tell(FIELD_LABELS["currency"], kept.currency, other.currency)
        return Merged(kept, tuple(meeting.conflicts))
    product = merge_products(kept.product, other.product, manner)
    uses, conflicts = dict(kept.patents), list(product.conflicts)
    known = {key: number for number in uses for key in number_keys(number)}
    for number, contribution in other.patents:
        same = next((known[key] for key in number_keys(number) if key in known), None)
        if same is None:
            uses[number] = contribution
            known.update(dict.fromkeys(number_keys(number), number))
        elif uses[same] != contribution:
            meeting = Meeting(kept, other, f"{product.record.name}: {same}", manner)
            meeting.tell(FIELD_LABELS["contribution"], uses[same], contribution)
            conflicts += meeting.conflicts
    currency = kept.currency or other.currency
    merged = ImportedProduct(product=product.record, patents=tuple(uses.items()), currency=currency)
    return Merged(merged, tuple(conflicts))


def _meet_in_years(meeting: Meeting[Product]) -> None:
    years = {figures.year: figures for figures in meeting.kept.figures}
    for theirs in meeting.other.figures:
        mine = years.get(theirs.year)
        if mine is None:
            years[theirs.year] = theirs
            continue
        place = f"{theirs.year}."
        manner = replace(meeting.manner, accepted=accepted_below(meeting.manner.accepted, place))
        year = Meeting(mine, theirs, f"{meeting.subject} {theirs.year}", manner, place=place)
        lay_together(year, {})
        merged = year.merged()
        years[theirs.year] = merged.record
        meeting.conflicts += merged.conflicts
    figures = tuple(years[year] for year in sorted(years))
    if figures != meeting.kept.figures:
        meeting.taken["figures"] = figures
