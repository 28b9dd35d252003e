"""Where are the documents behind the cases?"""

from __future__ import annotations

from pledgeapp.store import contents
from pledgeapp.store.connection import Connection


class EvidenceFiles:
    """Documents by the SHA-256 of their content. A document goes when the last case that names it is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a document, once per content. ValueError when the hash is another; KnownTrouble when it is not saved."""
        with self._connection.writing() as work:
            contents.keep(work, sha256, content)
            work.execute("INSERT INTO evidence VALUES (?) ON CONFLICT DO NOTHING", (sha256,))

    def content(self, sha256: str) -> bytes:
        """The bytes exactly as put; KnownTrouble when they are gone or changed."""
        return contents.read(self._connection, sha256)
