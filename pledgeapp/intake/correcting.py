"""What becomes of refused rows that a person has corrected in place?

They are read again as rows of their table, without the file; nothing else waits for them. A row that is still wrong
stays among the refused ones, with its corrected cells and the reasons that are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pledgeapp.errors import Problem
from pledgeapp.intake.combining import readings_of, with_gathered
from pledgeapp.intake.gathering import gather_kind
from pledgeapp.records.base import Record
from pledgeapp.records.field_sources import Preference
from pledgeapp.records.importing import ImportPreview, refused_lines
from pledgeapp.records.kept_forms import CELLS, PROBLEMS, WORDS
from pledgeapp.records.spool import MOST_LIVE, kept

Place = tuple[str, int]
"""File or sheet, and line."""
Corrections = Mapping[Place, tuple[str, ...]]
"""The cells of corrected rows."""


def correct_rows(preview: ImportPreview, corrections: Corrections, preference: Preference) -> ImportPreview:
    """`preview` with the rows at these places read again with these cells.

    KeyError for a place that is not among the refused rows.
    """
    still, good = _read_again(preview, corrections)
    # A line of a sheet by years holds a record for each of its years, or waits for another line.
    rows = preview.rows + sum(len(records) - 1 for records in good.values())
    remaining = replace(
        preview,
        rows=rows,
        refused=_left(preview, corrections, still),
        refused_cells=kept(CELLS, _cells_left(preview, corrections, still)),
        refused_in=kept(WORDS, (name for name, line, _ in refused_lines(preview) if (name, line) not in good)),
    )
    found = [(name, line, record) for (name, line), records in good.items() for record in records]
    if not found:
        return remaining
    readings = chain(readings_of(preview), found)
    is_large = preview.accepted > MOST_LIVE
    gathered = gather_kind(preview.kind, readings, preview.file, preference, is_large=is_large)
    return _with_corrected_cells(with_gathered(remaining, gathered), corrections)


def _read_again(
    preview: ImportPreview, corrections: Corrections
) -> tuple[dict[Place, list[Problem]], dict[Place, Sequence[Record]]]:
    """What is still wrong with corrected rows, and the records of the others."""
    unknown = set(corrections)
    unknown.difference_update((name, line) for name, line, _ in refused_lines(preview))
    if unknown:
        raise KeyError(unknown.pop())
    still, good = dict[Place, list[Problem]](), dict[Place, Sequence[Record]]()
    for (name, line), cells in corrections.items():
        outcome = preview.readers[name].read_again(line, cells)
        if isinstance(outcome, list):
            still[name, line] = [replace(problem, file=name) for problem in outcome]
        else:
            good[name, line] = outcome if isinstance(outcome, tuple) else (outcome,)
    return still, good


def _left(preview: ImportPreview, corrections: Corrections, still: Mapping[Place, list[Problem]]) -> Sequence[Problem]:
    """The problems of rows that were not corrected, or not well."""
    if not isinstance(preview.refused, tuple):
        return kept(PROBLEMS, _left_in_place(preview, corrections, still))
    left = [p for p in preview.refused if (p.file, p.row) not in corrections]
    more = [problem for problems in still.values() for problem in problems]
    return tuple(sorted((*left, *more), key=lambda p: (p.file, p.row or 0)))


def _left_in_place(
    preview: ImportPreview, corrections: Corrections, still: Mapping[Place, list[Problem]]
) -> Iterator[Problem]:
    """As `_left`, in the order of the file, which is too long to be sorted."""
    told = set[Place]()
    for problem in preview.refused:
        place = (problem.file, problem.row or 0)
        if place not in corrections:
            yield problem
        elif place not in told:
            told.add(place)
            yield from still.get(place, ())


def _cells_left(
    preview: ImportPreview, corrections: Corrections, still: Mapping[Place, object]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for name, line, cells in refused_lines(preview):
        if (name, line) not in corrections:
            yield line, cells
        elif (name, line) in still:
            yield line, corrections[name, line]


def _with_corrected_cells(preview: ImportPreview, corrections: Corrections) -> ImportPreview:
    """A corrected row that contradicts another one is refused again, with the cells as corrected."""
    lines = refused_lines(preview)
    cells = ((line, found or corrections.get((name, line), ())) for name, line, found in lines)
    return replace(preview, refused_cells=kept(CELLS, cells))
