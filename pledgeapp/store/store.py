"""What can be kept and found again?"""

from __future__ import annotations

from pathlib import Path


class Store:
    """Facade over the encrypted database; one writer."""

    @classmethod
    def open(cls, database: Path, key_file: Path) -> Store:
        """Open `database` with the key in `key_file`; create both when absent."""
        raise KeyError(database, key_file)
