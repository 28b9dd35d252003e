"""What is a case: a borrower, a loan request, a patent portfolio and all that is assumed about them?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pledgeapp.records.applied_method import AppliedMethod
from pledgeapp.records.base import CaseId, PatentId, PlausibleDate, Record, new_id
from pledgeapp.records.comparable import MarketPlan
from pledgeapp.records.cost import CostPlan
from pledgeapp.records.evidence import Evidence
from pledgeapp.records.loan import LoanRequest
from pledgeapp.records.money import Currency
from pledgeapp.records.party import Party
from pledgeapp.records.patent import Patent
from pledgeapp.records.policy import DisposalPlan, Policy
from pledgeapp.records.product import Product
from pledgeapp.records.refusal import RefusedValue
from pledgeapp.records.scoring import ScoringPlan
from pledgeapp.records.simulation import Correlation, Scenario, SimulationPlan
from valuation.wording import N_


class Timing(StrEnum):
    """When income falls inside its year."""

    YEAR_END = "year_end"
    MID_YEAR = "mid_year"
    EXACT = "exact"


class ApproachName(StrEnum):
    """The three approaches to value."""

    INCOME = "income"
    MARKET = "market"
    COST = "cost"


class ApproachChoice(Record):
    """Whether and how much an approach counts, and why; a rejected approach (weight 0) needs its reason."""

    approach: ApproachName
    weight: Annotated[Decimal, Field(ge=0, le=100)]
    reason: str = ""


class Answer(Record):
    """A person's answer to a finding of the rights check: what was done about it, by whom, when."""

    finding_key: str
    text: str
    settles: bool
    """True: the finding no longer blocks, on the answerer's word and evidence."""
    answered_by: str = ""
    answered_at: datetime | None = None


class Case(Record):
    """Everything one assessment rests on. Edits make a new Case; nothing in it changes in place."""

    format: Literal["pledgeapp.case/1"] = "pledgeapp.case/1"
    id: CaseId = Field(default_factory=lambda: CaseId(new_id()))
    title: Annotated[str, Field(min_length=1, max_length=200)]
    title_en: str = ""
    borrower: Party | None = None
    pledgor: Party | None = None
    """None: the borrower pledges its own patents."""
    pledgee: Party | None = None
    loan: LoanRequest = LoanRequest()
    valuation_date: PlausibleDate
    report_date: PlausibleDate | None = None
    currency: Currency = "CNY"
    timing: Timing = Timing.YEAR_END
    patents: tuple[Patent, ...] = ()
    products: tuple[Product, ...] = ()
    scoring: ScoringPlan | None = None
    market: MarketPlan | None = None
    cost: CostPlan | None = None
    approaches: tuple[ApproachChoice, ...] = ()
    divergence_limit: Annotated[Decimal, Field(gt=0, le=10)] = Decimal("0.35")
    disposal: DisposalPlan | None = None
    policy: Policy | None = None
    methods: tuple[AppliedMethod, ...] = ()
    simulation: SimulationPlan = SimulationPlan()
    correlations: tuple[Correlation, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    deducts_annual_fees: bool = False
    """Whether the annual fees that keep the patents alive are deducted from the value by the income approach."""
    evidence: tuple[Evidence, ...] = ()
    answers: tuple[Answer, ...] = ()
    prepared_by: str = ""
    reviewed_by: str = ""
    is_sample: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _links_hold(self) -> Case:
        known = [p.id for p in self.patents]
        if len(set(known)) != len(known):
            raise RefusedValue(N_("a patent appears twice in the case"))
        numbers = [p.application_number or p.publication_number for p in self.patents]
        stated = [n for n in numbers if n]
        if len(set(stated)) != len(stated):
            raise RefusedValue(N_("a patent number appears twice in the case"))
        missing = {u.patent_id for product in self.products for u in product.patents} - set(known)
        if missing:
            raise RefusedValue(
                N_("a product uses a patent that is not in the case: {patents}"), patents=", ".join(sorted(missing))
            )
        scored = {given.patent_id for given in self.scoring.scores} if self.scoring else set()
        if scored - set(known):
            raise RefusedValue(
                N_("a score is given to a patent that is not in the case: {patents}"),
                patents=", ".join(sorted(scored - set(known))),
            )
        chosen = [c.approach for c in self.approaches]
        if len(set(chosen)) != len(chosen):
            raise RefusedValue(N_("an approach is weighted twice"))
        return self

    @property
    def pledging_party(self) -> Party | None:
        """Who pledges: the pledgor where named, else the borrower."""
        return self.pledgor or self.borrower

    def patent(self, patent_id: PatentId) -> Patent:
        """The patent with this id; KeyError when the case has none."""
        for patent in self.patents:
            if patent.id == patent_id:
                return patent
        raise KeyError(patent_id)
