"""Which product lines were imported with their yearly figures, and where from?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.base import ProductId, new_id
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.importing import Conflict, ImportedProduct
from pledgeapp.records.product import Product, YearFigures
from pledgeapp.store import search
from pledgeapp.store.connection import Connection, Transaction
from pledgeapp.store.library import Importing, Merged, Taking, take_in
from pledgeapp.store.merging import merge, shown, with_values
from valuation.wording import N_

_LABELS = {"name_en": N_("English name"), "industry": N_("Industry class")}
_YEAR_LABELS = {
    "is_forecast": N_("Forecast"),
    "revenue": N_("Revenue"),
    "gross_margin": N_("Gross margin"),
    "operating_margin": N_("Operating margin"),
    "net_margin": N_("Net margin"),
}
_CONTRIBUTION = N_("Contribution of the patent")


class ProductLibrary:
    """Imported product lines; the same name is the same line."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self,
        products: Sequence[ImportedProduct],
        *,
        source: str,
        at: datetime,
        who: str,
        progress: ReportProgress = silent,
    ) -> Merged:
        """Take `products` over in one transaction: (added, merged, conflicts); as `PatentLibrary.merge`."""
        taking = Taking(N_("Products imported"), _take)
        return take_in(self._connection, products, taking, Importing(source, at, who), progress)

    def find(self, text: str = "") -> tuple[ImportedProduct, ...]:
        """Product lines, in the order they came, that hold each word of `text` in name, source or a patent number."""
        rows = self._connection.rows(
            "SELECT record FROM products "
            "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search, value) = 0) ORDER BY position",
            (search.word_list(search.search_words(text)),),
        )
        return tuple(ImportedProduct.model_validate_json(record) for (record,) in rows)

    def count(self) -> int:
        """Product lines in the library."""
        return int(self._connection.rows("SELECT count(*) FROM products")[0][0])


def _take(work: Transaction, item: ImportedProduct, source: str) -> tuple[Conflict, ...] | None:
    key = search.folded(item.product.name)
    known = work.row("SELECT position, record FROM products WHERE key = ?", (key,))
    if known is None:
        if work.row("SELECT 1 FROM products WHERE id = ?", (item.product.id,)):
            fresh = item.product.model_copy(update={"id": ProductId(new_id())})
            item = item.model_copy(update={"product": fresh})
        work.execute(
            "INSERT INTO products VALUES (NULL, ?, ?, ?, ?, ?)",
            (item.product.id, key, _search_text(item), source, canonical_json(item).decode()),
        )
        return None
    stored = ImportedProduct.model_validate_json(known[1])
    merged, conflicts = _merge_products(stored, item)
    if merged != stored:
        work.execute(
            "UPDATE products SET record = ?, search = ? WHERE position = ?",
            (canonical_json(merged).decode(), _search_text(merged), known[0]),
        )
    return tuple(conflicts)


def _merge_products(stored: ImportedProduct, incoming: ImportedProduct) -> tuple[ImportedProduct, list[Conflict]]:
    name = stored.product.name
    product, conflicts = merge(stored.product, incoming.product, _LABELS, name)
    figures, more = _merge_years(product, incoming.product)
    conflicts += more
    if figures != product.figures:
        product, _ = with_values(product, {"figures": figures})
    uses = dict(stored.patents)
    known = {_plain(number): number for number in uses}
    for number, contribution in incoming.patents:
        same = known.get(_plain(number))
        if same is None:
            uses[number] = contribution
        elif uses[same] != contribution:
            conflicts.append(Conflict(f"{name}: {same}", _CONTRIBUTION, shown(uses[same]), shown(contribution)))
    return ImportedProduct(product=product, patents=_as_pairs(uses)), conflicts


def _merge_years(stored: Product, incoming: Product) -> tuple[tuple[YearFigures, ...], list[Conflict]]:
    years = {figures.year: figures for figures in stored.figures}
    conflicts = list[Conflict]()
    for other in incoming.figures:
        mine = years.get(other.year)
        if mine is None:
            years[other.year] = other
        else:
            years[other.year], found = merge(mine, other, _YEAR_LABELS, f"{stored.name} {other.year}")
            conflicts += found
    return tuple(years[year] for year in sorted(years)), conflicts


def _plain(number: str) -> str:
    """A patent number without prefix and dot, for comparison only."""
    return search.search_words(number)[0].replace(".", "") if number.strip() else ""


def _as_pairs(uses: dict[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(uses.items())


def _search_text(item: ImportedProduct) -> str:
    texts = (item.product.name, item.product.name_en, item.product.source)
    return search.searchable(texts, [number for number, _ in item.patents])
