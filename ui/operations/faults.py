"""Whose fault was it, and how is that told in the message bar?"""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from pledgeapp.clock import Clock
from pledgeapp.errors import DataProblem, KnownTrouble
from pledgeapp.paths import Paths
from ui.state.desk import Notice
from valuation.wording import Message


def is_bug(error: BaseException) -> bool:
    """Neither the data nor the surroundings: our own mistake."""
    return not isinstance(error, DataProblem | KnownTrouble)


def notice_of(error: BaseException, detail: str = "") -> Notice:
    """`error` as one line with what to do about it; `detail` is where its report lies."""
    if isinstance(error, DataProblem):
        first = error.problems[0].message if error.problems else None
        return Notice("attention", error.message, first if first != error.message else None)
    if isinstance(error, KnownTrouble):
        return Notice("danger", error.message, error.remedy)
    return Notice(
        "danger",
        Message("our_bug", "PledgeApp made a mistake; your data are safe ({kind})", {"kind": type(error).__name__}),
        Message("our_bug_remedy", "A report without any of your data lies in {path}", {"path": detail}),
        detail,
    )


def write_bug_report(paths: Paths, error: BaseException, label: Message, clock: Clock) -> Path:
    """A text file with where in our code it happened: no values, so no customer data. Answers where it lies."""
    now = clock()
    folder = paths.home / "faults"
    file = folder / f"{now:%Y%m%d-%H%M%S}.txt"
    lines = [f"{now.isoformat()} {platform.platform()} Python {platform.python_version()}", f"while: {label.code}"]
    current: BaseException | None = error
    while current is not None:
        # The text of an exception may hold a name or a sum; its kind and place cannot.
        lines.append(type(current).__name__)
        lines += [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or current.__context__
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return folder
    return file
