"""What keeps the report a draft, and where is each of these things set?"""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from pledgeapp.errors import Problem
from pledgeapp.i18n import Texts
from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.case import Case
from pledgeapp.sentences import sentence
from ui.pages.case.case_page import CasePage, Part
from ui.state.case_session import CaseSession
from ui.widgets.badge import Badge, Tone
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

KINDS: dict[str, tuple[str, Tone]] = {
    "finding": (N_("Rights"), "danger"),
    "unconfirmed": (N_("To confirm"), "attention"),
    "missing": (N_("Missing"), "attention"),
}


class OpenPointsCard(Part):
    """One line for each open point with a link to its field."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._words = label(wraps=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._rows: list[QWidget] = []
        self.add(self._words)
        self.add_layout(self._grid)

    def retranslate(self, texts: Texts) -> None:
        """Heading."""
        self.say(texts(N_("Still open for a final report")), texts(N_("until then the report says draft")))

    def show_session(self, session: CaseSession) -> None:
        """The points of the assessment, or why there is none."""
        for old in self._rows:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        texts, assessment = self.desk.texts, session.assessment
        if assessment is None:
            self._words.setText(texts(N_("The case is not assessed yet.")))
            self._words.setVisible(not session.problems)
            for problem in session.problems:
                self._add_problem(problem)
            return
        points = assessment.open_points
        self._words.setText(texts(N_("Nothing is open: a final report can be issued.")))
        self._words.setVisible(not points)
        for point in points:
            self._add_point(point, assessment.case)

    def _add_point(self, point: OpenPoint, case: Case) -> None:
        kind, _, key = point.key.partition(":")
        words, tone = KINDS.get(kind, (N_("Open"), "attention"))
        path = f"findings[{key}]" if kind == "finding" else point.path
        self._add_row(words, tone, sentence(point, case, self.desk.texts), path)

    def _add_problem(self, problem: Problem | Message) -> None:
        message = problem if isinstance(problem, Message) else problem.message
        path = "" if isinstance(problem, Message) else problem.column
        self._add_row(N_("Refused"), "danger", self.desk.texts.message(message), path)

    def _add_row(self, kind: str, tone: Tone, words: str, path: str) -> None:
        texts = self.desk.texts
        go = button("link", texts(N_("To the field")))
        go.setAccessibleName(texts(N_("To the field: {point}"), point=words))
        go.setVisible(bool(path))
        go.clicked.connect(lambda: self._go(path))
        row = len(self._rows)
        for column, widget in enumerate((Badge(texts(kind), tone), label(text=words, wraps=True), go)):
            self._grid.addWidget(widget, row, column)
            self._rows.append(widget)

    def _go(self, path: str) -> None:
        from ui.pages.case import step_of

        step = step_of(path)
        if step:
            self.desk.go(f"case/{step}", path)
