"""Are the result lists of Lens.org, Espacenet and PATENTSCOPE read as they are written? All files are synthetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import LegalState, Patent, RightType

Read = Callable[..., ImportPreview]
LISTS = Path(__file__).parent / "data" / "result_lists"
TODAY = date(2026, 11, 24)


def _names(header: str) -> list[str]:
    return header.split(",")


LENS_TODAY = _names(
    "#,Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,Application Date,"
    "Priority Numbers,Earliest Priority Date,Title,Abstract,Applicants,Inventors,Owners,URL,Document Type,"
    "Has Full Text,Cites Patent Count,Cited by Patent Count,Simple Family Size,Simple Family Members,"
    "Simple Family Member Jurisdictions,Extended Family Size,Extended Family Members,"
    "Extended Family Member Jurisdictions,Sequence Count,CPC Classifications,IPCR Classifications,US Classifications,"
    "NPL Citation Count,NPL Resolved Citation Count,NPL Resolved Lens ID(s),NPL Resolved External ID(s),NPL Citations,"
    "Legal Status"
)
LENS_2021 = _names(
    "#,Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Publication Year,Application Number,"
    "Application Date,Priority Numbers,Earliest Priority Date,Title,Applicants,Inventors,Owners (US),URL,Type,"
    "Has Full Text,Cites Patent Count,Cited by Patent Count,Simple Family Size,Extended Family Size,Sequence Count,"
    "CPC Classifications,IPCR Classifications,US Classifications,NPL Citation Count,NPL Resolved Citation Count,"
    "NPL Resolved Lens ID(s),NPL Resolved External ID(s),NPL Citations"
)
LENS_2015 = _names(
    "#,Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Publication Year,Application Number,"
    "Application Date,Priority Numbers,Earliest Priority Date,Title,Applicants,Inventors,URL,Type,Has Full Text,"
    "Cited Count,Simple Family Size,Extended Family Size,Sequence Count,CPC Classifications,IPCR Classifications,"
    "US Classifications,NPL Citation Count"
)


def _row(header: list[str], **cells: str) -> list[str]:
    by_name = {name.replace(" ", "_"): value for name, value in cells.items()}
    return [by_name.get(name.replace(" ", "_"), "") for name in header]


def _csv(header: list[str], *rows: list[str], end: str = "\n") -> str:
    return end.join(",".join(f'"{c}"' if "," in c else c for c in row) for row in [header, *rows]) + end


def test_lens_of_today_with_mark_owners_and_state(read_bytes: Read) -> None:
    assert len(LENS_TODAY) == 37
    first = _row(
        LENS_TODAY,
        Jurisdiction="CN",
        Kind="U",
        Display_Key="CN 203416241 U",
        Publication_Date="2014-01-29",
        Publication_Year="2014",
        Application_Number="CN 201320717143 U",
        Application_Date="2013-11-14",
        Priority_Numbers="CN 201320717143 U",
        Title="Battery ",
        Applicants="EXAMPLE CO LTD;;EXAMPLE UNIV",
        Inventors="SAN ZHANG;;SI LI",
        Owners="NEW OWNER CO LTD (2019-05-20)",
        IPCR_Classifications="H01M10/0562;;C01B17/22",
        Legal_Status="ACTIVE",
        Cites_Patent_Count="0",
        URL="https://lens.org/1",
    )
    others = [
        _row(LENS_TODAY, Display_Key=f"US {number} B2", Title="t", Legal_Status=state)
        for number, state in (("9000001", "PENDING"), ("9000002", "DISCONTINUED"), ("9000003", "EXPIRED"))
    ]
    odd = _row(LENS_TODAY, Display_Key="US 9000004 B2", Title="t", Legal_Status="PATENTED")
    preview = read_bytes(_csv(LENS_TODAY, first, *others, odd).encode("utf-8-sig"))
    assert (preview.layout, preview.rows, preview.refused, preview.ignored) == ("lens", 5, (), ())
    patent = preview.patents[0]
    assert patent.application_number == "201320717143.5"
    assert (patent.publication_number, patent.country) == ("CN203416241U", "CN")
    assert patent.right_type is RightType.UTILITY_MODEL
    assert patent.title == "Battery"
    assert patent.patentees == ("NEW OWNER CO LTD",)
    assert patent.inventors == ("SAN ZHANG", "SI LI")
    assert patent.ipc == ("H01M10/0562", "C01B17/22")
    assert (patent.filing_date, patent.publication_date) == (date(2013, 11, 14), date(2014, 1, 29))
    assert (patent.legal_state, patent.legal_state_words) == (LegalState.IN_FORCE, "ACTIVE")
    assert (patent.claims_count, patent.grant_date, patent.is_pledged) == (None, None, None)
    assert (patent.source_kind, patent.family_key) == (SourceKind.SEARCH_LIST, "priority CN201320717143.5")
    states = [p.legal_state for p in preview.patents[1:]]
    assert states == [LegalState.PENDING, LegalState.LAPSED, LegalState.EXPIRED, LegalState.UNKNOWN]
    assert preview.patents[4].legal_state_words == "PATENTED"


def test_lens_of_2021(read_bytes: Read) -> None:
    assert len(LENS_2021) == 31
    row = _row(
        LENS_2021,
        Publication_Number="US 2020/0123456 A1",
        Publication_Date="2020-04-23",
        Title="Cell",
        Applicants="A INC;;B INC",
    )
    preview = read_bytes(_csv(LENS_2021, row, end="\r\n").encode())
    patent = preview.patents[0]
    assert (preview.layout, patent.publication_number) == ("lens", "US20200123456A1")
    assert (patent.patentees, patent.legal_state) == (("A INC", "B INC"), LegalState.UNKNOWN)


def test_lens_of_2015_in_latin_1_with_short_years(read_bytes: Read) -> None:
    assert len(LENS_2015) == 25
    rows = [
        _row(
            LENS_2015,
            Publication_Number="DE 10203040 A1",
            Publication_Date="07/05/31",
            Publication_Year="1931",
            Application_Date="03/02/30",
            Earliest_Priority_Date="04/02/29",
            Title="Verschlußstück für Gefäße",
            Inventors="MÜLLER JÖRG",
        ),
    ]
    for number, year in (("9000001", "2015"), ("9000002", "2014")):
        cells = {"Publication_Date": "07/04/15", "Publication_Year": year, "Title": "t"}
        rows.append(_row(LENS_2015, Publication_Number=f"US {number} B2", **cells))
    preview = read_bytes(_csv(LENS_2015, *rows).encode("latin-1"))
    assert (preview.layout, preview.encoding) == ("lens", "cp1252")
    assert any("Latin-1" in note.text for note in preview.notes)
    old, new = preview.patents
    assert (old.title, old.inventors) == ("Verschlußstück für Gefäße", ("MÜLLER JÖRG",))
    days = (old.publication_date, old.filing_date, old.priority_date)
    assert days == (date(1931, 5, 7), date(1930, 2, 3), date(1929, 2, 4))
    assert new.publication_date == date(2015, 4, 7)
    assert [(p.row, "publication year 2014" in p.message.text) for p in preview.refused] == [(4, True)]


def test_google_patents_saved_again_by_excel_without_its_first_line(read_bytes: Read) -> None:
    text = (
        "id;title;assignee;inventor/author;priority date;filing/creation date;publication date;grant date;"
        "result link;representative figure link\r\n"
        "US-11355780-B2;Sulfide particles ;Idemitsu Kosan Co., Ltd.;Futoshi Utsuno, Kota Terai;08/03/2017;08/03/2018;"
        "07/06/2022;07/06/2022;https://x/1;\r\n"
        "CN-109417194-A;Electrolyte ;Samsung SDI Co Ltd;;23/05/2017;05/06/2018;01/03/2019;;https://x/2;\r\n"
    )
    preview = read_bytes(text.encode())
    assert (preview.layout, preview.delimiter, preview.refused, preview.ignored) == ("google_patents", ";", (), ())
    first, second = preview.patents
    assert (first.priority_date, first.publication_date) == (date(2017, 3, 8), date(2022, 6, 7))
    assert first.patentees == ("Idemitsu Kosan Co., Ltd.",)
    assert (second.grant_date, second.filing_date) == (None, date(2018, 6, 5))
    assert any("day first" in note.text and "priority date" in note.text for note in preview.notes)


def _listed(name: str) -> tuple[ImportPreview, dict[str, Patent]]:
    preview = preview_file(LISTS / name, source_day=TODAY)
    return preview, {p.publication_number or str(p.application_number): p for p in preview.patents}


def test_espacenet_in_an_old_workbook() -> None:
    preview, patents = _listed("espacenet_synthetic.xls")
    assert (preview.layout, preview.rows, preview.refused) == ("espacenet", 3, ())
    korean, chinese = patents["KR20150000637U"], patents["CN109417194B"]
    assert (korean.title, korean.country) == ("SOLID ELECTROLYTE POWDER", "KR")
    assert (korean.inventors, korean.patentees) == (("LEE A", "KIM B"), ("EXAMPLE CO LTD",))
    assert (korean.publication_date, korean.filing_date) == (date(2015, 2, 13), date(2013, 8, 1))
    assert (chinese.right_type, chinese.publication_date) == (RightType.INVENTION, date(2022, 6, 7))
    assert chinese.application_number is None, "the EPO's short form is no application number"
    assert chinese.ipc == ("H01M10/0562", "C01B17/22")
    assert any("line 5" in note.text for note in preview.notes)


def test_patentscope_in_an_old_workbook() -> None:
    preview, patents = _listed("patentscope_synthetic.xls")
    assert (preview.layout, preview.rows, preview.refused) == ("patentscope", 3, ())
    chinese, world = patents["201410264351.3"], patents["WO2019123456"]
    assert (chinese.publication_number, chinese.filing_date) == (None, date(2014, 6, 13))
    assert (world.application_number, world.filing_date) == ("PCT/CN2018/098765", date(2018, 8, 5))
    assert patents["15123456"].country == "US"
    assert any("line 7" in note.text for note in preview.notes)


@pytest.mark.parametrize("name", ["espacenet_synthetic.xls", "patentscope_synthetic.xls"])
def test_hidden_sheets_and_states_are_not_invented(name: str) -> None:
    _, patents = _listed(name)
    for patent in patents.values():
        assert (patent.legal_state, patent.claims_count, patent.legal_events) == (LegalState.UNKNOWN, None, ())
        assert patent.title != "X"


def test_a_list_that_a_spreadsheet_elsewhere_wrote_again_is_read_by_its_own_days(read_bytes: Read) -> None:
    """The maker writes the day first; days above 12 behind the month prove that somebody else wrote this."""
    header = "Application Id,Application Number,Application Date,Country,Title,I P C\n"
    by_maker = "US1,15123456,03.04.2017,US,Cell,\n"
    again = "US1,15123456,4/3/2017,US,Cell,\nUS2,15123457,4/25/2017,US,Two,\n"
    assert read_bytes((header + by_maker).encode()).patents[0].filing_date == date(2017, 4, 3)
    assert [p.filing_date for p in read_bytes((header + again).encode()).patents] == [
        date(2017, 4, 3),
        date(2017, 4, 25),
    ]


def test_what_was_found_out_can_be_stated_otherwise(read_bytes: Read) -> None:
    header = "标题,申请号\n".encode("gb18030")
    row = "电池;甲,CN201610311380.X\n".encode("gb18030")
    assert read_bytes(header + row, bounds=Bounds(encoding="gb18030", delimiter=",")).patents[0].title == "电池;甲"
    with pytest.raises(DataProblem, match="not written in utf-8"):
        read_bytes(header + row, bounds=Bounds(encoding="utf-8"))
    with pytest.raises(DataProblem, match="no known header"):
        read_bytes(header + row, bounds=Bounds(delimiter="|"))
    with pytest.raises(DataProblem, match="NUL"):
        read_bytes("标题,申请号\n".encode("utf-16-le"), bounds=Bounds(encoding="gb18030"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_that_is_stated_needs_no_mark(read_bytes: Read, encoding: str) -> None:
    content = "标题,申请号\n电池,ZL201410264351.3\n".encode(encoding)
    preview = read_bytes(content, bounds=Bounds(encoding="utf-16"))
    assert [patent.title for patent in preview.patents] == ["电池"]
    assert preview.encoding == encoding


@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_a_text_in_another_encoding_is_no_utf_16(read_bytes: Read, written: str) -> None:
    with pytest.raises(DataProblem) as refused:
        read_bytes("标题,申请号\n电池,ZL201410264351.3\n".encode(written), bounds=Bounds(encoding="utf-16"))
    assert refused.value.message.code == "intake.other_encoding"


def test_espacenet_of_today_as_csv(read_bytes: Read) -> None:
    text = (
        "Result list;;;;;;;;;;\r\n"
        "No;Title;Inventors;Applicants;Publication number;Earliest priority;IPC;CPC;Publication date;"
        "Earliest publication;Family number\r\n"
        '1;Cell;"LEE A [KR];\nKIM B [KR]";EXAMPLE CO LTD [KR];"KR20150000637A\nKR101500006B1";2013-08-01;'
        '"H01M10/05\nC01B17/22";H01M10/05;"2015-02-13\n2016-03-04";2015-02-13;51234567\r\n'
    )
    preview = read_bytes(text.encode())
    assert (preview.layout, preview.refused) == ("espacenet", ())
    (patent,) = preview.patents
    assert (patent.inventors, patent.patentees) == (("LEE A", "KIM B"), ("EXAMPLE CO LTD",))
    assert (patent.publication_number, patent.publication_date) == ("KR20150000637A", date(2015, 2, 13))
    assert (patent.priority_date, patent.family_key) == (date(2013, 8, 1), "Espacenet 51234567")
    assert patent.ipc == ("H01M10/05", "C01B17/22")
