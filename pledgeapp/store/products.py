"""Which product lines were imported with their yearly figures, and where from?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.base import ProductId, new_id
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.identity import product_key
from pledgeapp.records.import_differences import FIRST_COUNTS, Choice
from pledgeapp.records.importing import Conflict, ImportedProduct
from pledgeapp.records.product_merging import merge_imported_products
from pledgeapp.records.record_merging import Manner
from pledgeapp.store import search
from pledgeapp.store.connection import Connection, Transaction
from pledgeapp.store.library import Importing, Merged, Taking, take_in
from valuation.wording import N_


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
        whose: Choice = FIRST_COUNTS,
    ) -> Merged:
        """Take `products` over in one transaction: (added, merged, conflicts); as `PatentLibrary.merge`."""
        taking = Taking(N_("Products imported"), partial(_take, whose))
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


def _take(whose: Choice, work: Transaction, item: ImportedProduct, source: str) -> tuple[Conflict, ...] | None:
    key = product_key(item.product)
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
    merged = merge_imported_products(stored, item, _manner(whose, item.product.id))
    if merged.record != stored:
        work.execute(
            "UPDATE products SET record = ?, search = ? WHERE position = ?",
            (canonical_json(merged.record).decode(), _search_text(merged.record), known[0]),
        )
    return merged.conflicts


def _search_text(item: ImportedProduct) -> str:
    texts = (item.product.name, item.product.name_en, item.product.source)
    return search.searchable(texts, [number for number, _ in item.patents])


def _manner(whose: Choice, key: str) -> Manner:
    return Manner(keeps_what_fits=True, preference=whose.preference, accepted=whose.accepted_of(key))
