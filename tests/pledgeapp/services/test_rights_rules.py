"""Does every rule of the rights check fire on its fact, on its subject, and on nothing else?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.i18n import LANGUAGES, texts
from pledgeapp.records.case import Case
from pledgeapp.records.finding import Effect, Finding
from pledgeapp.records.money import Money
from pledgeapp.records.party import Party, PartyKind
from pledgeapp.records.patent import AnnualFeeState, LegalEvent, LegalState
from pledgeapp.reference import Reference
from pledgeapp.services.check_rights import check_rights, pledge_blockers
from pledgeapp.services.rights_conditions import CASE_CONDITIONS, PATENT_CONDITIONS
from tests.pledgeapp.services.conftest import HOLDER, POLICY, REPORTED_ON, with_patent

Spoiled = Callable[[Case], Case]
UNIVERSITY = "华中科技大学"


def of_case(**facts: object) -> Spoiled:
    return lambda case: case.model_copy(update=facts)


def of_patent(patent_id: str, **facts: object) -> Spoiled:
    return lambda case: with_patent(case, patent_id, **facts)


def _loan(**facts: object) -> Spoiled:
    return lambda case: case.model_copy(update={"loan": case.loan.model_copy(update=facts)})


def _borrower(**facts: object) -> Spoiled:
    return lambda case: case.model_copy(update={"borrower": case.borrower and case.borrower.model_copy(update=facts)})


def _policy(**facts: object) -> Spoiled:
    return of_case(policy=POLICY.model_copy(update=facts))


def _foreign(case: Case) -> Case:
    return with_patent(case, "invention", country="US", application_number=None, publication_number="US11355780B2")


def _events(*entries: tuple[date, str], **facts: object) -> Spoiled:
    """The invention with these entries of the gazette."""
    events = tuple(LegalEvent(event_date=day, code=code) for day, code in entries)
    return of_patent("invention", legal_events=events, **facts)


def _slow_grant(**facts: object) -> Spoiled:
    """The invention filed and examined on 2015-04-01, granted on 2021-06-01: 792 days after the four years."""
    early = date(2015, 4, 1)
    return of_patent("invention", filing_date=early, examination_request_date=early, **facts)


FIRING: dict[str, tuple[Spoiled, tuple[str, ...]]] = {
    "pledgor_unknown": (of_case(borrower=None), ("pledgor_unknown",)),
    "third_party_pledges": (
        of_case(pledgor=Party(name="另一公司", address="某路 3 号", is_state_owned=False)),
        ("pledgor_is_patentee:invention", "pledgor_is_patentee:model", "third_party_pledges"),
    ),
    "state_owned_pledgor": (_borrower(is_state_owned=True), ("state_owned_pledgor",)),
    "state_ownership_unknown": (_borrower(is_state_owned=None), ("state_ownership_unknown",)),
    "loan_end_unknown": (_loan(term_months=None), ("loan_end_unknown",)),
    "loan_above_internal_assessment_limit": (
        lambda case: _policy(maximum_amount=None)(_loan(amount=Money(amount=Decimal(10_000_001)))(case)),
        ("loan_above_internal_assessment_limit",),
    ),
    "right_type_without_cap": (
        _policy(loan_to_value_caps={"invention": Decimal("0.3")}),
        ("right_type_without_cap:model",),
    ),
    "remaining_life_below_policy": (
        _policy(minimum_remaining_years={"utility_model": Decimal(6)}),
        ("remaining_life_below_policy:model",),
    ),
    "loan_amount_above_policy": (_loan(amount=Money(amount=Decimal(5_000_001))), ("loan_amount_above_policy",)),
    "loan_term_above_policy": (_loan(term_months=25), ("loan_term_above_policy",)),
    "pledgor_is_patentee": (
        of_patent("invention", patentees=("另一公司",)),
        ("pledgor_is_patentee:invention",),
    ),
    "holder_is_research_body": (
        of_patent("invention", patentees=(UNIVERSITY,)),
        ("pledgor_is_patentee:invention", "holder_is_research_body:invention"),
    ),
    "patent_lapsed": (of_patent("model", legal_state=LegalState.LAPSED), ("patent_lapsed:model",)),
    "patent_invalid": (of_patent("model", legal_state=LegalState.INVALID), ("patent_invalid:model",)),
    "patent_expired": (
        of_patent("model", filing_date=date(2016, 11, 24), application_number=None, grant_date=date(2017, 5, 1)),
        ("patent_expired:model",),
    ),
    "application_pending": (of_patent("invention", legal_state=LegalState.PENDING), ("application_pending:invention",)),
    "annual_fee_unpaid": (
        of_patent("invention", annual_fee_state=AnnualFeeState.UNPAID),
        ("annual_fee_unpaid:invention",),
    ),
    "annual_fee_in_grace_period": (
        of_patent("invention", annual_fee_state=AnnualFeeState.GRACE_PERIOD),
        ("annual_fee_in_grace_period:invention",),
    ),
    "preservation": (of_patent("invention", has_preservation=True), ("preservation:invention",)),
    "loan_outlasts_patent": (
        lambda case: of_patent("model", filing_date=date(2017, 6, 1), grant_date=date(2018, 1, 2))(
            _policy(minimum_remaining_years={})(case)
        ),
        ("loan_outlasts_patent:model",),
    ),
    "contract_party_data_missing": (_borrower(address=""), ("contract_party_data_missing",)),
    "contract_patent_number_missing": (
        of_patent("invention", application_number=None, publication_number="CN109417194B"),
        ("contract_patent_number_missing:invention",),
    ),
    "contract_grant_date_missing": (
        of_patent("invention", grant_date=None),
        ("contract_grant_date_missing:invention",),
    ),
    "co_owner_refuses": (
        of_patent("invention", patentees=(HOLDER, "另一公司"), co_owner_consent=False),
        ("co_owner_refuses:invention",),
    ),
    "co_owner_consent_unknown": (
        of_patent("invention", patentees=(HOLDER, "另一公司")),
        ("co_owner_consent_unknown:invention",),
    ),
    "already_pledged": (of_patent("invention", is_pledged=True), ("already_pledged:invention",)),
    "same_day_application": (of_patent("model", has_same_day_application=True), ("same_day_application:model",)),
    "invalidation_pending": (of_patent("model", has_invalidation_request=True), ("invalidation_pending:model",)),
    "not_a_chinese_right": (_foreign, ("not_a_chinese_right:invention",)),
    "holder_unknown": (of_patent("invention", patentees=()), ("holder_unknown:invention",)),
    "right_type_unknown": (
        of_patent("invention", application_number=None, publication_number="CN109417194B", right_type="unknown"),
        ("right_type_unknown:invention", "contract_patent_number_missing:invention"),
    ),
    "legal_state_unknown": (
        of_patent(
            "invention",
            legal_state=LegalState.UNKNOWN,
            legal_state_date=None,
            annual_fee_state=AnnualFeeState.UNKNOWN,
            is_pledged=None,
            has_preservation=None,
            has_invalidation_request=None,
            has_exclusive_licence=None,
        ),
        ("legal_state_unknown:invention",),
    ),
    "register_not_looked_up": (of_patent("invention", legal_state_date=None), ("register_not_looked_up:invention",)),
    "register_data_too_old": (
        of_patent("invention", legal_state_date=date(2026, 11, 21)),
        ("register_data_too_old:invention",),
    ),
    "legal_expiry_unknown": (
        of_patent("invention", filing_date=None),
        ("legal_expiry_unknown:invention",),
    ),
    "law_of_filing_unknown": (
        of_patent("invention", application_number="92101234.9", filing_date=date(1992, 12, 31)),
        ("law_of_filing_unknown:invention",),
    ),
    "term_to_be_confirmed": (
        lambda case: of_patent(
            "model",
            application_number="202030264351.X",
            right_type="design",
            filing_date=date(2020, 6, 1),
            grant_date=date(2020, 12, 1),
        )(_policy(loan_to_value_caps={"invention": Decimal("0.3"), "design": Decimal("0.1")})(case)),
        ("term_to_be_confirmed:model",),
    ),
    "annual_fee_unknown": (
        of_patent("invention", annual_fee_state=AnnualFeeState.UNKNOWN),
        ("annual_fee_unknown:invention",),
    ),
    "preservation_unknown": (of_patent("invention", has_preservation=None), ("preservation_unknown:invention",)),
    "pledge_unknown": (of_patent("invention", is_pledged=None), ("pledge_unknown:invention",)),
    "invalidation_unknown": (
        of_patent("invention", has_invalidation_request=None),
        ("invalidation_unknown:invention",),
    ),
    "same_day_application_unknown": (
        of_patent("model", has_same_day_application=None),
        ("same_day_application_unknown:model",),
    ),
    "exclusive_licence": (of_patent("invention", has_exclusive_licence=True), ("exclusive_licence:invention",)),
    "licence_unknown": (of_patent("invention", has_exclusive_licence=None), ("licence_unknown:invention",)),
    "evaluation_report_missing": (
        of_patent("model", has_evaluation_report=False),
        ("evaluation_report_missing:model",),
    ),
    "evaluation_report_unknown": (
        of_patent("model", has_evaluation_report=None),
        ("evaluation_report_unknown:model",),
    ),
    "gazette_pledge": (
        _events((date(2024, 5, 7), "PE01"), is_pledged=None),
        ("gazette_pledge:invention", "pledge_unknown:invention"),
    ),
    "gazette_contradicts_pledge": (
        _events((date(2024, 5, 7), "PE01"), is_pledged=False),
        ("gazette_contradicts_pledge:invention",),
    ),
    "gazette_preservation": (
        _events((date(2024, 5, 7), "PP01"), has_preservation=None),
        ("gazette_preservation:invention", "preservation_unknown:invention"),
    ),
    "gazette_contradicts_preservation": (
        _events((date(2024, 5, 7), "PP01"), has_preservation=False),
        ("gazette_contradicts_preservation:invention",),
    ),
    "gazette_licence": (
        _events((date(2024, 5, 7), "EE01"), has_exclusive_licence=None),
        ("gazette_licence:invention", "licence_unknown:invention"),
    ),
    "gazette_end": (
        _events((date(2024, 5, 7), "CF01"), legal_state=LegalState.UNKNOWN, legal_state_date=None),
        ("gazette_end:invention", "legal_state_unknown:invention"),
    ),
    "gazette_contradicts_state": (
        _events((date(2024, 5, 7), "CF01"), legal_state=LegalState.IN_FORCE),
        ("gazette_contradicts_state:invention",),
    ),
    "gazette_open_licence": (
        _events((date(2024, 3, 1), "OL01")),
        ("gazette_open_licence:invention",),
    ),
    "gazette_secrecy": (_events((date(2021, 6, 1), "GR03")), ("gazette_secrecy:invention",)),
    "gazette_term_lengthened": (_events((date(2024, 3, 1), "TG01")), ("gazette_term_lengthened:invention",)),
    "compensation_not_entered": (_slow_grant(), ("compensation_not_entered:invention",)),
    "compensation_above_law": (_slow_grant(term_compensation_days=793), ("compensation_above_law:invention",)),
    "extension_not_entered": (
        _slow_grant(term_compensation_days=0, drug_approval_date=date(2026, 1, 1)),
        ("extension_not_entered:invention",),
    ),
    "extension_above_law": (
        _slow_grant(term_compensation_days=0, drug_approval_date=date(2026, 1, 1), drug_extension_days=1737),
        ("extension_above_law:invention",),
    ),
    "open_licence": (of_patent("invention", has_open_licence=True), ("open_licence:invention",)),
    "fee_year_contradicts_state": (
        of_patent("invention", last_paid_fee_year=7),
        ("fee_year_contradicts_state:invention",),
    ),
    "gazette_transfer": (_events((REPORTED_ON, "TR01")), ("gazette_transfer:invention",)),
}
"""By rule: what to spoil in the clean case, and every finding that follows from it, in order."""


def _keys(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(f.key for f in findings)


def test_a_clean_case_has_no_findings(clean_case: Case, reference: Reference) -> None:
    assert check_rights(clean_case, reference, REPORTED_ON) == ()


def test_every_rule_is_tried_here(reference: Reference) -> None:
    assert set(FIRING) == {rule.key for rule in reference.rules}


@pytest.mark.parametrize("rule", FIRING)
def test_a_spoiled_fact_gives_its_finding_and_no_other(rule: str, clean_case: Case, reference: Reference) -> None:
    spoil, expected = FIRING[rule]
    findings = check_rights(spoil(clean_case), reference, REPORTED_ON)
    assert _keys(findings) == expected
    assert rule in {f.rule for f in findings}


@pytest.mark.parametrize("rule", FIRING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_reads_as_a_sentence(rule: str, language: str, clean_case: Case, reference: Reference) -> None:
    render = texts(language)  # type: ignore[arg-type]
    for finding in check_rights(FIRING[rule][0](clean_case), reference, REPORTED_ON):
        for sentence in (render(finding.template, **finding.params), render(finding.remedy), render(finding.article)):
            assert sentence
            assert "{" not in sentence
            assert "None" not in sentence


def test_rules_name_conditions_that_exist_and_no_condition_is_idle(reference: Reference) -> None:
    named = {(rule.scope, rule.condition) for rule in reference.rules}
    assert named == {("case", n) for n in CASE_CONDITIONS} | {("patent", n) for n in PATENT_CONDITIONS}


def test_grounds_one_to_nine_block_once_the_fact_is_known(reference: Reference) -> None:
    """Grounds 10 and 11 ask for the parties' declaration; an unknown fact is asked for, whatever the ground."""
    blocking = {r.refusal_ground for r in reference.rules if r.effect is Effect.BLOCK} - {None}
    assert blocking == {1, 2, 3, 4, 5, 6, 8, 9, 12}
    for rule in reference.rules:
        if rule.refusal_ground in (10, 11):
            assert rule.effect is Effect.ASK, rule.key


