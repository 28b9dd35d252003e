"""Is cost new less obsolescence what hand computation and its limits say?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_cost, a_full_case, a_right, weights
from valuation.appraise import appraise
from valuation.cost.obsolescence import remaining_share
from valuation.cost.replacement import cost_columns
from valuation.inputs import CaseInputs, CostItem, CostPlan

SHARES = st.floats(0, 1)


def a_cost_case(plan: CostPlan, dead: int = 0) -> CaseInputs:
    rights = [a_right(f"r{k}", years=-1 if k < dead else 10) for k in range(4)]
    return a_full_case(rights=tuple(rights), lines=(), market=None, cost=plan, weights=weights(cost=1.0))


def plain(**changes: object) -> CostPlan:
    """100 spent now, no time, no profit, no obsolescence."""
    nothing = a_cost(
        items=(CostItem(key="labour", amount=100.0),),
        development_years=0.0,
        capital_cost_rate=0.05,
        profit_rate=0.0,
        functional_obsolescence=0.0,
        technological_obsolescence=0.0,
        economic_obsolescence=0.0,
    )
    return replace(nothing, **changes)


def value(plan: CostPlan, dead: int = 0) -> float:
    return appraise(a_cost_case(plan, dead)).value


def test_the_whole_chain_by_hand() -> None:
    """400 new (330 + 70), 5 % over half of two years: 20; 20 % profit on 420: 84; 504 left x 0.9 x 0.95 x 0.98."""
    assert value(a_cost()) == pytest.approx(504 * 0.9 * 0.95 * 0.98, rel=1e-12)


def test_added_obsolescence_takes_more_than_chained() -> None:
    """0.10 and 0.05: 0.855 chained, 0.85 added; more than everything leaves nothing."""
    assert float(remaining_share((0.1, 0.05), "chained")) == pytest.approx(0.855)
    assert float(remaining_share((0.1, 0.05), "additive")) == pytest.approx(0.85)
    assert float(remaining_share((0.7, 0.7), "additive")) == 0


@given(first=SHARES, second=SHARES, third=SHARES)
def test_added_never_exceeds_chained_and_both_stay_shares(first: float, second: float, third: float) -> None:
    added = float(remaining_share((first, second, third), "additive"))
    chained = float(remaining_share((first, second, third), "chained"))
    assert 0 <= added <= chained + 1e-12 <= 1 + 1e-12


def test_limits() -> None:
    """Nothing added and nothing lost is the sum spent; complete obsolescence of any kind leaves nothing."""
    assert value(plain()) == 100
    for kind in ("functional", "technological", "economic"):
        gone = appraise(a_cost_case(plain(**{f"{kind}_obsolescence": 1.0})))
        assert gone.value == 0
        assert "fully_obsolete" in [w.code for w in gone.warnings]


def test_spending_is_even_so_half_the_time_bears_interest() -> None:
    assert value(plain(development_years=4.0, capital_cost_rate=0.1)) == pytest.approx(100 * 1.1**2)


def test_dead_rights_reduce_pro_rata() -> None:
    """The plan covers four rights; with one dead three quarters are left."""
    assert value(plain(), dead=1) == pytest.approx(75)
    assert value(plain(), dead=4) == 0


def test_cost_is_no_floor_under_income() -> None:
    """A line that earns nothing is worth nothing, whatever was spent: cost enters by its stated weight only."""
    case = a_full_case(weights=weights(income=1.0, cost=1.0))
    idle = replace(case, lines=tuple(replace(line, split_rate=0.0) for line in case.lines))
    result = appraise(idle)
    assert result.approaches[0].value == 0
    assert result.value == pytest.approx((result.approaches[2].value or 0) / 2)


def test_paths_are_the_loop_over_paths() -> None:
    amounts, rates = np.array([100.0, 250.0]), np.array([0.0, 0.08])
    plan = a_cost(items=(CostItem(key="labour", amount=amounts),), capital_cost_rate=rates)
    together = cost_columns(plan, 3, 4).value
    alone = [
        float(cost_columns(replace(plan, items=(CostItem(key="l", amount=a),), capital_cost_rate=r), 3, 4).value)
        for a, r in zip(amounts.tolist(), rates.tolist(), strict=True)
    ]
    assert together == pytest.approx(alone)
