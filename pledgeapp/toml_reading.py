"""What stands in a TOML file of ours, and in which line is what does not belong there?"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.records.base import Record
from pledgeapp.records.refusal import message_of, place_of
from valuation.wording import N_, Message

Model = TypeVar("Model", bound=Record)
_TABLE = re.compile(r"^\s*\[{1,2}\s*([\w.\-]+)\s*\]{1,2}")


def parsed(text: str, file: str) -> dict[str, Any]:
    """The tables of a TOML text, fractions as Decimal; DataProblem with the line of what is not TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problem = Problem(
            Message("not_toml", N_("this is not TOML: {reason}"), {"reason": str(error)}),
            file=file,
            row=int(line.group(1)) if line else None,
        )
        raise _refused(file, [problem]) from error


def tables_of(content: dict[str, Any], text: str, file: str, allowed: set[str]) -> dict[str, Any]:
    """`content` if it has only the `allowed` tables, else DataProblem naming the line of each other one."""
    strange = [_unknown_key(key, text, file, (key,)) for key in content if key not in allowed]
    if strange:
        raise _refused(file, strange)
    return content


def record_from(model: type[Model], data: Any, text: str, file: str) -> Model:
    """`data` as a `model`; DataProblem with file and line for every unknown key and every wrong or missing value."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = []
        for item in error.errors():
            path = tuple(item["loc"])
            if item["type"] == "extra_forbidden":
                problems.append(_unknown_key(str(path[-1]), text, file, path))
                continue
            problems.append(Problem(message_of(item), file=file, row=line_of(text, path), column=place_of(path)))
        raise _refused(file, problems) from error


def line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """The line on which the last name of `path` is set, counted from 1; that of its table where it is missing.

    A number in the path counts the repetitions of its table: `("values", 1, "unit")` is in the second `[[values]]`,
    `("columns", "title", "width")` in `[columns.title]`.
    """
    names = tuple(part for part in path if isinstance(part, str))
    wanted = next((part for part in path if isinstance(part, int)), None)
    inside = list(_lines_inside(text, names, wanted))
    headers = [(depth, -number) for number, line, depth in inside if _TABLE.match(line)]
    deepest, first = max(headers, default=(0, 0))
    lines = ((number, line) for number, line, depth in inside if depth == deepest)
    anywhere = enumerate(text.splitlines(), start=1) if not headers else ()
    is_set = re.compile(rf"(?:^|[\s{{,]){re.escape(names[-1] if names else '')}\s*=")
    found = next((number for number, line in (*lines, *anywhere) if names and is_set.search(line)), None)
    return found or -first or None


def _lines_inside(text: str, names: tuple[str, ...], wanted: int | None) -> Iterator[tuple[int, str, int]]:
    """The lines of the tables that `names` lead through, each with its number and how deep its table lies."""
    depth, seen = 0, Counter[tuple[str, ...]]()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _TABLE.match(line)
        if header:
            table = tuple(header.group(1).split("."))
            seen[table] += 1
            is_wanted = names[: len(table)] == table and wanted in (None, seen[table] - 1)
            depth = len(table) if is_wanted else -1
        if depth >= 0:
            yield number, line, depth


def _unknown_key(key: str, text: str, file: str, path: tuple[int | str, ...]) -> Problem:
    message = Message("unknown_key", N_("unknown key {key}"), {"key": key})
    return Problem(message, file=file, row=line_of(text, path), column=key)


def _refused(file: str, problems: list[Problem]) -> DataProblem:
    first = problems[0]
    where = f"{Path(file).as_posix()}:{first.row}" if first.row else file
    said = {"where": where, "column": first.column, "reason_label": first.message.template, **first.message.params}
    return DataProblem(Message("reference_unclear", N_("{where}: {column} {reason_label}"), said), tuple(problems))
