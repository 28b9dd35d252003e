"""Which column of a list holds what: names and sample values beside what they are taken for, tried at once?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.import_columns import FORM_LABELS, ColumnsFound, ListForm, Taught
from pledgeapp.records.importing import ImportKind, ImportPreview
from ui.dialogs.import_wizard_column_table import UNITS, ColumnTable, Line
from ui.dialogs.import_wizard_items import ItemsTable
from ui.dialogs.import_wizard_records import Listed, record_columns
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import label
from ui.widgets.table_rows import TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

SOURCE_LABELS = {
    SourceKind.REGISTER: N_("Patent register"),
    SourceKind.OFFICE: N_("Patent office"),
    SourceKind.DATABASE: N_("Patent database"),
    SourceKind.SEARCH_LIST: N_("Result list of a free search"),
}
CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY")
_NARROW, _WIDE = 240, 360


class ColumnsPage(QWidget):
    """Every column with what it holds, of a sheet by years every line; below, the first rows as they would be read."""

    choice_changed = Signal()
    form_chosen = Signal(str)
    """What the lines describe was stated: the list is to be looked at anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: ColumnsFound | None = None
        self._said = {"source": "", "unit": "", "currency": ""}
        self._title, self._facts = label("title"), label("muted", wraps=True)
        self.table, self.lines = ColumnTable(desk), ItemsTable(desk)
        self.tried: TableRows[Listed] = TableRows()
        self.trial = TableView(self.tried, most_rows=6)
        self._trial_title, self.reason = label("subtitle"), label("error", wraps=True)
        self.form, self.unit, self.currency, self.source = (Field("choice") for _ in range(4))
        self.name = QLineEdit()
        self.name.setMaximumWidth(280)
        self.keep = QCheckBox()
        self.keep.setChecked(True)
        self._name_label = label("muted")
        self._lay_out()
        self.table.lines.refused.connect(self.refuse)
        for part in (self.table, self.lines):
            part.choice_changed.connect(self.choice_changed)
        self.name.editingFinished.connect(self.choice_changed)
        self.form.committed.connect(self.form_chosen)
        for name, field in (("source", self.source), ("unit", self.unit), ("currency", self.currency)):
            field.committed.connect(lambda value, name=name: self._say(name, value))

    @property
    def columns(self) -> TableRows[Line]:
        """The columns that are shown."""
        return self.table.lines

    @property
    def found(self) -> ColumnsFound | None:
        """The list whose columns are shown."""
        return self._found

    @property
    def taught(self) -> Taught:
        """What was chosen, under its name."""
        form = self._found.form if self._found is not None else ListForm.PATENTS
        is_money = form is not ListForm.PATENTS
        kind = SourceKind(self._said["source"]) if self._said["source"] and not is_money else None
        return Taught(
            name=self.name.text().strip() or self._usual_name(),
            choice=dict(self.table.choice),
            source_kind=kind,
            form=form,
            unit=self._said["unit"] if is_money else "",
            currency=self._said["currency"] if is_money else "",
            meanings=dict(self.lines.meanings) if form.is_by_year else {},
        )

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self._name_label.setText(texts(N_("Name of the layout")))
        self.name.setAccessibleName(texts(N_("Name of the layout")))
        forms = tuple((form.value, texts(words)) for form, words in FORM_LABELS.items())
        makers = (("", texts(N_("Not said"))), *((k.value, texts(name)) for k, name in SOURCE_LABELS.items()))
        units = (("", texts(N_("Stated in the list"))), *((unit, texts(words)) for unit, words in UNITS))
        currencies = (("", texts(N_("Stated in the list, or not said"))), *((code, code) for code in CURRENCIES))
        self.form.say(FieldTexts(texts(N_("The lines describe")), choices=forms))
        self.source.say(FieldTexts(texts(N_("Who made the list")), choices=makers))
        self.unit.say(FieldTexts(texts(N_("Unit of the sums")), choices=units))
        self.currency.say(FieldTexts(texts(N_("Currency of the sums")), choices=currencies))
        self._show_said()
        self.keep.setText(texts(N_("Keep this layout for later files")))
        self.keep.setAccessibleName(self.keep.text())
        self.trial.setAccessibleName(texts(N_("First rows as they would be read")))
        self._trial_title.setText(texts(N_("First rows as they would be read")))
        self.tried.restyle(self._desk.colours)
        self.table.retranslate(texts)
        self.lines.retranslate(texts)
        self.tried.set_columns(record_columns(self._kind, self._desk, is_several=False))

    def show_columns(self, found: ColumnsFound, *, is_new: bool = True) -> None:
        """Show the columns of a list and what they are taken for at first; `is_new` unless it is looked at again."""
        self._found = found
        texts = self._desk.texts
        if is_new:
            self._said |= {"unit": "", "currency": ""}
            self.name.setText(self._usual_name())
        self._title.setText(texts(N_("{file} · which column holds what"), file=found.file))
        self._facts.setText(texts(_words_of(found)))
        self._show_said()
        self.table.show_found(found)
        self.lines.show_items(found)
        # The rows tried so far may be of another kind, which the new columns cannot read.
        self.tried.set_rows(())
        self.tried.set_columns(record_columns(self._kind, self._desk, is_several=False))
        self.choice_changed.emit()

    def show_tried(self, preview: ImportPreview) -> None:
        """Show the first rows as they are read, and how many of them are refused and why.

        A trial that began before another form was stated comes too late.
        """
        if preview.kind is not self._kind:
            return
        origins = preview.origins or (preview.file,) * len(preview.records)
        lines = preview.lines or (None,) * len(preview.records)
        self.tried.set_rows(tuple(zip(origins, lines, preview.records, strict=True)))
        texts = self._desk.texts
        if preview.refused:
            first = preview.refused[0]
            words = N_("{count} of the first {rows} rows are refused; line {line}, {column}: {reason}")
            reason = texts.message(first.message)
            place = {"line": first.row or 0, "column": first.column or UNKNOWN, "reason": reason}
            self.refuse(texts(words, count=preview.refused_rows, rows=preview.rows, **place))
        else:
            self.refuse("")

    def refuse(self, reason: str) -> None:
        """Say why nothing can be read this way; an empty reason takes that back."""
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))

    @property
    def _kind(self) -> ImportKind:
        return self._found.form.kind if self._found is not None else ImportKind.PATENTS

    def _usual_name(self) -> str:
        return self._found.file.rsplit(".", maxsplit=1)[0][:60] if self._found is not None else ""

    def _say(self, name: str, value: str) -> None:
        self._said[name] = value
        self._show_said()
        self.choice_changed.emit()

    def _show_said(self) -> None:
        form = self._found.form if self._found is not None else ListForm.PATENTS
        self.form.show_value(form.value)
        for name, field in (("source", self.source), ("unit", self.unit), ("currency", self.currency)):
            field.show_value(self._said[name])
            field.setVisible((name == "source") == (form is ListForm.PATENTS))

    def _lay_out(self) -> None:
        for field in (self.unit, self.currency, self.source):
            field.setFixedWidth(_NARROW)
        self.form.setFixedWidth(_WIDE)
        said, kept, named = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for row in (said, kept):
            row.setSpacing(16)
        for field in (self.form, self.unit, self.currency, self.source):
            said.addWidget(field)
        said.addStretch(1)
        named.setSpacing(3)
        named.addWidget(self._name_label)
        named.addWidget(self.name)
        kept.addLayout(named)
        kept.addWidget(self.keep)
        kept.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._title)
        outer.addWidget(self._facts)
        outer.addLayout(said)
        below: tuple[QWidget, ...] = (self.table, self.lines, self._trial_title, self.trial, self.reason)
        for part in below:
            outer.addWidget(part)
        outer.addStretch(1)
        outer.addLayout(kept)
        self.reason.hide()
        self.lines.hide()


def _words_of(found: ColumnsFound) -> str:
    if found.is_known:
        return N_("The list was recognised; change what a column holds where it is wrong.")
    if not found.is_form_certain:
        return N_("The list is not known. Say first what its lines describe, then check what each column holds.")
    return N_("The list is not known. What the columns hold is suggested by their names: check it.")
