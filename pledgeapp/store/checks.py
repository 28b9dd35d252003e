"""Is the database in order? Everything that can be looked at, for `doctor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import contents, engine, structure
from pledgeapp.store.audit_log import AuditLog
from pledgeapp.store.connection import Connection
from valuation.wording import Message

Finding = tuple[bool, Message]


class Check(NamedTuple):
    """One thing looked at: a stable name, whether it is in order, and what was found."""

    name: str
    ok: bool
    detail: Message


def check_store(connection: Connection) -> tuple[Check, ...]:
    """All checks, none of which changes data; a damaged part fails its own check and the others go on."""
    return tuple(_guarded(f"database_{name}", part, connection) for name, part in _PARTS)


def _guarded(name: str, part: Callable[[Connection], Finding], connection: Connection) -> Check:
    try:
        ok, detail = part(connection)
    except KnownTrouble as trouble:
        ok, detail = False, trouble.message
    return Check(name, ok, detail)


def _engine(connection: Connection) -> Finding:
    settings = connection.settings()
    versions = {"sqlite": settings["sqlite_version"], "cipher": settings["cipher_version"]}
    if engine.SQLITE_VERSION < engine.LOWEST_SQLITE or not versions["cipher"]:
        return False, Message("engine_old", "SQLite {sqlite} with SQLCipher {cipher} is too old.", versions)
    return True, Message("engine_good", "SQLite {sqlite} with SQLCipher {cipher}.", versions)


def _settings(connection: Connection) -> Finding:
    wrong = connection.wrong_settings()
    if wrong:
        return False, Message(
            "settings_differ", "Safety settings differ: {settings}.", {"settings": ", ".join(sorted(wrong))}
        )
    return True, Message("settings_good", "All safety settings are as they must be.")


def _structure(connection: Connection) -> Finding:
    row = connection.row("PRAGMA user_version")
    found = int(row[0]) if row else 0
    params = {"found": found, "known": structure.LATEST}
    return found == structure.LATEST, Message(
        "structure_version", "Structure {found}; this program knows {known}.", params
    )


def _integrity(connection: Connection) -> Finding:
    if not connection.is_read_only:
        # What lies in the log alone is not seen by the check of the seals: bring it into the file first.
        connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    answers = [str(answer) for (answer,) in connection.rows("PRAGMA integrity_check(20)")]
    if answers != ["ok"]:
        return False, Message("integrity_broken", "The tables are damaged: {found}.", {"found": answers[0]})
    return True, Message("integrity_good", "All tables and indexes are sound.")


def _seals(connection: Connection) -> Finding:
    broken = connection.rows("PRAGMA cipher_integrity_check")
    if broken:
        return False, Message("seals_broken", "{count} pages do not carry their seal.", {"count": len(broken)})
    return True, Message("seals_good", "Every page carries its seal.")


def _links(connection: Connection) -> Finding:
    broken = connection.rows("PRAGMA foreign_key_check")
    if broken:
        return False, Message("links_broken", "{count} rows point to rows that are gone.", {"count": len(broken)})
    return True, Message("links_good", "No row points to a row that is gone.")


def _documents(connection: Connection) -> Finding:
    names = [str(sha256) for (sha256,) in connection.rows("SELECT sha256 FROM content ORDER BY sha256")]
    broken = 0
    for name in names:
        try:
            contents.read(connection, name)
        except KnownTrouble:
            broken += 1
    if broken:
        return False, Message(
            "documents_broken",
            "{broken} of {count} kept reports and documents are not as they were put in.",
            {"broken": broken, "count": len(names)},
        )
    return True, Message(
        "documents_good", "All {count} kept reports and documents have their hash.", {"count": len(names)}
    )


def _audit(connection: Connection) -> Finding:
    log = AuditLog(connection)
    broken = log.first_broken()
    if broken is not None:
        return False, Message("audit_broken", "The audit log does not hold from entry {entry} on.", {"entry": broken})
    size, head = log.head()
    return True, Message(
        "audit_good", "The audit log holds: {size} entries, head {head}.", {"size": size, "head": head[:20] or "-"}
    )


_PARTS: tuple[tuple[str, Callable[[Connection], Finding]], ...] = (
    ("engine", _engine),
    ("settings", _settings),
    ("structure", _structure),
    ("integrity", _integrity),
    ("seals", _seals),
    ("links", _links),
    ("documents", _documents),
    ("audit", _audit),
)
