"""Are the faults that a public library of the field has in its income methods not ours? One test for each behaviour."""

from __future__ import annotations

import importlib
import math
from dataclasses import MISSING, replace
from typing import Any

import numpy as np
import pytest

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_cost, a_line, a_right, an_income_case, weights
from valuation.appraise import appraise
from valuation.catalogue import models
from valuation.inputs import FeePlan
from valuation.wording import InputOutsideDomain

PRE = {"discount_rate_basis": "pre_tax", "tax_basis": "pre_tax"}
AFTER = {"discount_rate_basis": "after_tax", "tax_basis": "after_tax", "tax_rate": 0.25}
TAXED = [name for name, model in models().items() if "tax_basis" in model.inputs.__dataclass_fields__]
WITH_A_RATE = [
    name
    for name, model in models().items()
    if model.family == "income" and "discount_rate" in model.inputs.__dataclass_fields__
]


def run(name: str, **inputs: Any) -> Any:
    model = models()[name]
    return model.run(model.inputs(**inputs))


def refused(name: str, **inputs: Any) -> InputOutsideDomain:
    with pytest.raises(InputOutsideDomain) as error:
        run(name, **inputs)
    return error.value


def flows(*amounts: float, rate: Any = 0.1) -> dict[str, Any]:
    return {"flows": amounts, "flow_years": tuple(float(t) for t in range(len(amounts))), "discount_rate": rate}


def test_growth_equal_to_the_rate_but_for_the_last_digit_keeps_its_value() -> None:
    """A comparison by == gives 0.0 for a rate of 0.1 + 0.2 and a growth of 0.3."""
    annuity = {"first_income": 1000.0, "growth": 0.3, "years": 10.0, "discount_rate": 0.1 + 0.2}
    assert run("growing_annuity", **annuity).value == pytest.approx(7692.3077, abs=1e-4)
    assert refused("capitalised_earnings", next_income=1000.0, discount_rate=0.3, growth=0.3).field_path == "growth"


def test_a_negative_result_is_nothing_and_said() -> None:
    """-44,118 for a royalty, -166.23 enlarged by the tax benefit for excess earnings: both unflagged."""
    charged = run(
        "excess_earnings",
        revenue=(1000.0, 1000.0),
        margin=(0.05,),
        workforce_charge=0.2,
        discount_rate=0.1,
        amortisation_years=10.0,
        **AFTER,
    )
    assert (charged.value, [w.code for w in charged.warnings]) == (0.0, ["stream_negative"])
    negative = {"revenue": (-1e6,), "royalty_rate": (0.05,), "discount_rate": 0.1}
    assert refused("relief_from_royalty", **negative, **PRE).field_path == "revenue"


def test_one_negative_year_of_launch_costs_is_possible() -> None:
    launch = run("with_and_without", income_with=(-100.0, 200.0), income_without=(0.0,), discount_rate=0.1, **PRE)
    assert launch.value == pytest.approx(-100 / 1.1 + 200 / 1.1**2)
    assert launch.warnings == ()


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, True])
def test_what_is_no_finite_number_is_refused_by_name(bad: Any) -> None:
    assert refused("net_present_value", **flows(100.0, rate=bad)).field_path == "discount_rate"
    assert refused("capitalised_earnings", next_income=bad, discount_rate=0.1).field_path == "next_income"
    if bad is not True:
        assert refused("net_present_value", **flows(1.0, bad)).field_path == "flows"


def test_percent_typed_for_a_fraction_is_explained() -> None:
    error = refused("net_present_value", **flows(0.0, 0.0, 100.0, rate=8.0))
    assert (error.field_path, error.message.code) == ("discount_rate", "rate_too_high")
    royalty = refused("relief_from_royalty", revenue=(100.0,), royalty_rate=(5.0,), discount_rate=0.1, **PRE)
    assert (royalty.field_path, royalty.message.code) == ("royalty_rate", "rate_too_high")
    margin = refused("excess_earnings", revenue=(100.0,), margin=(4.0,), discount_rate=0.1, **PRE)
    assert (margin.field_path, margin.message.code) == ("margin", "rate_too_high")


def test_a_life_beyond_all_law_is_refused_and_law_ends_the_income() -> None:
    line = a_line(revenue=np.full(40, 100.0), economic_life_years=40.0)
    result = appraise(an_income_case(line, rights=(a_right(years=7),)))
    assert len(result.approaches[0].lines[0].rows) == 7
    with pytest.raises(InputOutsideDomain, match="economic_life_years"):
        appraise(an_income_case(replace(line, economic_life_years=500.0)))
    for life in (500.0, -3.0, 0.0):
        bad = {"revenue": (1.0,), "royalty_rate": (0.1,), "discount_rate": 0.1, "remaining_life_years": life, **PRE}
        assert refused("relief_from_royalty", **bad).field_path == "remaining_life_years"


def test_a_forecast_shorter_than_the_life_is_said() -> None:
    short = {"revenue": (100.0,) * 5, "royalty_rate": (0.1,), "discount_rate": 0.1, "remaining_life_years": 10.0}
    assert [w.code for w in run("relief_from_royalty", **short, **PRE).warnings] == ["forecast_shorter_than_life"]
    codes = [w.code for w in appraise(an_income_case(a_line(economic_life_years=10.0))).warnings]
    assert "forecast_ends_early" in codes


