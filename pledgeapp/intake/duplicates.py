"""Which rows describe the same patent, product or deal, and where do they disagree?

What came first counts; a later row fills what was unknown and never overwrites. One exception: inside a file a grant's
publication number and day replace those of the published application, because the granted right is what is pledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pledgeapp.errors import Problem
from pledgeapp.intake.publication import Publication, read_publication
from pledgeapp.records.base import Record
from pledgeapp.records.comparable import Comparable, Instalment, PriceAdjustment
from pledgeapp.records.importing import Conflict, ImportedProduct
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_number import chinese_application_number, tidy_number
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.records.refusal import RefusedValue, messages_of
from pledgeapp.records.wording import label
from valuation.wording import N_, Message

FIELD_LABELS = {
    "country": N_("Office"),
    "application_number": N_("Application number"),
    "publication_number": N_("Publication number"),
    "right_type": N_("Kind of right"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "patentees": N_("Patentees"),
    "inventors": N_("Inventors"),
    "priority_date": N_("Priority date"),
    "filing_date": N_("Filing date"),
    "publication_date": N_("Publication date"),
    "grant_date": N_("Grant date"),
    "legal_state": N_("Legal state"),
    "legal_state_date": N_("Legal state as of"),
    "annual_fee_state": N_("Annual fee"),
    "is_pledged": N_("Pledged"),
    "has_preservation": N_("Preservation"),
    "has_invalidation_request": N_("Invalidation requested"),
    "has_exclusive_licence": N_("Exclusive licence"),
    "has_same_day_application": N_("Same-day application"),
    "has_evaluation_report": N_("Evaluation report"),
    "co_owner_consent": N_("Co-owner consent"),
    "legal_events": N_("Legal events"),
    "family_key": N_("Family"),
    "ipc": N_("IPC"),
    "claims_count": N_("Number of claims"),
    "name_en": N_("English name"),
    "industry": N_("Industry class"),
    "is_forecast": N_("Forecast"),
    "revenue": N_("Revenue"),
    "gross_margin": N_("Gross margin"),
    "operating_margin": N_("Operating margin"),
    "net_margin": N_("Net margin"),
    "contribution": N_("Contribution of the patent"),
    "kind": N_("Kind of transaction"),
    "currency": N_("Currency"),
    "payments": N_("Price and instalments"),
    "patents_count": N_("Number of patents"),
    "adjustments": N_("Price adjustments"),
    "similarity": N_("Similarity"),
    "grade": N_("Source grade"),
}
"""English msgid of each field two rows may disagree about."""

_NEVER_COMPARED = frozenset({"id", "source", "url", "figures", "patents", "income", "name", "year", "is_fictional"})
"""Fields that differ between rows without contradiction, or are merged piece by piece."""
_OF_THE_PUBLICATION = ("publication_number", "publication_date")

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Merged(Generic[AnyRecord]):
    """One record out of two, and where they disagreed."""

    record: AnyRecord
    conflicts: tuple[Conflict, ...]


@dataclass
class Gathered(Generic[AnyRecord]):
    """The records of a file, each once, with the line each begins on."""

    records: list[AnyRecord] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    merged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def gather(
    readings: Iterable[tuple[str, int, AnyRecord]],
    keys_of: Callable[[AnyRecord], tuple[str, ...]],
    merge: Callable[[AnyRecord, AnyRecord, int], Merged[AnyRecord]],
) -> Gathered[AnyRecord]:
    """File, line and record of every row in, each record once out.

    Of two rows that describe the same but cannot be one record, the later is refused.
    """
    gathered: Gathered[AnyRecord] = Gathered()
    position_of: dict[str, int] = {}
    for file, line, record in readings:
        keys = keys_of(record)
        known = sorted({position_of[key] for key in keys if key in position_of})
        if not known:
            position = len(gathered.records)
            gathered.records.append(record)
            gathered.lines.append(line)
        elif len(known) == 1:
            position = known[0]
            try:
                merged = merge(gathered.records[position], record, line)
            except (ValidationError, RefusedValue) as error:
                gathered.refused.append(_contradiction(error, gathered.lines[position], line, file))
                continue
            gathered.records[position] = merged.record
            gathered.conflicts += merged.conflicts
            gathered.merged += 1
        else:
            gathered.refused.append(_two_at_once(tuple(gathered.lines[k] for k in known), line, file))
            continue
        for key in keys:
            position_of.setdefault(key, position)
    return gathered


def patent_keys(patent: Patent) -> tuple[str, ...]:
    """What identifies a right: its application number, and what its publications share."""
    keys = []
    if patent.application_number:
        tidy = tidy_number(patent.application_number)
        keys.append(f"application {patent.country} {tidy.removeprefix(patent.country)}")
    if patent.publication_number:
        publication = _publication(patent.publication_number)
        keys.append(f"publication {publication.right if publication else tidy_number(patent.publication_number)}")
    return tuple(keys)


def number_keys(number: str) -> tuple[str, ...]:
    """The keys under which the patent that somebody wrote as `number` may be known; foreign ones name their office."""
    tidy = tidy_number(number)
    try:
        application = f"application CN {chinese_application_number(number)}"
    except RefusedValue:
        application = f"application {tidy[:2]} {tidy[2:]}"
    publication = _publication(number)
    return (application, f"publication {publication.right if publication else tidy}")


def product_keys(product: ImportedProduct) -> tuple[str, ...]:
    """A product is known by its name."""
    return (product.product.name.casefold(),)


def comparable_keys(comparable: Comparable) -> tuple[str, ...]:
    """A deal is known by its name and day."""
    return (f"{comparable.name.casefold()} {comparable.transaction_date}",)


def merge_patents(kept: Patent, other: Patent, line: int | None, *, later_grant_wins: bool = True) -> Merged[Patent]:
    """One patent out of two descriptions; ValidationError when together they break a rule of the record."""
    preferred: tuple[str, ...] = ()
    if later_grant_wins and _is_grant(other) and not _is_grant(kept):
        preferred = _OF_THE_PUBLICATION
    return _merge_fields(kept, other, kept.number, line, preferred)


def merge_comparables(kept: Comparable, other: Comparable, line: int | None) -> Merged[Comparable]:
    """One deal out of two descriptions."""
    return _merge_fields(kept, other, kept.name, line)


def merge_imported_products(kept: ImportedProduct, other: ImportedProduct, line: int | None) -> Merged[ImportedProduct]:
    """One product line out of two rows: its years side by side, its patents together."""
    product = merge_products(kept.product, other.product, line)
    uses, conflicts = dict(kept.patents), list(product.conflicts)
    known = {key: number for number, _ in kept.patents for key in number_keys(number)}
    for number, contribution in other.patents:
        same = next((known[key] for key in number_keys(number) if key in known), None)
        if same is None:
            uses[number] = contribution
        elif uses[same] != contribution:
            subject = f"{product.record.name}: {same}"
            conflicts.append(_conflict(subject, "contribution", (uses[same], contribution), line))
    return Merged(ImportedProduct(product=product.record, patents=tuple(uses.items())), tuple(conflicts))


def merge_products(kept: Product, other: Product, line: int | None) -> Merged[Product]:
    """Names and figures of two descriptions of a product; patents and income plan stay those of `kept`."""
    merged = _merge_fields(kept, other, kept.name, line)
    figures: dict[int, YearFigures] = {f.year: f for f in kept.figures}
    conflicts = list(merged.conflicts)
    for new in other.figures:
        if new.year in figures:
            year = _merge_fields(figures[new.year], new, f"{kept.name} {new.year}", line)
            figures[new.year] = year.record
            conflicts += year.conflicts
        else:
            figures[new.year] = new
    record = revised(merged.record, figures=tuple(figures[year] for year in sorted(figures)))
    return Merged(record, tuple(conflicts))


def _merge_fields(
    kept: AnyRecord, other: AnyRecord, subject: str, line: int | None, preferred: tuple[str, ...] = ()
) -> Merged[AnyRecord]:
    changes: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in type(kept).model_fields:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if name in _NEVER_COMPARED or _is_unknown(theirs) or mine == theirs:
            continue
        if _is_unknown(mine):
            changes[name] = theirs
        elif name in preferred:
            changes[name] = theirs
            conflicts.append(_conflict(subject, name, (theirs, mine), line))
        else:
            conflicts.append(_conflict(subject, name, (mine, theirs), line))
    return Merged(revised(kept, **changes) if changes else kept, tuple(conflicts))


def revised(record: AnyRecord, **changes: Any) -> AnyRecord:
    """`record` with `changes`, checked again as a whole."""
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(fields | changes)


def _is_unknown(value: object) -> bool:
    return value is None or value in ("", ()) or (isinstance(value, StrEnum) and value.value == "unknown")


def _conflict(subject: str, name: str, values: tuple[object, object], line: int | None) -> Conflict:
    kept, other = (shown_value(value) for value in values)
    return Conflict(subject=subject, field=FIELD_LABELS[name], kept=kept, other=other, row=line)


def shown_value(value: object) -> str:
    """A field's value in words; choices and yes/no come as English msgids."""
    match value:
        case bool():
            shown = N_("Yes") if value else N_("No")
        case StrEnum():
            shown = label(value)
        case Decimal():
            shown = f"{value.normalize():,f}"
        case Instalment():
            shown = f"{value.years_after.normalize():f}: {shown_value(value.amount)}"
        case PriceAdjustment():
            shown = f"{value.kind.value} {shown_value(value.factor)}"
        case tuple():
            shown = "; ".join(shown_value(entry) for entry in value)
        case BaseModel():
            shown = value.model_dump_json()
        case _:
            shown = str(value)
    return shown


def _publication(number: str) -> Publication | None:
    try:
        return read_publication(number)
    except RefusedValue:
        return None


def _is_grant(patent: Patent) -> bool:
    publication = _publication(patent.publication_number or "")
    return publication is not None and publication.is_chinese_grant


def _contradiction(error: ValidationError | RefusedValue, first: int, line: int, file: str) -> Problem:
    reason = error.message if isinstance(error, RefusedValue) else messages_of(error)[0].message
    # A sentence with values of its own cannot be translated inside another one: it stays English.
    words = reason.text if reason.params else reason.template
    message = Message(
        "intake.contradicts",
        N_("describes the same as line {line}, but both together are not possible: {reason_label}"),
        {"line": first, "reason_label": words},
    )
    return Problem(message, file=file, row=line)


def _two_at_once(lines: tuple[int, ...], line: int, file: str) -> Problem:
    message = Message(
        "intake.two_at_once",
        N_("its numbers belong to different rows: lines {lines}"),
        {"lines": ", ".join(str(n) for n in lines)},
    )
    return Problem(message, file=file, row=line)