@pytest.mark.parametrize("state", [LegalState.LAPSED, LegalState.INVALID, LegalState.PENDING, LegalState.EXPIRED])
def test_of_a_dead_right_nothing_else_is_asked(state: LegalState, clean_case: Case, reference: Reference) -> None:
    case = with_patent(
        clean_case,
        "model",
        legal_state=state,
        legal_state_date=None,
        annual_fee_state=AnnualFeeState.UNKNOWN,
        is_pledged=None,
        has_evaluation_report=None,
        patentees=(UNIVERSITY,),
    )
    findings = check_rights(case, reference, REPORTED_ON)
    assert [f.effect for f in findings] == [Effect.BLOCK]
    assert pledge_blockers(findings) == {"model"}


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("华中科技大学", True),
        ("中国科学院物理研究所", True),
        ("电子科技大学长三角研究院(湖州)", True),
        ("Tsinghua University", True),
        ("郑州新世纪材料基因组工程研究院有限公司", False),
        ("北大先行科技产业有限公司", False),
        ("青岛中科赛锂达新能源技术合伙企业(有限合伙)", False),
        ("Battery Institute Co., Ltd.", False),
        ("李四", False),
    ],
)
def test_research_bodies_are_known_by_name(name: str, is_body: bool, clean_case: Case, reference: Reference) -> None:
    case = with_patent(clean_case, "invention", patentees=(HOLDER, name), co_owner_consent=True)
    rules = {f.rule for f in check_rights(case, reference, REPORTED_ON)}
    assert rules == ({"holder_is_research_body"} if is_body else set())


