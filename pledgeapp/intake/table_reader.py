"""How are the rows of one table read, once with the file and again after a correction?"""

from __future__ import annotations

from dataclasses import dataclass

from pledgeapp.errors import Problem
from pledgeapp.intake.layouts.layout import Header, ImportedRecord, Layout, Origin, RowReader
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import Habits
from valuation.wording import N_, Message


@dataclass(frozen=True)
class TableReader:
    """What is known of a table: layout, header, order of its dates, where it comes from."""

    layout: Layout
    found: Header
    habits: Habits
    origin: Origin
    container: str

    @property
    def header(self) -> tuple[str, ...]:
        """The header as it stands in the file."""
        return self.found.names

    def row_reader(self) -> RowReader:
        """A reader for many rows: it remembers the cells it has read."""
        return RowReader(self.layout, self.found, self.habits, self.origin)

    def read_again(self, line: int, cells: tuple[str, ...]) -> ImportedRecord | list[Problem]:
        """The record of a row, corrected or not, or everything that is wrong with it."""
        row = Row(line, cells)
        return self.misfit(row) or self.row_reader().read(row)

    def misfit(self, row: Row) -> list[Problem]:
        """A row of another width than the header is not trusted to stand under it."""
        width, count = self.found.width, len(row.cells)
        is_short = self.container == "csv" and count < width
        if not is_short and count <= width:
            return []
        if not is_short and not any(cell.strip() for cell in row.cells[max(width, len(self.found.names)) :]):
            return []
        message = Message(
            "intake.row_width",
            N_("the row has {found} cells, the header {expected}: a separator or a quotation mark is missing or extra"),
            {"found": count, "expected": width},
        )
        return [Problem(message, file=self.origin.file, row=row.line)]
