"""pledgeapp schema: print the JSON Schema of a file the program reads."""

from __future__ import annotations

from typing import Any

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.records.schema import SCHEMA_NAMES, schema_of


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMA_NAMES))
def schema_command(name: str) -> int:
    """Print the JSON Schema of NAME."""
    schema: dict[str, Any] = schema_of(name)
    emit(schema, as_json=True, human=str)
    return EXIT_DONE
