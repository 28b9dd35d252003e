"""Do schedules, ledgers and licences fill a case, and do they come out in our templates as they went in?"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import LANGUAGES, Language
from pledgeapp.intake.filled_template import filled_csv, filled_workbook, template_rows
from pledgeapp.intake.layouts import layout_named
from pledgeapp.intake.preview import preview_file
from pledgeapp.intake.templates import TEMPLATE_LAYOUTS
from pledgeapp.records.assumption import SourceKind
from pledgeapp.records.base import Record
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import DealKind
from pledgeapp.records.importing import CASE_ONLY, ImportKind, ImportPreview
from pledgeapp.records.loan import LoanRequest
from pledgeapp.records.money import Money
from pledgeapp.records.patent import Patent
from pledgeapp.services.context import Services
from pledgeapp.services.filled_templates import records_of_case, write_filled_template
from pledgeapp.services.import_file import take_over
from pledgeapp.services.merge_into_case import merge_into_case

TODAY = date(2026, 11, 24)
Read = Callable[[list[list[str]]], ImportPreview]
SCHEDULE = [["还款日", "应还本金（万元）", "应还利息（万元）", "剩余本金（万元）"], ["2027-03-20", "25", "1.2", "75"]]
LEDGER = [
    ["年度", "费用类别", "金额（万元）", "研发项目"],
    ["2023", "人工费", "100", "甲"],
    ["2024", "厂房改造", "5", "甲"],
]
FILLED: dict[ImportKind, list[dict[str, str]]] = {
    ImportKind.PATENTS: [
        {
            "application_number": "ZL201410264351.3",
            "publication_number": "CN104000001B",
            "country": "CN",
            "right_type": "发明",
            "title": "一种电池",
            "patentees": "甲公司; 乙大学",
            "filing_date": "2014-06-13",
            "legal_state": "有效",
            "is_pledged": "否",
            "claims_count": "12",
            "ipc": "H01M10/0562; C01B17/22",
            "source": "登记簿",
        },
        {"country": "US", "application_number": "16/123,456", "title": "Cell", "source": "list"},
    ],
    ImportKind.COMPARABLES: [
        {
            "name": "甲受让乙",
            "kind": "转让",
            "transaction_date": "2025-03-18",
            "price": "800",
            "unit": "万元",
            "currency": "CNY",
            "instalments": "0:500; 1.5:300",
            "patents_count": "4",
            "grantor": "乙大学",
            "territory": "中国",
            "milestones": "上市:12.5",
            "market_conditions_factor": "1.05",
            "market_conditions_reason": "上涨",
            "similarity": "70",
            "grade": "B",
            "source": "公示",
        },
        {
            "name": "丙许可",
            "kind": "提成许可",
            "transaction_date": "2025-03-18",
            "currency": "USD",
            "patents_count": "1",
            "exclusivity": "独占许可",
            "end_date": "2032-12-31",
            "royalty_rate": "3.5%",
            "royalty_base": "销售收入",
            "similarity": "60",
            "grade": "C",
            "source": "公示",
        },
    ],
    ImportKind.REVENUE: [
        {
            "name": "粉体",
            "name_en": "Powder",
            "industry": "3985",
            "year": "2025",
            "is_forecast": "实际",
            "revenue": "3200.5",
            "unit": "万元",
            "gross_margin": "35%",
            "net_margin": "-4.25%",
            "patents": "ZL201410264351.3:60; CN104000001B:40",
            "source": "审计报告",
        },
        {"name": "粉体", "name_en": "Powder", "industry": "3985", "year": "2026", "is_forecast": "预测"}
        | {"gross_margin": "36%", "source": "审计报告"},
    ],
    ImportKind.LOAN: [
        {"due": "2026-12-20", "balance": "100", "unit": "万元"},
        {"due": "2027-03-20", "principal": "25", "interest": "1.2", "total": "26.2", "balance": "75", "unit": "万元"},
        {"due": "2027-06-20", "interest": "1234.56", "unit": "元"},
    ],
    ImportKind.COST: [
        {"year": "2023", "cost_class": "人工费", "amount": "128", "unit": "万元", "project": "甲", "source": "账"},
        {"cost_class": "厂房改造", "amount": "0.5", "unit": "元", "source": "账"},
    ],
}
"""A filled template of each kind, as this program writes it."""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def preview(rows: list[list[str]]) -> ImportPreview:
        path = tmp_path / "file.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return preview_file(path, source_day=TODAY)

    return preview


@pytest.fixture
def case() -> Case:
    loan = LoanRequest(amount=Money(amount=Decimal(1_000_000)), start_date=date(2026, 12, 20))
    return Case(title="案件", valuation_date=TODAY, loan=loan)


def as_rows(kind: ImportKind) -> list[list[str]]:
    """The filled template of a kind with its header."""
    columns = layout_named(TEMPLATE_LAYOUTS[kind]).columns
    return [[c.zh for c in columns], *([row.get(c.key, "") for c in columns] for row in FILLED[kind])]


def stored(services: Services, kind: ImportKind, preview: ImportPreview, case: Case) -> tuple[Record, ...]:
    """The records after they went through the library, or through a case where there is no library of them."""
    if kind in CASE_ONLY:
        return records_of_case(merge_into_case(case, preview)[0], kind)
    take_over(services, preview)
    match kind:
        case ImportKind.PATENTS:
            return services.store.patents.find()
        case ImportKind.COMPARABLES:
            return services.store.comparables.find()
        case _:
            return services.store.products.find()


@pytest.mark.parametrize("kind", list(ImportKind))
def test_template_store_template_is_the_same(services: Services, read: Read, case: Case, kind: ImportKind) -> None:
    preview = read(as_rows(kind))
    assert [(p.row, p.column, p.value, p.message.text) for p in preview.refused] == []
    records = stored(services, kind, preview, case)
    again = [list(row) for row in template_rows(kind, records, "zh")]
    assert sorted(again) == sorted(as_rows(kind)[1:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ImportKind))
def test_what_is_written_is_read_again_as_the_same_records(
    read: Read, tmp_path: Path, kind: ImportKind, language: Language
) -> None:
    records = read(as_rows(kind)).records
    for name, content in (
        ("filled.csv", filled_csv(kind, records, language)),
        ("filled.xlsx", filled_workbook(kind, records, language)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        preview = preview_file(path, source_day=TODAY)
        assert preview.refused == ()
        assert list(template_rows(kind, preview.records, "zh")) == list(template_rows(kind, records, "zh"))


def test_a_case_writes_its_own_template(read: Read, case: Case, tmp_path: Path) -> None:
    patent = Patent(application_number="201410264351.3", title="一")
    case, _ = merge_into_case(case.model_copy(update={"patents": (patent,)}), read(as_rows(ImportKind.REVENUE)))
    target = tmp_path / "out.csv"
    write_filled_template(ImportKind.REVENUE, records_of_case(case, ImportKind.REVENUE), target)
    header, *rows = csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig")))
    assert [dict(zip(header, row, strict=True))["使用的专利及贡献度"] for row in rows] == ["CN201410264351.3:60", ""]
    with pytest.raises(DataProblem):
        write_filled_template(ImportKind.REVENUE, (), tmp_path / "out.ods")


def test_a_schedule_comes_into_the_case_and_another_sum_is_told(read: Read, case: Case) -> None:
    merged, outcome = merge_into_case(case, read(SCHEDULE))
    assert [(p.due, p.principal) for p in merged.loan.repayments] == [(date(2027, 3, 20), 250_000)]
    assert merged.loan.amount == case.loan.amount
    assert [(c.field, c.kept, c.other) for c in outcome.conflicts] == [("Loan amount", "1,000,000", "250,000")]
    again, outcome = merge_into_case(merged, read(SCHEDULE))
    assert (again, outcome.added, outcome.merged) == (merged, 0, 1)


def test_a_ledger_comes_into_the_cost_plan_with_open_price_indices(read: Read, case: Case) -> None:
    merged, outcome = merge_into_case(case, read(LEDGER))
    assert merged.cost is not None
    assert [(i.cost_class.value, i.note, i.year, i.project, i.amount.value) for i in merged.cost.items] == [
        ("labour", "", 2023, "甲", 1_000_000),
        ("other", "厂房改造", 2024, "甲", 50_000),
    ]
    assert {i.amount.source_kind for i in merged.cost.items} == {SourceKind.ACCOUNTS}
    assert {i.index_factor.value for i in merged.cost.items} == {None}
    assert merged.cost.development_years.value is None
    dearer = [LEDGER[0], ["2023", "人工费", "101", "甲"]]
    again, outcome = merge_into_case(merged, read(dearer))
    assert again.cost == merged.cost
    assert [(c.kept, c.other) for c in outcome.conflicts] == [("1,000,000", "1,010,000")]


def test_a_royalty_licence_stands_apart_from_the_prices(read: Read, case: Case) -> None:
    merged, outcome = merge_into_case(case, read(as_rows(ImportKind.COMPARABLES)))
    assert merged.market is not None
    assert [d.name for d in merged.market.comparables] == ["甲受让乙"]
    assert [(d.name, d.kind) for d in merged.market.licences] == [("丙许可", DealKind.ROYALTY_LICENCE)]
    again, outcome = merge_into_case(merged, read(as_rows(ImportKind.COMPARABLES)))
    assert (again, outcome.added, outcome.merged) == (merged, 0, 2)


def test_figures_in_another_currency_than_the_case_are_refused(read: Read, case: Case) -> None:
    preview = read([["Sales forecast (USD million)", "", ""], ["Product", "2027E", "2028E"], ["Powder", "1.5", "2"]])
    merged, outcome = merge_into_case(case, preview)
    assert merged.products == ()
    assert [p.message.code for p in outcome.refused] == ["other_currency"]
    in_dollars, outcome = merge_into_case(case.model_copy(update={"currency": "USD"}), preview)
    assert len(in_dollars.products) == 1


@pytest.mark.parametrize("rows", [SCHEDULE, LEDGER])
def test_what_belongs_to_a_case_is_not_taken_into_the_library(
    services: Services, read: Read, rows: list[list[str]]
) -> None:
    with pytest.raises(DataProblem):
        take_over(services, read(rows))


def test_a_schedule_or_a_ledger_in_another_currency_is_refused(read: Read, case: Case) -> None:
    for rows in (
        [["单位：万美元"], *[[c.replace("（万元）", "") for c in r] for r in table]] for table in (SCHEDULE, LEDGER)
    ):
        preview = read(rows)
        assert {record.currency for record in preview.records} == {"USD"}  # type: ignore[attr-defined]
        merged, outcome = merge_into_case(case, preview)
        assert (merged.loan, outcome.added) == (case.loan, 0)
        assert {p.message.code for p in outcome.refused} == {"other_currency"}
        assert outcome.rows == outcome.added + outcome.merged + outcome.refused_rows
