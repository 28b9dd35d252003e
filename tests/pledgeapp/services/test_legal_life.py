"""Until when does a right live, and when is it worth nothing?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pledgeapp.records.patent import LegalState, Patent, RightType
from pledgeapp.reference import Reference
from pledgeapp.services.check_rights import legal_expiry, worthless_reason

DAY = date(2026, 11, 22)


def _patent(
    kind: RightType, filed: date | None, state: LegalState = LegalState.IN_FORCE, country: str = "CN"
) -> Patent:
    return Patent(title="专利", right_type=kind, filing_date=filed, legal_state=state, country=country)


@pytest.mark.parametrize(
    ("kind", "filed", "last_day"),
    [
        (RightType.INVENTION, date(2019, 6, 19), date(2039, 6, 18)),
        (RightType.UTILITY_MODEL, date(2018, 12, 12), date(2028, 12, 11)),
        (RightType.DESIGN, date(2021, 5, 31), date(2031, 5, 30)),
        (RightType.DESIGN, date(2021, 6, 1), date(2036, 5, 31)),
        (RightType.UNKNOWN, date(2019, 6, 19), None),
        (RightType.INVENTION, None, None),
        (RightType.INVENTION, date(1992, 12, 31), None),
    ],
    ids=[
        "invention",
        "model",
        "old design",
        "new design",
        "kind unknown",
        "filing date unknown",
        "before the term law",
    ],
)
def test_the_term_runs_from_filing_by_kind(
    kind: RightType, filed: date | None, last_day: date | None, reference: Reference
) -> None:
    assert legal_expiry(_patent(kind, filed), reference) == last_day


def test_the_term_of_a_foreign_right_is_not_counted_by_chinese_law(reference: Reference) -> None:
    assert legal_expiry(_patent(RightType.INVENTION, date(2019, 6, 19), country="US"), reference) is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (LegalState.LAPSED, "lapsed"),
        (LegalState.INVALID, "invalid"),
        (LegalState.PENDING, "pending"),
        (LegalState.EXPIRED, "expired"),
        (LegalState.IN_FORCE, None),
        (LegalState.UNKNOWN, None),
    ],
)
def test_a_dead_right_says_why_and_an_unknown_one_is_not_dead(
    state: LegalState, code: str | None, reference: Reference
) -> None:
    reason = worthless_reason(_patent(RightType.INVENTION, date(2019, 6, 19), state), DAY, reference)
    assert (reason and reason.code) == code


def test_a_right_lives_through_its_last_day(reference: Reference) -> None:
    patent = _patent(RightType.UTILITY_MODEL, date(2016, 11, 23))
    assert legal_expiry(patent, reference) == DAY
    assert worthless_reason(patent, DAY, reference) is None
    reason = worthless_reason(patent, DAY + timedelta(days=1), reference)
    assert reason is not None
    assert reason.text == "The term of protection ended on 2026-11-22."


def test_an_expired_state_without_filing_date_is_believed(reference: Reference) -> None:
    reason = worthless_reason(_patent(RightType.INVENTION, None, LegalState.EXPIRED), DAY, reference)
    assert reason is not None
    assert reason.text == "The register says that the term of protection has ended."
