"""Which files does SQLite put beside a database, and which of them did only a reader leave there?"""

from __future__ import annotations

import contextlib
from pathlib import Path

_ENDINGS = ("-wal", "-shm", "-journal")


def side_files(database: Path) -> tuple[Path, ...]:
    """Write-ahead log, shared memory and rollback journal of `database`, there or not."""
    return tuple(database.with_name(f"{database.name}{ending}") for ending in _ENDINGS)


def absent_side_files(database: Path) -> tuple[Path, ...]:
    """Those that are not there now: what appears of them while only reading can be taken away."""
    return tuple(path for path in side_files(database) if not path.exists())


def has_log(database: Path) -> bool:
    """Whether commits lie in the log that are not in the file yet; the log of another program may go meanwhile."""
    try:
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def remove_traces(absent_before: tuple[Path, ...]) -> None:
    """Take away what reading left; a log with content is never touched.

    Call it while the reading connection still holds its lock: afterwards the files may be a writer's.
    """
    for path in absent_before:
        with contextlib.suppress(OSError):
            if path.exists() and (path.name.endswith("-shm") or path.stat().st_size == 0):
                path.unlink()
