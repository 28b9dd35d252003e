"""Which database does a command work on?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pledgeapp.bootstrap import open_services
from pledgeapp.paths import default_paths, paths_for_database
from pledgeapp.services.context import Services

database_option = click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Database file; its key lies beside it. Default: the database of this user.",
)


@contextmanager
def opened(database: Path | None) -> Iterator[Services]:
    """Services over `database` (or this user's), closed at the end."""
    services = open_services(paths_for_database(database) if database else default_paths())
    try:
        yield services
    finally:
        services.store.close()
