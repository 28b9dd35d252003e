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
from pledgeapp.records.kept_forms import CONFLICTS, NUMBERS, PROBLEMS, WORDS, form_of
from pledgeapp.records.key_places import KeyPlaces
from pledgeapp.records.record_merging import Manner, Merged
from pledgeapp.records.refusal import first_reason
from pledgeapp.records.spool import FEW_LIVE, Spool
from valuation.wording import N_, Message

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass
class Gathered(Generic[AnyRecord]):
    """The records of a file, each once, with the line each begins on."""

    records: Spool[AnyRecord]
    lines: Spool[int]
    files: Spool[str]
    """File or sheet each begins in."""
    merged: int = 0
    conflicts: Spool[Conflict] = field(default_factory=lambda: Spool(CONFLICTS))
    refused: Spool[Problem] = field(default_factory=lambda: Spool(PROBLEMS))


@dataclass(frozen=True)
class Rules(Generic[AnyRecord]):
    """What makes two records of a kind the same, and what comes of them."""

    kind: type[AnyRecord]
    keys_of: Callable[[AnyRecord], tuple[str, ...]]
    merge: Callable[[AnyRecord, AnyRecord, Manner], Merged[AnyRecord]]
    preference: Preference = NO_PREFERENCE
    """Whose word counts."""


def gather(
    readings: Iterable[tuple[str, int, AnyRecord]], rules: Rules[AnyRecord], *, is_large: bool = False
) -> Gathered[AnyRecord]:
    """File, line and record of every row in, each record once out; `is_large` says that there will be many rows.

    Of two rows that describe the same but cannot be one record, the later is refused.
    """
    most = FEW_LIVE if is_large else None
    gathered = Gathered(Spool(form_of(rules.kind), most_live=most), Spool(NUMBERS), Spool(WORDS))
    position_of = KeyPlaces()
    for file, line, record in readings:
        keys = rules.keys_of(record)
        known = position_of.known(keys)
        known = sorted(set(known)) if len(known) > 1 else known
        if not known:
            position = len(gathered.records)
            gathered.records.append(record)
            gathered.lines.append(line)
            gathered.files.append(file)
        elif len(known) == 1:
            position = known[0]
            if not _merge_at(gathered, position, (file, line, record), rules):
                continue
        else:
            gathered.refused.append(_two_at_once([_place(gathered, k, file) for k in known], line, file))
            continue
        position_of.keep_all(keys, position)
    return gathered


def _merge_at(
    gathered: Gathered[AnyRecord], position: int, reading: tuple[str, int, AnyRecord], rules: Rules[AnyRecord]
) -> bool:
    """Lay a later row beside the record at `position`; False when both cannot be one record, which is told."""
    file, line, record = reading
    try:
        merged = rules.merge(gathered.records[position], record, Manner(line, preference=rules.preference))
    except ValidationError as error:
        gathered.refused.append(_contradiction(error, _place(gathered, position, file), line, file))
        return False
    gathered.records.replace(position, merged.record)
    gathered.conflicts.extend(merged.conflicts)
    gathered.merged += 1
    return True


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
