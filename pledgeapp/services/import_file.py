"""How does an outside file come into the library: looked at first, then taken over as a whole or not at all?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pledgeapp.clock import Clock, today
from pledgeapp.errors import DataProblem, Problem
from pledgeapp.i18n import Language, texts
from pledgeapp.intake.first_look import FirstLook, look_at
from pledgeapp.intake.layouts.layout import KIND_LABELS, Layout
from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.refused_export import refused_csv
from pledgeapp.intake.templates import template_csv, template_workbook
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.import_differences import Choice
from pledgeapp.records.importing import CASE_ONLY, ImportKind, ImportOutcome, ImportPreview
from pledgeapp.records.spool import joined
from pledgeapp.services.context import Services
from pledgeapp.services.source_preference import source_preference
from pledgeapp.store.durable_file import write_durably
from valuation.wording import N_, Message


def look_at_file(path: Path, *, clock: Clock, layouts: Sequence[Layout] = ()) -> FirstLook:
    """What the beginning of the file at `path` shows, within a second whatever its size; nothing is stored.

    `layouts` are those it may have; none: all that the program came with.

    DataProblem when it cannot be read or no layout is known.
    """
    return look_at(path, today(clock), layouts) if layouts else look_at(path, today(clock))


def preview_import(
    path: Path,
    *,
    kind: ImportKind | None = None,
    layout: str | None = None,
    clock: Clock,
    progress: ReportProgress = silent,
) -> ImportPreview:
    """What the file at `path` holds; nothing is stored. `kind` and `layout` narrow what it may be.

    DataProblem when the file as a whole cannot be read; bad rows are in the preview. Cancelled when `progress` says so.
    """
    return preview_file(path, kind=kind, layout=layout, source_day=today(clock), progress=progress)


def take_over(
    services: Services, preview: ImportPreview, progress: ReportProgress = silent, whose: Choice | None = None
) -> ImportOutcome:
    """Put the records of `preview` into the library in one transaction.

    Where the library knows something else, `whose` says what counts: without it the better source by rule.
    Cancelled (by `progress`) and KnownTrouble leave the library as it was. DataProblem for what means something in a
    case alone: a repayment schedule, a ledger of cost.
    """
    if preview.kind in CASE_ONLY:
        problem = case_only_problem(preview)
        raise DataProblem(problem.message, (problem,))
    at, who, store = services.clock(), services.person, services.store
    whose = whose or Choice(preference=source_preference(services.reference, today(services.clock)))
    origin: dict[str, Any] = {"source": preview.file, "at": at, "who": who, "progress": progress, "whose": whose}
    match preview.kind:
        case ImportKind.PATENTS:
            result = store.patents.merge(preview.patents, **origin)
        case ImportKind.COMPARABLES:
            result = store.comparables.merge(preview.comparables, **origin)
        case _:
            result = store.products.merge(preview.products, **origin)
    added, merged, conflicts = result
    return ImportOutcome(
        layout=preview.layout,
        rows=preview.rows,
        added=added,
        merged=preview.merged + merged,
        refused=preview.refused,
        conflicts=joined(preview.conflicts, conflicts),
    )


def case_only_problem(preview: ImportPreview) -> Problem:
    """That what `preview` holds belongs to a case."""
    message = Message(
        "case_only",
        N_("{file} holds {kind_label}: that belongs to a case, not to the library"),
        {"file": preview.file, "kind_label": KIND_LABELS[preview.kind]},
    )
    return Problem(message, file=preview.file)


def write_refused(preview: ImportPreview, target: Path, *, language: Language = "zh") -> int:
    """Write the refused rows as CSV to `target`, to be corrected and imported again; returns how many.

    Rows under another header go to a file beside it, `-2` behind its name. KnownTrouble when a file cannot be written;
    what stood there before is then untouched.
    """
    for number, content in enumerate(refused_csv(preview, texts(language)), start=1):
        beside = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        write_durably(beside, content)
    return len(preview.refused_cells)


def write_template(kind: ImportKind, target: Path, *, language: Language = "zh") -> None:
    """Write an empty template as XLSX or CSV, by the ending of `target`; DataProblem for any other ending."""
    match target.suffix.casefold():
        case ".xlsx":
            write_durably(target, template_workbook(kind, language))
        case ".csv":
            write_durably(target, template_csv(kind, language))
        case _:
            raise DataProblem(
                Message(
                    "template_ending",
                    N_("{file}: a template is written as .xlsx or .csv"),
                    {"file": target.name},
                )
            )
