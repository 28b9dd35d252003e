"""pledgeapp import: what was read, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import click

from pledgeapp.cli.database import database_option, opened
from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM, OneByOne, emit, problem_line
from pledgeapp.cli.progress_line import progress_line
from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.intake.delimited import ENCODINGS
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.records.importing import CASE_ONLY, Conflict, ImportKind, ImportOutcome, ImportPreview
from pledgeapp.services.context import Services
from pledgeapp.services.import_file import case_only_problem, take_over, write_refused
from pledgeapp.services.import_files import Wanted, preview_imports, update_of
from pledgeapp.services.import_profiles import layouts_known, layouts_named
from valuation.wording import N_

_DELIMITERS = {",": ",", ";": ";", "|": "|", "tab": "\t"}
SHOWN = 20
"""Refused rows and disagreements printed in words; the rest is in the export and in the JSON."""


@click.command("import")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "kind", type=click.Choice([k.value for k in ImportKind]), help="What the rows describe.")
@click.option("--profile", "layout", metavar="NAME", help="Layout: its name, or a file FILE.toml; else recognised.")
@click.option("--encoding", type=click.Choice(ENCODINGS), help="Of a text file; else found out.")
@click.option("--delimiter", type=click.Choice(tuple(_DELIMITERS)), help="Of a text file; else found out.")
@click.option("--update", is_flag=True, help="A newer export of the same list: its values take the place of the old.")
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
    texts: Texts,
    *,
    files: tuple[Path, ...],
    kind: str | None,
    layout: str | None,
    encoding: str | None,
    delimiter: str | None,
    update: bool,
    refused_file: Path | None,
    as_json: bool,
) -> int:
    """Read patents, comparables or revenue from FILE into the database.

    Several files of one kind come together, each patent, deal or product once. Good rows of a kind are stored in one
    transaction; exit code 1 when any row was refused or a file could not be read.
    """
    if refused_file is not None and refused_file.resolve() in {file.resolve() for file in files}:
        raise click.BadParameter("the refused rows would replace FILE itself", param_hint="--refused")
    with opened() as services, progress_line(texts) as progress:
        layouts = named_layouts(services, layout)
        wanted = Wanted(
            ImportKind(kind) if kind else None, layouts, encoding or "", _DELIMITERS.get(delimiter or "", "")
        )
        read = preview_imports(services, files, wanted, progress)
        kept = [preview for preview in read.previews if preview.kind not in CASE_ONLY]
        # Of what belongs to a case alone, taking over says so; beside other files that holds up nothing.
        unread = [*read.unread, *(case_only_problem(p) for p in read.previews if kept and p.kind in CASE_ONLY)]
        done = []
        for number, preview in enumerate(kept or read.previews, start=1):
            exported = export_refused(preview, refused_file, number, texts)
            whose = update_of(services, preview, progress) if update else None
            done.append(_Done(preview, take_over(services, preview, progress, whose), exported))
    emit(_as_one(done, unread, texts), as_json=as_json, human=lambda _: _all_in_words(done, unread, texts))
    return EXIT_PROBLEM if unread or any(one.outcome.refused for one in done) else EXIT_DONE


def named_layouts(services: Services | None, name: str | None) -> tuple[Layout, ...]:
    """The layouts called `name`; none for all that are known. Wrong use where there is no such layout."""
    if name is None:
        return ()
    found = layouts_named(services, name)
    if not found:
        known = ", ".join(layout.key for layout in layouts_known(services))
        raise click.BadParameter(f"there is no layout {name}; known are: {known}", param_hint="--profile")
    return found


@dataclass(frozen=True)
class _Done:
    """What was read of one kind, what became of it, and where its refused rows were written."""

    preview: ImportPreview
    outcome: ImportOutcome
    exported: Path | None


def export_refused(preview: ImportPreview, target: Path | None, number: int, texts: Texts) -> Path | None:
    """Write the refused rows; those of a further kind go to a file of their own."""
    if target is None or not preview.refused:
        return None
    beside = target if number == 1 else target.with_stem(f"{target.stem}-{preview.kind.value}")
    write_refused(preview, beside, language=texts.language)
    return beside


def _as_one(done: list[_Done], unread: list[Problem], texts: Texts) -> dict[str, Any]:
    """The first kind as the object itself, any others under `further`, files that could not be read under `unread`."""
    first, *others = [summary(one.preview, one.outcome, one.exported, texts) for one in done]
    refused = [{"file": problem.file, "reason": texts.message(problem.message)} for problem in unread]
    return {**first, **({"further": others} if others else {}), **({"unread": refused} if refused else {})}


def _all_in_words(done: list[_Done], unread: list[Problem], texts: Texts) -> str:
    parts = [in_words(one.preview, one.outcome, one.exported, texts) for one in done]
    if unread:
        parts.append("\n".join([texts(N_("Files not read:")), *(f"  {problem_line(p, texts)}" for p in unread)]))
    return "\n\n".join(parts)


def summary(preview: ImportPreview, outcome: ImportOutcome, exported: Path | None, texts: Texts) -> dict[str, Any]:
    """The outcome in the shape other programs rely on: `rows` = `added` + `merged` + entries of `refused`."""
    return {
        "file": preview.file,
        **({"files": list(preview.files)} if preview.files else {}),
        "kind": preview.kind.value,
        "layout": outcome.layout,
        "rows": outcome.rows,
        "added": outcome.added,
        "merged": outcome.merged,
        "refused": OneByOne(lambda: (_refused_row(p, preview, texts) for p in _by_row(outcome.refused))),
        "conflicts": OneByOne(lambda: (_conflict(c, texts) for c in outcome.conflicts)),
        "notes": [texts.message(note) for note in preview.notes],
        "ignored": list(preview.ignored),
        "refused_file": str(exported) if exported else None,
    }


def _conflict(conflict: Conflict, texts: Texts) -> dict[str, Any]:
    return {
        "subject": conflict.subject,
        "field": texts(conflict.field),
        "kept": texts(conflict.kept),
        "other": texts(conflict.other),
        "row": conflict.row,
        "kept_source": conflict.kept_source,
        "other_source": conflict.other_source,
    }


def _by_row(problems: Sequence[Problem]) -> Iterator[tuple[Problem, ...]]:
    """The problems of each refused row together."""
    return (tuple(group) for _, group in groupby(problems, key=lambda p: (p.file, p.row)))


def _refused_row(problems: tuple[Problem, ...], preview: ImportPreview, texts: Texts) -> dict[str, Any]:
    """A refused row by its first problem; further problems of the same row stand under `more`."""
    cells = [{"column": p.column, "value": p.value, "reason": texts.message(p.message)} for p in problems]
    where = {"file": problems[0].file} if preview.files else {}
    return {**where, "row": problems[0].row, **cells[0], **({"more": cells[1:]} if cells[1:] else {})}


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
    lines += [texts(N_("Note: {words}"), words=texts.message(note)) for note in preview.notes]
    if preview.ignored:
        lines.append(texts(N_("Not read: {columns}"), columns=", ".join(preview.ignored)))
    if outcome.refused:
        lines.append(texts(N_("Refused:")))
        rows = _by_row(outcome.refused)
        lines += [f"  {problem_line(p, texts)}" for problems in islice(rows, SHOWN) for p in problems]
        lines += _rest(SHOWN + sum(1 for _ in rows), texts)
        lines.append(_where_refused(exported, texts))
    if outcome.conflicts:
        lines.append(texts(N_("Disagreements:")))
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
    line = texts(
        N_("{subject}, {field_label}: {kept_label} counts, not {other_label}"),
        subject=conflict.subject,
        field_label=conflict.field,
        kept_label=conflict.kept,
        other_label=conflict.other,
    )
    if conflict.kept_source and conflict.other_source and conflict.kept_source != conflict.other_source:
        sources = {"kept_source": conflict.kept_source, "other_source": conflict.other_source}
        line += texts(N_(" ({kept_source}, not {other_source})"), **sources)
    return line + (texts(N_(" (row {row})"), row=conflict.row) if conflict.row is not None else "")
