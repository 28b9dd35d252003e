"""How do refused rows go back to the person who can correct them: as a CSV that can be imported again?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from pledgeapp.i18n import Texts
from pledgeapp.intake.values import looks_like_formula
from pledgeapp.records.importing import ImportPreview
from valuation.wording import N_


@dataclass(frozen=True)
class _Table:
    """Refused rows under one header."""

    header: tuple[str, ...]
    rows: list[tuple[str, int, tuple[str, ...]]]
    """File or sheet, line and cells."""


def refused_csv(preview: ImportPreview, texts: Texts) -> tuple[bytes, ...]:
    """The refused rows under their own header, with line and reasons in two columns of ours behind.

    One CSV for each header: files that come together may have different ones. Cells that a spreadsheet would take for a
    formula carry an apostrophe in front; the import takes it off again.
    """
    return tuple(_as_csv(table, preview, texts) for table in _by_header(preview))


def _by_header(preview: ImportPreview) -> list[_Table]:
    tables: dict[tuple[str, ...], _Table] = {}
    names = preview.refused_in or (preview.file,) * len(preview.refused_cells)
    for name, (line, cells) in zip(names, preview.refused_cells, strict=True):
        header = preview.readers[name].header if name in preview.readers else preview.header
        tables.setdefault(header, _Table(header, [])).rows.append((name, line, cells))
    return list(tables.values())


def _as_csv(table: _Table, preview: ImportPreview, texts: Texts) -> bytes:
    width = max((len(cells) for _, _, cells in table.rows), default=0)
    header = [name.strip() for name in table.header]
    header += [""] * (width - len(header))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(guarded, header), texts(N_("Line")), texts(N_("Reason"))])
    for name, line, cells in table.rows:
        filled = [*map(guarded, cells), *[""] * (len(header) - len(cells))]
        writer.writerow([*filled, str(line), _reasons(preview, (name, line), texts)])
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """`cell` as text that no spreadsheet program runs as a formula."""
    return f"'{cell}" if looks_like_formula(cell) else cell


def _reasons(preview: ImportPreview, place: tuple[str, int], texts: Texts) -> str:
    found = (p for p in preview.refused if (p.file, p.row) == place)
    reasons = [(p.column, texts.message(p.message)) for p in found]
    separator, mark = ("；", "：") if texts.language == "zh" else ("; ", ": ")
    return guarded(separator.join(f"{column}{mark}{reason}" if column else reason for column, reason in reasons))
