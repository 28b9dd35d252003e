"""When are two records the same? When their canonical forms are: sorted keys, NFC text, decimals as strings."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from pydantic import BaseModel


def canonical_json(record: BaseModel, *, leave_out: frozenset[str] = frozenset()) -> bytes:
    """`record` as UTF-8 JSON with sorted keys and no blanks; `leave_out` names top-level fields to omit."""
    tree = record.model_dump(mode="json", exclude=set(leave_out))
    return json.dumps(
        _normal(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(record: BaseModel, *, leave_out: frozenset[str] = frozenset()) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return hashlib.sha256(canonical_json(record, leave_out=leave_out)).hexdigest()


def _normal(node: Any) -> Any:
    if isinstance(node, str):
        return unicodedata.normalize("NFC", node)
    if isinstance(node, dict):
        return {key: _normal(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_normal(value) for value in node]
    return node
