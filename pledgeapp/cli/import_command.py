"""pledgeapp import: what was read, what was refused and why."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.database import database_option, opened
from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM, emit, problem_line
from pledgeapp.cli.progress_line import progress_line
from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.records.importing import Conflict, ImportKind, ImportOutcome, ImportPreview
from pledgeapp.services.import_file import preview_import, take_over, write_refused
from valuation.wording import N_

SHOWN = 20
"""Refused rows and disagreements printed in words; the rest is in the export and in the JSON."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice([k.value for k in ImportKind]), help="What the rows describe.")
@click.option("--profile", "layout", type=click.Choice([x.key for x in LAYOUTS]), help="Layout; else recognised.")
@click.option(
    "--refused",
    "refused_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write refused rows as CSV, to be corrected and imported again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@database_option
@click.pass_obj
def import_command(
    texts: Texts, file: Path, kind: str | None, layout: str | None, refused_file: Path | None, as_json: bool
) -> int:
    """Read patents, comparables or revenue from FILE into the database.

    Good rows are stored in one transaction; exit code 1 when any row was refused.
    """
    if refused_file is not None and refused_file.resolve() == file.resolve():
        raise click.BadParameter("the refused rows would replace FILE itself", param_hint="--refused")
    wanted = ImportKind(kind) if kind else None
    with opened() as services, progress_line(texts) as progress:
        preview = preview_import(file, kind=wanted, layout=layout, clock=services.clock, progress=progress)
        if refused_file is not None and preview.refused:
            write_refused(preview, refused_file, language=texts.language)
        outcome = take_over(services, preview, progress)
    exported = refused_file if preview.refused else None
    emit(
        summary(preview, outcome, exported, texts),
        as_json=as_json,
        human=lambda _: in_words(preview, outcome, exported, texts),
    )
    return EXIT_PROBLEM if outcome.refused else EXIT_DONE


def summary(preview: ImportPreview, outcome: ImportOutcome, exported: Path | None, texts: Texts) -> dict[str, Any]:
    """The outcome in the shape other programs rely on: `rows` = `added` + `merged` + entries of `refused`."""
    return {
        "file": preview.file,
        "kind": preview.kind.value,
        "layout": outcome.layout,
        "rows": outcome.rows,
        "added": outcome.added,
        "merged": outcome.merged,
        "refused": [_refused_row(problems, texts) for problems in _by_row(outcome.refused)],
        "conflicts": [
            {
                "subject": c.subject,
                "field": texts(c.field),
                "kept": texts(c.kept),
                "other": texts(c.other),
                "row": c.row,
            }
            for c in outcome.conflicts
        ],
        "ignored": list(preview.ignored),
        "refused_file": str(exported) if exported else None,
    }


def _by_row(problems: tuple[Problem, ...]) -> list[tuple[Problem, ...]]:
    """The problems of each refused row together."""
    return [tuple(group) for _, group in groupby(problems, key=lambda p: (p.file, p.row))]


def _refused_row(problems: tuple[Problem, ...], texts: Texts) -> dict[str, Any]:
    """A refused row by its first problem; further problems of the same row stand under `more`."""
    cells = [{"column": p.column, "value": p.value, "reason": texts.message(p.message)} for p in problems]
    return {"row": problems[0].row, **cells[0], **({"more": cells[1:]} if cells[1:] else {})}


def in_words(preview: ImportPreview, outcome: ImportOutcome, exported: Path | None, texts: Texts) -> str:
    """The outcome as a few lines a person reads."""
    lines = [
        texts(N_("{file}: {layout_label}"), file=preview.file, layout_label=preview.layout_label),
        texts(
            N_("{rows:,} rows: {added:,} added, {merged:,} merged, {refused:,} refused"),
            rows=outcome.rows,
            added=outcome.added,
            merged=outcome.merged,
            refused=outcome.refused_rows,
        ),
    ]
    if not outcome.rows:
        lines.append(texts(N_("There are no rows below the header.")))
    if preview.ignored:
        lines.append(texts(N_("Not read: {columns}"), columns=", ".join(preview.ignored)))
    if outcome.refused:
        lines.append(texts(N_("Refused:")))
        rows = _by_row(outcome.refused)
        lines += [f"  {problem_line(p, texts)}" for problems in rows[:SHOWN] for p in problems]
        lines += _rest(len(rows), texts)
        lines.append(_where_refused(exported, texts))
    if outcome.conflicts:
        lines.append(texts(N_("Disagreements (the first value counts):")))
        lines += [f"  {_conflict_line(c, texts)}" for c in outcome.conflicts[:SHOWN]]
        lines += _rest(len(outcome.conflicts), texts)
    return "\n".join(lines)


def _rest(count: int, texts: Texts) -> list[str]:
    return ["  " + texts(N_("… and {count:,} more"), count=count - SHOWN)] if count > SHOWN else []


def _where_refused(exported: Path | None, texts: Texts) -> str:
    if exported is not None:
        return texts(N_("Refused rows written: {file}"), file=str(exported))
    return texts(N_("Add --refused FILE.csv to get the refused rows for correction."))


def _conflict_line(conflict: Conflict, texts: Texts) -> str:
    return texts(
        N_("{subject}, {field_label}: {kept_label} counts, not {other_label}"),
        subject=conflict.subject,
        field_label=conflict.field,
        kept_label=conflict.kept,
        other_label=conflict.other,
    ) + (texts(N_(" (row {row})"), row=conflict.row) if conflict.row is not None else "")
