"""Does no sheet, however it is drawn, break the reading of sheets by year, and do its counts always add up?"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pledgeapp.intake.layouts.year_grid import MOST_ROWS, find_grid
from pledgeapp.intake.tables import Row, Table
from pledgeapp.intake.year_sheets import preview_year_sheets

TODAY = date(2026, 11, 24)
WORDS = (
    *(
        "",
        "",
        "产品",
        "项目",
        "年度",
        "单位",
        "序号",
        "单位：万元",
        "粉体",
        "电池",
        "合计",
        "小计",
        "其中：粉体",
        "一、粉体",
    ),
    *(
        "营业收入",
        "营业收入（万元）",
        "减：营业成本",
        "毛利率",
        "毛利率(%)",
        "净利润",
        "销售费用",
        "粉体-营业收入",
        "增长率",
    ),
    *(
        "2023年",
        "2024E",
        "2025",
        "2026",
        "FY2027",
        "2024年收入",
        "本期金额",
        "上期金额",
        "2024年度",
        "历史数据",
        "预测数据",
    ),
    *(
        "人工费",
        "材料费",
        "折旧",
        "厂房改造",
        "USD million",
        "100",
        "1,200.5",
        "(60)",
        "-5",
        "40%",
        "0.4",
        "3万元",
        "-",
        "—",
    ),
    *("abc", "=1+1", "1e5", "#REF!", "２０２６", "1" * 40, "0", "٣", "²"),
)
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
SHEETS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=9)


def table_of(cells: list[list[str]]) -> Table:
    return Table("表", "csv", rows=[Row(line, tuple(row)) for line, row in enumerate(cells, start=1)])


@settings(max_examples=400, deadline=None)
@given(SHEETS)
def test_any_sheet_is_read_or_left_and_rows_add_up(cells: list[list[str]]) -> None:
    preview = preview_year_sheets([table_of(cells)], "f.csv", None, None, TODAY)
    if preview is None:
        return
    assert preview.rows == preview.accepted + preview.merged + preview.refused_rows
    assert len(preview.lines) == len(preview.origins) == preview.accepted
    written = {cell for row in cells for cell in row}
    for imported in preview.products:
        for figures in imported.product.figures:
            assert figures.revenue != 0 or "0" in written, "no zero is invented"


@settings(max_examples=200, deadline=None)
@given(SHEETS)
def test_a_sheet_turned_by_its_own_header_is_read_too(cells: list[list[str]]) -> None:
    header = ["产品", "2023年", "2024年", "2025E"]
    preview_year_sheets([table_of([["单位：万元"], header, *cells])], "f.csv", None, None, TODAY)
    preview_year_sheets([table_of([["年度", *cells[0]], ["2023", "1"], ["2024", "2"]])], "f.csv", None, None, TODAY)


def test_a_long_list_is_not_searched_for_years() -> None:
    rows = [["年度", "粉体收入"], *([str(1990 + n % 100), "1"] for n in range(MOST_ROWS))]
    assert find_grid(table_of(rows).rows) is None
