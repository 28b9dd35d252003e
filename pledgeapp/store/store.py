"""What can be kept and found again?"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from pledgeapp.store import backup, holder, outgoing_files
from pledgeapp.store.assessments import Assessments
from pledgeapp.store.audit_log import AuditLog
from pledgeapp.store.cases import Cases
from pledgeapp.store.checks import Check, check_store
from pledgeapp.store.comparables import ComparableLibrary
from pledgeapp.store.connection import Connection
from pledgeapp.store.evidence import EvidenceFiles
from pledgeapp.store.import_profiles import ImportProfiles
from pledgeapp.store.opening import open_connection
from pledgeapp.store.patents import PatentLibrary
from pledgeapp.store.products import ProductLibrary
from pledgeapp.store.reports import Reports


class Store:
    """Facade over the encrypted database; one process at a time, any of its threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.cases = Cases(connection)
        self.assessments = Assessments(connection)
        self.reports = Reports(connection)
        self.evidence = EvidenceFiles(connection)
        self.patents = PatentLibrary(connection)
        self.comparables = ComparableLibrary(connection)
        self.products = ProductLibrary(connection)
        self.import_profiles = ImportProfiles(connection)
        self.audit = AuditLog(connection)
        self._is_open = True

    @classmethod
    def open(cls, database: Path, key_file: Path, *, read_only: bool = False) -> Store:
        """Open `database` with the key in `key_file`; create both when absent, bring an older one up to date.

        KnownTrouble with a remedy when it is held by another program, newer, damaged, not a database of ours, on a
        network or synchronised folder, or when its key is missing or another; nothing is changed then. `read_only`
        neither creates nor writes.
        """
        connection = open_connection(database.absolute(), key_file.absolute(), read_only=read_only)
        try:
            if not read_only:
                outgoing_files.settle_leftovers(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._connection.database

    @property
    def schema_version(self) -> int:
        """Number of the structure of the tables."""
        row = self._connection.row("PRAGMA user_version")
        return int(row[0]) if row else 0

    def settings_report(self) -> Mapping[str, str]:
        """Every safety setting, and the versions of SQLite and SQLCipher, as the engine answers now."""
        return self._connection.settings()

    def check(self) -> tuple[Check, ...]:
        """Look at everything that can be looked at without changing data; reads every kept document."""
        return check_store(self._connection)

    def back_up(self, target: Path) -> None:
        """Make a checked copy at `target`, under the same key; KnownTrouble when it cannot be made."""
        backup.back_up(self._connection, target.absolute())

    def close(self) -> None:
        """Give the database back; a second call does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        if not self._connection.is_read_only:
            with contextlib.suppress(OSError):
                holder.clear_holder(self.path)
        self._connection.close()
