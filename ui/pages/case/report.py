"""Step 7: what is still open, what does the report look like, and which reports of the case were issued?"""

from __future__ import annotations

from ui.operations.office import Office
from ui.pages.case.case_page import CasePage
from ui.pages.case.report_issue import IssueCard
from ui.pages.case.report_issued import IssuedCard
from ui.pages.case.report_open import OpenPointsCard
from ui.state.desk import Desk
from valuation.wording import N_


class ReportPage(CasePage):
    """Open points, issue, and the list of what was issued."""

    title = N_("Report")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.issue = IssueCard(self)
        self.open_points = OpenPointsCard(self)
        self.issued = IssuedCard(self)
        for part in (self.issue, self.open_points, self.issued):
            self.add_part(part)
        self.column.addStretch(1)
        self.issue.report_issued.connect(self.issued.refresh)

    def enter(self, focus: str = "") -> None:
        """`preview` and `issue` are what the conclusion strip and the menu ask for; else the field at `focus`."""
        wished = {"preview": self.issue.preview, "issue": self.issue.issue}.get(focus)
        if wished is None:
            super().enter(focus)
            return
        self.reveal(wished)
        wished.click()
