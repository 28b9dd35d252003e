"""How must SQLite be set so that a commit survives a power cut and nothing leaves the encrypted file?

Every setting is made and its answer compared at each open. `synchronous=FULL`: with NORMAL a power cut loses commits
that were reported as done. `locking_mode=EXCLUSIVE`: one process, and no shared-memory file beside the database.
"""

from __future__ import annotations

from typing import Any

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import engine
from valuation.wording import Message

_WANTED: tuple[tuple[str, str, str], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
    ("wal_autocheckpoint", "1000", "1000"),
    ("journal_size_limit", "67108864", "67108864"),
    ("cipher_memory_security", "OFF", "0"),
    ("busy_timeout", "2000", "2000"),
)
"""Name, value to set, answer expected."""
_WITHOUT_WAL = {"journal_mode": ("DELETE", "delete"), "synchronous": ("EXTRA", "3")}
"""Where the file system cannot hold a write-ahead log: EXTRA also syncs the folder after the journal is removed."""
_WITH_WRITING_ONLY = frozenset({"locking_mode", "journal_mode", "synchronous"})


def unlock(raw: Any, key: bytes) -> None:
    """Give `key` (32 bytes) to a fresh connection; SQLCipher must not write to standard error."""
    # The form x'…' makes it a raw key: bare bytes would be stretched like a password, a tenth of a second each time.
    raw.set_key(f"x'{key.hex()}'")
    raw.execute("PRAGMA cipher_log_level = NONE").fetchall()


def apply_settings(raw: Any, *, read_only: bool = False) -> None:
    """Set everything and compare the answers; KnownTrouble when SQLite answers otherwise or is too old."""
    if engine.SQLITE_VERSION < engine.LOWEST_SQLITE:
        raise _refused("sqlite_version", ".".join(map(str, engine.SQLITE_VERSION)))
    wanted = _wanted(read_only=read_only)
    for name, (value, _) in wanted.items():
        raw.execute(f"PRAGMA {name} = {value}").fetchall()
        if name == "journal_mode" and _answer(raw, name) != "wal":
            wanted |= _WITHOUT_WAL
            raw.execute(f"PRAGMA {name} = {wanted[name][0]}").fetchall()
    for name in sorted(differing_settings(raw, read_only=read_only)):
        raise _refused(name, _answer(raw, name))


def differing_settings(raw: Any, *, read_only: bool = False) -> frozenset[str]:
    """Names of the settings whose answer is not the one that is wanted."""
    wanted = _wanted(read_only=read_only)
    if not read_only and _answer(raw, "journal_mode") != "wal":
        wanted |= _WITHOUT_WAL
    return frozenset(name for name, (_, expected) in wanted.items() if _answer(raw, name) != expected)


def read_settings(raw: Any) -> dict[str, str]:
    """Every setting by name as SQLite answers now."""
    names = [*(name for name, _, _ in _WANTED), "query_only", "cipher_version", "cipher_provider_version"]
    answers = {name: _answer(raw, name) for name in names}
    return {"sqlite_version": ".".join(map(str, engine.SQLITE_VERSION)), **answers}


def _wanted(*, read_only: bool) -> dict[str, tuple[str, str]]:
    wanted = {name: (value, expected) for name, value, expected in _WANTED}
    if not read_only:
        return wanted
    return {name: pair for name, pair in wanted.items() if name not in _WITH_WRITING_ONLY} | {"query_only": ("ON", "1")}


def _answer(raw: Any, name: str) -> str:
    row = raw.execute(f"PRAGMA {name}").fetchone()
    return "" if row is None else str(row[0]).lower()


def _refused(name: str, found: str) -> KnownTrouble:
    message = Message(
        "setting_refused",
        "The database engine does not accept a safety setting ({setting} is {found}), so the database was not opened.",
        {"setting": name, "found": found},
    )
    return KnownTrouble(message, Message("reinstall", "Install the program again with the packages it comes with."))
