"""Is a pool charged by all its debts, of every rank, and refused where nothing carries them?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.collateral.pool_ratio import charged_ratio, pool_capacity
from valuation.wording import InputOutsideDomain

amounts = st.lists(st.floats(0.0, 1e9), min_size=1, max_size=8)


@given(amounts, st.floats(0.0, 1.0), st.floats(1.0, 1e9))
def test_parts_of_a_debt_charge_as_the_whole_does(debts: list[float], cap: float, worth: float) -> None:
    assert charged_ratio(debts, worth) == pytest.approx(charged_ratio([sum(debts)], worth), rel=1e-12)
    assert pool_capacity(debts, [cap] * len(debts)) == pytest.approx(cap * sum(debts), rel=1e-12)
    assert charged_ratio([*debts, 1.0], worth) >= charged_ratio(debts, worth)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: charged_ratio((1.0,), 0.0), "carried_by"),
        (lambda: charged_ratio((float("nan"),), 1.0), "debts"),
        (lambda: charged_ratio((-1.0,), 1.0), "debts"),
        (lambda: pool_capacity((1.0, 2.0), (0.5,)), "caps"),
        (lambda: pool_capacity((1.0,), (50.0,)), "caps"),
        (lambda: pool_capacity((-1.0,), (0.5,)), "values"),
    ],
)
def test_what_makes_no_sense_is_refused(call, field: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        call()
    assert refused.value.field_path == field
