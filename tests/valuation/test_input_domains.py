"""Is every impossible input refused, at its field, before a formula sees it?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from pledgeapp.i18n import texts
from tests.valuation.engine_cases import a_deal, a_full_case, a_line, a_market, a_right, an_income_case, weights
from valuation.appraise import appraise
from valuation.domains import DOMAINS, domain_of
from valuation.inputs import Adjustment, ApproachWeight, CaseInputs, FeePlan
from valuation.uncertainty.distributions import usable_ends
from valuation.wording import InputOutsideDomain

NOT_NUMBERS = (float("nan"), float("inf"), float("-inf"), True, "0.1", None)


def refused(case: CaseInputs) -> InputOutsideDomain:
    with pytest.raises(InputOutsideDomain) as caught:
        appraise(case)
    assert caught.value.message.text
    assert texts("zh").message(caught.value.message)
    return caught.value


def with_value(path: str, value: Any) -> CaseInputs:
    """The full case with the input named by a key of `DOMAINS` replaced."""
    case = a_full_case()
    root, _, rest = path.partition(".")
    if path == "divergence_limit":
        return replace(case, divergence_limit=value)
    if root == "weights[]":
        return replace(case, weights=(replace(case.weights[0], weight=value), *case.weights[1:]))
    if root == "lines[]":
        changes: dict[str, Any] = {rest: _shaped(rest, value)}
        if rest in ("operating_margin", "other_assets_charge"):
            # Nobody claims anything, so that every excess profit is enough.
            changes = {"operating_margin": np.full(4, 0.1), "split_rate": 0.0, **changes}
        return replace(case, lines=(replace(case.lines[0], **changes), case.lines[1]))
    if root == "fees":
        return replace(case, fees=_fees(rest, value))
    if root == "cost":
        return replace(case, cost=_cost(case.cost, rest, value))
    return replace(case, market=_market(case.market, rest, value))


def _fees(name: str, value: Any) -> FeePlan:
    """Fees as the lines of the full case: after tax."""
    years, amount = (value, 5.0) if name == "fee_years" else (1.0, value if name == "fees" else 5.0)
    rates = {"discount_rate": 0.17, "tax_rate": 0.25} | ({name: value} if name.endswith("rate") else {})
    return FeePlan(fees={"a": ((years, amount),)}, discount_rate_basis="after_tax", tax_basis="after_tax", **rates)


def _shaped(name: str, value: Any) -> Any:
    if name == "contributions":
        return {"a": value, "b": 1.0}
    if name == "split_by_year":
        return np.array([value, 0.1])
    if name in ("revenue", "profit_margin", "operating_margin"):
        return np.array([value, 1.0 if name == "revenue" else 0.1, 0.1, 0.1])
    return value


def _not_numbers(path: str) -> tuple[Any, ...]:
    """What this input must not be; some may be unknown, and an array of floats cannot hold the rest."""
    if path.endswith((".revenue", ".profit_margin", ".operating_margin", ".split_by_year")):
        return NOT_NUMBERS[:3]
    may_be_unknown = ("lines[].growth_after_forecast", "lines[].licence_term_years", "market.outlier_limit")
    return NOT_NUMBERS[:-1] if path in may_be_unknown else NOT_NUMBERS


def _cost(plan: Any, rest: str, value: Any) -> Any:
    if rest.startswith("items[]."):
        first = replace(plan.items[0], **{rest.removeprefix("items[]."): value})
        return replace(plan, items=(first, *plan.items[1:]))
    return replace(plan, **{rest: value})


def _market(plan: Any, rest: str, value: Any) -> Any:
    if not rest.startswith("deals[]."):
        return replace(plan, **{rest: value})
    name = rest.removeprefix("deals[].")
    changes: dict[str, Any] = {
        "payments": {"payments": ((0.0, value), (1.0, 5.0))},
        "payment_years": {"payments": ((0.0, 5.0), (value, 5.0))},
        "adjustments[].factor": {"adjustments": (Adjustment(name="scope", factor=value),)},
    }.get(name, {name: value})
    return replace(plan, deals=(replace(plan.deals[0], **changes), *plan.deals[1:]))


CASE_PATHS = [p for p in DOMAINS if not p.startswith(("plan.", "rights[]", "methods[]"))]
"""Those of the lending plan and of further methods are tried where these are tested."""


@pytest.mark.parametrize("path", CASE_PATHS)
def test_what_lies_outside_is_refused_at_its_field(path: str) -> None:
    domain = DOMAINS[path]
    lowest, highest = usable_ends(domain)
    outside = [np.nextafter(lowest, -np.inf), np.nextafter(highest, np.inf), 1e300, -1e300]
    for value in (*outside, *_not_numbers(path)):
        error = refused(with_value(path, value))
        assert re.sub(r"\[\d+\]", "[]", error.field_path) == path


@pytest.mark.parametrize("path", CASE_PATHS)
def test_both_ends_of_a_domain_are_possible(path: str) -> None:
    for value in usable_ends(DOMAINS[path]):
        result = appraise(with_value(path, value))
        assert np.isfinite(result.value)
        assert result.value >= 0


@pytest.mark.parametrize("path", ["lines[].discount_rate", "lines[].split_rate", "cost.functional_obsolescence"])
def test_percent_typed_for_a_decimal_is_explained(path: str) -> None:
    error = refused(with_value(path, 8.0))
    assert error.message.code == "rate_too_high"
    assert "8 means 800 %" in error.message.text


def test_one_bad_path_among_many_is_refused() -> None:
    rates = np.full(100, 0.1)
    rates[57] = np.nan
    assert refused(an_income_case(a_line(discount_rate=rates))).field_path == "lines[0].discount_rate"


LINE_CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "rate after tax on income before tax": ({"discount_rate_basis": "after_tax"}, "lines[0].discount_rate_basis"),
    "net profit before tax": ({"royalty_base": "net_profit", "profit_margin": np.full(5, 0.1)}, "lines[0].tax_basis"),
    "profit split without margin": ({"royalty_base": "gross_profit"}, "lines[0].profit_margin"),
    "margins too few": ({"royalty_base": "gross_profit", "profit_margin": np.full(4, 0.1)}, "lines[0].profit_margin"),
    "one margin for all years": ({"royalty_base": "gross_profit", "profit_margin": 0.1}, "lines[0].profit_margin"),
    "no year": ({"revenue": np.zeros(0)}, "lines[0].revenue"),
    "revenue as one number": ({"revenue": 5.0}, "lines[0].revenue"),
    "one negative year": ({"revenue": np.array([1.0, -1.0])}, "lines[0].revenue"),
    "unknown base": ({"royalty_base": "ebitda"}, "lines[0].royalty_base"),
    "unknown tax basis": ({"tax_basis": "none"}, "lines[0].tax_basis"),
    "unknown right": ({"contributions": {"a": 1.0, "z": 1.0}}, "lines[0].contributions"),
    "no contribution": ({"contributions": {"a": 0.0}}, "lines[0].contributions"),
    "patent for 500 years": ({"economic_life_years": 500.0}, "lines[0].economic_life_years"),
}


@pytest.mark.parametrize(("changes", "path"), LINE_CHANGES.values(), ids=LINE_CHANGES.keys())
def test_a_line_that_makes_no_sense_is_refused(changes: dict[str, Any], path: str) -> None:
    assert refused(an_income_case(a_line(**changes))).field_path == path


CASE_CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown timing": ({"timing": "quarterly"}, "timing"),
    "unknown approach": (
        {"weights": (ApproachWeight(approach="incom", weight=1.0, reason=""),)},  # type: ignore[arg-type]
        "weights[0].approach",
    ),
    "approach twice": ({"weights": weights(1.0) + weights(1.0)}, "weights"),
    "right twice": ({"rights": (a_right(), a_right())}, "rights"),
    "unknown kind of right": ({"rights": (a_right(right_type="trade_mark"),)}, "rights[0].right_type"),
    "protection for centuries": ({"rights": (a_right(expiry_date=date(2500, 1, 1)),)}, "rights[0].expiry_date"),
    "line twice": ({"lines": (a_line(), a_line())}, "lines"),
    "no comparable": ({"market": replace(a_market(), deals=())}, "market.deals"),
    "comparable twice": ({"market": a_market(a_deal(), a_deal())}, "market.deals"),
    "no comparable counts": ({"market": a_market(a_deal(weight=0.0))}, "market.deals"),
    "comparable without price": ({"market": a_market(a_deal(payments=()))}, "market.deals[0].payments"),
    "comparable for nothing": ({"market": a_market(a_deal(payments=((0.0, 0.0),)))}, "market.deals[0].payments"),
    "adjusted to nothing": (
        {
            "market": a_market(
                a_deal(adjustments=(Adjustment(name="x", factor=0.4), Adjustment(name="y", factor=0.6))),
                combination="additive",
            )
        },
        "market.deals[0].adjustments",
    ),
    "unknown combination": ({"market": a_market(combination="multiplied")}, "market.combination"),
    "no cost": ({"cost": replace(a_full_case().cost, items=())}, "cost.items"),
    "unknown combination of cost": ({"cost": replace(a_full_case().cost, combination="")}, "cost.combination"),
}


@pytest.mark.parametrize(("changes", "path"), CASE_CHANGES.values(), ids=CASE_CHANGES.keys())
def test_a_case_that_makes_no_sense_is_refused(changes: dict[str, Any], path: str) -> None:
    case = an_income_case(**{"weights": weights(1.0, 1.0, 1.0), **changes})
    assert refused(case).field_path == path


def test_there_is_no_domain_for_a_field_that_does_not_exist() -> None:
    with pytest.raises(InputOutsideDomain):
        domain_of("lines[0].split_rat")
