"""Which patents were imported, from where, and how is one of a hundred thousand found while typing?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pledgeapp.errors import KnownTrouble
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.base import PatentId, new_id
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.identity import RightKeys, right_keys
from pledgeapp.records.importing import Conflict
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.record_merging import Manner
from pledgeapp.store import search
from pledgeapp.store.connection import Connection, Transaction
from pledgeapp.store.library import Importing, Merged, Taking, take_in
from valuation.wording import N_, Message

_TRIGRAM = 3
"""The index holds pieces of three characters; many Chinese words have two."""
_MOST_PIECES = 200
"""A short word that begins more pieces than this is so common that looking through the texts ends soon."""
_LAST_CHARACTER = chr(0x10FFFF)


_FIND_INDEXED = """
    SELECT record FROM patents_index i JOIN patents p ON p.position = i.rowid
    WHERE patents_index MATCH ? AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(p.search, value) = 0)
    ORDER BY i.rowid LIMIT ?
"""
_FIND_COMMON = """
    SELECT record FROM patents
    WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search, value) = 0)
    ORDER BY position LIMIT ?
"""
FIND_SAME = """
    SELECT position, record FROM patents
    WHERE application_key = ?1 OR (publication_key = ?2 AND +application_key IS NULL) ORDER BY position
"""
"""The plus keeps SQLite from walking through all patents without application number instead of asking the index."""

_INDEX_NEW = """
    INSERT INTO patents_index (rowid, search)
    SELECT position, search FROM patents WHERE position > (SELECT last FROM patents_indexed) ORDER BY position
"""
_MARK_INDEXED = "UPDATE patents_indexed SET last = (SELECT coalesce(max(position), 0) FROM patents)"


class PatentLibrary:
    """Imported patents, one record per application."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self, patents: Sequence[Patent], *, source: str, at: datetime, who: str, progress: ReportProgress = silent
    ) -> Merged:
        """Take `patents` over in one transaction: (added, merged, conflicts).

        The same application number is the same patent, else the same publication number; without any number the same
        title and holders. What `progress` raises undoes everything. KnownTrouble says whether it was saved.
        """
        taking = Taking(N_("Patents imported"), _take, _index_new)
        return take_in(self._connection, patents, taking, Importing(source, at, who), progress)

    def find(self, text: str = "", limit: int = 200) -> tuple[Patent, ...]:
        """At most `limit` patents, in the order they came, that hold each word of `text` in number, title or names."""
        words = search.search_words(text)
        clauses, common = list[str](), list[str]()
        for word in words:
            pieces = self._pieces(word)
            if not pieces:
                return ()
            if len(pieces) > _MOST_PIECES:
                common.append(word)
            else:
                clauses.append("(" + " OR ".join('"' + piece.replace('"', '""') + '"' for piece in pieces) + ")")
        values = (search.word_list(tuple(common)), limit)
        if clauses:
            rows = self._connection.rows(_FIND_INDEXED, (" AND ".join(clauses), *values))
        else:
            rows = self._connection.rows(_FIND_COMMON, values)
        return tuple(Patent.model_validate_json(record) for (record,) in rows)

    def _pieces(self, word: str) -> tuple[str, ...]:
        """What to look for in the index instead of `word`: itself, or the indexed pieces that begin with it."""
        if len(word) >= _TRIGRAM:
            return (word,)
        terms = self._connection.rows(
            "SELECT term FROM patents_terms WHERE term >= ? AND term <= ? LIMIT ?",
            (word, word + _LAST_CHARACTER, _MOST_PIECES + 1),
        )
        return tuple(term for (term,) in terms)

    def count(self) -> int:
        """Patents in the library."""
        return int(self._connection.rows("SELECT count(*) FROM patents")[0][0])

    def get_all(self, ids: Sequence[PatentId]) -> tuple[Patent, ...]:
        """The patents with these ids, in this order; KnownTrouble when one is not there."""
        found = []
        for patent_id in ids:
            row = self._connection.row("SELECT record FROM patents WHERE id = ?", (patent_id,))
            if row is None:
                message = Message(
                    "patent_gone", "The patent {patent} is not in the library.", {"patent": patent_id[:8]}
                )
                raise KnownTrouble(message)
            found.append(Patent.model_validate_json(row[0]))
        return tuple(found)


def _take(work: Transaction, patent: Patent, source: str) -> tuple[Conflict, ...] | None:
    keys = right_keys(patent)
    known = _find_same(work, keys)
    if not known:
        patent = _new_record(work, patent)
        record = canonical_json(patent).decode()
        work.execute(
            "INSERT INTO patents VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            (patent.id, keys.application, keys.publication, _search_text(patent), source, record),
        )
        return None
    position, stored = known[0]
    merged, conflicts = stored, list[Conflict]()
    for other in (*(record for _, record in known[1:]), patent):
        both = merge_patents(merged, other, Manner(keeps_what_fits=True))
        merged, conflicts = both.record, [*conflicts, *both.conflicts]
    for again, _ in known[1:]:
        work.execute("DELETE FROM patents WHERE position = ?", (again,))
    if merged != stored:
        keys = right_keys(merged)
        work.execute(
            "UPDATE patents SET application_key = ?, publication_key = ?, record = ? WHERE position = ?",
            (keys.application, keys.publication, canonical_json(merged).decode(), position),
        )
        text = _search_text(merged)
        work.execute("UPDATE patents SET search = ?1 WHERE position = ?2 AND search <> ?1", (text, position))
    return tuple(conflicts)


def _index_new(work: Transaction) -> None:
    """Make the patents of this import findable."""
    work.execute(_INDEX_NEW)
    work.execute(_MARK_INDEXED)


def _find_same(work: Transaction, keys: RightKeys) -> tuple[tuple[int, Patent], ...]:
    """Position and record of what is stored of this right, in the order it came.

    Two records when numbers that came apart turn out to be of one right; a record with another application number is
    another right, whatever publication it names, unless nothing else is known of this one.
    """
    rows = work.rows(FIND_SAME, (keys.application, keys.publication)) or work.rows(
        "SELECT position, record FROM patents WHERE publication_key = ? ORDER BY position LIMIT 1", (keys.publication,)
    )
    return tuple((position, Patent.model_validate_json(record)) for position, record in rows)


def _new_record(work: Transaction, patent: Patent) -> Patent:
    """`patent`, under a fresh id where its own is taken by another right."""
    is_taken = work.row("SELECT 1 FROM patents WHERE id = ?", (patent.id,))
    return patent.model_copy(update={"id": PatentId(new_id())}) if is_taken else patent


def _search_text(patent: Patent) -> str:
    texts = (patent.title, patent.title_en, *patent.patentees, *patent.inventors, *patent.ipc)
    return search.searchable(texts, (patent.number, patent.application_number, patent.publication_number))
