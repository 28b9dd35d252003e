"""What stands in a JSON file that somebody wrote for us, and why can it not be read?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pledgeapp.errors import DataProblem
from pledgeapp.records.refusal import RefusedValue
from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message

MAXIMUM_SIZE = 16 * 1024 * 1024
MAXIMUM_DEPTH = 64
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def read_json(path: Path) -> Any:
    """The tree in `path`, with the bounds that keep a hostile file from hurting: size, depth, duplicates, NaN.

    DataProblem names the file and why it cannot be read.
    """
    try:
        if path.stat().st_size > MAXIMUM_SIZE:
            raise _unreadable(path, N_("the file is larger than 16 MiB"))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, reason_label(error.errno)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, N_("the file is not UTF-8 text")) from error
    if _depth(text) > MAXIMUM_DEPTH:
        raise _unreadable(path, N_("the file is nested deeper than 64 levels"))
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        message = Message(
            "not_json",
            N_("{file}: not a valid JSON file, see line {line}, character {column}"),
            {"file": path.name, **place},
        )
        raise DataProblem(message) from error
    except RefusedValue as error:
        message = Message(
            "not_json",
            N_("{file}: {reason_label}"),
            {**error.message.params, "file": path.name, "reason_label": error.message.template},
        )
        raise DataProblem(message) from error
    except ValueError as error:
        # Python's own bound on the digits of a whole number is all that is left.
        raise _unreadable(path, N_("a number in the file is too long")) from error


def _unreadable(path: Path, reason: str) -> DataProblem:
    params = {"file": path.name or str(path), "reason_label": reason}
    return DataProblem(Message("file_unreadable", N_("{file}: {reason_label}"), params))


def _depth(text: str) -> int:
    """How deep lists and objects are nested; brackets inside a text are only text."""
    deepest = depth = 0
    for mark in _MARKS.findall(text):
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> Any:
    raise RefusedValue(N_("{name} is not a number"), name=name)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise RefusedValue(N_('the key "{name}" stands twice in one object'), name=twice[:200])
    return dict(pairs)
