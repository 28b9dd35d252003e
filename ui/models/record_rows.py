"""How do records become the rows of a table: columns declared once, sorted by value and not by text?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from pledgeapp.i18n import Texts
from ui.state.figures import ListedMoney, MoneyUnit, Numeric
from ui.state.row_roles import ROW_ROLE, SORT_ROLE, TONE_ROLE, WIDTH_ROLE

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Wording:
    """In which language and money unit a table is written."""

    texts: Texts
    unit: MoneyUnit

    def money(self, amount: Numeric | None, currency: str) -> str:
        """A sum below a heading in yuan."""
        return ListedMoney(self.unit, self.texts.language)(amount, currency)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `title` is a msgid; the money unit stands in the heading over the table."""

    title: str
    text: Callable[[R, Wording], str]
    sort: Callable[[R], Any] | None = None
    """The value behind the text; None is unknown and stands last. Without it the text itself is compared."""
    is_number: bool = False
    tone: Callable[[R], str] | None = None
    """Tone of a badge drawn around the text."""
    width: int = 0
    """Pixels at 100 %; 0 takes what is left."""
    hint: Callable[[R, Wording], str] | None = None


class RecordRows(QAbstractTableModel, Generic[R]):
    """A table over records that are shown, never stored here for others."""

    def __init__(self, columns: Sequence[Column[R]], wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._wording = wording

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show `rows` instead of what is shown."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def reword(self, wording: Wording) -> None:
        """Write everything in another language or unit."""
        self.beginResetModel()
        self._wording = wording
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def row(self, number: int) -> R:
        """The record at row `number`."""
        return self._rows[number]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many records."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tool tip, alignment, and for ourselves the value, tone and record."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        makers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(row, self._wording),
            Qt.ItemDataRole.AccessibleTextRole: lambda: column.text(row, self._wording),
            Qt.ItemDataRole.ToolTipRole: lambda: (column.hint or column.text)(row, self._wording),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            SORT_ROLE: lambda: column.sort(row) if column.sort else column.text(row, self._wording).casefold(),
            TONE_ROLE: lambda: column.tone(row) if column.tone else None,
            ROW_ROLE: lambda: row,
        }
        return makers[role]() if role in makers else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording.texts(column.title)
        if role == WIDTH_ROLE:
            return column.width
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
