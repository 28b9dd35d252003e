"""In what do two states of a case differ, field by field?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from pledgeapp.records.case import Case

MOST = 200
"""Differences listed at most: nobody reads more."""


@dataclass(frozen=True)
class Difference:
    """One field; None stands for absent or unknown."""

    path: str
    before: object
    after: object


def differences(before: Case, after: Case) -> tuple[Difference, ...]:
    """Fields of `after` that are not as in `before`, in the order of the fields."""
    found: list[Difference] = []
    for difference in _walk("", before, after):
        found.append(difference)
        if len(found) == MOST:
            break
    return tuple(found)


def _walk(path: str, before: object, after: object) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, BaseModel) and type(before) is type(after):
        for name in type(before).model_fields:
            yield from _walk(f"{path}.{name}".lstrip("."), getattr(before, name), getattr(after, name))
    elif isinstance(before, tuple) and isinstance(after, tuple) and _holds_records(before, after):
        for index in range(max(len(before), len(after))):
            old = before[index] if index < len(before) else None
            new = after[index] if index < len(after) else None
            yield from _walk(f"{path}[{index}]", old, new)
    else:
        yield Difference(path, before, after)


def _holds_records(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    return any(isinstance(item, BaseModel) for item in (*before, *after))
