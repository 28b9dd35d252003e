"""Are workbooks with the exact headers of incoPat, PatSnap and CNIPR read whole? Rows are synthetic, numbers real."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.values import folded
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import LegalState, Patent, RightType

Workbook = Callable[..., Path]
Read = Callable[..., ImportPreview]
DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 24)
VENDORS = {"incopat": "incoPat", "patsnap": "PatSnap/智慧芽", "cnipr": "CNIPR/TRS"}


def _headers(vendor: str) -> list[str]:
    """Every header of the vendor, the two writings of one with brackets once."""
    with (DATA / "cn_database_export_headers.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["header"] for row in csv.DictReader(file) if row["vendor"] == VENDORS[vendor]]
    return list({folded(name): name for name in names}.values())


def _numbers() -> list[dict[str, str]]:
    with (DATA / "cn_application_number_check_digit_vectors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _preview(workbook: Workbook, vendor: str, *rows: dict[str, object], only: Sequence[str] = ()) -> ImportPreview:
    headers = [h for h in _headers(vendor) if not only or h in only]
    by_name = [{folded(name): value for name, value in row.items()} for row in rows]
    strange = {name for row in by_name for name in row} - set(map(folded, headers))
    assert not strange, "a test cell under a header that the vendor does not have"
    table = [headers, *([row.get(folded(h), "") for h in headers] for row in by_name)]
    return preview_file(workbook({"sheet1": table}), source_day=TODAY)


@pytest.mark.parametrize(
    ("vendor", "title"), [("incopat", "标题"), ("patsnap", "标题"), ("cnipr", "名称")], ids=list(VENDORS)
)
def test_real_numbers_under_the_vendors_own_headers(workbook: Workbook, vendor: str, title: str) -> None:
    rows = [
        {title: f"专利{at}", "申请号": row["application_number"], "公开(公告)号": row["publication_number"]}
        for at, row in enumerate(_numbers())
    ]
    preview = _preview(workbook, vendor, *rows)
    assert (preview.layout, preview.rows, preview.refused) == (vendor, 10, ())
    assert preview.merged == 1, "one right stands as application and as grant"
    expected = {row["application_number"].removeprefix("CN") for row in _numbers()}
    assert {p.application_number for p in preview.patents} == expected
    for patent in preview.patents:
        assert (patent.legal_state, patent.claims_count, patent.legal_events) == (LegalState.UNKNOWN, None, ())
        assert (patent.is_pledged, patent.filing_date, patent.family_key) == (None, None, "")
        assert (patent.source_kind, patent.right_type is RightType.UNKNOWN) == (SourceKind.DATABASE, False)


def _incopat_row() -> dict[str, object]:
    return {
        "标题": "一种固态电解质",
        "标题 (英文)": "Solid electrolyte",
        "申请人": "甲公司; 乙大学",
        "当前权利人": "丙公司",
        "发明人": "张三; 李四",
        "申请号": "CN201410264351.3",
        "申请日": date(2014, 6, 13),
        "公开（公告）号": "CN104362304B",
        "公开（公告）日": "20170104",
        "授权公告日": "2017-01-04",
        "专利类型": "发明授权",
        "公开国别": "中国",
        "IPC": "H01M10/0562; C01B17/22",
        "IPC主分类": "H01M10/0562",
        "权利要求数量": 9,
        "专利有效性": "有效",
        "当前法律状态": "授权; 质押",
        "简单同族ID": "48123456",
        "法律文书日期": "20150218; 20170104",
        "法律状态": "公开; 授权",
        "法律文书编号": "-",
        "转让次数": 1,
        "转让执行日": "20190520",
        "转让人": "甲公司; 乙大学",
        "受让人": "丙公司",
        "许可次数": 0,
        "质押次数": 1,
        "质押期限": "2020.03.01-2023.02.28",
        "出质人": "丙公司",
        "质权人": "某银行",
        "当前质权人": "某银行",
        "失效日": "2034-06-13",
        "链接到incoPat": "https://www.incopat.com/detail/1",
    }


def test_incopat_to_the_letter(workbook: Workbook) -> None:
    preview = _preview(workbook, "incopat", _incopat_row())
    assert preview.refused == ()
    (patent,) = preview.patents
    assert (patent.title, patent.title_en) == ("一种固态电解质", "Solid electrolyte")
    assert (patent.patentees, patent.inventors) == (("丙公司",), ("张三", "李四"))
    assert (patent.publication_number, patent.publication_date) == ("CN104362304B", date(2017, 1, 4))
    assert (patent.filing_date, patent.grant_date) == (date(2014, 6, 13), date(2017, 1, 4))
    assert (patent.ipc, patent.claims_count) == (("H01M10/0562", "C01B17/22"), 9)
    assert (patent.legal_state, patent.legal_state_words) == (LegalState.IN_FORCE, "有效, 授权, 质押")
    assert (patent.family_key, patent.is_pledged) == ("incoPat 48123456", True)
    assert patent.legal_state_date is None, "the day of the export is no look into the register"
    told = [(e.event_date, e.code, e.text) for e in patent.legal_events]
    assert told == [
        (date(2015, 2, 18), "公开", ""),
        (date(2017, 1, 4), "授权", ""),
        (date(2019, 5, 20), "转让", "转让人: 甲公司, 乙大学; 受让人: 丙公司"),
        (date(2020, 3, 1), "质押", "质押期限: 2020.03.01-2023.02.28; 出质人: 丙公司; 质权人: 某银行"),
    ], "an expected end is no event"
    assert "转让次数" in preview.ignored


def test_patsnap_to_the_letter(workbook: Workbook) -> None:
    preview = _preview(
        workbook,
        "patsnap",
        {
            "标题": "一种电池",
            "申请号": "CN201621260436.5",
            "公开(公告)号": "CN206313976U",
            "专利类型": "实用新型",
            "简单法律状态": "失效",
            "法律状态/事件": "未缴年费 | 权利转移",
            "[标]当前申请(专利权)人": "甲公司 | 乙公司",
            "发明人": "张三 | 李四",
            "IPC分类号": "H01M10/0562 | C01B17/22",
            "权利要求数": 0,
            "被引用专利数量": 3,
            "权利转移生效日": "2019-05-20",
            "转让人": "甲公司",
            "受让人": "乙公司",
            "失效日": "2022-11-01",
            "受理局": "中国",
        },
        {"标题": "授权一词", "申请号": "CN201710117081.7", "法律状态/事件": "授权"},
        {"标题": "一个指定", "公开(公告)号": "WO2019123456A1", "简单法律状态": "PCT指定期满"},
        {"标题": "新词", "申请号": "CN201610311380.X", "简单法律状态": "有效", "法律状态/事件": "开放许可"},
    )
    assert (preview.layout, preview.refused) == ("patsnap", ())
    dead, granted, world, new = preview.patents
    assert (dead.legal_state, dead.legal_state_words) == (LegalState.LAPSED, "失效, 未缴年费, 权利转移")
    assert dead.patentees == ("甲公司", "乙公司")
    assert (dead.right_type, dead.claims_count) == (RightType.UTILITY_MODEL, None)
    assert [(e.event_date, e.code) for e in dead.legal_events] == [
        (date(2019, 5, 20), "权利转移"),
        (date(2022, 11, 1), "失效"),
    ]
    assert (granted.legal_state, granted.legal_state_words) == (LegalState.UNKNOWN, "授权")
    assert (world.legal_state, world.country) == (LegalState.UNKNOWN, "WO")
    assert (new.legal_state, new.legal_state_words) == (LegalState.IN_FORCE, "有效, 开放许可")


def test_cnipr_with_full_width_digits_and_brackets(workbook: Workbook) -> None:
    preview = _preview(
        workbook,
        "cnipr",
        {
            "名称": "一种电池",
            "申请号": "ＣＮ２０１６１０３１１３８０．Ｘ",
            "公开（公告）号": "CN106022747A",
            "申请日": "２０１６．０５．１２",
            "申请（专利权）人": "甲公司;乙公司",
            "发明（设计）人": "张三;李四",
            "分类号": "H01M10/0562(2010.01)I;C01B17/22(2006.01)I",
            "最新法律状态": "实质审查的生效",
            "优先权号": "CN201510316722.2",
        },
    )
    (patent,) = preview.patents
    assert (preview.layout, preview.refused) == ("cnipr", ())
    assert (patent.application_number, patent.filing_date) == ("201610311380.X", date(2016, 5, 12))
    assert (patent.patentees, patent.inventors) == (("甲公司", "乙公司"), ("张三", "李四"))
    assert (patent.legal_state, patent.ipc) == (LegalState.PENDING, ("H01M10/0562", "C01B17/22"))
    assert patent.family_key == "priority CN201510316722.2"


def test_other_chinese_databases_by_their_usual_headers(read_rows: Read) -> None:
    preview = read_rows(
        ["公开(公告)号", "标题", "申请(专利权)人", "申请号", "申请日期", "专利类型", "当前法律状态", "文摘"],
        ["CN206313976U", "一种电池", "甲公司；乙公司", "CN201621260436 U", "2016/11/17", "实用新型", "授权", "…"],
        ["CN105739976A", "二", "甲公司", "CN201610051447.1", "2016/1/26", "发明", "", ""],
    )
    assert (preview.layout, preview.ignored) == ("chinese_database", ("文摘",))
    (patent,) = preview.patents
    assert (patent.application_number, patent.right_type) == ("201621260436.5", RightType.UTILITY_MODEL)
    assert (patent.legal_state, patent.legal_state_words) == (LegalState.UNKNOWN, "授权")
    assert [(p.row, p.column) for p in preview.refused] == [(3, "申请号")], "a wrong check digit is told"


def test_families_are_joined_by_their_priorities(workbook: Workbook) -> None:
    rows = [
        {"标题": "一", "公开(公告)号": "CN106022747A", "优先权号": "US62/123456; CN201510316722.2"},
        {"标题": "二", "公开(公告)号": "US9000001B2", "优先权号": "CN201510316722; US62/123456"},
        {"标题": "三", "公开(公告)号": "US9000002B2", "优先权号": "US62/123456"},
        {"标题": "四", "公开(公告)号": "US9000003B2"},
    ]
    first, second, third, alone = _preview(workbook, "incopat", *rows).patents
    assert first.family_key == second.family_key != third.family_key
    assert (bool(third.family_key), alone.family_key) == (True, "")


@pytest.mark.parametrize("vendor", VENDORS)
def test_dashes_and_empty_cells_stay_unknown(workbook: Workbook, vendor: str) -> None:
    title = "名称" if vendor == "cnipr" else "标题"
    cells: dict[str, object] = dict.fromkeys(_headers(vendor), "-")
    preview = _preview(workbook, vendor, {**cells, title: "一种电池", "申请号": "CN201610311380.X"})
    (patent,) = preview.patents
    assert preview.refused == ()
    blank = Patent(
        id=patent.id,
        title="一种电池",
        application_number="201610311380.X",
        source=patent.source,
        source_kind=SourceKind.DATABASE,
    )
    assert patent == blank
