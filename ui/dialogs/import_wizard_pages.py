"""Which rows of a list that was read are shown, however long it is, and how are those with certain words found?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pledgeapp.errors import Cancelled
from pledgeapp.i18n import Texts
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.spool import Large
from ui.dialogs.import_wizard_records import Listed, record_columns
from ui.operations import importing
from ui.operations.office import Office
from ui.operations.runner import Job
from ui.state.desk import Desk
from ui.widgets.styling import button, label
from ui.widgets.table_rows import TableRows
from valuation.wording import N_

PAGE = 5_000
"""Rows that are shown together; shorter lists are narrowed while the person types."""
_PAUSE = 400
"""Milliseconds after the last key before a long list is looked through."""


class ListedRecords(Large[Listed]):
    """File or sheet, line and record of all that was read."""

    def __init__(self, preview: ImportPreview) -> None:
        self._preview, self._records = preview, preview.records

    def __len__(self) -> int:
        """Number of records."""
        return len(self._records)

    def at(self, position: int) -> Listed:
        """The record at `position` with its place."""
        return next(self.between(position, position + 1))

    def between(self, start: int, stop: int) -> Iterator[Listed]:
        """The records of these positions, each with its place."""
        preview = self._preview
        origins = preview.origins[start:stop] or repeat(preview.file, stop - start)
        lines: Sequence[int | None] | repeat[None] = preview.lines[start:stop] or repeat(None, stop - start)
        return zip(origins, lines, self._records[start:stop], strict=False)


class RecordPages(QWidget):
    """The rows page by page with the words they are narrowed by; nothing is listed while a long list is searched."""

    listed_changed = Signal()
    """Other rows are listed, on this page or on all."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.rows: TableRows[Listed] = TableRows()
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.earlier, self.later = button("link"), button("link")
        self._place = label("muted")
        self._all: Sequence[Listed] = ()
        self.positions: Sequence[int] = ()
        """Where the rows listed on all pages stand among all that were read."""
        self._first = 0
        self._search: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, room in ((self.filter, 1), (self._place, 0), (self.earlier, 0), (self.later, 0)):
            row.addWidget(part, room)
        self.filter.textChanged.connect(self._narrow)
        self._pause.timeout.connect(self._begin_search)
        self.earlier.clicked.connect(lambda: self._turn_to(self._first - PAGE))
        self.later.clicked.connect(lambda: self._turn_to(self._first + PAGE))

    def retranslate(self, texts: Texts) -> None:
        """Words of the buttons and the line."""
        self.filter.setPlaceholderText(texts(N_("Narrow the list: words of any column")))
        self.filter.setAccessibleName(texts(N_("Narrow the list")))
        self.earlier.setText(texts(N_("Earlier rows")))
        self.later.setText(texts(N_("Later rows")))

    def show_preview(self, preview: ImportPreview) -> None:
        """List all records of `preview`."""
        self._stop_search()
        # The rows shown so far may be of another kind, which the new columns cannot read.
        self.rows.set_rows(())
        self.rows.set_columns(record_columns(preview.kind, self._desk, is_several=bool(preview.files)))
        self._all = ListedRecords(preview)
        with QSignalBlocker(self.filter):
            self.filter.clear()
        self._list(range(len(self._all)))

    @property
    def is_whole(self) -> bool:
        """Whether everything that was read is listed."""
        return len(self.positions) == len(self._all)

    def positions_at(self, rows: Sequence[int]) -> list[int]:
        """Where the rows of this page stand among all that were read."""
        return [self.positions[self._first + row] for row in rows]

    def _list(self, positions: Sequence[int]) -> None:
        self.positions = positions
        self._turn_to(0)

    def _turn_to(self, first: int) -> None:
        self._first = first
        shown = self.positions[first : first + PAGE]
        is_run = isinstance(shown, range)
        rows = self._all[first : first + len(shown)] if is_run else [self._all[at] for at in shown]
        self.rows.set_rows(tuple(rows))
        count = len(self.positions)
        words = N_("rows {first:,}–{last:,} of {count:,}")
        place = self._desk.texts(words, first=first + 1, last=first + len(shown), count=count)
        self._place.setText(place if count > PAGE else "")
        self.earlier.setEnabled(first > 0)
        self.later.setEnabled(first + PAGE < count)
        for part in (self._place, self.earlier, self.later):
            part.setVisible(count > PAGE or self._search is not None)
        self.listed_changed.emit()

    def _narrow(self) -> None:
        self._stop_search()
        words = self._words()
        if not words:
            self._list(range(len(self._all)))
        elif len(self._all) > PAGE:
            self._pause.start()
            self._list(())
        else:
            rows = enumerate(self._all)
            self._list([at for at, row in rows if importing.holds_words(row, self.rows.columns, words)])

    def _words(self) -> tuple[str, ...]:
        return tuple(self.filter.text().casefold().split())

    def _begin_search(self) -> None:
        wanted = importing.Search(self._all, self.rows.columns, self._words())
        self._search = importing.find_rows(self._office, self, wanted, self._found, self._failed)
        self._place.setText(self._desk.texts(N_("Looking through {count:,} rows…"), count=len(self._all)))
        self._place.show()

    def _found(self, positions: Sequence[int]) -> None:
        self._search = None
        self._list(positions)

    def _failed(self, error: BaseException) -> bool:
        return isinstance(error, Cancelled)

    def _stop_search(self) -> None:
        self._pause.stop()
        if self._search is not None:
            self._search.cancel()
            self._search = None
