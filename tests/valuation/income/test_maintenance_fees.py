"""Do annual fees reduce the income approach right by right, while the right serves, and never below nothing?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_full_case, a_line, a_right, an_income_case, weights
from tests.valuation.test_workings_recompute import recompute
from valuation.appraise import appraise, case_values
from valuation.inputs import CaseInputs, FeePlan
from valuation.wording import InputOutsideDomain

LEVEL = tuple((float(t), 1.0) for t in range(20))


def a_plan(**changes: Any) -> FeePlan:
    """One a year, the first today, for twenty years; before tax at 10 %."""
    plan = FeePlan(
        fees={"a": LEVEL}, discount_rate=0.1, discount_rate_basis="pre_tax", tax_rate=0.25, tax_basis="pre_tax"
    )
    return replace(plan, **changes)


def case(*lines: Any, **changes: Any) -> CaseInputs:
    return an_income_case(*lines, **{"fees": a_plan(), **changes})


def fees_of(given: CaseInputs) -> float:
    return appraise(replace(given, fees=None)).value - appraise(given).value


def test_fees_are_paid_until_the_line_ends() -> None:
    """A line of five years: today and four more; the fee of year five would keep the right for nothing."""
    assert fees_of(case()) == pytest.approx(sum(1.1**-t for t in range(5)), rel=1e-12)


def test_fees_are_paid_while_the_right_is_in_force() -> None:
    assert fees_of(case(rights=(a_right(years=2),))) == pytest.approx(1 + 1 / 1.1, rel=1e-12)


def test_the_longest_line_that_a_right_serves_counts() -> None:
    short, long = a_line(economic_life_years=2.0), a_line(key="long", economic_life_years=4.0)
    assert fees_of(case(short, long)) == pytest.approx(sum(1.1**-t for t in range(4)), rel=1e-12)
    idle = replace(long, contributions={"b": 1.0})
    two = (a_right(), a_right("b"))
    assert fees_of(case(short, idle, rights=two)) == pytest.approx(1 + 1 / 1.1, rel=1e-12)


def test_tax_bears_its_part_of_a_fee() -> None:
    after = {"tax_basis": "after_tax", "discount_rate_basis": "after_tax"}
    taxed = case(a_line(**after), fees=a_plan(**after))
    assert fees_of(taxed) == pytest.approx(0.75 * sum(1.1**-t for t in range(5)), rel=1e-12)


def test_a_right_never_falls_below_nothing_and_an_idle_one_pays_nothing() -> None:
    dear = a_plan(fees={"a": ((0.0, 1e6),), "b": LEVEL})
    line = a_line(contributions={"a": 1.0, "b": 1.0})
    result = appraise(case(line, rights=(a_right(), a_right("b"), a_right("c")), fees=dear))
    values = {right.key: right.value for right in result.by_right}
    assert values["a"] == values["c"] == 0.0
    assert values["b"] == pytest.approx(5 * sum(1.1**-t for t in range(1, 6)) - sum(1.1**-t for t in range(5)))
    assert result.value == pytest.approx(sum(values.values()), rel=1e-13)
    assert appraise(
        case(line, rights=(a_right(), a_right("b"), a_right("c")), fees=a_plan(fees={"c": LEVEL}))
    ).value == (appraise(case(line, rights=(a_right(), a_right("b"), a_right("c")), fees=None)).value)


def test_no_fees_are_no_plan() -> None:
    plain = appraise(case(fees=None))
    empty = appraise(case(fees=a_plan(fees={})))
    assert empty == plain
    assert appraise(case(fees=a_plan(fees={"a": ((1.0, 0.0),)}))).value == plain.value


@given(st.floats(0.0, 1e7), st.floats(0.0, 1e7), st.floats(-0.3, 0.9))
def test_parts_add_up_and_higher_fees_are_never_worth_more(low: float, more: float, rate: float) -> None:
    full = a_full_case()

    def with_fee(amount: float) -> Any:
        plan = FeePlan(
            fees={"a": ((0.4, amount), (1.4, amount)), "b": ((0.2, amount),), "c": ((0.1, amount),)},
            discount_rate=rate,
            discount_rate_basis="after_tax",
            tax_rate=0.25,
            tax_basis="after_tax",
        )
        return appraise(replace(full, fees=plan))

    first, second = with_fee(low), with_fee(low + more)
    assert second.value <= first.value * (1 + 1e-12)
    for result in (first, second):
        assert sum(right.value for right in result.by_right) == pytest.approx(result.value, rel=1e-12)
        assert all(right.value >= 0 for right in result.by_right)


def test_the_steps_lead_from_the_fees_to_the_value() -> None:
    plan = a_plan(fees={"a": LEVEL, "b": ((0.5, 3.0), (30.0, 4.0))})
    given = case(a_line(contributions={"a": 2.0, "b": 1.0}), rights=(a_right(), a_right("b")), fees=plan)
    income = appraise(given).approaches[0]
    known = {step.symbol: step.value for step in income.workings}
    assert len(known) == len(income.workings)
    for step in income.workings:
        if step.formula and "Σ_t" not in step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-12)
    for key, symbol in (("a", "F_1"), ("b", "F_2")):
        rows = [row for row in income.fees if row.right == key]
        assert sum(row.present_value for row in rows) == pytest.approx(known[symbol], rel=1e-13)
        for row in rows:
            assert row.discount_factor == pytest.approx(1.1**-row.years, rel=1e-13)
            assert row.present_value == pytest.approx(row.is_counted * row.amount * row.discount_factor, rel=1e-13)
    assert [row.is_counted for row in income.fees if row.right == "b"] == [True, False]
    assert income.value == known["V_income"]


def test_only_the_income_approach_bears_fees() -> None:
    full = a_full_case(weights=weights(market=1.0, cost=1.0))
    after = {"tax_basis": "after_tax", "discount_rate_basis": "after_tax"}
    assert appraise(replace(full, fees=a_plan(**after))).value == appraise(full).value


def test_paths_are_the_cases_one_by_one() -> None:
    lives, rates = np.array([1.5, 3.0, 5.0]), np.array([0.05, 0.1, 0.2])
    together = case_values(case(a_line(economic_life_years=lives), fees=a_plan(discount_rate=rates))).conclusion
    alone = [
        appraise(case(a_line(economic_life_years=float(n)), fees=a_plan(discount_rate=float(r)))).value
        for n, r in zip(lives, rates, strict=True)
    ]
    assert together == pytest.approx(alone, rel=1e-13)


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"discount_rate_basis": "after_tax"}, "fees.discount_rate_basis", "tax_basis_mixed"),
        ({"discount_rate_basis": "after_tax", "tax_basis": "after_tax"}, "fees.tax_basis", "fees_basis_mixed"),
        ({"tax_basis": "none"}, "fees.tax_basis", "unknown_choice"),
        ({"fees": {"z": LEVEL}}, "fees.fees", "unknown_right"),
        ({"fees": {"a": ((-0.1, 1.0),)}}, "fees.fee_years", "outside_domain"),
        ({"fees": {"a": ((0.1, float("nan")),)}}, "fees.fees", "not_finite"),
        ({"discount_rate": 8.0}, "fees.discount_rate", "rate_too_high"),
        ({"tax_rate": 25.0}, "fees.tax_rate", "rate_too_high"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        appraise(case(fees=a_plan(**changes)))
    assert (refused.value.field_path, refused.value.message.code) == (path, code)
