"""How do two set-ups started together keep out of each other's way? The second waits for the first."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the set-up of the checkout `root`; the system lets go of it when the process ends, however it ends."""
    # Windows cannot lock a folder, so there an empty file in the user's temporary folder stands for it.
    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    windows = sys.platform == "win32"
    target = Path(tempfile.gettempdir()) / f"pledgeapp-setup-{name}.lock" if windows else root
    handle = os.open(target, os.O_RDWR | os.O_CREAT if windows else os.O_RDONLY)
    try:
        # Network file systems may not know locks; two set-ups at once are rare enough to go on without.
        with suppress(OSError):
            _wait_for(handle)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        # Gives up by itself after ten tries, one a second.
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another set-up of this folder is running: waiting for it", flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
