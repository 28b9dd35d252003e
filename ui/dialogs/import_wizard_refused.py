"""Which rows were refused and why, and how is one corrected where it stands?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportPreview, refused_lines
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

Place = tuple[str, int]
"""File or sheet, and line."""


FIRST_SHOWN = 5_000
"""Reasons that are listed; of more the first ones."""


class RefusedPart(QWidget):
    """One line for each reason; the cell that was refused can be typed into and its row read again without the file."""

    retry_requested = Signal(object)
    """Cells of the corrected rows, whole, by file and line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: ImportPreview | None = None
        self._cells: dict[Place, tuple[str, ...]] = {}
        self._typed: dict[Place, dict[int, str]] = {}
        self.rows: TableRows[Problem] = TableRows()
        self.table = TableView(self.rows, most_rows=10)
        self.export, self.retry = button("link"), button("secondary")
        self._hint, self._reason = label("muted", wraps=True), label("error", wraps=True)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.export)
        foot.addWidget(self.retry)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        for part in (self.table, self._reason):
            outer.addWidget(part)
        outer.addLayout(foot)
        self._reason.hide()
        self.rows.refused.connect(self._say)
        self.retry.clicked.connect(lambda: self.retry_requested.emit(self.corrections()))

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self.table.setAccessibleName(texts(N_("Refused")))
        self.export.setText(texts(N_("Export the refused rows…")))
        self._say_hint()
        self.rows.restyle(self._desk.colours)
        self._set_columns(texts)
        self._settle()

    def show_preview(self, preview: ImportPreview) -> None:
        """The refused rows of `preview`; what was typed for another state is forgotten."""
        self._preview = preview
        shown = tuple(preview.refused[:FIRST_SHOWN])
        self._cells = _cells_of(preview, {(problem.file, problem.row) for problem in shown})
        self._typed.clear()
        self._set_columns(self._desk.texts)
        self.rows.set_rows(shown)
        self._say_hint()
        self.export.setEnabled(bool(preview.refused))
        self._say("")
        self._settle()

    def _say_hint(self) -> None:
        texts = self._desk.texts
        said = [
            texts(N_("Type the right value into the cell, then read the corrected rows again. Nothing else waits."))
        ]
        if self._preview is not None and len(self._preview.refused) > FIRST_SHOWN:
            said.append(texts(N_("The first {count:,} are listed; the export has all."), count=FIRST_SHOWN))
        self._hint.setText(" ".join(said))

    def corrections(self) -> Mapping[Place, tuple[str, ...]]:
        """The rows that were typed into, with all their cells."""
        return {place: self._whole(place, typed) for place, typed in self._typed.items()}

    def _whole(self, place: Place, typed: dict[int, str]) -> tuple[str, ...]:
        cells = list(self._cells[place])
        cells += [""] * (max(typed) + 1 - len(cells))
        for position, text in typed.items():
            cells[position] = text
        return tuple(cells)

    def _set_columns(self, texts: Texts) -> None:
        is_several = self._preview is not None and bool(self._preview.files)
        file = Column[Problem](title=texts(N_("File")), text=lambda p: p.file)
        self.rows.set_columns(
            (
                *((file,) if is_several else ()),
                Column(
                    title=texts(N_("Line")),
                    text=lambda p: str(p.row) if p.row else UNKNOWN,
                    value=lambda p: p.row,
                    is_number=True,
                ),
                Column(title=texts(N_("Column")), text=lambda p: p.column or UNKNOWN),
                Column(
                    title=texts(N_("What stands there")),
                    text=self._shown,
                    typed=self._whole_cell,
                    commit=self._commit,
                    tone=lambda p: "info" if self._typed_at(p) is not None else "",
                    hint=texts(N_("Double click or F2 to correct it")),
                ),
                Column(title=texts(N_("Reason")), text=lambda p: texts.message(p.message), stretch=True),
            )
        )

    def _typed_at(self, problem: Problem) -> str | None:
        position = self._position(problem)
        if position is None or problem.row is None:
            return None
        return self._typed.get((problem.file, problem.row), {}).get(position)

    def _shown(self, problem: Problem) -> str:
        typed = self._typed_at(problem)
        return (typed if typed is not None else problem.value) or UNKNOWN

    def _whole_cell(self, problem: Problem) -> str:
        """What the editor begins with: the cell as it stands in the file, or as it was typed."""
        position, typed = self._position(problem), self._typed_at(problem)
        if typed is not None or position is None or problem.row is None:
            return typed or ""
        cells = self._cells.get((problem.file, problem.row), ())
        return cells[position].strip() if position < len(cells) else ""

    def _position(self, problem: Problem) -> int | None:
        """Where the cell stands in its row; None when the problem is of the row as a whole."""
        if self._preview is None or (problem.file, problem.row) not in self._cells:
            return None
        reader = self._preview.readers.get(problem.file)
        names = [name.strip() for name in reader.header] if reader is not None else []
        return names.index(problem.column) if problem.column and problem.column in names else None

    def _commit(self, row: int, text: str) -> str | None:
        problem = self.rows.rows[row]
        position = self._position(problem)
        if position is None or problem.row is None:
            return self._desk.texts(N_("This concerns the row as a whole: export it, correct it and import it again."))
        self._typed.setdefault((problem.file, problem.row), {})[position] = text.strip()
        self._settle()
        return None

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _settle(self) -> None:
        count = len(self._typed)
        self.retry.setText(self._desk.texts(N_("Read {count} corrected row(s) again"), count=count))
        self.retry.setEnabled(count > 0)


def _cells_of(preview: ImportPreview, places: set[tuple[str, int | None]]) -> dict[Place, tuple[str, ...]]:
    """The cells of these rows; the others of a great many are not gone through when all are found."""
    found: dict[Place, tuple[str, ...]] = {}
    wanted = sum(line is not None for _, line in places)
    for name, line, cells in refused_lines(preview):
        if (name, line) in places:
            found[name, line] = cells
            if len(found) == wanted:
                break
    return found
