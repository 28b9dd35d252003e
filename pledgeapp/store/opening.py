"""How does a database come to be open: looked at first, created whole, brought up to date, or refused untouched?"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Any

from pledgeapp.clock import system_clock
from pledgeapp.errors import KnownTrouble
from pledgeapp.store import durable_file, engine, holder, key_file, page_seal, structure, troubles
from pledgeapp.store.backup import back_up
from pledgeapp.store.connection import Connection
from pledgeapp.store.local_folder import assert_local
from pledgeapp.store.settings import unlock
from pledgeapp.store.side_files import absent_side_files, has_log, remove_traces, side_files
from valuation.wording import Message


def open_connection(database: Path, key: Path, *, read_only: bool = False) -> Connection:
    """The open database, created when absent. `database` and `key` are absolute paths.

    Raises KnownTrouble, having changed nothing, when it is held, newer, damaged, not ours, on a network or without its
    key. With `read_only` nothing is created, brought up to date or written, and a second reader may come.
    """
    assert_local(database.parent)
    if read_only:
        return _open_to_read(database, key)
    _make_folder(database.parent)
    with holder.opening(database):
        if not database.exists():
            _create(database, _key_for_new(key, database))
        raw_key = _key_of(database, key)
        version = _look(database, key, raw_key)
        connection = _connect(database, raw_key)
        try:
            if version < structure.LATEST:
                _bring_up_to_date(connection, version)
            with contextlib.suppress(OSError):
                holder.write_holder(database)
        except BaseException:
            connection.close()
            raise
    return connection


def read_only_uri(database: Path, *, immutable: bool = False) -> str:
    """The address by which SQLite opens `database` without the right to write."""
    return f"{database.as_uri()}?mode=ro" + ("&immutable=1" if immutable else "")


def _open_to_read(database: Path, key: Path) -> Connection:
    if not database.exists():
        message = Message("database_missing", "There is no database {database}.", {"database": str(database)})
        raise KnownTrouble(message, Message("choose_database_open", "Choose another file."))
    raw_key = _key_of(database, key)
    version = _look(database, key, raw_key)
    if version < structure.LATEST:
        raise troubles.older_read_only(database)
    try:
        return Connection(database, raw_key, uri=_readable_uri(database), read_only=True)
    except engine.Error as error:
        raise _opening_trouble(error, database) from error


def _readable_uri(database: Path) -> str:
    """Without the right to write into the folder a log cannot be read; with an empty log the file alone is enough."""
    return read_only_uri(database, immutable=not has_log(database) and not os.access(database.parent, os.W_OK))


def _look(database: Path, key: Path, raw_key: bytes) -> int:
    """The structure version, read without changing a byte; KnownTrouble when the file is not ours to open."""
    try:
        version, application = _read_versions(database, raw_key)
    except engine.Error as error:
        if engine.primary_code(error) == engine.NOT_A_DATABASE:
            raise _unreadable_file(database, key, raw_key) from error
        raise _opening_trouble(error, database) from error
    except OSError as error:
        raise durable_file.file_trouble(error, database) from error
    if application != structure.APPLICATION_ID:
        raise troubles.not_a_database(database)
    if version > structure.LATEST:
        raise troubles.newer_version(database, version, structure.LATEST)
    return version


def _read_versions(database: Path, raw_key: bytes) -> tuple[int, int]:
    absent = absent_side_files(database)
    raw = engine.connect(_readable_uri(database), uri=True, timeout=0, isolation_level=None)
    try:
        unlock(raw, raw_key)
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        application = int(raw.execute("PRAGMA application_id").fetchone()[0])
        # While the lock of this reading is held nobody else can have made these files.
        remove_traces(absent)
        return version, application
    finally:
        raw.close()


def _unreadable_file(database: Path, key: Path, raw_key: bytes) -> KnownTrouble:
    try:
        size = database.stat().st_size
        with database.open("rb") as stream:
            start = stream.read(16)
        if start == b"SQLite format 3\x00" or size < page_seal.PAGE:
            return troubles.not_a_database(database)
        if page_seal.fits_any_page(database, raw_key):
            return troubles.damaged(database)
    except OSError as error:
        return durable_file.file_trouble(error, database)
    # Our files are whole pages; a file of another kind almost never is.
    return troubles.not_a_database(database) if size % page_seal.PAGE else troubles.wrong_key(database, key)


def _opening_trouble(error: engine.Error, database: Path) -> KnownTrouble:
    if engine.primary_code(error) in (engine.BUSY, engine.LOCKED):
        return holder.held_by_another(database)
    return troubles.reading_trouble(error, database)


def _connect(database: Path, raw_key: bytes) -> Connection:
    try:
        return Connection(database, raw_key)
    except engine.Error as error:
        raise _opening_trouble(error, database) from error


def _key_of(database: Path, key: Path) -> bytes:
    if not key.exists():
        raise key_file.missing_key(database, key)
    return key_file.read_key(key)


def _key_for_new(key: Path, database: Path) -> bytes:
    """The key at hand or a new one; KnownTrouble when a log beside says that a database was here."""
    if has_log(database):
        message = Message(
            "database_lost",
            "The database {database} is gone, but a part of it ({log}) is still there.",
            {"database": str(database), "log": f"{database.name}-wal"},
        )
        raise KnownTrouble(message, Message("bring_back_database", "Put the database file back beside it, or restore."))
    _make_folder(key.parent)
    return key_file.read_key(key) if key.exists() else key_file.create_key(key)


def _create(database: Path, raw_key: bytes) -> None:
    """A new database under its name only when it is whole and on the disk."""
    temporary = database.with_name(f".{database.name}.pledgeapp-new")
    try:
        _discard_new(temporary)
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, durable_file.PRIVATE))
        connection = Connection(temporary, raw_key)
        try:
            _migrate(connection)
        finally:
            connection.close()
        durable_file.sync_file(temporary)
        durable_file.publish(temporary, database)
    except (engine.Error, KnownTrouble) as error:
        _discard_new(temporary)
        raise _not_created(error, database) from error
    except OSError as error:
        _discard_new(temporary)
        raise durable_file.file_trouble(error, database) from error


def _discard_new(temporary: Path) -> None:
    for leftover in (temporary, *side_files(temporary)):
        durable_file.discard(leftover)


def _not_created(error: engine.Error | KnownTrouble, database: Path) -> KnownTrouble:
    """The trouble under the name a person knows: what was raised may speak of the temporary file."""
    if isinstance(error, KnownTrouble):
        if not isinstance(error.__cause__, engine.Error):
            return error
        error = error.__cause__
    if engine.primary_code(error) == engine.FULL:
        return durable_file.file_trouble(OSError(errno.ENOSPC, ""), database)
    return troubles.not_saved(error, database)


def _bring_up_to_date(connection: Connection, version: int) -> None:
    database = connection.database
    stamp = system_clock().strftime("%Y%m%d-%H%M%S")
    back_up(connection, database.parent / "backups" / f"{database.stem}-{stamp}-structure-{version}.db")
    try:
        _migrate(connection)
    except engine.Error as error:
        if troubles.is_surroundings(error):
            raise troubles.not_saved(error, database) from error
        raise


def _migrate(connection: Connection) -> None:
    with connection.raw() as raw:
        from pledgeapp.store.migrations import migrations

        database: Any = engine.sqlite_utils().Database(raw, recursive_triggers=False, execute_plugins=False)
        migrations.apply(database)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise durable_file.file_trouble(error, folder) from error
