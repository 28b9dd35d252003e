"""Is a missing fact a question and never a number, and is nothing lent on a dead or blocked right?"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import texts
from pledgeapp.records.assumption import Assumption, DistributionKind, SourceKind, Uncertainty
from pledgeapp.records.case import Answer, ApproachName, Case
from pledgeapp.records.patent import LegalState
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample
from tests.pledgeapp.services.conftest import with_patent

OPEN = Assumption(value=None)


@pytest.fixture
def case() -> Case:
    """The sample nearest to a final report."""
    return load_sample("solid_electrolyte_powder")


def changed(case: Case, path: str, value: object) -> Case:
    """`case` with what stands at `path` ("products.0.income.split_rate") replaced, checked as on entry."""
    tree: Any = case.model_dump()
    *way, last = path.split(".")
    node = tree
    for part in way:
        node = node[int(part)] if part.isdigit() else node[part]
    node[int(last) if last.isdigit() else last] = value.model_dump() if isinstance(value, Assumption) else value
    return Case.model_validate(tree)


def test_an_empty_case_has_no_value_and_says_what_is_missing(services: Services) -> None:
    assessed = assess_case(services, Case(title="空案件", valuation_date=date(2026, 11, 22)))
    assert assessed.fair_value is None
    assert assessed.lending is None
    assert assessed.simulation is None
    assert assessed.is_draft
    keys = {point.key for point in assessed.open_points}
    assert {"missing:borrower", "missing:patents", "missing:loan.amount"} <= keys


@pytest.mark.parametrize(
    "path",
    [
        "products.0.income.split_rate",
        "products.0.income.discount_rate",
        "products.1.income.economic_life_years",
        "market.deferred_payment_rate",
        "cost.items.0.amount",
        "cost.profit_rate",
    ],
)
def test_an_open_assumption_is_asked_for_and_its_part_left_out(path: str, case: Case, services: Services) -> None:
    whole, part = assess_case(services, case), assess_case(services, changed(case, path, OPEN))
    assert part.fair_value is not None
    assert whole.fair_value is not None
    assert part.fair_value.base != whole.fair_value.base
    record_path = re.sub(r"\.(\d)", r"[\1]", path)
    assert f"missing:{record_path}" in {point.key for point in part.open_points}


@pytest.mark.parametrize(
    ("approach", "emptied"), [("income", {"products": ()}), ("market", {"market": None}), ("cost", {"cost": None})]
)
def test_an_approach_that_counts_but_has_no_figures_is_asked_for(
    approach: str, emptied: dict[str, object], case: Case, services: Services
) -> None:
    assessed = assess_case(services, case.model_copy(update=emptied))
    values = {a.approach: a.value for a in assessed.appraisal.approaches}
    assert values.pop(approach) is None  # type: ignore[call-overload]
    assert None not in values.values()
    assert f"missing:{next(iter(emptied))}" in {point.key for point in assessed.open_points}


def test_an_open_disposal_plan_gives_no_loan_limit(case: Case, services: Services) -> None:
    assessed = assess_case(services, changed(case, "disposal.months_to_sale", OPEN))
    assert assessed.fair_value is not None
    assert assessed.lending is None
    assert "missing:disposal.months_to_sale" in {point.key for point in assessed.open_points}


@pytest.mark.parametrize("state", [LegalState.LAPSED, LegalState.INVALID, LegalState.PENDING, LegalState.EXPIRED])
def test_a_dead_right_is_worth_nothing_and_says_why(state: LegalState, case: Case, services: Services) -> None:
    dead = with_patent(case, "cn110459798b", legal_state=state)
    alive, assessed = assess_case(services, case), assess_case(services, dead)
    right = next(r for r in assessed.appraisal.by_right if r.key == "cn110459798b")
    assert right.value == 0
    assert right.worthless_reason is not None
    assert assessed.fair_value is not None
    assert alive.fair_value is not None
    assert assessed.fair_value.base < alive.fair_value.base


def test_an_unknown_state_is_a_question_and_keeps_its_value(case: Case, services: Services) -> None:
    unknown = with_patent(case, "cn110459798b", legal_state=LegalState.UNKNOWN)
    assessed = assess_case(services, unknown)
    right = next(r for r in assessed.appraisal.by_right if r.key == "cn110459798b")
    assert right.value > 0
    assert "finding:legal_state_unknown:cn110459798b" in {point.key for point in assessed.open_points}


def test_a_blocked_right_leaves_the_loan_until_an_answer_settles_it(case: Case, services: Services) -> None:
    pledged = with_patent(case, "cn110459798b", is_pledged=True)
    answer = Answer(finding_key="already_pledged:cn110459798b", text="已注销，见注销通知书", settles=True)
    settled = pledged.model_copy(update={"answers": (answer,)})
    free, blocked, again = (assess_case(services, c).lending for c in (case, pledged, settled))
    assert free is not None
    assert blocked is not None
    assert again is not None
    assert blocked.excluded_value > 0
    assert blocked.loan_limit < free.loan_limit
    assert again.loan_limit == free.loan_limit


def test_nothing_is_lent_when_every_right_is_blocked(case: Case, services: Services) -> None:
    for patent in case.patents:
        case = with_patent(case, patent.id, has_preservation=True)
    lending = assess_case(services, case).lending
    assert lending is not None
    assert lending.loan_limit == 0
    assert lending.binding == "nothing_to_lend_on"


def test_an_input_outside_its_domain_is_refused_with_its_field(case: Case, services: Services) -> None:
    wrong = Assumption(value=Decimal(-2), source_kind=SourceKind.JUDGEMENT, source="typed")
    with pytest.raises(DataProblem) as caught:
        assess_case(services, changed(case, "products.0.income.discount_rate", wrong))
    assert [problem.column for problem in caught.value.problems] == ["products[0].income.discount_rate"]


def test_a_complete_case_is_no_draft(case: Case, services: Services) -> None:
    confirmed = Assumption(value=Decimal("0.30"), source_kind=SourceKind.JUDGEMENT, source="三宗变现案例")
    case = changed(case, "disposal.marketability_discount", confirmed)
    assessed = assess_case(services, with_patent(case, "cn209266514u", annual_fee_state="paid"))
    assert assessed.open_points == ()
    assert not assessed.is_draft


@pytest.mark.parametrize("approach", list(ApproachName))
def test_an_approach_without_reason_keeps_the_report_a_draft(
    approach: ApproachName, case: Case, services: Services
) -> None:
    silent = tuple(
        choice.model_copy(update={"reason": " "}) if choice.approach is approach else choice
        for choice in case.approaches
    )
    assessed = assess_case(services, case.model_copy(update={"approaches": silent}))
    assert f"missing:approaches.{approach.value}" in {point.key for point in assessed.open_points}


def test_a_sum_in_another_currency_is_asked_for_and_bounds_nothing(case: Case, services: Services) -> None:
    in_euro = changed(case, "loan.amount.currency", "EUR")
    assessed = assess_case(services, in_euro)
    assert assessed.lending is None
    assert assessed.simulation is not None
    assert assessed.simulation.probability_value_covers_loan is None
    assert "currency:loan.amount" in {point.key for point in assessed.open_points}


def test_a_policy_in_yuan_bounds_no_case_in_another_currency(case: Case, services: Services) -> None:
    tree = case.model_dump(mode="json")
    tree["currency"] = tree["loan"]["amount"]["currency"] = "USD"
    for comparable in tree["market"]["comparables"]:
        comparable["currency"] = "USD"
    tree["loan"]["amount"]["amount"] = "9000000"
    assessed = assess_case(services, Case.model_validate(tree))
    assert assessed.fair_value is not None
    assert assessed.lending is None
    assert "currency:policy.maximum_amount" in {point.key for point in assessed.open_points}
    assert "loan_amount_above_policy" not in {finding.rule for finding in assessed.findings}
    unbounded = changed(Case.model_validate(tree), "policy.maximum_amount", None)
    assert assess_case(services, unbounded).lending is not None


def test_a_line_that_cannot_be_valued_yet_is_named_beside_the_value(case: Case, services: Services) -> None:
    assessed = assess_case(services, changed(case, "products.0.income.split_rate", OPEN))
    named = [w.params["product"] for w in assessed.appraisal.warnings if w.code == "line_left_out"]
    assert named == [case.products[0].name]


def test_what_was_cut_off_a_distribution_is_told(case: Case, services: Services) -> None:
    doubt = Uncertainty(kind=DistributionKind.NORMAL, spread=Decimal("0.05"))
    sure = Assumption(value=Decimal("0.03"), uncertainty=doubt, source_kind=SourceKind.JUDGEMENT, source="typed")
    assessed = assess_case(services, changed(case, "products.0.income.split_rate", sure))
    assert "distribution_cut" in {warning.code for warning in assessed.appraisal.warnings}


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("products.1.patents", [{"patent_id": "cn112151857b", "contribution": "0"}], "products[1].patents"),
        ("products.1.income.discount_rate_basis", "after_tax", "products[1].income.discount_rate_basis"),
        ("market.comparables.1.payments", [{"years_after": "0", "amount": "0"}], "market.comparables[1].payments"),
    ],
)
def test_a_refusal_names_the_field_of_the_case(
    path: str, value: object, field: str, case: Case, services: Services
) -> None:
    """Line 0 of the engine is product 1 here: the first product has no income plan."""
    unplanned = changed(case, "products.0.income", None)
    with pytest.raises(DataProblem) as caught:
        assess_case(services, changed(unplanned, path, value))
    assert [problem.column for problem in caught.value.problems] == [field]


def test_every_gap_of_a_forecast_is_a_question_of_its_own(case: Case, services: Services) -> None:
    figures = case.model_dump(mode="json")["products"][0]["figures"]
    for year in figures[-2:]:
        year["revenue"] = None
    assessed = assess_case(services, changed(case, "products.0.figures", figures))
    keys = [point.key for point in assessed.open_points]
    assert len(keys) == len(set(keys))
    assert {"missing:products[0].figures.2030", "missing:products[0].figures.2031"} <= set(keys)


def test_an_open_assumption_is_named_with_what_it_belongs_to(case: Case, services: Services) -> None:
    """Two product lines have a discount rate each, six cost items an amount: the sentence says which is meant."""
    doubtful = Assumption(value=Decimal("0.2"), source="typed")
    for path, value in (
        ("products.1.income.discount_rate", OPEN),
        ("products.0.income.discount_rate", doubtful),
        ("cost.items.1.amount", OPEN),
        ("disposal.months_to_sale", OPEN),
    ):
        case = changed(case, path, value)
    said = {p.key: texts("zh")(p.template, **p.params) for p in assess_case(services, case).open_points}
    assert said["missing:products[1].income.discount_rate"] == f"{case.products[1].name}，折现率：尚未取值"
    assert said["unconfirmed:products[0].income.discount_rate"] == f"{case.products[0].name}，折现率：来源有待确认"
    assert said["missing:cost.items[1].amount"] == "材料，成本金额：尚未取值"
    assert said["missing:disposal.months_to_sale"] == "变现期（月）：尚未取值"


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("policy.rounding_unit", "1e16", "policy.rounding_unit"),
        ("disposal.selling_cost_rate.value", "1.5", "disposal.selling_cost_rate"),
    ],
)
def test_an_impossible_number_of_the_loan_is_named_where_it_is_set(
    path: str, value: str, field: str, case: Case, services: Services
) -> None:
    with pytest.raises(DataProblem) as caught:
        assess_case(services, changed(case, path, value))
    assert [problem.column for problem in caught.value.problems] == [field]
