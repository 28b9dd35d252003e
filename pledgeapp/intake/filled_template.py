"""How do records stand in our own template, so that a person corrects them in a spreadsheet and imports them again?"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pledgeapp.i18n import Language
from pledgeapp.intake.layouts import layout_named
from pledgeapp.intake.layouts.cost_classes import COST_CLASSES
from pledgeapp.intake.layouts.deal_terms import EXCLUSIVITIES, ROYALTY_BASES
from pledgeapp.intake.refused_export import guarded
from pledgeapp.intake.templates import TEMPLATE_LAYOUTS, template_workbook
from pledgeapp.intake.words import (
    DEAL_KINDS,
    FEE_STATES,
    FIGURE_KINDS,
    GRADES,
    LEGAL_STATES,
    MONEY_UNITS,
    RIGHT_TYPES,
    YES_NO,
)
from pledgeapp.records.comparable import Comparable, Exclusivity
from pledgeapp.records.importing import ImportedCost, ImportedProduct, ImportKind
from pledgeapp.records.loan import ScheduledPayment
from pledgeapp.records.patent import AnnualFeeState, LegalState, Patent, RightType
from pledgeapp.records.product import YearFigures

Cells = Mapping[str, str]
"""The filled cells of a row by the key of their column."""
_WAN = Decimal(10_000)


def filled_workbook(kind: ImportKind, records: Iterable[Any], language: Language) -> bytes:
    """The template as a workbook with a row for each record (for each year of a product)."""
    return template_workbook(kind, language, tuple(template_rows(kind, records, language)))


def filled_csv(kind: ImportKind, records: Iterable[Any], language: Language) -> bytes:
    """The template as CSV with a row for each record (for each year of a product), in the words of `language`."""
    layout = layout_named(TEMPLATE_LAYOUTS[kind])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.header(language) + ("*" if column.is_required else "") for column in layout.columns)
    writer.writerows([guarded(cell) for cell in row] for row in template_rows(kind, records, language))
    return text.getvalue().encode("utf-8-sig")


def template_rows(kind: ImportKind, records: Iterable[Any], language: Language) -> Iterator[tuple[str, ...]]:
    """The cells of the template's columns for each record of `kind`; what is unknown stays empty."""
    keys = [column.key for column in layout_named(TEMPLATE_LAYOUTS[kind]).columns]
    for record in records:
        for cells in _WRITERS[kind](record, language):
            yield tuple(cells.get(key, "") for key in keys)


def _patent(patent: Patent, language: Language) -> Iterator[Cells]:
    plain = ("title", "title_en", "family_key", "source")
    days = (
        *("priority_date", "filing_date", "publication_date", "grant_date", "legal_state_date"),
        *("examination_request_date", "drug_approval_date"),
    )
    counts = (
        *("claims_count", "cited_by_count", "family_size"),
        *("term_compensation_days", "drug_extension_days", "last_paid_fee_year"),
    )
    answers = (
        *("is_pledged", "has_preservation", "has_invalidation_request", "has_exclusive_licence"),
        *("has_same_day_application", "has_evaluation_report", "co_owner_consent", "has_open_licence"),
    )
    choices = (
        ("right_type", RIGHT_TYPES, RightType.UNKNOWN),
        ("legal_state", LEGAL_STATES, LegalState.UNKNOWN),
        ("annual_fee_state", FEE_STATES, AnnualFeeState.UNKNOWN),
    )
    yield {
        **{key: getattr(patent, key) for key in plain},
        **{key: _day(getattr(patent, key)) for key in days},
        **{key: YES_NO.word(getattr(patent, key), language) for key in answers if getattr(patent, key) is not None},
        **{key: words.word(found, language) for key, words, no in choices if (found := getattr(patent, key)) is not no},
        "application_number": patent.number if patent.application_number else "",
        "publication_number": patent.publication_number or "",
        "country": patent.country,
        "patentees": "; ".join(patent.patentees),
        "inventors": "; ".join(patent.inventors),
        "ipc": "; ".join(patent.ipc),
        **{key: str(getattr(patent, key)) for key in counts if getattr(patent, key) is not None},
        "fee_reduction": _percent(patent.fee_reduction),
    }


