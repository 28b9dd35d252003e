"""How is a list of records read, sorted and opened by mouse and keyboard?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.state.colours import LIGHT, Colours
from ui.state.row_roles import ROW_ROLE, SORT_ROLE, TONE_ROLE, WIDTH_ROLE

ROW_HEIGHT = 36
MEASURED_ROWS = 40
"""So many rows are measured for the widths of the columns: a library holds thousands."""
SPARE = 8
"""Pixels a column is wider than its widest cell."""
BADGE_EXTRA = 14
"""Pixels a badge is wider than its plain text."""
Index = QModelIndex | QPersistentModelIndex


class RecordTable(QTableView):
    """Rows are chosen whole; Enter or a double click opens one, Ctrl+C copies, a click on a title sorts."""

    opened = Signal(object)
    chosen = Signal(object)
    """The record of the current row, or None."""
    delete_requested = Signal()

    def __init__(self, rows: QAbstractTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proxy = _SortedRows(self)
        self._proxy.setSourceModel(rows)
        self._rows = rows
        self.setModel(self._proxy)
        self._badges = _CellDelegate(self)
        self._fitted: dict[int, int] = {}
        self.setItemDelegate(self._badges)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows.headerDataChanged.connect(self._fit_columns)
        rows.modelReset.connect(self._fit_columns)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._size_columns()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.selectionModel().currentRowChanged.connect(lambda index, _: self.chosen.emit(index.data(ROW_ROLE)))

    def restyle(self, colours: Colours) -> None:
        """Draw badges in the theme's colours."""
        self._badges.colours = colours
        self.viewport().update()

    def current_record(self) -> Any:
        """The record of the current row, or None."""
        return self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies the row as text with tabs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_record())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy_row()
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def _copy_row(self) -> None:
        row = self.currentIndex().row()
        cells = [str(self._proxy.index(row, c).data() or "") for c in range(self._proxy.columnCount())]
        QGuiApplication.clipboard().setText("\t".join(cells))

    def _fit_columns(self) -> None:
        """No title is cut; a column takes what its first rows need, at most its width: the rest is for the names.

        Widths set by hand stay until the contents need others.
        """
        header = self.horizontalHeader()
        widths = {}
        for number in range(self._rows.columnCount()):
            most, title = self._width(number), header.sectionSizeHint(number)
            if most and not header.isSectionHidden(number):
                widths[number] = max(title, min(self.sizeHintForColumn(number) + SPARE, most))
        if widths != self._fitted:
            self._fitted = widths
            for number, width in widths.items():
                header.resizeSection(number, width)

    def _width(self, number: int) -> int:
        return int(self._rows.headerData(number, Qt.Orientation.Horizontal, WIDTH_ROLE) or 0)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number in range(self._rows.columnCount()):
            if self._width(number):
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, self._width(number))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)


class _SortedRows(QSortFilterProxyModel):
    """Sorts by value; what is unknown stays at the end in both directions."""

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare the values behind two cells."""
        a, b = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if a is None or b is None:
            is_ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (b is None and a is not None) == is_ascending and a is not b
        return bool(a < b)


class _CellDelegate(QStyledItemDelegate):
    """Draws a cell with a tone as a badge, everything else as the style does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.colours = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the badge around its text."""
        plain = super().sizeHint(option, index)
        return QSize(plain.width() + BADGE_EXTRA, plain.height()) if index.data(TONE_ROLE) else plain

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, with its badge where it has one."""
        tone = index.data(TONE_ROLE)
        text = str(index.data() or "")
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            option.widget.style().ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        if text:
            self._paint_badge(painter, option, text, self.colours.tone(tone))

    @staticmethod
    def _paint_badge(painter: QPainter, option: QStyleOptionViewItem, text: str, colours: tuple[str, str]) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, option.rect.width() - 28)
        wide, high = metrics.horizontalAdvance(shown) + 14, 20
        box = QRectF(option.rect.left() + 8, option.rect.center().y() - high / 2 + 0.5, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[1]))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(colours[0]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()
