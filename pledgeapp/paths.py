"""Where does the program keep its files? One folder per user, or the folder named by PLEDGEAPP_HOME."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Paths:
    """Folders and files of one installation; nothing is created by naming them."""

    home: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.home / "pledgeapp.db"

    @property
    def key_file(self) -> Path:
        """The random key of the database."""
        return self.home / "pledgeapp.key"

    @property
    def settings(self) -> Path:
        """What this user chose: language, theme, unit."""
        return self.home / "settings.json"

    @property
    def backups(self) -> Path:
        """Copies made before migrations and by hand."""
        return self.home / "backups"

    @property
    def opened(self) -> Path:
        """Readable copies for the system's viewer, removed when the window closes."""
        return self.home / "opened"


def default_paths() -> Paths:
    """The folder of this user: PLEDGEAPP_HOME where set, else the system's place for application data."""
    named = os.environ.get("PLEDGEAPP_HOME")
    return Paths(Path(named) if named else Path(platformdirs.user_data_dir("PledgeApp", appauthor=False)))


def paths_for_database(database: Path) -> Paths:
    """The paths of a database named on the command line: its key lies beside it."""
    return _NamedDatabase(database.parent, database)


@dataclass(frozen=True)
class _NamedDatabase(Paths):
    named: Path

    @property
    def database(self) -> Path:
        return self.named

    @property
    def key_file(self) -> Path:
        return self.named.with_suffix(".key")
