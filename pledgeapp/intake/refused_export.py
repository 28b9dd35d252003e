"""How do refused rows go back to the person who can correct them: as a CSV that can be imported again?"""

from __future__ import annotations

import csv
import io

from pledgeapp.i18n import Texts
from pledgeapp.intake.values import looks_like_formula
from pledgeapp.records.importing import ImportPreview
from valuation.wording import N_


def refused_csv(preview: ImportPreview, texts: Texts) -> bytes:
    """The refused rows under their own header, with line and reasons in two columns of ours behind.

    Cells that a spreadsheet would take for a formula carry an apostrophe in front; the import takes it off again.
    """
    width = max((len(cells) for _, cells in preview.refused_cells), default=0)
    header = [name.strip() for name in preview.header]
    header += [""] * (width - len(header))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*map(guarded, header), texts(N_("Line")), texts(N_("Reason"))])
    for line, cells in preview.refused_cells:
        filled = [*map(guarded, cells), *[""] * (len(header) - len(cells))]
        writer.writerow([*filled, str(line), _reasons(preview, line, texts)])
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """`cell` as text that no spreadsheet program runs as a formula."""
    return f"'{cell}" if looks_like_formula(cell) else cell


def _reasons(preview: ImportPreview, line: int, texts: Texts) -> str:
    reasons = [(p.column, texts.message(p.message)) for p in preview.refused if p.row == line]
    separator, mark = ("；", "：") if texts.language == "zh" else ("; ", ": ")
    return guarded(separator.join(f"{column}{mark}{reason}" if column else reason for column, reason in reasons))
