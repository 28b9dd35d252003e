"""Do answers settle what they may, and nothing more? Are findings in one order, one for each subject?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.i18n import texts
from pledgeapp.records.case import Answer, Case
from pledgeapp.records.finding import Effect
from pledgeapp.records.patent import AnnualFeeState, LegalState, Patent, RightType
from pledgeapp.reference import Reference, load_reference
from pledgeapp.services.check_rights import check_rights, pledge_blockers
from pledgeapp.services.open_points import open_points
from tests.pledgeapp.services.conftest import REPORTED_ON, with_patent

BLOCKED = "pledgor_is_patentee:invention"
REFERENCE = load_reference()


def _answered(case: Case, text: str, *, settles: bool, key: str = BLOCKED) -> Case:
    return case.model_copy(update={"answers": (Answer(finding_key=key, text=text, settles=settles),)})


@pytest.fixture
def blocked_case(clean_case: Case) -> Case:
    return with_patent(clean_case, "invention", patentees=("另一公司",))


@pytest.mark.parametrize(
    ("text", "settles", "is_answered", "is_settled"),
    [
        ("转让已登记，见手续合格通知书", True, True, True),
        ("正在办理", False, True, False),
        ("  ", True, False, False),
    ],
    ids=["settled", "answered only", "an empty answer is none"],
)
def test_a_block_goes_only_with_an_answer_that_settles(
    blocked_case: Case, reference: Reference, text: str, settles: bool, is_answered: bool, is_settled: bool
) -> None:
    findings = check_rights(_answered(blocked_case, text, settles=settles), reference, REPORTED_ON)
    assert [(f.key, f.is_answered, f.is_settled) for f in findings] == [(BLOCKED, is_answered, is_settled)]
    assert pledge_blockers(findings) == (frozenset() if is_settled else {"invention"})


@pytest.mark.parametrize(("settles", "is_open"), [(True, False), (False, True)])
def test_a_question_stays_open_until_an_answer_settles_it(
    clean_case: Case, reference: Reference, settles: bool, is_open: bool
) -> None:
    case = with_patent(clean_case, "invention", annual_fee_state=AnnualFeeState.UNKNOWN)
    case = _answered(case, "票据待查", settles=settles, key="annual_fee_unknown:invention")
    findings = check_rights(case, reference, REPORTED_ON)
    keys = {point.key for point in open_points(case, findings)}
    assert ("finding:annual_fee_unknown:invention" in keys) is is_open
    assert findings[0].is_answered is not is_open


def test_an_answer_to_one_patent_says_nothing_about_another(blocked_case: Case, reference: Reference) -> None:
    case = with_patent(blocked_case, "model", patentees=("另一公司",))
    findings = check_rights(_answered(case, "已登记", settles=True), reference, REPORTED_ON)
    assert pledge_blockers(findings) == {"model"}


def test_the_last_answer_counts(blocked_case: Case, reference: Reference) -> None:
    first = Answer(finding_key=BLOCKED, text="已登记", settles=True)
    second = Answer(finding_key=BLOCKED, text="通知书系伪造", settles=False)
    case = blocked_case.model_copy(update={"answers": (first, second)})
    assert pledge_blockers(check_rights(case, reference, REPORTED_ON)) == {"invention"}


def test_open_points_name_the_patent_in_both_languages(blocked_case: Case, reference: Reference) -> None:
    points = open_points(blocked_case, check_rights(blocked_case, reference, REPORTED_ON))
    point = next(p for p in points if p.key == f"finding:{BLOCKED}")
    number = blocked_case.patents[0].number
    assert texts("en")(point.template, **point.params).startswith(f"{number}: The registered holder is 另一公司")
    assert texts("zh")(point.template, **point.params).startswith(f"{number}：登记的专利权人为另一公司")


def test_a_settled_block_is_no_open_point(blocked_case: Case, reference: Reference) -> None:
    case = _answered(blocked_case, "已登记", settles=True)
    keys = {p.key for p in open_points(case, check_rights(case, reference, REPORTED_ON))}
    assert f"finding:{BLOCKED}" not in keys


def test_imported_patents_without_register_data_ask_one_question_each(clean_case: Case, reference: Reference) -> None:
    """What a list of patents brings: number, holder and dates, and nothing of the register."""
    bare = tuple(
        Patent(
            publication_number=f"CN11031116{n}B",
            right_type=RightType.INVENTION,
            title="电解质",
            patentees=clean_case.patents[0].patentees,
            filing_date=date(2019, 6, 19),
            grant_date=date(2022, 2, 22),
        )
        for n in range(5)
    )
    findings = check_rights(clean_case.model_copy(update={"patents": bare}), reference, REPORTED_ON)
    asked = [f for f in findings if f.effect is not Effect.WARN]
    assert [f.rule for f in asked] == ["legal_state_unknown"] * 5


_MAYBE = st.none() | st.booleans()
_PATENTS = st.builds(
    Patent,
    title=st.just("专利"),
    country=st.sampled_from(["CN", "US"]),
    right_type=st.sampled_from(RightType),
    patentees=st.lists(st.sampled_from(["清晏材料有限公司", "某大学", "李四"]), max_size=2, unique=True).map(tuple),
    filing_date=st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    legal_state=st.sampled_from(LegalState),
    legal_state_date=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    annual_fee_state=st.sampled_from(AnnualFeeState),
    is_pledged=_MAYBE,
    has_preservation=_MAYBE,
    has_invalidation_request=_MAYBE,
    has_exclusive_licence=_MAYBE,
    has_same_day_application=_MAYBE,
    has_evaluation_report=_MAYBE,
    co_owner_consent=_MAYBE,
)


@given(patents=st.lists(_PATENTS, max_size=3))
def test_any_case_gets_readable_findings_in_order_and_once(patents: list[Patent]) -> None:
    case = Case(title="案件", valuation_date=date(2026, 11, 22), patents=tuple(patents))
    findings = check_rights(case, REFERENCE, REPORTED_ON)
    keys = [f.key for f in findings]
    assert len(set(keys)) == len(keys)
    grave = [(Effect.BLOCK, Effect.ASK, Effect.WARN).index(f.effect) for f in findings]
    assert grave == sorted(grave)
    assert findings == check_rights(case, REFERENCE, REPORTED_ON)
    for finding in findings:
        assert "{" not in texts("zh")(finding.template, **finding.params)
    for patent in patents:
        registers = [f for f in findings if f.patent_id == patent.id and f.rule == "legal_state_unknown"]
        assert len(registers) <= 1
