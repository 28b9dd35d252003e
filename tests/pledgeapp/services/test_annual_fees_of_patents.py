"""Are terms and fees of a portfolio those of each patent by itself, and of the law in force?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.records.patent import Patent, RightType
from pledgeapp.reference import Reference
from pledgeapp.services.annual_fees import fee_rules, portfolio_fees
from pledgeapp.services.legal_life import legal_expiry, legal_term
from pledgeapp.services.legal_terms import last_days
from pledgeapp.services.patent_columns import columns_of
from valuation.useful_life.annual_fees import next_due, owed_between

TODAY = date(2026, 11, 22)


def patent(**facts: object) -> Patent:
    plain: dict[str, object] = {
        "title": "合成专利",
        "right_type": RightType.INVENTION,
        "filing_date": date(2015, 6, 1),
        "grant_date": date(2018, 9, 15),
    }
    return Patent.model_validate({**plain, **facts})


@pytest.mark.parametrize(
    ("facts", "last_day"),
    [
        ({}, date(2035, 5, 31)),
        ({"term_compensation_days": 100}, date(2035, 9, 8)),
        ({"term_compensation_days": 100, "drug_extension_days": 10}, date(2035, 9, 18)),
        ({"right_type": RightType.UTILITY_MODEL}, date(2025, 5, 31)),
        ({"right_type": RightType.DESIGN}, date(2025, 5, 31)),
        (
            {"right_type": RightType.DESIGN, "filing_date": date(2021, 5, 31), "grant_date": None},
            date(2031, 5, 30),
        ),
        (
            {"right_type": RightType.DESIGN, "filing_date": date(2021, 6, 1), "grant_date": None},
            date(2036, 5, 31),
        ),
        ({"right_type": RightType.UNKNOWN}, None),
        ({"filing_date": None}, None),
        ({"country": "US"}, None),
    ],
)
def test_the_last_day_of_protection(reference: Reference, facts: dict[str, object], last_day: date | None) -> None:
    assert legal_expiry(patent(**facts), reference) == last_day


def test_a_rule_that_was_never_in_force_gives_no_fee(reference: Reference) -> None:
    assert fee_rules(0, reference, date(1999, 1, 1)) is None
    fees = portfolio_fees(columns_of([patent()]), reference, date(1999, 1, 1))
    assert not fees.is_known.any()


def test_the_holders_reduction_and_the_open_licence_lower_what_is_owed(reference: Reference) -> None:
    granted_late = {"filing_date": date(2020, 6, 1), "grant_date": date(2024, 9, 15)}
    portfolio = [
        patent(**granted_late),
        patent(**granted_late, fee_reduction=Decimal("0.85")),
        patent(**granted_late, fee_reduction=Decimal("0.70"), has_open_licence=True),
        patent(**granted_late, has_open_licence=True),
    ]
    fees = portfolio_fees(columns_of(portfolio), reference, TODAY)
    day, owed = next_due(fees.table, np.datetime64(TODAY))
    assert day[0].item() == date(2027, 6, 1)
    assert owed == pytest.approx([2000, 300, 600, 1700])


def test_keeping_alive_to_the_end_of_a_loan(reference: Reference) -> None:
    kinds = (RightType.INVENTION, RightType.UTILITY_MODEL, RightType.DESIGN, RightType.UNKNOWN)
    portfolio = [patent(right_type=kind, filing_date=date(2019, 3, 1), grant_date=date(2020, 3, 1)) for kind in kinds]
    fees = portfolio_fees(columns_of(portfolio), reference, TODAY)
    owed = owed_between(fees.table, np.datetime64(TODAY), np.datetime64("2029-11-22"))
    assert list(fees.is_known) == [True, True, True, False]
    assert owed == pytest.approx([2000 + 4000 + 4000, 2000 + 2000, 2000 + 2000, 0])


FILED = st.dates(date(1985, 4, 1), date(2026, 1, 1))
DATED = st.tuples(FILED, st.integers(0, 4000)).map(
    lambda days: {"filing_date": days[0], "grant_date": days[0] + timedelta(days=days[1])}
)
PATENTS = st.builds(
    lambda dated, **facts: patent(**dated, **facts),
    DATED | FILED.map(lambda day: {"filing_date": day, "grant_date": None}) | st.just({"filing_date": None}),
    right_type=st.sampled_from(list(RightType)),
    country=st.sampled_from(["CN", "CN", "CN", "US"]),
    term_compensation_days=st.none() | st.integers(0, 2000),
    fee_reduction=st.none() | st.sampled_from([Decimal(0), Decimal("0.7"), Decimal("0.85")]),
    has_open_licence=st.none() | st.booleans(),
)


def _by_the_law(one: Patent, reference: Reference) -> date | None:
    """From the dated parameter itself, by the calendar alone."""
    term = legal_term(one, reference)
    if term is None or one.filing_date is None:
        return None
    year = one.filing_date.year + int(term.value)
    day = 28 if (one.filing_date.month, one.filing_date.day) == (2, 29) and year % 4 else one.filing_date.day
    last = one.filing_date.replace(year=year, day=day) - timedelta(days=1)
    return last + timedelta(days=one.term_compensation_days or 0)


@given(portfolio=st.lists(PATENTS, min_size=1, max_size=8))
def test_many_at_once_are_what_each_is_alone(reference: Reference, portfolio: list[Patent]) -> None:
    columns = columns_of(portfolio)
    lasts, fees = last_days(columns, reference), portfolio_fees(columns, reference, TODAY)
    for place, one in enumerate(portfolio):
        assert lasts[place].item() == legal_expiry(one, reference) == _by_the_law(one, reference)
        alone = portfolio_fees(columns_of([one]), reference, TODAY)
        assert fees.is_known[place] == alone.is_known[0]
        owed = fees.table.owed[place][~np.isnat(fees.table.due[place])]
        assert owed == pytest.approx(alone.table.owed[0][~np.isnat(alone.table.due[0])], nan_ok=True)
