"""Does an import fill a case without touching what a person has entered, and is every difference told?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.records.case import Case
from pledgeapp.records.comparable import MarketPlan
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import LegalState, Patent
from pledgeapp.records.product import PatentUse, Product, YearFigures
from pledgeapp.services.merge_into_case import merge_into_case

Read = Callable[..., ImportPreview]
COMPARABLE = {
    "Transaction": "A buys B",
    "Kind of transaction": "assignment",
    "Transaction date": "2025-03-18",
    "Price": "800万元",
    "Currency": "CNY",
    "Number of patents": "4",
    "Similarity": "70",
    "Source grade": "B",
    "Source": "notice",
}


@pytest.fixture
def case() -> Case:
    patent = Patent(application_number="201410264351.3", title="手工录入", claims_count=10)
    used = PatentUse(patent_id=patent.id, contribution=Decimal(80))
    product = Product(
        name="粉体",
        figures=(YearFigures(year=2026, is_forecast=True, revenue=Decimal(1_000_000)),),
        patents=(used,),
    )
    return Case(title="案件", valuation_date=date(2026, 11, 24), patents=(patent,), products=(product,))


def test_patents_fill_what_is_unknown_and_keep_what_was_entered(case: Case, read_rows: Read) -> None:
    preview = read_rows(
        ["专利名称", "申请号", "公开（公告）号", "权利要求数", "法律状态"],
        ["导入名称", "ZL201410264351.3", "CN104000001B", "12", "有效"],
        ["新专利", "ZL201410264352.8", "", "", ""],
    )
    merged, outcome = merge_into_case(case, preview)
    first, second = merged.patents
    assert (first.id, first.title, first.claims_count) == (case.patents[0].id, "手工录入", 10)
    assert (first.publication_number, first.legal_state) == ("CN104000001B", LegalState.IN_FORCE)
    assert second.title == "新专利"
    assert (outcome.rows, outcome.added, outcome.merged) == (2, 1, 1)
    assert [(c.field, c.kept, c.other, c.row) for c in outcome.conflicts] == [
        ("Title", "手工录入", "导入名称", 2),
        ("Number of claims", "10", "12", 2),
    ]


def test_an_entered_publication_number_stays_even_before_a_grant(read_rows: Read) -> None:
    entered = Patent(publication_number="CN103003989A", title="t")
    case = Case(title="案件", valuation_date=date(2026, 11, 24), patents=(entered,))
    merged, outcome = merge_into_case(case, read_rows(["专利名称", "公开（公告）号"], ["t", "CN103003989B"]))
    assert merged.patents[0].publication_number == "CN103003989A"
    assert [(c.kept, c.other) for c in outcome.conflicts] == [("CN103003989A", "CN103003989B")]


def test_importing_the_same_file_again_changes_nothing(case: Case, read_rows: Read) -> None:
    preview = read_rows(["专利名称", "申请号"], ["二", "ZL201410264352.8"], ["三", "ZL201410264353.2"])
    once, _ = merge_into_case(case, preview)
    twice, outcome = merge_into_case(once, preview)
    assert twice == once
    assert (outcome.added, outcome.merged) == (0, 2)


def test_a_row_that_belongs_to_two_patents_of_the_case_is_refused(case: Case, read_rows: Read) -> None:
    with_both, _ = merge_into_case(case, read_rows(["专利名称", "公开（公告）号"], ["另", "CN104000001B"]))
    preview = read_rows(["专利名称", "申请号", "公开（公告）号"], ["两", "ZL201410264351.3", "CN104000001B"])
    merged, outcome = merge_into_case(with_both, preview)
    assert merged == with_both
    assert [p.row for p in outcome.refused] == [2]
    assert outcome.added + outcome.merged + outcome.refused_rows == outcome.rows


def test_a_row_that_contradicts_the_case_is_refused(case: Case, read_rows: Read) -> None:
    patents = (Patent(application_number="201410264352.8", title="t", filing_date=date(2014, 6, 13)),)
    case = Case(title="案件", valuation_date=date(2026, 11, 24), patents=patents)
    preview = read_rows(["专利名称", "申请号", "授权公告日"], ["t", "ZL201410264352.8", "2010-01-01"])
    merged, outcome = merge_into_case(case, preview)
    assert merged == case
    assert "grant date" in outcome.refused[0].message.text


def test_products_meet_the_patents_of_the_case(case: Case, read_rows: Read) -> None:
    preview = read_rows(
        ["产品名称", "年度", "数据性质", "营业收入（万元）", "使用的专利及贡献度"],
        ["粉体", "2026", "预测", "120", "CN201410264351.3:60；CN999999999B:40"],
        ["粉体", "2027", "预测", "150", ""],
        ["电池", "2026", "预测", "90", "ZL201410264351.3:100"],
    )
    merged, outcome = merge_into_case(case, preview)
    powder, cell = merged.products
    assert [(f.year, f.revenue) for f in powder.figures] == [(2026, Decimal(1_000_000)), (2027, Decimal(1_500_000))]
    assert powder.patents == case.products[0].patents
    assert cell.patents == (PatentUse(patent_id=case.patents[0].id, contribution=Decimal(100)),)
    assert cell.income is None
    told = [(c.field, c.kept, c.other) for c in outcome.conflicts]
    assert told == [("Revenue", "1,000,000", "1,200,000"), ("Contribution of the patent", "80", "60")]
    # The missing link is told, and the product is taken all the same: no row was refused.
    assert [(p.row, p.value) for p in outcome.refused] == [(None, "CN999999999B")]
    assert outcome.refused_rows == 0
    assert outcome.added + outcome.merged == outcome.rows == 3


def test_comparables_open_a_market_plan_with_an_open_rate(case: Case, read_rows: Read) -> None:
    preview = read_rows(list(COMPARABLE), list(COMPARABLE.values()))
    merged, outcome = merge_into_case(case, preview)
    assert isinstance(merged.market, MarketPlan)
    assert merged.market.deferred_payment_rate.value is None
    assert merged.market.comparables[0].payments[0].amount == Decimal(8_000_000)
    assert outcome.added == 1
    dearer = COMPARABLE | {"Price": "900万元"}
    again, outcome = merge_into_case(merged, read_rows(list(dearer), list(dearer.values())))
    assert again.market == merged.market
    assert [(c.kept, c.other) for c in outcome.conflicts] == [("0: 8,000,000", "0: 9,000,000")]
