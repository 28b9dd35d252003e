"""Do files as banks and agencies keep them go in at the first try? All are synthetic, drawn after usual habits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.values import NO_HABITS, Habits, read_date, read_past_date
from pledgeapp.records.comparable import DealKind, Exclusivity
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.refusal import RefusedValue

TODAY = date(2026, 11, 24)
ReadBytes = Callable[..., ImportPreview]
ReadRows = Callable[..., ImportPreview]


def test_a_schedule_under_two_header_lines_with_merged_cells_and_a_note_below(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "计划.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 5, "某银行还款计划表")
        sheet.write_row(1, 0, ["借款人：某公司", "", "", "", "", "单位：万元"])
        sheet.merge_range(2, 0, 3, 0, "期次")
        sheet.merge_range(2, 1, 3, 1, "还款日期")
        sheet.merge_range(2, 2, 2, 4, "应还金额")
        sheet.write_row(3, 2, ["本金", "利息", "合计"])
        sheet.merge_range(2, 5, 3, 5, "剩余本金")
        sheet.write_row(4, 0, [1, date(2027, 3, 21), 25, 1.2, 26.2, 75])
        sheet.write_row(5, 0, [2, date(2027, 6, 21), 25, 0.9, 25.9, 50])
        sheet.write_row(6, 0, ["合计", "", 50, 2.1, 52.1, ""])
        sheet.write_row(7, 0, ["注：利率按 LPR 执行"])
    preview = preview_file(path, source_day=TODAY)
    assert preview.refused == ()
    assert [(p.due, p.principal, p.interest, p.balance) for p in preview.repayments] == [
        (date(2027, 3, 21), 250_000, 12_000, 750_000),
        (date(2027, 6, 21), 250_000, 9_000, 500_000),
    ]


def test_a_text_with_full_width_semicolons_in_gb18030(read_bytes: ReadBytes) -> None:
    header, first = "序号；还款日；本金（元）；利息（元）", "1；2027.3.21；250,000.00；12,000.00"
    text = "\n".join((header, first, "2；20270621；２５０，０００；9,000.00", ""))
    preview = read_bytes(text.encode("gb18030"), "计划.csv")
    assert preview.delimiter == "；"
    assert [(p.due, p.principal) for p in preview.repayments] == [
        (date(2027, 3, 21), 250_000),
        (date(2027, 6, 21), 250_000),
    ]


def test_lists_divided_by_full_width_semicolons_stay_cells(read_bytes: ReadBytes) -> None:
    text = "专利名称,申请号,专利权人\n一种电池,ZL201410264351.3,甲公司；乙大学\n一种粉体,ZL201410264354.7,甲公司；丙\n"
    preview = read_bytes(text.encode(), "清单.csv")
    assert (preview.delimiter, preview.patents[0].patentees) == (",", ("甲公司", "乙大学"))


def test_days_that_lost_their_format(read_rows: ReadRows) -> None:
    preview = read_rows(["还款日期", "归还本金", "归还利息", "单位"], ["46467", "25", "1.2", "万元"])
    assert (preview.repayments[0].due, preview.repayments[0].interest) == (date(2027, 3, 21), 12_000)
    assert any("numbers of a spreadsheet" in note.template for note in preview.notes)


@pytest.mark.parametrize("text", ["19999", "60000", "4646", "46467.5", "464670"])
def test_other_numbers_are_no_days(text: str) -> None:
    with pytest.raises(RefusedValue):
        read_date(text)


def test_days_with_two_figures_for_the_year() -> None:
    habits = Habits(latest_event=TODAY)
    assert read_date("21-Mar-27", NO_HABITS) == date(2027, 3, 21)
    assert read_past_date("21-Mar-27", habits) == date(1927, 3, 21)
    assert read_past_date("21-Mar-24", habits) == date(2024, 3, 21)


def test_a_sheet_of_cost_with_its_unit_in_a_note_and_who_made_it(read_rows: ReadRows) -> None:
    preview = read_rows(
        ["Class", "FY22", "FY23"],
        ["Salaries", "100", "120"],
        ["Materials", "50", "60"],
        ["Total", "150", "180"],
        ["Note: RMB in thousands", "", ""],
        ["制表：张三", "", "复核：李四"],
    )
    assert preview.refused == ()
    assert [(c.cost_class, c.year, c.amount, c.currency) for c in preview.costs][:2] == [
        (CostClass.LABOUR, 2022, 100_000, "CNY"),
        (CostClass.LABOUR, 2023, 120_000, "CNY"),
    ]
    assert "复核：李四" in preview.ignored


def test_a_budget_beside_what_was_spent_is_not_added_to_it(read_rows: ReadRows) -> None:
    preview = read_rows(
        ["单位：万元", "", "", ""],
        ["费用项目", "2023年预算", "2023年实际", "2024年预算"],
        ["人工费", "100", "95", "120"],
        ["材料费", "50", "48", "60"],
    )
    sums = {(c.cost_class, c.year): c.amount for c in preview.costs}
    assert sums[CostClass.LABOUR, 2023] == 950_000
    assert sums[CostClass.LABOUR, 2024] == 1_200_000
    assert any("budgets were left out" in note.template for note in preview.notes)


def test_named_parts_that_leave_something_over_do_not_take_the_place_of_the_whole(read_rows: ReadRows) -> None:
    preview = read_rows(
        ["单位：万元", "", ""],
        ["项目", "2023A", "2024A"],
        ["营业收入", "320", "330"],
        ["  其中：粉体", "300", "310"],
        ["营业成本", "200", "210"],
    )
    (imported,) = preview.products
    first = imported.product.figures[0]
    assert (first.revenue, first.gross_margin) == (3_200_000, Decimal("0.375"))
    assert "粉体" in preview.ignored


@pytest.mark.parametrize("header", ["23年", "2023年", "2023A", "FY23", "2023年度", "二〇二三年"])
def test_writings_of_a_year(read_rows: ReadRows, header: str) -> None:
    later = header.replace("23", "24").replace("三", "四")
    preview = read_rows(["科目（万元）", header, later], ["营业收入", "320", "330"], ["营业成本", "200", "210"])
    assert [f.year for f in preview.products[0].product.figures] == [2023, 2024]


def test_a_span_of_years_is_no_year(read_rows: ReadRows) -> None:
    with pytest.raises(DataProblem):
        read_rows(["费用项目", "期限", "15年"], ["人工费", "1", "2"], ["材料费", "1", "2"])


def test_a_register_of_deals_as_an_agency_keeps_it(read_rows: ReadRows) -> None:
    preview = read_rows(
        ["专利转让许可合同登记表", *[""] * 6, "单位：万元"],
        ["序号", "合同名称", "合同类型", "让与人", "受让人", "合同金额", "签订日期", "专利数量"],
        ["1", "电池专利权转让合同", "专利权转让", "甲大学", "乙公司", "300", "2024.5.6", "3件"],
        ["2", "涂布技术许可", "普通许可", "甲大学", "丙公司", "５０", "20240708", "2"],
        ["合计", "", "", "", "", "350", "", ""],
    )
    assert preview.refused == ()
    assert [(d.kind, d.exclusivity, d.patents_count, d.payments[0].amount) for d in preview.comparables] == [
        (DealKind.ASSIGNMENT, Exclusivity.UNKNOWN, 3, 3_000_000),
        (DealKind.LUMP_SUM_LICENCE, Exclusivity.NON_EXCLUSIVE, 2, 500_000),
    ]


def test_a_web_page_under_the_name_of_a_workbook(read_bytes: ReadBytes) -> None:
    cells = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    rows = [("产品", "2023年", "2024年"), ("粉体", "3,200,000.00", "3,300,000.00"), ("小计", "3,200,000", "3,300,000")]
    table = "".join(cells.format(*row) for row in rows)
    page = f"<html><meta charset=gb2312><table><tr><td colspan=3>分产品收入（单位：元）</td></tr>{table}</table></html>"
    (imported,) = read_bytes(page.encode("gb2312"), "收入.xls").products
    assert (imported.product.name, imported.product.figures[1].revenue) == ("粉体", 3_300_000)


def test_a_list_of_pledged_patents_with_both_numbers_in_one_column(read_rows: ReadRows) -> None:
    preview = read_rows(
        ["序号", "专利名称", "专利号/申请号", "专利权人", "申请日", "授权日"],
        ["1", "一种电池", "2014102643513", "某公司", "20140613", "42583"],
        ["以上共1件", "", "", "", "", ""],
    )
    assert preview.refused == ()
    assert (preview.patents[0].filing_date, preview.patents[0].grant_date) == (date(2014, 6, 13), date(2016, 8, 1))
