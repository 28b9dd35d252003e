"""In what does a newer export differ from what a case, or the library, already knows?

What both know is laid together as the import itself would do it; nothing is changed here. A difference is proposed
where the old value came from an earlier import of the same list, or from a source that counts less; what a person has
entered is never proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

from pydantic import ValidationError

from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.base import Record
from pledgeapp.records.case import Case
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.cost import CostItem
from pledgeapp.records.cost_merging import is_entered_by_hand, item_key, merge_cost_items
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.identity import comparable_key, patent_keys, payment_key, product_key
from pledgeapp.records.import_differences import (
    DIFFERENCES,
    DifferenceKind,
    Differences,
    FieldDifference,
    RecordDifference,
)
from pledgeapp.records.importing import Conflict, ImportedProduct, ImportKind, ImportPreview
from pledgeapp.records.key_places import KeyPlaces
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.loan_merging import merge_scheduled
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_merging import is_looked_up_earlier, merge_patents
from pledgeapp.records.patent_sources import is_by_hand, source_of
from pledgeapp.records.product_merging import merge_imported_products
from pledgeapp.records.record_merging import FIELD_LABELS, Manner, Merged, is_unknown, shown
from pledgeapp.records.spool import Spool
from pledgeapp.records.wording import label
from pledgeapp.services.context import Services
from pledgeapp.services.cost_of_a_ledger import cost_item
from pledgeapp.services.currency_of_import import in_currency_of
from valuation.wording import N_, Message

_ROWS_PER_REPORT = 200
_MOST_LIVE = 20_000
"""Differences that are kept as they are; more of them are packed."""
_SAME_EXPORT = 0.5
"""Share of an earlier import's records that must be met again for the others to count as gone from it."""


@dataclass(frozen=True)
class _Ways:
    """How records of one kind are found, laid together and named."""

    find: Callable[[Any], Record | None]
    """What is already there of a record that was read."""
    merge: Callable[[Any, Any, Manner], Merged[Any]]
    name: Callable[[Any], tuple[str, str]]
    """Number or name, and title."""
    key: Callable[[Any], str]
    find_each: Callable[[Sequence[Any]], Iterable[tuple[Any, Record | None]]] | None = None
    """As `find`, for all of them, where asking for many at a time costs less."""

    def beside_what_is_there(self, incoming: Sequence[Any]) -> Iterable[tuple[Any, Record | None]]:
        """Each record that was read with what is already there of it."""
        if self.find_each is not None:
            return self.find_each(incoming)
        return ((record, self.find(record)) for record in incoming)


@dataclass
class _Compared:
    """What the records read so far came to."""

    records: Spool[RecordDifference] = field(default_factory=lambda: Spool(DIFFERENCES, most_live=_MOST_LIVE))
    met: KeyPlaces = field(default_factory=KeyPlaces)
    """Keys of what was there already."""
    sources: set[str] = field(default_factory=set)
    """Where that came from."""
    same: int = 0


def differences_in_case(case: Case, preview: ImportPreview, preference: Preference) -> Differences:
    """How the records of `preview` differ from those of `case`; those in another currency do not come in at all."""
    preview = in_currency_of(case, preview)
    match preview.kind:
        case ImportKind.PATENTS:
            there = {key: patent for patent in case.patents for key in patent_keys(patent)}
            compared = _compare(preview, preview.patents, _ways_of_patents(_first_in(there)), preference)
            return _with_gone(compared, case.patents)
        case ImportKind.COMPARABLES:
            deals = (*case.market.comparables, *case.market.licences) if case.market else ()
            known = {comparable_key(deal): deal for deal in deals}
            ways = _ways_of_deals(lambda deal: known.get(comparable_key(deal)))
            return _finished(_compare(preview, preview.comparables, ways, preference))
        case ImportKind.REVENUE:
            lines = {product_key(product): ImportedProduct(product=product) for product in case.products}
            ways = _ways_of_products(lambda item: lines.get(product_key(item.product)))
            return _finished(_compare(preview, preview.products, ways, preference))
        case ImportKind.LOAN:
            days = {payment_key(payment): payment for payment in case.loan.repayments}
            ways = _ways_of_payments(days)
            return _with_gone_by_key(_compare(preview, preview.repayments, ways, preference), days, ways)
        case ImportKind.COST:
            items = {item_key(item): item for item in (case.cost.items if case.cost else ())}
            ways = _ways_of_costs(items)
            compared = _compare(preview, tuple(map(cost_item, preview.costs)), ways, preference)
            imported = {key: item for key, item in items.items() if not is_entered_by_hand(item)}
            return _with_gone_by_key(compared, imported, ways)


