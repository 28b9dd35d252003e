"""What do several files hold together, each right, product or deal once?

What two files say of the same is laid together by the rules that hold inside one file; of two sources that differ the
better one counts, and that is told with both sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

from pledgeapp.intake.duplicates import Gathered
from pledgeapp.intake.gathering import RECORDS_OF, gather_kind
from pledgeapp.progress import Progress, ReportProgress, silent
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.importing import ImportPreview, refused_lines
from pledgeapp.records.kept_forms import CELLS, CONFLICTS, PROBLEMS, WORDS, form_of
from pledgeapp.records.spool import MOST_LIVE, Form, Large, Spool, joined, kept
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
    total = sum(preview.accepted for preview in previews)
    readings = _told(chain.from_iterable(map(readings_of, previews)), total, progress)
    gathered = gather_kind(first.kind, readings, first.file, preference, is_large=total > MOST_LIVE)
    names = tuple(preview.file for preview in previews)
    is_one_layout = len({preview.layout for preview in previews}) == 1
    whole = replace(
        first,
        file=", ".join(names),
        layout=first.layout if is_one_layout else SEVERAL,
        layout_label=first.layout_label if is_one_layout else N_("Several layouts"),
        rows=sum(preview.rows for preview in previews),
        merged=sum(preview.merged for preview in previews),
        refused=joined(*(preview.refused for preview in previews)),
        conflicts=joined(*(preview.conflicts for preview in previews)),
        encoding="",
        delimiter="",
        ignored=tuple(dict.fromkeys(name for preview in previews for name in preview.ignored)),
        refused_cells=joined(*(preview.refused_cells for preview in previews)),
        refused_in=joined(*(preview.refused_in for preview in previews)),
        readers={name: reader for preview in previews for name, reader in preview.readers.items()},
        notes=tuple(note for preview in previews for note in preview.notes),
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
        refused=kept(PROBLEMS, (replace(problem, file=new(problem.file)) for problem in preview.refused)),
        refused_in=kept(WORDS, map(new, preview.refused_in)),
        origins=kept(WORDS, map(new, preview.origins)),
        readers={new(file): reader for file, reader in preview.readers.items()},
    )


def readings_of(preview: ImportPreview) -> Iterator[Reading]:
    """File or sheet, line and record of everything that was read."""
    records = preview.records
    origins = preview.origins or repeat(preview.file, len(records))
    lines = preview.lines or repeat(0, len(records))
    yield from zip(origins, lines, records, strict=True)


def with_gathered(preview: ImportPreview, gathered: Gathered[Any]) -> ImportPreview:
    """`preview` with the records of `gathered` in place of its own, and what was merged or refused in gathering."""
    places = {(p.file, p.row) for p in gathered.refused if p.row is not None}
    known = {(name, line) for name, line, _ in refused_lines(preview) if (name, line) in places} if places else set()
    more = [p for p in gathered.refused if p.row is not None and (p.file, p.row) not in known]
    records: dict[str, Any] = {RECORDS_OF[preview.kind]: gathered.records.sealed()}
    return replace(
        preview,
        merged=preview.merged + gathered.merged,
        refused=joined(preview.refused, gathered.refused.sealed()),
        conflicts=joined(preview.conflicts, gathered.conflicts.sealed()),
        lines=gathered.lines.sealed(),
        origins=gathered.files.sealed(),
        refused_cells=joined(preview.refused_cells, tuple((p.row, ()) for p in more if p.row is not None)),
        refused_in=joined(preview.refused_in, tuple(p.file for p in more)),
        **records,
    )


def packed(preview: ImportPreview) -> ImportPreview:
    """`preview` in little memory: for one of many files that are few rows each and a great many together."""
    records: dict[str, Any] = {
        RECORDS_OF[preview.kind]: _packed(form_of(type(preview.records[0])), preview.records) if preview.records else ()
    }
    return replace(
        preview,
        refused=_packed(PROBLEMS, preview.refused),
        conflicts=_packed(CONFLICTS, preview.conflicts),
        refused_cells=_packed(CELLS, preview.refused_cells),
        **records,
    )


def _packed(form: Form[Any], items: Sequence[Any]) -> Sequence[Any]:
    return items if isinstance(items, Large) else Spool(form, items, most_live=0).sealed()


def _told(readings: Iterable[Reading], total: int, progress: ReportProgress) -> Iterator[Reading]:
    comparing = Message("intake.comparing_files", N_("Looking for duplicates among the files"))
    for done, reading in enumerate(readings):
        if done % _ROWS_PER_REPORT == 0:
            progress(Progress(comparing, done, total))
        yield reading
