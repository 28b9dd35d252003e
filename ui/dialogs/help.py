"""What does the page in front of me want, and how does the program work?"""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.quiet_dialog import QuietDialog
from ui.state.desk import Desk
from ui.widgets.styling import button
from valuation.wording import N_

CHAPTERS = (
    ("start", N_("Start")),
    ("case", N_("A case in seven steps")),
    ("import", N_("Import")),
    ("safety", N_("Safety of the data")),
    ("changes", N_("What is new")),
)
_BY_ROOT = {"case": "case", "library": "import", "settings": "safety"}
SIZE = (860, 620)
HEADING_SIZES = (20, 15, 13)
"""Pixels of the headings by level."""
HEADING_GAP, PARAGRAPH_GAP, LINE_HEIGHT = 14, 4, 125
CHAPTER_HEIGHT = 34
"""Pixels above a heading and around a paragraph; line height in percent."""


class HelpDialog(QuietDialog):
    """Chapters at the left; the one that belongs to the page in front is open."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("Help"))
        texts = desk.texts
        self._list, self._text = QListView(), QTextBrowser()
        self._list.setModel(QStringListModel([texts(title) for _, title in CHAPTERS], self))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setFixedWidth(200)
        # The style sheet gives rows a least height only once they are shown; measured before, they would overlap.
        self._list.setItemDelegate(_ChapterRow(self._list))
        self._list.setObjectName("chapters")
        self._list.setAccessibleName(texts(N_("Chapters")))
        self._text.setOpenExternalLinks(False)
        self._text.setAccessibleName(texts(N_("Help")))
        close = button("secondary", texts(N_("Close")))
        close.clicked.connect(self.reject)
        row, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self._list)
        row.addWidget(self._text, 1)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(row, 1)
        column.addLayout(buttons)
        self.resize(*SIZE)
        self._list.selectionModel().currentChanged.connect(lambda index, _: self._show(index.row()))
        wanted = _BY_ROOT.get(desk.place.root, "start")
        self._list.setCurrentIndex(self._list.model().index([key for key, _ in CHAPTERS].index(wanted), 0))

    def _show(self, row: int) -> None:
        file = files("resources") / "help" / self.desk.texts.language / f"{CHAPTERS[row][0]}.md"
        self._text.setMarkdown(file.read_text(encoding="utf-8"))
        set_type(self._text.document())


class _ChapterRow(QStyledItemDelegate):
    """Rows of one height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the title, as high as every other."""
        return QSize(super().sizeHint(option, index).width(), CHAPTER_HEIGHT)


def set_type(document: QTextDocument) -> None:
    """Headings of the window's sizes, lines and paragraphs with air: Qt sets Markdown tight and its headings huge."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor, shape = QTextCursor(block), QTextBlockFormat()
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(HEADING_GAP if level > 1 else PARAGRAPH_GAP)
        shape.setBottomMargin(PARAGRAPH_GAP)
        cursor.mergeBlockFormat(shape)
        if level:
            font = QFont(document.defaultFont())
            font.setPixelSize(HEADING_SIZES[min(level, len(HEADING_SIZES)) - 1])
            font.setBold(True)
            shown = QTextCharFormat()
            shown.setFont(font)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shown)
        block = block.next()
