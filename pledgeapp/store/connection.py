"""How is the one connection shared by threads, and what is true after an error at commit?

One lock around one connection: reads of pool threads and writes of the writer thread take turns, so a read never
sees half a write. Every transaction leaves a fresh token in `last_commit`; after an error at commit the database is
closed, opened again and the token looked for, and only then "saved" or "not saved" is said.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import engine, troubles
from pledgeapp.store.settings import apply_settings, differing_settings, read_settings, unlock
from pledgeapp.store.side_files import absent_side_files, remove_traces
from valuation.wording import Message

Row = tuple[Any, ...]
Values = Sequence[Any]


class Transaction:
    """What may be done between BEGIN and COMMIT; handed out by `Connection.writing` and valid inside it."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, sql: str, values: Values = ()) -> int:
        """Run one statement; the number of rows it changed."""
        return int(self._raw.execute(sql, values).rowcount)

    def insert(self, sql: str, values: Values = ()) -> int:
        """Run one INSERT; the rowid it made."""
        return int(self._raw.execute(sql, values).lastrowid)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query, this transaction's changes included."""
        return list(self._raw.execute(sql, values).fetchall())

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a query one by one, where all together would need too much memory."""
        yield from self._raw.execute(sql, values)

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self._raw.execute(sql, values).fetchone()
        return None if found is None else tuple(found)


class Connection:
    """The open database. Safe from several threads; a call waits while another thread is inside."""

    def __init__(self, database: Path, key: bytes, *, uri: str = "", read_only: bool = False) -> None:
        """Open `database` with its raw 32-byte `key`; engine errors are not translated here."""
        self.database = database
        self.is_read_only = read_only
        self._key = key
        self._uri = uri
        self._lock = threading.RLock()
        self._absent = absent_side_files(database) if read_only else ()
        self._raw: Any = self._connect()
        self._is_closed = False
        self._was_damaged = False

    def _connect(self) -> Any:
        raw = engine.connect(
            self._uri or str(self.database),
            uri=bool(self._uri),
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            unlock(raw, self._key)
            apply_settings(raw, read_only=self.is_read_only)
            # The exclusive lock is taken by the first write, not by the setting: take it now or refuse now.
            raw.execute("BEGIN" if self.is_read_only else "BEGIN IMMEDIATE")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            raw.execute("ROLLBACK")
        except BaseException:
            raw.close()
            raise
        return raw

    @property
    def key(self) -> bytes:
        """The raw key, for a backup under the same key."""
        return self._key

    @contextlib.contextmanager
    def raw(self) -> Iterator[Any]:
        """The bare connection under the lock, for backup and checks; engine errors become KnownTrouble."""
        with self._lock:
            raw = self._opened()
            try:
                yield raw
            except engine.Error as error:
                if self._is_damage(error):
                    raise troubles.damaged(self.database) from error
                if troubles.is_surroundings(error):
                    raise troubles.reading_trouble(error, self.database) from error
                raise

    def _is_damage(self, error: engine.Error) -> bool:
        """Whether a damaged page is behind `error`: after one was met SQLCipher calls the database read-only."""
        self._was_damaged = self._was_damaged or troubles.is_damage(error)
        return self._was_damaged and (troubles.is_damage(error) or engine.primary_code(error) == engine.READ_ONLY)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query; KnownTrouble when the database cannot be read."""
        with self.raw() as raw:
            return list(raw.execute(sql, values).fetchall())

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None; KnownTrouble when the database cannot be read."""
        with self.raw() as raw:
            found = raw.execute(sql, values).fetchone()
            return None if found is None else tuple(found)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction: all of it is saved at the end of the block, or nothing.

        Any exception in the block undoes it. CommitTrouble says what is true when the disk refuses.
        """
        with self._lock:
            raw = self._opened()
            if self.is_read_only:
                raise _opened_read_only(self.database)
            token = secrets.token_hex(16)
            try:
                raw.execute("BEGIN IMMEDIATE")
                yield Transaction(raw)
                raw.execute("UPDATE last_commit SET token = ?", (token,))
            except BaseException as error:
                self._undo()
                if isinstance(error, engine.Error) and self._is_damage(error):
                    raise troubles.not_saved_damaged(self.database) from error
                if isinstance(error, engine.Error) and troubles.is_surroundings(error):
                    raise troubles.not_saved(error, self.database) from error
                raise
            try:
                raw.execute("COMMIT")
            except engine.Error as error:
                raise self._truth_after(error, token) from error

    def settings(self) -> dict[str, str]:
        """Every setting by name as SQLite answers now."""
        with self.raw() as raw:
            return read_settings(raw)

    def wrong_settings(self) -> frozenset[str]:
        """Names of the settings that are not as `apply_settings` made them."""
        with self.raw() as raw:
            return differing_settings(raw, read_only=self.is_read_only)

    def close(self) -> None:
        """Give the database back; a second call does nothing."""
        with self._lock:
            self._is_closed = True
            if self._raw is not None:
                remove_traces(self._absent)
                self._raw.close()
                self._raw = None

    def _opened(self) -> Any:
        if self._is_closed:
            raise KnownTrouble(Message("store_closed", "The database has been closed."))
        if self._raw is None:
            try:
                self._raw = self._connect()
            except engine.Error as error:
                raise troubles.reading_trouble(error, self.database) from error
        return self._raw

    def _undo(self) -> None:
        """Roll back; where even that fails, drop the connection: the next use opens and recovers."""
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except engine.Error:
            self._drop()

    def _drop(self) -> None:
        raw, self._raw = self._raw, None
        with contextlib.suppress(engine.Error):
            raw.close()

    def _truth_after(self, error: engine.Error, token: str) -> KnownTrouble:
        self._drop()
        try:
            self._raw = self._connect()
            found = self._raw.execute("SELECT token FROM last_commit").fetchone()
            # What is only in the system's cache would be lost by a power cut: ask the disk again.
            if found == (token,):
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except engine.Error:
            return troubles.unknown_whether_saved(error, self.database)
        if found == (token,):
            return troubles.saved_despite_error(error, self.database)
        return troubles.not_saved(error, self.database)


def _opened_read_only(database: Path) -> KnownTrouble:
    message = Message(
        "database_read_only", "The database {database} was opened for reading only.", {"database": str(database)}
    )
    return KnownTrouble(message, Message("open_for_writing", "Open it in the program to change anything."))
