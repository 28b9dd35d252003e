"""How is a row or a table of numbers typed, pasted from a spreadsheet, lengthened and shortened?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from ui.state.figures import UNKNOWN
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

Numbers = tuple[Decimal, ...]
Rows = tuple[Numbers, ...]


@dataclass(frozen=True)
class GridTexts:
    """What a grid says: its accessible name, and what a place of it is called (`{number}` is its place)."""

    name: str
    place: str
    write: Callable[[Decimal], str]
    read: Callable[[str], str | None]


class NumberGrid(TableView):
    """A list is one row, a table several. An empty place at the end takes what is added; an emptied place goes.

    `edited` tells the new rows; a text that is no number stays where it was typed, in red.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, is_table: bool = False) -> None:
        self.cells: TableRows[Numbers] = TableRows()
        super().__init__(self.cells, parent, most_rows=10)
        self._is_table = is_table
        self._rows_shown: Rows = ()
        self._say: GridTexts | None = None
        self._texts: Texts | None = None
        self.setSortingEnabled(False)
        self.pasted.connect(self._pasted)

    def retranslate(self, texts: Texts, say: GridTexts) -> None:
        """Titles in another language, numbers in another unit."""
        self._texts, self._say = texts, say
        self.setAccessibleName(say.name)
        self._title()

    def show_rows(self, rows: Rows) -> None:
        """Show `rows`."""
        wider = self._width(rows) != self._width(self._rows_shown)
        self._rows_shown = rows
        if wider or not self.cells.columns:
            self._title()
        shown = (*rows, ()) if self._is_table or not rows else rows
        self.cells.set_rows(shown)

    @staticmethod
    def _width(rows: Rows) -> int:
        return max((len(row) for row in rows), default=0)

    def _title(self) -> None:
        if self._say is None or self._texts is None:
            return
        count = self._width(self._rows_shown) + 1
        self.cells.set_columns(tuple(self._column(place, is_last=place == count - 1) for place in range(count)))

    def _column(self, place: int, *, is_last: bool) -> Column[Numbers]:
        say, texts = cast("GridTexts", self._say), cast("Texts", self._texts)
        return Column(
            title=texts(N_("Add")) if is_last else say.place.format(number=place + 1),
            text=lambda row: say.write(row[place]) if place < len(row) else ("＋" if is_last else UNKNOWN),
            typed=lambda row: say.write(row[place]) if place < len(row) else "",
            value=lambda row: row[place] if place < len(row) else None,
            is_number=True,
            commit=lambda row, text: self._typed(row, place, text),
            hint=texts(N_("Type here or paste from a spreadsheet; an emptied place is taken out")),
        )

    def _typed(self, row: int, place: int, text: str) -> str | None:
        return self._take(row, place, [[text]])

    def _pasted(self, texts: list[list[str]], row: int, place: int) -> None:
        if not self._is_table and len(texts) > 1 and all(len(line) == 1 for line in texts):
            texts = [[line[0] for line in texts]]  # A column of a sheet is a list as well.
        reason = self._take(row, place, texts)
        self.cells.refused.emit(reason or "")

    def _take(self, row: int, place: int, texts: list[list[str]]) -> str | None:
        """Put texts into the rows from a place on; the reason when one of them is no number or leaves a gap."""
        rows: list[list[Decimal | None]] = [list(line) for line in self._rows_shown]
        for down, line in enumerate(texts if self._is_table else texts[:1]):
            rows += [[] for _ in range(row + down + 1 - len(rows))]
            for right, text in enumerate(line):
                number, reason = self._number(text)
                if reason:
                    return reason
                cells = rows[row + down]
                cells += [None] * (place + right + 1 - len(cells))
                cells[place + right] = number
        whole = [_without_end(cells) if self._is_table else [n for n in cells if n is not None] for cells in rows]
        if any(number is None for cells in whole for number in cells):
            return cast("Texts", self._texts)(N_("Enter the row from the left, without a gap"))
        found = tuple(tuple(number for number in cells if number is not None) for cells in whole if cells)
        # Later: the view is still busy with the cell that was typed into, and its columns may change.
        QTimer.singleShot(0, self, lambda: self.edited.emit(found))
        return None

    def _number(self, text: str) -> tuple[Decimal | None, str]:
        say, texts = cast("GridTexts", self._say), cast("Texts", self._texts)
        read = say.read(text)
        if read is None:
            return None, ""
        try:
            number = Decimal(read)
        except ArithmeticError:
            number = Decimal("NaN")
        return (number, "") if number.is_finite() else (None, texts(N_("{given} is not a number"), given=text[:40]))


def _without_end(cells: list[Decimal | None]) -> list[Decimal | None]:
    """Without the empty places at the end."""
    count = next((at + 1 for at in range(len(cells) - 1, -1, -1) if cells[at] is not None), 0)
    return cells[:count]
