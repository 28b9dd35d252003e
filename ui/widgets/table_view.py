"""How does a table behave like a spreadsheet: copy, paste, sort by value, keyboard?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.widgets.table_rows import COLUMN_ROLE, WORKING_ROLE, Column, SortedRows, TableRows

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 32
LEAST_WIDTH = 56
LEAST_TEXT = 104
"""A column of text is not squeezed below this: it is then shortened with an ellipsis."""


class TableView(QTableView):
    """Shows a `TableRows`; grows with its rows up to `most_rows`, so that the page scrolls and not each table."""

    figure_opened = Signal(object)
    """A cell with a working was opened: Enter, double click. Emits the `Working`."""
    row_chosen = Signal(int)
    """The current row as the model counts it, -1 for none."""
    pasted = Signal(object, int, int)
    """Rows of texts from the clipboard, with row and column of the model where they were pasted."""

    def __init__(self, model: TableRows[Any], parent: QWidget | None = None, most_rows: int = 14) -> None:
        super().__init__(parent)
        self._rows = model
        self._most_rows = most_rows
        self._measured: tuple[int, ...] = ()
        self._sorted = SortedRows(self)
        self._sorted.setSourceModel(model)
        # The view owns its rows: neither outlives the other, in whatever order Python lets go of them.
        model.setParent(self)
        self.setModel(self._sorted)
        self.setItemDelegate(_CellDelegate(self))
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self._sorted.sort(-1)
        # The arrow takes room in every title: it is there only once a column was sorted by.
        header.setSortIndicatorShown(False)
        header.sortIndicatorChanged.connect(lambda column: header.setSortIndicatorShown(column >= 0))
        model.modelReset.connect(self._fit)
        self.horizontalScrollBar().rangeChanged.connect(lambda: self.setFixedHeight(self._height()))
        model.dataChanged.connect(self._fit_columns)
        self.doubleClicked.connect(self._open)
        self._fit()

    def current_row(self) -> int:
        """The current row as the model counts it, -1 for none."""
        return self._sorted.mapToSource(self.currentIndex()).row()

    def chosen_rows(self) -> list[int]:
        """The rows with a selected cell, as the model counts them."""
        return sorted({self._sorted.mapToSource(index).row() for index in self.selectedIndexes()})

    def choose_row(self, row: int) -> None:
        """Make a row of the model current."""
        index = self._sorted.mapFromSource(self._rows.index(row, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.selectRow(index.row())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell of another current row."""
        super().currentChanged(current, previous)
        before = self._sorted.mapToSource(previous).row() if previous.isValid() else -1
        row = self._sorted.mapToSource(current).row() if current.isValid() else -1
        if row != before:
            self.row_chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, and Enter on a figure."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._open(self.currentIndex()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A table that shows all its rows leaves the wheel to the page."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def copy_selection(self) -> None:
        """Put the selected cells on the clipboard as tab-separated lines; with nothing selected, the whole table."""
        rows = sorted({i.row() for i in self.selectedIndexes()})
        columns = sorted({i.column() for i in self.selectedIndexes()})
        QGuiApplication.clipboard().setText(self.as_text(rows, columns) if rows else self.whole_text())

    def whole_text(self) -> str:
        """Titles and all rows in the order shown, tab-separated."""
        columns = list(range(self._sorted.columnCount()))
        titles = "\t".join(column.title for column in self._rows.columns)
        return f"{titles}\n{self.as_text(list(range(self._sorted.rowCount())), columns)}"

    def as_text(self, rows: list[int], columns: list[int]) -> str:
        """Cells as shown, tab-separated."""
        cell = self._sorted.index
        return "\n".join("\t".join(str(cell(r, c).data() or "") for c in columns) for r in rows)

    def paste(self) -> None:
        """Read the clipboard as a spreadsheet gives it and tell of it."""
        text = QGuiApplication.clipboard().text()
        rows = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")] if text else []
        if rows:
            at = self._sorted.mapToSource(self.currentIndex())
            self.pasted.emit(rows, max(at.row(), 0), max(at.column(), 0))

    def sizeHint(self) -> QSize:
        """High enough for its rows."""
        return QSize(super().sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: spread the columns anew."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style: measure again."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _open(self, index: Index) -> bool:
        working = index.data(WORKING_ROLE) if index.isValid() else None
        if working is None:
            return False
        self.figure_opened.emit(working)
        return True

    def _height(self) -> int:
        shown = min(max(self._sorted.rowCount(), 1), self._most_rows)
        header = max(self.horizontalHeader().sizeHint().height(), ROW_HEIGHT)
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return header + shown * ROW_HEIGHT + 2 * self.frameWidth() + 2 + extra

    def _fit(self) -> None:
        self._fit_columns()
        self.setFixedHeight(self._height())

    def _fit_columns(self) -> None:
        """Every column as wide as its title and cells; room that is left goes to the stretching ones.

        Where room lacks, stretching columns of text give way first; numbers are never cut. Widths set by hand stay
        until contents or window change.
        """
        header, columns = self.horizontalHeader(), self._rows.columns
        needed = [
            max(self.sizeHintForColumn(at) + 1, header.sectionSizeHint(at), LEAST_WIDTH) for at in range(len(columns))
        ]
        measured = (*needed, self.viewport().width())
        if measured == self._measured:
            return
        self._measured = measured
        for at, width in enumerate(spread(needed, columns, self.viewport().width())):
            header.resizeSection(at, width)


def spread(needed: list[int], columns: Sequence[Column[Any]], room: int) -> list[int]:
    """Widths of columns that need `needed` pixels in a view `room` wide.

    Room that is left is shared. Where it lacks, the last elastic column of text gives way first: the first is the name
    of what stands in the row.
    """
    left = room - sum(needed)
    widths = list(needed)
    if left > 0:
        elastic = [at for at, column in enumerate(columns) if column.stretch]
        for position, at in enumerate(elastic):
            share = left // (len(elastic) - position)
            left -= share
            widths[at] += share
        return widths
    for at in reversed([at for at, column in enumerate(columns) if column.stretch and not column.is_number]):
        least = min(needed[at], LEAST_TEXT)
        widths[at] = max(needed[at] + left, least)
        left += needed[at] - widths[at]
    return widths


class _CellDelegate(QStyledItemDelegate):
    """Offers the choices of a column in a list; everything else is typed."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of choices or a line."""
        column: Column[Any] = index.data(COLUMN_ROLE)
        if not column.choices:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(column.title)
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(column.title)
        for value, text in column.choices:
            box.addItem(text, value)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from what stands in the cell."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was chosen or typed."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)
