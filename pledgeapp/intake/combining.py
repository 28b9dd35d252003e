"""What do several files hold together, each right, product or deal once?

What two files say of the same is laid together by the rules that hold inside one file; of two sources that differ the
better one counts, and that is told with both sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pledgeapp.intake.duplicates import Gathered
from pledgeapp.intake.gathering import RECORDS_OF, gather_kind
from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.importing import ImportPreview
from valuation.wording import N_, Message

_ROWS_PER_REPORT = 200
Reading = tuple[str, int, Any]
SEVERAL = "several"
"""Layout of a preview of files that have different ones."""


def combined(
    previews: Sequence[ImportPreview], preference: Preference, progress: ReportProgress = silent
) -> ImportPreview:
    """The previews of files of one kind as one, in the order given; rows = records + merged + refused as before."""
    first = previews[0]
    if len(previews) == 1:
        return first
    readings = _told([reading for preview in previews for reading in readings_of(preview)], progress)
    gathered = gather_kind(first.kind, readings, first.file, preference)
    names = tuple(preview.file for preview in previews)
    is_one_layout = len({preview.layout for preview in previews}) == 1
    whole = replace(
        first,
        file=", ".join(names),
        layout=first.layout if is_one_layout else SEVERAL,
        layout_label=first.layout_label if is_one_layout else N_("Several layouts"),
        rows=sum(preview.rows for preview in previews),
        merged=sum(preview.merged for preview in previews),
        refused=_joined(preview.refused for preview in previews),
        conflicts=_joined(preview.conflicts for preview in previews),
        encoding="",
        delimiter="",
        ignored=tuple(dict.fromkeys(_joined(preview.ignored for preview in previews))),
        refused_cells=_joined(preview.refused_cells for preview in previews),
        refused_in=_joined(preview.refused_in for preview in previews),
        readers={name: reader for preview in previews for name, reader in preview.readers.items()},
        notes=_joined(preview.notes for preview in previews),
        files=names,
    )
    return with_gathered(whole, gathered)


def renamed(preview: ImportPreview, name: str) -> ImportPreview:
    """`preview` of a file that is to be called `name`, because another bears its own name as well."""
    old = preview.file
    if name == old:
        return preview

    def new(file: str) -> str:
        return name + file.removeprefix(old) if file.startswith(old) else file

    return replace(
        preview,
        file=name,
        refused=tuple(replace(problem, file=new(problem.file)) for problem in preview.refused),
        refused_in=tuple(map(new, preview.refused_in)),
        origins=tuple(map(new, preview.origins)),
        readers={new(file): reader for file, reader in preview.readers.items()},
    )


def readings_of(preview: ImportPreview) -> Iterator[Reading]:
    """File or sheet, line and record of everything that was read."""
    records = preview.records
    origins = preview.origins or (preview.file,) * len(records)
    lines = preview.lines or (0,) * len(records)
    yield from zip(origins, lines, records, strict=True)


def with_gathered(preview: ImportPreview, gathered: Gathered[Any]) -> ImportPreview:
    """`preview` with the records of `gathered` in place of its own, and what was merged or refused in gathering."""
    cells = dict(zip(_places(preview), preview.refused_cells, strict=True))
    records: dict[str, Any] = {RECORDS_OF[preview.kind]: tuple(gathered.records)}
    more = [p for p in gathered.refused if p.row is not None and (p.file, p.row) not in cells]
    return replace(
        preview,
        merged=preview.merged + gathered.merged,
        refused=(*preview.refused, *gathered.refused),
        conflicts=(*preview.conflicts, *gathered.conflicts),
        lines=tuple(gathered.lines),
        origins=tuple(gathered.files),
        refused_cells=(*preview.refused_cells, *((p.row, ()) for p in more if p.row is not None)),
        refused_in=(*preview.refused_in, *(p.file for p in more)),
        **records,
    )


def _places(preview: ImportPreview) -> Iterator[tuple[str, int]]:
    for name, (line, _) in zip(preview.refused_in, preview.refused_cells, strict=True):
        yield name, line


def _joined(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(entry for part in parts for entry in part)


def _told(readings: list[Reading], progress: ReportProgress) -> Iterator[Reading]:
    comparing = Message("intake.comparing_files", N_("Looking for duplicates among the files"))
    for done, reading in enumerate(readings):
        if done % _ROWS_PER_REPORT == 0:
            progress(Progress(comparing, done, len(readings)))
        yield reading