@pytest.mark.parametrize("written", ["清晏材料有限公司 ", "清晏 材料有限公司", "清晏材料有限公司"])
def test_the_same_name_written_otherwise_is_the_same_holder(
    written: str, clean_case: Case, reference: Reference
) -> None:
    assert check_rights(with_patent(clean_case, "invention", patentees=(written,)), reference, REPORTED_ON) == ()


def test_brackets_of_full_width_do_not_make_another_holder(clean_case: Case, reference: Reference) -> None:
    case = clean_case.model_copy(
        update={"borrower": Party(name="某某（武汉）有限公司", address="某路 1 号", is_state_owned=False)}
    )
    for patent in ("invention", "model"):
        case = with_patent(case, patent, patentees=("某某(武汉)有限公司",))
    assert check_rights(case, reference, REPORTED_ON) == ()


def test_a_natural_person_is_not_asked_about_the_state(clean_case: Case, reference: Reference) -> None:
    person = Party(name=HOLDER, kind=PartyKind.PERSON, address="某路 1 号")
    assert check_rights(clean_case.model_copy(update={"borrower": person}), reference, REPORTED_ON) == ()


def test_a_loan_that_ends_on_the_last_day_of_protection_does_not_outlast_it(
    clean_case: Case, reference: Reference
) -> None:
    """Filed on 2017-12-02, the utility model protects to 2027-12-01, the day on which the loan falls due."""
    case = _policy(minimum_remaining_years={})(clean_case)
    filed = {"grant_date": date(2018, 6, 1)}
    on_the_day = with_patent(case, "model", filing_date=date(2017, 12, 2), **filed)
    a_day_short = with_patent(case, "model", filing_date=date(2017, 12, 1), **filed)
    assert check_rights(on_the_day, reference, REPORTED_ON) == ()
    assert _keys(check_rights(a_day_short, reference, REPORTED_ON)) == ("loan_outlasts_patent:model",)


