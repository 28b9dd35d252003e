"""How do refused rows go back to the person who can correct them: as a CSV that can be imported again?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.intake.values import looks_like_formula
from pledgeapp.records.importing import ImportPreview, refused_lines
from pledgeapp.records.spool import Large
from valuation.wording import N_


def refused_csv(preview: ImportPreview, texts: Texts) -> Iterator[bytes]:
    """The refused rows under their own header, with line and reasons in two columns of ours behind.

    One CSV for each header: files that come together may have different ones. Cells that a spreadsheet would take for a
    formula carry an apostrophe in front; the import takes it off again.
    """
    widths: dict[tuple[str, ...], int] = {}
    for name, _, cells in refused_lines(preview):
        header = _header_of(preview, name)
        widths[header] = max(widths.get(header, 0), len(header), len(cells))
    for header, width in widths.items():
        yield _as_csv(preview, header, width, texts)


def _header_of(preview: ImportPreview, name: str) -> tuple[str, ...]:
    return preview.readers[name].header if name in preview.readers else preview.header


def _as_csv(preview: ImportPreview, header: tuple[str, ...], width: int, texts: Texts) -> bytes:
    content = io.BytesIO()
    # Encoded as it is written: the rows of a large file must not stand in memory as text as well.
    text = io.TextIOWrapper(content, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    names = [name.strip() for name in header] + [""] * (width - len(header))
    writer.writerow([*map(guarded, names), texts(N_("Line")), texts(N_("Reason"))])
    reasons = _Reasons(preview.refused)
    for name, line, cells in refused_lines(preview):
        if _header_of(preview, name) == header:
            filled = [*map(guarded, cells), *[""] * (width - len(cells))]
            writer.writerow([*filled, str(line), _in_words(reasons.of(name, line), texts)])
    text.flush()
    return content.getvalue()


class _Reasons:
    """What is wrong with each refused row, asked for in the order of the rows."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._problems = problems
        self._known: dict[tuple[str, int | None], list[Problem]] = {}
        self._groups = groupby(problems, key=_place_of)
        if not isinstance(problems, Large):
            for place, group in self._groups:
                self._known.setdefault(place, []).extend(group)

    def of(self, name: str, line: int) -> list[Problem]:
        """The problems of one row: of many they stand in the order of the rows, so the next ones are looked through."""
        if not isinstance(self._problems, Large):
            return self._known.get((name, line), [])
        for _ in range(2):
            for place, group in self._groups:
                if place == (name, line):
                    return list(group)
            self._groups = groupby(self._problems, key=_place_of)
        return []


def _place_of(problem: Problem) -> tuple[str, int | None]:
    return problem.file, problem.row


def guarded(cell: str) -> str:
    """`cell` as text that no spreadsheet program runs as a formula."""
    return f"'{cell}" if looks_like_formula(cell) else cell


def _in_words(problems: Sequence[Problem], texts: Texts) -> str:
    reasons = [(p.column, texts.message(p.message)) for p in problems]
    separator, mark = ("；", "：") if texts.language == "zh" else ("; ", ": ")
    return guarded(separator.join(f"{column}{mark}{reason}" if column else reason for column, reason in reasons))
