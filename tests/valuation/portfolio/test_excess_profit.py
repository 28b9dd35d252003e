"""Is what a line earns beyond its other assets a hard bound on all that patents and methods take from it?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.portfolio.excess_profit import check_excess_profit, excess_profit, taken_beyond
from valuation.wording import InputOutsideDomain

PROFIT = np.array([100.0, 80.0, -10.0])
RETURN = np.array([20.0, 30.0, 5.0])


def refusal(claims, profit=PROFIT, returned=RETURN, **named) -> InputOutsideDomain:
    with pytest.raises(InputOutsideDomain) as refused:
        check_excess_profit(claims, profit, returned, field_path="lines[0].split_rate", **named)
    return refused.value


def test_claims_up_to_the_last_yuan_pass() -> None:
    check_excess_profit(([50.0, 20.0, 0.0], [30.0, 30.0, 0.0]), PROFIT, RETURN, field_path="x")


def test_one_yuan_more_is_an_error_and_names_field_year_and_amounts() -> None:
    error = refusal(([50.0, 20.0, 0.0], [30.0, 31.0, 0.0]), first_year=2027)
    assert error.field_path == "lines[0].split_rate"
    assert error.message.code == "line_takes_too_much"
    assert error.message.params == {"year": 2028, "taken": 51.0, "available": 50.0}


def test_two_methods_may_not_each_take_the_whole() -> None:
    """Each alone fits; together they would count the same yuan twice."""
    whole = np.maximum(excess_profit(PROFIT, RETURN), 0.0)
    check_excess_profit((whole,), PROFIT, RETURN, field_path="x")
    assert refusal((whole, whole)).message.params["taken"] == 160.0


def test_a_line_that_does_not_pay_its_assets_leaves_nothing() -> None:
    assert refusal(([0.0, 0.0, 0.01],)).message.params == {"year": 3, "taken": 0.01, "available": 0.0}
    check_excess_profit(([0.0, 0.0, -5.0],), PROFIT, RETURN, field_path="x")


def test_a_negative_claim_makes_no_room_for_another() -> None:
    assert refusal(([-50.0, 0.0, 0.0], [81.0, 0.0, 0.0])).message.params["taken"] == 81.0


def test_one_bad_path_is_enough() -> None:
    claims = np.full((4, 3), [80.0, 50.0, 0.0])
    check_excess_profit((claims,), PROFIT, RETURN, field_path="x")
    claims[2, 0] = 90.0
    assert refusal((claims,)).message.params == {"year": 1, "taken": 90.0, "available": 80.0}


def test_nan_is_no_excuse() -> None:
    assert refusal(([math.nan, 0.0, 0.0],)).message.code == "not_finite"


@given(parts=st.lists(st.floats(0.001, 1.0), min_size=1, max_size=12), profit=st.floats(1e-6, 1e12))
def test_parts_of_the_whole_never_fail_by_rounding(parts: list[float], profit: float) -> None:
    total = sum(parts)
    claims = [np.array([profit * part / total]) for part in parts]
    check_excess_profit(claims, profit, 0.0, field_path="x")
    assert (taken_beyond([*claims, np.array([profit * 1e-6])], np.array([profit])) > 0).all()
