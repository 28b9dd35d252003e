"""Are the two compensations of the term those of the law, within its caps, on leap days too?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.calendar_days import add_months, add_years, as_days, whole_months_after
from valuation.useful_life.legal_term import legal_expiry_date, legal_expiry_days
from valuation.useful_life.term_compensation import DrugRules, GrantRules, drug_extension_days, grant_delay_days
from valuation.wording import InputOutsideDomain

GRANT = GrantRules(after_filing_years=4, after_request_years=3)
DRUG = DrugRules(allowance_years=5, longest_extension_years=5, longest_effective_term_years=14)
DAYS = st.dates(date(1985, 4, 1), date(2060, 12, 31))


def delay(filed: str, requested: str, granted: str, delays: float = 0.0) -> float:
    return float(grant_delay_days(as_days(filed), as_days(requested), as_days(granted), delays, GRANT))


def extension(filed: date, approved: date) -> float:
    last = legal_expiry_days(as_days(filed), 20)
    return float(drug_extension_days(as_days(filed), as_days(approved), last, DRUG))


@pytest.mark.parametrize(
    ("filed", "requested", "granted", "delays", "expected"),
    [
        ("2016-03-01", "2016-03-01", "2021-06-01", 0, 457),  # four years after filing was 2020-03-01
        ("2016-03-01", "2018-03-01", "2021-06-01", 0, 92),  # three years after the request was 2021-03-01
        ("2016-03-01", "2018-03-01", "2021-06-01", 60, 32),
        ("2016-03-01", "2018-03-01", "2021-06-01", 100, 0),
        ("2016-03-01", "2016-03-01", "2020-03-01", 0, 0),
        ("2016-03-01", "2016-03-01", "2020-03-02", 0, 1),
        ("2016-02-29", "2016-02-29", "2020-03-01", 0, 1),  # the anniversary is a leap day again
        ("2017-02-28", "2020-02-29", "2023-03-01", 0, 1),  # the anniversary of a leap day is 28 February
    ],
)
def test_days_of_a_slow_grant(filed: str, requested: str, granted: str, delays: float, expected: int) -> None:
    assert delay(filed, requested, granted, delays) == expected


def test_what_is_not_known_stays_unknown_and_a_negative_delay_is_refused() -> None:
    assert np.isnan(delay("2016-03-01", "NaT", "2021-06-01"))
    with pytest.raises(InputOutsideDomain):
        delay("2016-03-01", "2016-03-01", "2021-06-01", -1)
    assert np.isnat(legal_expiry_days(as_days(None), 20))
    assert np.isnat(legal_expiry_days(as_days(date(2010, 6, 1)), np.nan))
    assert np.isnat(legal_expiry_days(as_days(date(2010, 6, 1)), 20, compensation_days=np.nan))


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        (date(2014, 12, 31), 0),  # within the allowance of five years
        (date(2015, 1, 1), 0),
        (date(2016, 1, 1), 0),  # a year late, but 14 years of protection are left without an extension
        (date(2016, 1, 2), 1),
        (date(2017, 6, 1), 516),  # what 14 years from 2017-06-01 leave, not the 882 days of delay
        (date(2026, 1, 1), 1826),  # five years and no more
    ],
)
def test_days_of_a_drug_approval(approved: date, expected: int) -> None:
    assert extension(date(2010, 1, 1), approved) == expected


@given(filed=DAYS, years=st.floats(0, 40))
def test_an_extension_keeps_both_caps(filed: date, years: float) -> None:
    approved = filed + timedelta(days=int(years * 365.25))
    days = extension(filed, approved)
    last = legal_expiry_date(filed, 20)
    ends = legal_expiry_date(filed, 20, added_days=days)
    assert 0 <= days <= 5 * 365 + 2
    assert ends == last or as_days(ends) < add_years(as_days(approved), 14)


@given(filed=DAYS, requested=DAYS, granted=DAYS, more=st.integers(0, 2000))
def test_a_later_grant_is_never_compensated_less(filed: date, requested: date, granted: date, more: int) -> None:
    later = granted + timedelta(days=more)
    first, second = (delay(str(filed), str(requested), str(day)) for day in (granted, later))
    assert 0 <= first <= second <= first + more


@given(day=DAYS, months=st.integers(-600, 600))
def test_months_are_counted_as_the_calendar_does(day: date, months: int) -> None:
    found = add_months(as_days(day), months).item()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    assert (found.year, found.month) == (year, month + 1)
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)
    assert whole_months_after(as_days(day), as_days(found)) == months


@given(day=DAYS, years=st.integers(0, 40))
def test_a_leap_day_has_its_anniversary_on_the_first_of_march_where_that_is_asked(day: date, years: int) -> None:
    found = add_years(as_days(day), years, leap_day="march").item()
    try:
        assert found == day.replace(year=day.year + years)
    except ValueError:
        assert found == date(day.year + years, 3, 1)
