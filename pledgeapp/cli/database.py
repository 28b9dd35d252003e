"""Which database does a command work on?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pledgeapp.bootstrap import open_services
from pledgeapp.paths import default_paths, paths_for_database
from pledgeapp.services.context import Services

_META_KEY = "pledgeapp.database"


def _remember(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    context.meta[_META_KEY] = value


database_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_remember,
    expose_value=False,
    help="Database file; its key lies beside it. Default: the database of this user.",
)
"""Adds `--db`; its value is read by `opened`."""


@contextmanager
def opened(database: Path | None = None) -> Iterator[Services]:
    """Services over `database`, else the one named by `--db`, else this user's; closed at the end."""
    named = database or click.get_current_context().meta.get(_META_KEY)
    services = open_services(paths_for_database(named) if named else default_paths())
    try:
        yield services
    finally:
        services.store.close()


@contextmanager
def opened_if_there() -> Iterator[Services | None]:
    """As `opened`, but None where there is no database yet: what only looks must not make one."""
    named = click.get_current_context().meta.get(_META_KEY)
    paths = paths_for_database(named) if named else default_paths()
    if not paths.database.exists():
        yield None
        return
    with opened(named) as services:
        yield services
