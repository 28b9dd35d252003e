"""Does every value follow from the steps in its workings, by the very formula that is printed?"""

from __future__ import annotations

import math
import re

import pytest

from tests.valuation.engine_cases import (
    a_cost,
    a_deal,
    a_full_case,
    a_lending_plan,
    a_line,
    a_market,
    a_pledge,
    a_right,
    an_income_case,
    weights,
)
from valuation.appraise import appraise
from valuation.collateral.lending_chain import lending_chain
from valuation.inputs import Adjustment, CaseInputs
from valuation.results import LineResult, Step

_PYTHON = {"×": "*", "−": "-", "^": "**"}


def recompute(formula: str, known: dict[str, float]) -> float:
    """The printed formula, read as arithmetic over the values of `known`."""
    for printed, python in _PYTHON.items():
        formula = formula.replace(printed, python)
    names = {name: known[name] for name in re.findall(r"[^\W\d]\w*", formula) if name in known}
    # A float quotient of exact multiples may lie a last digit below the whole number that was meant.
    functions = {"min": min, "max": max, "floor": lambda x: math.floor(x + 1e-9), "exp": math.exp, "ln": math.log}
    functions["round"] = lambda x, digits: math.floor(x * 10**digits + 0.5) / 10**digits  # half up, as tables are
    functions |= {"N": lambda d: math.erfc(-d / math.sqrt(2)) / 2, "M": _joint_normal}
    functions |= {"Γ": math.gamma, "P": _lower_gamma}
    return float(eval(formula, {"__builtins__": {}}, {**functions, **names}))  # noqa: S307 - our own formulas


def _lower_gamma(shape: float, bound: float) -> float:
    """P(a, x), the lower incomplete gamma function divided by Γ(a)."""
    from scipy.special import gammainc

    return float(gammainc(shape, bound))


def _joint_normal(first: float, second: float, correlation: float) -> float:
    """M(a, b; ρ), integrated over the first of the two."""
    from scipy.integrate import quad

    def slice_at(x: float) -> float:
        rest = (second - correlation * x) / math.sqrt(1 - correlation**2)
        return math.exp(-x * x / 2) / math.sqrt(2 * math.pi) * math.erfc(-rest / math.sqrt(2)) / 2

    return float(quad(slice_at, -40.0, first, epsabs=1e-15, epsrel=1e-13, points=[-8.0, 0.0], limit=200)[0])


def assert_follows(steps: tuple[Step, ...]) -> None:
    """Each formula gives its value from the others; each symbol once; each given value has a source."""
    known = {step.symbol: step.value for step in steps}
    assert len(known) == len(steps), "a symbol stands for two things"
    assert all(step.source and step.unit and step.label for step in steps)
    for step in steps:
        if step.formula and "Σ_t" not in step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-12, abs=1e-9), step


def assert_line_follows(line: LineResult, first_year: int) -> None:
    """The sum over the year table, each column taken from the rows, each other symbol from the steps."""
    assert_follows(line.workings)
    known = {step.symbol: step.value for step in line.workings}
    (total,) = [step for step in line.workings if step.symbol == "PV"]
    formula = re.sub(r"(R_t|f_t)\([^)]*\)", r"\1", total.formula).removeprefix("Σ_t ")
    added = 0.0
    for row in line.rows:
        columns = {"R_t": row.revenue, "f_t": row.fraction, "m_t": row.margin, "a_t": row.alive_share}
        columns |= {"K_t": row.split_rate, "n_t": max(int(row.label) - first_year, 0), "τ_t": row.discount_years}
        added += recompute(formula, known | columns)
    assert added == pytest.approx(total.value, rel=1e-11, abs=1e-9)


