"""How is a copy made that can be trusted later? By SQLite's own backup, encrypted, checked, and named only then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import durable_file, engine, troubles
from pledgeapp.store.connection import Connection
from pledgeapp.store.settings import unlock
from pledgeapp.store.side_files import side_files
from valuation.wording import Message


def back_up(connection: Connection, target: Path) -> None:
    """A copy of the whole database at `target` under the same key; replaces what is there only when it is sound.

    Raises KnownTrouble when it cannot be written or does not pass its check; then there is no file.
    """
    temporary = durable_file.temporary_name(target)
    try:
        if target.exists() and target.samefile(connection.database):
            message = Message("backup_onto_itself", "The backup cannot replace the database itself.")
            raise KnownTrouble(message, Message("choose_backup", "Choose another name or another disk."))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, durable_file.PRIVATE))
        _copy(connection, temporary)
        durable_file.sync_file(temporary)
        durable_file.publish(temporary, target)
    except OSError as error:
        raise durable_file.file_trouble(error, target) from error
    finally:
        for leftover in (temporary, *side_files(temporary)):
            durable_file.discard(leftover)


def _copy(connection: Connection, temporary: Path) -> None:
    try:
        copy = engine.connect(str(temporary), isolation_level=None)
        try:
            unlock(copy, connection.key)
            with connection.raw() as raw:
                _take_pages(raw, copy, temporary)
            copy.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            answer = copy.execute("PRAGMA integrity_check").fetchall()
        finally:
            copy.close()
    except engine.Error as error:
        raise _failed(temporary, error) from error
    if answer != [("ok",)]:
        raise troubles.damaged(connection.database)


def _take_pages(raw: Any, copy: Any, temporary: Path) -> None:
    try:
        raw.backup(copy)
    except engine.Error as error:
        # An error here may be of either side: it is told as one of the backup.
        raise _failed(temporary, error) from error


def _failed(temporary: Path, error: engine.Error) -> KnownTrouble:
    if engine.primary_code(error) == engine.FULL:
        message = Message(
            "backup_full", "No backup was made: the disk of {folder} is full.", {"folder": str(temporary.parent)}
        )
        return KnownTrouble(message, Message("free_space", "Free some space on the disk and try again."))
    message = Message(
        "backup_failed",
        "No backup was made in {folder}: {reason}.",
        {"folder": str(temporary.parent), "reason": engine.reason(error)},
    )
    return KnownTrouble(message, Message("choose_folder", "Choose another folder, or change its permissions."))
