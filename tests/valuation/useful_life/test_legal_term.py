"""Does protection end on the right day, and is the time until then counted right?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_right
from valuation.cash_flows import days_of_year, years_between
from valuation.useful_life.legal_term import legal_expiry_date, protection_years
from valuation.wording import InputOutsideDomain, Message

DAYS = st.dates(date(1985, 4, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("filed", "term", "last_day"),
    [
        (date(2010, 6, 1), 20, date(2030, 5, 31)),
        (date(2010, 1, 1), 10, date(2019, 12, 31)),
        (date(2012, 2, 29), 20, date(2032, 2, 28)),
        (date(2012, 2, 29), 10, date(2022, 2, 27)),
        (date(2021, 7, 15), 15, date(2036, 7, 14)),
    ],
)
def test_the_last_day_is_the_day_before_the_anniversary(filed: date, term: int, last_day: date) -> None:
    assert legal_expiry_date(filed, term) == last_day


@pytest.mark.parametrize("term", [0, -3, 8000])
def test_an_impossible_term_is_refused(term: int) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        legal_expiry_date(date(2020, 1, 1), term)
    assert refused.value.field_path == "term_years"


@given(start=DAYS, middle=DAYS, end=DAYS)
def test_years_add_up(start: date, middle: date, end: date) -> None:
    assert years_between(start, middle) + years_between(middle, end) == pytest.approx(years_between(start, end))
    assert years_between(start, end) == -years_between(end, start)


@given(day=DAYS)
def test_the_next_day_is_one_day_of_its_year_later(day: date) -> None:
    following = day + timedelta(days=1)
    assert years_between(day, following) == pytest.approx(1 / days_of_year(following.year), rel=1e-9)


def test_protection_left_and_why_there_is_none() -> None:
    valued = date(2025, 12, 31)
    assert protection_years(a_right(years=7), valued) == (7.0, None)
    assert protection_years(a_right(expiry_date=date(2026, 1, 1)), valued) == (pytest.approx(1 / 365), None)
    left, reason = protection_years(a_right(expiry_date=valued), valued)
    assert (left, reason and reason.code) == (0.0, "expired")
    left, reason = protection_years(a_right(expiry_date=None), valued)
    assert (left, reason and reason.code) == (0.0, "expiry_unknown")
    stated = Message("invalid", "Declared invalid.")
    assert protection_years(a_right(worthless_reason=stated), valued) == (0.0, stated)
