"""Is the currency of sums taken from where it is said, and is none ever assumed? All tables are synthetic."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pledgeapp.intake.amounts import currencies_in, read_amount
from pledgeapp.intake.layouts import layout_named
from pledgeapp.intake.templates import TEMPLATE_LAYOUTS
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.refusal import RefusedValue

Read = Callable[..., ImportPreview]
WITH_MONEY = [ImportKind.COMPARABLES, ImportKind.REVENUE, ImportKind.LOAN, ImportKind.COST]
ROWS = {
    ImportKind.REVENUE: (["产品名称", "年度", "数据性质", "营业收入"], ["粉体", "2024", "实际", "320"]),
    ImportKind.LOAN: (["还款日", "应还本金"], ["2027-03-20", "25"]),
    ImportKind.COST: (["年度", "费用类别", "金额"], ["2024", "人工费", "128"]),
}


@pytest.mark.parametrize("kind", WITH_MONEY)
def test_every_template_with_money_has_a_column_for_its_currency(kind: ImportKind) -> None:
    assert layout_named(TEMPLATE_LAYOUTS[kind]).column("currency") is not None


@pytest.mark.parametrize("kind", list(ROWS))
@pytest.mark.parametrize(
    ("above", "header", "cells", "expected"),
    [
        ("", "", ["万元", "美元"], "USD"),
        ("", "", ["万元", ""], None),
        ("币种：欧元", "", ["万元", ""], "EUR"),
        ("币种：欧元", "", ["万元", "USD"], "USD"),
        ("", "（万美元）", ["", ""], "USD"),
        ("", "（万元）", ["", ""], None),
    ],
)
def test_where_the_currency_is_said(
    read_rows: Read, kind: ImportKind, above: str, header: str, cells: list[str], expected: str | None
) -> None:
    names, first = ROWS[kind]
    names = [*names[:-1], names[-1] + header]
    preview = read_rows([above or "表", *[""] * 5], [*names, "单位", "币种"], [*first, *cells], kind=kind)
    assert preview.refused == ()
    (record,) = preview.records
    assert record.currency == expected  # type: ignore[attr-defined]


def test_a_sign_says_it_and_must_not_contradict_what_is_stated(read_rows: Read) -> None:
    preview = read_rows(
        ["还款日", "应还本金", "单位", "币种"],
        ["2027-03-20", "US$25", "万元", ""],
        ["2027-06-20", "$25", "万元", "CNY"],
        ["2027-09-20", "¥25", "万元", ""],
    )
    assert [payment.currency for payment in preview.repayments] == ["USD", None]
    (problem,) = preview.refused
    assert (problem.row, problem.column, problem.value) == (3, "应还本金", "$25")


def test_a_ledger_in_two_currencies_is_not_added_up(read_rows: Read) -> None:
    preview = read_rows(
        ["年度", "费用类别", "金额（万元）", "币种"],
        ["2024", "人工费", "100", "CNY"],
        ["2024", "人工费", "20", "USD"],
        ["2024", "人工费", "5", "USD"],
    )
    assert {cost.currency: cost.amount for cost in preview.costs} == {
        "CNY": Decimal(1_000_000),
        "USD": Decimal(250_000),
    }


@pytest.mark.parametrize("is_across", [True, False])
def test_a_currency_column_of_a_sheet_by_years(read_rows: Read, is_across: bool) -> None:
    across = (
        ["项目", "单位", "币种", "2023年", "2024年"],
        ["营业收入", "万元", "美元", "100", "120"],
        ["营业成本", "万元", "美元", "60", "70"],
    )
    down = (
        ["年度", "币种", "营业收入（万元）", "营业成本（万元）"],
        ["2023年", "USD", "100", "60"],
        ["2024年", "USD", "120", "70"],
    )
    (imported,) = read_rows(*(across if is_across else down)).products
    assert imported.currency == "USD"
    assert [figures.revenue for figures in imported.product.figures] == [Decimal(1_000_000), Decimal(1_200_000)]
    assert imported.product.figures[0].gross_margin == Decimal("0.4")


@pytest.mark.parametrize(
    ("text", "amount", "codes"),
    [
        ("120万美元", 1_200_000, ("USD",)),
        ("US$ 120", 1_200_000, ("USD",)),
        ("人民币120万元", 1_200_000, ("CNY",)),
        ("HK$120", 1_200_000, ("HKD",)),
        ("¥120", 1_200_000, ()),
        ("120 USD", 1_200_000, ("USD",)),
    ],
)
def test_signs_and_words_beside_a_figure(text: str, amount: int, codes: tuple[str, ...]) -> None:
    assert read_amount(text, Decimal(10_000)) == amount
    assert currencies_in(text) == codes


def test_dollars_are_a_unit_of_their_own() -> None:
    assert read_amount("120美元", None) == 120
    with pytest.raises(RefusedValue):
        read_amount("120美元", Decimal(10_000))
