"""Do the methods of the discount rate keep their limits, their inverse and their domain?"""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.test_workings_recompute import assert_follows
from valuation.discounting.build_up import BuildUp, built_up_rate
from valuation.discounting.capm import CapitalAssetPricing, cost_of_equity, unlevered_betas
from valuation.discounting.capm import run as run_capm
from valuation.discounting.risk_scored_rate import RiskScoring, class_premiums, risk_scored_rate
from valuation.discounting.wacc import (
    IntangibleReturn,
    WeightedCostOfCapital,
    intangible_return,
    run_intangible_return,
    run_weighted_cost,
    weighted_cost,
)
from valuation.wording import InputOutsideDomain

RATES = st.floats(0, 0.5)
SHARES = st.floats(0, 1)


def scoring(**changes: Any) -> RiskScoring:
    return RiskScoring(**{**EXAMPLES["risk_scored_rate"], **changes})


def capm(**changes: Any) -> CapitalAssetPricing:
    return CapitalAssetPricing(**{**EXAMPLES["capital_asset_pricing"], **changes})


def wacc(**changes: Any) -> WeightedCostOfCapital:
    return WeightedCostOfCapital(**{**EXAMPLES["weighted_cost_of_capital"], **changes})


@given(rate=RATES, premiums=st.lists(st.floats(0, 0.05), min_size=1, max_size=8))
def test_premiums_add_up(rate: float, premiums: list[float]) -> None:
    whole = float(built_up_rate(BuildUp(risk_free_rate=rate, risk_premiums=premiums)))
    assert whole == pytest.approx(rate + sum(premiums))
    more = float(built_up_rate(BuildUp(risk_free_rate=rate, risk_premiums=[*premiums, 0.01])))
    assert more - whole == pytest.approx(0.01)


def test_risk_scores_by_hand_and_at_their_ends() -> None:
    """Technical 0.6 × 20 + 0.4 × 40 = 28 of 100, market 0.7 × 60 = 42 of 100; 5 % each on 3 %."""
    assert class_premiums(scoring()) == pytest.approx([0.05 * 0.28, 0.05 * 0.42])
    assert float(risk_scored_rate(scoring())) == pytest.approx(0.03 + 0.014 + 0.021)
    assert float(risk_scored_rate(scoring(scores=(0.0,) * 4))) == pytest.approx(0.03)
    assert float(risk_scored_rate(scoring(scores=(100.0,) * 4))) == pytest.approx(0.13)


def test_the_order_of_the_items_does_not_matter() -> None:
    mixed = scoring(item_classes=(2, 1, 2, 1), weights=(0.7, 0.6, 0.3, 0.4), scores=(60.0, 20.0, 0.0, 40.0))
    assert float(risk_scored_rate(mixed)) == pytest.approx(float(risk_scored_rate(scoring())))


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"item_classes": (1, 1, 2, 3)}, "item_classes", "unknown_class"),
        ({"item_classes": (1, 1, 2, 1.5)}, "item_classes", "unknown_class"),
        ({"item_classes": (1, 1, 1, 2)}, "weights", "weights_not_whole"),
        ({"weights": (0.6, 0.4, 0.7, 0.2)}, "weights", "weights_not_whole"),
        ({"highest_premiums": (0.05, 0.05, 0.05)}, "weights", "weights_not_whole"),
        ({"scores": (1.0, 2.0)}, "scores", "mixed_lengths"),
        ({"highest_premiums": (5.0, 0.05)}, "highest_premiums", "rate_too_high"),
    ],
)
def test_a_risk_sheet_that_does_not_hold_together_is_refused(changes, field, code) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        risk_scored_rate(scoring(**changes))
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


@given(beta=st.floats(-2, 3), debt=st.floats(0, 5), tax=st.floats(0, 0.6), middle=st.sampled_from(["mean", "median"]))
def test_a_peer_like_the_subject_gives_its_beta_back(beta: float, debt: float, tax: float, middle: str) -> None:
    like = capm(
        peer_betas=(beta,) * 3,
        peer_debt_to_equity=(debt,) * 3,
        peer_tax_rates=(tax,) * 3,
        debt_to_equity=debt,
        tax_rate=tax,
        middle=middle,
        specific_risk_premium=0.0,
    )
    assert float(cost_of_equity(like)) == pytest.approx(0.03 + beta * 0.06, abs=1e-12)


