"""What comes of two records that describe the same thing?

A known value is never replaced by an unknown one. Where both know and differ, the stored value stays and the
difference is told as a `Conflict`. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from pledgeapp.records.base import Record
from pledgeapp.records.importing import Conflict
from pledgeapp.records.wording import label
from valuation.wording import N_

AnyRecord = TypeVar("AnyRecord", bound=Record)


def is_unknown(value: object) -> bool:
    """None, an empty text, an empty list and the member `unknown` of a list of values say nothing."""
    return value is None or value in ("", ()) or (isinstance(value, StrEnum) and value.value == "unknown")


def merge(
    stored: AnyRecord,
    incoming: AnyRecord,
    labels: Mapping[str, str],
    subject: str,
    replacing: Collection[str] = (),
) -> tuple[AnyRecord, list[Conflict]]:
    """`stored` with what only `incoming` knows, and where they differ; `labels` name the fields that are compared.

    Of the fields named in `replacing` the value of `incoming` counts, which is told as well.
    """
    taken: dict[str, Any] = {}
    conflicts = []
    for field, name in labels.items():
        mine, other = getattr(stored, field), getattr(incoming, field)
        if is_unknown(other) or mine == other:
            continue
        if is_unknown(mine):
            taken[field] = other
        elif field in replacing:
            taken[field] = other
            conflicts.append(Conflict(subject, name, shown(other), shown(mine)))
        else:
            conflicts.append(Conflict(subject, name, shown(mine), shown(other)))
    merged, refused = with_values(stored, taken)
    conflicts += [Conflict(subject, labels[field], "", shown(taken[field])) for field in refused]
    return merged, conflicts


def with_values(record: AnyRecord, values: Mapping[str, Any]) -> tuple[AnyRecord, tuple[str, ...]]:
    """`record` with `values`, checked as a whole; values it cannot hold beside its own are left out and named."""
    if not values:
        return record, ()
    whole = _checked(record, values)
    if whole is not None:
        return whole, ()
    refused = []
    for field, value in values.items():
        changed = _checked(record, {field: value})
        if changed is None:
            refused.append(field)
        else:
            record = changed
    return record, tuple(refused)


def shown(value: object) -> str:
    """A value as a person compares it; choices and yes or no come as English msgids."""
    match value:
        case bool():
            return N_("Yes") if value else N_("No")
        case StrEnum():
            return label(value)
        case Decimal():
            return f"{value.normalize():,f}"
        case tuple():
            return "; ".join(shown(part) for part in value)
        case Record():
            return " ".join(shown(part) for _, part in value if not is_unknown(part))
        case _:
            return str(value)


def _checked(record: AnyRecord, values: Mapping[str, Any]) -> AnyRecord | None:
    try:
        return type(record).model_validate({**dict(record), **values})
    except ValidationError:
        return None
