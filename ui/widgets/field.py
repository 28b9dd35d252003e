"""How is one value entered: its label above, its unit behind, and beside it in words why it was refused?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.styling import label, set_property

FieldKind = Literal["line", "number", "long", "choice"]
State = Literal["plain", "attention", "refused"]
LONG_HEIGHT = 64


@dataclass(frozen=True)
class FieldTexts:
    """What a field says, in the reader's language."""

    label: str
    unit: str = ""
    hint: str = ""
    """Shown in the empty editor and as tool tip."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, text) pairs of a choice."""


class QuietComboBox(QComboBox):
    """A list of choices that the wheel does not change while the page is scrolled over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, text) pairs; what was chosen stays chosen."""
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for value, text in choices:
                self.addItem(text, value)
            self.setCurrentIndex(self.findData(chosen))

    def choose(self, value: str) -> None:
        """Show `value` without telling of it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))


class Field(QWidget):
    """One value. What is typed is told when the field is left or Enter is pressed, and only if it changed."""

    committed = Signal(str)

    def __init__(self, kind: FieldKind, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        self.kind = kind
        self._shown = ""
        self._label = label("muted", wraps=wraps)
        self._unit = label("unit")
        self._reason = label("error", wraps=True)
        self._reason.hide()
        self.editor = self._make_editor(kind)
        self._label.setBuddy(self.editor)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.editor, 1)
        row.addWidget(self._unit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addWidget(self._label)
        outer.addLayout(row)
        outer.addWidget(self._reason)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.editor)

    def say(self, texts: FieldTexts) -> None:
        """Write label, unit, hint and choices."""
        self._label.setText(texts.label)
        self._unit.setText(texts.unit)
        self._unit.setVisible(bool(texts.unit))
        self.editor.setAccessibleName(f"{texts.label} ({texts.unit})" if texts.unit else texts.label)
        self.editor.setToolTip(texts.hint)
        if isinstance(self.editor, QuietComboBox):
            self.editor.offer(texts.choices)
            self.editor.choose(self._shown)
        elif isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.setPlaceholderText(texts.hint)

    def show_value(self, text: str) -> None:
        """Show what the case holds. A text that is being typed or was refused stays while the case does not change."""
        if text == self._shown and self.text() != text:
            return
        self._shown = text
        self._write(text)
        self.refuse("")

    def text(self) -> str:
        """What stands in the editor."""
        if isinstance(self.editor, QuietComboBox):
            return str(self.editor.currentData() or "")
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        assert isinstance(self.editor, QLineEdit)  # noqa: S101 - the three editors there are
        return self.editor.text()

    def refuse(self, reason: str) -> None:
        """Say beside the field why its text is not taken; an empty reason takes that back."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        set_property(self.editor, "state", "refused" if reason else "plain")
        self.editor.setAccessibleDescription(reason)

    def revert(self) -> None:
        """Show again what the case holds."""
        self._write(self._shown)
        self.refuse("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving a long text tells of it, as leaving a line does."""
        if event.type() == QEvent.Type.FocusOut:
            self._commit()
        return super().eventFilter(watched, event)

    def _make_editor(self, kind: FieldKind) -> QWidget:
        if kind == "choice":
            box = QuietComboBox(self)
            box.currentIndexChanged.connect(self._commit)
            return box
        if kind == "long":
            long = QPlainTextEdit(self)
            long.setTabChangesFocus(True)
            long.setFixedHeight(LONG_HEIGHT)
            long.installEventFilter(self)
            return long
        line = QLineEdit(self)
        if kind == "number":
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.editingFinished.connect(self._commit)
        return line

    def _write(self, text: str) -> None:
        if isinstance(self.editor, QuietComboBox):
            self.editor.choose(text)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)

    def _commit(self) -> None:
        text = self.text()
        if text == self._shown:
            self.refuse("")
        else:
            self.committed.emit(text)
