"""When are two records the same? When their canonical forms are: sorted keys, NFC text, decimals as strings."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from pydantic import BaseModel

FINGERPRINT_DIGITS = 12
"""Significant digits of a float in a fingerprint: the last ones differ between processors, and no figure shows them."""


_as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_json(
    record: BaseModel, *, leave_out: frozenset[str] = frozenset(), leave_out_unknown: bool = False
) -> bytes:
    """`record` as UTF-8 JSON with sorted keys and no blanks; `leave_out` names top-level fields to omit.

    `leave_out_unknown` omits what is None: a reader takes an absent field for unknown.
    """
    tree = record.model_dump(mode="json", exclude=set(leave_out), exclude_none=leave_out_unknown)
    text = _as_text(tree)
    # Nearly every text is composed already, and asking costs less than composing it part by part. A text that is
    # composed as a whole is so in each part: escapes stand between no two characters that could compose.
    return (text if unicodedata.is_normalized("NFC", text) else _as_text(_normal(tree))).encode()


def fingerprint(record: BaseModel, *, leave_out: frozenset[str] = frozenset()) -> str:
    """SHA-256 of the canonical form with floats rounded to `FINGERPRINT_DIGITS`, hexadecimal."""
    tree = _normal(record.model_dump(mode="json", exclude=set(leave_out)))
    return hashlib.sha256(_as_text(_rounded(tree)).encode()).hexdigest()


def _rounded(node: Any) -> Any:
    if isinstance(node, float):
        return float(f"{node:.{FINGERPRINT_DIGITS}g}")
    if isinstance(node, dict):
        return {key: _rounded(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_rounded(value) for value in node]
    return node


def _normal(node: Any) -> Any:
    if isinstance(node, str):
        return unicodedata.normalize("NFC", node)
    if isinstance(node, dict):
        return {key: _normal(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_normal(value) for value in node]
    return node
