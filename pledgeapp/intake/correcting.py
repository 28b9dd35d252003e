"""What becomes of refused rows that a person has corrected in place?

They are read again as rows of their table, without the file; nothing else waits for them. A row that is still wrong
stays among the refused ones, with its corrected cells and the reasons that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pledgeapp.errors import Problem
from pledgeapp.intake.combining import Reading, readings_of, with_gathered
from pledgeapp.intake.gathering import gather_kind
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.importing import ImportPreview

Place = tuple[str, int]
"""File or sheet, and line."""


def correct_rows(
    preview: ImportPreview, corrections: Mapping[Place, tuple[str, ...]], preference: Preference
) -> ImportPreview:
    """`preview` with the rows at these places read again with these cells.

    KeyError for a place that is not among the refused rows.
    """
    refused_cells = _cells_by_place(preview)
    good, still, rows = list[Reading](), list[Problem](), preview.rows
    for place, cells in corrections.items():
        if place not in refused_cells:
            raise KeyError(place)
        name, line = place
        outcome = preview.readers[name].read_again(line, cells)
        if isinstance(outcome, list):
            still += [replace(problem, file=name) for problem in outcome]
            refused_cells[place] = cells
        else:
            found = outcome if isinstance(outcome, tuple) else (outcome,)
            good += [(name, line, record) for record in found]
            # A line of a sheet by years holds a record for each of its years, or waits for another line.
            rows += len(found) - 1
            del refused_cells[place]
    left = [p for p in preview.refused if (p.file, p.row) not in corrections]
    problems = sorted((*left, *still), key=lambda p: (p.file, p.row or 0))
    remaining = replace(
        preview,
        rows=rows,
        refused=tuple(problems),
        refused_cells=tuple((line, cells) for (_, line), cells in refused_cells.items()),
        refused_in=tuple(name for name, _ in refused_cells),
    )
    if not good:
        return remaining
    gathered = gather_kind(preview.kind, [*readings_of(preview), *good], preview.file, preference)
    again = with_gathered(remaining, gathered)
    return _with_corrected_cells(again, corrections)


def _with_corrected_cells(preview: ImportPreview, corrections: Mapping[Place, tuple[str, ...]]) -> ImportPreview:
    """A corrected row that contradicts another one is refused again, with the cells as corrected."""
    pairs = zip(preview.refused_in, preview.refused_cells, strict=True)
    cells = tuple((line, found or corrections.get((name, line), ())) for name, (line, found) in pairs)
    return replace(preview, refused_cells=cells)


def _cells_by_place(preview: ImportPreview) -> dict[Place, tuple[str, ...]]:
    pairs = zip(preview.refused_in, preview.refused_cells, strict=True)
    return {(name, line): cells for name, (line, cells) in pairs}
