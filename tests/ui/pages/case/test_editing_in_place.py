"""Does an edit in place change the case under a name, and does a refused one say why beside its field?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pledgeapp.records.assumption import DistributionKind, SourceKind
from pledgeapp.records.loan import Repayment


def typed(editor: Any, text: str) -> None:
    """Type over what stands in a line and press Enter, as a person does."""
    editor.setFocus()
    editor.selectAll()
    editor.insert(text)  # QTest itself types no Chinese
    QTest.keyClick(editor, Qt.Key.Key_Return)


def row_of(page: Any, path: str) -> Any:
    """The line of an assumption."""
    return next(row for part in page.parts if (row := part.field_at(path)) is not None)


PATH = "products[0].income.split_rate"


def test_a_typed_rate_changes_the_case_under_a_name_and_can_be_undone(bench: Any) -> None:
    page = bench.page("value")
    before = bench.case
    typed(row_of(page, PATH).editor, "3.25%")
    changed = bench.case.products[0].income.split_rate
    assert changed.value == Decimal("0.0325")
    assert changed.set_by == "李工"
    assert changed.set_at == bench.services.clock()
    assert "3 % → 3.25" in bench.undo_name()
    assert row_of(page, PATH).editor.text() == "3.25"
    bench.session.undo()
    assert bench.case is before
    assert row_of(page, PATH).editor.text() == "3"


def test_another_value_over_a_documented_one_must_say_anew_where_it_comes_from(bench: Any) -> None:
    page = bench.page("value")
    old = bench.case.products[0].income.split_rate
    assert old.source_kind is SourceKind.REFERENCE
    typed(row_of(page, PATH).editor, "3.2")
    assert bench.case.products[0].income.split_rate.source_kind is SourceKind.UNCONFIRMED
    assert row_of(page, PATH).editor.property("state") == "attention"
    judged = "products[0].income.discount_rate"
    typed(row_of(page, judged).editor, "17")
    assert bench.case.products[0].income.discount_rate.source_kind is SourceKind.JUDGEMENT


@pytest.mark.parametrize("text", ["abc", "9"])
def test_a_refused_value_says_why_beside_its_field_and_the_case_stays(bench: Any, text: str) -> None:
    page = bench.page("value")
    before, row = bench.case, row_of(page, PATH)
    typed(row.editor, text)
    assert bench.case is before
    assert bench.session.undo_name is None
    assert row._reason.isVisibleTo(page)
    assert row._reason.text()
    assert row.editor.text() == text
    assert row.editor.property("state") == "refused"
    typed(row.editor, "3")
    assert not row._reason.isVisibleTo(page)


def test_a_cleared_value_is_open_not_zero(bench: Any) -> None:
    page = bench.page("value")
    row = row_of(page, "products[0].income.success_probability")
    typed(row.editor, " ")
    assert bench.case.products[0].income.success_probability.value is None
    assert row.editor.property("state") == "refused"
    bench.assess()
    assert any(p.path == "products[0].income.success_probability" for p in bench.session.assessment.open_points)


def test_doubt_source_reason_and_evidence_are_edited_below_the_line(bench: Any) -> None:
    page = bench.page("value")
    path = "products[0].income.split_decline"
    row = row_of(page, path)
    row.opener.click()
    detail = row.detail
    detail.doubt.editor.setCurrentIndex(detail.doubt.editor.findData("triangular"))
    assert bench.session.undo_name is None, "half a doubt is none yet"
    typed(detail.low.editor, "5")
    typed(detail.high.editor, "11")
    doubt = bench.case.products[0].income.split_decline.uncertainty
    assert (doubt.kind, doubt.low, doubt.high) == (DistributionKind.TRIANGULAR, Decimal("0.05"), Decimal("0.11"))
    typed(detail.reason.editor, "技术更新周期")
    assert bench.case.products[0].income.split_decline.reason == "技术更新周期"
    typed(detail.high.editor, "6")
    assert detail._measure is not None
    assert bench.case.products[0].income.split_decline.uncertainty.high == Decimal("0.11")
    assert any(field._reason.isVisibleTo(page) for field in (detail.low, detail.high, detail.doubt))


def test_loan_and_parties_are_entered_into_an_empty_case(make_bench: Callable[..., Any]) -> None:
    bench = make_bench("empty")
    page = bench.page("parties")
    loan, borrower = page.parts[0].form.fields, page.parts[1].form.fields
    typed(loan["loan.amount"].editor, "150")
    assert bench.case.loan.amount.amount == Decimal(1_500_000)
    typed(loan["loan.start_date"].editor, "2026年12月1日")
    assert str(bench.case.loan.start_date) == "2026-12-01"
    loan["loan.repayment"].editor.setCurrentIndex(1)
    assert bench.case.loan.repayment is Repayment.EQUAL_PRINCIPAL
    assert not borrower["credit_code"].isEnabled(), "a party is made by its name"
    typed(borrower["name"].editor, "安澜固态电池有限公司")
    assert bench.case.borrower.name == "安澜固态电池有限公司"
    typed(borrower["credit_code"].editor, "919900000000000019")
    assert bench.case.borrower.credit_code is None
    assert "统一社会信用代码" in borrower["credit_code"]._reason.text()
    typed(borrower["credit_code"].editor, "919900000000000018")
    assert bench.case.borrower.credit_code == "919900000000000018"
    assert not borrower["credit_code"]._reason.isVisibleTo(page)
    page.parts[1]._clear.click()
    assert bench.case.borrower is None


def test_text_being_typed_survives_an_edit_elsewhere(bench: Any) -> None:
    page = bench.page("parties")
    field = page.parts[0].form.fields["loan.purpose"]
    field.editor.setText("half a sen")
    page.edit(page.desk.session.undo_name or _name(), "note", "by someone else")
    assert field.editor.text() == "half a sen"


def test_an_approach_is_weighed_with_its_reason_in_the_table(bench: Any) -> None:
    page = bench.page("value")
    page.tabs.setCurrentIndex(5)
    weights = next(part for part in page.parts if part.__class__.__name__ == "WeightsCard")
    model = weights.rows
    assert model.setData(model.index(1, 2), "30")
    assert [c.weight for c in bench.case.approaches] == [60, 30, 25]
    assert not model.setData(model.index(1, 2), "300")
    assert weights._reason.isVisibleTo(page)
    assert [c.weight for c in bench.case.approaches] == [60, 30, 25]
    assert model.setData(model.index(1, 4), "来源等级不高")
    assert bench.case.approaches[1].reason == "来源等级不高"


def test_plans_of_an_empty_case_begin_with_open_questions_only(make_bench: Callable[..., Any]) -> None:
    bench = make_bench("empty")
    page = bench.page("value")
    for part in page.parts:
        if part.__class__.__name__ in ("MarketPlanCard", "CostItemsCard"):
            part._begin.click()
    assert bench.case.market.deferred_payment_rate.value is None
    assert bench.case.cost.development_years.value is None
    items = next(part for part in page.parts if part.__class__.__name__ == "CostItemsCard")
    items._add.click()
    assert bench.case.cost.items[0].amount.value is None
    typed(row_of(page, "cost.items[0].amount").editor, "390")
    assert bench.case.cost.items[0].amount.value == Decimal(3_900_000)
    items._remove.click()
    assert bench.case.cost.items == ()
    collateral = bench.page("collateral")
    collateral.disposal._begin.click()
    assert bench.case.disposal.months_to_sale.value is None


def _name() -> Any:
    from valuation.wording import Message

    return Message("note", "Note")
