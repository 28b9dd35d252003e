"""Whose fault is it? Every error that reaches a person is one of these three.

`DataProblem`: something in what was given; shown beside it, exit code 1. `KnownTrouble`: disk full, file locked, newer
database; shown with what to do, exit code 1. Anything else is our own bug, exit code 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from valuation.wording import Message


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the data: where it is, what stands there, and what is allowed (the message)."""

    message: Message
    file: str = ""
    row: int | None = None
    """Line in the file as a person counts it, the header being line 1 or where it stands."""
    column: str = ""
    value: str = ""
    """What stands there, cut to 200 characters."""


class PledgeAppError(Exception):
    """Base of the errors that are not bugs; `message` renders in the reader's language."""

    exit_code = 1

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class DataProblem(PledgeAppError):
    """The data given cannot be used; `problems` say where and why."""

    def __init__(self, message: Message, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class KnownTrouble(PledgeAppError):
    """The surroundings refuse: disk, rights, locks, versions. `remedy` says what to do."""

    def __init__(self, message: Message, remedy: Message | None = None) -> None:
        super().__init__(message)
        self.remedy = remedy


class Cancelled(Exception):
    """The user asked to stop; nothing was stored."""
