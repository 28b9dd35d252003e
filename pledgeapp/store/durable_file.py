"""How is a file written so that a power cut leaves the old one or the new one, never a part?

Temporary name in the same folder, write, flush, fsync, rename over the target, fsync the folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.system_reasons import reason_label
from valuation.wording import Message

PRIVATE = 0o600


def write_durably(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Put `content` at `path`, replacing what is there; after a crash the file is whole, old or new.

    `mode` are the permission bits of the new file; None leaves them to the system's defaults.
    Raises KnownTrouble when the disk is full or the folder cannot be written; the old file is then untouched.
    """
    temporary = temporary_name(path)
    try:
        write_and_sync(temporary, content, mode=mode)
        publish(temporary, path)
    except OSError as error:
        discard(temporary)
        raise file_trouble(error, path) from error


def temporary_name(path: Path) -> Path:
    """The hidden name beside `path` under which it is made ready."""
    return path.with_name(f".{path.name[:120]}.pledgeapp-part")


def write_and_sync(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write `content` to `path` and wait until the disk has it; OSError when it cannot be."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode or 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def discard(path: Path) -> None:
    """Remove an unfinished file; where even that fails, the error that led here matters more."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def publish(temporary: Path, path: Path) -> None:
    """Rename a finished file to its real name and wait until the folder's entry is on the disk."""
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until renames in `folder` are on the disk; Windows does this with the rename itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Wait until what was written to `path` is on the disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def file_trouble(error: OSError, path: Path) -> KnownTrouble:
    """The message for a person about a file that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = Message("disk_full_file", "The disk is full: {file} was not written.", {"file": str(path)})
        return KnownTrouble(message, Message("free_space", "Free some space on the disk and try again."))
    message = Message(
        "file_not_written",
        "{file} could not be written: {reason_label}.",
        {"file": str(path), "reason_label": reason_label(error.errno)},
    )
    return KnownTrouble(message, Message("choose_folder", "Choose another folder, or change its permissions."))
