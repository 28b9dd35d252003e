"""pledgeapp look: say what a file seems to be, without reading the whole of it or storing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.database import database_option, opened_if_there
from pledgeapp.cli.import_command import named_layouts
from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.clock import system_clock
from pledgeapp.i18n import Texts
from pledgeapp.services.import_file import look_at_file
from pledgeapp.services.import_profiles import layouts_known
from valuation.wording import N_


@click.command("look")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--profile", "layout", metavar="NAME", help="Layout: its name, or a file FILE.toml; else recognised.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@database_option
@click.pass_obj
def look_command(texts: Texts, file: Path, layout: str | None, as_json: bool) -> int:
    """Say which layout FILE has, where its header stands, and what was found out about it. Nothing is stored."""
    with opened_if_there() as services:
        layouts = named_layouts(services, layout) or layouts_known(services)
    look = look_at_file(file, clock=system_clock, layouts=layouts)
    said: dict[str, Any] = {
        "file": look.file,
        "layout": look.layout,
        "kind": look.kind.value,
        "container": look.container,
        "encoding": look.encoding,
        "delimiter": look.delimiter,
        "header_line": look.header_line,
        "columns": [{"header": header, "field": field} for header, field in look.columns],
        "unread": list(look.unread),
        "rows": [list(row) for row in look.rows],
        "notes": [texts.message(note) for note in look.notes],
    }
    heading = texts(N_("{file}: {layout}"), file=look.file, layout=texts(look.layout_label))
    emit(said, as_json=as_json, human=lambda data: "\n".join([heading, *data["notes"]]))
    return EXIT_DONE
