"""Step 4: what bears on the strength of each patent, as far as the data say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgeapp.i18n import Texts
from pledgeapp.records.case import Case
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.records.patent import Patent, RightType
from pledgeapp.records.wording import label as label_of
from ui.operations.office import Office
from ui.operations.step_lookups import legal_expiries
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.sensitivities import circled
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.desk import Desk
from ui.state.figures import UNKNOWN, percent, rounded
from ui.state.quantities import as_typed
from ui.widgets.styling import button, label
from ui.widgets.table_rows import Column, TableRows
from ui.widgets.table_view import TableView
from valuation.wording import N_

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Strength:
    """What is known of one patent; None is unknown."""

    patent: Patent
    remaining_years: float | None
    contributions: tuple[tuple[int, Decimal], ...]
    """Position of the product line and contribution."""
    family_size: int | None
    blocking: int | None
    questions: int | None
    share: float | None
    """Share of the concluded value."""


class ScorePage(CasePage):
    """A plain table: facts that any scoring has to start from, and nothing invented."""

    title = N_("Score")

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office)
        self.card = StrengthCard(self)
        self.add_part(self.card)
        self.column.addStretch(1)


class StrengthCard(Part):
    """One line for each patent."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.rows: TableRows[Strength] = TableRows()
        self.table = TableView(self.rows, most_rows=24)
        self._note, self._none = label("muted", wraps=True), label("muted", wraps=True)
        self._expiries: dict[str, date | None] = {}
        self._asked: tuple[Patent, ...] = ()
        self._copy, self._go = button("link"), button("link")
        self._copy.clicked.connect(self.table.copy_selection)
        self._go.clicked.connect(self._go_to_patent)
        self.table.row_chosen.connect(lambda row: self._go.setEnabled(row >= 0))
        self.add_action(self._go)
        self.add_action(self._copy)
        for part in (self._note, self._none, self.table):
            self.add(part)

    def retranslate(self, texts: Texts) -> None:
        """Heading and titles."""
        self.say(texts(N_("What bears on the strength of each patent")), texts(N_("from the data, without a score")))
        self._note.setText(
            texts(
                N_("A dash is unknown, not zero. Fill it in at step 2; sort by any column to find the weakest right.")
            )
        )
        self._none.setText(texts(N_("No patent yet: step 2 takes them in.")))
        self._copy.setText(texts(N_("Copy the table")))
        self._go.setText(texts(N_("To the patent")))
        self.table.setAccessibleName(texts(N_("What bears on the strength of each patent")))
        self.rows.set_columns((*self._facts(texts), *self._judged(texts)))

    def restyle(self, colours: Colours) -> None:
        """Colours of the table."""
        self.rows.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """What is known now; the legal expiry is looked up in the reference data when the patents changed."""
        patents = session.case.patents
        if patents != self._asked:
            self._asked = patents
            legal_expiries(self.page.office, self, patents, self._take_expiries)
        self.rows.set_rows(strengths(session, self._expiries))
        self.table.setVisible(bool(patents))
        self._none.setVisible(not patents)
        self._go.setEnabled(self.table.current_row() >= 0)

    def _take_expiries(self, expiries: dict[str, date | None]) -> None:
        self._expiries = expiries
        if self.page.session is not None:
            self.rows.set_rows(strengths(self.page.session, expiries))

    def _go_to_patent(self) -> None:
        self.desk.go("case/patents", f"patents[{self.table.current_row()}]")

    def _facts(self, texts: Texts) -> tuple[Column[Strength], ...]:
        language = texts.language
        return (
            Column(title=texts(N_("Number")), text=lambda s: s.patent.number),
            Column(
                title=texts(N_("Title")),
                text=lambda s: s.patent.title_en or s.patent.title if language == "en" else s.patent.title,
                stretch=True,
            ),
            Column(title=texts(N_("Kind")), text=lambda s: texts(label_of(s.patent.right_type))),
            Column(
                title=texts(N_("Years left")),
                hint=texts(N_("Years of legal protection left from the valuation date")),
                text=lambda s: UNKNOWN if s.remaining_years is None else rounded(s.remaining_years, 1),
                value=lambda s: s.remaining_years,
                is_number=True,
            ),
            Column(
                title=texts(N_("Claims")),
                text=lambda s: UNKNOWN if s.patent.claims_count is None else str(s.patent.claims_count),
                value=lambda s: s.patent.claims_count,
                is_number=True,
            ),
            Column(
                title=texts(N_("Family size")),
                text=lambda s: UNKNOWN if s.family_size is None else str(s.family_size),
                value=lambda s: s.family_size,
                is_number=True,
                hint=texts(N_("Patents of the case with the same family key")),
            ),
        )

    def _judged(self, texts: Texts) -> tuple[Column[Strength], ...]:
        return (
            Column(
                title=texts(N_("Contribution")),
                text=lambda s: (
                    " · ".join(f"{circled(at)} {as_typed(part, 'number', 'yuan')}" for at, part in s.contributions)
                    or UNKNOWN
                ),
                value=lambda s: max((part for _, part in s.contributions), default=None),
                hint=texts(N_("Contribution to each product line, by its number")),
            ),
            Column(
                title=texts(N_("Blocking / asked")),
                text=lambda s: UNKNOWN if s.blocking is None else f"{s.blocking} / {s.questions}",
                value=lambda s: None if s.blocking is None else (s.blocking, s.questions),
                tone=lambda s: "danger" if s.blocking else "attention" if s.questions else "",
                is_number=True,
                hint=texts(N_("Open findings of the rights check: those that block, and those to be answered")),
            ),
            Column(
                title=texts(N_("Share of the value")),
                text=lambda s: percent(s.share),
                value=lambda s: s.share,
                is_number=True,
            ),
        )


def strengths(session: CaseSession, expiries: dict[str, date | None]) -> tuple[Strength, ...]:
    """What is known of each patent of the case, in the order of the case."""
    case, assessment = session.case, session.assessment
    findings = assessment.findings if assessment is not None else None
    has_value = assessment is not None and assessment.fair_value is not None
    shares = {r.key: r.share for r in assessment.appraisal.by_right} if assessment is not None and has_value else {}
    return tuple(
        Strength(
            patent=patent,
            remaining_years=_remaining(expiries.get(patent.id), case.valuation_date, patent),
            contributions=_contributions(case, patent),
            family_size=_family_size(case, patent),
            blocking=_count(findings, patent, Effect.BLOCK),
            questions=_count(findings, patent, Effect.ASK),
            share=shares.get(patent.id),
        )
        for patent in case.patents
    )


def _remaining(expiry: date | None, day: date, patent: Patent) -> float | None:
    if expiry is None or patent.right_type is RightType.UNKNOWN:
        return None
    return max((expiry - day).days / DAYS_PER_YEAR, 0.0)


def _contributions(case: Case, patent: Patent) -> tuple[tuple[int, Decimal], ...]:
    uses = ((at, use) for at, product in enumerate(case.products) for use in product.patents)
    return tuple((at, use.contribution) for at, use in uses if use.patent_id == patent.id)


def _family_size(case: Case, patent: Patent) -> int | None:
    return sum(p.family_key == patent.family_key for p in case.patents) if patent.family_key else None


def _count(findings: tuple[Finding, ...] | None, patent: Patent, effect: Effect) -> int | None:
    if findings is None:
        return None
    is_open = [f for f in findings if f.patent_id == patent.id and f.effect is effect and not f.is_settled]
    return len(is_open)