def differences_in_library(
    services: Services, preview: ImportPreview, preference: Preference, progress: ReportProgress = silent
) -> Differences:
    """How the records of `preview` differ from those of the library. Cancelled when `progress` says so."""
    store = services.store
    match preview.kind:
        case ImportKind.PATENTS:
            ways = _ways_of_patents(_nothing)
            if store.patents.count():
                ways = replace(ways, find_each=store.patents.same_as_each)
            compared = _compare(preview, preview.patents, ways, preference, progress)
            return _with_gone(compared, store.patents.of_sources(tuple(compared.sources)))
        case ImportKind.COMPARABLES:
            known = {comparable_key(deal): deal for deal in store.comparables.find()}
            ways = _ways_of_deals(lambda deal: known.get(comparable_key(deal)))
            return _finished(_compare(preview, preview.comparables, ways, preference, progress))
        case ImportKind.REVENUE:
            lines = {product_key(item.product): item for item in store.products.find()}
            ways = _ways_of_products(lambda item: lines.get(product_key(item.product)))
            return _finished(_compare(preview, preview.products, ways, preference, progress))
        case _:
            return Differences()


def _compare(
    preview: ImportPreview,
    incoming: Sequence[Any],
    ways: _Ways,
    preference: Preference,
    progress: ReportProgress = silent,
) -> _Compared:
    compared = _Compared()
    comparing = Message("import.comparing", N_("Comparing with what is there"))
    lines = preview.lines or repeat(None, len(incoming))
    for done, (line, (record, there)) in enumerate(zip(lines, ways.beside_what_is_there(incoming), strict=True)):
        if done % _ROWS_PER_REPORT == 0:
            progress(Progress(comparing, done, len(incoming)))
        subject, title = ways.name(record)
        if there is None:
            compared.records.append(RecordDifference(DifferenceKind.NEW, ways.key(record), subject, title, (), line))
            continue
        compared.met.keep(ways.key(there))
        if isinstance(there, Patent):
            compared.sources.add(there.source)
        fields = _fields_of(there, record, ways, preference)
        if fields:
            known_as = ways.name(there)
            compared.records.append(
                RecordDifference(DifferenceKind.CHANGED, ways.key(record), *known_as, fields=fields, row=line)
            )
        else:
            compared.same += 1
    return compared


def _fields_of(there: Any, record: Any, ways: _Ways, preference: Preference) -> tuple[FieldDifference, ...]:
    """Where both differ, and what was unknown and would be filled."""
    if isinstance(there, CostItem):
        return _cost_of(there, record)
    try:
        merged = ways.merge(there, record, Manner(newer_counts=False, keeps_what_fits=True))
    except ValidationError:
        return ()
    differing = [_difference(there, record, conflict, preference) for conflict in merged.conflicts]
    filled = [
        FieldDifference(name, FIELD_LABELS[name], "", shown(getattr(merged.record, name)))
        for name in type(there).model_fields
        if name in FIELD_LABELS and is_unknown(getattr(there, name)) and not is_unknown(getattr(merged.record, name))
    ]
    return (*differing, *filled)


def _difference(there: Any, record: Any, conflict: Conflict, preference: Preference) -> FieldDifference:
    name, is_proposed, by_hand = conflict.name, False, False
    if isinstance(there, Patent) and name:
        by_hand = is_by_hand(there, name)
        old, new = source_of(there, name), source_of(record, name)
        is_same_list = _without_day(old.source) == _without_day(new.source) != ""
        is_same_kind = old.kind is not None and old.kind is new.kind
        is_better = is_same_list or is_same_kind or preference.prefers(new.kind, over=old.kind)
        is_outdated = name in ("legal_state", "legal_state_date") and is_looked_up_earlier(record, there)
        is_proposed = is_better and not by_hand and not is_outdated
    return FieldDifference(
        field=name,
        label=conflict.field,
        old=conflict.kept,
        new=conflict.other,
        old_source=conflict.kept_source,
        is_by_hand=by_hand,
        is_proposed=is_proposed,
    )


