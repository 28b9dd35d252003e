"""Do the parts of a gap between two valuations add up, belong to the right inputs, and not depend on any order?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from tests.valuation.engine_cases import (
    a_cost,
    a_deal,
    a_full_case,
    a_line,
    a_market,
    a_right,
    an_income_case,
    weights,
)
from tests.valuation.test_applied_methods import a_method, with_methods
from valuation.appraise import appraise
from valuation.inputs import CaseInputs, CostItem, FeePlan
from valuation.uncertainty import difference
from valuation.uncertainty.case_differences import differing_inputs
from valuation.uncertainty.difference import Difference, explain_difference
from valuation.wording import InputOutsideDomain


def with_line(case: CaseInputs, position: int, **changes: Any) -> CaseInputs:
    lines = list(case.lines)
    lines[position] = replace(lines[position], **changes)
    return replace(case, lines=tuple(lines))


def paths(found: Difference) -> list[list[str]]:
    return [[one.path for one in part.inputs] for part in found.parts]


def assert_explained(first: CaseInputs, second: CaseInputs) -> Difference:
    """The values are those of the appraisals and the contributions add up to the gap."""
    found = explain_difference(first, second)
    assert found.first_value == pytest.approx(appraise(first).value, rel=1e-12)
    assert found.second_value == pytest.approx(appraise(second).value, rel=1e-12)
    scale = max(abs(found.first_value), abs(found.second_value))
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.gap, abs=1e-9 * scale)
    return found


def bank_and_agency() -> tuple[CaseInputs, CaseInputs]:
    bank = a_full_case()
    agency = with_line(bank, 0, split_rate=0.035, discount_rate=0.15, revenue=np.array([9e6, 1.1e7, 1.4e7, 1.3e7]))
    agency = with_line(agency, 1, economic_life_years=11.0, success_probability=1.0)
    return bank, replace(agency, timing="year_end", weights=weights(0.7, 0.2, 0.1), cost=a_cost(items=bank.cost.items))


def test_one_changed_input_explains_the_whole_gap() -> None:
    found = assert_explained(a_full_case(), with_line(a_full_case(), 0, split_rate=0.04))
    assert paths(found) == [["lines[0].split_rate"]]
    (part,) = found.parts
    assert (part.inputs[0].first, part.inputs[0].second) == (0.03, 0.04)
    assert part.contribution == pytest.approx(found.gap, rel=1e-12)
    assert part.matters


def test_equal_cases_have_nothing_to_explain() -> None:
    found = explain_difference(a_full_case(), a_full_case())
    assert (found.parts, found.gap) == ((), 0.0)


def test_the_order_in_which_a_case_lists_its_parts_is_no_difference() -> None:
    case = a_full_case()
    turned = replace(case, lines=case.lines[::-1], rights=case.rights[::-1], weights=case.weights[::-1])
    assert differing_inputs(case, turned) == ()


def test_gaps_of_separate_lines_are_those_of_each_alone() -> None:
    base = an_income_case(a_line(key="one"), a_line(key="two", revenue=np.full(5, 300.0)))
    one, two = with_line(base, 0, split_rate=0.2), with_line(base, 1, discount_rate=0.15)
    found = {paths(assert_explained(base, case))[0][0]: assert_explained(base, case).gap for case in (one, two)}
    both = assert_explained(base, with_line(one, 1, discount_rate=0.15))
    for part in both.parts:
        assert part.contribution == pytest.approx(found[part.inputs[0].path], rel=1e-9)


def test_two_inputs_that_multiply_share_their_joint_effect_equally() -> None:
    """10 x 100 doubled twice: each of two equal players explains half of the gap, in no order."""
    found = assert_explained(an_income_case(), with_line(an_income_case(), 0, split_rate=0.2, revenue_factor=2.0))
    assert [part.contribution for part in found.parts] == pytest.approx([found.gap / 2] * 2, rel=1e-12)


def test_the_average_over_all_orders_of_exchange() -> None:
    """Against the plain definition: exchange one after another in each of the 6 orders, and average."""
    base = a_full_case()
    changes = {"split_rate": 0.04, "discount_rate": 0.2, "economic_life_years": 5.0}
    added = dict.fromkeys(changes, 0.0)
    for order in permutations(changes):
        case, value = base, appraise(base).value
        for name in order:
            case = with_line(case, 0, **{name: changes[name]})
            added[name] += (appraise(case).value - value) / 6
            value = appraise(case).value
    found = assert_explained(base, with_line(base, 0, **changes))
    for part in found.parts:
        assert part.contribution == pytest.approx(added[part.inputs[0].address[-1]], rel=1e-9)


def test_exchanging_the_two_cases_turns_every_sign() -> None:
    bank, agency = bank_and_agency()
    there, back = assert_explained(bank, agency), assert_explained(agency, bank)
    assert len(there.parts) == 7
    assert there.is_exact
    assert [part.contribution for part in there.parts] == pytest.approx(
        [-part.contribution for part in back.parts], rel=1e-9, abs=1e-4
    )
    assert paths(there) == paths(back)


def test_a_difference_without_effect_is_listed_as_not_mattering() -> None:
    """The tax rate of a line that is valued before tax."""
    second = with_line(an_income_case(), 0, tax_rate=0.15, split_rate=0.12)
    found = assert_explained(an_income_case(), second)
    assert [(part.inputs[0].path, part.matters) for part in found.parts] == [
        ("lines[0].split_rate", True),
        ("lines[0].tax_rate", False),
    ]
    assert found.parts[1].contribution == pytest.approx(0, abs=1e-12)


def test_a_line_or_a_right_that_only_one_case_has_is_one_difference() -> None:
    """With the right goes its contribution to the lines that both cases have."""
    full = a_full_case()
    smaller = replace(
        full,
        rights=full.rights[:1],
        lines=(replace(full.lines[0], contributions={"a": 3.0}),),
    )
    for first, second, owner in ((full, smaller, "first"), (smaller, full, "second")):
        found = assert_explained(first, second)
        assert {frozenset(group) for group in paths(found)} == {
            frozenset({"lines[1]"}),
            frozenset({"rights[1]", "lines[0].contributions[b]"}),
            frozenset({"rights[2]", "lines[0].contributions[c]"}),
        }
        assert {one.only_in for part in found.parts for one in part.inputs} == {owner}


def test_an_approach_that_only_one_case_applies_is_one_difference() -> None:
    full = a_full_case()
    found = assert_explained(replace(full, market=None), full)
    assert paths(found) == [["market"]]


def test_deals_and_cost_items_are_matched_by_their_keys() -> None:
    full = a_full_case()
    more = replace(full, market=replace(full.market, deals=(a_deal("d3"), *full.market.deals)))
    assert paths(assert_explained(full, more)) == [["market.deals[0]"]]
    items = (CostItem(key="trials", amount=3e5), CostItem(key="labour", amount=9e5, index_factor=1.04))
    dearer = replace(full, cost=replace(full.cost, items=items))
    assert paths(assert_explained(full, dearer)) == [["cost.items[0].amount"]]


def test_deals_of_which_none_is_shared_are_exchanged_together() -> None:
    first = a_full_case(market=a_market(a_deal("x"), a_deal("y")))
    second = a_full_case(market=a_market(a_deal("z", payments=((0.0, 3e6),))))
    assert len(assert_explained(first, second).parts) == 1


def test_a_base_goes_with_its_margin_and_split_and_the_rest_stays_apart() -> None:
    """20 % of profit on the sales, or 3 % of sales on the profit, is what nobody said."""
    first = a_full_case()
    second = with_line(first, 1, royalty_base="sales", profit_margin=None, split_rate=0.03, economic_life_years=5.0)
    found = assert_explained(first, second)
    assert sorted(map(sorted, paths(found))) == [
        ["lines[1].economic_life_years"],
        ["lines[1].profit_margin", "lines[1].royalty_base", "lines[1].split_rate"],
    ]


def test_a_tax_basis_goes_with_the_rate_of_that_basis() -> None:
    second = with_line(
        an_income_case(), 0, tax_basis="after_tax", discount_rate_basis="after_tax", discount_rate=0.08, split_rate=0.12
    )
    assert sorted(len(group) for group in paths(assert_explained(an_income_case(), second))) == [1, 3]


def test_forecasts_of_other_years_are_exchanged_as_a_whole() -> None:
    first = with_line(a_full_case(), 1, split_rate=0.25)
    line = first.lines[1]
    second = with_line(
        first, 1, first_year=2027, revenue=line.revenue[1:], profit_margin=line.profit_margin[1:], split_rate=0.2
    )
    assert sorted(len(group) for group in paths(assert_explained(first, second))) == [1, 3]


def test_another_valuation_date_and_fees_are_differences_like_any_other() -> None:
    first = a_full_case()
    plan = FeePlan(
        fees={"a": ((1.0, 5e4), (2.0, 6e4))},
        discount_rate=0.17,
        discount_rate_basis="after_tax",
        tax_rate=0.25,
        tax_basis="after_tax",
    )
    second = replace(first, valuation_date=date(2026, 6, 30), fees=plan)
    assert sorted(paths(assert_explained(first, second))) == [["fees"], ["valuation_date"]]


def test_inputs_of_a_further_method_are_differences_and_another_method_is_one() -> None:
    first = with_methods(a_method(weight=2.0, reason="second opinion"))
    rate = with_methods(a_method(weight=2.0, reason="second opinion", discount_rate=0.2, royalty_rate=(0.04,)))
    assert sorted(paths(assert_explained(first, rate))) == [
        ["methods[0].discount_rate"],
        ["methods[0].royalty_rate"],
    ]
    scaled = with_methods(a_method(weight=2.0, reason="second opinion", scales={"revenue": 1.1}))
    assert paths(assert_explained(first, scaled)) == [["methods[0].scales.revenue"]]
    other = with_methods(a_method("cost_less_obsolescence", weight=2.0, reason="second opinion"))
    found = assert_explained(first, with_line(other, 0, split_rate=0.04))
    assert sorted("methods[0].model" in group for group in paths(found)) == [False, True]
    assert len(assert_explained(a_full_case(), first).parts) == 1


def test_mixtures_that_are_impossible_join_what_cannot_be_told_apart() -> None:
    """Each case keeps a price of the deal; the adjustments of one with the factor of the other would leave none."""

    def case(scope: float, index: float) -> CaseInputs:
        deal = a_deal("d1")
        adjustments = (
            replace(deal.adjustments[0], name="scope", factor=scope),
            replace(deal.adjustments[0], name="index", factor=index),
        )
        return a_full_case(
            market=a_market(replace(deal, adjustments=adjustments), a_deal("d2"), combination="additive")
        )

    found = assert_explained(case(0.4, 1.5), case(1.5, 0.4))
    assert len(found.parts) == 1
    assert len(found.parts[0].inputs) == 2


def test_many_differences_are_sampled_with_an_error_and_still_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    bank, agency = bank_and_agency()
    exact = {part.inputs[0].path: part for part in assert_explained(bank, agency).parts}
    monkeypatch.setattr(difference, "EXACT_GROUPS", 3)
    sampled = assert_explained(bank, agency)
    assert not sampled.is_exact
    for part in sampled.parts:
        true = exact[part.inputs[0].path].contribution
        assert part.contribution == pytest.approx(true, abs=6 * part.standard_error + 1e-3)
        assert part.standard_error < 0.05 * abs(sampled.gap)
    again = explain_difference(bank, agency)
    assert again == sampled


def test_cases_with_little_in_common_are_explained_part_by_part() -> None:
    rights = tuple(a_right(f"r{k}", years=10) for k in range(70))
    first = an_income_case(rights=(a_right(), *rights[:35]))
    second = an_income_case(a_line(split_rate=0.2), rights=(a_right(), *rights[35:]))
    found = assert_explained(first, second)
    assert found.parts[0].inputs[0].path == "lines[0].split_rate"


def test_many_differences_that_take_no_paths_are_joined_by_line() -> None:
    """20 contributions to two lines: each mixture of them would be an evaluation of its own."""
    rights = tuple(a_right(f"r{k}", years=3 + k) for k in range(10))
    lines = [a_line(key=key, contributions={right.key: 1.0 for right in rights}) for key in ("one", "two")]
    first = an_income_case(*lines, rights=rights)
    changed = [replace(line, contributions={r.key: 1.0 + k for k, r in enumerate(rights)}) for line in lines]
    second = with_line(replace(first, lines=tuple(changed)), 0, split_rate=0.2)
    found = assert_explained(first, second)
    assert sorted(len(group) for group in paths(found)) == [1, 9, 9]
    assert found.is_exact


def test_a_case_without_conclusion_cannot_be_explained() -> None:
    with pytest.raises(InputOutsideDomain):
        explain_difference(a_full_case(), a_full_case(weights=weights()))
