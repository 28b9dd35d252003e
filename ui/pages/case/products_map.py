"""Which patents does a product use, and how much does each contribute?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.patent import Patent
from pledgeapp.records.product import PatentRole, PatentUse
from pledgeapp.records.wording import label as label_of
from ui.pages.case.case_page import CasePage
from ui.state.colours import Colours
from ui.state.edits import replace_at
from ui.state.figures import UNKNOWN, percent
from ui.state.quantities import as_typed, from_typed
from ui.widgets.styling import label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_, Message


@dataclass(frozen=True)
class MapRow:
    """A patent of the case, and how the product uses it, if it does."""

    patent: Patent
    use: PatentUse | None


class PatentMap(QWidget):
    """A line for each patent of the case; typing a contribution maps it, clearing it takes the mapping away."""

    def __init__(self, page: CasePage) -> None:
        super().__init__()
        self._page = page
        self._product = -1
        self.rows: TableRows[MapRow] = TableRows()
        self.table = TableView(self.rows, most_rows=9)
        self._title, self._reason = label("muted"), label("error", wraps=True)
        self._reason.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        for part in (self._title, self.table, self._reason):
            outer.addWidget(part)
        self.rows.refused.connect(self._refuse)

    def retranslate(self, texts: Texts) -> None:
        """Titles."""
        self._title.setText(
            texts(N_("Patents the product uses: contribution from 0 to 100; empty means the patent is not used"))
        )
        self.table.setAccessibleName(texts(N_("Patents the product uses")))
        self.rows.set_columns(
            (
                Column(title=texts(N_("Number")), text=lambda r: r.patent.number),
                Column(title=texts(N_("Title")), text=lambda r: r.patent.title, stretch=True),
                Column(
                    title=texts(N_("Contribution")),
                    text=lambda r: as_typed(r.use.contribution, "number", "yuan") if r.use else UNKNOWN,
                    value=lambda r: r.use.contribution if r.use else None,
                    typed=lambda r: as_typed(r.use.contribution, "number", "yuan") if r.use else "",
                    commit=self._contribution_typed,
                    is_number=True,
                ),
                Column(
                    title=texts(N_("Role")),
                    text=lambda r: texts(label_of(r.use.role)) if r.use else UNKNOWN,
                    typed=lambda r: r.use.role.value if r.use else "",
                    commit=self._role_chosen,
                    choices=tuple((role.value, texts(label_of(role))) for role in PatentRole),
                    hint=texts(
                        N_("What the line lacks without the patent; counts where it is shared by Shapley value")
                    ),
                ),
                Column(
                    title=texts(N_("Uplift")),
                    text=lambda r: percent(r.use.uplift) if r.use and r.use.uplift else UNKNOWN,
                    value=lambda r: r.use.uplift if r.use else None,
                    typed=lambda r: as_typed(r.use.uplift, "percent", "yuan") if r.use else "",
                    commit=self._uplift_typed,
                    is_number=True,
                    hint=texts(N_("By how much an improvement patent raises the line's income, in %")),
                ),
                Column(
                    title=texts(N_("Reason")),
                    text=lambda r: (r.use.reason or UNKNOWN) if r.use else UNKNOWN,
                    typed=lambda r: r.use.reason if r.use else "",
                    commit=self._reason_typed,
                    stretch=True,
                ),
            )
        )

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_product(self, case: Case, product: int) -> None:
        """Show the map of the product at this position."""
        self._product = product
        uses = {use.patent_id: use for use in case.products[product].patents}
        self.rows.set_rows(tuple(MapRow(patent, uses.get(patent.id)) for patent in case.patents))

    def _contribution_typed(self, row: int, text: str) -> str | None:
        there = self.rows.rows[row]
        typed = from_typed(text, "number", "yuan")
        if typed is None:
            return self._put(row, None, N_("not used"))
        held = there.use.model_dump() if there.use is not None else {"patent_id": there.patent.id}
        return self._put(row, {**held, "contribution": typed}, text)

    def _role_chosen(self, row: int, role: str) -> str | None:
        return self._put_field(row, {"role": role}, label_of(PatentRole(role)))

    def _uplift_typed(self, row: int, text: str) -> str | None:
        return self._put_field(row, {"uplift": from_typed(text, "percent", "yuan") or 0}, f"{text} %")

    def _reason_typed(self, row: int, text: str) -> str | None:
        return self._put_field(row, {"reason": text}, text[:40]) if text or self.rows.rows[row].use else None

    def _put_field(self, row: int, changes: dict[str, object], said: str) -> str | None:
        """Change one field of a use; a patent that is not used has none yet."""
        use = self.rows.rows[row].use
        if use is None:
            return self._page.desk.texts(N_("Enter the contribution first"))
        return self._put(row, {**use.model_dump(), **changes}, said)

    def _put(self, row: int, use: Mapping[str, object] | None, said: str) -> str | None:
        """Replace the use of one patent, the others keep their order."""
        uses: list[object] = []
        for position, other in enumerate(self.rows.rows):
            if position == row:
                uses += [use] if use is not None else []
            elif other.use is not None:
                uses.append(other.use)
        params = {"number": self.rows.rows[row].patent.number, "after_label": said}
        name = Message("contribution_edited", N_("Contribution of {number}: {after_label}"), params)
        problem = self._page.change(name, replace_at(self._page.case, f"products[{self._product}].patents", uses))
        return self._page.desk.texts.message(problem.message) if problem else None

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
