"""A case about which the rights check has nothing to say, to be spoiled one fact at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.records.base import PatentId
from pledgeapp.records.case import Case
from pledgeapp.records.loan import LoanRequest
from pledgeapp.records.money import Money
from pledgeapp.records.party import Party, PartyKind
from pledgeapp.records.patent import AnnualFeeState, LegalState, Patent, RightType
from pledgeapp.records.policy import Policy
from pledgeapp.reference import Reference, load_reference

VALUED_ON = date(2026, 11, 22)
REPORTED_ON = date(2026, 11, 24)
HOLDER = "清晏材料有限公司"
INVENTION = Patent(
    id=PatentId("invention"),
    application_number="201910264351.6",
    title="一种电解质",
    patentees=(HOLDER,),
    filing_date=date(2019, 4, 1),
    grant_date=date(2021, 6, 1),
    legal_state=LegalState.IN_FORCE,
    legal_state_date=VALUED_ON,
    annual_fee_state=AnnualFeeState.PAID,
    is_pledged=False,
    has_preservation=False,
    has_invalidation_request=False,
    has_exclusive_licence=False,
)
MODEL = INVENTION.model_copy(
    update={
        "id": PatentId("model"),
        "application_number": "202220264351.3",
        "right_type": RightType.UTILITY_MODEL,
        "filing_date": date(2022, 2, 10),
        "grant_date": date(2022, 9, 1),
        "has_same_day_application": False,
        "has_evaluation_report": True,
    }
)
POLICY = Policy(
    key="bank",
    name="某行办法",
    in_force_from=date(2026, 1, 1),
    source="seen",
    is_confirmed=True,
    loan_to_value_caps={RightType.INVENTION: Decimal("0.3"), RightType.UTILITY_MODEL: Decimal("0.15")},
    minimum_remaining_years={RightType.INVENTION: Decimal(5), RightType.UTILITY_MODEL: Decimal(3)},
    maximum_amount=Decimal(5_000_000),
    maximum_term_months=24,
)


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The shipped reference data."""
    return load_reference()


@pytest.fixture
def clean_case() -> Case:
    """Company, bank, loan, policy, an invention and a utility model: complete and pledgeable."""
    return Case(
        title="案件",
        valuation_date=VALUED_ON,
        report_date=REPORTED_ON,
        borrower=Party(name=HOLDER, address="某路 1 号", is_state_owned=False),
        pledgee=Party(name="某银行", kind=PartyKind.BANK, address="某路 2 号"),
        loan=LoanRequest(amount=Money(amount=Decimal(2_000_000)), start_date=date(2026, 12, 1), term_months=12),
        patents=(INVENTION, MODEL),
        policy=POLICY,
    )


def with_patent(case: Case, patent_id: str, **facts: object) -> Case:
    """`case` with some facts of one patent changed; checks that belong to entry are run again."""
    patents = tuple(
        Patent.model_validate({**p.model_dump(), **facts}) if p.id == patent_id else p for p in case.patents
    )
    return case.model_copy(update={"patents": patents})
