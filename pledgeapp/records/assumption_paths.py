"""Which assumptions does a case rest on, and how is each of them addressed?

A path is `products[0].income.split_rate`, `methods[1].inputs[0].number`: field names and positions from the case down.
Workings, open points, sensitivities and the window use the same paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Record
from pledgeapp.records.case import Case

_PART = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


def assumptions(case: Case) -> Iterator[tuple[str, Assumption]]:
    """Path and assumption, in the order of the case's fields; features that are not used are left out."""
    yield from _walk("", case)


def assumption_at(case: Case, path: str) -> Assumption:
    """The assumption at `path`; KeyError when there is none."""
    node: object = case
    for name, position in _PART.findall(path):
        node = getattr(node, name, None)
        if position and isinstance(node, tuple) and int(position) < len(node):
            node = node[int(position)]
    if not isinstance(node, Assumption):
        raise KeyError(path)
    return node


def _walk(path: str, node: object) -> Iterator[tuple[str, Assumption]]:
    if isinstance(node, Assumption):
        yield path, node
    elif isinstance(node, BaseModel):
        silent = node.silent_at_default if isinstance(node, Record) else frozenset()
        for name, described in type(node).model_fields.items():
            value = getattr(node, name)
            if not (name in silent and value == described.default):
                yield from _walk(f"{path}.{name}" if path else name, value)
    elif isinstance(node, tuple):
        for position, item in enumerate(node):
            yield from _walk(f"{path}[{position}]", item)
