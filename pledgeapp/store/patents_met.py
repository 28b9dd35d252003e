"""What does the library know of the rights in a long list, asked for many of them at a time?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from pledgeapp.records.identity import RightKeys, right_keys
from pledgeapp.records.patent import Patent
from pledgeapp.store.connection import Connection

_AT_A_TIME = 500
_BY_APPLICATION = """
    SELECT application_key, position FROM patents
    WHERE application_key IN (SELECT value FROM json_each(?)) ORDER BY position
"""
_BY_PUBLICATION = """
    SELECT publication_key, position, application_key IS NULL FROM patents
    WHERE publication_key IN (SELECT value FROM json_each(?)) ORDER BY position
"""
_RECORDS = "SELECT position, record FROM patents WHERE position IN (SELECT value FROM json_each(?))"


def same_as_each(connection: Connection, patents: Iterable[Patent]) -> Iterator[tuple[Patent, Patent | None]]:
    """Each of `patents` with what the library knows of the right, None where that is nothing."""
    coming = iter(patents)
    while some := list(islice(coming, _AT_A_TIME)):
        yield from zip(some, _known(connection, some), strict=True)


def _known(connection: Connection, some: list[Patent]) -> list[Patent | None]:
    keys = [right_keys(patent) for patent in some]
    places = _Places(connection, keys)
    found = [places.of(key) for key in keys]
    rows = connection.rows(_RECORDS, (json.dumps([position for position in found if position]),))
    records: dict[int, str] = dict(rows)
    return [Patent.model_validate_json(records[at]) if at else None for at in found]


class _Places:
    """Where in the library the keys of some rights stand: under each key the first."""

    def __init__(self, connection: Connection, keys: list[RightKeys]) -> None:
        self._applications: dict[str, int] = {}
        self._publications: dict[str, int] = {}
        self._without_application: dict[str, int] = {}
        wanted = json.dumps([key.application for key in keys if key.application is not None])
        for key, position in connection.rows(_BY_APPLICATION, (wanted,)):
            self._applications.setdefault(key, position)
        wanted = json.dumps([key.publication for key in keys if key.publication is not None])
        for key, position, is_alone in connection.rows(_BY_PUBLICATION, (wanted,)):
            self._publications.setdefault(key, position)
            if is_alone:
                self._without_application.setdefault(key, position)

    def of(self, keys: RightKeys) -> int | None:
        """The position of the right: by its application number, or by a publication that names none; else by any."""
        by_application = self._applications.get(keys.application or "")
        alone = self._without_application.get(keys.publication or "")
        first = min((position for position in (by_application, alone) if position), default=None)
        return first or self._publications.get(keys.publication or "")
