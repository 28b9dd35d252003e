"""What was read from the file: layout, rows, what differs, and what was refused and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTabBar, QVBoxLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.comparable import Comparable
from pledgeapp.records.importing import Conflict, ImportKind, ImportPreview
from pledgeapp.records.wording import label as label_of
from ui.dialogs.import_wizard_choice import KIND_LABELS
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, ListedMoney
from ui.widgets.badge import Badge
from ui.widgets.field import Field, FieldTexts
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

READ, REFUSED, DIFFERENT = 0, 1, 2


class PreviewPage(QWidget):
    """Counts above; below a tab for what was read, what was refused, and what differs."""

    kind_chosen = Signal(str)
    choice_changed = Signal()
    """Other records would be taken over than before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: ImportPreview | None = None
        self._title, self._facts = label("title"), label("muted", wraps=True)
        self._badges = tuple(Badge() for _ in range(4))
        self.kind = Field("choice")
        self.kind.setMaximumWidth(300)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self._records: tuple[tuple[int | None, Any], ...] = ()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.read: TableRows[Any] = TableRows()
        self.refused: TableRows[Problem] = TableRows()
        self.different: TableRows[Conflict] = TableRows()
        self.tables = tuple(TableView(model, most_rows=10) for model in (self.read, self.refused, self.different))
        self.export = button("link")
        self._note = label("muted", wraps=True)
        self._lay_out()
        self.tables[READ].setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tables[READ].setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tables[READ].selectionModel().selectionChanged.connect(self.choice_changed)
        self.filter.textChanged.connect(self._narrow)
        self.tabs.currentChanged.connect(self._turn)
        self.kind.committed.connect(self.kind_chosen)

    def retranslate(self, texts: Texts) -> None:
        """Titles."""
        choices = tuple((kind.value, texts(name)) for kind, name in KIND_LABELS.items())
        self.kind.say(FieldTexts(texts(N_("The rows describe")), choices=choices))
        self.export.setText(texts(N_("Export the refused rows…")))
        self.filter.setPlaceholderText(texts(N_("Narrow the list: words of any column")))
        self.filter.setAccessibleName(texts(N_("Narrow the list")))
        self._note.setText(texts(N_("Taken over are the rows selected, or all that are listed when none is.")))
        self.tabs.setAccessibleName(texts(N_("What was read from the file")))
        for table, name in zip(self.tables, (N_("Read"), N_("Refused"), N_("Differences")), strict=True):
            table.setAccessibleName(texts(name))
            self.tabs.addTab(texts(name))
        for model in (self.read, self.refused, self.different):
            model.restyle(self._desk.colours)
        self.refused.set_columns(
            (
                Column(
                    title=texts(N_("Line")),
                    text=lambda p: str(p.row) if p.row else UNKNOWN,
                    value=lambda p: p.row,
                    is_number=True,
                ),
                Column(title=texts(N_("Column")), text=lambda p: p.column or UNKNOWN),
                Column(title=texts(N_("What stands there")), text=lambda p: p.value or UNKNOWN),
                Column(title=texts(N_("Reason")), text=lambda p: texts.message(p.message), stretch=True),
            )
        )
        self.different.set_columns(
            (
                Column(title=texts(N_("Of")), text=lambda c: c.subject),
                Column(title=texts(N_("Field")), text=lambda c: texts(c.field)),
                Column(title=texts(N_("Kept")), text=lambda c: c.kept, stretch=True),
                Column(title=texts(N_("Not kept")), text=lambda c: c.other, stretch=True),
                Column(title=texts(N_("Line")), text=lambda c: str(c.row) if c.row else UNKNOWN, is_number=True),
            )
        )

    def show_preview(self, preview: ImportPreview) -> None:
        """Show all that `preview` says."""
        self._preview = preview
        texts = self._desk.texts
        self._title.setText(f"{preview.file} · {texts(preview.layout_label)}")
        self._facts.setText(self._facts_of(preview))
        self.kind.show_value(preview.kind.value)
        counts = (
            (N_("{count} to take over"), preview.accepted, "good"),
            (N_("{count} merged inside the file"), preview.merged, "info"),
            (N_("{count} row(s) refused"), preview.refused_rows, "danger"),
            (N_("{count} difference(s)"), len(preview.conflicts), "attention"),
        )
        for badge, (words, count, tone) in zip(self._badges, counts, strict=True):
            badge.say(texts(words, count=count) if count else "", tone)  # type: ignore[arg-type]
        self.read.set_columns(self._columns(preview.kind))
        records: Sequence[Any] = (*preview.patents, *preview.comparables, *preview.products)
        self._records = tuple(zip(preview.lines or (None,) * len(records), records, strict=True))
        self.filter.clear()
        self._narrow()
        self.refused.set_rows(preview.refused)
        self.different.set_rows(preview.conflicts)
        self.tabs.setTabText(REFUSED, f"{texts(N_('Refused'))} {len(preview.refused)}")
        self.tabs.setTabText(DIFFERENT, f"{texts(N_('Differences'))} {len(preview.conflicts)}")
        self.export.setEnabled(bool(preview.refused))
        self._turn()

    def chosen(self) -> ImportPreview | None:
        """What would be taken over: the rows selected, else those listed; the preview itself when that is all."""
        if self._preview is None:
            return None
        listed = self.read.rows
        rows = self.tables[READ].chosen_rows()
        records = tuple(listed[row] for row in rows) if rows else listed
        if len(records) == len(self._records):
            return self._preview
        lines = tuple(line for line, _ in records if line is not None)
        kept = {record.id if hasattr(record, "id") else id(record) for _, record in records}

        def part(all_records: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(r for r in all_records if (r.id if hasattr(r, "id") else id(r)) in kept)

        return replace(
            self._preview,
            patents=part(self._preview.patents),
            comparables=part(self._preview.comparables),
            products=part(self._preview.products),
            rows=len(records),
            merged=0,
            refused=(),
            conflicts=(),
            lines=lines if len(lines) == len(records) else (),
        )

    def _narrow(self) -> None:
        words = self.filter.text().casefold().split()
        columns = self.read.columns
        rows = [
            row
            for row in self._records
            if not words or all(word in " ".join(c.text(row) for c in columns).casefold() for word in words)
        ]
        self.tables[READ].clearSelection()
        self.read.set_rows(rows)
        self.choice_changed.emit()

    def _facts_of(self, preview: ImportPreview) -> str:
        texts = self._desk.texts
        delimiter = {"\t": texts(N_("tab"))}.get(preview.delimiter, preview.delimiter)
        parts = [texts(N_("{rows} row(s)"), rows=preview.rows)]
        parts += [texts(N_("text encoding {encoding}"), encoding=preview.encoding)] if preview.encoding else []
        parts += [texts(N_("separated by {delimiter}"), delimiter=delimiter)] if preview.delimiter else []
        if preview.ignored:
            parts.append(texts(N_("not read: {columns}"), columns="、".join(preview.ignored[:8])))
        return " · ".join(parts)

    def _columns(self, kind: ImportKind) -> tuple[Column[Any], ...]:
        texts, unit = self._desk.texts, self._desk.settings.money_unit
        line = Column[Any](
            title=texts(N_("Line")),
            text=lambda r: str(r[0]) if r[0] else UNKNOWN,
            value=lambda r: r[0],
            is_number=True,
        )
        if kind is ImportKind.PATENTS:
            return (
                line,
                Column(title=texts(N_("Number")), text=lambda r: r[1].number),
                Column(title=texts(N_("Title")), text=lambda r: r[1].title, stretch=True),
                Column(title=texts(N_("Holders")), text=lambda r: "；".join(r[1].patentees) or UNKNOWN, stretch=True),
                Column(title=texts(N_("Filed")), text=lambda r: str(r[1].filing_date or UNKNOWN)),
                Column(title=texts(N_("Legal state")), text=lambda r: texts(label_of(r[1].legal_state))),
            )
        if kind is ImportKind.COMPARABLES:
            price = f"{texts(N_('Price'))} ({self._desk.money_name_of_lists})"
            money = ListedMoney(unit, texts.language)
            return (
                line,
                Column(title=texts(N_("Transaction")), text=lambda r: r[1].name, stretch=True),
                Column(title=texts(N_("Date")), text=lambda r: r[1].transaction_date.isoformat()),
                Column(title=price, text=lambda r: money(_total(r[1]), r[1].currency), is_number=True),
                Column(title=texts(N_("Patents")), text=lambda r: str(r[1].patents_count), is_number=True),
                Column(title=texts(N_("Source")), text=lambda r: r[1].source or UNKNOWN),
            )
        return (
            line,
            Column(title=texts(N_("Product line")), text=lambda r: r[1].product.name, stretch=True),
            Column(title=texts(N_("Years")), text=lambda r: _years(r[1].product.figures)),
            Column(title=texts(N_("Patents")), text=lambda r: "；".join(n for n, _ in r[1].patents) or UNKNOWN),
        )

    def _turn(self) -> None:
        for position, table in enumerate(self.tables):
            table.setVisible(position == self.tabs.currentIndex())
        self.export.setVisible(self.tabs.currentIndex() == REFUSED)
        for part in (self._note, self.filter):
            part.setVisible(self.tabs.currentIndex() == READ)

    def _lay_out(self) -> None:
        badges, bar = QHBoxLayout(), QHBoxLayout()
        badges.setSpacing(6)
        for badge in self._badges:
            badges.addWidget(badge)
        badges.addStretch(1)
        bar.addWidget(self.tabs, 1)
        bar.addWidget(self.export)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        for part in (self._title, self._facts):
            outer.addWidget(part)
        outer.addLayout(badges)
        outer.addWidget(self.kind)
        outer.addLayout(bar)
        outer.addWidget(self.filter)
        for table in self.tables:
            outer.addWidget(table)
        outer.addWidget(self._note)
        outer.addStretch(1)


def _total(comparable: Comparable) -> Decimal:
    return sum((payment.amount for payment in comparable.payments), Decimal(0))


def _years(figures: tuple[Any, ...]) -> str:
    return f"{figures[0].year}–{figures[-1].year}" if figures else UNKNOWN
