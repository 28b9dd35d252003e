"""Step 2: which patents are pledged, and which products do they serve?"""

from __future__ import annotations

from ui.operations.office import Office
from ui.pages.case.case_page import CasePage
from ui.pages.case.patents_detail import PatentDetail
from ui.pages.case.patents_list import PatentsList
from ui.pages.case.products import ProductsCard
from ui.state.desk import Desk
from valuation.wording import N_


class PatentsPage(CasePage):
    """The list, all fields of the patent chosen in it, and the product lines."""

    title = N_("Patents")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.list = PatentsList(self)
        self.detail = PatentDetail(self)
        self.products = ProductsCard(self)
        for part in (self.list, self.detail, self.products):
            self.add_part(part)
        self.column.addStretch(1)
        self.list.patent_chosen.connect(self.detail.show_patent)

    def enter(self, focus: str = "") -> None:
        """A jump to a patent chooses it in the list first."""
        if focus.startswith("patents["):
            self.list.choose(int(focus[len("patents[") :].split("]", maxsplit=1)[0]))
        super().enter(focus)
