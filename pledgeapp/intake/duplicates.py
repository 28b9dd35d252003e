"""Which rows of a file describe the same patent, product or deal, and which of them cannot be one record?

What makes them the same is said in `pledgeapp.records.identity`, what comes of them in the merging modules beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError

from pledgeapp.errors import Problem
from pledgeapp.records.base import Record
from pledgeapp.records.field_sources import NO_PREFERENCE, Preference
from pledgeapp.records.importing import Conflict
from pledgeapp.records.record_merging import Manner, Merged
from pledgeapp.records.refusal import first_reason
from valuation.wording import N_, Message

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass
class Gathered(Generic[AnyRecord]):
    """The records of a file, each once, with the line each begins on."""

    records: list[AnyRecord] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """File or sheet each begins in."""
    merged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def gather(
    readings: Iterable[tuple[str, int, AnyRecord]],
    keys_of: Callable[[AnyRecord], tuple[str, ...]],
    merge: Callable[[AnyRecord, AnyRecord, Manner], Merged[AnyRecord]],
    preference: Preference = NO_PREFERENCE,
) -> Gathered[AnyRecord]:
    """File, line and record of every row in, each record once out; `preference` says whose word counts.

    Of two rows that describe the same but cannot be one record, the later is refused.
    """
    gathered: Gathered[AnyRecord] = Gathered()
    position_of: dict[str, int] = {}
    for file, line, record in readings:
        keys = keys_of(record)
        known = sorted({position_of[key] for key in keys if key in position_of})
        if not known:
            position = len(gathered.records)
            gathered.records.append(record)
            gathered.lines.append(line)
            gathered.files.append(file)
        elif len(known) == 1:
            position = known[0]
            try:
                merged = merge(gathered.records[position], record, Manner(line, preference=preference))
            except ValidationError as error:
                first = _place(gathered, position, file)
                gathered.refused.append(_contradiction(error, first, line, file))
                continue
            gathered.records[position] = merged.record
            gathered.conflicts += merged.conflicts
            gathered.merged += 1
        else:
            gathered.refused.append(_two_at_once([_place(gathered, k, file) for k in known], line, file))
            continue
        for key in keys:
            position_of.setdefault(key, position)
    return gathered


def _place(gathered: Gathered[AnyRecord], position: int, file: str) -> str:
    """The line on which a record begins, with its file where that is another than `file`."""
    line, its_file = gathered.lines[position], gathered.files[position]
    return str(line) if its_file == file else f"{line} ({its_file})"


def _contradiction(error: ValidationError, first: str, line: int, file: str) -> Problem:
    message = Message(
        "intake.contradicts",
        N_("describes the same as line {line}, but both together are not possible: {reason_label}"),
        {"line": first, "reason_label": first_reason(error)},
    )
    return Problem(message, file=file, row=line)


def _two_at_once(lines: list[str], line: int, file: str) -> Problem:
    message = Message(
        "intake.two_at_once",
        N_("its numbers belong to different rows: lines {lines}"),
        {"lines": ", ".join(lines)},
    )
    return Problem(message, file=file, row=line)
