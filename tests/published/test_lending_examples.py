"""Do published collateral figures come out of the lending chain?"""

from __future__ import annotations

import pytest

from tests.valuation.engine_cases import a_lending_plan, a_pledge
from valuation.collateral.lending_chain import lending_chain


def test_a_collateral_pool_carries_the_sum_of_its_parts() -> None:
    """1,000 at 70 % and 500 at 50 % carry 950; a debt of 1,000 is 105 % of that. Units of 10,000.

    aliyun/qwen-dianjin, credit-collateral-risk-mgmt, collateral-acceptance-criteria.md 4.1.
    """
    plan = a_lending_plan(loan_to_value_caps={"invention": 0.7, "design": 0.5}, requested_amount=1000.0)
    chain = lending_chain((a_pledge("a", 1000.0), a_pledge("b", 500.0, right_type="design")), plan)
    assert chain.capped_amount == pytest.approx(950)
    assert (chain.loan_limit, chain.binding) == (950, "loan_to_value_cap")
    assert round(100 * 1000 / chain.capped_amount) == 105


def test_the_ratio_of_a_reported_pledge_loan() -> None:
    """高澜股份 2022: 35 million lent on nine utility models valued at 153.129 million: 22.9 %.

    Valuation 广州集佳评报字[2022]022号, base date 2022-03-31, as reported by kaixuanzhichan.com.
    """
    plan = a_lending_plan(loan_to_value_caps={"utility_model": 1.0}, requested_amount=35e6)
    chain = lending_chain((a_pledge(value=153.129e6, right_type="utility_model"),), plan)
    assert chain.loan_limit == 35e6
    assert 100 * chain.loan_to_value == pytest.approx(22.9, abs=0.05)
    assert chain.coverage_ratio == pytest.approx(4.375, abs=0.001)
