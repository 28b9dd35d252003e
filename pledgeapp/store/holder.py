"""Who has the database open?

SQLite's own lock decides whether it may be opened; the file `<database>.lock` only tells the name of the holder, and
keeps two starting programs apart while one of them creates or opens the database.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pledgeapp.errors import KnownTrouble
from pledgeapp.store.durable_file import PRIVATE, file_trouble
from valuation.wording import Message

_PATIENCE_SECONDS = 5.0


def lock_file_of(database: Path) -> Path:
    """The file beside `database` that names its holder."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def opening(database: Path) -> Iterator[None]:
    """Keep other programs from opening or creating `database` meanwhile; ends by itself when this one is killed."""
    path = lock_file_of(database)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError as error:
        raise file_trouble(error, path) from error
    with os.fdopen(descriptor, "r+b") as stream:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _locked(stream):
            if time.monotonic() > deadline:
                raise held_by_another(database)
            time.sleep(0.02)
        try:
            yield
        finally:
            _unlock(stream)


def write_holder(database: Path) -> None:
    """Enter this process as the holder; call once SQLite has granted the lock."""
    holder = {"host": socket.gethostname(), "pid": os.getpid(), "user": _user()}
    lock_file_of(database).write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")


def clear_holder(database: Path) -> None:
    """Empty the entry; call before SQLite's lock is given back. The file stays: removing it would race."""
    path = lock_file_of(database)
    if path.exists():
        path.write_bytes(b"")


def held_by_another(database: Path) -> KnownTrouble:
    """The trouble of a database that another program has open, naming that program where it is known."""
    remedy = Message("close_other", "Close the other window or program, then try again.")
    try:
        holder = json.loads(lock_file_of(database).read_text(encoding="utf-8"))
        params: dict[str, str | int] = {
            "user": str(holder["user"]),
            "host": str(holder["host"]),
            "pid": int(holder["pid"]),
        }
    except (OSError, ValueError, KeyError, TypeError):
        message = Message(
            "database_held", "The database {database} is open in another program.", {"database": str(database)}
        )
        return KnownTrouble(message, remedy)
    message = Message(
        "database_held_by",
        "The database {database} is open already: user {user}, computer {host}, process {pid}.",
        {"database": str(database), **params},
    )
    return KnownTrouble(message, remedy)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    # A byte far behind the text, so that the text itself stays readable for the other process.
    _FAR = 1 << 20

    def _locked(stream: IO[bytes]) -> bool:
        stream.seek(_FAR)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _locked(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
