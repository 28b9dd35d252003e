"""Which column of a list holds what: names and sample values beside what they are taken for, tried at once?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.import_columns import FIELD_LABELS, ChosenColumn, ColumnsFound, Taught
from pledgeapp.records.importing import ImportKind, ImportPreview
from ui.dialogs.import_wizard_records import Listed, record_columns
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

NOT_READ, FOUND_OUT = "", ""
DAYS = frozenset({"priority_date", "filing_date", "publication_date", "grant_date"})
LISTS = frozenset({"patentees", "inventors", "ipc", "family_priorities"})
COMMA = ","
SOURCE_LABELS = {
    SourceKind.REGISTER: N_("Patent register"),
    SourceKind.OFFICE: N_("Patent office"),
    SourceKind.DATABASE: N_("Patent database"),
    SourceKind.SEARCH_LIST: N_("Result list of a free search"),
}


@dataclass(frozen=True)
class _Line:
    """One column of the list."""

    position: int
    name: str
    samples: tuple[str, ...]


class ColumnsPage(QWidget):
    """Every column with its name, samples and what it holds; below, the first rows as they would be read."""

    choice_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: ColumnsFound | None = None
        self.choice: dict[int, ChosenColumn] = {}
        self._title, self._facts = label("title"), label("muted", wraps=True)
        self.columns: TableRows[_Line] = TableRows()
        self.tried: TableRows[Listed] = TableRows()
        self.table, self.trial = TableView(self.columns, most_rows=7), TableView(self.tried, most_rows=6)
        self._trial_title, self.reason = label("subtitle"), label("error", wraps=True)
        self.name = QLineEdit()
        self.name.setMaximumWidth(280)
        self.source = Field("choice")
        self.source.setMaximumWidth(280)
        self.keep = QCheckBox()
        self.keep.setChecked(True)
        self._name_label = label("muted")
        self._source_kind = ""
        self._lay_out()
        self.columns.refused.connect(self.refuse)
        self.name.editingFinished.connect(self.choice_changed)
        self.source.committed.connect(self._choose_source)

    @property
    def found(self) -> ColumnsFound | None:
        """The list whose columns are shown."""
        return self._found

    @property
    def taught(self) -> Taught:
        """What was chosen, under its name."""
        kind = SourceKind(self._source_kind) if self._source_kind else None
        return Taught(self.name.text().strip() or self._usual_name(), dict(self.choice), kind)

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self._name_label.setText(texts(N_("Name of the layout")))
        self.name.setAccessibleName(texts(N_("Name of the layout")))
        choices = (("", texts(N_("Not said"))), *((k.value, texts(name)) for k, name in SOURCE_LABELS.items()))
        self.source.say(FieldTexts(texts(N_("Who made the list")), choices=choices))
        self.source.show_value(self._source_kind)
        self.keep.setText(texts(N_("Keep this layout for later files")))
        self.keep.setAccessibleName(self.keep.text())
        self.table.setAccessibleName(texts(N_("Columns of the list")))
        self.trial.setAccessibleName(texts(N_("First rows as they would be read")))
        self._trial_title.setText(texts(N_("First rows as they would be read")))
        for model in (self.columns, self.tried):
            model.restyle(self._desk.colours)
        self.columns.set_columns(self._column_columns(texts))
        self.tried.set_columns(record_columns(ImportKind.PATENTS, self._desk, is_several=False))

    def show_columns(self, found: ColumnsFound) -> None:
        """Show the columns of a list and what they are taken for at first."""
        self._found = found
        self.choice = dict(found.choice)
        texts = self._desk.texts
        self._title.setText(texts(N_("{file} · which column holds what"), file=found.file))
        words = (
            N_("The list was recognised; change what a column holds where it is wrong.")
            if found.is_known
            else N_("The list is not known. What the columns hold is suggested by their names: check it.")
        )
        self._facts.setText(texts(words))
        self.name.setText(self._usual_name())
        named = enumerate(zip(found.names, found.samples, strict=True))
        lines = tuple(_Line(at, name, samples) for at, (name, samples) in named if name)
        self.columns.set_rows(lines)
        self.tried.set_rows(())
        self.choice_changed.emit()

    def show_tried(self, preview: ImportPreview) -> None:
        """Show the first rows as they are read, and how many of them are refused and why."""
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

    def _usual_name(self) -> str:
        return self._found.file.rsplit(".", maxsplit=1)[0][:60] if self._found is not None else ""

    def _column_columns(self, texts: Texts) -> tuple[Column[_Line], ...]:
        fields = (
            (NOT_READ, texts(N_("is not read"))),
            *((name, texts(words)) for name, words in FIELD_LABELS.items()),
        )
        orders = (
            (FOUND_OUT, texts(N_("found out"))),
            ("day_first", texts(N_("day, month, year"))),
            ("month_first", texts(N_("month, day, year"))),
        )
        separators = (
            (FOUND_OUT, texts(N_("found out"))),
            *((mark, mark) for mark in (";", COMMA, "|", "、", "/")),
        )
        return (
            Column(title=texts(N_("Column")), text=lambda line: line.name),
            Column(title=texts(N_("Samples")), text=lambda line: " ¦ ".join(line.samples) or UNKNOWN, stretch=True),
            Column(
                title=texts(N_("Holds")),
                text=lambda line: _word(fields, self._of(line).field),
                typed=lambda line: self._of(line).field,
                commit=self._set_field,
                choices=fields,
                tone=lambda line: "info" if self._of(line).field else "muted",
                hint=texts(N_("Double click or F2 to choose")),
            ),
            Column(
                title=texts(N_("Order of the date")),
                text=lambda line: _word(orders, self._of(line).date_order or "") if self._is(line, DAYS) else UNKNOWN,
                typed=lambda line: self._of(line).date_order or "",
                commit=self._set_order,
                choices=orders,
            ),
            Column(
                title=texts(N_("Between entries")),
                text=lambda line: _word(separators, self._separator(line)) if self._is(line, LISTS) else UNKNOWN,
                typed=self._separator,
                commit=self._set_separator,
                choices=separators,
            ),
        )

    def _of(self, line: _Line) -> ChosenColumn:
        return self.choice.get(line.position, ChosenColumn())

    def _is(self, line: _Line, fields: frozenset[str]) -> bool:
        return self._of(line).field in fields

    def _separator(self, line: _Line) -> str:
        chosen = self._of(line)
        return COMMA if chosen.reader == "comma_names" else chosen.separator or ""

    def _set_field(self, row: int, field: str) -> str | None:
        self._put(row, ChosenColumn(field))
        return None

    def _set_order(self, row: int, order: str) -> str | None:
        line = self.columns.rows[row]
        if not self._is(line, DAYS):
            return self._desk.texts(N_("Only a column of dates has an order of day and month."))
        self._put(row, replace(self._of(line), date_order=order or None))
        return None

    def _set_separator(self, row: int, mark: str) -> str | None:
        line = self.columns.rows[row]
        if not self._is(line, LISTS):
            return self._desk.texts(N_("Only a column of several entries has a mark between them."))
        # A comma also stands inside a company's name: a reader of its own keeps `Co., Ltd.` together.
        is_names = mark == COMMA and self._of(line).field in ("patentees", "inventors")
        reader, separator = ("comma_names", None) if is_names else ("", mark or None)
        self._put(row, replace(self._of(line), reader=reader, separator=separator))
        return None

    def _put(self, row: int, chosen: ChosenColumn) -> None:
        self.choice[self.columns.rows[row].position] = chosen
        self.columns.set_rows(self.columns.rows)
        self.choice_changed.emit()

    def _choose_source(self, kind: str) -> None:
        self._source_kind = kind
        self.source.show_value(kind)
        self.choice_changed.emit()

    def _lay_out(self) -> None:
        kept, named = QHBoxLayout(), QVBoxLayout()
        named.setSpacing(3)
        named.addWidget(self._name_label)
        named.addWidget(self.name)
        kept.setSpacing(16)
        kept.addLayout(named)
        kept.addWidget(self.source)
        kept.addWidget(self.keep)
        kept.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        for part in (self._title, self._facts, self.table, self._trial_title, self.trial, self.reason):
            outer.addWidget(part)
        outer.addStretch(1)
        outer.addLayout(kept)
        self.reason.hide()


def _word(choices: tuple[tuple[str, str], ...], value: str) -> str:
    return next((text for key, text in choices if key == value), value)
