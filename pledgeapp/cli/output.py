"""How does a command speak: JSON or plain words on standard output, trouble on standard error, and an exit code?

Exit codes: 0 done, 1 problem in the data or the surroundings, 2 wrong use, 3 our own fault.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from pledgeapp.errors import DataProblem, KnownTrouble, PledgeAppError, Problem
from pledgeapp.i18n import Texts
from valuation.wording import N_

EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USE, EXIT_BUG = 0, 1, 2, 3


def emit(data: dict[str, Any], *, as_json: bool, human: Callable[[dict[str, Any]], str]) -> None:
    """Print `data` as one JSON object, or in the words of `human`."""
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) if as_json else human(data)
    sys.stdout.write(text.rstrip("\n") + "\n")


def problem_line(problem: Problem, texts: Texts) -> str:
    """`file, row 12, filing date = "2099-01-01": what is allowed`, leaving out what is not known."""
    where = [problem.file] if problem.file else []
    if problem.row is not None:
        where.append(texts(N_("row {row}"), row=problem.row))
    if problem.column:
        where.append(problem.column + (f' = "{problem.value}"' if problem.value else ""))
    place = ", ".join(where)
    sentence = texts.message(problem.message)
    return f"{place}: {sentence}" if place else sentence


def complain(error: PledgeAppError, texts: Texts) -> None:
    """Write `error` to standard error: what is wrong, where, and what to do."""
    lines = [texts.message(error.message)]
    if isinstance(error, DataProblem):
        lines += [f"  {line}" for line in (problem_line(p, texts) for p in error.problems) if line not in lines]
    if isinstance(error, KnownTrouble) and error.remedy is not None:
        lines.append("  " + texts.message(error.remedy))
    sys.stderr.write("\n".join(lines) + "\n")
