"""How does a command speak: JSON or plain words on standard output, trouble on standard error, and an exit code?

Exit codes: 0 done, 1 problem in the data or the surroundings, 2 wrong use, 3 our own fault.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from pledgeapp.errors import DataProblem, KnownTrouble, PledgeAppError, Problem
from pledgeapp.i18n import Texts
from valuation.wording import N_

EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USE, EXIT_BUG = 0, 1, 2, 3


_NEVER_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks of writing direction: what stands in a file must not command the terminal."""


def prepare_streams() -> None:
    """A terminal whose encoding lacks a character gets its number instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class OneByOne(list[Any]):
    """Entries of a list in JSON that are made as they are written: there may be a million of them."""

    def __init__(self, entries: Callable[[], Iterator[Any]]) -> None:
        """`entries` begins anew at each call."""
        super().__init__()
        self._entries = entries

    def __iter__(self) -> Iterator[Any]:
        """The entries from the first."""
        return self._entries()

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        return next(self._entries(), None) is not None


def emit(data: dict[str, Any], *, as_json: bool, human: Callable[[dict[str, Any]], str]) -> None:
    """Print `data` as one JSON object, or in the words of `human`."""
    pieces = _as_one_object(data) if as_json else iter([printable(human(data)).rstrip("\n")])
    sys.stdout.writelines(pieces)
    sys.stdout.write("\n")
    # Here and not when Python ends: whoever stopped reading (`| head`) is then noticed in time.
    sys.stdout.flush()


def _as_one_object(data: dict[str, Any]) -> Iterator[str]:
    """`data` as JSON; on a stream that is not UTF-8 with the numbers of its characters, which every reader knows."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")
    return json.JSONEncoder(ensure_ascii=not is_utf8, indent=2, allow_nan=False).iterencode(data)


def printable(text: str) -> str:
    """`text` with characters that would act on the terminal written as their number."""
    return _NEVER_PRINTED.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def problem_line(problem: Problem, texts: Texts) -> str:
    """`file, row 12, filing date = "2099-01-01": what is allowed`, leaving out what is not known."""
    where = [problem.file] if problem.file else []
    if problem.row is not None:
        where.append(texts(N_("row {row}"), row=problem.row))
    if problem.column:
        where.append(problem.column + (f' = "{problem.value}"' if problem.value else ""))
    place = texts(N_(", ")).join(where)
    sentence = texts.message(problem.message)
    return texts(N_("{name}: {words}"), name=place, words=sentence) if place else sentence


def complain(error: PledgeAppError, texts: Texts) -> None:
    """Write `error` to standard error: what is wrong, where, and what to do."""
    problems = error.problems if isinstance(error, DataProblem) else ()
    lines = [f"  {problem_line(p, texts)}" for p in problems]
    if any(p.message == error.message for p in problems):
        # The error is the problem itself: said once, with its place.
        lines = [line.removeprefix("  ") for line in lines]
    else:
        lines.insert(0, texts.message(error.message))
    if isinstance(error, KnownTrouble) and error.remedy is not None:
        lines.append("  " + texts.message(error.remedy))
    sys.stderr.write(printable("\n".join(lines)) + "\n")
