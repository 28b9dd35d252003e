"""pledgeapp schema: print the JSON Schema of a file the program reads."""

from __future__ import annotations

from typing import Any

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.i18n import Texts
from pledgeapp.records.schema import SCHEMA_NAMES, schema_of
from pledgeapp.services.model_schema import value_schema

_VALUE = "value"
"""The file of `pledgeapp value`: its schema comes from the catalogue of methods."""


@click.command("schema")
@click.argument("name", type=click.Choice((*SCHEMA_NAMES, _VALUE)))
@click.pass_obj
def schema_command(texts: Texts, name: str) -> int:
    """Print the JSON Schema of NAME."""
    schema: dict[str, Any] = value_schema(texts) if name == _VALUE else schema_of(name)
    emit(schema, as_json=True, human=str)
    return EXIT_DONE
