"""What has changed since the last import, and which of it is to be taken over?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.import_differences import (
    ALL_FIELDS,
    Accepted,
    Decided,
    DifferenceKind,
    Differences,
    Everything,
    FieldDifference,
    RecordDifference,
)
from pledgeapp.records.spool import Large
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

TAKE, KEEP = "take", "keep"
KIND_WORDS = {
    DifferenceKind.NEW: N_("New"),
    DifferenceKind.CHANGED: N_("Changed"),
    DifferenceKind.GONE: N_("No longer listed"),
}
KIND_TONES = {DifferenceKind.NEW: "good", DifferenceKind.CHANGED: "attention", DifferenceKind.GONE: "muted"}


@dataclass(frozen=True)
class Change:
    """One field of one record, or a record that is new or gone as a whole."""

    record: RecordDifference
    field: FieldDifference | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person may choose between the two values."""
        return self.field is not None and _is_open(self.record, self.field)


class ChangesPart(QWidget):
    """Field by field, old and new; taken or kept one by one or all together. What was entered by hand stays."""

    choice_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._differences = Differences()
        self._of_all: Accepted = {}
        """What was proposed, or chosen for all together."""
        self._of_one: dict[str, frozenset[str]] = {}
        """What a person has decided on single records, by their key."""
        self.rows: TableRows[Change] = TableRows()
        self.table = TableView(self.rows, most_rows=10)
        self.take_all, self.keep_all = button("link"), button("link")
        self._note = label("muted", wraps=True)
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addWidget(self.take_all)
        foot.addWidget(self.keep_all)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.table)
        outer.addLayout(foot)
        self.take_all.clicked.connect(lambda: self._choose_all(is_taken=True))
        self.keep_all.clicked.connect(lambda: self._choose_all(is_taken=False))

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self.table.setAccessibleName(texts(N_("Changes")))
        self.take_all.setText(texts(N_("Take all new values")))
        self.keep_all.setText(texts(N_("Keep all old values")))
        self.rows.restyle(self._desk.colours)
        self.rows.set_columns(self._columns(texts))
        self._say()

    def show_differences(self, differences: Differences) -> None:
        """Show what has changed; what is proposed is taken unless a person says otherwise."""
        self._differences = differences
        self._of_all, self._of_one = differences.proposed, {}
        self.rows.set_rows(tuple(_changes(differences.first)) if self.has_met else ())
        self._say()

    @property
    def has_met(self) -> bool:
        """Whether anything that was read is there already: a first import has no changes."""
        new = self._differences.counts.get(DifferenceKind.NEW, 0)
        return bool(self._differences.same) or new < len(self._differences.records)

    @property
    def count(self) -> int:
        """Records that are new, changed or gone."""
        return len(self._differences.records) if self.has_met else 0

    def accepted(self) -> Accepted:
        """The fields in which the newer description is to count."""
        records = self._differences.records
        if isinstance(records, Large):
            return Decided(self._of_all, dict(self._of_one))
        return {record.key: taken for record in records if (taken := self._taken_of(record))}

    def _taken_of(self, record: RecordDifference) -> frozenset[str]:
        """The fields of a record whose new value is taken."""
        if record.key in self._of_one:
            return self._of_one[record.key]
        taken = self._of_all.get(record.key, frozenset())
        return frozenset(f.field for f in record.fields if _is_open(record, f)) if taken == ALL_FIELDS else taken

    def _columns(self, texts: Texts) -> tuple[Column[Change], ...]:
        return (
            Column(
                title=texts(N_("Decision")),
                text=self._decision,
                typed=lambda c: TAKE if self._is_taken(c) else KEEP,
                commit=self._commit,
                choices=((TAKE, texts(N_("Take the new one"))), (KEEP, texts(N_("Keep the old one")))),
                tone=lambda c: "info" if self._is_taken(c) else "muted",
            ),
            Column(
                title=texts(N_("What")),
                text=lambda c: texts(KIND_WORDS[c.record.kind]),
                tone=lambda c: KIND_TONES[c.record.kind],
            ),
            Column(title=texts(N_("Number or name")), text=lambda c: texts(c.record.subject)),
            Column(title=texts(N_("Title")), text=lambda c: c.record.title or UNKNOWN, stretch=True),
            Column(title=texts(N_("Field")), text=lambda c: texts(c.field.label) if c.field else UNKNOWN),
            Column(title=texts(N_("Old value")), text=lambda c: _value(c, texts, is_old=True), stretch=True),
            Column(title=texts(N_("New value")), text=lambda c: _value(c, texts, is_old=False), stretch=True),
            Column(title=texts(N_("Old value from")), text=lambda c: self._origin(c, texts)),
        )

    def _decision(self, change: Change) -> str:
        texts = self._desk.texts
        if change.record.kind is DifferenceKind.NEW:
            return texts(N_("is added"))
        if change.record.kind is DifferenceKind.GONE:
            return texts(N_("stays"))
        if change.field is not None and not change.field.old:
            return texts(N_("is filled in"))
        if not change.is_open:
            return texts(N_("stays"))
        return texts(N_("Take the new one")) if self._is_taken(change) else texts(N_("Keep the old one"))

    def _origin(self, change: Change, texts: Texts) -> str:
        if change.field is None or not change.field.old:
            return UNKNOWN
        return texts(N_("entered by hand")) if change.field.is_by_hand else change.field.old_source or UNKNOWN

    def _is_taken(self, change: Change) -> bool:
        return change.field is not None and change.field.field in self._taken_of(change.record)

    def _commit(self, row: int, text: str) -> str | None:
        change = self.rows.rows[row]
        if not change.is_open or change.field is None:
            return self._desk.texts(N_("Here is nothing to decide."))
        self._decide(change, is_taken=text == TAKE)
        self.choice_changed.emit()
        return None

    def _decide(self, change: Change, *, is_taken: bool) -> None:
        if change.field is not None:
            taken, field = self._taken_of(change.record), frozenset({change.field.field})
            self._of_one[change.record.key] = taken | field if is_taken else taken - field

    def _choose_all(self, *, is_taken: bool) -> None:
        self._of_all, self._of_one = Everything() if is_taken else {}, {}
        self.rows.set_rows(self.rows.rows)
        self.choice_changed.emit()

    def _say(self) -> None:
        texts, differences = self._desk.texts, self._differences
        counts = {kind.value: differences.counts.get(kind, 0) for kind in DifferenceKind}
        words = N_("{new} new, {changed} changed, {gone} no longer listed, {same} the same. What is gone stays.")
        said = [texts(words, same=differences.same, **counts)]
        if len(differences.first) < len(differences.records):
            more = N_("The first {count:,} are listed; what is chosen for all holds for all.")
            said.append(texts(more, count=len(differences.first)))
        self._note.setText(" ".join(said))
        is_open = any(change.is_open for change in self.rows.rows)
        self.take_all.setEnabled(is_open)
        self.keep_all.setEnabled(is_open)


def _is_open(record: RecordDifference, field: FieldDifference) -> bool:
    return field.field in record.acceptable and bool(field.old)


def _changes(records: Iterable[RecordDifference]) -> Iterator[Change]:
    for record in records:
        yield from (Change(record, field) for field in record.fields)
        if not record.fields:
            yield Change(record)


def _value(change: Change, texts: Texts, *, is_old: bool) -> str:
    if change.field is None:
        return UNKNOWN
    return texts(change.field.old if is_old else change.field.new) or UNKNOWN