@pytest.mark.parametrize("name", WITH_A_RATE)
def test_a_rate_of_minus_one_is_refused_where_it_would_divide_by_nothing(name: str) -> None:
    assert refused(name, **{**EXAMPLES[name], "discount_rate": -1.0}).field_path == "discount_rate"


def test_a_rate_of_nothing_is_possible_wherever_there_is_an_end() -> None:
    assert run("growing_annuity", first_income=5.0, years=4.0, discount_rate=0.0).value == 20.0
    assert run("net_present_value", **flows(1.0, 2.0, rate=0.0)).value == 3.0


def test_a_name_is_one_thing_whatever_is_imported_first() -> None:
    """A package that exports functions named as its own submodules changes meaning with the order of imports."""
    package = importlib.import_module("valuation.income")
    assert not [name for name in vars(package) if callable(vars(package)[name])]
    names = [model.name for model in models().values()]
    assert len(names) == len(set(names))


def test_nothing_is_rounded_inside() -> None:
    """0.05 in eight years at 10 % is 0.0233: in units of a hundred million that is money."""
    assert run("net_present_value", **flows(*[0.0] * 8, 0.05)).value == pytest.approx(0.05 / 1.1**8, rel=1e-14)
    small = {"revenue": (1e-3, 2e-3), "royalty_rate": (0.05,), "discount_rate": 0.1, "amortisation_years": 10.0}
    big = {**small, "revenue": (1e9, 2e9)}
    values = [run("relief_from_royalty", **given, **AFTER).value for given in (small, big)]
    assert values[1] / values[0] == pytest.approx(1e12, rel=1e-12)


def test_no_rate_tax_or_life_is_assumed() -> None:
    """Every rate, tax and life is asked for; only what changes nothing has a default."""
    neutral = {"first_period_years": 1.0, "launch_delay_years": 0.0, "growth": 0.0}
    asked = ("discount_rate", "tax_rate", "_years", "growth", "yield_rate", "sinking_fund_rate")
    for model in models().values():
        for name, field in model.inputs.__dataclass_fields__.items():
            if model.family == "income" and name.endswith(asked):
                assert field.default in (MISSING, None, neutral.get(name)), f"{model.name}.{name} is assumed"


def test_past_cost_is_no_floor_under_the_value() -> None:
    """Cash flows of 0 are worth 0, whatever was spent."""
    worthless = a_line(revenue=np.zeros(5))
    case = an_income_case(worthless, cost=a_cost(), weights=weights(income=1.0))
    assert appraise(case).value == 0.0
    both = appraise(replace(case, weights=weights(income=1.0, cost=1.0)))
    assert both.value == pytest.approx(both.approaches[2].value / 2)
    assert "divergence" in [w.code for w in both.warnings]


def test_revenue_is_not_taken_for_profit() -> None:
    """Only a stated share of revenue is income, and a share above the margin is an error or said."""
    whole = {"revenue": (100.0,), "royalty_rate": (0.2,), "profit_margin": (0.1,), "discount_rate": 0.1, **PRE}
    assert "royalty_above_margin" in [w.code for w in run("relief_from_royalty", **whole).warnings]
    with pytest.raises(InputOutsideDomain) as error:
        appraise(an_income_case(a_line(split_rate=0.2, operating_margin=np.full(5, 0.1))))
    assert error.value.message.code == "line_takes_too_much"


@pytest.mark.parametrize("name", TAXED)
def test_tax_is_said_and_one_for_income_and_rate(name: str) -> None:
    mixed = {**EXAMPLES[name], "tax_rate": 0.25, "tax_basis": "after_tax", "discount_rate_basis": "pre_tax"}
    assert refused(name, **mixed).message.code == "tax_basis_mixed"


def test_contributory_charges_are_taken_after_tax() -> None:
    """1,000 at 30 % after 25 % tax is 225; charges of 5 % after tax leave 175, before tax they would leave 187.5."""
    charged = {"revenue": (1000.0,), "margin": (0.3,), "fixed_asset_charge": 0.05, "discount_rate": 0.0}
    assert run("excess_earnings", **charged, **AFTER).value == pytest.approx(175.0)
    assert run("excess_earnings", **charged, **PRE).value == pytest.approx(250.0)


def test_a_tax_benefit_is_grossed_up_on_the_value_with_the_benefit() -> None:
    """1 m, 10 %, 10 years, 25 %: one pass on the bare value gives 153,614; the whole is 181,494."""
    given = {"value_before_benefit": 1e6, "tax_rate": 0.25, "amortisation_years": 10.0, "discount_rate": 0.1}
    result = run("tax_amortisation_benefit", **given)
    known = {step.symbol: step.value for step in result.workings}
    assert known["B"] == pytest.approx(181_494, abs=1)
    assert 1e6 * 0.25 / 10 * known["a"] == pytest.approx(153_614, abs=1)


def test_time_is_not_whole_years_only() -> None:
    """Middle of the year, part years, exact days, an end inside a year, and fees: each moves the value."""
    plain = an_income_case(a_line())
    fees = FeePlan(
        fees={"a": ((0.5, 1.0),)}, discount_rate=0.1, discount_rate_basis="pre_tax", tax_rate=0.0, tax_basis="pre_tax"
    )
    moved = [
        replace(plain, timing="mid_year"),
        replace(plain, timing="exact"),
        replace(plain, valuation_date=plain.valuation_date.replace(month=9, day=30)),
        an_income_case(a_line(economic_life_years=4.5)),
        replace(plain, fees=fees),
    ]
    values = {appraise(case).value for case in (plain, *moved)}
    assert len(values) == 6
