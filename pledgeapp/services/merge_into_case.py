"""How does what was read from a file come into a case?

Pure: a case and a preview in, a case and an account of it out. What a person has entered stays; a file only fills what
was unknown, and where both know and differ the difference is told. A newer value counts where a person has accepted it
or, unless an account of differences was shown, where its source is the better one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from pydantic import ValidationError

from pledgeapp.errors import Problem
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import PatentId, Record
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import Comparable, DealKind, MarketPlan
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.cost_merging import item_key, merge_cost_items
from pledgeapp.records.identity import comparable_key, number_keys, patent_keys, payment_key, product_key
from pledgeapp.records.import_differences import FIRST_COUNTS, Choice
from pledgeapp.records.importing import Conflict, ImportedProduct, ImportKind, ImportOutcome, ImportPreview
from pledgeapp.records.loan_merging import merge_scheduled, other_loan_amount
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.product import PatentUse, Product
from pledgeapp.records.product_merging import merge_products
from pledgeapp.records.record_merging import FIELD_LABELS, Manner, Merged, revised, shown
from pledgeapp.records.refusal import first_reason
from pledgeapp.records.spool import joined
from pledgeapp.services.cost_of_a_ledger import cost_item, cost_plan
from pledgeapp.services.currency_of_import import in_currency_of
from valuation.wording import N_, Message

AnyRecord = TypeVar("AnyRecord", bound=Record)


def merge_into_case(case: Case, preview: ImportPreview, whose: Choice = FIRST_COUNTS) -> tuple[Case, ImportOutcome]:
    """`case` with the records of `preview`, and what became of every row; `whose` says when a newer value counts.

    A record that cannot stand beside the one already in the case is refused with its line. A product's patent that the
    case does not have is a problem without a row: the product is taken, the missing link is told.
    """
    preview = in_currency_of(case, preview)
    match preview.kind:
        case ImportKind.PATENTS:
            patents = _add_all(
                _Account(list(case.patents), preview, whose), preview.patents, patent_keys, merge_patents
            )
            return revised(case, patents=tuple(patents.records)), patents.outcome()
        case ImportKind.COMPARABLES:
            there = list(case.market.comparables) if case.market else []
            there += case.market.licences if case.market else ()
            deals = _add_all(_Account(there, preview, whose), preview.comparables, _deal_keys, merge_comparables)
            return _with_comparables(case, tuple(deals.records)), deals.outcome()
        case ImportKind.REVENUE:
            products = _add_products(case, preview, whose)
            return revised(case, products=tuple(products.records)), products.outcome()
        case ImportKind.LOAN:
            schedule = _Account(list(case.loan.repayments), preview, whose)
            _add_all(schedule, preview.repayments, lambda payment: (payment_key(payment),), merge_scheduled)
            schedule.conflicts += other_loan_amount(case.loan, tuple(schedule.records))
            return revised(case, loan=revised(case.loan, repayments=tuple(schedule.records))), schedule.outcome()
        case ImportKind.COST:
            plan = case.cost or cost_plan()
            costs = _Account(list(plan.items), preview, whose)
            _add_all(costs, tuple(map(cost_item, preview.costs)), lambda item: (item_key(item),), merge_cost_items)
            return revised(case, cost=revised(plan, items=tuple(costs.records))), costs.outcome()


@dataclass
class _Account(Generic[AnyRecord]):
    """The records of the case as they grow, and what is to be told."""

    records: list[AnyRecord]
    preview: ImportPreview
    whose: Choice
    added: int = 0
    merged: int = 0
    refused: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def refuse(self, line: int | None, message: Message, *, column: str = "", value: str = "") -> None:
        self.refused.append(Problem(message, self.preview.file, line, column, value))

    def manner(self, line: int | None, key: str) -> Manner:
        """What a person has entered stays, also before a newer publication or look at the register."""
        return Manner(line, newer_counts=False, preference=self.whose.preference, accepted=self.whose.accepted_of(key))

    def outcome(self) -> ImportOutcome:
        return ImportOutcome(
            layout=self.preview.layout,
            rows=self.preview.rows,
            added=self.added,
            merged=self.preview.merged + self.merged,
            refused=joined(self.preview.refused, tuple(self.refused)),
            conflicts=joined(self.preview.conflicts, tuple(self.conflicts)),
        )


def _add_all(
    account: _Account[AnyRecord],
    incoming: Sequence[AnyRecord],
    keys_of: Callable[[AnyRecord], tuple[str, ...]],
    merge: Callable[[AnyRecord, AnyRecord, Manner], Merged[AnyRecord]],
) -> _Account[AnyRecord]:
    positions = {key: i for i, record in enumerate(account.records) for key in keys_of(record)}
    for line, record in zip(_lines(account.preview), incoming, strict=True):
        known = sorted({positions[key] for key in keys_of(record) if key in positions})
        if len(known) > 1:
            account.refuse(line, Message("two_in_case", N_("its numbers belong to two different records of the case")))
            continue
        position = known[0] if known else len(account.records)
        if not known:
            account.records.append(record)
            account.added += 1
        else:
            manner = account.manner(line, str(getattr(record, "id", "") or keys_of(record)[0]))
            if not _merge_at(account, position, line, partial(merge, account.records[position], record, manner)):
                continue
        positions.update((key, position) for key in keys_of(account.records[position]))
    return account


def _merge_at(
    account: _Account[AnyRecord], position: int, line: int | None, merge: Callable[[], Merged[AnyRecord]]
) -> bool:
    """Put what `merge` returns at `position`; False when the two cannot be one record, which is told."""
    try:
        merged = merge()
    except ValidationError as error:
        account.refuse(
            line,
            Message(
                "contradicts_case",
                N_("contradicts what the case already says: {reason_label}"),
                {"reason_label": first_reason(error)},
            ),
        )
        return False
    account.records[position] = merged.record
    account.conflicts += merged.conflicts
    account.merged += 1
    return True


def _deal_keys(deal: Comparable) -> tuple[str, ...]:
    return (comparable_key(deal),)


def _add_products(case: Case, preview: ImportPreview, whose: Choice) -> _Account[Product]:
    account = _Account(list(case.products), preview, whose)
    patents = {key: patent.id for patent in case.patents for key in patent_keys(patent)}
    positions = {product_key(product): i for i, product in enumerate(account.records)}
    for line, imported in zip(_lines(preview), preview.products, strict=True):
        uses = _uses(imported, patents, account)
        known = positions.get(product_key(imported.product))
        if known is None:
            positions[product_key(imported.product)] = len(account.records)
            account.records.append(revised(imported.product, patents=uses))
            account.added += 1
        else:
            manner = account.manner(line, imported.product.id)
            _merge_at(account, known, line, partial(_merge_used, account.records[known], imported, uses, manner))
    return account


def _uses(imported: ImportedProduct, patents: dict[str, PatentId], account: _Account[Product]) -> tuple[PatentUse, ...]:
    """The patents of the case behind the numbers; each number that the case does not have is told."""
    uses: dict[PatentId, PatentUse] = {}
    for number, contribution in imported.patents:
        patent_id = next((patents[key] for key in number_keys(number) if key in patents), None)
        if patent_id is None:
            message = Message(
                "patent_not_in_case",
                N_("{product}: the patent {number} is not in the case; import or enter it, then link it"),
                {"product": imported.product.name, "number": number},
            )
            account.refuse(None, message, value=number)
        else:
            uses.setdefault(patent_id, PatentUse(patent_id=patent_id, contribution=contribution))
    return tuple(uses.values())


def _merge_used(
    kept: Product, imported: ImportedProduct, uses: tuple[PatentUse, ...], manner: Manner
) -> Merged[Product]:
    merged = merge_products(kept, imported.product, manner)
    mine = {use.patent_id: use for use in kept.patents}
    conflicts = list(merged.conflicts)
    for use in uses:
        known = mine.setdefault(use.patent_id, use)
        if known.contribution != use.contribution:
            conflicts.append(
                Conflict(
                    subject=kept.name,
                    field=FIELD_LABELS["contribution"],
                    kept=shown(known.contribution),
                    other=shown(use.contribution),
                    row=manner.line,
                )
            )
    return Merged(revised(merged.record, patents=tuple(mine.values())), tuple(conflicts))


def _with_comparables(case: Case, comparables: tuple[Comparable, ...]) -> Case:
    """The rate for deferred payments of a new market plan stays an open question."""
    market = case.market or MarketPlan(deferred_payment_rate=Assumption(value=None))
    is_royalty = [deal.kind is DealKind.ROYALTY_LICENCE for deal in comparables]
    priced = tuple(deal for deal, apart in zip(comparables, is_royalty, strict=True) if not apart)
    licences = tuple(deal for deal, apart in zip(comparables, is_royalty, strict=True) if apart)
    return revised(case, market=revised(market, comparables=priced, licences=licences))


def _lines(preview: ImportPreview) -> Sequence[int | None]:
    return preview.lines or (None,) * preview.accepted
