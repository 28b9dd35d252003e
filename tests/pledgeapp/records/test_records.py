"""Records refuse what cannot be, say why in words, and never turn unknown into zero."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from pledgeapp.i18n import texts
from pledgeapp.records import wording
from pledgeapp.records.assumption import Assumption, DistributionKind, Uncertainty
from pledgeapp.records.assumption_paths import assumption_at, assumptions
from pledgeapp.records.canonical import canonical_json, fingerprint
from pledgeapp.records.case import ApproachChoice, ApproachName, Case
from pledgeapp.records.money import Money
from pledgeapp.records.party import Party
from pledgeapp.records.patent import LegalState, Patent, RightType
from pledgeapp.records.product import PatentUse, Product, YearFigures
from pledgeapp.records.refusal import messages_of


def refused(make: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        make()  # type: ignore[operator]
    return [(refusal.place, refusal.message.text) for refusal in messages_of(caught.value)]


def test_an_empty_patent_knows_nothing() -> None:
    patent = Patent(title="x")
    assert patent.claims_count is None
    assert patent.filing_date is None
    assert patent.is_pledged is None
    assert patent.legal_state is LegalState.UNKNOWN
    assert patent.right_type is RightType.UNKNOWN


def test_right_type_follows_from_the_application_number_and_must_not_contradict_it() -> None:
    assert Patent(title="x", application_number="201621260436.5").right_type is RightType.UTILITY_MODEL
    assert refused(lambda: Patent(title="x", application_number="201621260436.5", right_type="invention")) == [
        ("", "right type invention contradicts the application number, which says utility_model")
    ]


def test_foreign_numbers_are_kept_as_given() -> None:
    patent = Patent(title="x", country="US", application_number="15/557,231")
    assert patent.application_number == "15/557,231"


@pytest.mark.parametrize(
    ("make", "place", "words"),
    [
        (lambda: Money(amount=Decimal(-1)), "amount", "at least 0"),
        (lambda: Money(amount=Decimal("1e300")), "amount", "at most"),
        (lambda: Money(amount=Decimal("NaN")), "amount", "not a number"),
        (lambda: YearFigures(year=2027, is_forecast=True, revenue=Decimal(-5)), "revenue", "at least 0"),
        (lambda: YearFigures(year=2099, is_forecast=True), "year", "at most 2098"),
        (lambda: YearFigures(year=2027, is_forecast=True, gross_margin=Decimal(35)), "gross_margin", "at most 1"),
        (lambda: Patent(title="x", filing_date=date(2099, 1, 1)), "filing_date", "between 1900-01-01 and 2098-12-31"),
        (lambda: Patent(title="x", filing_date=date(2020, 1, 2), grant_date=date(2020, 1, 1)), "", "before the filing"),
        (lambda: Party(name="x", credit_code="91350100M000100Y44"), "credit_code", "18 characters"),
        (lambda: Uncertainty(kind=DistributionKind.TRIANGULAR), "", "low end below its high end"),
    ],
)
def test_impossible_values_are_refused_with_place_and_words(make: object, place: str, words: str) -> None:
    [(found_place, sentence)] = refused(make)
    assert found_place == place
    assert words in sentence


def test_real_credit_code_is_accepted() -> None:
    assert Party(name="x", credit_code="91350100M000100Y43").credit_code == "91350100M000100Y43"


def test_a_value_outside_its_own_bounds_is_refused() -> None:
    bounds = Uncertainty(kind=DistributionKind.UNIFORM, low=Decimal("0.02"), high=Decimal("0.04"))
    assert "outside its own" in refused(lambda: Assumption(value=Decimal("0.05"), uncertainty=bounds))[0][1]


def test_a_case_refuses_double_patents_and_dangling_links() -> None:
    day = date(2026, 10, 31)
    patent = Patent(title="x", application_number="201410264351.3")
    twin = Patent(title="y", application_number="ZL2014102643513")
    assert "number appears twice" in refused(lambda: Case(title="c", valuation_date=day, patents=(patent, twin)))[0][1]
    stray = Product(name="p", patents=(PatentUse(patent_id="nobody"),))
    assert "not in the case" in refused(lambda: Case(title="c", valuation_date=day, products=(stray,)))[0][1]
    twice = (ApproachChoice(approach=ApproachName.COST, weight=Decimal(1)),) * 2
    assert "weighted twice" in refused(lambda: Case(title="c", valuation_date=day, approaches=twice))[0][1]


def test_years_are_sorted_and_unique() -> None:
    figures = (YearFigures(year=2028, is_forecast=True), YearFigures(year=2027, is_forecast=True))
    assert [f.year for f in Product(name="p", figures=figures).figures] == [2027, 2028]
    assert "year appears twice" in refused(lambda: Product(name="p", figures=(figures[0], figures[0])))[0][1]


def test_every_assumption_of_a_sample_has_path_label_and_unit() -> None:
    from pledgeapp.services.samples import load_sample, sample_keys

    case = load_sample(sample_keys()[0])
    found = list(assumptions(case))
    assert len(found) > 20
    for path, assumption in found:
        assert assumption_at(case, path) is assumption
        assert texts("zh")(wording.assumption_label(path)) != wording.assumption_label(path)
        assert wording.assumption_unit(path) in {"percent", "years", "months", "money", "factor"}
    with pytest.raises(KeyError):
        assumption_at(case, "products[99].income.split_rate")


def test_fingerprint_ignores_key_order_and_unicode_form_but_not_values() -> None:
    first = Case(id="a", title="é", valuation_date=date(2026, 10, 31))
    decomposed = Case(id="a", title="é", valuation_date=date(2026, 10, 31))
    assert canonical_json(first) == canonical_json(decomposed)
    assert fingerprint(first) != fingerprint(first.model_copy(update={"title": "e"}))
    assert fingerprint(first, leave_out=frozenset({"title"})) == fingerprint(
        first.model_copy(update={"title": "other"}), leave_out=frozenset({"title"})
    )


def test_an_input_of_an_applied_method_is_named_by_the_catalogue_and_a_feature_left_alone_is_no_assumption() -> None:
    from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
    from pledgeapp.services.samples import load_sample, sample_keys

    rate = MethodInput(name="discount_rate", number=Assumption(value=Decimal("0.11")))
    income = MethodInput(name="next_income", number=Assumption(value=Decimal(120_000)))
    flows = MethodInput(name="revenue", series=Series(values=(Decimal(1), Decimal(2))))
    methods = (
        AppliedMethod(model="capitalised_earnings", inputs=(rate, income)),
        AppliedMethod(model="relief_from_royalty", inputs=(flows,)),
        AppliedMethod(model="unheard_of", inputs=(rate,)),
    )
    case = load_sample(sample_keys()[0]).model_copy(update={"methods": methods})
    paths = [path for path, _ in assumptions(case) if path.startswith("methods[")]
    assert paths == ["methods[0].inputs[0].number", "methods[0].inputs[1].number", "methods[2].inputs[0].number"]
    assert assumption_at(case, "methods[1].inputs[0].series.scale").value == 1
    assert [wording.assumption_label(path, case) for path in paths[:2]] == ["Discount rate", "Income of the first year"]
    assert [wording.assumption_unit(path, case) for path in paths] == ["percent", "money", "factor"]
    assert wording.assumption_label("methods[9].inputs[0].number", case) == "Input of a method"
    assert not any(path.endswith("licence_term_years") for path, _ in assumptions(case))
