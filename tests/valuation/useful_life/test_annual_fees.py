"""Do annual fees fall due on the right days, in the right amount, with reductions that do not stack?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.calendar_days import Days, as_days
from valuation.inputs import FloatArray
from valuation.useful_life.annual_fees import (
    FeeRights,
    FeeRules,
    FeeTable,
    annual_fees,
    end_of_grace,
    next_due,
    owed_between,
    surcharge,
)
from valuation.useful_life.legal_term import legal_expiry_days

INVENTION = FeeRules(
    by_year=(*[900.0] * 3, *[1200.0] * 3, *[2000.0] * 3, *[4000.0] * 3, *[6000.0] * 3, *[8000.0] * 5),
    compensated_year=8000.0,
    reduction_years=10,
    grace_months=6,
    surcharge_rate=0.05,
)
FILED, GRANTED = date(2015, 6, 1), date(2018, 9, 15)
"""Granted in the fourth fee year."""


def fees(
    *,
    filed: date | None = FILED,
    granted: date | None = GRANTED,
    added: float = 0.0,
    reduction: float = 0.0,
    open_licence: float = 0.0,
) -> FeeTable:
    def one(value: float) -> FloatArray:
        return np.array([value])

    day = as_days(filed).reshape(1)
    rights = FeeRights(
        day,
        as_days(granted).reshape(1),
        legal_expiry_days(day, 20),
        one(added),
        one(reduction),
        one(open_licence),
    )
    return annual_fees(rights, INVENTION)


def days(text: str) -> Days:
    return as_days(text)


def test_the_whole_term_costs_what_the_table_says() -> None:
    table = fees()
    assert table.full.sum() == table.owed.sum() == sum(INVENTION.by_year) == 82_300
    assert table.due[0, 0] == days("2015-06-01")
    assert table.due[0, 19] == days("2034-06-01")
    assert list(table.is_with_grant[0]) == [True] * 4 + [False] * 16


@pytest.mark.parametrize(("reduction", "expected"), [(0.85, 135), (0.70, 270)])
def test_reduced_fees_are_those_of_the_published_table(reduction: float, expected: float) -> None:
    table = fees(granted=date(2015, 12, 1), reduction=reduction)
    assert table.owed[0, :3] == pytest.approx([expected] * 3)
    assert table.owed[0, 9] == pytest.approx(4000 * (1 - reduction))
    assert table.owed[0, 10] == 4000, "ten years from the grant on, then the full fee"


def test_ten_reduced_years_count_from_the_grant() -> None:
    owed = fees(reduction=0.85).owed[0]
    full = np.array(INVENTION.by_year)
    assert owed[:3] == pytest.approx(full[:3])
    assert owed[3:13] == pytest.approx(full[3:13] * 0.15)
    assert owed[13:] == pytest.approx(full[13:])


def test_of_two_reliefs_the_better_counts_and_they_do_not_add_up() -> None:
    both = fees(reduction=0.70, open_licence=0.15).owed[0]
    assert both[4] == pytest.approx(1200 * 0.30)
    assert both[14] == pytest.approx(6000 * 0.85), "after ten years the open licence is left"


def test_full_years_of_compensation_cost_and_parts_are_free() -> None:
    table = fees(added=2 * 365 + 200)
    assert list(table.full[0, 20:]) == [8000, 8000]
    assert table.due[0, 20] == days("2035-06-01")
    assert fees(added=364).full.shape == (1, 20)


def test_what_is_not_known_is_not_a_zero() -> None:
    assert np.isnan(fees(granted=None, reduction=0.85).owed[0, 5])
    assert fees(granted=None).owed[0, 5] == 1200, "without a reduction the grant does not matter"
    assert np.isnan(fees(reduction=np.nan).owed[0, 5])
    assert np.isnat(fees(filed=None).due).all()


def test_the_cost_of_keeping_a_right_to_the_end_of_a_loan() -> None:
    table = fees()
    assert owed_between(table, days("2026-11-22"), days("2028-11-22")) == [6000 + 6000]
    assert owed_between(table, days("2026-06-01"), days("2027-05-31")) == [0]
    assert owed_between(table, days("2026-05-31"), days("2026-06-01")) == [4000], "the first day is one of two ends"


def test_the_next_fee() -> None:
    day, amount = next_due(fees(), days("2026-11-22"))
    assert (day[0].item(), amount[0]) == (date(2027, 6, 1), 6000)
    day, amount = next_due(fees(), days("2034-06-01"))
    assert np.isnat(day[0])
    assert np.isnan(amount[0])
    day, _ = next_due(fees(), days("2015-06-02"))
    assert day[0].item() == date(2019, 6, 1), "earlier years were paid with the grant"


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("2026-06-01", 0),
        ("2026-06-30", 0),
        ("2026-07-01", 200),
        ("2026-08-01", 400),
        ("2026-11-30", 1000),
        ("2026-12-02", np.nan),
    ],
)
def test_the_surcharge_is_of_the_full_fee_and_starts_after_a_month(paid: str, expected: float) -> None:
    assert surcharge(4000, days("2026-06-01"), days(paid), INVENTION) == pytest.approx(expected, nan_ok=True)


def test_grace_ends_on_the_last_day_of_a_short_month() -> None:
    assert end_of_grace(days("2026-08-31"), INVENTION) == days("2027-02-28")


@given(
    filed=st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    wait=st.integers(100, 3000),
    reduction=st.floats(0, 1),
    open_licence=st.floats(0, 1),
)
def test_a_relief_never_raises_a_fee(filed: date, wait: int, reduction: float, open_licence: float) -> None:
    table = fees(filed=filed, granted=filed + timedelta(days=wait), reduction=reduction, open_licence=open_licence)
    assert (table.owed <= table.full + 1e-9).all()
    assert (table.owed >= table.full * (1 - max(reduction, open_licence)) - 1e-9).all()
    assert (np.diff(table.due[0]) > np.timedelta64(0, "D")).all()
