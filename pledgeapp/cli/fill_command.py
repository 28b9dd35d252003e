"""pledgeapp fill: what files hold goes into a case file; what a person has entered there stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.database import database_option, opened
from pledgeapp.cli.import_command import export_refused, in_words, summary
from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM, emit, problem_line
from pledgeapp.cli.progress_line import progress_line
from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportKind, ImportOutcome, ImportPreview
from pledgeapp.services.assess_case_file import read_case_file
from pledgeapp.services.fill_case_file import write_case_file
from pledgeapp.services.import_files import Wanted, preview_imports
from pledgeapp.services.merge_into_case import merge_into_case
from valuation.wording import N_

_Done = list[tuple[ImportPreview, ImportOutcome, Path | None]]


@click.command("fill")
@click.argument("case_file", metavar="CASE.json", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "kind", type=click.Choice([k.value for k in ImportKind]), help="What the rows describe.")
@click.option(
    "-o",
    "--out",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the case there; else CASE.json itself is replaced.",
)
@click.option(
    "--refused",
    "refused_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write refused rows as CSV, to be corrected and read again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@database_option
@click.pass_obj
def fill_command(
    texts: Texts,
    *,
    case_file: Path,
    files: tuple[Path, ...],
    kind: str | None,
    target: Path | None,
    refused_file: Path | None,
    as_json: bool,
) -> int:
    """Read FILE... into CASE.json: a file fills what is unknown, and each difference is told.

    Exit code 1 when any row was refused or a file could not be read; the good rows are in the case all the same.
    """
    case, done = read_case_file(case_file), _Done()
    with opened() as services, progress_line(texts) as progress:
        read = preview_imports(services, files, Wanted(ImportKind(kind) if kind else None), progress)
    for number, preview in enumerate(read.previews, start=1):
        case, outcome = merge_into_case(case, preview)
        done.append((preview, outcome, export_refused(preview, refused_file, number, texts)))
    written = target or case_file
    write_case_file(case, written)
    emit(
        _as_one(written, done, read.unread, texts),
        as_json=as_json,
        human=lambda _: _words(written, done, read.unread, texts),
    )
    return EXIT_PROBLEM if read.unread or any(outcome.refused for _, outcome, _ in done) else EXIT_DONE


def _as_one(written: Path, done: _Done, unread: tuple[Problem, ...], texts: Texts) -> dict[str, Any]:
    return {
        "case_file": str(written),
        "read": [summary(preview, outcome, exported, texts) for preview, outcome, exported in done],
        "unread": [{"file": problem.file, "reason": texts.message(problem.message)} for problem in unread],
    }


def _words(written: Path, done: _Done, unread: tuple[Problem, ...], texts: Texts) -> str:
    parts = [in_words(preview, outcome, exported, texts) for preview, outcome, exported in done]
    if unread:
        parts.append("\n".join([texts(N_("Files not read:")), *(f"  {problem_line(p, texts)}" for p in unread)]))
    return "\n\n".join([*parts, texts(N_("Written: {file}"), file=str(written))])
