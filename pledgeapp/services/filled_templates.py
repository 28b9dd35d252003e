"""How does what a case knows go out in our own templates, to be corrected in a spreadsheet and imported again?"""

from __future__ import annotations

from pathlib import Path

from pledgeapp.i18n import Language
from pledgeapp.intake.filled_template import filled_csv, filled_workbook
from pledgeapp.records.base import Record
from pledgeapp.records.case import Case
from pledgeapp.records.cost import CostItem
from pledgeapp.records.importing import ImportedCost, ImportedProduct, ImportKind
from pledgeapp.records.product import Product
from pledgeapp.services.import_file import write_template
from pledgeapp.store.durable_file import write_durably


def records_of_case(case: Case, kind: ImportKind) -> tuple[Record, ...]:
    """What `case` knows of `kind`, as an import reads it; a cost whose sum is still open is left out."""
    match kind:
        case ImportKind.PATENTS:
            return case.patents
        case ImportKind.COMPARABLES:
            return (*case.market.comparables, *case.market.licences) if case.market else ()
        case ImportKind.REVENUE:
            return tuple(_product(case, product) for product in case.products)
        case ImportKind.LOAN:
            return case.loan.repayments
        case ImportKind.COST:
            items = case.cost.items if case.cost else ()
            return tuple(cost for item in items if (cost := _cost(item)) is not None)


def write_filled_template(
    kind: ImportKind, records: tuple[Record, ...], target: Path, *, language: Language = "zh"
) -> None:
    """Write the template with `records` as XLSX or CSV, by the ending of `target`; DataProblem for another ending."""
    match target.suffix.casefold():
        case ".xlsx":
            write_durably(target, filled_workbook(kind, records, language))
        case ".csv":
            write_durably(target, filled_csv(kind, records, language))
        case _:
            write_template(kind, target, language=language)


def _product(case: Case, product: Product) -> ImportedProduct:
    uses = tuple((case.patent(use.patent_id).number, use.contribution) for use in product.patents)
    return ImportedProduct(product=product, patents=uses)


def _cost(item: CostItem) -> ImportedCost | None:
    if item.amount.value is None:
        return None
    return ImportedCost(
        cost_class=item.cost_class,
        word=item.note,
        year=item.year,
        project=item.project,
        amount=item.amount.value,
        source=item.amount.source,
    )
