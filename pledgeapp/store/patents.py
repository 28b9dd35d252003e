"""Which patents were imported, from where, and how is one of a hundred thousand found while typing?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from unicodedata import is_normalized

from pledgeapp.errors import KnownTrouble
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.base import PatentId, new_id
from pledgeapp.records.canonical import canonical_json
from pledgeapp.records.identity import RightKeys, right_keys
from pledgeapp.records.import_differences import FIRST_COUNTS, Choice
from pledgeapp.records.importing import Conflict
from pledgeapp.records.key_places import KeyPlaces
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.record_merging import Manner
from pledgeapp.store import search
from pledgeapp.store.background import Background
from pledgeapp.store.connection import Connection, Transaction
from pledgeapp.store.library import Importing, Merged, Taking, take_in
from pledgeapp.store.patents_met import same_as_each
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

_FIND_PUBLICATION = "SELECT position, record FROM patents WHERE publication_key = ? ORDER BY position LIMIT 1"
_FIND_OF_SOURCES = """
    SELECT position, record FROM patents
    WHERE position > ?1 AND record ->> 'source' IN (SELECT value FROM json_each(?2)) ORDER BY position LIMIT ?3
"""

_INDEX_NEW = """
    INSERT INTO patents_index (rowid, search)
    SELECT position, search FROM patents WHERE position > (SELECT last FROM patents_indexed) ORDER BY position
"""
_ALL_MARKS = "SELECT id, application_key, publication_key FROM patents"
_LARGE_IMPORT = 500
"""From this many patents on, reading all keys of the library costs less than asking for each."""
_LIVE_MARKS = 400_000
"""Ids and keys of an import of usual size, which are kept as they are."""
_INSERT = "INSERT INTO patents VALUES (NULL, ?, ?, ?, ?, ?, ?)"
_AND_ANOTHER = ", (NULL, ?, ?, ?, ?, ?, ?)"
_BATCH = 5_000
_ROOM_FOR_INDEX = 8 * 1024 * 1024
_GIVE_ROOM = "INSERT INTO patents_index (patents_index, rank) VALUES ('hashsize', ?)"
"""The index keeps what a batch adds in memory and writes it once: it then has fewer pieces to merge."""
_MUCH_CACHE, _USUAL_CACHE = "PRAGMA cache_size = -32000", "PRAGMA cache_size = -2000"
"""Kibibytes. Random ids fall on pages all over their index: what a small cache puts out is encrypted again and again.

After an import that fails the larger cache stays until the program ends, which harms nothing.
"""
_MARK_INDEXED = "UPDATE patents_indexed SET last = (SELECT coalesce(max(position), 0) FROM patents)"


class PatentLibrary:
    """Imported patents, one record per application."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merge(
        self,
        patents: Sequence[Patent],
        *,
        source: str,
        at: datetime,
        who: str,
        progress: ReportProgress = silent,
        whose: Choice = FIRST_COUNTS,
    ) -> Merged:
        """Take `patents` over in one transaction: (added, merged, conflicts).

        The same application number is the same patent, else the same publication number; without any number the same
        title and holders. What `progress` raises undoes everything. KnownTrouble says whether it was saved.
        """
        taker = _Taker(len(patents), whose)
        taking = Taking(N_("Patents imported"), taker.take, taker.finish, taker.close)
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

    def same_as(self, patent: Patent) -> Patent | None:
        """What the library knows of the right that `patent` describes."""
        keys = right_keys(patent)
        rows = self._connection.rows(FIND_SAME, (keys.application, keys.publication)) or self._connection.rows(
            _FIND_PUBLICATION, (keys.publication,)
        )
        return Patent.model_validate_json(rows[0][1]) if rows else None

    def same_as_each(self, patents: Iterable[Patent]) -> Iterator[tuple[Patent, Patent | None]]:
        """As `same_as`, for many: each of `patents` with what the library knows of it."""
        return same_as_each(self._connection, patents)

    def of_sources(self, sources: Sequence[str]) -> Iterator[Patent]:
        """The patents whose own `source` is one of `sources`, in the order they came; some thousand at a time."""
        position = 0
        while rows := self._connection.rows(_FIND_OF_SOURCES, (position, json.dumps(list(sources)), _BATCH)):
            yield from (Patent.model_validate_json(record) for _, record in rows)
            position = rows[-1][0]

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


