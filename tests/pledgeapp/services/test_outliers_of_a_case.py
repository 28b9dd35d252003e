"""Does the rule for outliers of a case reach the value and the table, and is its missing limit asked for?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pledgeapp.records.case import Case
from pledgeapp.records.comparable import OutlierRule
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.case_inputs import prepare_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample


def _with_rule(case: Case, rule: OutlierRule, limit: Decimal | None) -> Case:
    """The sample with four deals more near the price of the first, and one at fifty times it."""
    assert case.market is not None
    first = case.market.comparables[0]

    def deal(number: int, times: Decimal) -> object:
        payments = tuple(p.model_copy(update={"amount": p.amount * times}) for p in first.payments)
        return first.model_copy(update={"id": f"{number:032x}", "name": f"另一交易{number}", "payments": payments})

    near = (deal(number, 1 + number / Decimal(20)) for number in range(4))
    deals = (*case.market.comparables, *near, deal(9, Decimal(50)))
    changed = {"comparables": deals, "outliers": rule, "outlier_limit": limit}
    return case.model_copy(update={"market": case.market.model_copy(update=changed)})


@pytest.mark.parametrize("rule", [OutlierRule.QUARTILE_FENCES, OutlierRule.MEDIAN_DEVIATION])
def test_a_price_far_from_the_others_is_shown_with_weight_0_and_named(services: Services, rule: OutlierRule) -> None:
    case = _with_rule(load_sample("solid_electrolyte_powder"), rule, Decimal("3.5"))
    every = assess_case(services, _with_rule(load_sample("solid_electrolyte_powder"), OutlierRule.NONE, None))
    assessed = assess_case(services, case)
    market = next(a for a in assessed.appraisal.approaches if a.approach == "market")
    assert [deal.is_outlier for deal in market.deals] == [False] * (len(market.deals) - 1) + [True]
    assert market.deals[-1].weight == 0
    assert sum(deal.weight for deal in market.deals) == pytest.approx(1)
    all_in = next(a for a in every.appraisal.approaches if a.approach == "market")
    assert market.value is not None
    assert all_in.value is not None
    assert all_in.value > 2 * market.value
    assert any(w.code == "outliers" for w in assessed.appraisal.warnings)


def test_a_rule_without_its_limit_is_an_open_point(services: Services) -> None:
    prepared = prepare_case(
        _with_rule(load_sample("solid_electrolyte_powder"), OutlierRule.MEDIAN_DEVIATION, None), services.reference
    )
    assert prepared.inputs.market is None
    assert "missing:market.outlier_limit" in {point.key for point in prepared.open_points}
