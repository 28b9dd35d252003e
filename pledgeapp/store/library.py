"""How does a library of records take in what was imported: all of it, or nothing?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from pledgeapp.progress import Progress, ReportProgress
from pledgeapp.records.importing import Conflict
from pledgeapp.store import audit_log
from pledgeapp.store.connection import Connection, Transaction
from valuation.wording import N_, Message

Item = TypeVar("Item")
Merged = tuple[int, int, tuple[Conflict, ...]]
"""Added, merged with what was there, and what the sources disagree about."""

_STEP = 100


@dataclass(frozen=True)
class Importing:
    """Where records come from, who takes them over and when."""

    source: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Taking(Generic[Item]):
    """How one record is taken in: `take` answers None when it was added, else the conflicts with what was there."""

    action: str
    """English msgid for the audit log."""
    take: Callable[[Transaction, Item, str], tuple[Conflict, ...] | None]
    finish: Callable[[Transaction], None] | None = None
    """What is left to do for all of them together."""


def take_in(
    connection: Connection, items: Sequence[Item], taking: Taking[Item], origin: Importing, progress: ReportProgress
) -> Merged:
    """Take `items` into their library in one transaction with its audit entry.

    `progress` is called often; when it raises (Cancelled) nothing has changed.
    """
    message = Message("importing_records", N_("Taking over imported records"))
    added, conflicts = 0, list[Conflict]()
    with connection.writing() as work:
        for done, item in enumerate(items):
            if done % _STEP == 0:
                progress(Progress(message, done, len(items)))
            met = taking.take(work, item, origin.source)
            if met is None:
                added += 1
            else:
                conflicts += met
        if taking.finish is not None:
            taking.finish(work)
        merged = len(items) - added
        audit_log.append(
            work,
            at=origin.at,
            who=origin.who,
            action=taking.action,
            subject=origin.source,
            detail=f"added={added} merged={merged} conflicts={len(conflicts)}",
        )
        # The last moment at which a person can still stop it.
        progress(Progress(message, len(items), len(items)))
    return added, merged, tuple(conflicts)
