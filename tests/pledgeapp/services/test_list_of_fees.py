"""Does the list of fees say what is late, coming and unknown, and can others read it?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.records.case import Case
from pledgeapp.records.fee_due import FeeDue, FeeStanding
from pledgeapp.records.patent import AnnualFeeState, Patent
from pledgeapp.reference import Reference
from pledgeapp.services.export_fees import fees_as_calendar, fees_as_table, write_fees
from pledgeapp.services.list_fees import FeeList, list_fees

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def case_of(**facts: object) -> Case:
    plain: dict[str, object] = {
        "title": "合成专利",
        "right_type": "invention",
        "publication_number": "CN109000001B",
        "filing_date": date(2016, 8, 31),
        "grant_date": date(2019, 3, 1),
        "legal_state": "in_force",
    }
    patent = Patent.model_validate({**plain, **facts})
    return Case.model_validate({"title": "合成项目", "valuation_date": TODAY, "patents": [patent.model_dump()]})


def fees(reference: Reference, until: date = date(2028, 12, 31), **facts: object) -> FeeList:
    return list_fees(case_of(**facts), reference, TODAY, until)


def rows(found: FeeList) -> list[tuple[int, str, str]]:
    return [(fee.fee_year, fee.due_date.isoformat(), fee.standing.value) for fee in found.fees]


def test_paid_to_date(reference: Reference) -> None:
    found = fees(reference, annual_fee_state=AnnualFeeState.PAID)
    assert rows(found) == [(12, "2027-08-31", "coming"), (13, "2028-08-31", "coming")]
    assert found.still_owed == Decimal("10000.00")


def test_the_latest_fee_of_which_nothing_is_known_is_a_question(reference: Reference) -> None:
    found = fees(reference)
    assert rows(found)[0] == (11, "2026-08-31", "unknown")
    assert found.still_owed == Decimal("10000.00"), "what may be paid already is not counted"


def test_late_with_its_surcharge(reference: Reference) -> None:
    found = fees(reference, last_paid_fee_year=10)
    first = found.fees[0]
    assert (first.standing, first.end_of_grace) == (FeeStanding.IN_GRACE, date(2027, 2, 28))
    assert (first.owed, first.surcharge) == (Decimal("4000.00"), Decimal("400.00"))
    assert found.still_owed == Decimal("14400.00")


def test_too_late(reference: Reference) -> None:
    found = fees(reference, last_paid_fee_year=9)
    assert [fee.standing for fee in found.fees[:2]] == [FeeStanding.LATE, FeeStanding.IN_GRACE]
    assert found.fees[0].surcharge == 0


def test_the_last_year_paid_counts_before_the_state(reference: Reference) -> None:
    found = fees(reference, last_paid_fee_year=12, annual_fee_state=AnnualFeeState.UNPAID)
    assert rows(found) == [(13, "2028-08-31", "coming")]


def test_a_dead_right_owes_nothing_and_an_unclear_one_is_named(reference: Reference) -> None:
    assert fees(reference, legal_state="lapsed").fees == ()
    unclear = fees(reference, filing_date=None)
    assert unclear.fees == ()
    assert [patent.title for patent in unclear.unknown] == ["合成专利"]


def test_a_reduction_whose_first_year_is_not_known_counts_as_none(reference: Reference) -> None:
    fee = fees(reference, grant_date=None, fee_reduction=Decimal("0.85"), last_paid_fee_year=11).fees[0]
    assert (fee.owed, fee.is_reduction_known) == (Decimal("4000.00"), False)


def test_the_calendar_is_read_back(reference: Reference) -> None:
    from icalendar import Calendar

    found = fees(reference, last_paid_fee_year=10, title="一种很长的名称，" * 20)
    content = fees_as_calendar(found, AT, "zh")
    assert content == fees_as_calendar(found, AT, "zh")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [fee.due_date for fee in found.fees]
    assert len({event["uid"] for event in events}) == len(events)
    assert "14" not in str(events[0]["summary"])
    assert found.fees[0].number in str(events[0]["summary"])
    assert len(events[0].walk("VALARM")) == 3


def test_no_cell_begins_a_formula(reference: Reference) -> None:
    found = fees(reference, title="=cmd|'/c calc'!A0")
    cells = list(csv.reader(io.StringIO(fees_as_table(found, "en").decode("utf-8-sig"))))
    assert cells[0][0] == "Patent"
    assert cells[1][1].startswith("'=")
    assert len(cells) == 1 + len(found.fees)


@pytest.mark.parametrize(("name", "start"), [("费用.ics", b"BEGIN:VCALENDAR"), ("fees.CSV", b"\xef\xbb\xbf")])
def test_the_ending_says_what_is_written(reference: Reference, tmp_path: Path, name: str, start: bytes) -> None:
    write_fees(fees(reference), tmp_path / name, AT)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_another_ending_is_refused(reference: Reference, tmp_path: Path) -> None:
    with pytest.raises(DataProblem):
        write_fees(fees(reference), tmp_path / "fees.txt", AT)
    assert list(tmp_path.iterdir()) == []


def test_a_fee_names_its_patent(reference: Reference) -> None:
    fee: FeeDue = fees(reference).fees[0]
    assert (fee.number, fee.is_reduction_known) == ("CN109000001B", False)
