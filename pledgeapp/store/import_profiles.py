"""Which layouts of lists has somebody of this office taught the program?"""

from __future__ import annotations

from datetime import datetime

from pledgeapp.store import audit_log
from pledgeapp.store.connection import Connection
from valuation.wording import N_


class ImportProfiles:
    """Layout files by their key, as text; what they mean is known to the intake."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[tuple[str, str], ...]:
        """Key and text of each, in the order of their keys."""
        rows = self._connection.rows("SELECT key, text FROM import_profiles ORDER BY key")
        return tuple((str(key), str(text)) for key, text in rows)

    def save(self, key: str, text: str, *, at: datetime, who: str) -> None:
        """Keep `text` under `key`, in place of what stood there. KnownTrouble when it cannot be saved."""
        with self._connection.writing() as work:
            work.execute(
                "INSERT INTO import_profiles VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
                (key, text),
            )
            audit_log.append(work, at=at, who=who, action=N_("Import layout saved"), subject=key)

    def remove(self, key: str, *, at: datetime, who: str) -> None:
        """Forget what stands under `key`; nothing when there is nothing."""
        with self._connection.writing() as work:
            if work.execute("DELETE FROM import_profiles WHERE key = ?", (key,)):
                audit_log.append(work, at=at, who=who, action=N_("Import layout removed"), subject=key)
