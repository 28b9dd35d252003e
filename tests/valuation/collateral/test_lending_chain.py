"""Does the walk from fair value to loan limit take what it must, name what binds, and never lend above a bound?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_lending_plan, a_pledge
from valuation.collateral.inputs import LendingPlan, PledgedRight
from valuation.collateral.lending_chain import lending_chain
from valuation.collateral.loan_limit import round_down
from valuation.results import LendingChain
from valuation.wording import InputOutsideDomain

SHARE = st.floats(0, 1)
MONEY = st.floats(0, 1e10)
TYPES = st.sampled_from(["invention", "utility_model", "design"])
PLANS = st.builds(
    LendingPlan,
    marketability_discount=SHARE,
    months_to_sale=st.floats(0, 60),
    holding_rate=SHARE,
    selling_cost_rate=SHARE,
    fixed_disposal_cost=st.floats(0, 1e6),
    loan_to_value_caps=st.dictionaries(TYPES, SHARE),
    requested_amount=st.none() | MONEY,
    policy_maximum=st.none() | MONEY,
    rounding_unit=st.sampled_from([0.01, 1.0, 10_000.0]),
)
POOLS = st.lists(st.tuples(TYPES, MONEY, st.booleans()), max_size=6).map(
    lambda rows: tuple(
        PledgedRight(key=str(k), right_type=kind, fair_value=value, is_blocked=blocked)
        for k, (kind, value, blocked) in enumerate(rows)
    )
)


def chain(plan: LendingPlan, *rights: PledgedRight) -> LendingChain:
    return lending_chain(rights or (a_pledge(),), plan)


def codes(result: LendingChain) -> list[str]:
    return [warning.code for warning in result.warnings]


def test_each_step_by_hand() -> None:
    """1 m x 0.7 / 1.08 x 0.95 - 50,000, then 40 %, then down to ten thousands."""
    plan = a_lending_plan(
        marketability_discount=0.3,
        months_to_sale=12.0,
        holding_rate=0.08,
        selling_cost_rate=0.05,
        fixed_disposal_cost=50_000.0,
        loan_to_value_caps={"invention": 0.4},
        rounding_unit=10_000.0,
    )
    result = chain(plan)
    liquidation = 700_000 / 1.08 * 0.95 - 50_000
    assert result.liquidation_value == pytest.approx(liquidation, rel=1e-12)
    assert result.lending_value == result.liquidation_value
    assert result.capped_amount == pytest.approx(0.4 * liquidation, rel=1e-12)
    assert result.loan_limit == 220_000
    assert result.binding == "loan_to_value_cap"
    assert result.loan_to_value == pytest.approx(220_000 / liquidation)
    assert result.coverage_ratio == pytest.approx(liquidation / 220_000)


def test_half_a_year_waits_half_as_long() -> None:
    """Method against method: two waits of six months are one of twelve."""
    half = chain(a_lending_plan(months_to_sale=6.0, holding_rate=0.1)).liquidation_value
    whole = chain(a_lending_plan(months_to_sale=12.0, holding_rate=0.1)).liquidation_value
    assert half**2 / 1_000_000 == pytest.approx(whole)
    assert whole == pytest.approx(1_000_000 / 1.1)


@pytest.mark.parametrize(
    ("requested", "maximum", "limit", "binding"),
    [
        (None, None, 500_000, "loan_to_value_cap"),
        (400_000.0, None, 400_000, "requested_amount"),
        (400_000.0, 300_000.0, 300_000, "policy_maximum"),
        (600_000.0, 700_000.0, 500_000, "loan_to_value_cap"),
        (0.0, None, 0, "requested_amount"),
    ],
)
def test_the_lowest_bound_is_named(requested, maximum, limit, binding) -> None:
    result = chain(a_lending_plan(requested_amount=requested, policy_maximum=maximum))
    assert (result.loan_limit, result.binding) == (limit, binding)


def test_blocked_rights_are_left_out() -> None:
    result = chain(a_lending_plan(), a_pledge("a", 3e6), a_pledge("b", 1e6, is_blocked=True))
    assert (result.fair_value, result.excluded_value) == (4e6, 1e6)
    assert result.loan_limit == 1_500_000
    assert "rights_blocked" in codes(result)


def test_the_cap_is_weighted_by_value() -> None:
    """3 m at 50 % and 1 m at 10 %: 40 %; the sum of the parts."""
    plan = a_lending_plan(loan_to_value_caps={"invention": 0.5, "design": 0.1})
    result = chain(plan, a_pledge("a", 3e6), a_pledge("b", 1e6, right_type="design"))
    assert result.loan_to_value_cap == pytest.approx(0.4)
    assert result.loan_limit == 1_600_000


def test_a_type_without_a_cap_is_not_lent_on() -> None:
    result = chain(a_lending_plan(), a_pledge("a", 1e6), a_pledge("b", 1e6, right_type="utility_model"))
    assert result.loan_to_value_cap == 0.25
    (warning,) = [w for w in result.warnings if w.code == "no_cap"]
    assert warning.params == {"right_type_label": "Utility model"}


def test_costs_above_proceeds_leave_nothing_and_say_so() -> None:
    result = chain(a_lending_plan(fixed_disposal_cost=1_000_001.0))
    assert (result.liquidation_value, result.loan_limit, result.binding) == (0, 0, "nothing_to_lend_on")
    assert result.coverage_ratio is None
    assert codes(result) == ["costs_take_all"]
    assert codes(chain(a_lending_plan(marketability_discount=1.0))) == ["no_proceeds"]


def test_nothing_to_lend_on() -> None:
    for rights in ((), (a_pledge(value=0.0),), (a_pledge(is_blocked=True),)):
        result = lending_chain(rights, a_lending_plan())
        assert (result.loan_limit, result.loan_to_value, result.binding) == (0, 0, "nothing_to_lend_on")
        assert "nothing_to_lend_on" in codes(result)


def test_less_than_one_rounding_unit_is_said() -> None:
    result = chain(a_lending_plan(rounding_unit=600_000.0))
    assert result.loan_limit == 0
    assert codes(result) == ["below_rounding_unit"]


def test_rounding_goes_down_but_not_by_the_noise_of_floats() -> None:
    assert round_down(19_999.99, 10_000) == 10_000
    assert round_down(0.1 * 3, 0.1) == pytest.approx(0.3)
    assert round_down(5_000_000 * (1 - 1e-15), 10_000) == 5_000_000
    assert round_down(5_000_000 - 0.01, 10_000) == 4_990_000
    assert round_down(0.0, 10_000) == 0


@given(rights=POOLS, plan=PLANS)
def test_the_limit_never_exceeds_a_bound(rights, plan) -> None:
    result = lending_chain(rights, plan)
    slack = 1 + 2e-9
    assert 0 <= result.loan_limit <= result.capped_amount * slack
    assert result.lending_value <= result.fair_value - result.excluded_value
    assert result.lending_value <= result.liquidation_value
    for bound in (plan.requested_amount, plan.policy_maximum):
        assert bound is None or result.loan_limit <= bound * slack
    assert result.loan_limit / plan.rounding_unit == pytest.approx(round(result.loan_limit / plan.rounding_unit))
    assert 0 <= result.loan_to_value_cap <= 1 + 1e-12
    if result.coverage_ratio is not None:
        assert result.coverage_ratio * result.loan_to_value == pytest.approx(1)


@given(rights=POOLS, plan=PLANS, harder=PLANS)
def test_a_harder_sale_never_lends_more(rights, plan, harder) -> None:
    """Each number of the disposal at the worse of two plans."""
    names = ("marketability_discount", "months_to_sale", "holding_rate", "selling_cost_rate", "fixed_disposal_cost")
    worse = replace(plan, **{name: max(getattr(plan, name), getattr(harder, name)) for name in names})
    before, after = lending_chain(rights, plan), lending_chain(rights, worse)
    assert after.liquidation_value <= before.liquidation_value * (1 + 1e-12)
    assert after.loan_limit <= before.loan_limit * (1 + 2e-9)


@given(rights=POOLS, plan=PLANS, scale=st.sampled_from([1e-3, 7.0, 1e3]))
def test_the_currency_unit_does_not_matter(rights, plan, scale) -> None:
    def scaled(amount: float | None) -> float | None:
        return None if amount is None else amount * scale

    before = lending_chain(rights, plan)
    after = lending_chain(
        tuple(replace(right, fair_value=right.fair_value * scale) for right in rights),
        replace(
            plan,
            fixed_disposal_cost=plan.fixed_disposal_cost * scale,
            requested_amount=scaled(plan.requested_amount),
            policy_maximum=scaled(plan.policy_maximum),
            rounding_unit=plan.rounding_unit * scale,
        ),
    )
    assert after.capped_amount == pytest.approx(before.capped_amount * scale, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"marketability_discount": 1.01}, "plan.marketability_discount"),
        ({"marketability_discount": -0.1}, "plan.marketability_discount"),
        ({"months_to_sale": -1.0}, "plan.months_to_sale"),
        ({"months_to_sale": float("inf")}, "plan.months_to_sale"),
        ({"holding_rate": 8.0}, "plan.holding_rate"),
        ({"holding_rate": float("nan")}, "plan.holding_rate"),
        ({"selling_cost_rate": 5.0}, "plan.selling_cost_rate"),
        ({"fixed_disposal_cost": -1.0}, "plan.fixed_disposal_cost"),
        ({"fixed_disposal_cost": True}, "plan.fixed_disposal_cost"),
        ({"rounding_unit": 0.0}, "plan.rounding_unit"),
        ({"loan_to_value_caps": {"invention": 50.0}}, "plan.loan_to_value_caps"),
        ({"loan_to_value_caps": {"inventon": 0.5}}, "plan.loan_to_value_caps"),
        ({"requested_amount": -1.0}, "plan.requested_amount"),
        ({"policy_maximum": 1e300}, "plan.policy_maximum"),
    ],
)
def test_an_impossible_plan_is_refused_at_its_field(changes, path) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        chain(a_lending_plan(**changes))
    assert refused.value.field_path == path


@pytest.mark.parametrize(
    ("rights", "path"),
    [
        ((a_pledge(value=-1.0),), "rights[0].fair_value"),
        ((a_pledge(), a_pledge("b", float("nan"))), "rights[1].fair_value"),
        ((a_pledge(right_type="trade_mark"),), "rights[0].right_type"),
        ((a_pledge(), a_pledge()), "rights"),
    ],
)
def test_an_impossible_right_is_refused_at_its_field(rights, path) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        lending_chain(rights, a_lending_plan())
    assert refused.value.field_path == path
