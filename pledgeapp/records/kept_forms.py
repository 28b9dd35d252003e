"""How are records, problems and differences of an import written while they wait to be taken over?

What was checked once when it was read is made again without another check: only what is a text, a list or a number in
JSON becomes a day, a choice or a record again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from pledgeapp.errors import Problem
from pledgeapp.records.base import Record
from pledgeapp.records.importing import Conflict
from pledgeapp.records.spool import Form
from valuation.wording import Message

AnyRecord = TypeVar("AnyRecord", bound=Record)
_Read = Callable[[Any], Any]
_PLAIN_TYPES = (str, int, bool)
_day = lru_cache(maxsize=50_000)(date.fromisoformat)


def _as_json(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case BaseModel():
            return value.model_dump(mode="json")
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_json).encode


@cache
def form_of(kind: type[AnyRecord]) -> Form[AnyRecord]:
    """How records of `kind` are kept: without what stands as the record sets it."""
    defaults = {name: field.default for name, field in kind.model_fields.items()}
    readers = {name: reader for name in defaults if (reader := _reader(kind, name)) is not None}
    put = object.__setattr__

    def as_plain(record: AnyRecord) -> dict[str, Any]:
        return {name: value for name, value in record.__dict__.items() if value is not defaults[name]}

    def from_plain(plain: dict[str, Any]) -> AnyRecord:
        for name in plain.keys() & readers.keys():
            if plain[name] is not None:
                plain[name] = readers[name](plain[name])
        # As `model_construct` makes a record of what was checked before, without asking every field for its default.
        record = kind.__new__(kind)
        put(record, "__dict__", defaults | plain)
        put(record, "__pydantic_fields_set__", set(plain))
        put(record, "__pydantic_extra__", None)
        put(record, "__pydantic_private__", None)
        return record

    return Form(as_plain, from_plain, _encode)


def _reader(kind: type[Record], name: str) -> _Read | None:
    """What makes a field's value of its JSON; None where it is the same."""
    annotation: Any = kind.model_fields[name].annotation
    core = _core(annotation)
    if core in _PLAIN_TYPES:
        return None
    if core == tuple[str, ...]:
        return tuple
    if core is date:
        return _day
    if isinstance(core, type) and issubclass(core, StrEnum):
        return {member.value: member for member in core}.__getitem__
    return TypeAdapter[Any](annotation).validate_python


def _core(annotation: Any) -> Any:
    """A type without what it may also be or must also satisfy: None, bounds, a name of its own."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [part for part in get_args(annotation) if part is not NoneType]
        return _core(kinds[0]) if len(kinds) == 1 else annotation
    if get_origin(annotation) is Annotated:
        return _core(get_args(annotation)[0])
    return getattr(annotation, "__supertype__", annotation)


def _plain_problem(problem: Problem) -> list[Any]:
    message = problem.message
    return [
        message.code,
        message.template,
        dict(message.params),
        problem.file,
        problem.row,
        problem.column,
        problem.value,
    ]


def _problem(plain: list[Any]) -> Problem:
    code, template, params, file, row, column, value = plain
    return Problem(Message(code, template, params), file, row, column, value)


def _plain_conflict(conflict: Conflict) -> list[Any]:
    return list(vars(conflict).values())


def _place_of(problem: Problem) -> object:
    return None if problem.row is None else (problem.file, problem.row)


PROBLEMS: Form[Problem] = Form(_plain_problem, _problem, place_of=_place_of)
CONFLICTS: Form[Conflict] = Form(_plain_conflict, lambda plain: Conflict(*plain))
NUMBERS: Form[int] = Form(int, int, str)
WORDS: Form[str] = Form(str, str, lru_cache(maxsize=1_000)(_encode))
"""Names of files and sheets: the same ones again and again."""
CELLS: Form[tuple[int, tuple[str, ...]]] = Form(list, lambda plain: (plain[0], tuple(plain[1])))
"""Line and cells of a row."""
