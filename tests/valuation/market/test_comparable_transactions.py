"""Are comparables brought to the subject as the conventions say, and weighted as stated?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_deal, a_full_case, a_market, a_right, weights
from valuation.appraise import appraise
from valuation.inputs import Adjustment, CaseInputs, MarketPlan
from valuation.market.comparable_transactions import cash_price, total_adjustment


def a_market_case(plan: MarketPlan, rights: int = 1) -> CaseInputs:
    return a_full_case(
        rights=tuple(a_right(f"r{k}") for k in range(rights)),
        lines=(),
        cost=None,
        market=plan,
        weights=weights(market=1.0),
    )


def codes(plan: MarketPlan) -> list[str]:
    return [warning.code for warning in appraise(a_market_case(plan)).warnings]


def test_adjustments_are_chained_or_added_as_stated() -> None:
    """1.1 and 0.9: 0.99 chained, 1.00 added."""
    assert total_adjustment((1.1, 0.9), "chained") == pytest.approx(0.99)
    assert total_adjustment((1.1, 0.9), "additive") == pytest.approx(1.0)
    assert total_adjustment((), "chained") == total_adjustment((), "additive") == 1


def test_price_per_patent_times_patents_in_force() -> None:
    """(1,000,000 / 2) x 1.1 each; three rights."""
    assert appraise(a_market_case(a_market(), rights=3)).value == pytest.approx(3 * 550_000)


def test_a_dead_right_fetches_nothing() -> None:
    case = a_market_case(a_market(), rights=2)
    half_dead = replace(case, rights=(case.rights[0], replace(case.rights[1], expiry_date=None)))
    assert appraise(half_dead).value == pytest.approx(appraise(case).value / 2)
    assert appraise(half_dead).by_right[1].value == 0


def test_weights_are_normalised() -> None:
    """Prices 1 and 2 per patent with weights 1 and 3: 1.75."""
    deals = [
        a_deal(key, payments=((0.0, price),), patents_count=1, adjustments=(), weight=weight)
        for key, price, weight in (("x", 1.0, 1.0), ("y", 2.0, 3.0))
    ]
    result = appraise(a_market_case(a_market(*deals)))
    assert result.value == pytest.approx(1.75)
    assert [deal.weight for deal in result.approaches[1].deals] == pytest.approx([0.25, 0.75])


@given(rate=st.floats(0, 1), price=st.floats(1, 1e9), years=st.floats(0, 30))
def test_waiting_for_the_money_never_raises_the_cash_price(rate: float, price: float, years: float) -> None:
    cash = float(cash_price(((years, price),), rate))
    assert cash <= price * (1 + 1e-12)
    assert cash * (1 + rate) ** years == pytest.approx(price, rel=1e-9)


def test_instalments_over_paths_are_the_loop_over_paths() -> None:
    rates = np.array([0.0, 0.05, 0.2])
    payments = ((0.0, 3.0), (0.5, 2.0), (2.0, 5.0))
    assert cash_price(payments, rates) == pytest.approx([float(cash_price(payments, float(r))) for r in rates])


def test_one_comparable_is_said_and_a_second_that_does_not_count_does_not_help() -> None:
    assert "one_comparable" in codes(a_market(a_deal()))
    assert "one_comparable" in codes(a_market(a_deal(), a_deal("d2", weight=0.0)))
    assert "one_comparable" not in codes(a_market())
    assert "few_comparables" in codes(a_market())
    assert "few_comparables" not in codes(a_market(*(a_deal(key) for key in "xyz")))


def test_scattered_prices_are_said() -> None:
    """1 and 3 with equal weights: mean 2, standard deviation 1, coefficient 0.5."""
    cheap, dear = (
        a_deal(key, payments=((0.0, price),), patents_count=1, adjustments=())
        for key, price in (("cheap", 1.0), ("dear", 3.0))
    )
    assert "dispersion" not in codes(a_market(cheap, dear, dispersion_limit=0.5))
    (warning,) = [
        w
        for w in appraise(a_market_case(a_market(cheap, dear, dispersion_limit=0.49))).warnings
        if w.code == "dispersion"
    ]
    assert warning.params == pytest.approx({"spread": 50.0, "limit": 49.0})
    far_off = a_deal("far", payments=((0.0, 1e9),), weight=0.0)
    assert "dispersion" not in codes(a_market(cheap, dear, far_off, dispersion_limit=0.5))


def test_a_deal_after_the_valuation_date_is_said() -> None:
    late = a_deal("late", transaction_date=date(2026, 3, 21))
    assert "deal_after_valuation_date" in codes(a_market(a_deal(), late))
    assert "deal_after_valuation_date" not in codes(a_market(a_deal(), replace(late, weight=0.0)))
    assert "deal_after_valuation_date" not in codes(
        a_market(a_deal(), a_deal("d2", transaction_date=date(2026, 3, 20)))
    )


def test_an_adjustment_that_is_not_there_changes_nothing() -> None:
    plain = a_deal(adjustments=())
    stated = a_deal(adjustments=(Adjustment(name="scope", factor=1.0), Adjustment(name="territory", factor=1.0)))
    assert appraise(a_market_case(a_market(plain))).value == appraise(a_market_case(a_market(stated))).value