CASES: dict[str, CaseInputs] = {
    "full": a_full_case(),
    "year end": a_full_case(timing="year_end"),
    "exact": a_full_case(timing="exact"),
    "one line": an_income_case(),
    "net profit": an_income_case(
        a_line(
            royalty_base="net_profit",
            profit_margin=a_line().revenue / 1000,
            tax_basis="after_tax",
            discount_rate_basis="after_tax",
        )
    ),
    "loss": an_income_case(a_line(royalty_base="gross_profit", profit_margin=-a_line().revenue / 1000)),
    "additive": a_full_case(
        market=a_market(
            a_deal(adjustments=(Adjustment(name="scope", factor=0.9), Adjustment(name="territory", factor=1.2))),
            combination="additive",
        ),
        cost=a_cost(combination="additive"),
    ),
    "all gone": a_full_case(cost=a_cost(combination="additive", functional_obsolescence=1.0)),
    "no right in force": a_full_case(rights=tuple(a_right(key, years=-1) for key in "abc")),
    "market only": a_full_case(weights=weights(market=2.0)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_appraisal_follows_from_its_steps(case: CaseInputs) -> None:
    appraisal = appraise(case)
    assert_follows(appraisal.workings)
    conclusion = {step.symbol: step.value for step in appraisal.workings}
    assert conclusion["V"] == appraisal.value
    assert conclusion["D"] == appraisal.divergence
    for approach in appraisal.approaches:
        assert_follows(approach.workings)
        if approach.value is not None:
            last = approach.workings[-1]
            assert (last.symbol, last.value) == (f"V_{approach.approach}", approach.value)
        for line, given in zip(approach.lines, case.lines, strict=False):
            assert_line_follows(line, given.first_year)
            assert line.workings[-1].value == line.value


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_columns_of_the_year_table_multiply(case: CaseInputs) -> None:
    for approach in appraise(case).approaches:
        for line in approach.lines:
            for row in line.rows:
                income = row.revenue * row.fraction * row.margin * row.split_rate * row.alive_share
                income *= row.tax_factor * row.success_probability
                assert row.income == pytest.approx(income, rel=1e-12)
                assert row.present_value == pytest.approx(row.income * row.discount_factor, rel=1e-12)
            assert line.value == pytest.approx(max(sum(row.present_value for row in line.rows), 0), rel=1e-11)


@pytest.mark.parametrize(
    ("rights", "plan"),
    [
        ((a_pledge(),), a_lending_plan()),
        (
            (a_pledge(), a_pledge("b", right_type="design"), a_pledge("c", is_blocked=True)),
            a_lending_plan(
                marketability_discount=0.3,
                months_to_sale=18,
                holding_rate=0.07,
                selling_cost_rate=0.05,
                fixed_disposal_cost=20_000.0,
                loan_to_value_caps={"invention": 0.4, "design": 0.1},
                requested_amount=900_000.0,
                policy_maximum=300_000.0,
                rounding_unit=10_000.0,
            ),
        ),
        ((a_pledge(is_blocked=True),), a_lending_plan()),
        ((a_pledge(),), a_lending_plan(fixed_disposal_cost=2e6)),
    ],
)
def test_a_lending_chain_follows_from_its_steps(rights, plan) -> None:
    chain = lending_chain(rights, plan)
    assert_follows(chain.workings)
    known = {step.symbol: step.value for step in chain.workings}
    assert known["V"] == chain.fair_value
    assert known["B"] == chain.excluded_value
    assert known["L"] == chain.liquidation_value
    assert known["A"] == chain.lending_value
    assert known["c"] == chain.loan_to_value_cap
    assert known["M"] == chain.capped_amount
    assert known["X"] == chain.loan_limit
    assert known["LTV"] == chain.loan_to_value
    assert known.get("CR") == chain.coverage_ratio


def test_steps_that_are_given_point_at_an_input() -> None:
    """A step without formula names a field of the inputs, so that the window can show who set it."""
    fields = re.compile(r"(lines|market|cost|weights|rights|plan|valuation)(\[|\.|$)")
    appraisal = appraise(a_full_case())
    every = [*appraisal.workings, *(s for a in appraisal.approaches for s in a.workings)]
    every += [s for a in appraisal.approaches for line in a.lines for s in line.workings]
    every += lending_chain((a_pledge(),), a_lending_plan()).workings
    assert all(fields.match(step.source) for step in every if not step.formula)
    assert all(step.source.startswith("valuation.") for step in every if step.formula)
