"""Step 1: who borrows, who pledges, who lends, and what loan is asked for?"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.case import Timing
from pledgeapp.records.loan import Repayment
from pledgeapp.records.party import Party, PartyKind
from ui.operations.office import Office
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.evidence_card import EvidenceCard
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.state.case_session import CaseSession
from ui.state.desk import Desk
from ui.state.edits import replace_at, value_at
from ui.widgets.badge import Badge
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

PARTY_FIELDS = (
    FieldSpec("name", N_("Name"), hint=N_("As in the business licence"), span=2),
    FieldSpec("kind", N_("Kind of party"), "choice", tuple(PartyKind)),
    FieldSpec(
        "credit_code", N_("Unified social credit code"), "optional_text", hint=N_("18 characters, checked"), span=2
    ),
    FieldSpec("is_state_owned", N_("State-owned"), "flag"),
    FieldSpec("address", N_("Address"), span=3),
)
LOAN_FIELDS = (
    FieldSpec("loan.amount", N_("Loan amount asked for"), "sum"),
    FieldSpec("loan.term_months", N_("Term"), "months"),
    FieldSpec("loan.start_date", N_("Start of the loan"), "date", hint=N_("2026-11-22")),
    FieldSpec("loan.repayment", N_("Repayment"), "choice", tuple(Repayment)),
    FieldSpec("loan.purpose", N_("Purpose of the loan"), span=2),
)
CASE_FIELDS = (
    FieldSpec("title", N_("Title of the case"), span=2),
    FieldSpec("title_en", N_("Title in English")),
    FieldSpec("valuation_date", N_("Valuation date"), "date", hint=N_("The day for which the value is stated")),
    FieldSpec("report_date", N_("Report date"), "date", hint=N_("Empty: the day of issue")),
    FieldSpec("timing", N_("Timing of income"), "choice", tuple(Timing), hint=N_("When income falls inside its year")),
    FieldSpec("prepared_by", N_("Prepared by")),
    FieldSpec("reviewed_by", N_("Reviewed by"), hint=N_("A second person")),
    FieldSpec("note", N_("Remarks")),
)


class PartiesPage(CasePage):
    """Parties side by side, then the loan, the case and its documents."""

    title = N_("Parties and loan")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        borrower = PartyCard(self, "borrower", N_("Borrower"), "", N_("Take the borrower out"))
        self.add_part(FormCard(self, N_("Loan request"), "", LOAN_FIELDS))
        self.add_part(borrower)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pledgor = PartyCard(
            self, "pledgor", N_("Pledgor"), N_("Empty: the borrower pledges its own patents"), N_("Borrower pledges")
        )
        pledgee = PartyCard(self, "pledgee", N_("Lender (pledgee)"), "", N_("Take the lender out"))
        for part in (pledgor, pledgee):
            self.parts.append(part)
            pair.addWidget(part, 1)
        self.column.addLayout(pair)
        self.add_part(FormCard(self, N_("Case and dates"), "", CASE_FIELDS))
        self.add_part(EvidenceCard(self))
        self.column.addStretch(1)


class FormCard(Part):
    """A form over fields of the case itself."""

    def __init__(self, page: CasePage, heading: str, soft: str, fields: tuple[FieldSpec, ...]) -> None:
        super().__init__(page)
        self._heading, self._soft = heading, soft
        self.form = Form(page, fields)
        self.add(self.form)

    def retranslate(self, texts: Texts) -> None:
        """Heading and labels."""
        self.say(texts(self._heading), texts(self._soft))
        self.form.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The fields of the case."""
        self.form.show_record(session.case, "")

    def field_at(self, path: str) -> QWidget | None:
        """The field at `path`."""
        return self.form.field_at(path)


class PartyCard(Part):
    """One party; its name makes it, the link at the heading takes it out again."""

    def __init__(self, page: CasePage, base: str, heading: str, absent: str, clear: str) -> None:
        super().__init__(page)
        self._base, self._heading, self._absent, self._clear_text = base, heading, absent, clear
        self.form = Form(page, PARTY_FIELDS, make=lambda path, value: {"kind": self._usual_kind(), path: value})
        self._fictional = Badge()
        self._soft = label("muted")
        self._clear = button("link")
        self._clear.clicked.connect(self._take_out)
        self.add_action(self._fictional)
        self.add_action(self._clear)
        self.add(self._soft)
        self.add(self.form)
        self.body.addStretch(1)

    def retranslate(self, texts: Texts) -> None:
        """Heading and labels."""
        self.say(texts(self._heading))
        self._clear.setText(texts(self._clear_text))
        self._soft.setText(texts(self._absent))
        self.form.retranslate()

    def show_session(self, session: CaseSession) -> None:
        """The party, or that there is none."""
        party = value_at(session.case, self._base)
        texts = self.desk.texts
        is_fictional = isinstance(party, Party) and party.is_fictional
        self._fictional.say(texts(N_("Fictional")) if is_fictional else "", "attention")
        self._clear.setVisible(party is not None)
        self._soft.setVisible(party is None and bool(self._absent))
        self.form.show_record(session.case, self._base)

    def field_at(self, path: str) -> QWidget | None:
        """The field at `path`; an absent party is made by its name."""
        return self.form.field_at(path)

    def _usual_kind(self) -> str:
        return (PartyKind.BANK if self._base == "pledgee" else PartyKind.COMPANY).value

    def _take_out(self) -> None:
        name = Message("party_taken_out", N_("{party_label} taken out"), {"party_label": self._heading})
        self.page.change(name, replace_at(self.page.case, self._base, None))