def _cost_of(there: CostItem, record: CostItem) -> tuple[FieldDifference, ...]:
    """The sum of a newer ledger beside that of the plan: proposed where the older one came from the same ledger."""
    old, new = there.amount, record.amount
    if old.value == new.value:
        return ()
    by_hand = is_entered_by_hand(there)
    is_same_ledger = _without_day(old.source) == _without_day(new.source) != ""
    return (
        FieldDifference(
            field="amount",
            label=FIELD_LABELS["cost"],
            old=shown(old.value),
            new=shown(new.value),
            old_source=old.source,
            is_by_hand=by_hand,
            is_proposed=is_same_ledger and not by_hand and old.value is not None,
        ),
    )


def _without_day(source: str) -> str:
    """The source of an import ends with the day of the reading."""
    return source.rsplit(", ", maxsplit=1)[0]


def _with_gone(compared: _Compared, there: Iterable[Patent]) -> Differences:
    """Also what came with the records met again and is not named any more."""
    count = Counter[str]()
    missing: dict[str, Spool[RecordDifference]] = {}
    for patent in there:
        if patent.source:
            count[patent.source] += 1
            if patent.id not in compared.met:
                gone = RecordDifference(DifferenceKind.GONE, patent.id, patent.number, patent.title)
                of_source = missing.setdefault(patent.source, Spool(DIFFERENCES, most_live=_MOST_LIVE))
                of_source.append(gone)
    for source, records in missing.items():
        if count[source] - len(records) >= _SAME_EXPORT * count[source]:
            compared.records.extend(records)
    return _finished(compared)


def _with_gone_by_key(compared: _Compared, there: Mapping[str, Record], ways: _Ways) -> Differences:
    """Also the days, or costs, that the list leaves out, where most others show that it is a newer one of the same."""
    missing = [record for key, record in there.items() if key not in compared.met]
    if len(there) - len(missing) >= _SAME_EXPORT * len(there):
        compared.records.extend(
            RecordDifference(DifferenceKind.GONE, ways.key(record), *ways.name(record)) for record in missing
        )
    return _finished(compared)


def _finished(compared: _Compared) -> Differences:
    return Differences(compared.records.sealed(), compared.same)


def _ways_of_patents(find: Callable[[Patent], Patent | None]) -> _Ways:
    return _Ways(find, merge_patents, lambda p: (p.number, p.title), lambda p: str(p.id))


def _ways_of_deals(find: Callable[[Any], Record | None]) -> _Ways:
    return _Ways(find, merge_comparables, lambda d: (d.name, d.transaction_date.isoformat()), lambda d: str(d.id))


def _ways_of_products(find: Callable[[Any], Record | None]) -> _Ways:
    return _Ways(find, merge_imported_products, lambda i: (i.product.name, ""), lambda i: str(i.product.id))


def _ways_of_payments(days: Mapping[str, ScheduledPayment]) -> _Ways:
    return _Ways(lambda p: days.get(payment_key(p)), merge_scheduled, lambda p: (p.due.isoformat(), ""), payment_key)


def _ways_of_costs(items: Mapping[str, CostItem]) -> _Ways:
    def name(item: CostItem) -> tuple[str, str]:
        return item.note or label(item.cost_class), " · ".join(filter(None, (str(item.year or ""), item.project)))

    return _Ways(lambda item: items.get(item_key(item)), merge_cost_items, name, item_key)


def _first_in(there: dict[str, Patent]) -> Callable[[Patent], Patent | None]:
    return lambda patent: next((there[key] for key in patent_keys(patent) if key in there), None)


def _nothing(_: Patent) -> None:
    """Nothing is there."""
