"""Is a field of a frozen record replaced soundly, and does a bad value come back as a problem and not as a case?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.errors import Problem
from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.case import Case
from pledgeapp.records.loan import LoanRequest
from pledgeapp.records.patent import Patent
from pledgeapp.records.patent_sources import is_by_hand
from pledgeapp.records.product import IncomePlan, PatentUse, Product
from ui.state.edits import insert_at, path_keys, remove_at, replace_at, replace_many, value_at, with_assumption


def assumption(value: str) -> Assumption:
    return Assumption(value=Decimal(value), source_kind=SourceKind.JUDGEMENT, source="test")


@pytest.fixture
def case() -> Case:
    plan = IncomePlan(
        split_rate=assumption("0.03"),
        split_decline=assumption("0"),
        tax_rate=assumption("0.25"),
        discount_rate=assumption("0.15"),
        economic_life_years=assumption("8"),
        growth_after_forecast=assumption("0"),
        success_probability=assumption("1"),
    )
    patents = tuple(Patent(title=f"P{i}", application_number=f"20141026{i}351") for i in (4, 5))
    product = Product(name="Powder", income=plan, patents=(PatentUse(patent_id=patents[0].id),))
    return Case(title="A", valuation_date=date(2026, 11, 22), patents=patents, products=(product,))


def sound(result: Case | Problem) -> Case:
    assert isinstance(result, Case), result
    return result


def refused(result: Case | Problem) -> Problem:
    assert isinstance(result, Problem), result
    return result


def test_a_deep_field_changes_and_all_else_stays_the_same_object(case: Case) -> None:
    changed = sound(replace_at(case, "products[0].income.split_rate.value", "0.05"))
    assert value_at(changed, "products[0].income.split_rate.value") == Decimal("0.05")
    assert value_at(case, "products[0].income.split_rate.value") == Decimal("0.03")
    assert changed.patents[0] is case.patents[0]
    assert changed == Case.model_validate(changed.model_dump())


def test_an_assumption_is_put_whole(case: Case) -> None:
    new = assumption("0.04")
    assert sound(with_assumption(case, "products[0].income.split_rate", new)).products[0].income.split_rate is new


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("loan.term_months", "0", "greater_than_equal"),
        ("loan.term_months", "twelve", "int_parsing"),
        ("title", "  ", "string_too_short"),
        ("valuation_date", "tomorrow", "date_from_datetime_parsing"),
        ("valuation_date", "2099-01-01", "refused"),
        ("patents[0].application_number", "ZL201410264351.9", "refused"),
        ("patents[1].application_number", "201410264351", "refused"),
        ("patents", (), "refused"),
        ("timing", "noon", "enum"),
    ],
)
def test_a_bad_value_is_a_problem_beside_its_field(case: Case, path: str, value: object, code: str) -> None:
    problem = refused(replace_at(case, path, value))
    assert (problem.column, problem.message.code) == (path, code)
    assert problem.message.text


def test_words_name_the_limit_and_the_rule(case: Case) -> None:
    assert refused(replace_at(case, "loan.term_months", 361)).message.text == "must be at most 360"
    wrong = refused(replace_at(case, "patents[0].application_number", "ZL201410264351.9")).message
    assert wrong.template == "the check digit should be {expected}, not {given}"
    assert wrong.params["given"] == "9"


def test_lists_grow_and_shrink(case: Case) -> None:
    third = Patent(title="P6")
    longer = sound(insert_at(case, "patents", third))
    assert longer.patents[2] is third
    first = sound(insert_at(case, "patents", third, 0))
    assert first.patents[0] is third
    assert sound(remove_at(longer, "patents", 2)).patents == case.patents


def test_several_fields_at_once_are_checked_together() -> None:
    loan = replace_many(LoanRequest(), {"term_months": "24", "purpose": " working capital "})
    assert isinstance(loan, LoanRequest)
    assert (loan.term_months, loan.purpose) == (24, "working capital")
    assert isinstance(replace_many(LoanRequest(), {"term_months": "0"}), Problem)


def test_paths() -> None:
    assert path_keys("products[10].income.split_rate") == ("products", 10, "income", "split_rate")
    assert path_keys("policy.loan_to_value_caps[design]") == ("policy", "loan_to_value_caps", "design")
    with pytest.raises(ValueError, match="not a field path"):
        path_keys("products[0].")


def test_a_changed_field_of_a_patent_is_from_then_on_entered_by_hand(case: Case) -> None:
    changed = sound(replace_at(case, "patents[1].claims_count", "12"))
    assert is_by_hand(changed.patents[1], "claims_count")
    assert not is_by_hand(changed.patents[1], "title")
    again = sound(replace_at(changed, "patents[1].title", "P5"))
    assert [entry.field for entry in again.patents[1].sources] == ["claims_count"]
