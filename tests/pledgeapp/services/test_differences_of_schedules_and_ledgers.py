"""Does a newer schedule or ledger show what is new, changed and gone in a case, and does what was typed stay?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pledgeapp.intake.preview import preview_file
from pledgeapp.records.case import Case
from pledgeapp.records.cost import CostClass, CostItem
from pledgeapp.records.field_sources import NO_PREFERENCE
from pledgeapp.records.import_differences import Choice, DifferenceKind
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.record_merging import revised
from pledgeapp.services.compare_import import differences_in_case
from pledgeapp.services.merge_into_case import merge_into_case

TODAY = date(2026, 11, 24)
Read = Callable[[str, list[list[str]]], ImportPreview]
SCHEDULE = [
    ["还款日", "应还本金（万元）", "应还利息（万元）"],
    ["2027-03-20", "25", "1.2"],
    ["2027-06-20", "25", "0.9"],
    ["2027-09-20", "25", "0.6"],
]
LEDGER = [
    ["年度", "费用类别", "金额（万元）", "研发项目"],
    ["2023", "人工费", "100", "甲"],
    ["2024", "人工费", "80", "甲"],
    ["2024", "厂房改造", "5", "甲"],
]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def preview(name: str, rows: list[list[str]]) -> ImportPreview:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return preview_file(path, source_day=TODAY)

    return preview


@pytest.fixture
def case() -> Case:
    return Case(title="案件", valuation_date=TODAY)


def test_a_newer_schedule_is_laid_beside_the_one_there(read: Read, case: Case) -> None:
    case, _ = merge_into_case(case, read("计划.csv", SCHEDULE))
    newer = [SCHEDULE[0], SCHEDULE[1], ["2027-06-20", "25", "0.8"], ["2027-12-20", "25", "0.3"]]
    preview = read("计划.csv", newer)
    found = differences_in_case(case, preview, NO_PREFERENCE)
    kinds = {record.subject: record.kind for record in found.records}
    assert found.same == 1
    assert kinds == {
        "2027-06-20": DifferenceKind.CHANGED,
        "2027-12-20": DifferenceKind.NEW,
        "2027-09-20": DifferenceKind.GONE,
    }
    (changed,) = found.of(DifferenceKind.CHANGED)
    assert [(f.field, f.old, f.new, f.is_proposed) for f in changed.fields] == [("interest", "9,000", "8,000", False)]

    kept, _ = merge_into_case(case, preview)
    assert kept.loan.repayments[1].interest == 9_000
    taken, _ = merge_into_case(case, preview, Choice({changed.key: frozenset({"interest"})}))
    assert taken.loan.repayments[1].interest == 8_000
    assert [payment.due.month for payment in taken.loan.repayments] == [3, 6, 9, 12]


def test_another_schedule_makes_nothing_gone(read: Read, case: Case) -> None:
    case, _ = merge_into_case(case, read("计划.csv", SCHEDULE))
    found = differences_in_case(case, read("另.csv", [SCHEDULE[0], ["2028-01-20", "25", "1"]]), NO_PREFERENCE)
    assert [record.kind for record in found.records] == [DifferenceKind.NEW]


def test_the_sums_of_a_newer_ledger_are_proposed_and_typed_ones_stay(read: Read, case: Case) -> None:
    case, _ = merge_into_case(case, read("账.csv", LEDGER))
    case = _with_sum_set(case, CostClass.OTHER, Decimal(60_000))
    newer = [LEDGER[0], ["2023", "人工费", "110", "甲"], ["2024", "厂房改造", "7", "甲"]]
    preview = read("账.csv", newer)
    found = differences_in_case(case, preview, NO_PREFERENCE)
    assert case.cost is not None
    by_name = {record.subject: record for record in found.of(DifferenceKind.CHANGED)}
    (labour,) = by_name["Labour"].fields
    assert (labour.old, labour.new, labour.is_proposed, labour.is_by_hand) == ("1,000,000", "1,100,000", True, False)
    (typed,) = by_name["厂房改造"].fields
    assert (typed.old, typed.is_proposed, typed.is_by_hand) == ("60,000", False, True)
    assert [record.title for record in found.of(DifferenceKind.GONE)] == ["2024 · 甲"]

    every = {record.key: frozenset({"amount"}) for record in found.records}
    taken, outcome = merge_into_case(case, preview, Choice(every))
    assert taken.cost is not None
    sums = {(item.cost_class, item.year): item.amount.value for item in taken.cost.items}
    assert sums == {
        (CostClass.LABOUR, 2023): 1_100_000,
        (CostClass.LABOUR, 2024): 800_000,
        (CostClass.OTHER, 2024): 60_000,
    }
    assert {(c.kept, c.other) for c in outcome.conflicts} == {("1,100,000", "1,000,000"), ("60,000", "70,000")}
    kept, _ = merge_into_case(case, preview)
    assert kept.cost == case.cost


def test_a_sum_still_open_is_filled_and_another_list_proposes_nothing(read: Read, case: Case) -> None:
    case, _ = merge_into_case(case, read("账.csv", LEDGER))
    case = _with_sum_set(case, CostClass.OTHER, None)
    found = differences_in_case(
        case, read("别的账.csv", [LEDGER[0], *LEDGER[3:], ["2023", "人工费", "1", "甲"]]), NO_PREFERENCE
    )
    fields = {record.subject: record.fields[0] for record in found.of(DifferenceKind.CHANGED)}
    assert (fields["厂房改造"].old, fields["厂房改造"].new) == ("", "50,000")
    assert not fields["Labour"].is_proposed


def _with_sum_set(case: Case, kind: CostClass, value: Decimal | None) -> Case:
    assert case.cost is not None

    def changed(item: CostItem) -> CostItem:
        stamp = {"value": value, "set_by": "李工", "set_at": datetime(2026, 11, 20, tzinfo=UTC)}
        return revised(item, amount=revised(item.amount, **stamp)) if item.cost_class is kind else item

    return revised(case, cost=revised(case.cost, items=tuple(map(changed, case.cost.items))))
