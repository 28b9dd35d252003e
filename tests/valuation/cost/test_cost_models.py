"""Do the single methods of the cost approach keep their limits, their inverse and their domain?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_cost, a_full_case, a_right, weights
from tests.valuation.test_workings_recompute import assert_follows
from valuation.appraise import appraise
from valuation.cost.cost_less_obsolescence import CostLessObsolescence, cost_less_obsolescence
from valuation.cost.cost_less_obsolescence import run as run_cost
from valuation.cost.licence_minimum_fee import LicenceMinimumFee, licence_minimum_fee
from valuation.cost.obsolescence import age_life_obsolescence
from valuation.cost.self_created_know_how import SelfCreatedKnowHow, self_created_know_how
from valuation.inputs import CostItem
from valuation.model import described_inputs
from valuation.wording import InputOutsideDomain

MONEY = st.floats(0, 1e9)
YEARS = st.floats(0.1, 50)
_PARTS = ("functional_obsolescence", "technological_obsolescence", "economic_obsolescence", "combination")


def cost(**changes: Any) -> CostLessObsolescence:
    return CostLessObsolescence(**{**EXAMPLES["cost_less_obsolescence"], **changes})


def know_how(**changes: Any) -> SelfCreatedKnowHow:
    return SelfCreatedKnowHow(**{**EXAMPLES["self_created_know_how"], **changes})


def fee(**changes: Any) -> float:
    return float(licence_minimum_fee(LicenceMinimumFee(**{**EXAMPLES["licence_minimum_fee"], **changes})))


@pytest.mark.parametrize("combination", ["chained", "additive"])
def test_the_single_method_is_the_cost_approach_of_a_case(combination: str) -> None:
    inputs = cost(combination=combination)
    items = tuple(
        CostItem(key=str(k), amount=amount, index_factor=factor)
        for k, (amount, factor) in enumerate(zip(inputs.amounts, inputs.index_factors, strict=True))
    )
    names = ("development_years", "capital_cost_rate", "profit_rate", *_PARTS)
    plan = a_cost(items=items, **{name: getattr(inputs, name) for name in names})
    case = a_full_case(rights=(a_right(),), lines=(), market=None, cost=plan, weights=weights(cost=1.0))
    assert float(cost_less_obsolescence(inputs)) == pytest.approx(appraise(case).value, rel=1e-12)


def test_every_given_step_of_the_cost_table_names_a_field_of_the_method() -> None:
    result = run_cost(cost())
    assert_follows(result.workings)
    fields = described_inputs(CostLessObsolescence)
    sources = [step.source for step in result.workings if not step.formula]
    assert {source.split("[")[0] for source in sources} == set(fields) - {"combination"}
    assert "amounts[2]" in sources
    assert "index_factors[0]" in sources


def test_cost_by_paths_is_cost_one_by_one() -> None:
    amounts = np.array([[100.0, 50.0], [200.0, 10.0], [0.0, 0.0]])
    losses = np.array([0.0, 0.3, 1.0])
    together = cost_less_obsolescence(cost(amounts=amounts, index_factors=(1.1, 0.9), functional_obsolescence=losses))
    single = [
        float(cost_less_obsolescence(cost(amounts=a, index_factors=(1.1, 0.9), functional_obsolescence=o)))
        for a, o in zip(amounts, losses, strict=True)
    ]
    assert together == pytest.approx(single)


def test_costs_without_index_are_refused() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        cost_less_obsolescence(cost(index_factors=(1.0,)))
    assert (refused.value.field_path, refused.value.message.code) == ("index_factors", "mixed_lengths")


def test_know_how_without_risk_multiplier_and_age_is_its_cost_with_return() -> None:
    plain = know_how(labour_multiplier=1.0, risk_rate=0.0, used_years=0.0)
    assert float(self_created_know_how(plain)) == pytest.approx(65 * 1.2)


@given(risk=st.floats(0, 0.9), more=st.floats(0.001, 0.09))
def test_risk_makes_know_how_dearer_never_cheaper(risk: float, more: float) -> None:
    """The sign under the line: 1 - β2."""
    low, high = (float(self_created_know_how(know_how(risk_rate=r))) for r in (risk, risk + more))
    assert low < high
    assert high * (1 - risk - more) == pytest.approx(low * (1 - risk))


@pytest.mark.parametrize(
    ("name", "bad"),
    [("risk_rate", 1.0), ("remaining_years", 0.0), ("labour_cost", -1.0), ("return_rate", float("nan"))],
)
def test_know_how_outside_its_domain_is_refused(name: str, bad: float) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        self_created_know_how(know_how(**{name: bad}))
    assert refused.value.field_path == name


@given(used=st.floats(0, 50), left=YEARS)
def test_age_takes_between_nothing_and_everything(used: float, left: float) -> None:
    rate = float(age_life_obsolescence(used, left))
    assert 0 <= rate < 1
    assert (used + left) * rate == pytest.approx(used)


@given(spent=MONEY, used=st.floats(0, 50), left=YEARS, owner=st.floats(1, 1e6), licensee=st.floats(1, 1e6))
def test_shares_of_owner_and_licensee_make_the_net_cost(spent, used, left, owner, licensee) -> None:
    common = {
        "cost_spent": spent, "used_years": used, "remaining_years": left, "lost_income": 0.0, "added_cost": 0.0,
        "price_changes": (0.1, -0.05),
    }  # fmt: skip
    both = fee(owner_capacity=owner, licensee_capacity=licensee, **common)
    both += fee(owner_capacity=licensee, licensee_capacity=owner, **common)
    assert both == pytest.approx(spent * 1.1 * 0.95 * left / (used + left), abs=1e-6)


def test_a_licensee_without_capacity_pays_what_the_owner_loses() -> None:
    assert fee(licensee_capacity=0.0) == pytest.approx(100)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"owner_capacity": 0.0, "licensee_capacity": 0.0}, "licensee_capacity", "no_capacity"),
        ({"remaining_years": 0.0}, "remaining_years", "outside_domain"),
        ({"price_changes": (-1.0,)}, "price_changes", "outside_domain"),
        ({"price_changes": (15.0,)}, "price_changes", "rate_too_high"),
        ({"added_cost": -1.0}, "added_cost", "outside_domain"),
    ],
)
def test_a_fee_that_cannot_be_reckoned_is_refused(changes, field, code) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        fee(**changes)
    assert (refused.value.field_path, refused.value.message.code) == (field, code)
