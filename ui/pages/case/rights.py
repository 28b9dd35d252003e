"""Step 3: what did the checks of the rights find, and what was answered?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.finding import Effect, Finding
from ui.operations.office import Office
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.rights_finding import FindingRow
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.widgets.badge import Badge, Tone
from ui.widgets.styling import label
from valuation.wording import N_

GROUPS: tuple[tuple[Effect, str, str, Tone], ...] = (
    (Effect.BLOCK, N_("Forbids the pledge"), N_("A final report needs these gone or settled"), "danger"),
    (Effect.ASK, N_("To be answered"), N_("A final report needs an answer to each"), "attention"),
    (Effect.WARN, N_("Good to know"), N_("Shown in the report; no answer is needed"), "info"),
)


class RightsPage(CasePage):
    """Findings grouped by what they do."""

    title = N_("Rights check")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.summary = SummaryCard(self)
        self.add_part(self.summary)
        self.groups = tuple(FindingGroup(self, *group) for group in GROUPS)
        for group in self.groups:
            self.add_part(group)
        self.column.addStretch(1)


class SummaryCard(Part):
    """How many findings of each kind there are, or why nothing was checked yet."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._words = label(wraps=True)
        self._badges = tuple(Badge() for _ in GROUPS)
        for badge in self._badges:
            self.add_action(badge)
        self.add(self._words)

    def show_session(self, session: CaseSession) -> None:
        """Counts of open findings."""
        texts, assessment = self.desk.texts, session.assessment
        self.say(texts(N_("Rights check")))
        if assessment is None:
            self._words.setText(texts(N_("The case is not assessed yet.")))
        elif not session.case.patents:
            self._words.setText(texts(N_("There is no patent in the case to check.")))
        elif not assessment.findings:
            self._words.setText(texts(N_("Nothing was found against pledging these patents.")))
        else:
            words = N_("{count} finding(s) about {patents} patent(s), from the data of steps 1 and 2 on {date}")
            day = (session.case.report_date or session.case.valuation_date).isoformat()
            self._words.setText(
                texts(words, count=len(assessment.findings), patents=len(session.case.patents), date=day)
            )
        findings = assessment.findings if assessment is not None else ()
        for badge, (effect, title, _, tone) in zip(self._badges, GROUPS, strict=True):
            count = sum(f.effect is effect and not f.is_settled for f in findings)
            badge.say(f"{texts(title)} {count}" if count else "", tone)


class FindingGroup(Part):
    """All findings of one effect."""

    def __init__(self, page: CasePage, effect: Effect, title: str, soft: str, tone: Tone) -> None:
        super().__init__(page)
        self._effect, self._heading, self._explained, self._tone = effect, title, soft, tone
        self.rows: dict[str, FindingRow] = {}

    def retranslate(self, texts: Texts) -> None:
        """Heading; rows write theirs when they are shown."""
        self.say(texts(self._heading), texts(self._explained))

    def show_session(self, session: CaseSession) -> None:
        """One row for each finding, kept over edits so that an answer being typed is not lost."""
        found = session.assessment.findings if session.assessment is not None else ()
        findings = tuple(f for f in found if f.effect is self._effect)
        self.setVisible(bool(findings))
        wanted = {f.key for f in findings}
        for key in tuple(self.rows):
            if key not in wanted:
                row = self.rows.pop(key)
                self.body.removeWidget(row)
                row.hide()
                row.deleteLater()
        for position, finding in enumerate(findings):
            row = self._row(finding)
            if self.body.indexOf(row) != position:
                self.body.insertWidget(position, row)
            row.show_finding(finding, session.case)

    def field_at(self, path: str) -> QWidget | None:
        """`findings` leads to the first open one, `findings[<key>]` to that one."""
        if not path.startswith(("findings", "answers")):
            return None
        key = path[path.find("[") + 1 : -1] if "[" in path else ""
        if key:
            return self.rows[key].focus_target() if key in self.rows else None
        return next((row.focus_target() for row in self.rows.values() if row.is_open), None)

    def _row(self, finding: Finding) -> FindingRow:
        row = self.rows.get(finding.key)
        if row is None:
            row = FindingRow(self.page, self._tone)
            self.rows[finding.key] = row
        return row
