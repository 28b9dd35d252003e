"""What does each line of a sheet by years mean: its label and first figures beside what it is taken for?"""

from __future__ import annotations

from PySide6.QtCore import Signal

from pledgeapp.i18n import Texts
from pledgeapp.records.import_columns import MEANINGS_OF, ColumnsFound, Item, ListForm
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_


class ItemsTable(TableView):
    """The lines of the sheet; what one means is chosen where its own words do not say it."""

    choice_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        self.items: TableRows[Item] = TableRows()
        super().__init__(self.items, most_rows=6)
        self._desk = desk
        self._form = ListForm.PRODUCTS_BY_YEAR
        self.meanings: dict[str, str] = {}

    def retranslate(self, texts: Texts) -> None:
        """Titles and words."""
        self.setAccessibleName(texts(N_("Lines of the sheet")))
        self.items.restyle(self._desk.colours)
        self._set_columns(texts)

    def show_items(self, found: ColumnsFound) -> None:
        """Show the lines of a sheet by years; a list has none."""
        self.meanings = dict(found.meanings)
        self._form = found.form
        if found.form.is_by_year:
            self._set_columns(self._desk.texts)
        self.items.set_rows(found.items)
        self.setVisible(bool(found.items))

    def _set_columns(self, texts: Texts) -> None:
        meanings = tuple((key, texts(words)) for key, words in MEANINGS_OF[self._form].items())
        words = dict(meanings)

        def said(item: Item) -> str:
            chosen = self.meanings.get(item.name, "")
            if chosen:
                return words[chosen]
            own = words[item.says] if item.says else texts(N_("other cost, under its own name"))
            return texts(N_("as its words say: {meaning}"), meaning=own)

        self.items.set_columns(
            (
                Column(title=texts(N_("Line of the sheet")), text=lambda item: item.name),
                Column(
                    title=texts(N_("First figures")),
                    text=lambda item: " ¦ ".join(item.samples) or UNKNOWN,
                    stretch=True,
                ),
                Column(
                    title=texts(N_("Means")),
                    text=said,
                    typed=lambda item: self.meanings.get(item.name, ""),
                    commit=self._set_meaning,
                    choices=meanings,
                    tone=lambda item: "info" if self.meanings.get(item.name) else "muted",
                    hint=texts(N_("Double click or F2 to choose")),
                ),
            )
        )

    def _set_meaning(self, row: int, meaning: str) -> str | None:
        self.meanings[self.items.rows[row].name] = meaning
        self.items.set_rows(self.items.rows)
        self.choice_changed.emit()
        return None
