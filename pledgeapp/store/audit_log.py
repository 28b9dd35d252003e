"""Who did what, and has anyone changed the log since?

One entry per action of a person, written in the same transaction as what it tells of. Each entry carries the hash of
the one before: SHA-256 over 0x00, the version of this form and every field, each with its length before it. The chain
shows a changed, removed or reordered entry; it cannot show that its end was cut or that an older copy was put back.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from pledgeapp.records.summary import AuditEntry
from pledgeapp.store.connection import Connection, Row, Transaction

_FORM = "audit/1"


class AuditLog:
    """Reads the log; entries are made by `append` inside the transactions of the other modules."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """The newest entries, newest first. `action` is an English msgid, `subject` an id, number or file name."""
        rows = self._connection.rows(
            "SELECT sequence, at, who, action, subject, detail FROM audit ORDER BY sequence DESC LIMIT ?", (limit,)
        )
        return tuple(
            AuditEntry(
                sequence=row[0],
                at=datetime.fromisoformat(row[1]),
                who=row[2],
                action=row[3],
                subject=row[4],
                detail=row[5],
            )
            for row in rows
        )

    def first_broken(self) -> int | None:
        """The sequence number of the first entry that does not follow from the one before; None when all do."""
        expected, previous = 1, ""
        for row in self._connection.rows(
            "SELECT sequence, at, who, action, subject, detail, previous, hash FROM audit ORDER BY sequence"
        ):
            if row[0] != expected or row[6] != previous or row[7] != _hash(row[:6], previous):
                return expected
            expected, previous = expected + 1, row[7]
        return None

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest entry; (0, "") while there is none."""
        row = self._connection.row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        return (0, "") if row is None else (int(row[0]), str(row[1]))


def append(work: Transaction, *, at: datetime, who: str, action: str, subject: str, detail: str = "") -> int:
    """Add an entry to the log within `work`; its sequence number. `detail` holds no customer data: names stay out."""
    last = work.row("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    sequence, previous = (int(last[0]) + 1, str(last[1])) if last else (1, "")
    fields = (sequence, at.isoformat(), who, action, subject, detail)
    work.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*fields, previous, _hash(fields, previous)))
    return sequence


def _hash(fields: Row, previous: str) -> str:
    digest = hashlib.sha256(b"\x00")
    for field in (_FORM, *fields, previous):
        encoded = str(field).encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()