@pytest.mark.parametrize(
    "at_the_bound",
    [
        _loan(amount=Money(amount=Decimal(5_000_000))),
        _loan(term_months=24),
        lambda case: _policy(maximum_amount=None)(_loan(amount=Money(amount=Decimal(10_000_000)))(case)),
        lambda case: with_patent(
            _policy(minimum_remaining_years={"utility_model": Decimal(5)})(case),
            "model",
            application_number="202120264351",
            filing_date=date(2021, 11, 23),
        ),
    ],
    ids=["amount of the policy", "term of the policy", "limit of internal assessment", "years left"],
)
def test_a_bound_that_is_just_kept_is_kept(at_the_bound: Spoiled, clean_case: Case, reference: Reference) -> None:
    assert check_rights(at_the_bound(clean_case), reference, REPORTED_ON) == ()


def test_a_loan_in_another_currency_is_not_compared_with_a_limit_in_yuan(
    clean_case: Case, reference: Reference
) -> None:
    case = _policy(maximum_amount=None)(_loan(amount=Money(amount=Decimal(10_000_001), currency="USD"))(clean_case))
    assert check_rights(case, reference, REPORTED_ON) == ()


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"pledgee": None}, "质权人"),
        ({"pledgee": Party(name="某银行", kind=PartyKind.BANK)}, "质权人地址"),
        ({"borrower": Party(name=HOLDER, is_state_owned=False)}, "出质人地址"),
        (
            {"borrower": Party(name=HOLDER, is_state_owned=False), "pledgee": Party(name="某银行")},
            "出质人与质权人的地址",
        ),
    ],
)
def test_the_missing_part_of_the_contract_is_named(
    facts: dict[str, Party | None], missing: str, clean_case: Case, reference: Reference
) -> None:
    (finding,) = check_rights(clean_case.model_copy(update=facts), reference, REPORTED_ON)
    assert texts("zh")(finding.template, **finding.params).endswith(f"尚缺：{missing}。")


