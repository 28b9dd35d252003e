"""How is anything reached by typing a few letters?"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pledgeapp.i18n import Texts
from ui.state.palette import PaletteEntry, matching
from ui.widgets.styling import label
from valuation.wording import N_

WIDTH, HEIGHT = 620, 420
PAUSE_MILLISECONDS = 150
"""Typing pause after which the database is asked."""
_HINT = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class CommandPalette(QFrame):
    """A search field over a list, laid over the window; Enter takes the marked line, Esc puts it away."""

    typed = Signal(str)
    """What was typed, after a pause: the owner answers with `show_found`."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._entries: tuple[PaletteEntry, ...] = ()
        self._found: tuple[PaletteEntry, ...] = ()
        self._field, self._list = QLineEdit(), QListView()
        self._nothing = label("muted")
        self._model = _EntryModel(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_EntryDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self._field.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(lambda: self.typed.emit(self._field.text().strip()))
        self._list.clicked.connect(lambda index: self._take(index.row()))
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Write the words of the palette."""
        self._field.setPlaceholderText(texts(N_("Search cases, patents, pages, actions")))
        self._field.setAccessibleName(self._field.placeholderText())
        self._list.setAccessibleName(texts(N_("Found")))
        self._nothing.setText(texts(N_("Nothing fits")))

    def open_with(self, entries: tuple[PaletteEntry, ...]) -> None:
        """Come to the front, empty, over `entries`."""
        self._entries, self._found = entries, ()
        self._field.clear()
        self._filter()
        self.show()
        self.raise_()
        self._field.setFocus()
        self.typed.emit("")

    def show_found(self, typed: str, found: tuple[PaletteEntry, ...]) -> None:
        """Add what the database found for `typed`; an answer to older typing is dropped."""
        if typed == self._field.text().strip():
            self._found = found
            self._filter()

    def put_away(self) -> None:
        """Close without doing anything."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the focus; leaving the field closes the palette."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.put_away()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        row, steps = self._list.currentIndex().row(), {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}
        if event.key() in steps:
            self._mark(row + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            return False
        return True

    def _on_typed(self, _: str) -> None:
        self._found = ()
        self._filter()
        self._pause.start()

    def _filter(self) -> None:
        shown = (*matching(self._entries, self._field.text()), *self._found)
        self._model.set_entries(shown)
        self._nothing.setVisible(not shown)
        self._mark(0)

    def _mark(self, row: int) -> None:
        last = self._model.rowCount() - 1
        if last >= 0:
            self._list.setCurrentIndex(self._model.index(max(0, min(row, last)), 0))

    def _take(self, row: int) -> None:
        entry = self._model.entry(row)
        if entry is not None:
            self.put_away()
            entry.run()


class _EntryModel(QAbstractListModel):
    """The lines of the palette."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[PaletteEntry, ...] = ()

    def set_entries(self, entries: tuple[PaletteEntry, ...]) -> None:
        """Show `entries` from now on."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> PaletteEntry | None:
        """The line at `row`, or None."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title and hint of a line."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.hint}"
        return {Qt.ItemDataRole.DisplayRole: entry.title, _HINT: entry.hint}.get(role)


class _EntryDelegate(QStyledItemDelegate):
    """Draws the hint at the right end of the line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line as the style draws it, then the hint."""
        hint = str(index.data(_HINT) or "")
        area = option.rect.adjusted(10, 0, -10, 0)
        if index.row() == self._current(option):
            painter.fillRect(option.rect, option.palette.highlight())
        wide = option.fontMetrics.horizontalAdvance(hint)
        title = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width() - wide - 20)
        painter.setPen(option.palette.text().color())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(option.palette.placeholderText().color())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, hint)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:
        """Lines of control height."""
        size = super().sizeHint(option, index)
        size.setHeight(32)
        return size

    @staticmethod
    def _current(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.currentIndex().row() if isinstance(view, QListView) else -1
