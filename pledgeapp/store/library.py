"""How does a library of records take in what was imported: all of it, or nothing?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from pledgeapp.progress import Progress, ReportProgress
from pledgeapp.records.importing import Conflict
from pledgeapp.records.kept_forms import CONFLICTS
from pledgeapp.records.spool import Spool
from pledgeapp.store import audit_log
from pledgeapp.store.connection import Connection, Transaction
from valuation.wording import N_, Message

Item = TypeVar("Item")
Merged = tuple[int, int, Sequence[Conflict]]
"""Added, merged with what was there, and what the sources disagree about."""

_STEP = 100
_IMPORTING = Message("importing_records", N_("Taking over imported records"))


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
    close: Callable[[], None] | None = None
    """Called at the end and after an error, while the transaction still stands."""


def take_in(
    connection: Connection, items: Sequence[Item], taking: Taking[Item], origin: Importing, progress: ReportProgress
) -> Merged:
    """Take `items` into their library in one transaction with its audit entry.

    `progress` is called often; when it raises (Cancelled) nothing has changed.
    """
    with connection.writing() as work:
        try:
            added, conflicts = _take_each(work, items, taking, origin.source, progress)
        finally:
            if taking.close is not None:
                taking.close()
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
        progress(Progress(_IMPORTING, len(items), len(items)))
    return added, merged, conflicts.sealed()


def _take_each(
    work: Transaction, items: Sequence[Item], taking: Taking[Item], source: str, progress: ReportProgress
) -> tuple[int, Spool[Conflict]]:
    added, conflicts = 0, Spool(CONFLICTS)
    for done, item in enumerate(items):
        if done % _STEP == 0:
            progress(Progress(_IMPORTING, done, len(items)))
        met = taking.take(work, item, source)
        if met is None:
            added += 1
        else:
            conflicts.extend(met)
    if taking.finish is not None:
        taking.finish(work)
    return added, conflicts
