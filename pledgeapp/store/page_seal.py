"""Does this key fit any page of this file? Tells a damaged database from a wrong key.

SQLCipher 4 seals each 4,096-byte page with HMAC-SHA512 over the encrypted content, its IV and the page number
(little-endian); the HMAC key is PBKDF2-HMAC-SHA512 of the raw key, 2 rounds, over the file's salt with every byte
XOR 0x3a. Source: the SQLCipher design page (zetetic.net/sqlcipher/design).
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

PAGE = 4096
_SALT, _SEAL = 16, 64
_MASK = 0x3A
_PAGES_TRIED = 64


def fits_any_page(database: Path, key: bytes) -> bool:
    """Whether the 32-byte raw `key` verifies one of the first pages of `database`. OSError when unreadable."""
    with database.open("rb") as stream:
        start = stream.read(PAGE * _PAGES_TRIED)
    salt = start[:_SALT]
    seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), 2, 32)
    return any(
        _is_sealed(start[at : at + PAGE], at // PAGE + 1, seal_key) for at in range(0, len(start) - PAGE + 1, PAGE)
    )


def _is_sealed(page: bytes, number: int, seal_key: bytes) -> bool:
    first = _SALT if number == 1 else 0
    body, seal = page[first:-_SEAL], page[-_SEAL:]
    expected = hmac.new(seal_key, body + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(expected, seal)
