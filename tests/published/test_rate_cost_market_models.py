"""Do published examples of split rate, cost, licence fee and market multiples come out of the single methods?"""

from __future__ import annotations

from typing import Any

import pytest

from valuation.catalogue import models
from valuation.discounting.present_value import present_value
from valuation.model import ModelResult, as_series


def run(name: str, **inputs: Any) -> ModelResult:
    method = models()[name]
    return method.run(method.inputs(**inputs))


def value(name: str, **inputs: Any) -> float:
    return run(name, **inputs).value


def step(result: ModelResult, symbol: str) -> float:
    (found,) = [s.value for s in result.workings if s.symbol == symbol]
    return found


def test_equivalent_investment_of_a_patent_put_into_a_company() -> None:
    """甲企业专利技术投资入股: 600 against 3,300; the share is printed 15.39 % (15.3846 % rounded up), the value 248.45.

    dfrtw.com/zhuanlichaxun/70401.html. The printed value rests on that share and four-digit factors.
    """
    result = run(
        "equivalent_investment", rights_cost=100.0, rights_profit_rate=5.0, other_cost=3000.0, other_profit_rate=0.1
    )
    assert (step(result, "I_rights"), step(result, "I_other")) == pytest.approx((600, 3300))
    assert result.value == pytest.approx(0.153846, abs=5e-7)
    rate = value("build_up_rate", risk_free_rate=0.04, risk_premiums=(0.06,))
    assert rate == pytest.approx(0.1)
    years = as_series((1, 2, 3, 4, 5))
    profit = present_value(as_series((400, 420, 430, 450, 440)), rate, years)
    assert result.value * profit == pytest.approx(248.36, abs=0.005)
    printed = (0.9091, 0.8264, 0.7513, 0.683, 0.6209)
    by_hand = 0.1539 * sum(a * f for a, f in zip((400, 420, 430, 450, 440), printed, strict=True))
    assert by_hand == pytest.approx(248.45, abs=0.005)


def test_equivalent_investment_of_know_how() -> None:
    """专有技术利润分成率: 600 against 6,480 is 8.47 %. Question bank of the universities of Chongqing."""
    result = run(
        "equivalent_investment", rights_cost=120.0, rights_profit_rate=4.0, other_cost=6000.0, other_profit_rate=0.08
    )
    assert (step(result, "I_rights"), step(result, "I_other")) == pytest.approx((600, 6480))
    assert round(100 * result.value, 2) == 8.47


def minimum_fee(**changes: Any) -> ModelResult:
    return run("licence_minimum_fee", **{"lost_income": 0.0, "added_cost": 0.0, **changes})


def test_minimum_fee_of_a_drug_patent() -> None:
    """药品专利许可最低收费额, October 2017: net cost 890.4, share 0.4, fee 456.16. jikaoti.com/ti/otafFFFM.

    The page prints an opportunity cost of 1013 in the sum; 456.16 follows from 100.
    """
    result = minimum_fee(
        cost_spent=1000.0,
        price_changes=(0.05, 0.06),
        used_years=2.0,
        remaining_years=8.0,
        owner_capacity=150.0,
        licensee_capacity=100.0,
        lost_income=70.0,
        added_cost=30.0,
    )
    assert step(result, "C_n") == pytest.approx(890.4)
    assert step(result, "k") == pytest.approx(0.4)
    assert step(result, "A") == pytest.approx(100)
    assert result.value == pytest.approx(456.16, abs=0.005)


FEES = {
    "handsets": ((100.0, 0.15, 4.0, 6.0, 150.0, 65.0, 60.0), 80.86),
    "video telephones": ((100.0, 0.15, 4.0, 6.0, 150.0, 50.0, 60.0), 77.25),
    "production": ((300.0, 0.08, 1.0, 9.0, 700.0, 300.0, 105.0), 192.48),
    "drugs": ((400.0, 0.1, 2.0, 9.0, 800.0, 200.0, 100.0), 172.0),
}


@pytest.mark.parametrize(("terms", "printed"), FEES.values(), ids=FEES.keys())
def test_minimum_fees_of_four_examinations(terms: tuple[float, ...], printed: float) -> None:
    """最低收费额: baitiku.com/ti/IYafFFFM, kaotiyun.com/show/Widr777K, gaojiufeng.cn/?id=997246, www.shititong.cn."""
    cost, index, used, left, owner, licensee, opportunity = terms
    result = minimum_fee(
        cost_spent=cost,
        price_changes=(index,),
        used_years=used,
        remaining_years=left,
        owner_capacity=owner,
        licensee_capacity=licensee,
        lost_income=opportunity,
    )
    assert result.value == pytest.approx(printed, abs=0.005)