class _Taker:
    """Takes patents in, one after the other.

    Of a large import it knows which keys the library has: most patents then need no query. They are stored in batches,
    by one statement each, while the next ones are being prepared.
    """

    def __init__(self, count: int, whose: Choice) -> None:
        self._whose = whose
        self._is_large = count >= _LARGE_IMPORT
        self._taken: KeyPlaces | None = None
        self._batch: list[tuple[str | None, ...]] = []
        self._background = Background()

    def take(self, work: Transaction, patent: Patent, source: str) -> tuple[Conflict, ...] | None:
        """None when `patent` was added, else its conflicts with what was there."""
        keys = right_keys(patent)
        if not self._is_large:
            return self._take_one(work, patent, keys, source)
        if self._taken is None:
            self._taken = _all_marks(work)
            work.execute(_GIVE_ROOM, (_ROOM_FOR_INDEX,))
            work.execute(_MUCH_CACHE)
        marks = (patent.id, *keys.known)
        is_new = not self._taken.known(marks)
        self._taken.keep_all(marks)
        if not is_new:
            self._settle(work)
            return self._take_one(work, patent, keys, source)
        self._batch.append(_row(patent, keys, source))
        if len(self._batch) == _BATCH:
            self._store_batch(work)
        return None

    def _take_one(self, work: Transaction, patent: Patent, keys: RightKeys, source: str) -> tuple[Conflict, ...] | None:
        accepted = self._whose.accepted_of(patent.id)
        manner = Manner(keeps_what_fits=True, preference=self._whose.preference, accepted=accepted)
        known = _find_same(work, keys)
        if known:
            return _merge_with(work, known, patent, manner)
        work.execute(_INSERT, _row(_new_record(work, patent), keys, source))
        return None

    def finish(self, work: Transaction) -> None:
        """Everything is stored and can be found."""
        self._settle(work)
        _index_new(work)
        if self._taken is not None:
            work.execute(_USUAL_CACHE)

    def close(self) -> None:
        """Nothing is under way any more, whatever happened."""
        self._background.close()

    def _store_batch(self, work: Transaction) -> None:
        batch, self._batch = self._batch, []
        self._background.run(lambda: _store_and_index(work, batch))

    def _settle(self, work: Transaction) -> None:
        if self._batch:
            self._store_batch(work)
        self._background.wait()


def _all_marks(work: Transaction) -> KeyPlaces:
    """Every key and id in the library."""
    marks = KeyPlaces(_LIVE_MARKS)
    for row in work.each(_ALL_MARKS):
        marks.keep_all(mark for mark in row if mark is not None)
    return marks


def _row(patent: Patent, keys: RightKeys, source: str) -> tuple[str | None, ...]:
    return patent.id, keys.application, keys.publication, _search_text(patent), source, _as_text(patent)


def _store_and_index(work: Transaction, batch: list[tuple[str | None, ...]]) -> None:
    # One statement with many rows: the database works on it without Python, which goes on with the next ones.
    work.execute(_INSERT + _AND_ANOTHER * (len(batch) - 1), [*chain.from_iterable(batch)])
    _index_new(work)


def _merge_with(
    work: Transaction, known: tuple[tuple[int, Patent], ...], patent: Patent, manner: Manner
) -> tuple[Conflict, ...]:
    position, stored = known[0]
    merged, conflicts = stored, list[Conflict]()
    for other in (*(record for _, record in known[1:]), patent):
        both = merge_patents(merged, other, manner if other is patent else Manner(keeps_what_fits=True))
        merged, conflicts = both.record, [*conflicts, *both.conflicts]
    for again, _ in known[1:]:
        work.execute("DELETE FROM patents WHERE position = ?", (again,))
    if merged != stored:
        keys = right_keys(merged)
        work.execute(
            "UPDATE patents SET application_key = ?, publication_key = ?, record = ? WHERE position = ?",
            (keys.application, keys.publication, _as_text(merged), position),
        )
        text = _search_text(merged)
        work.execute("UPDATE patents SET search = ?1 WHERE position = ?2 AND search <> ?1", (text, position))
    return tuple(conflicts)


def _as_text(patent: Patent) -> str:
    """Without what is unknown. Nearly every text is composed already: then the record writes itself, in one go."""
    text = patent.model_dump_json(exclude_none=True)
    return text if is_normalized("NFC", text) else canonical_json(patent, leave_out_unknown=True).decode()


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
        _FIND_PUBLICATION, (keys.publication,)
    )
    return tuple((position, Patent.model_validate_json(record)) for position, record in rows)


def _new_record(work: Transaction, patent: Patent) -> Patent:
    """`patent`, under a fresh id where its own is taken by another right."""
    is_taken = work.row("SELECT 1 FROM patents WHERE id = ?", (patent.id,))
    return patent.model_copy(update={"id": PatentId(new_id())}) if is_taken else patent


def _search_text(patent: Patent) -> str:
    texts = (patent.title, patent.title_en, *patent.patentees, *patent.inventors, *patent.ipc)
    # The number of a Chinese right is its application number with a prefix: it is found in that.
    application = None if patent.country == "CN" else patent.application_number
    return search.searchable(texts, (patent.number, application, patent.publication_number))
