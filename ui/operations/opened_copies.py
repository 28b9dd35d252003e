"""Where do readable copies for the system's viewer lie, and when are they gone?

The store is encrypted, a copy for a viewer cannot be. Copies lie in one folder that only this user may enter; they are
removed when the window closes, and what a viewer still held is removed when it opens the next time.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pledgeapp.paths import Paths

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


def write_copy(paths: Paths, name: str, content: bytes) -> Path:
    """Write `content` for a viewer under the last part of `name`; OSError becomes the caller's trouble."""
    folder = paths.opened
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    # A name is a label and must not lead elsewhere.
    target = folder / Path(name.replace("\\", "/")).name
    target.unlink(missing_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    return target


def remove_copies(paths: Paths) -> None:
    """Remove every copy that no viewer holds open."""
    shutil.rmtree(paths.opened, ignore_errors=True)
