"""Does a case in dollars say so wherever a step shows or takes a sum?"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QTableView, QWidget

from pledgeapp.records.money import Money
from tests.foreign_case import dollar_case
from ui.pages.case import STEPS
from ui.state.case_session import CaseSession
from ui.state.edits import replace_at
from ui.state.quantities import from_typed

IN_YUAN = re.compile(r"(?<!美|单)元|CNY")
NAMES = {("zh", "wan"): "万美元", ("zh", "yuan"): "美元", ("en", "wan"): "USD 10k", ("en", "yuan"): "USD"}
POLICY_MAXIMUM = {("zh", "wan"): "万元", ("zh", "yuan"): "元", ("en", "wan"): "CNY 10k", ("en", "yuan"): "CNY"}
"""The largest loan of a lending policy is in yuan whatever the case is in."""


def texts_of(page: QWidget) -> list[str]:
    """What labels, buttons, tabs and titles of tables say."""
    texts = [made.text() for kind in (QLabel, QAbstractButton) for made in page.findChildren(kind)]
    texts += [bar.tabText(i) for bar in page.findChildren(QTabBar) for i in range(bar.count())]
    for table in page.findChildren(QTableView):
        model = table.model()
        texts += [str(model.headerData(i, Qt.Orientation.Horizontal) or "") for i in range(model.columnCount())]
    return texts


def type_loan(page: Any, text: str) -> None:
    """Enter the loan amount asked for."""
    field = next(found for part in page.parts if (found := part.field_at("loan.amount")) is not None)
    field.committed.emit(text)


@pytest.mark.parametrize("key", [step.key for step in STEPS])
@pytest.mark.parametrize(("language", "unit"), list(NAMES))
def test_no_sum_of_the_case_is_called_yuan(make_bench: Callable[..., Any], key: str, language: str, unit: str) -> None:
    bench = make_bench(dollar_case(), language=language, money_unit=unit)
    texts = texts_of(bench.page(key))
    in_yuan = [text for text in texts if IN_YUAN.search(text)]
    assert in_yuan == ([POLICY_MAXIMUM[language, unit]] if key == "collateral" else [])
    if key in ("parties", "patents", "value", "collateral", "report"):
        assert any(NAMES[language, unit] in text for text in texts)


def test_a_page_writes_its_units_anew_for_a_case_in_another_currency(bench: Any) -> None:
    page = bench.page("value")
    assert any("万元" in text for text in texts_of(page))
    bench.session = CaseSession(dollar_case())
    bench.desk.open_session(bench.session)
    bench.assess()
    page.show_session(bench.session)
    texts = texts_of(page)
    assert not [text for text in texts if IN_YUAN.search(text)]
    assert any("万美元" in text for text in texts)


def test_a_typed_loan_is_in_the_currency_of_the_case(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(replace_at(dollar_case(), "loan.amount", None))
    type_loan(bench.page("parties"), "80")
    assert bench.case.loan.amount == Money(amount=Decimal(800_000), currency="USD")
    assert bench.undo_name().endswith("→ 80 万美元")


def test_a_loan_in_a_third_currency_stays_in_it(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(dollar_case("EUR"))
    page = bench.page("parties")
    assert any(text == "万欧元" for text in texts_of(page))
    type_loan(page, "80")
    assert bench.case.loan.amount == Money(amount=Decimal(800_000), currency="EUR")


def test_a_transaction_entered_by_hand_is_in_the_currency_of_the_case(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(dollar_case())
    card = next(part for part in bench.page("value").parts if hasattr(part, "entry"))
    entered = {"name": "A sold to B", "transaction_date": "2025-03-01", "payments": "12", "patents_count": "2"}
    for name, text in entered.items():
        card.entry.fields[name].show_value(text)
    card.entry.add()
    added = bench.case.market.comparables[-1]
    assert (added.currency, added.payments[0].amount) == ("USD", Decimal(120_000))


def test_payments_are_titled_in_the_currency_of_their_transaction(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(replace_at(dollar_case(), "market.comparables[1].currency", "EUR"))
    card = next(part for part in bench.page("value").parts if hasattr(part, "entry"))

    def title() -> str:
        return str(card.detail.payments.headerData(1, Qt.Orientation.Horizontal))

    card.table.choose_row(0)
    assert title().endswith("(万美元)")
    card.table.choose_row(1)
    assert title().endswith("(万欧元)")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("80", 800_000),
        ("80万", 800_000),
        ("80 万美元", 800_000),
        ("80美元", 80),
        ("80 usd", 80),
        ("0.5亿美元", 50_000_000),
    ],
)
def test_a_sum_may_be_typed_with_its_currency(typed: str, amount: int) -> None:
    assert from_typed(typed, "money", "wan", "USD") == str(amount)


@pytest.mark.parametrize("typed", ["80万元", "80元", "80 CNY", "80万欧元"])
def test_a_sum_typed_in_another_currency_is_refused_and_not_taken_for_dollars(
    make_bench: Callable[..., Any], typed: str
) -> None:
    bench = make_bench(dollar_case())
    before = bench.case
    type_loan(bench.page("parties"), typed)
    assert bench.case is before
    assert from_typed(typed, "money", "yuan", "USD") == typed
