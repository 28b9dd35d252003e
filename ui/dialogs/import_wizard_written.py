"""How is a text file written, encoding and delimiter: as it was found out, or as a person states it?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.i18n import Texts
from ui.operations.importing import AUTOMATIC, Written
from ui.state.desk import Desk
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button
from valuation.wording import N_

ENCODINGS = {"utf-8": "UTF-8", "gb18030": "GB18030", "cp1252": "Latin-1 (cp1252)", "utf-16": "UTF-16"}
"""Names of encodings; they are the same in every language."""
DELIMITERS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("vertical line |"),
    "；": N_("full-width semicolon"),
}
HINT = N_("State encoding and delimiter where they were found out wrongly")


class WrittenPart(QWidget):
    """Two choices, both automatic at first, and a way back to that; `fold` opens and closes them."""

    stated = Signal(object)
    """`Written`: how the file is to be read anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown, self._found = AUTOMATIC, AUTOMATIC
        self._left: QWidget | None = None
        self.fold = button("link")
        self.fold.setCheckable(True)
        self.encoding, self.delimiter = Field("choice"), Field("choice")
        self.back = button("link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field in (self.encoding, self.delimiter):
            field.setMaximumWidth(220)
            row.addWidget(field, 100)
            field.committed.connect(lambda _, field=field: self._state(field))
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.fold.toggled.connect(self._turn)
        self.back.clicked.connect(self._state_nothing)
        self.hide()

    def retranslate(self, texts: Texts) -> None:
        """Names of the choices."""
        self.fold.setToolTip(texts(HINT))
        self.back.setText(texts(N_("Back to automatic")))
        self._offer(texts)
        self._turn(is_open=self.fold.isChecked())

    def show_written(self, written: Written, found: Written = AUTOMATIC) -> None:
        """Show what is stated, and `found`, how the file was read; what is stated stands open."""
        self._shown = written
        # How it would be read without a statement is known only where nothing is stated.
        self._found = Written(
            "" if written.encoding else found.encoding.removesuffix("-sig"),
            "" if written.delimiter else found.delimiter,
        )
        for field, value in ((self.encoding, written.encoding), (self.delimiter, written.delimiter)):
            field.show_value(value)
        # Offering the choices anew shows them as stated, whatever was chosen and refused.
        self._offer(self._desk.texts)
        self.back.setVisible(written != AUTOMATIC)
        if written != AUTOMATIC:
            self.fold.setChecked(True)

    def focus_again(self) -> None:
        """Put the keyboard back on what the file was read anew for."""
        if self._left is not None and self.isVisible():
            (self._left if self._left.isVisible() else self.encoding).setFocus()
        self._left = None

    def _offer(self, texts: Texts) -> None:
        encodings = (("", self._automatic(ENCODINGS.get(self._found.encoding, ""))), *ENCODINGS.items())
        self.encoding.say(FieldTexts(texts(N_("Encoding of the text")), "", texts(HINT), encodings))
        named = [(sign, texts(name)) for sign, name in DELIMITERS.items()]
        found = dict(named).get(self._found.delimiter, "")
        self.delimiter.say(FieldTexts(texts(N_("Delimiter")), "", texts(HINT), (("", self._automatic(found)), *named)))

    def _automatic(self, found: str) -> str:
        texts = self._desk.texts
        return texts(N_("Automatic ({found})"), found=found) if found else texts(N_("Automatic"))

    def _turn(self, is_open: bool) -> None:
        self.fold.setText(f"{'▾' if is_open else '▸'} {self._desk.texts(N_('What was found out'))}")
        self.fold.setAccessibleName(self._desk.texts(N_("What was found out")))
        self.setVisible(is_open)

    def _state(self, field: Field) -> None:
        self._left = field.editor
        self.stated.emit(Written(self.encoding.text(), self.delimiter.text()))

    def _state_nothing(self) -> None:
        self._left = self.encoding.editor
        self.stated.emit(AUTOMATIC)