@pytest.mark.parametrize(
    ("kind", "years", "end"),
    [("invention", "20", "2012-12-30"), ("utility_model", "10", "2002-12-30"), ("design", "15", "2007-12-30")],
)
def test_of_a_filing_before_every_known_law_no_term_is_made_up(
    kind: str, years: str, end: str, clean_case: Case, reference: Reference
) -> None:
    old = of_patent("invention", application_number=None, right_type=kind, filing_date=date(1992, 12, 31))(clean_case)
    found = {f.rule: f for f in check_rights(old, reference, REPORTED_ON)}
    assert "legal_expiry_unknown" not in found, "the filing date is known"
    params = found["law_of_filing_unknown"].params
    assert params == {"filing_date": "1992-12-31", "first_date": "1993-01-01", "years": years, "end_date": end}
    assert "patent_expired" not in found, "what today's law says of it is a comparison, no term"


def test_what_the_law_allows_at_most_is_no_finding(clean_case: Case, reference: Reference) -> None:
    entered = _slow_grant(term_compensation_days=792, drug_approval_date=date(2026, 1, 1), drug_extension_days=944)
    assert check_rights(entered(clean_case), reference, REPORTED_ON) == ()
    also_a_model = _slow_grant(has_same_day_application=True, term_compensation_days=1)(clean_case)
    found = {finding.rule for finding in check_rights(also_a_model, reference, REPORTED_ON)}
    assert "compensation_above_law" in found, "filed twice on one day: no compensation at all"
    granted_before = _slow_grant(grant_date=date(2021, 5, 31), term_compensation_days=700)(clean_case)
    assert check_rights(granted_before, reference, REPORTED_ON) == (), "before the law nothing is compared"
