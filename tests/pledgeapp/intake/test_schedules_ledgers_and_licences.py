"""Are repayment schedules, ledgers of development cost and lists of licences read without a figure being invented?

All tables are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.intake.layouts.cost_classes import COST_CLASSES, class_of
from pledgeapp.intake.stated_units import read_money_unit, stated_unit
from pledgeapp.records.comparable import Comparable, DealKind, Exclusivity, Instalment, Milestone
from pledgeapp.records.cost import CostClass
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.product import RoyaltyBase

Read = Callable[..., ImportPreview]


@pytest.mark.parametrize(
    ("text", "factor", "currency"),
    [
        ("万元", 10_000, None),
        ("人民币千元", 1_000, "CNY"),
        ("RMB'000", 1_000, "CNY"),
        ("in thousands of RMB", 1_000, "CNY"),
        ("USD million", 1_000_000, "USD"),
        ("万美元", 10_000, "USD"),
        ("Unit: thousand", 1_000, None),
    ],
)
def test_units_of_money(text: str, factor: int, currency: str | None) -> None:
    unit = read_money_unit(text)
    assert unit is not None
    assert (unit.factor, unit.currency) == (factor, currency)


@pytest.mark.parametrize("text", ["毛利", "12", "吨", "产品", "", "Sales"])
def test_what_is_no_unit(text: str) -> None:
    assert read_money_unit(text) is None


def test_a_currency_without_a_unit_invents_none() -> None:
    unit = stated_unit(["币种：美元"])
    assert unit is not None
    assert (unit.factor, unit.currency) == (None, "USD")
    assert stated_unit(["编制单位：清晏材料有限公司"]) is None


def test_a_repayment_schedule(read_rows: Read) -> None:
    preview = read_rows(
        ["贷款还款计划表", "", "", "", "", ""],
        ["单位：万元", "", "", "", "", ""],
        ["期数", "还款日", "本金", "利息", "本息合计", "剩余本金"],
        ["0", "2026-12-20", "-", "", "", "100"],
        ["1", "2027-03-20", "25", "1.2", "26.2", "75"],
        ["2", "2027-06-20", "25", "", "26", "50"],
        ["", "合计", "50", "2.2", "52.2", ""],
    )
    assert (preview.kind, preview.refused) == (ImportKind.LOAN, ())
    assert [(p.due, p.principal, p.interest, p.balance) for p in preview.repayments] == [
        (date(2026, 12, 20), None, None, 1_000_000),
        (date(2027, 3, 20), 250_000, 12_000, 750_000),
        (date(2027, 6, 20), 250_000, 10_000, 500_000),
    ]
    assert preview.rows == 3
    assert "intake.balances" not in [n.code for n in preview.notes]


def test_a_schedule_that_does_not_add_up_is_refused_or_told(read_rows: Read) -> None:
    preview = read_rows(
        ["还款日", "本金（元）", "利息（元）", "月供（元）", "余额（元）"],
        ["2027-01-20", "100", "10", "120", "900"],
        ["2027-02-20", "", "", "110", "800"],
        ["2027-03-20", "100", "", "90", "800"],
        ["2027-04-20", "100", "5", "", "700"],
        ["2027-05-20", "100", "5", "", "650"],
        ["2027-06-20", "", "", "", ""],
    )
    assert [(p.row, p.column) for p in preview.refused if p.row != 7] == [
        (2, "月供（元）"),
        (3, "月供（元）"),
        (4, "月供（元）"),
    ]
    assert [p.row for p in preview.refused][-1] == 7
    assert [n.params for n in preview.notes if n.code == "intake.balances"] == [{"days": "2027-05-20"}]
    assert [p.due.month for p in preview.repayments] == [4, 5]


def test_every_offered_word_names_its_class_and_no_word_two() -> None:
    words = [word for languages in COST_CLASSES.choices.values() for names in languages for word in names]
    assert len(words) == len({word.casefold() for word in words})
    for kind in CostClass:
        assert {class_of(COST_CLASSES.word(kind, language)) for language in ("zh", "en")} == {kind}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("研发支出-费用化支出-人员人工费用", CostClass.LABOUR),
        ("一、直接投入费用", CostClass.MATERIALS),
        ("折旧费用与长期待摊费用", None),
        ("折旧费", CostClass.EQUIPMENT),
        ("委托外部研究开发费用", CostClass.OUTSOURCED),
        ("测试化验加工费", CostClass.TRIALS),
        ("知识产权事务费", CostClass.IP_FEES),
        ("Depreciation expense", CostClass.EQUIPMENT),
        ("厂房改造", None),
    ],
)
def test_classes_of_cost(word: str, kind: CostClass | None) -> None:
    assert class_of(word) is kind


def test_a_ledger_is_added_up_by_project_class_and_year(read_rows: Read) -> None:
    preview = read_rows(
        ["研发支出明细账", "", "", "", "", "单位：元"],
        ["日期", "凭证号", "科目", "研发项目", "摘要", "金额"],
        ["2023-05-01", "记-1", "研发支出-人员人工费用", "电解质", "工资", "120,000.00"],
        ["2023-06-01", "记-2", "人工费", "电解质", "冲销", "(20,000)"],
        ["2024-06-01", "记-3", "人工费", "电解质", "工资", "30,000"],
        ["2024-01-05", "记-4", "厂房改造", "电解质", "", "5,000"],
        ["2024-01-06", "记-5", "材料费", "电解质", "冲销", "-700"],
        ["", "", "合计", "", "", "134,300"],
    )
    assert [(c.cost_class, c.word, c.year, c.project, c.amount) for c in preview.costs] == [
        (CostClass.LABOUR, "", 2023, "电解质", 100_000),
        (CostClass.LABOUR, "", 2024, "电解质", 30_000),
        (CostClass.OTHER, "厂房改造", 2024, "电解质", 5_000),
    ]
    assert [(p.row, p.message.code) for p in preview.refused] == [(7, "intake.negative_sum")]
    assert preview.rows == preview.accepted + preview.merged + preview.refused_rows == 5


def test_a_ledger_without_a_unit_is_refused_and_another_year_than_the_date_too(read_rows: Read) -> None:
    preview = read_rows(
        ["日期", "年度", "费用类别", "金额"],
        ["2023-05-01", "2023", "人工费", "100"],
        ["2023-05-01", "2024", "人工费", "100元"],
    )
    assert [(p.row, p.column) for p in preview.refused] == [(2, "金额"), (3, "年度")]


def test_licence_contracts_and_what_they_do_not_say(read_rows: Read) -> None:
    preview = read_rows(
        ["专利许可合同台账", "", "", "", "", "", "", "", "单位：万元"],
        ["合同编号", "许可方", "被许可方", "许可方式", "专利号", "签订日期", "许可费", "提成率", "许可地域"],
        ["X-01", "乙大学", "甲公司", "独占", "ZL201410264351.3；ZL201410264352.8", "2024-03-01", "300", "", "中国"],
        ["X-02", "乙大学", "丙公司", "普通", "ZL201410264351.3", "2024-05-01", "-", "按净销售额的3%", ""],
        ["X-03", "乙大学", "丁公司", "普通", "ZL201410264351.3", "2024-06-01", "-", "3%-5%", ""],
        ["X-04", "乙大学", "戊公司", "排他", "", "2024-06-01", "10", "", ""],
        ["合计", "", "", "", "", "", "310", "", ""],
    )
    lump_sum, royalty = preview.comparables
    assert (lump_sum.kind, lump_sum.patents_count, lump_sum.exclusivity) == (
        DealKind.LUMP_SUM_LICENCE,
        2,
        Exclusivity.EXCLUSIVE,
    )
    assert (lump_sum.grantor, lump_sum.grantee, lump_sum.territory) == ("乙大学", "甲公司", "中国")
    assert lump_sum.payments == (Instalment(years_after=Decimal(0), amount=Decimal(3_000_000)),)
    assert (lump_sum.royalty_rate, lump_sum.end_date, lump_sum.milestones) == (None, None, ())
    assert (royalty.kind, royalty.payments, royalty.royalty_rate) == (DealKind.ROYALTY_LICENCE, (), Decimal("0.03"))
    assert [(p.row, p.column.split(" ")[0]) for p in preview.refused] == [(5, "提成率"), (6, "专利件数")]
    assert "intake.remark" in [n.code for n in preview.notes]


def test_a_foreign_sum_needs_its_currency(read_rows: Read) -> None:
    preview = read_rows(
        ["Licensor", "Licensee", "Date", "Upfront fee", "Royalty rate", "Patents", "Exclusivity"],
        ["Univ B", "Company A", "2024-03-01", "$300 thousand", "4%", "US1;US2", "exclusive"],
        ["Univ B", "Company C", "2024-03-01", "300元", "4%", "US1", "exclusive"],
    )
    assert [(d.name, d.currency) for d in preview.comparables] == [("Univ B → Company C", "CNY")]


def test_milestones_are_no_part_of_the_price(read_rows: Read) -> None:
    preview = read_rows(
        ["合同名称", "合同类型", "受让方", "签订日期", "首付款（万元）", "里程碑付款（万元）", "专利件数"],
        ["甲", "许可", "丙", "2024-03-01", "100", "临床批件:300；上市:500", "3"],
    )
    (deal,) = preview.comparables
    assert [p.amount for p in deal.payments] == [1_000_000]
    assert deal.milestones == (
        Milestone(event="临床批件", amount=Decimal(3_000_000)),
        Milestone(event="上市", amount=Decimal(5_000_000)),
    )


def test_terms_in_our_own_template(read_rows: Read) -> None:
    cells = {
        "Transaction": "B to C",
        "Kind of transaction": "royalty licence",
        "Transaction date": "2025-03-18",
        "Currency": "CNY",
        "Number of patents": "4",
        "Similarity": "70",
        "Source grade": "B",
        "Source": "notice",
        "Royalty rate": "3.5%",
        "Base of the royalty": "net sales",
        "End of the licence": "2032-12-31",
        "Exclusivity": "sole",
    }
    (deal,) = read_rows(list(cells), list(cells.values())).comparables
    assert (deal.royalty_rate, deal.royalty_base, deal.end_date, deal.exclusivity) == (
        Decimal("0.035"),
        RoyaltyBase.SALES,
        date(2032, 12, 31),
        Exclusivity.SOLE,
    )
    assert deal.payments == ()


def test_a_price_is_needed_unless_there_is_a_royalty() -> None:
    facts = {"name": "x", "transaction_date": date(2025, 1, 1), "patents_count": 1, "payments": ()}
    with pytest.raises(ValueError, match="price"):
        Comparable.model_validate(facts)
    with pytest.raises(ValueError, match="rate"):
        Comparable.model_validate({**facts, "kind": "royalty_licence"})
    assert Comparable.model_validate({**facts, "kind": "royalty_licence", "royalty_rate": "0.03"}).payments == ()
