"""Where are the bytes of reports and evidence kept? Once per content under their SHA-256, in pieces of 1 MiB."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.store.connection import Connection, Transaction
from valuation.wording import Message

_PIECE = 1 << 20


def keep(work: Transaction, sha256: str, content: bytes) -> None:
    """Keep `content` unless it is there already; ValueError when it has another hash."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("the content does not have this SHA-256")
    if not work.execute("INSERT INTO content VALUES (?, ?) ON CONFLICT DO NOTHING", (sha256, len(content))):
        return
    for position, start in enumerate(range(0, len(content), _PIECE)):
        piece = content[start : start + _PIECE]
        work.execute("INSERT INTO content_chunks VALUES (?, ?, ?)", (sha256, position, piece))


def read(connection: Connection, sha256: str) -> bytes:
    """The bytes kept under `sha256`, compared with it; KnownTrouble when they are gone or changed."""
    pieces = connection.rows("SELECT bytes FROM content_chunks WHERE sha256 = ? ORDER BY position", (sha256,))
    content = b"".join(piece for (piece,) in pieces)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise changed(connection.database, sha256)
    return content


def drop_unused(work: Transaction, sha256: str) -> None:
    """Take content away that neither evidence nor a report needs."""
    work.execute(
        "DELETE FROM content WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE sha256 = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM reports WHERE sha256 = ?1)",
        (sha256,),
    )


def changed(database: Path, sha256: str) -> KnownTrouble:
    """The trouble of a document that is not what was put in."""
    message = Message(
        "content_changed",
        "The document {digest}… in {database} is missing or no longer as it was kept.",
        {"digest": sha256[:12], "database": str(database)},
    )
    return KnownTrouble(message, Message("restore_document", "Take the document from a backup."))
