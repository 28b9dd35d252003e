"""Does the preview of a method say what the method gives, what is wrong with which input, and what moves it?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assumption import Assumption, DistributionKind, Uncertainty
from pledgeapp.services.preview_method import preview_method
from valuation.catalogue import models


def number(name: str, value: str, doubt: Uncertainty | None = None) -> MethodInput:
    return MethodInput(name=name, number=Assumption(value=Decimal(value), uncertainty=doubt or Uncertainty()))


def perpetuity(income: str = "100", rate: str = "0.1", growth: str = "0.02") -> AppliedMethod:
    inputs = (number("next_income", income), number("discount_rate", rate), number("growth", growth))
    return AppliedMethod(model="capitalised_earnings", inputs=inputs)


def test_the_result_is_that_of_the_method_and_swings_are_its_own_ends() -> None:
    found = preview_method(perpetuity())
    assert found.problems == ()
    assert found.result is not None
    assert found.result.value == pytest.approx(1250.0)
    swings = {swing.path: swing for swing in found.swings}
    assert swings["next_income"].low_value == pytest.approx(1125.0)
    assert swings["discount_rate"].high_value == pytest.approx(100 / 0.09)
    assert found.swings[0].path == "discount_rate"  # the widest first


def test_stated_ends_take_the_place_of_ten_per_cent() -> None:
    doubt = Uncertainty(kind=DistributionKind.UNIFORM, low=Decimal("0.08"), high=Decimal("0.12"))
    inputs = (number("next_income", "100"), number("discount_rate", "0.1", doubt))
    found = preview_method(AppliedMethod(model="capitalised_earnings", inputs=inputs))
    swing = next(swing for swing in found.swings if swing.path == "discount_rate")
    assert (swing.low_input, swing.high_input) == (0.08, 0.12)
    assert (swing.low_value, swing.high_value) == (pytest.approx(1250.0), pytest.approx(100 / 0.12))


def test_what_lacks_or_is_impossible_is_told_by_its_input() -> None:
    blank = AppliedMethod(model="capitalised_earnings", inputs=(MethodInput(name="next_income", number=OPEN),))
    assert {problem.column for problem in preview_method(blank).problems} == {"next_income", "discount_rate"}
    grown = preview_method(perpetuity(growth="0.1"))
    assert grown.result is None
    assert [problem.column for problem in grown.problems] == ["growth"]
    series = Series(values=(Decimal(1), Decimal(2)))
    bad = Series(values=(Decimal(0), Decimal(-1)))
    flows = (MethodInput(name="flows", series=series), MethodInput(name="flow_years", series=bad))
    found = preview_method(AppliedMethod(model="net_present_value", inputs=(*flows, number("discount_rate", "0.1"))))
    assert [problem.column for problem in found.problems] == ["flow_years[1]"]


def test_the_factor_on_a_list_scales_it() -> None:
    half = Series(values=(Decimal(100),), scale=Assumption(value=Decimal("0.5")))
    years = Series(values=(Decimal(1),))
    inputs = (MethodInput(name="flows", series=half), MethodInput(name="flow_years", series=years))
    found = preview_method(AppliedMethod(model="net_present_value", inputs=(*inputs, number("discount_rate", "0.25"))))
    assert found.result is not None
    assert found.result.value == pytest.approx(40.0)


def test_an_option_is_previewed_over_its_asset() -> None:
    values = {"asset_value": "100", "exercise_price": "80", "years": "2", "volatility": "0.3", "risk_free_rate": "0.03"}
    inputs = tuple(number(name, value) for name, value in {**values, "cost_of_delay": "0.05"}.items())
    found = preview_method(AppliedMethod(model="black_scholes", inputs=inputs))
    assert found.payoff is not None
    model = models()["black_scholes"]
    given = {name: float(value) for name, value in {**values, "cost_of_delay": "0.05"}.items()}
    at = found.payoff.assets[20]
    expected = float(model.compute(model.inputs(**{**given, "asset_value": at})))
    assert found.payoff.values[20] == pytest.approx(expected, rel=1e-9)
    assert found.payoff.exercised[20] == pytest.approx(max(at - 80.0, 0.0))


OPEN = Assumption(value=None)
