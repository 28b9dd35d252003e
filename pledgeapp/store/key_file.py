"""Where does the database's key come from? From a file only this user can read, holding 32 random bytes."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.store.durable_file import PRIVATE, write_durably
from pledgeapp.system_reasons import reason_label
from valuation.wording import Message

_FORM = re.compile(rb"PLEDGEAPP-KEY-1 ([0-9a-f]{64}) ([0-9a-f]{8})\s*")
_LONGEST = 4_096


def create_key(key_file: Path) -> bytes:
    """Make a new random key and store it durably, readable by this user alone; 32 bytes."""
    key = secrets.token_bytes(32)
    line = f"PLEDGEAPP-KEY-1 {key.hex()} {_check(key)}\n"
    write_durably(key_file, line.encode("ascii"), mode=PRIVATE)
    return key


def read_key(key_file: Path) -> bytes:
    """The 32 bytes of `key_file`; KnownTrouble when it is unreadable or damaged."""
    try:
        with key_file.open("rb") as stream:
            content = stream.read(_LONGEST)
    except OSError as error:
        raise _unreadable(key_file, error) from error
    match = _FORM.fullmatch(content)
    key = bytes.fromhex(match.group(1).decode()) if match else b""
    if match is None or match.group(2).decode() != _check(key):
        raise KnownTrouble(
            Message("key_file_damaged", "The key file {file} is damaged.", {"file": str(key_file)}), _BRING_BACK
        )
    return key


def missing_key(database: Path, key_file: Path) -> KnownTrouble:
    """The trouble of a database whose key is gone: a new key could never open it, so none is made."""
    message = Message(
        "key_missing",
        "The database {database} is there, but its key {file} is missing. Without the key nobody can read it.",
        {"database": str(database), "file": str(key_file)},
    )
    return KnownTrouble(message, _BRING_BACK)


_BRING_BACK = Message(
    "bring_back_key", "Put the key file back from your safe copy. Nothing was changed and no new key was made."
)


def _check(key: bytes) -> str:
    return hashlib.sha256(b"pledgeapp key check" + key).hexdigest()[:8]


def _unreadable(key_file: Path, error: OSError) -> KnownTrouble:
    message = Message(
        "file_not_read",
        "{file} could not be read: {reason_label}.",
        {"file": str(key_file), "reason_label": reason_label(error.errno)},
    )
    return KnownTrouble(
        message, Message("check_key_rights", "Check that you may read the key file, and that its disk is at hand.")
    )
