"""What does a person see in a window, and is it whole, named and in one language?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from ui.widgets.elided_label import ElidedLabel

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView, QTabBar)
_ENGLISH = re.compile(r"[A-Za-z]{3,}[ ,]+[a-z]{2,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def seen(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget in `root`."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and not isinstance(widget, QHeaderView):
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """Controls a screen reader could not name."""
    found = []
    for widget in seen(root):
        is_part = isinstance(widget.parent(), QComboBox | QAbstractItemView) or not isinstance(widget, CONTROLS)
        if is_part or widget.objectName().startswith("qt_") or widget.objectName() == "ScrollLeftButton":
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip() and not widget.accessibleName().strip():
            found.append(_called(widget))
    return found


def cut(root: QWidget) -> list[str]:
    """Labels, buttons and column titles whose text is larger than they are."""
    found = []
    for widget in seen(root):
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            found += _cut_label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.width() + 1 < widget.sizeHint().width():
            found.append(f"{_called(widget)}: {widget.width()} < {widget.sizeHint().width()}")
        elif isinstance(widget, QTableView):
            found += _cut_titles(widget)
        elif isinstance(widget, QTabBar):
            found += [f"tab {widget.tabText(i)}" for i in range(widget.count()) if "…" in _shown_tab(widget, i)]
    return found


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where and what: texts of labels, buttons, fields' hints, tabs, titles of columns, tool tips of buttons."""
    for widget in seen(root):
        if isinstance(widget, QLabel | QAbstractButton):
            yield _called(widget), _as_read(widget)
        if isinstance(widget, QAbstractButton):
            yield f"tool tip of {_called(widget)}", widget.toolTip()
        if isinstance(widget, QLineEdit):
            yield _called(widget), widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from ((f"tab {i}", widget.tabText(i)) for i in range(widget.count()))
        if isinstance(widget, QTableView) and widget.model() is not None:
            for number in range(widget.model().columnCount()):
                yield f"column {number}", str(widget.model().headerData(number, Qt.Orientation.Horizontal) or "")


def english_in_chinese(root: QWidget, allowed: tuple[str, ...] = ()) -> list[str]:
    """Texts with two English words in a row; `allowed` are data that may hold them."""
    return [f"{where}: {text}" for where, text in texts_of(root) if _ENGLISH.search(_without(text, allowed))]


def chinese_in_english(root: QWidget, allowed: tuple[str, ...] = ()) -> list[str]:
    """Texts with Chinese characters; `allowed` are data that may hold them."""
    return [f"{where}: {text}" for where, text in texts_of(root) if _CHINESE.search(_without(text, allowed))]


def _without(text: str, allowed: tuple[str, ...]) -> str:
    for data in sorted(allowed, key=len, reverse=True):
        text = text.replace(data, "")
    return text


def _as_read(widget: QLabel | QAbstractButton) -> str:
    """The words of a label without the marks that lower an index or raise an exponent."""
    if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.RichText:
        return QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
    return widget.text()


def _cut_label(widget: QLabel) -> list[str]:
    if widget.pixmap() is not None and not widget.pixmap().isNull():
        return []
    if widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        return [f"{_called(widget)}: {widget.height()} high, needs {needed}"] if needed > widget.height() + 1 else []
    needed = max(widget.fontMetrics().horizontalAdvance(line) for line in _as_read(widget).splitlines() or [""])
    return [f"{_called(widget)}: {widget.width()} wide, needs {needed}"] if needed > widget.width() + 1 else []


def _cut_titles(view: QTableView) -> list[str]:
    header = view.horizontalHeader()
    if header.isHidden() or view.model() is None:
        return []
    found = []
    for number in range(view.model().columnCount()):
        title = str(view.model().headerData(number, Qt.Orientation.Horizontal) or "")
        needed = header.fontMetrics().horizontalAdvance(title)
        if not header.isSectionHidden(number) and header.sectionSize(number) < needed:
            found.append(f"column {title}: {header.sectionSize(number)} < {needed}")
    return found


def _shown_tab(bar: QTabBar, index: int) -> str:
    wide = bar.tabRect(index).width()
    return bar.tabText(index) if bar.fontMetrics().horizontalAdvance(bar.tabText(index)) <= wide else "…"


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    owner = widget.parent()
    return f"{type(widget).__name__}({text!r}) in {type(owner).__name__}"
