"""pledgeapp template: write an import template, empty or with what a case knows."""

from __future__ import annotations

from pathlib import Path

import click

from pledgeapp.cli.output import EXIT_DONE, emit
from pledgeapp.errors import KnownTrouble
from pledgeapp.i18n import LANGUAGES, Language, Texts
from pledgeapp.records.importing import ImportKind
from pledgeapp.services.assess_case_file import read_case_file
from pledgeapp.services.filled_templates import records_of_case, write_filled_template
from pledgeapp.services.import_file import write_template
from valuation.wording import N_, Message


@click.command("template")
@click.argument("kind", type=click.Choice([kind.value for kind in ImportKind]))
@click.option(
    "-o", "--out", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.xlsx or .csv."
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="zh", help="Language of the template.")
@click.option("--case", "case_file", type=click.Path(path_type=Path), help="Fill it with what CASE.json knows.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def template_command(
    texts: Texts, kind: str, target: Path, language: Language, case_file: Path | None, as_json: bool
) -> int:
    """Write the template for KIND: columns to fill in, an example and notes."""
    if target.suffix.casefold() not in (".xlsx", ".csv"):
        raise click.BadParameter("the file must end in .xlsx or .csv", param_hint="--out")
    if target.exists():
        # It may be the very template somebody has filled in.
        raise KnownTrouble(
            Message("file_there", N_("{file} is already there and was not replaced."), {"file": str(target)}),
            Message("another_name", N_("Choose another name, or remove that file first.")),
        )
    if case_file is None:
        write_template(ImportKind(kind), target, language=language)
    else:
        records = records_of_case(read_case_file(case_file), ImportKind(kind))
        write_filled_template(ImportKind(kind), records, target, language=language)
    emit(
        {"kind": kind, "file": str(target)},
        as_json=as_json,
        human=lambda data: texts(N_("Written: {file}"), file=data["file"]),
    )
    return EXIT_DONE
