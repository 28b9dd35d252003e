"""Does a whole case come to the right conclusion, say what was left out and why, and warn of what must be known?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.valuation.engine_cases import (
    a_full_case,
    a_line,
    a_market,
    a_right,
    an_income_case,
    weights,
)
from valuation.appraise import appraise, case_values
from valuation.inputs import CaseInputs
from valuation.results import Appraisal
from valuation.wording import Message


def codes(appraisal: Appraisal) -> list[str]:
    return [warning.code for warning in appraisal.warnings]


def test_the_conclusion_is_the_weighted_value_of_the_approaches() -> None:
    result = appraise(a_full_case())
    values = {a.approach: a.value for a in result.approaches}
    expected = 0.5 * values["income"] + 0.3 * values["market"] + 0.2 * values["cost"]
    assert result.value == pytest.approx(expected, rel=1e-12)
    assert [(w.approach, w.weight, w.reason) for w in result.reconciliation] == [
        ("income", pytest.approx(0.5), "why income"),
        ("market", pytest.approx(0.3), "why market"),
        ("cost", pytest.approx(0.2), "why cost"),
    ]
    spread = max(values.values()) - min(values.values())
    assert result.divergence == pytest.approx(spread / result.value, rel=1e-12)


def test_weights_are_normalised_over_what_was_applied() -> None:
    """Weights 3 and 1 without cost are 0.75 and 0.25."""
    result = appraise(a_full_case(weights=weights(income=3.0, market=1.0)))
    assert [w.weight for w in result.reconciliation] == [0.75, 0.25]


def test_what_was_not_applied_says_why() -> None:
    case = a_full_case(weights=weights(income=1.0)[:2], cost=None)
    by_name = {a.approach: a for a in appraise(case).approaches}
    assert by_name["income"].not_applied is None
    assert by_name["market"].value is None
    assert by_name["market"].not_applied == Message("not_weighted", "Not applied: {reason}", {"reason": "why market"})
    assert by_name["cost"].not_applied is not None
    assert by_name["cost"].not_applied.code == "no_weight"
    without = {a.approach: a for a in appraise(a_full_case(market=None)).approaches}
    assert without["market"].not_applied is not None
    assert without["market"].not_applied.code == "no_inputs"
    assert without["market"].workings == ()


@pytest.mark.parametrize(
    "case",
    [an_income_case(weights=weights()), an_income_case(rights=(), lines=()), an_income_case(weights=())],
    ids=["no weight", "no right", "no weights"],
)
def test_nothing_applied_is_an_answer_not_a_crash(case: CaseInputs) -> None:
    result = appraise(case)
    assert all(a.value is None and a.not_applied for a in result.approaches)
    assert (result.value, result.divergence, result.reconciliation, result.workings) == (0, 0, (), ())
    assert codes(result) == ["no_approach"]


def test_a_dead_right_is_worth_zero_and_says_why() -> None:
    stated = Message("lapsed", "Lapsed on {date}.", {"date": "2025-03-01"})
    rights = (
        a_right("a"),
        a_right("b", worthless_reason=stated),
        a_right("c", expiry_date=None),
        a_right("d", expiry_date=date(2025, 12, 31)),
    )
    line = a_line(contributions=dict.fromkeys("abcd", 1.0))
    result = appraise(an_income_case(line, rights=rights))
    reasons = {r.key: r.worthless_reason and r.worthless_reason.code for r in result.by_right}
    assert reasons == {"a": None, "b": "lapsed", "c": "expiry_unknown", "d": "expired"}
    assert [r.value for r in result.by_right[1:]] == [0, 0, 0]
    assert result.by_right[0].value == result.value > 0


def test_the_day_after_the_valuation_date_still_protects() -> None:
    right = a_right(expiry_date=date(2026, 1, 1))
    assert appraise(an_income_case(rights=(right,))).value == pytest.approx(10 / 365 / 1.1)


def test_a_portfolio_of_one_right_is_worth_that_right() -> None:
    result = appraise(an_income_case())
    assert (result.by_right[0].value, result.by_right[0].share) == (result.value, 1.0)


def test_all_rights_dead_is_worth_nothing_and_says_so() -> None:
    case = a_full_case()
    dead = replace(case, rights=tuple(replace(r, expiry_date=date(2020, 1, 1)) for r in case.rights))
    result = appraise(dead)
    assert result.value == 0
    assert [a.value for a in result.approaches] == [0, 0, 0]
    assert all(r.value == 0 and r.share == 0 and r.worthless_reason for r in result.by_right)
    assert codes(result) == ["all_rights_dead"]


def test_divergence_above_the_limit_is_said() -> None:
    case = a_full_case()
    apart = appraise(case).divergence
    assert apart > 0
    assert "divergence" not in codes(appraise(replace(case, divergence_limit=apart)))
    (warning,) = [w for w in appraise(replace(case, divergence_limit=apart * 0.99)).warnings if w.code == "divergence"]
    assert warning.params == pytest.approx({"apart": apart * 100, "limit": apart * 99})


def test_a_conclusion_of_next_to_nothing_does_not_overflow() -> None:
    case = a_full_case(weights=weights(income=1.0, market=5e-324, cost=0.0))
    idle = replace(case, lines=tuple(replace(line, split_rate=0.0) for line in case.lines))
    assert appraise(idle).divergence == 1e9


def test_one_approach_only_is_said() -> None:
    assert "one_approach" in codes(appraise(an_income_case()))
    assert "one_approach" not in codes(appraise(a_full_case()))


def test_a_forecast_that_ends_before_the_horizon_is_said_unless_it_grows_on() -> None:
    """Five years of forecast, ten of horizon: nothing is silently taken for the rest."""
    short = a_line(economic_life_years=10.0)
    result = appraise(an_income_case(short))
    (warning,) = [w for w in result.warnings if w.code == "forecast_ends_early"]
    assert warning.params == {"number": 1, "forecast_year": "2030", "horizon_year": "2035"}
    assert result.value == pytest.approx(appraise(an_income_case()).value)
    assert "forecast_ends_early" not in codes(appraise(an_income_case(replace(short, growth_after_forecast=0.0))))
    assert "forecast_ends_early" not in codes(appraise(an_income_case()))


def test_a_forecast_that_starts_late_is_said() -> None:
    result = appraise(an_income_case(a_line(first_year=2027)))
    assert "forecast_starts_late" in codes(result)
    assert result.approaches[0].lines[0].rows[0].revenue == 0
    assert "forecast_starts_late" not in codes(appraise(an_income_case()))


def test_risk_in_a_probability_is_told_apart_from_the_discount_rate() -> None:
    """Risk sits in one place: whoever states a probability is told that the rate must not hold it again."""
    (warning,) = [w for w in appraise(an_income_case(a_line(success_probability=0.755))).warnings if "risk" in w.code]
    assert warning.params == {"number": 1, "percent": 75.5}
    assert "risk_in_probability" not in codes(appraise(an_income_case(a_line(success_probability=1.0))))


def test_a_line_without_a_right_in_force_is_said() -> None:
    rights = (a_right("a"), a_right("b", years=-1))
    orphan = a_line(key="orphan", contributions={"b": 1.0})
    result = appraise(an_income_case(a_line(), orphan, rights=rights))
    assert [w.params for w in result.warnings if w.code == "line_without_right"] == [{"number": 2}]
    assert result.value == pytest.approx(appraise(an_income_case()).value)


def test_a_right_that_earns_nothing_is_said() -> None:
    result = appraise(an_income_case(rights=(a_right("a"), a_right("idle"))))
    assert [w.params for w in result.warnings if w.code == "rights_without_income"] == [{"count": 1}]
    assert result.by_right[1].value == 0
    assert result.by_right[1].worthless_reason is None


def test_without_income_the_conclusion_is_shared_by_contribution_or_equally() -> None:
    case = a_full_case(weights=weights(market=1.0))
    shared = {r.key: r.share for r in appraise(case).by_right}
    # Of the first line a has 3/6 and b 2/6, of the second b has all; c is dead: 3/6 to 8/6.
    assert shared == pytest.approx({"a": 3 / 11, "b": 8 / 11, "c": 0.0})
    equal = {r.key: r.share for r in appraise(replace(case, lines=())).by_right}
    assert equal == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.0})


def test_lines_add_up() -> None:
    first, second = a_line(), a_line(key="second", split_rate=0.03, discount_rate=0.2)
    together = appraise(an_income_case(first, second)).value
    assert together == pytest.approx(sum(appraise(an_income_case(line)).value for line in (first, second)))


def test_bare_values_are_those_of_the_appraisal() -> None:
    result, bare = appraise(a_full_case()), case_values(a_full_case())
    assert [bare.income, bare.market, bare.cost] == [a.value for a in result.approaches]
    assert float(bare.conclusion) == result.value
    assert {k: float(v) for k, v in bare.by_right.items()} == {r.key: r.value for r in result.by_right}
    assert case_values(an_income_case()).market is None


def test_methods_are_named_by_their_base() -> None:
    profit = a_line(key="p", royalty_base="net_profit", profit_margin=np.full(5, 0.1))
    profit = replace(profit, tax_basis="after_tax", discount_rate_basis="after_tax")
    names = [
        appraise(an_income_case(*lines)).approaches[0].method for lines in ((a_line(),), (profit,), (a_line(), profit))
    ]
    assert names == ["Relief from royalty", "Income split", "Relief from royalty and income split"]


def test_inputs_are_left_as_they_were() -> None:
    case = a_full_case(market=a_market())
    before = repr(case)
    appraise(case)
    assert repr(case) == before
