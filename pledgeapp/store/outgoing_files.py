"""How do the store and the folder agree on an issued report, whatever moment the power goes?

Order: note in the store which file is to come; write it under a temporary name and sync it with its folder; commit
the report; rename and sync the folder; take the note away. A note that is still there at the next open or issue is
settled: with its report in the store the file is published, without it the temporary file is removed.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from pledgeapp.records.base import ReportId
from pledgeapp.store import contents, durable_file
from pledgeapp.store.connection import Connection


def announce(connection: Connection, report_id: ReportId, target: Path, sha256: str) -> Path:
    """Note that `target` is to be written; the temporary name to write it under."""
    temporary = target.with_name(f".{report_id}.pledgeapp-part")
    with connection.writing() as work:
        work.execute("INSERT INTO outgoing_files VALUES (?, ?, ?, ?)", (report_id, str(temporary), str(target), sha256))
    return temporary


def forget(connection: Connection, report_id: ReportId) -> None:
    """Take the note away: the file is where it belongs, or will not come."""
    with connection.writing() as work:
        work.execute("DELETE FROM outgoing_files WHERE report_id = ?", (report_id,))


def settle_leftovers(connection: Connection) -> None:
    """Bring every noted file to its end; a folder that is not there now (a stick, a share) is tried again next time."""
    notes = connection.rows("SELECT report_id, temporary, target, sha256 FROM outgoing_files")
    for report_id, temporary, target, sha256 in notes:
        is_issued = connection.row("SELECT 1 FROM reports WHERE id = ?", (report_id,)) is not None
        with contextlib.suppress(OSError):
            if is_issued:
                _publish(connection, Path(temporary), Path(target), sha256)
            elif Path(temporary).parent.is_dir():
                Path(temporary).unlink(missing_ok=True)
            else:
                continue
            forget(connection, report_id)


def _publish(connection: Connection, temporary: Path, target: Path, sha256: str) -> None:
    """The rename that a crash prevented; OSError when the folder is not there."""
    if _has(target, sha256):
        temporary.unlink(missing_ok=True)
        return
    if not _has(temporary, sha256):
        if target.exists():
            # The rename was done and someone has put another file there since: it is theirs.
            temporary.unlink(missing_ok=True)
            return
        durable_file.write_and_sync(temporary, contents.read(connection, sha256))
    durable_file.publish(temporary, target)


def _has(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
