"""Which transactions were imported, and where from?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.base import ComparableId, new_id
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.comparable_merging import merge_comparables
from pledgeapp.records.identity import comparable_key
from pledgeapp.records.import_differences import FIRST_COUNTS, Choice
from pledgeapp.records.importing import Conflict
from pledgeapp.records.record_merging import Manner
from pledgeapp.store import search
from pledgeapp.store.connection import Connection, Transaction
from pledgeapp.store.library import Importing, Merged, Taking, take_in
from valuation.wording import N_


class ComparableLibrary:
    """Imported transactions; the same name and day is the same deal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self,
        comparables: Sequence[Comparable],
        *,
        source: str,
        at: datetime,
        who: str,
        progress: ReportProgress = silent,
        whose: Choice = FIRST_COUNTS,
    ) -> Merged:
        """Take `comparables` over in one transaction: (added, merged, conflicts); as `PatentLibrary.merge`."""
        taking = Taking(N_("Comparables imported"), partial(_take, whose))
        return take_in(self._connection, comparables, taking, Importing(source, at, who), progress)

    def find(self, text: str = "") -> tuple[Comparable, ...]:
        """Deals, newest first, that hold each word of `text` in name or source."""
        rows = self._connection.rows(
            "SELECT record FROM comparables "
            "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search, value) = 0) ORDER BY position",
            (search.word_list(search.search_words(text)),),
        )
        found = [Comparable.model_validate_json(record) for (record,) in rows]
        return tuple(sorted(found, key=lambda deal: deal.transaction_date, reverse=True))

    def count(self) -> int:
        """Deals in the library."""
        return int(self._connection.rows("SELECT count(*) FROM comparables")[0][0])


def _take(whose: Choice, work: Transaction, deal: Comparable, source: str) -> tuple[Conflict, ...] | None:
    key = comparable_key(deal)
    known = work.row("SELECT position, record FROM comparables WHERE key = ?", (key,))
    if known is None:
        if work.row("SELECT 1 FROM comparables WHERE id = ?", (deal.id,)):
            deal = deal.model_copy(update={"id": ComparableId(new_id())})
        text = search.searchable((deal.name, deal.source))
        work.execute(
            "INSERT INTO comparables VALUES (NULL, ?, ?, ?, ?, ?)",
            (deal.id, key, text, source, canonical_json(deal).decode()),
        )
        return None
    stored = Comparable.model_validate_json(known[1])
    merged = merge_comparables(stored, deal, _manner(whose, deal.id))
    if merged.record != stored:
        record = canonical_json(merged.record).decode()
        work.execute("UPDATE comparables SET record = ? WHERE position = ?", (record, known[0]))
    return merged.conflicts


def _manner(whose: Choice, key: str) -> Manner:
    return Manner(keeps_what_fits=True, preference=whose.preference, accepted=whose.accepted_of(key))
