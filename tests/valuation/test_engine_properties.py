"""What holds for every case, however it is made up?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_cost, a_deal, a_line, a_market
from valuation.appraise import appraise, case_values
from valuation.inputs import (
    Adjustment,
    ApproachWeight,
    CaseInputs,
    CostItem,
    CostPlan,
    Deal,
    FeePlan,
    RevenueLine,
    Right,
    TaxBasis,
)

# Zero or something: numbers of 300 zeros behind the point only try the float, not the engine.
MONEY = st.just(0.0) | st.floats(0.01, 1e9)
SHARE = st.just(0.0) | st.floats(1e-6, 1)
RATE = st.floats(0, 0.6)
KEYS = ("a", "b", "c")


@st.composite
def rights(draw: st.DrawFn) -> tuple[Right, ...]:
    """Three rights; some of them expired, some about to, some with twenty years to go."""
    later = st.dates(date(2032, 1, 1), date(2046, 12, 31))
    expiry = later | later | st.dates(date(2024, 1, 1), date(2046, 12, 31)) | st.none()
    return tuple(Right(key=key, right_type="invention", expiry_date=draw(expiry)) for key in KEYS)


@st.composite
def lines(draw: st.DrawFn, key: str) -> RevenueLine:
    years = draw(st.integers(1, 8))
    basis = draw(st.sampled_from(["pre_tax", "after_tax"]))
    base = draw(st.sampled_from(["sales", "gross_profit", "operating_profit"]))
    margins = st.lists(st.just(0.0) | st.floats(0.001, 0.9) | st.floats(-0.5, -0.001), min_size=years, max_size=years)
    return a_line(
        key=key,
        first_year=draw(st.integers(2025, 2028)),
        revenue=np.array(draw(st.lists(st.floats(1.0, 1e9) | MONEY, min_size=years, max_size=years))),
        royalty_base=base,
        profit_margin=np.array(draw(margins)),
        split_rate=draw(st.floats(0.01, 1) | SHARE),
        split_decline=draw(st.floats(0, 0.9)),
        tax_rate=draw(st.floats(0, 0.9)),
        tax_basis=basis,
        discount_rate=draw(RATE),
        discount_rate_basis=basis,
        economic_life_years=draw(st.floats(4, 25) | st.floats(0.01, 25)),
        growth_after_forecast=draw(st.none() | st.floats(-0.5, 0.3)),
        success_probability=draw(st.floats(0.01, 1) | SHARE),
        revenue_factor=draw(st.floats(0.01, 2)),
        contributions=dict(zip(KEYS, draw(st.tuples(st.floats(0.1, 9), SHARE, SHARE)), strict=True)),
        split_by_year=draw(st.none() | st.lists(st.floats(0.01, 1), min_size=1, max_size=9).map(np.array)),
        validity_probability=draw(st.floats(0.01, 1)),
        launch_delay_years=draw(st.just(0.0) | st.floats(0.01, 4)),
        licence_term_years=draw(st.none() | st.floats(4, 25) | st.floats(0.01, 25)),
    )


@st.composite
def fees(draw: st.DrawFn, basis: TaxBasis) -> FeePlan:
    """Annual fees of some of the rights, on the basis of the income that pays them."""
    fee = st.tuples(st.floats(0, 10), st.floats(0.01, 1e9))
    return FeePlan(
        fees={key: tuple(draw(st.lists(fee, max_size=4))) for key in KEYS},
        discount_rate=draw(RATE),
        discount_rate_basis=basis,
        tax_rate=draw(st.floats(0, 0.9)),
        tax_basis=basis,
    )


@st.composite
def deals(draw: st.DrawFn, key: str) -> Deal:
    factors = draw(st.lists(st.floats(0.5, 2), max_size=3))
    return a_deal(
        key,
        payments=((0.0, draw(st.floats(1, 1e9))), (draw(st.floats(0, 9)), draw(MONEY))),
        patents_count=draw(st.integers(1, 20)),
        adjustments=tuple(Adjustment(name=str(k), factor=factor) for k, factor in enumerate(factors)),
        weight=draw(st.floats(0.01, 9)),
    )


@st.composite
def costs(draw: st.DrawFn) -> CostPlan:
    return a_cost(
        items=(CostItem(key="i", amount=draw(MONEY), index_factor=draw(st.floats(0.1, 3))),),
        development_years=draw(st.floats(0, 9)),
        capital_cost_rate=draw(SHARE),
        profit_rate=draw(SHARE),
        functional_obsolescence=draw(SHARE),
        technological_obsolescence=draw(SHARE),
        economic_obsolescence=draw(SHARE),
        combination=draw(st.sampled_from(["chained", "additive"])),
    )


@st.composite
def cases(draw: st.DrawFn) -> CaseInputs:
    given_weights = draw(st.tuples(st.floats(0.01, 9), SHARE, SHARE))
    drawn_lines = tuple(draw(lines(f"line {k}")) for k in range(draw(st.integers(1, 3))))
    return CaseInputs(
        valuation_date=draw(st.dates(date(2025, 1, 1), date(2026, 12, 31))),
        timing=draw(st.sampled_from(["year_end", "mid_year", "exact"])),
        rights=draw(rights()),
        lines=drawn_lines,
        fees=draw(st.none() | fees(drawn_lines[0].tax_basis)),
        market=a_market(draw(deals("x")), draw(deals("y")), combination="chained"),
        cost=draw(costs()),
        weights=tuple(
            ApproachWeight(approach=a, weight=w, reason="because")
            for a, w in zip(("income", "market", "cost"), given_weights, strict=True)
        ),
        divergence_limit=0.35,
    )


@given(case=cases())
def test_the_conclusion_lies_between_its_approaches_and_its_rights_add_up(case: CaseInputs) -> None:
    result = appraise(case)
    values = [a.value for a in result.approaches if a.value is not None]
    assert min(values) * (1 - 1e-12) <= result.value <= max(values) * (1 + 1e-12)
    assert sum(r.value for r in result.by_right) == pytest.approx(result.value, rel=1e-9, abs=1e-6)
    assert all(r.value >= 0 for r in result.by_right)
    for line in result.approaches[0].lines:
        assert sum(line.by_right.values()) == pytest.approx(line.value, rel=1e-9, abs=1e-6)


@given(case=cases())
def test_a_dead_right_is_zero_and_a_reason_goes_with_every_zero_of_law(case: CaseInputs) -> None:
    for right, result in zip(case.rights, appraise(case).by_right, strict=True):
        is_dead = right.expiry_date is None or right.expiry_date <= case.valuation_date
        assert (result.worthless_reason is not None) == is_dead
        assert not is_dead or result.value == 0


@given(case=cases(), dead=st.sampled_from(KEYS))
def test_a_right_that_dies_takes_its_own_income_and_touches_no_other(case: CaseInputs, dead: str) -> None:
    """Income of each right is its own: additive over the rights."""
    without = replace(case, rights=tuple(replace(r, expiry_date=None) if r.key == dead else r for r in case.rights))
    for before, after in zip(appraise(case).approaches[0].lines, appraise(without).approaches[0].lines, strict=True):
        # Floors at zero apart: where a stream is negative the line counts as nothing for every right.
        if min(sum(r.present_value for r in line.rows) for line in (before, after)) >= 0:
            for key, value in after.by_right.items():
                assert value == pytest.approx(0.0 if key == dead else before.by_right[key], rel=1e-9, abs=1e-6)


@given(case=cases(), scale=st.sampled_from([1e-4, 0.01, 7.0, 1e4]))
def test_the_currency_unit_does_not_matter(case: CaseInputs, scale: float) -> None:
    assert case.market is not None
    assert case.cost is not None
    plan = case.fees
    scaled = replace(
        case,
        fees=plan
        and replace(plan, fees={k: tuple((t, amount * scale) for t, amount in f) for k, f in plan.fees.items()}),
        lines=tuple(replace(line, revenue=line.revenue * scale) for line in case.lines),
        market=replace(
            case.market,
            deals=tuple(
                replace(d, payments=tuple((t, amount * scale) for t, amount in d.payments)) for d in case.market.deals
            ),
        ),
        cost=replace(case.cost, items=tuple(replace(i, amount=float(i.amount) * scale) for i in case.cost.items)),
    )
    before, after = appraise(case), appraise(scaled)
    assert after.value == pytest.approx(before.value * scale, rel=1e-9, abs=1e-9)
    assert after.divergence == pytest.approx(before.divergence, rel=1e-6, abs=1e-9)
    assert [w.code for w in after.warnings if w.code != "divergence"] == [
        w.code for w in before.warnings if w.code != "divergence"
    ]


@given(case=cases(), factor=st.floats(1, 10))
def test_only_the_proportion_of_weights_counts(case: CaseInputs, factor: float) -> None:
    heavier = replace(case, weights=tuple(replace(w, weight=w.weight * factor) for w in case.weights))
    assert appraise(heavier).value == pytest.approx(appraise(case).value, rel=1e-9, abs=1e-9)


@given(case=cases(), order=st.permutations(range(3)))
def test_the_order_of_the_rights_does_not_matter(case: CaseInputs, order: list[int]) -> None:
    shuffled = replace(case, rights=tuple(case.rights[k] for k in order))
    before = {r.key: r.value for r in appraise(case).by_right}
    assert {r.key: r.value for r in appraise(shuffled).by_right} == pytest.approx(before, rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(
    case=cases(),
    rates=st.lists(RATE, min_size=1, max_size=5),
    lives=st.lists(st.floats(0.01, 25), min_size=5, max_size=5),
)
def test_paths_are_the_loop_over_paths(case: CaseInputs, rates: list[float], lives: list[float]) -> None:
    def with_first(rate: object, life: object) -> CaseInputs:
        first = replace(case.lines[0], discount_rate=rate, economic_life_years=life)
        return replace(case, lines=(first, *case.lines[1:]))

    paths = len(rates)
    together = case_values(with_first(np.array(rates), np.array(lives[:paths])))
    alone = [appraise(with_first(rate, life)).value for rate, life in zip(rates, lives, strict=False)]
    assert np.broadcast_to(together.conclusion, (paths,)) == pytest.approx(alone, rel=1e-9, abs=1e-6)
