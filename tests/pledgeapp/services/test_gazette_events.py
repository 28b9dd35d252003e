"""What do legal events say of a pledge, a preservation, the state, when there are several of them?"""

from __future__ import annotations

from datetime import date

import pytest

from pledgeapp.records.case import Case
from pledgeapp.records.patent import LegalEvent, LegalState
from pledgeapp.reference import Reference
from pledgeapp.services.check_rights import check_rights
from tests.pledgeapp.services.conftest import REPORTED_ON, with_patent
from valuation.rights.events import Meaning


def _rules(case: Case, reference: Reference, *codes: str, **facts: object) -> set[str]:
    events = tuple(LegalEvent(event_date=date(2015 + n, 3, 1), code=code) for n, code in enumerate(codes))
    spoiled = with_patent(case, "invention", legal_events=events, **facts)
    return {f.rule for f in check_rights(spoiled, reference, REPORTED_ON) if f.rule.startswith("gazette")}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), set()),
        (("PE01", "PC01"), set()),
        (("PE01", "PC01", "PE01"), {"gazette_contradicts_pledge"}),
        (("PE01", "PE01", "PC01"), {"gazette_contradicts_pledge"}),
        (("PE01", "PM01", "PC01"), set()),
        (("PM01",), {"gazette_contradicts_pledge"}),
        (("PM01", "PC01"), set()),
        (("PLDC",), {"gazette_contradicts_pledge"}),
        (("PP01", "PD01"), set()),
        (("GR01", "CF01"), {"gazette_contradicts_state"}),
        (("GR01", "CF01", "RR01"), set()),
        (("GR01", "CX01"), {"gazette_contradicts_state"}),
        (("GR01", "ZZ99", "专利权人更名"), set()),
        (("专利权质押合同登记的生效",), {"gazette_contradicts_pledge"}),
        (("质押",), {"gazette_contradicts_pledge"}),
        (("质押", "解除质押"), set()),
        (("失效",), {"gazette_contradicts_state"}),
        (("失效", "权利 恢复"), set()),
        (("pe01 ",), {"gazette_contradicts_pledge"}),
    ],
)
def test_entries_are_taken_together(
    codes: tuple[str, ...], expected: set[str], clean_case: Case, reference: Reference
) -> None:
    assert _rules(clean_case, reference, *codes) == expected


def test_the_order_of_days_counts_not_that_of_the_list(clean_case: Case, reference: Reference) -> None:
    restored = LegalEvent(event_date=date(2020, 1, 1), code="RR01")
    ended = LegalEvent(event_date=date(2019, 1, 1), code="CF01")
    case = with_patent(clean_case, "invention", legal_events=(restored, ended))
    assert check_rights(case, reference, REPORTED_ON) == ()


def test_an_expected_day_has_told_nothing_yet(clean_case: Case, reference: Reference) -> None:
    event = LegalEvent(event_date=date(2034, 6, 13), code="失效")
    case = with_patent(clean_case, "invention", legal_events=(event,))
    assert check_rights(case, reference, REPORTED_ON) == ()


def test_a_finding_names_day_and_entry(clean_case: Case, reference: Reference) -> None:
    event = LegalEvent(event_date=date(2024, 5, 7), code="PE01", text="登记号：Y2024")
    case = with_patent(clean_case, "invention", legal_events=(event,))
    (finding,) = check_rights(case, reference, REPORTED_ON)
    assert finding.params == {"event_date": "2024-05-07", "entry": "PE01 登记号：Y2024"}


def test_an_entry_sets_no_fact_and_blocks_nothing(clean_case: Case, reference: Reference) -> None:
    event = LegalEvent(event_date=date(2024, 5, 7), code="PE01")
    case = with_patent(clean_case, "invention", legal_events=(event,), is_pledged=None)
    assert {f.effect.value for f in check_rights(case, reference, REPORTED_ON)} == {"ask"}
    assert case.patents[0].is_pledged is None


@pytest.mark.parametrize("state", [LegalState.LAPSED, LegalState.EXPIRED])
def test_what_is_entered_as_ended_contradicts_nothing(
    state: LegalState, clean_case: Case, reference: Reference
) -> None:
    assert _rules(clean_case, reference, "CF01", legal_state=state) == set()


def test_a_transfer_before_the_look_up_is_covered_by_it(clean_case: Case, reference: Reference) -> None:
    assert _rules(clean_case, reference, "TR01") == set()


def test_a_foreign_code_of_the_same_letters_means_nothing(clean_case: Case, reference: Reference) -> None:
    assert _rules(clean_case, reference, "PE01", country="US", application_number=None) == set()


def test_the_codes_are_complete_and_those_that_matter_are_read(reference: Reference) -> None:
    codes = reference.legal_event_codes
    assert len(codes.known) == 110
    meant = {
        code: codes.meanings[code] for code in ("PE01", "PC01", "PM01", "EE01", "CF01", "CX01", "TR01", "PP01", "PD01")
    }
    assert meant == {
        "PE01": Meaning.PLEDGED,
        "PC01": Meaning.PLEDGE_RELEASED,
        "PM01": Meaning.PLEDGE_CHANGED,
        "EE01": Meaning.LICENSED,
        "CF01": Meaning.ENDED,
        "CX01": Meaning.EXPIRED,
        "TR01": Meaning.TRANSFERRED,
        "PP01": Meaning.PRESERVED,
        "PD01": Meaning.PRESERVATION_RELEASED,
    }
    assert codes.meaning(LegalEvent(event_date=date(2024, 1, 1), code="QQ77")) is Meaning.UNKNOWN
