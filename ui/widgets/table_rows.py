"""How do records become the rows of a table that sorts by value, copies as text and can be typed into?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from ui.state.colours import LIGHT, Colours
from ui.state.working import Working

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COLUMN_ROLE = int(Qt.ItemDataRole.UserRole) + 2
WORKING_ROLE = int(Qt.ItemDataRole.UserRole) + 3


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column: how a row's cell reads, sorts, opens and is typed into. Texts are in the reader's language."""

    title: str
    text: Callable[[Row], str]
    value: Callable[[Row], Any] | None = None
    """What the column sorts by; without it the text. None sorts last."""
    is_number: bool = False
    typed: Callable[[Row], str] | None = None
    """What stands in the editor at first; without it the text."""
    commit: Callable[[int, str], str | None] | None = None
    """Take what was typed in a row; the reason in words when it is refused. None: not to be edited."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs offered instead of free typing."""
    tone: Callable[[Row], str] | None = None
    """good, attention, danger, info, muted or empty."""
    working: Callable[[Row], Working | None] | None = None
    hint: str = ""
    stretch: bool = False
    """Takes the room that is left."""


class TableRows(QAbstractTableModel, Generic[Row]):
    """Rows of one kind under columns; `pinned` rows at the end (totals) stay there however the table is sorted."""

    refused = Signal(str)
    """A typed value was refused, with the reason; empty when the last one was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column[Row], ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._pinned = 0
        self._refusals: dict[tuple[int, int], tuple[str, str]] = {}
        self._colours = LIGHT

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns, or the same in another language."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._refusals.clear()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Row], pinned: int = 0) -> None:
        """Show `rows`; the last `pinned` of them are totals. Selection stays when their number does."""
        new = tuple(rows)
        if len(new) == len(self._rows) and pinned == self._pinned:
            self._rows = new
            self._refusals.clear()
            if new and self._columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows, self._pinned = new, pinned
        self._refusals.clear()
        self.endResetModel()

    def restyle(self, colours: Colours) -> None:
        """Use the colours of another theme."""
        self._colours = colours
        if self._rows and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns as shown."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in their own order, totals included."""
        return self._rows

    def is_pinned(self, row: int) -> bool:
        """The row is a total."""
        return row >= len(self._rows) - self._pinned

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles; numbers stand at the right with their title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.is_number)
        return column.hint or None if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, sorts by, opens and looks like."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        answer = self._ANSWERS.get(role)
        return None if answer is None else answer(self, index)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells with `commit` can be typed into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self._columns[index.column()].commit is not None and not self.is_pinned(index.row()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the column; a refused text stays in its cell until another is taken."""
        commit = self._columns[index.column()].commit if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or commit is None:
            return False
        place = (index.row(), index.column())
        reason = commit(index.row(), str(value))
        if reason:
            self._refusals[place] = (str(value), reason)
        else:
            self._refusals.pop(place, None)
        self.refused.emit(reason or "")
        self.dataChanged.emit(index, index)
        return not reason

    def _display(self, index: Index) -> str:
        refusal = self._refusals.get((index.row(), index.column()))
        return refusal[0] if refusal else self._columns[index.column()].text(self._rows[index.row()])

    def _edit(self, index: Index) -> str:
        refusal = self._refusals.get((index.row(), index.column()))
        column = self._columns[index.column()]
        return refusal[0] if refusal else (column.typed or column.text)(self._rows[index.row()])

    def _sort_value(self, index: Index) -> Any:
        column = self._columns[index.column()]
        return (column.value or column.text)(self._rows[index.row()])

    def _align(self, index: Index) -> Any:
        return _alignment(self._columns[index.column()].is_number)

    def _tip(self, index: Index) -> str | None:
        refusal = self._refusals.get((index.row(), index.column()))
        return refusal[1] if refusal else self._display(index) or None

    def _foreground(self, index: Index) -> QBrush | None:
        if (index.row(), index.column()) in self._refusals:
            return QBrush(QColor(self._colours.danger))
        column = self._columns[index.column()]
        tone = column.tone(self._rows[index.row()]) if column.tone is not None else ""
        if tone == "muted":
            return QBrush(QColor(self._colours.text_soft))
        return QBrush(QColor(self._colours.tone(tone)[0])) if tone else None

    def _font(self, index: Index) -> QFont | None:
        if not self.is_pinned(index.row()):
            return None
        font = QFont()
        font.setBold(True)
        return font

    def _column_of(self, index: Index) -> Column[Row]:
        return self._columns[index.column()]

    def _working(self, index: Index) -> Working | None:
        working = self._columns[index.column()].working
        return working(self._rows[index.row()]) if working is not None else None

    _ANSWERS: dict[int, Callable[[Any, Index], Any]] = {  # noqa: RUF012 - a constant of the class, never written
        int(Qt.ItemDataRole.DisplayRole): _display,
        int(Qt.ItemDataRole.EditRole): _edit,
        int(Qt.ItemDataRole.ToolTipRole): _tip,
        int(Qt.ItemDataRole.TextAlignmentRole): _align,
        int(Qt.ItemDataRole.ForegroundRole): _foreground,
        int(Qt.ItemDataRole.FontRole): _font,
        SORT_ROLE: _sort_value,
        COLUMN_ROLE: _column_of,
        WORKING_ROLE: _working,
    }


class SortedRows(QSortFilterProxyModel):
    """Sorts by value: unknown values and totals come last in either direction."""

    def lessThan(self, left: Index, right: Index) -> bool:
        """Order of two cells of one column."""
        ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
        model = self.sourceModel()
        if isinstance(model, TableRows) and model.is_pinned(left.row()) != model.is_pinned(right.row()):
            return model.is_pinned(right.row()) == ascending
        one, other = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if one is None or other is None:
            return (other is None and one is not None) == ascending
        if type(one) is not type(other):
            return str(one) < str(other)
        return bool(one < other)


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