def test_cost_of_equity_by_hand() -> None:
    """One peer: 1.2 / (1 + 0.75 × 0.4) = 0.923077; × (1 + 0.75 × 0.2) = 1.061538; 3 % + that × 6 %."""
    one = capm(
        peer_betas=(1.2,),
        peer_debt_to_equity=(0.4,),
        peer_tax_rates=(0.25,),
        debt_to_equity=0.2,
        specific_risk_premium=0.0,
    )
    assert float(cost_of_equity(one)) == pytest.approx(0.0936923, abs=1e-7)
    assert not run_capm(one).warnings


@given(betas=st.lists(st.floats(0.1, 3), min_size=1, max_size=9), middle=st.sampled_from(["mean", "median"]))
def test_the_middle_of_odd_and_even_numbers_of_peers_is_shown_as_it_is_taken(betas: list[float], middle: str) -> None:
    inputs = capm(
        peer_betas=betas, peer_debt_to_equity=(0.5,) * len(betas), peer_tax_rates=(0.25,) * len(betas), middle=middle
    )
    result = run_capm(inputs)
    assert_follows(result.workings)
    (shown,) = [step.value for step in result.workings if step.symbol == "b_u"]
    assert shown == pytest.approx(getattr(statistics, middle)(unlevered_betas(inputs).tolist()))


def test_a_specific_premium_is_pointed_out() -> None:
    assert [w.code for w in run_capm(capm()).warnings] == ["specific_premium"]


@given(equity=RATES, debt=RATES, tax=st.floats(0, 0.9))
def test_cost_of_capital_at_its_ends(equity: float, debt: float, tax: float) -> None:
    given_rates = {"cost_of_equity": equity, "cost_of_debt": debt, "tax_rate": tax}
    assert float(weighted_cost(wacc(debt_share=0.0, **given_rates))) == pytest.approx(equity)
    assert float(weighted_cost(wacc(debt_share=1.0, **given_rates))) == pytest.approx(debt * (1 - tax))


@given(share=SHARES, tax=st.floats(0, 0.9))
def test_before_and_after_tax_value_a_level_income_alike(share: float, tax: float) -> None:
    after = float(weighted_cost(wacc(debt_share=share, tax_rate=tax)))
    before = float(weighted_cost(wacc(debt_share=share, tax_rate=tax, rate_basis="pre_tax")))
    assert 100 * (1 - tax) / after == pytest.approx(100 / before)


def test_the_basis_of_the_rate_is_told() -> None:
    assert not run_weighted_cost(wacc()).warnings
    before = run_weighted_cost(wacc(rate_basis="pre_tax"))
    assert [w.code for w in before.warnings] == ["pre_tax_rate_approximate"]
    assert_follows(before.workings)


@given(whole=RATES, current=st.floats(0, 0.45), fixed=st.floats(0, 0.45), low=RATES, high=RATES)
def test_returns_of_the_assets_average_to_the_cost_of_capital(whole, current, fixed, low, high) -> None:
    inputs = IntangibleReturn(
        weighted_cost_of_capital=whole,
        current_assets_share=current,
        current_assets_return=low,
        fixed_assets_share=fixed,
        fixed_assets_return=high,
    )
    rate = float(intangible_return(inputs))
    assert current * low + fixed * high + (1 - current - fixed) * rate == pytest.approx(whole, abs=1e-12)
    assert bool(run_intangible_return(inputs).warnings) == (rate <= max(low, high))


def test_other_assets_may_not_take_everything() -> None:
    full = {**EXAMPLES["intangible_return"], "current_assets_share": 0.6, "fixed_assets_share": 0.4}
    with pytest.raises(InputOutsideDomain) as refused:
        intangible_return(IntangibleReturn(**full))
    assert refused.value.message.code == "no_intangible_share"


def test_paths_of_the_risk_sheet() -> None:
    scores = np.array([[0.0] * 4, [100.0] * 4])
    assert risk_scored_rate(scoring(scores=scores)) == pytest.approx([0.03, 0.13])
