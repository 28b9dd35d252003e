"""Does our own template carry everything a person can know, in both languages, and nothing that was not said?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.layouts import LAYOUTS, layout_named
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.comparable import AdjustmentKind, DealKind, SourceGrade
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.patent import AnnualFeeState, LegalState, Patent, RightType

Read = Callable[..., ImportPreview]
TODAY = date(2026, 11, 24)


def _places(preview: ImportPreview) -> list[tuple[int | None, str, str]]:
    return [(p.row, p.column, p.value) for p in preview.refused]


def test_the_patent_template_covers_every_field_a_person_can_know() -> None:
    of_the_program = {"id", "legal_events", "legal_state_words", "sources", "source_kind", "url"}
    columns = {c.key for c in layout_named("template_patents").columns}
    assert columns == set(Patent.model_fields) - of_the_program


@pytest.mark.parametrize("layout", [x for x in LAYOUTS if not x.ranks_names], ids=lambda x: x.key)
def test_no_header_is_known_by_two_columns(layout: object) -> None:
    names = [name for column in layout.columns for name in set(column.names())]  # type: ignore[attr-defined]
    assert len(names) == len(set(names))


def test_a_patent_in_chinese_words(read_rows: Read) -> None:
    cells = {
        "申请号": "ZL201410264351.3",
        "公开(公告)号": "CN104000001B",
        "专利类型": "发明",
        "专利名称*": "一种电池",
        "专利权人": "甲公司；乙大学",
        "发明人": "张三、李四",
        "申请日": "2014年6月13日",
        "授权公告日": "2016/8/24",
        "法律状态": "有效",
        "法律状态查询日": "2026-11-20",
        "年费缴纳情况": "已缴",
        "是否已质押": "否",
        "是否被保全": "无",
        "共有人是否同意": "未知",
        "权利要求数": "１２",
        "IPC分类号": "H01M10/0562; C01B17/22",
    }
    preview = read_rows(list(cells), list(cells.values()))
    patent = preview.patents[0]
    assert preview.refused == ()
    assert patent.number == "ZL201410264351.3"
    assert patent.publication_number == "CN104000001B"
    assert patent.right_type is RightType.INVENTION
    assert patent.patentees == ("甲公司", "乙大学")
    assert patent.inventors == ("张三", "李四")
    assert (patent.filing_date, patent.grant_date) == (date(2014, 6, 13), date(2016, 8, 24))
    assert (patent.legal_state, patent.legal_state_date) == (LegalState.IN_FORCE, date(2026, 11, 20))
    assert patent.annual_fee_state is AnnualFeeState.PAID
    assert (patent.is_pledged, patent.has_preservation, patent.co_owner_consent) == (False, False, None)
    assert (patent.claims_count, patent.ipc) == (12, ("H01M10/0562", "C01B17/22"))


def test_a_patent_in_english_words_and_foreign_ones(read_rows: Read) -> None:
    preview = read_rows(
        ["Title", "Application number", "Publication number", "Office", "Kind of right", "Pledged"],
        ["Battery", "CN 201410264351.3", "", "", "invention patent", "yes"],
        ["Cell", "16/123,456", "", "US", "", "no"],
        ["Pack", "", "EP-1234567-B1", "", "", ""],
        ["Lost", "16/123,456", "", "", "", ""],
    )
    assert [(p.country, p.number, p.is_pledged) for p in preview.patents] == [
        ("CN", "CN201410264351.3", True),
        ("US", "16/123,456", False),
        ("EP", "EP1234567B1", None),
    ]
    assert [(row, column) for row, column, _ in _places(preview)] == [(5, "Office")]


def test_unknown_stays_unknown(read_rows: Read) -> None:
    patent = read_rows(["专利名称", "申请号"], ["一种电池", "ZL201410264351.3"]).patents[0]
    assert patent.legal_state is LegalState.UNKNOWN
    assert patent.annual_fee_state is AnnualFeeState.UNKNOWN
    known = {"id", "country", "application_number", "right_type", "title", "source", "legal_state", "annual_fee_state"}
    assert all(value in (None, "", ()) for name, value in patent if name not in known)
    assert patent.source == "rows.csv, 2026-11-24"


def test_every_fault_of_a_row_is_told_with_its_place_and_nothing_else_waits(read_rows: Read) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "专利类型", "申请日", "法律状态", "权利要求数"],
        ["好", "ZL201410264351.3", "发明", "2014-06-13", "有效", "10"],
        ["坏", "ZL201410264351.5", "商标", "2099-01-01", "授权", "-3"],
        ["相反", "ZL201410264352.1", "外观设计", "", "", ""],
        ["也好", "ZL201410264353.X", "", "", "", ""],
    )
    assert [p.title for p in preview.patents] == ["好"]
    assert _places(preview) == [
        (3, "申请号", "ZL201410264351.5"),
        (3, "专利类型", "商标"),
        (3, "申请日", "2099-01-01"),
        (3, "法律状态", "授权"),
        (4, "申请号", "ZL201410264352.1"),
        (5, "申请号", "ZL201410264353.X"),
    ]
    assert "check digit should be 3, not 5" in preview.refused[0].message.text
    assert (preview.rows, preview.accepted, preview.merged, preview.refused_rows) == (4, 1, 0, 3)


def test_kind_of_right_against_the_number_is_refused(read_rows: Read) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "公开（公告）号", "专利类型", "权利要求数"],
        ["一", "ZL201410264351.3", "", "外观设计", ""],
        ["二", "", "CN209417194U", "发明", ""],
        ["三", "", "CN209417194U", "", "0"],
        ["四", "", "", "", ""],
    )
    assert preview.accepted == 0
    assert [(row, column) for row, column, _ in _places(preview)] == [
        (2, ""),
        (3, "专利类型"),
        (4, "权利要求数"),
        (5, "申请号"),
    ]


def test_a_number_that_a_spreadsheet_cut_is_refused(read_rows: Read) -> None:
    preview = read_rows(["专利名称", "申请号"], ["一", "2.01410264351E+11"], ["二", "CN201320717143U"])
    assert [row for row, _, _ in _places(preview)] == [2, 3]
    assert "cut off digits" in preview.refused[0].message.text


def test_the_same_patent_twice_is_merged_and_the_difference_shown(read_rows: Read) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "公开（公告）号", "权利要求数", "法律状态"],
        ["一种电池", "ZL201410264351.3", "", "10", ""],
        ["一种电池", "２０１４１０２６４３５１．３", "CN104000001B", "12", "有效"],
        ["一种电池", "", "CN104000001A", "", ""],
    )
    assert (preview.rows, preview.accepted, preview.merged) == (3, 1, 2)
    patent = preview.patents[0]
    assert (patent.claims_count, patent.publication_number) == (10, "CN104000001B")
    assert patent.legal_state is LegalState.IN_FORCE
    told = [(c.subject, c.field, c.kept, c.other, c.row) for c in preview.conflicts]
    assert ("CN201410264351.3", "Number of claims", "10", "12", 3) in told
    assert ("ZL201410264351.3", "Publication number", "CN104000001B", "CN104000001A", 4) in told


def test_rows_that_cannot_be_one_patent_are_refused(read_rows: Read) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "公开（公告）号", "申请日", "授权公告日"],
        ["甲", "ZL201410264351.3", "", "2014-06-13", ""],
        ["甲", "ZL201410264351.3", "", "", "2010-01-01"],
        ["乙", "", "CN104000001B", "", ""],
        ["丙", "ZL201410264351.3", "CN104000001B", "", ""],
    )
    assert [p.row for p in preview.refused] == [3, 5]
    assert "line 2" in preview.refused[0].message.text
    assert "2, 4" in preview.refused[1].message.text
    assert preview.patents[0].grant_date is None


def test_products_by_year_with_units_margins_and_patents(read_rows: Read) -> None:
    preview = read_rows(
        ["产品名称", "年度", "数据性质", "营业收入（万元）", "毛利率", "净利率(%)", "使用的专利及贡献度"],
        ["粉体", "2025", "实际", "2,800", "35%", "12", "ZL201410264351.3:60；CN109417194B：40"],
        ["粉体", "2026年", "预测", "３，２００.5", "0.36", "-4%", ""],
        ["电池", "2026", "forecast", "", "20%", "", "ZL201410264351.3"],
    )
    assert preview.refused == ()
    powder, cell = preview.products
    assert [(f.year, f.is_forecast, f.revenue) for f in powder.product.figures] == [
        (2025, False, Decimal(28_000_000)),
        (2026, True, Decimal(32_005_000)),
    ]
    assert [f.net_margin for f in powder.product.figures] == [Decimal("0.12"), Decimal("-0.04")]
    assert powder.product.figures[0].operating_margin is None
    assert powder.patents == (("ZL201410264351.3", Decimal(60)), ("CN109417194B", Decimal(40)))
    assert cell.product.figures[0].revenue is None
    assert cell.patents == (("ZL201410264351.3", Decimal(100)),)
    assert (preview.rows, preview.accepted, preview.merged) == (3, 2, 1)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("营业收入", "-1"),
        ("营业收入", "1e300"),
        ("营业收入", "=cmd()"),
        ("年度", "2099"),
        ("年度", "26"),
        ("数据性质", "也许"),
        ("毛利率", "120%"),
        ("毛利率", "35"),
        ("单位", "捆"),
        ("产品名称", ""),
        ("使用的专利及贡献度", "ZL201410264351.3:120"),
        ("使用的专利及贡献度", "ZL201410264351.3; CN109417194B"),
    ],
)
def test_each_bad_figure_is_refused_in_its_cell(read_rows: Read, cell: str, value: str) -> None:
    row = {"产品名称": "粉体", "年度": "2026", "数据性质": "预测", "营业收入": "100", "单位": "万元", "毛利率": "35%"}
    row |= {"使用的专利及贡献度": "", cell: value}
    preview = read_rows(list(row), list(row.values()))
    assert _places(preview) == [(2, cell, value)]
    assert preview.accepted == 0


def test_an_amount_without_unit_is_refused(read_rows: Read) -> None:
    preview = read_rows(["产品名称", "年度", "数据性质", "营业收入"], ["粉体", "2026", "预测", "3200"])
    assert _places(preview) == [(2, "营业收入", "3200")]
    assert "万元" in preview.refused[0].message.text


def test_a_year_told_twice_keeps_the_first_and_shows_the_other(read_rows: Read) -> None:
    header = ["Product", "Year", "Forecast or actual", "Revenue", "Unit", "Patents and contribution"]
    preview = read_rows(
        header,
        ["Powder", "2026", "forecast", "100", "10 thousand", "ZL201410264351.3:60"],
        ["powder", "2026", "forecast", "120", "10 thousand", "CN201410264351.3:70"],
    )
    assert preview.products[0].product.figures[0].revenue == Decimal(1_000_000)
    assert [(c.field, c.kept, c.other, c.row) for c in preview.conflicts] == [
        ("Revenue", "1,000,000", "1,200,000", 3),
        ("Contribution of the patent", "60", "70", 3),
    ]


COMPARABLE = {
    "交易名称": "甲受让乙大学专利包",
    "交易类型": "转让",
    "交易日期": "2025-03-18",
    "成交价": "800",
    "单位": "万元",
    "币种": "人民币",
    "分期付款": "0:500；1:300",
    "专利件数": "4",
    "市场状况修正系数": "1.05",
    "市场状况修正理由": "行业价格上涨",
    "相似度": "70",
    "来源等级": "B级",
    "来源": "公示",
}


def test_a_comparable_with_instalments_and_adjustments(read_rows: Read) -> None:
    preview = read_rows(list(COMPARABLE), list(COMPARABLE.values()))
    assert preview.refused == ()
    deal = preview.comparables[0]
    assert (deal.kind, deal.currency, deal.grade) == (DealKind.ASSIGNMENT, "CNY", SourceGrade.B)
    assert [(p.years_after, p.amount) for p in deal.payments] == [(0, 5_000_000), (1, 3_000_000)]
    assert [(a.kind, a.factor, a.reason) for a in deal.adjustments] == [
        (AdjustmentKind.MARKET_CONDITIONS, Decimal("1.05"), "行业价格上涨")
    ]
    assert deal.similarity == 70


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("分期付款", "0:500；1:200"),
        ("分期付款", "500；300"),
        ("市场状况修正理由", ""),
        ("市场状况修正系数", "0"),
        ("相似度", "170"),
        ("来源等级", "D"),
        ("专利件数", "0"),
        ("专利件数", "1.5"),
        ("币种", "元宝"),
        ("交易日期", "2099-01-01"),
        ("来源", ""),
    ],
)
def test_each_bad_cell_of_a_comparable_is_refused(read_rows: Read, cell: str, value: str) -> None:
    row = COMPARABLE | {cell: value}
    preview = read_rows(list(row), list(row.values()))
    assert preview.accepted == 0
    place = "市场状况修正系数" if cell == "市场状况修正理由" else cell
    assert [(p.row, p.column) for p in preview.refused] == [(2, place)]


def test_the_adjustment_columns_cover_every_kind() -> None:
    keys = {c.key for c in layout_named("template_comparables").columns}
    assert {f"{kind.value}_factor" for kind in AdjustmentKind} <= keys
    assert {f"{kind.value}_reason" for kind in AdjustmentKind} <= keys


def test_a_workbook_keeps_its_types_and_its_other_sheets_are_named(workbook: Callable[..., Path]) -> None:
    path = workbook(
        {
            "说明一": [["随便", "写"]],
            "专利": [
                [None, "2026年清单"],
                ["专利名称", "申请号", "申请日", "权利要求数", "是否已质押", "备注"],
                ["一种电池", 201410264351.3, date(2014, 6, 13), 10, True, "x"],
                ["一种电芯", "ZL201410264352.8", "2014-06-13", "8", "否", ""],
            ],
            "示例": [["专利名称", "申请号"], ["示例", "ZL201410264353.2"]],
        }
    )
    preview = preview_file(path, source_day=TODAY)
    assert preview.refused == ()
    first = preview.patents[0]
    assert (first.application_number, first.filing_date) == ("201410264351.3", date(2014, 6, 13))
    assert (first.claims_count, first.is_pledged) == (10, True)
    assert preview.lines == (3, 4)
    assert preview.ignored == ("说明一", "备注")


def test_sheets_of_one_layout_are_read_together(workbook: Callable[..., Path]) -> None:
    rows = [["专利名称", "申请号"], ["一", "ZL201410264351.3"]]
    more = [["申请号", "专利名称"], ["ZL201410264352.8", "二"], ["ZL201410264351.5", "三"], ["", "长" * 60]]
    preview = preview_file(workbook({"甲": rows, "乙": more}), source_day=TODAY, bounds=Bounds(cell_characters=50))
    assert [p.title for p in preview.patents] == ["一", "二"]
    assert [(p.file, p.row) for p in preview.refused] == [("book.xlsx [乙]", 3), ("book.xlsx [乙]", 4)]
    assert preview.refused_cells == ((3, ("ZL201410264351.5", "三")), (4, ()))


def test_an_unknown_header_says_what_was_found_and_what_is_expected(read_rows: Read) -> None:
    with pytest.raises(DataProblem) as caught:
        read_rows(["Foo", "专利名称"], ["1", "2"])
    assert "Foo, 专利名称" in caught.value.message.text
    reasons = [p.message.text for p in caught.value.problems]
    assert [reason.split(":")[0] for reason in reasons] == [
        "PledgeApp template",
        "Export of a Chinese patent database, by its usual headers",
    ]
    assert "申请号/专利号/Application number" in reasons[0]
    with pytest.raises(DataProblem) as caught:
        read_rows(["Foo", "Bar"], ["1", "2"])
    shown = len([layout for layout in LAYOUTS if layout.key.startswith("template_")])
    assert len(caught.value.problems) == shown, "where nothing is known our own templates are named"


def test_a_file_of_another_kind_than_wanted_says_so(read_rows: Read) -> None:
    with pytest.raises(DataProblem, match="holds patents, not products"):
        read_rows(["专利名称", "申请号"], ["一", "ZL201410264351.3"], kind=ImportKind.REVENUE)


def test_a_named_layout_must_fit(read_rows: Read) -> None:
    with pytest.raises(DataProblem) as caught:
        read_rows(["专利名称", "申请号"], ["一", "ZL201410264351.3"], layout="google_patents")
    assert [p.message.params["missing"] for p in caught.value.problems] == [
        "id, title, assignee, publication date, result link"
    ]


def test_a_column_that_stands_twice_is_refused(read_rows: Read) -> None:
    with pytest.raises(DataProblem, match="stands twice"):
        read_rows(["专利名称", "申请号", "Title"], ["一", "ZL201410264351.3", "二"])


def test_rows_wider_or_shorter_than_the_header_are_refused(read_rows: Read) -> None:
    """A row cut short may have lost the end of its last cell: it is not taken for one with empty cells."""
    number = "ZL201410264351.3"
    preview = read_rows(
        ["专利名称", "申请号", "来源"], ["一", number], ["二", number, "", "多"], ["三", number, "", ""]
    )
    assert [(p.row, p.message.code) for p in preview.refused] == [(2, "intake.row_width"), (3, "intake.row_width")]
    assert [p.title for p in preview.patents] == ["三"]
