"""Which kinds of rows do the sheets of one workbook hold: a forecast, a ledger and a schedule often come together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.layouts.layout import Layout
from pledgeapp.intake.pasted import Outside
from pledgeapp.intake.preview import preview_tables
from pledgeapp.intake.tables import Table, read_tables
from pledgeapp.progress import ReportProgress, silent
from pledgeapp.records.importing import ImportKind, ImportPreview


def preview_each_kind(
    path: Outside,
    *,
    kind: ImportKind | None = None,
    layout: str | Sequence[Layout] | None = None,
    source_day: date,
    progress: ReportProgress = silent,
    bounds: Bounds | None = None,
) -> tuple[ImportPreview, ...]:
    """As `preview_file`, with one preview for each kind that the sheets of the file hold; `kind` asks for one alone.

    Sheets that nothing is known of are named as not read. Raises DataProblem when no sheet can be read.
    """
    tables = read_tables(path, progress, bounds)
    found: list[ImportPreview] = []
    left = list(tables)
    while left:
        try:
            preview = preview_tables(
                left, path.name, kind=kind, layout=layout, source_day=source_day, progress=progress
            )
        except DataProblem:
            if not found:
                raise
            break
        if any(preview.kind is known.kind for known in found):
            break
        found.append(preview)
        left = [table for table in left if _is_unread(table, preview)] if kind is None else []
    return _without_what_others_read(found, tables)


def _is_unread(table: Table, preview: ImportPreview) -> bool:
    """Whether the sheet is one that the preview names as not read; files of an archive speak for themselves."""
    return bool(table.name) and table.name in preview.ignored and not table.member and bool(table.rows)


def _without_what_others_read(found: list[ImportPreview], tables: Sequence[Table]) -> tuple[ImportPreview, ...]:
    """The previews, none of which names as not read a sheet that another one has read."""
    names = {table.name for table in tables}
    unread = set.intersection(*({name for name in preview.ignored if name in names} for preview in found))
    return tuple(
        replace(preview, ignored=tuple(name for name in preview.ignored if name not in names - unread))
        for preview in found
    )
