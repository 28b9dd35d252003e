"""How is one finding read, answered and reopened?"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pledgeapp.records.case import Answer, Case
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.sentences import sentence
from ui.pages.case.case_page import CasePage
from ui.state.edits import replace_at
from ui.state.figures import UNKNOWN, moment
from ui.widgets.badge import Badge, Tone
from ui.widgets.styling import button, label
from valuation.wording import N_, Message


class FindingRow(QFrame):
    """What was found, of which patent, by which article, what helps, and the answer."""

    def __init__(self, page: CasePage, tone: Tone) -> None:
        super().__init__()
        self.setObjectName("findingRow")
        self._page, self._tone = page, tone
        self._finding: Finding | None = None
        self._state, self._subject = Badge(), label("muted")
        self._words, self._remedy, self._article = (
            label("strong", wraps=True),
            label(wraps=True),
            label("muted", wraps=True),
        )
        self._answered, self._reason = label("muted", wraps=True), label("error", wraps=True)
        self._reason.hide()
        self.line, self.settles = QLineEdit(), QCheckBox()
        self.answer, self.reopen, self.goto = button("secondary"), button("link"), button("link")
        self._lay_out()
        self.answer.clicked.connect(self._give_answer)
        self.line.returnPressed.connect(self._give_answer)
        self.reopen.clicked.connect(self._take_back)
        self.goto.clicked.connect(self._go_to_patent)

    @property
    def is_open(self) -> bool:
        """The finding still wants an answer."""
        finding = self._finding
        return finding is not None and finding.effect is not Effect.WARN and not finding.is_answered

    def focus_target(self) -> QWidget:
        """Where an answer is typed, or taken back."""
        return self.reopen if self.reopen.isVisibleTo(self) else self.line

    def show_finding(self, finding: Finding, case: Case) -> None:
        """Write everything in the desk's language."""
        self._finding = finding
        texts = self._page.desk.texts
        patent = next((p for p in case.patents if p.id == finding.patent_id), None)
        self._subject.setText(patent.number if patent else texts(N_("Whole case")))
        self._words.setText(sentence(finding, case, texts))
        self._remedy.setText(texts(N_("What helps: {remedy_label}"), remedy_label=finding.remedy))
        self._remedy.setVisible(bool(finding.remedy))
        self._article.setText(texts(finding.article))
        self._article.setVisible(bool(finding.article))
        self.goto.setText(texts(N_("To the patent")))
        self.goto.setVisible(patent is not None)
        self._show_state(finding)
        self._show_answer(finding, case)

    def _show_state(self, finding: Finding) -> None:
        texts = self._page.desk.texts
        if finding.is_settled:
            self._state.say(texts(N_("Settled")), "good")
        elif finding.is_answered:
            self._state.say(texts(N_("Answered")), "info" if finding.effect is not Effect.BLOCK else "danger")
        else:
            self._state.say(texts(_STATES[finding.effect]), self._tone)

    def _show_answer(self, finding: Finding, case: Case) -> None:
        texts = self._page.desk.texts
        given = next((a for a in case.answers if a.finding_key == finding.key), None)
        wants = given is None and finding.effect is not Effect.WARN
        for part in (self.line, self.settles, self.answer):
            part.setVisible(wants)
        self._answered.setVisible(given is not None)
        self.reopen.setVisible(given is not None)
        self.settles.setVisible(wants and finding.effect is Effect.BLOCK)
        name = f"{self._words.text()} {self._subject.text()}"
        self.line.setPlaceholderText(texts(N_("What was done about it, and which evidence shows it")))
        self.line.setAccessibleName(texts(N_("Answer: {finding}"), finding=name))
        self.settles.setText(texts(N_("This settles it")))
        self.settles.setAccessibleName(texts(N_("This settles it: {finding}"), finding=name))
        self.answer.setText(texts(N_("Answer")))
        self.reopen.setText(texts(N_("Take the answer back")))
        if given is not None:
            who, when = given.answered_by or UNKNOWN, moment(given.answered_at, self._page.desk.settings.language)
            self._answered.setText(texts(N_("“{text}” — {who}, {when}"), text=given.text, who=who, when=when))

    def _give_answer(self) -> None:
        finding, text = self._finding, self.line.text().strip()
        if finding is None:
            return
        if not text:
            self._refuse(self._page.desk.texts(N_("An answer needs words")))
            return
        answer = Answer(
            finding_key=finding.key,
            text=text,
            settles=self.settles.isChecked() or finding.effect is not Effect.BLOCK,
            answered_by=self._page.desk.person,
            answered_at=self._page.office.clock(),
        )
        case = self._page.case
        kept = tuple(a for a in case.answers if a.finding_key != finding.key)
        name = Message("finding_answered", N_("Answer: {text}"), {"text": text[:40]})
        if self._page.change(name, replace_at(case, "answers", (*kept, answer))) is None:
            self.line.clear()
            self.settles.setChecked(False)
            self._refuse("")

    def _take_back(self) -> None:
        if self._finding is not None:
            case = self._page.case
            kept = tuple(a for a in case.answers if a.finding_key != self._finding.key)
            self._page.change(Message("answer_taken_back", N_("Answer taken back")), replace_at(case, "answers", kept))

    def _go_to_patent(self) -> None:
        ids = [patent.id for patent in self._page.case.patents]
        if self._finding is not None and self._finding.patent_id in ids:
            self._page.desk.go("case/patents", f"patents[{ids.index(self._finding.patent_id)}]")

    def _refuse(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        for part in (self._state, self._subject, self.goto):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.reopen)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.settles)
        foot.addWidget(self.answer)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 8)
        outer.setSpacing(4)
        outer.addLayout(head)
        for part in (self._words, self._remedy, self._article, self._answered):
            outer.addWidget(part)
        outer.addLayout(foot)
        outer.addWidget(self._reason)


_STATES = {Effect.BLOCK: N_("Blocks"), Effect.ASK: N_("Question"), Effect.WARN: N_("Note")}