def test_self_created_know_how_by_multipliers() -> None:
    """自创专有技术, 倍加系数法: 142 new, 37.5 % used up, 88.75. Question bank of the universities of Chongqing.

    Another page prints 1 + β2 below the line, which would give 60.86 instead of 142.
    """
    result = run(
        "self_created_know_how",
        material_cost=15.0 + 20.0,
        labour_cost=30.0,
        labour_multiplier=1.2,
        risk_rate=0.4,
        return_rate=0.2,
        used_years=3.0,
        remaining_years=5.0,
    )
    assert step(result, "C_r") == pytest.approx(142)
    assert step(result, "o") == pytest.approx(0.375)
    assert result.value == pytest.approx(88.75)


@pytest.mark.parametrize(
    ("payments", "years", "area", "printed"),
    [
        ((24e4, 16e4, 8e4), (0.0, 0.5, 1.0), 100.0, 4652.81),
        ((24e4, 36e4), (0.0, 0.5), 120.0, 4860.39),
        ((20e4, 32.36e4), (0.0, 1.0), 110.0, 4492.56),
    ],
)
def test_deferred_payment_terms_stand_alone(payments, years, area, printed) -> None:
    """付款方式换算 at 10 %: tihaiku.com/jzgc/1115979.html (two printed figures are rounded in the last digit)."""
    result = value("deferred_payment", payments=payments, payment_years=years, deferred_payment_rate=0.1, units=area)
    assert result == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize(
    ("price", "capacity", "reference", "exponent", "expected"),
    [(10.0, 100.0, 90.0, 0.8, 10.88), (150.0, 20.0, 30.0, 0.65, 115.248)],
)
def test_capacity_exponent(price, capacity, reference, exponent, expected) -> None:
    """功能价值类比法: gaojiufeng.cn/?id=1327085 (option 10.88); the second question prints the formula only."""
    result = value(
        "capacity_exponent",
        comparable_price=price,
        comparable_capacity=reference,
        subject_capacity=capacity,
        exponent=exponent,
    )
    assert result == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("sales", "royalty", "rate", "printed"), [(5e6, 0.04, 0.1, 2_000_000), (1e7, 0.04, 0.15, 2_666_667)]
)
def test_capitalised_royalty(sales, royalty, rate, printed) -> None:
    """Intangible Asset Valuation (S. Mak et al.), chapter 3."""
    result = value("royalty_capitalisation", sales=sales, royalty_rate=royalty, discount_rate=rate)
    assert round(result) == printed


def test_obsolescence_stand_alone() -> None:
    """Intangible Asset Valuation (S. Mak et al.), chapter 3: 390,000; 297,500 added, 299,250 chained."""
    none = {"functional_obsolescence": 0.0, "technological_obsolescence": 0.0, "economic_obsolescence": 0.0}
    one = {**none, "functional_obsolescence": 0.4}
    name = "cost_less_obsolescence"
    assert value(name, amounts=(650e3,), index_factors=(1.0,), combination="additive", **one) == pytest.approx(390e3)
    both = {**none, "functional_obsolescence": 0.1, "economic_obsolescence": 0.05}
    items = {"amounts": (200e3, 100e3, 50e3), "index_factors": (1.0, 1.0, 1.0)}
    assert value(name, combination="additive", **items, **both) == pytest.approx(297_500)
    assert value(name, combination="chained", **items, **both) == pytest.approx(299_250)


@pytest.mark.parametrize(
    ("base", "generic_base", "multiple", "generic_multiple", "brand"),
    [
        (21962.0, 1646.0, 4.49, 0.77, 81725.9),
        (7760.0, 186.0, 12.71, 6.81, 45771.2),
        (16406.0, 775.0, 6.01, 1.63, 71809.8),
    ],
    ids=["sales", "ebitda", "capital"],
)
def test_brand_by_multiples_of_coca_cola_and_cott(base, generic_base, multiple, generic_multiple, brand) -> None:
    """Damodaran on Valuation: enterprise values 98,631 and 1,267 and six multiples are printed; millions of dollars.

    The values of the brand are recomputed from the printed inputs.
    """
    result = run(
        "multiple_less_generic",
        subject_equity=98160.0,
        subject_debt=7178.0,
        subject_cash=6707.0,
        subject_base=base,
        generic_equity=949.0,
        generic_debt=345.0,
        generic_cash=27.0,
        generic_base=generic_base,
    )
    assert (step(result, "EV"), step(result, "EV_0")) == (98631, 1267)
    assert (round(step(result, "M"), 2), round(step(result, "M_0"), 2)) == (multiple, generic_multiple)
    assert result.value == pytest.approx(brand, abs=0.05)
