"""How is one field of a frozen record replaced, and what is said when the new value is not allowed?

A path is written as in the records: `loan.term_months`, `patents[2].title`, `products[0].income.split_rate`,
`policy.loan_to_value_caps[invention]`. Every record on the way is validated again, so a `Case` that comes out is as
sound as one read from a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from pledgeapp.errors import Problem
from pledgeapp.records.assumption import Assumption
from pledgeapp.records.base import Record
from pledgeapp.records.case import Case
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_sources import entered_by_hand
from pledgeapp.records.refusal import message_of

R = TypeVar("R", bound=Record)
_PART = re.compile(r"\.?([A-Za-z_]\w*)|\[([^\]]+)\]")
Key = str | int


def path_keys(path: str) -> tuple[Key, ...]:
    """`products[0].income` as ("products", 0, "income"); ValueError for anything else."""
    keys: list[Key] = []
    at = 0
    while at < len(path):
        match = _PART.match(path, at)
        if match is None:
            raise ValueError(f"not a field path: {path!r}")
        name, index = match.groups()
        keys.append(name if name is not None else int(index) if index.isdigit() else index)
        at = match.end()
    return tuple(keys)


def value_at(record: object, path: str) -> object:
    """What stands at `path`; None where a record on the way is absent. KeyError, IndexError or AttributeError
    when the path names nothing."""
    value = record
    for key in path_keys(path):
        if value is None:
            return None
        value = getattr(value, str(key)) if isinstance(value, BaseModel) else _item(value, key)
    return value


def replace_at(record: R, path: str, value: object) -> R | Problem:
    """`record` with `value` at `path`, or the problem (its `column` is the path) why it may not stand there.

    `value` may be text as typed: pydantic turns "0.05" into a Decimal and "2026-11-22" into a date.
    """
    try:
        changed = _replaced(record, path_keys(path), value)
    except ValidationError as error:
        return problem_of(error, path, value)
    if not isinstance(changed, type(record)):
        raise TypeError(f"{path!r} replaced the record itself")
    return changed


def replace_many(record: R, changes: Mapping[str, object]) -> R | Problem:
    """Several fields of the same record at once (validated together): keys are field names of `record`."""
    try:
        return _rebuilt(record, dict(changes))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or next(iter(changes), "")
        return problem_of(error, where, changes.get(where, ""))


def with_assumption(case: Case, path: str, assumption: Assumption) -> Case | Problem:
    """`case` with `assumption` at `path`."""
    return replace_at(case, path, assumption)


def insert_at(record: R, path: str, value: object, index: int | None = None) -> R | Problem:
    """`record` with `value` put into the tuple at `path`, at `index` or at its end."""
    items = _tuple_at(record, path)
    at = len(items) if index is None else index
    return replace_at(record, path, (*items[:at], value, *items[at:]))


def remove_at(record: R, path: str, index: int) -> R | Problem:
    """`record` without item `index` of the tuple at `path`."""
    items = _tuple_at(record, path)
    return replace_at(record, path, (*items[:index], *items[index + 1 :]))


def problem_of(error: ValidationError, path: str, value: object) -> Problem:
    """The first thing pydantic found wrong, as a `Problem` beside the field at `path`."""
    return Problem(message_of(error.errors(include_url=False)[0]), column=path, value=str(value)[:200])


def _tuple_at(record: Record, path: str) -> tuple[object, ...]:
    items = value_at(record, path)
    if not isinstance(items, tuple):
        raise TypeError(f"{path!r} is not a list")
    return items


def _replaced(holder: object, keys: tuple[Key, ...], value: object) -> object:
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(holder, Record):
        name = str(key)
        return _rebuilt(holder, {name: _replaced(getattr(holder, name), rest, value)})
    if isinstance(holder, tuple) and isinstance(key, int):
        return (*holder[:key], _replaced(holder[key], rest, value), *holder[key + 1 :])
    if isinstance(holder, Mapping):
        return {**holder, key: _replaced(holder.get(key), rest, value)}
    raise KeyError(key)


def _rebuilt(record: R, changes: dict[str, object]) -> R:
    """A new record of the same kind, validated; unchanged parts stay the very same objects.

    Only fields that were set are passed on, so that `model_fields_set` keeps its meaning. A field of a patent that has
    changed is from now on entered by hand: no import replaces it.
    """
    fields = {name: getattr(record, name) for name in record.model_fields_set}
    rebuilt = type(record).model_validate({**fields, **changes})
    if isinstance(rebuilt, Patent):
        changed = [name for name in changes if getattr(rebuilt, name) != getattr(record, name)]
        return cast("R", entered_by_hand(rebuilt, changed))
    return rebuilt


def _item(value: object, key: Key) -> object:
    if isinstance(value, Mapping):
        return value[key]
    if isinstance(value, Sequence) and isinstance(key, int):
        return value[key]
    raise KeyError(key)
