"""Are accountants' sheets read as they are drawn, with nothing invented and every sum that is no data left out?

All sheets are synthetic: they carry the layouts that accountants use, not the figures of anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import texts
from pledgeapp.intake.correcting import correct_rows
from pledgeapp.intake.first_look import look_at
from pledgeapp.intake.layouts.years import read_year
from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.refused_export import refused_csv
from pledgeapp.intake.several_kinds import preview_each_kind
from pledgeapp.records.field_sources import NO_PREFERENCE
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.product import YearFigures

Read = Callable[..., ImportPreview]
TODAY = date(2026, 11, 24)


def figures(preview: ImportPreview) -> dict[str, dict[int, YearFigures]]:
    """The years of each product."""
    return {p.product.name: {f.year: f for f in p.product.figures} for p in preview.products}


def revenues(preview: ImportPreview) -> dict[str, dict[int, Decimal | None]]:
    """The revenue of each product and year."""
    return {name: {year: f.revenue for year, f in years.items()} for name, years in figures(preview).items()}


def adds_up(preview: ImportPreview) -> bool:
    """Rows are records, merged ones and refused ones."""
    return preview.rows == preview.accepted + preview.merged + preview.refused_rows


@pytest.mark.parametrize(
    ("text", "year", "is_forecast"),
    [
        ("2023年", 2023, None),
        ("FY2023", 2023, None),
        ("FY23A", 2023, False),
        ("2023A", 2023, False),
        ("2024E", 2024, True),
        ("2025F", 2025, True),
        ("２０２５年（预测）", 2025, True),
        ("二〇二三年", 2023, None),
        ("二零二四年度", 2024, None),
        ("2023-12-31", 2023, None),
        ("截至2023年12月31日止年度", 2023, None),
        ("Year ended 31 December 2023", 2023, None),
        ("2024年度(审定)", 2024, False),
        ("2024年1-12月", 2024, None),
    ],
)
def test_years_in_all_their_writings(text: str, year: int, is_forecast: bool | None) -> None:
    found = read_year(text)
    assert found is not None
    assert (found.year, found.is_forecast) == (year, is_forecast)


@pytest.mark.parametrize(
    "text", ["2024Q1", "2024年1-6月", "2024H1", "2023-06-30", "1234", "2,023", "第1年", "20230101"]
)
def test_what_is_no_whole_year_is_none(text: str) -> None:
    assert read_year(text) is None


def test_products_under_years_with_the_unit_above_and_a_total_left_out(read_rows: Read) -> None:
    preview = read_rows(
        ["产品销售收入预测表", "", "", ""],
        ["", "", "", "单位：万元"],
        ["产品", "2025A", "2026E", "2027E"],
        ["粉体", "100", "1,200.5", "-"],
        ["电池", "50", "60", "70"],
        ["合计", "150", "1,260.5", "70"],
    )
    assert (preview.kind, preview.layout, preview.refused) == (ImportKind.REVENUE, "accounts_by_year", ())
    assert revenues(preview) == {
        "粉体": {2025: Decimal(1_000_000), 2026: Decimal(12_005_000)},
        "电池": {2025: Decimal(500_000), 2026: Decimal(600_000), 2027: Decimal(700_000)},
    }
    powder = figures(preview)["粉体"]
    assert [powder[year].is_forecast for year in (2025, 2026)] == [False, True]
    assert powder[2025].gross_margin is None
    assert [n.code for n in preview.notes] == ["intake.totals"]
    assert adds_up(preview)


def test_a_total_that_is_not_the_sum_is_told(read_rows: Read) -> None:
    preview = read_rows(["产品收入（万元）", "2024年", "2025年"], ["粉体", "100", "120"], ["合计", "100", "999"])
    told = [n.params for n in preview.notes if n.code == "intake.total_differs"]
    assert told == [{"line": 3, "year": "2025", "stated": "9,990,000", "total": "1,200,000"}]


def test_costs_become_margins_and_the_unknown_stays_unknown(read_rows: Read) -> None:
    preview = read_rows(
        ["项目（单位：千元）", "2024", "2025", "2026"],
        ["一、粉体", "", "", ""],
        ["营业收入", "1,000", "1,200", "1,500"],
        ["减：营业成本", "(600)", "(720)", "-"],
        ["销售费用", "10", "10", "10"],
        ["营业利润（亏损以“－”号填列）", "200", "(60)", ""],
        ["二、电池", "", "", ""],
        ["营业收入", "500", "", ""],
        ["净利润", "(50)", "", ""],
    )
    powder, cell = figures(preview)["粉体"], figures(preview)["电池"]
    assert [powder[y].gross_margin for y in (2024, 2025, 2026)] == [Decimal("0.4"), Decimal("0.4"), None]
    assert [powder[y].operating_margin for y in (2024, 2025, 2026)] == [Decimal("0.2"), Decimal("-0.05"), None]
    assert powder[2024].net_margin is None
    # A year that is not over cannot be actual.
    assert [powder[y].is_forecast for y in (2024, 2025, 2026)] == [False, False, True]
    assert list(cell) == [2024]
    assert (cell[2024].revenue, cell[2024].gross_margin, cell[2024].net_margin) == (500_000, None, Decimal("-0.1"))
    assert "销售费用" in preview.ignored
    assert adds_up(preview)


def test_blocks_of_a_measure_with_the_unit_in_their_heading(read_rows: Read) -> None:
    preview = read_rows(
        ["预测期", "2027年", "2028年"],
        ["营业收入（元）", "", ""],
        ["粉体", "1000", "2000"],
        ["电池", "300", "400"],
        ["收入合计", "1300", "2400"],
        ["营业成本（元）", "", ""],
        ["粉体", "700", "1300"],
        ["电池", "150", "200"],
        ["合计", "850", "1500"],
    )
    found = figures(preview)
    assert revenues(preview) == {"粉体": {2027: 1000, 2028: 2000}, "电池": {2027: 300, 2028: 400}}
    assert [found["粉体"][y].gross_margin for y in (2027, 2028)] == [Decimal("0.3"), Decimal("0.35")]
    assert found["电池"][2028].gross_margin == Decimal("0.5")
    assert all(f.is_forecast for years in found.values() for f in years.values())


def test_groups_and_subtotals_are_no_products(read_rows: Read) -> None:
    preview = read_rows(
        ["产品名称（万元）", "2024年", "2025年"],
        ["主营业务收入", "", ""],
        ["材料类", "", ""],
        ["粉体", "10", "20"],
        ["浆料", "1", "2"],
        ["小计", "11", "22"],
        ["设备类", "", ""],
        ["涂布机", "5", "6"],
        ["合计", "16", "28"],
        ["增长率", "", "75%"],
    )
    assert list(revenues(preview)) == ["粉体", "浆料", "涂布机"]
    assert [n.params["lines"] for n in preview.notes if n.code == "intake.totals"] == ["6, 9"]
    assert not [n for n in preview.notes if n.code == "intake.total_differs"]
    assert preview.ignored == ("增长率",)


def test_an_income_statement_of_this_and_the_last_period(read_rows: Read) -> None:
    preview = read_rows(
        ["利润表", "", "", ""],
        ["编制单位：清晏材料有限公司", "", "2025年度", "单位：元"],
        ["项目", "行次", "本期金额", "上期金额"],
        ["一、营业收入", "1", "10,000,000.00", "8,000,000.00"],
        ["减：营业成本", "2", "6,000,000.00", "5,000,000.00"],
        ["税金及附加", "3", "50,000.00", ""],
        ["二、营业利润（亏损以“－”号填列）", "4", "-500,000.00", "1,000,000.00"],
        ["四、净利润（净亏损以“－”号填列）", "5", "-600,000.00", "900,000.00"],
    )
    (years,) = figures(preview).values()
    assert [(y, f.revenue, f.is_forecast) for y, f in years.items()] == [
        (2024, 8_000_000, False),
        (2025, 10_000_000, False),
    ]
    assert (years[2025].operating_margin, years[2025].net_margin) == (Decimal("-0.05"), Decimal("-0.06"))
    assert [n.params for n in preview.notes if n.code == "intake.no_product"] == [{"name": "rows"}]


def test_of_a_statement_with_its_products_only_the_products_are_taken(read_rows: Read) -> None:
    preview = read_rows(
        ["RMB'000", "FY2023", "FY2024"],
        ["Revenue", "100", "110"],
        ["of which: Powder", "60", "70"],
        ["of which: Cells", "40", "40"],
        ["Cost of sales", "70", "75"],
        ["Gross margin", "30%", "31.8%"],
    )
    assert revenues(preview) == {"Powder": {2023: 60_000, 2024: 70_000}, "Cells": {2023: 40_000, 2024: 40_000}}
    assert {f.gross_margin for years in figures(preview).values() for f in years.values()} == {None}
    assert preview.products[0].currency == "CNY"


def test_years_down_with_products_beside_each_other(read_rows: Read) -> None:
    preview = read_rows(
        ["各产品销售收入（万元）", "", "", ""],
        ["年份", "粉体", "电池", "合计"],
        ["2024年", "100", "50", "150"],
        ["2025年", "120", "abc", "180"],
        ["2026年（预测）", "130", "70", "200"],
    )
    assert revenues(preview) == {
        "粉体": {2024: 1_000_000, 2025: 1_200_000, 2026: 1_300_000},
        "电池": {2024: 500_000, 2026: 700_000},
    }
    assert [(p.row, p.column, p.value) for p in preview.refused] == [(4, "电池", "abc")]
    assert "合计" in preview.ignored
    assert adds_up(preview)


def test_years_down_with_measures_and_one_product_named_above(read_rows: Read) -> None:
    preview = read_rows(
        ["产品：固态电解质粉体", "", ""],
        ["年度", "营业收入（万元）", "毛利率(%)"],
        ["2024", "100", "40"],
        ["2025", "120", ""],
    )
    (years,) = figures(preview).values()
    assert [p.product.name for p in preview.products] == ["固态电解质粉体"]
    assert [f.gross_margin for f in years.values()] == [Decimal("0.4"), None]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["年度", "粉体", "", "电池", ""],
            ["", "收入（万元）", "成本（万元）", "收入（万元）", "成本（万元）"],
            ["2024", "100", "60", "50", "30"],
            ["2025", "120", "72", "60", "36"],
        ],
        [
            ["产品", "2024年", "", "2025年", ""],
            ["", "收入（万元）", "毛利率", "收入（万元）", "毛利率"],
            ["粉体", "100", "40%", "120", "0.4"],
            ["电池", "50", "40%", "60", "40%"],
        ],
        [
            ["产品", "年度", "营业收入（万元）", "营业成本（万元）"],
            ["粉体", "2024", "100", "60"],
            ["粉体", "2025", "120", "72"],
            ["电池", "2024", "50", "30"],
            ["电池", "2025", "60", "36"],
        ],
        [
            ["产品", "项目", "2024年", "2025年"],
            ["粉体", "营业收入（万元）", "100", "120"],
            ["", "营业成本（万元）", "60", "72"],
            ["电池", "营业收入（万元）", "50", "60"],
            ["", "毛利（万元）", "20", "24"],
        ],
        [
            ["项目", "2024年", "2025年"],
            ["粉体-营业收入", "100万元", "120万元"],
            ["粉体-营业成本", "60万元", "72万元"],
            ["电池营业收入", "50万元", "60万元"],
            ["电池营业成本", "30万元", "36万元"],
        ],
        [
            ["产品", "2024年收入（万元）", "2024年成本（万元）", "2025年收入（万元）", "2025年成本（万元）"],
            ["粉体", "100", "60", "120", "72"],
            ["电池", "50", "30", "60", "36"],
        ],
    ],
)
def test_the_same_figures_in_six_ways_of_drawing_them(read_rows: Read, rows: list[list[str]]) -> None:
    preview = read_rows(*rows)
    assert preview.refused == ()
    assert revenues(preview) == {
        "粉体": {2024: 1_000_000, 2025: 1_200_000},
        "电池": {2024: 500_000, 2025: 600_000},
    }
    assert {f.gross_margin for years in figures(preview).values() for f in years.values()} == {Decimal("0.4")}


def test_merged_header_cells_of_a_workbook(workbook: Callable[..., Path], tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("盈利预测")
        sheet.merge_range(0, 0, 0, 4, "盈利预测表（单位：万元）")
        sheet.merge_range(1, 1, 1, 2, "历史数据")
        sheet.merge_range(1, 3, 1, 4, "预测数据")
        sheet.write_row(2, 0, ["产品", 2022, 2023, 2024, 2025])
        sheet.write_row(3, 0, ["粉体收入", 100, 120.25, 130, 140])
        sheet.write_row(4, 0, ["粉体成本", 60, 72.15, 78, 84])
    preview = preview_file(path, source_day=TODAY)
    years = figures(preview)["粉体"]
    assert [(y, f.revenue, f.is_forecast) for y, f in years.items()] == [
        (2022, 1_000_000, False),
        (2023, 1_202_500, False),
        (2024, 1_300_000, True),
        (2025, 1_400_000, True),
    ]
    assert {f.gross_margin for f in years.values()} == {Decimal("0.4")}


def test_two_sheets_of_one_workbook_are_laid_together(workbook: Callable[..., Path]) -> None:
    path = workbook(
        {
            "收入": [["产品（万元）", "2024年", "2025年"], ["粉体收入", 100, 120]],
            "说明": [["本表由财务部编制"]],
            "毛利率": [["产品", "2024年", "2025年"], ["粉体毛利率", "40%", "41%"]],
        }
    )
    preview = preview_file(path, source_day=TODAY)
    years = figures(preview)["粉体"]
    assert [(f.revenue, f.gross_margin) for f in years.values()] == [
        (1_000_000, Decimal("0.4")),
        (1_200_000, Decimal("0.41")),
    ]
    assert "说明" in preview.ignored
    assert adds_up(preview)


def test_a_stated_margin_that_does_not_follow_is_told_and_stays(read_rows: Read) -> None:
    preview = read_rows(
        ["项目（万元）", "2024年", "2025年"],
        ["粉体营业收入", "100", "100"],
        ["粉体营业成本", "60", "58.4"],
        ["粉体毛利率", "35%", "42%"],
    )
    years = figures(preview)["粉体"]
    assert [years[y].gross_margin for y in (2024, 2025)] == [Decimal("0.35"), Decimal("0.416")]
    assert [(c.field, c.kept, c.other, c.row) for c in preview.conflicts] == [("Gross margin", "0.35", "0.4", 4)]


def test_sums_without_any_unit_are_refused_and_come_back_corrected(read_rows: Read, read_bytes: Read) -> None:
    preview = read_rows(["产品", "2024年", "2025年"], ["营业收入", "100", "120"], ["营业成本", "60", "72"])
    assert preview.products == ()
    assert {p.message.template for p in preview.refused} == {"has no unit; state one of: {allowed}"}
    (content,) = refused_csv(preview, texts("zh"))
    corrected = content.decode("utf-8-sig").replace("产品", "产品（单位：万元）").encode()
    again = read_bytes(corrected, name="rows.csv")
    assert revenues(again) == {"rows": {2024: 1_000_000, 2025: 1_200_000}}


def test_a_refused_cell_goes_out_with_all_its_product_needs(read_rows: Read, read_bytes: Read) -> None:
    preview = read_rows(
        ["单位：万元", "", ""],
        ["产品", "2024年", "2025年"],
        ["营业收入", "", ""],
        ["粉体", "100", "1O0"],
        ["营业成本", "", ""],
        ["粉体", "60", "60"],
    )
    assert [(p.row, p.column, p.value) for p in preview.refused] == [(4, "2025年", "1O0")]
    assert list(figures(preview)["粉体"]) == [2024]
    (content,) = refused_csv(preview, texts("zh"))
    again = read_bytes(content.decode("utf-8-sig").replace("1O0", "100").encode())
    assert again.refused == ()
    assert [(f.revenue, f.gross_margin) for f in figures(again)["粉体"].values()] == [(1_000_000, Decimal("0.4"))] * 2


def test_negative_revenue_is_refused(read_rows: Read) -> None:
    preview = read_rows(["产品（万元）", "2024年", "2025年"], ["粉体收入", "(100)", "120"])
    assert [(p.row, p.value) for p in preview.refused] == [(2, "(100)")]
    assert list(figures(preview)["粉体"]) == [2025]


def test_a_title_that_speaks_of_a_forecast_makes_unmarked_years_one(read_rows: Read) -> None:
    preview = read_rows(["销售收入预测表（万元）", "", ""], ["产品", "2025年", "2026年"], ["粉体", "100", "120"])
    assert [f.is_forecast for f in figures(preview)["粉体"].values()] == [True, True]
    assert [n.code for n in preview.notes] == ["intake.taken_as_forecast"]


def test_revenue_with_tax_quantities_and_shares_are_not_taken_for_revenue(read_rows: Read) -> None:
    preview = read_rows(
        ["项目（万元）", "2024年", "2025年"],
        ["粉体", "", ""],
        ["含税销售收入", "113", "113"],
        ["销量（吨）", "10", "10"],
        ["单价", "10", "10"],
        ["营业收入", "100", "100"],
        ["收入占比", "50%", "50%"],
        ["其他业务收入", "7", "7"],
    )
    assert revenues(preview) == {"粉体": {2024: 1_000_000, 2025: 1_000_000}}
    assert set(preview.ignored) == {"含税销售收入", "销量（吨）", "单价", "收入占比", "其他业务收入"}


def test_a_sheet_in_another_currency_says_so(read_rows: Read) -> None:
    preview = read_rows(["Sales forecast (USD million)", "", ""], ["Product", "2027E", "2028E"], ["Powder", "1.5", "2"])
    assert (preview.products[0].currency, revenues(preview)) == ("USD", {"Powder": {2027: 1_500_000, 2028: 2_000_000}})


def test_years_of_something_else_are_no_accounts(read_rows: Read) -> None:
    with pytest.raises(DataProblem):
        read_rows(["国家", "2022年", "2023年"], ["中国", "10", "12"], ["美国", "3", "4"])


def test_development_cost_by_class_and_year(read_rows: Read) -> None:
    preview = read_rows(
        ["研发费用明细（单位：万元）", "", "", ""],
        ["费用类别", "2023年", "2024年", "合计"],
        ["人员人工费用", "100", "120", "220"],
        ["直接投入费用", "50", "-", "50"],
        ["厂房改造", "5", "", "5"],
        ["合计", "155", "120", "275"],
    )
    assert (preview.kind, preview.layout) == (ImportKind.COST, "cost_by_year")
    assert [(c.cost_class.value, c.word, c.year, c.amount) for c in preview.costs] == [
        ("labour", "", 2023, 1_000_000),
        ("labour", "", 2024, 1_200_000),
        ("materials", "", 2023, 500_000),
        ("other", "厂房改造", 2023, 50_000),
    ]
    assert [n.params for n in preview.notes if n.code == "intake.unknown_cost_classes"] == [{"words": "厂房改造"}]
    assert adds_up(preview)


def test_development_cost_of_several_projects_years_down(read_rows: Read) -> None:
    preview = read_rows(
        ["年度", "人工费（万元）", "材料费（万元）", "合计"], ["2023", "100", "50", "150"], ["2024", "1", "2", "3"]
    )
    assert [(c.cost_class.value, c.year, c.amount) for c in preview.costs] == [
        ("labour", 2023, 1_000_000),
        ("labour", 2024, 10_000),
        ("materials", 2023, 500_000),
        ("materials", 2024, 20_000),
    ]


def test_a_line_of_a_sheet_is_corrected_in_place(read_rows: Read) -> None:
    preview = read_rows(
        ["单位：万元", "", ""],
        ["项目", "2024年", "2025年"],
        ["粉体营业收入", "100", "1O0"],
        ["粉体营业成本", "60", "6o"],
        ["电池营业收入", "50", "50"],
    )
    assert [(p.row, p.value) for p in preview.refused] == [(3, "1O0"), (4, "6o")]
    place = preview.refused_in[0]
    still = correct_rows(preview, {(place, 4): ("粉体营业成本", "60", "x")}, NO_PREFERENCE)
    assert [(p.row, p.value) for p in still.refused] == [(3, "1O0"), (4, "x")]
    half = correct_rows(still, {(place, 4): ("粉体营业成本", "60", "60")}, NO_PREFERENCE)
    assert [(p.row, p.value) for p in half.refused] == [(3, "1O0")]
    assert list(figures(half)["粉体"]) == [2024]
    whole = correct_rows(half, {(place, 3): ("粉体营业收入", "100", "100")}, NO_PREFERENCE)
    assert whole.refused == ()
    assert figures(whole)["粉体"][2025].gross_margin == Decimal("0.4")
    assert all(adds_up(p) for p in (preview, still, half, whole))


def test_a_corrected_cost_is_not_added_twice(read_rows: Read) -> None:
    preview = read_rows(["费用（万元）", "2023年", "2024年"], ["人工费", "100", "1x"], ["材料费", "50", "60"])
    assert [(p.row, p.value) for p in preview.refused] == [(2, "1x")]
    place = preview.refused_in[0]
    whole = correct_rows(preview, {(place, 2): ("人工费", "100", "110")}, NO_PREFERENCE)
    assert {(c.cost_class.value, c.year): c.amount for c in whole.costs} == {
        ("labour", 2023): 1_000_000,
        ("labour", 2024): 1_100_000,
        ("materials", 2023): 500_000,
        ("materials", 2024): 600_000,
    }
    assert adds_up(whole)


def test_the_currency_of_a_label_or_a_sign_is_kept(read_rows: Read) -> None:
    preview = read_rows(
        ["项目", "2024年", "2025年"],
        ["粉体营业收入（万美元）", "100", "120"],
        ["电池营业收入", "$50万", "$60万"],
        ["浆料营业收入", "$1万", "€2万"],
    )
    assert [(p.product.name, p.currency) for p in preview.products] == [("粉体", "USD"), ("电池", "USD")]
    assert revenues(preview)["粉体"] == {2024: 1_000_000, 2025: 1_200_000}
    assert {(p.row, p.message.code) for p in preview.refused} == {(4, "intake.currencies")}


def test_years_that_a_spreadsheet_keeps_as_dates(workbook: Callable[..., Path]) -> None:
    years = [date(2024, 1, 1), date(2025, 1, 1)]
    preview = preview_file(workbook({"表": [["产品（万元）", *years], ["粉体收入", 100, 120]]}), source_day=TODAY)
    assert revenues(preview) == {"粉体": {2024: 1_000_000, 2025: 1_200_000}}


def test_a_first_look_knows_a_sheet_by_years(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("销售预测\n产品（万元）,2026年,2027年\n粉体收入,100,120\n", encoding="utf-8")
    look = look_at(path, TODAY)
    assert (look.layout, look.kind, look.header_line) == ("accounts_by_year", ImportKind.REVENUE, 2)
    assert [header for header, _ in look.columns] == ["2026", "2027"]


def test_beside_marked_years_the_calendar_counts_and_not_the_title(read_rows: Read) -> None:
    preview = read_rows(
        ["盈利预测（万元）", "", "", ""],
        ["产品", "2024年（审定）", "2025年", "2026E"],
        ["粉体收入", "100", "110", "120"],
    )
    assert [f.is_forecast for f in figures(preview)["粉体"].values()] == [False, False, True]


def test_a_workbook_of_several_kinds_gives_a_preview_of_each(workbook: Callable[..., Path]) -> None:
    path = workbook(
        {
            "还款计划": [["还款日", "应还本金（元）"], ["2027-01-20", "100"]],
            "说明": [["财务部"]],
            "研发费用": [["费用（万元）", "2023年", "2024年"], ["人工费", 1, 2], ["材料费", 3, 4]],
            "收入": [["产品（万元）", "2024年", "2025年"], ["粉体收入", 100, 120]],
        }
    )
    previews = preview_each_kind(path, source_day=TODAY)
    assert [(p.kind, p.accepted, p.ignored) for p in previews] == [
        (ImportKind.LOAN, 1, ("说明",)),
        (ImportKind.REVENUE, 1, ("说明",)),
        (ImportKind.COST, 4, ("说明",)),
    ]
    (only,) = preview_each_kind(path, source_day=TODAY, kind=ImportKind.COST)
    assert only.kind is ImportKind.COST


def test_each_year_of_a_list_has_its_own_unit(read_rows: Read) -> None:
    preview = read_rows(
        ["产品", "年度", "单位", "营业收入", "营业成本"],
        ["粉体", "2024", "万元", "100", "60"],
        ["粉体", "2025", "元", "100", "60"],
        ["粉体", "2026", "", "100", "60"],
    )
    assert revenues(preview) == {"粉体": {2024: 1_000_000, 2025: 100}}
    assert {p.row for p in preview.refused} == {4}


def test_columns_of_cost_beside_those_of_our_template_become_margins(read_rows: Read) -> None:
    preview = read_rows(
        ["产品名称", "年度", "数据性质", "营业收入（万元）", "营业成本（万元）"],
        ["粉体", "2025", "预测", "100", "60"],
        ["粉体", "2024", "实际", "80", ""],
        ["电池", "2025", "实际", "50", "40"],
    )
    found = figures(preview)
    assert [(f.is_forecast, f.gross_margin) for f in found["粉体"].values()] == [(False, None), (True, Decimal("0.4"))]
    assert (found["电池"][2025].is_forecast, found["电池"][2025].gross_margin) == (False, Decimal("0.2"))
    assert preview.ignored == ()
