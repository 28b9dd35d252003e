"""Is every row of a real Google Patents list accounted for, and nothing in it invented?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pledgeapp.intake.layouts.profile_readers import names_in
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import AnnualFeeState, LegalState, RightType

HEADER = [
    "id",
    "title",
    "assignee",
    "inventor/author",
    "priority date",
    "filing/creation date",
    "publication date",
    "grant date",
    "result link",
    "representative figure link",
]


@pytest.fixture(scope="module")
def whole_list() -> ImportPreview:
    path = Path(__file__).parent / "data" / "google_patents_solid_electrolyte.csv"
    return preview_file(path, source_day=date(2026, 11, 24))


def test_all_4264_rows_are_accounted_for(whole_list: ImportPreview) -> None:
    assert whole_list.layout == "google_patents"
    assert whole_list.rows == 4264
    assert whole_list.accepted + whole_list.merged + whole_list.refused_rows == 4264
    assert whole_list.refused == ()
    # One number stands twice, and two Chinese rights stand both as application and as grant.
    assert whole_list.merged == 3
    assert len(whole_list.lines) == whole_list.accepted == 4261


def test_offices_and_kinds_of_right_come_from_the_numbers(whole_list: ImportPreview) -> None:
    offices = Counter(p.country for p in whole_list.patents)
    assert (offices["CN"], offices["JP"], offices["KR"], offices["US"]) == (1453, 1172, 581, 437)
    kinds = Counter(p.right_type for p in whole_list.patents if p.country == "CN")
    assert kinds == {RightType.INVENTION: 1452, RightType.UTILITY_MODEL: 1}
    assert {p.right_type for p in whole_list.patents if p.country != "CN"} == {RightType.UNKNOWN}


def test_what_the_list_lacks_stays_unknown(whole_list: ImportPreview) -> None:
    for patent in whole_list.patents:
        assert patent.application_number is None
        assert patent.legal_state is LegalState.UNKNOWN
        assert patent.annual_fee_state is AnnualFeeState.UNKNOWN
        assert (patent.claims_count, patent.ipc, patent.is_pledged) == (None, (), None)
    assert sum(p.grant_date is None for p in whole_list.patents) > 2900


def test_the_first_row_is_read_to_the_letter(whole_list: ImportPreview) -> None:
    patent = whole_list.patents[0]
    assert patent.publication_number == "US11355780B2"
    assert patent.title == "Sulfide solid electrolyte particles"
    assert patent.patentees == ("Idemitsu Kosan Co., Ltd.",)
    assert patent.inventors[0] == "Futoshi Utsuno"
    assert (patent.priority_date, patent.filing_date) == (date(2017, 3, 8), date(2018, 3, 8))
    assert patent.publication_date == patent.grant_date == date(2022, 6, 7)
    assert patent.url == "https://patents.google.com/patent/US11355780B2/en"
    assert "2026-11-24" in patent.source
    assert whole_list.lines[0] == 3


def test_a_grant_takes_the_place_of_its_application_and_the_difference_is_shown(whole_list: ImportPreview) -> None:
    numbers = {p.publication_number for p in whole_list.patents}
    assert "CN103003989B" in numbers
    assert "CN103003989A" not in numbers
    shown = [c for c in whole_list.conflicts if c.field == "Publication number"]
    assert ("CN103003989B", "CN103003989A", 3321) in [(c.kept, c.other, c.row) for c in shown]


def test_the_grant_counts_whichever_row_comes_first(read_rows: Callable[..., ImportPreview]) -> None:
    applied = ["CN-103003989-A", "t", "a", "b", "", "2011-07-13", "2013-03-27", "", "u", ""]
    granted = ["CN-103003989-B", "t", "a", "b", "", "2011-07-13", "2016-12-14", "2016-12-14", "u", ""]
    for rows in ((applied, granted), (granted, applied)):
        preview = read_rows(HEADER, *rows)
        patent = preview.patents[0]
        assert preview.merged == 1
        assert (patent.publication_number, patent.publication_date) == ("CN103003989B", date(2016, 12, 14))
        assert patent.grant_date == date(2016, 12, 14)
        assert {c.other for c in preview.conflicts} == {"CN103003989A", "2013-03-27"}


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [
        ("CN-109417194-B", "CN109417194B", RightType.INVENTION),
        ("CN-209417194-U", "CN209417194U", RightType.UTILITY_MODEL),
        ("CN-304218960-S", "CN304218960S", RightType.DESIGN),
        ("JP-WO2013136446-A1", "JPWO2013136446A1", RightType.UNKNOWN),
        ("TW-I654136-B", "TWI654136B", RightType.UNKNOWN),
    ],
)
def test_a_kind_letter_is_never_a_check_digit(
    read_rows: Callable[..., ImportPreview], written: str, number: str, kind: RightType
) -> None:
    row = [written, "标题 ", "甲公司", "张三", "", "2018-03-08", "2022-06-07", "", "https://example.org", ""]
    patent = read_rows(["search URL:", "https://patents.google.com/"], HEADER, row).patents[0]
    assert (patent.publication_number, patent.right_type, patent.application_number) == (number, kind, None)
    assert patent.title == "标题"


def test_a_list_saved_again_by_a_european_spreadsheet_is_read_the_same(
    whole_list: ImportPreview, google_list: Path, read_bytes: Callable[..., ImportPreview]
) -> None:
    """Without its first line, with semicolons and dd/mm/yyyy: the days above 12 prove the order."""
    import csv
    import io

    rows = list(csv.reader(google_list.read_text(encoding="utf-8").splitlines()[1:302]))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(rows[0])
    for row in rows[1:]:
        days = ["/".join(reversed(cell.split("-"))) if cell else "" for cell in row[4:8]]
        writer.writerow([*row[:4], *days, *row[8:]])
    again = read_bytes(text.getvalue().encode("utf-8"))
    assert again.refused == ()
    assert again.delimiter == ";"
    leave_out = {"id", "source"}
    expected = [p.model_dump(exclude=leave_out) for p in whole_list.patents[: len(again.patents)]]
    assert [p.model_dump(exclude=leave_out) for p in again.patents] == expected


def test_a_number_of_no_office_and_a_day_to_come_are_refused(read_rows: Callable[..., ImportPreview]) -> None:
    good = ["CN-109417194-B", "t", "a", "b", "", "2018-03-08", "2022-06-07", "", "u", ""]
    bad = ["109417194", "t", "a", "b", "", "2018-03-08", "2022-06-07", "", "u", ""]
    late = ["CN-109417195-B", "t", "a", "b", "", "2018-03-08", "2099-06-07", "", "u", ""]
    soon = ["CN-109417196-B", "t", "a", "b", "", "2018-03-08", "2026-11-25", "", "u", ""]
    preview = read_rows(HEADER, good, bad, late, soon)
    assert preview.accepted == 1
    assert [(p.row, p.column, p.value) for p in preview.refused] == [
        (3, "id", "109417194"),
        (4, "publication date", "2099-06-07"),
        (5, "publication date", "2026-11-25"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Idemitsu Kosan Co., Ltd., Toyota Jidosha Kabushiki Kaisha",
            ("Idemitsu Kosan Co., Ltd.", "Toyota Jidosha Kabushiki Kaisha"),
        ),
        ("比亚迪股份有限公司, 清华大学", ("比亚迪股份有限公司", "清华大学")),
        ("Sharp Laboratories Of America, Inc.", ("Sharp Laboratories Of America, Inc.",)),
        ("Agfa Corp, Coca Ltd", ("Agfa Corp", "Coca Ltd")),
        ("Fdk株式会社, Fdk株式会社", ("Fdk株式会社",)),
        ("", ()),
    ],
)
def test_legal_forms_stay_with_their_name(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names