def _comparable(deal: Comparable, language: Language) -> Iterator[Cells]:
    amounts = [payment.amount for payment in deal.payments] + [part.amount for part in deal.milestones]
    unit = _unit_of(amounts)
    is_paid_at_once = len(deal.payments) == 1 and not deal.payments[0].years_after
    instalments = "; ".join(f"{_plain(p.years_after)}:{_plain(p.amount / unit)}" for p in deal.payments)
    total = sum((payment.amount for payment in deal.payments), Decimal(0))
    cells = {
        "name": deal.name,
        "kind": DEAL_KINDS.word(deal.kind, language),
        "transaction_date": _day(deal.transaction_date),
        "price": _plain(total / unit) if deal.payments else "",
        "unit": MONEY_UNITS.word(unit, language) if amounts else "",
        "currency": deal.currency,
        "instalments": "" if is_paid_at_once else instalments,
        "patents_count": str(deal.patents_count),
        "similarity": _plain(deal.similarity),
        "grade": GRADES.word(deal.grade, language),
        "source": deal.source,
        "grantor": deal.grantor,
        "grantee": deal.grantee,
        "territory": deal.territory,
        "end_date": _day(deal.end_date),
        "royalty_rate": _percent(deal.royalty_rate),
        "royalty_base": ROYALTY_BASES.word(deal.royalty_base, language) if deal.royalty_base else "",
        "milestones": "; ".join(f"{part.event}:{_plain(part.amount / unit)}" for part in deal.milestones),
    }
    if deal.exclusivity is not Exclusivity.UNKNOWN:
        cells["exclusivity"] = EXCLUSIVITIES.word(deal.exclusivity, language)
    for adjustment in deal.adjustments:
        cells[f"{adjustment.kind.value}_factor"] = _plain(adjustment.factor)
        cells[f"{adjustment.kind.value}_reason"] = adjustment.reason
    yield cells


def _product(imported: ImportedProduct, language: Language) -> Iterator[Cells]:
    product = imported.product
    uses = "; ".join(f"{number}:{_plain(contribution)}" for number, contribution in imported.patents)
    for position, figures in enumerate(product.figures):
        yield {
            "name": product.name,
            "name_en": product.name_en,
            "industry": product.industry,
            "source": product.source,
            "patents": "" if position else uses,
            "currency": imported.currency or "",
            **_figures(figures, language),
        }


def _figures(figures: YearFigures, language: Language) -> Cells:
    unit = _unit_of([figures.revenue])
    return {
        "year": str(figures.year),
        "is_forecast": FIGURE_KINDS.word(figures.is_forecast, language),
        **_sums(unit, language, revenue=figures.revenue),
        "gross_margin": _percent(figures.gross_margin),
        "operating_margin": _percent(figures.operating_margin),
        "net_margin": _percent(figures.net_margin),
    }


def _payment(payment: ScheduledPayment, language: Language) -> Iterator[Cells]:
    principal, interest, balance = payment.principal, payment.interest, payment.balance
    total = principal + interest if principal is not None and interest is not None else None
    unit = _unit_of([principal, interest, balance])
    sums = _sums(unit, language, principal=principal, interest=interest, total=total, balance=balance)
    yield {"due": _day(payment.due), **sums, "currency": payment.currency or ""}


def _cost(cost: ImportedCost, language: Language) -> Iterator[Cells]:
    yield {
        "year": str(cost.year or ""),
        "cost_class": cost.word or COST_CLASSES.word(cost.cost_class, language),
        **_sums(_unit_of([cost.amount]), language, amount=cost.amount),
        "currency": cost.currency or "",
        "project": cost.project,
        "source": cost.source,
    }


_WRITERS: Mapping[ImportKind, Callable[[Any, Language], Iterator[Cells]]] = {
    ImportKind.PATENTS: _patent,
    ImportKind.COMPARABLES: _comparable,
    ImportKind.REVENUE: _product,
    ImportKind.LOAN: _payment,
    ImportKind.COST: _cost,
}


def _unit_of(amounts: Sequence[Decimal | None]) -> Decimal:
    """万元 where that loses no digit of any amount, else 元."""
    known = [amount for amount in amounts if amount is not None]
    return _WAN if all(amount == amount.to_integral_value() for amount in known) else Decimal(1)


def _sums(unit: Decimal, language: Language, **amounts: Decimal | None) -> Cells:
    known = {key: _plain(amount / unit) for key, amount in amounts.items() if amount is not None}
    return {**known, "unit": MONEY_UNITS.word(unit, language)} if known else {}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{_plain(share * 100)}%"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
