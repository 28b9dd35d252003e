"""Are findings answered, policies chosen and confirmed, and transactions compared as a careful person would want?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pledgeapp.records.finding import Effect


def test_a_question_is_answered_and_reopened_by_undo(bench: Any) -> None:
    page = bench.page("rights")
    group = next(g for g in page.groups if g._effect is Effect.ASK)
    row = next(iter(group.rows.values()))
    row.answer.click()
    assert bench.session.undo_name is None
    assert row._reason.isVisibleTo(page), "an answer without words is refused beside the line"
    row.line.setText("已取得缴费收据")
    row.answer.click()
    answer = bench.case.answers[-1]
    assert (answer.text, answer.answered_by, answer.settles) == ("已取得缴费收据", "李工", True)
    bench.assess()
    assert not row.is_open
    assert not row.line.isVisibleTo(page)
    assert "已取得缴费收据" in row._answered.text()
    bench.session.undo()
    bench.assess()
    assert row.is_open
    assert row.line.isVisibleTo(page)


def test_a_blocking_finding_stays_until_the_answer_says_it_settles(make_bench: Callable[..., Any]) -> None:
    bench = make_bench("university_spin_out")
    page = bench.page("rights")
    group = next(g for g in page.groups if g._effect is Effect.BLOCK)
    key, row = next(iter(group.rows.items()))
    row.line.setText("正在办理转让登记")
    row.answer.click()
    bench.assess()
    assert not next(f for f in bench.session.assessment.findings if f.key == key).is_settled
    row.reopen.click()
    row.line.setText("转让已登记，见附件")
    row.settles.setChecked(True)
    row.answer.click()
    bench.assess()
    assert next(f for f in bench.session.assessment.findings if f.key == key).is_settled


def test_a_finding_leads_to_its_patent(bench: Any) -> None:
    page = bench.page("rights")
    row = next(r for g in page.groups for r in g.rows.values() if r._finding.patent_id is not None)
    row.goto.click()
    position = [p.id for p in bench.case.patents].index(row._finding.patent_id)
    assert (bench.desk.place.page, bench.desk.place.focus) == ("case/patents", f"patents[{position}]")


def test_a_published_policy_is_chosen_and_confirmed_under_a_name(bench: Any) -> None:
    page = bench.page("collateral")
    card = page.policy
    bench.settle()
    card.choice.setCurrentIndex(card.choice.findData("bocom_beijing_2006"))
    card.choice.activated.emit(card.choice.currentIndex())
    policy = bench.case.policy
    assert policy.key == "bocom_beijing_2006"
    assert not policy.is_confirmed
    card.confirmed.click()
    assert bench.case.policy.is_confirmed
    assert "李工" in bench.case.policy.source
    assert "2026-11-24" in bench.case.policy.source


def test_a_cap_changed_by_hand_is_no_longer_the_confirmed_policy(bench: Any) -> None:
    page = bench.page("collateral")
    field = page.policy.form.fields["loan_to_value_caps[invention]"]
    assert bench.case.policy.is_confirmed
    field.editor.setText("40")
    field.editor.editingFinished.emit()
    assert bench.case.policy.loan_to_value_caps["invention"] == Decimal("0.4")
    assert not bench.case.policy.is_confirmed
    field.editor.setText("140")
    field.editor.editingFinished.emit()
    assert field._reason.isVisibleTo(page)
    assert bench.case.policy.loan_to_value_caps["invention"] == Decimal("0.4")
    field.editor.setText("")
    field.editor.editingFinished.emit()
    assert "invention" not in bench.case.policy.loan_to_value_caps, "a right type without a cap is not lent on"


def test_nobody_without_a_name_confirms(make_bench: Callable[..., Any]) -> None:
    bench = make_bench("battery_equipment", person="")
    card = bench.page("collateral").policy
    was = bench.case.policy.is_confirmed
    assert not was
    card.confirmed.click()
    assert not bench.case.policy.is_confirmed
    assert card._reason.text()


def test_a_transaction_is_added_adjusted_and_taken_out(bench: Any) -> None:
    page = bench.page("value")
    page.tabs.setCurrentIndex(1)
    card = next(part for part in page.parts if part.__class__.__name__ == "ComparablesCard")
    count = len(bench.case.market.comparables)
    entry = card.entry
    entry.begin()
    entry.add()
    assert len(bench.case.market.comparables) == count
    assert all(f._reason.text() for f in (entry.fields["name"], entry.fields["payments"]))
    for name, text in (
        ("name", "甲向乙转让两件"),
        ("transaction_date", "2025-05-06"),
        ("payments", "300"),
        ("patents_count", "2"),
    ):
        entry.fields[name].editor.setText(text)
    entry.add()
    added = bench.case.market.comparables[-1]
    assert added.payments[0].amount == Decimal(3_000_000)
    assert all(adjustment.factor == 1 for adjustment in added.adjustments)
    card.table.choose_row(count)
    model = card.detail.adjustments
    assert model.setData(model.index(0, 1), "0.9")
    assert bench.case.market.comparables[-1].adjustments[0].factor == Decimal("0.9")
    assert not model.setData(model.index(0, 1), "0")
    bench.assess()
    assert card.rows.rows[count].result.total_adjustment == 0.9
    card.table.choose_row(count)
    card._remove.click()
    assert len(bench.case.market.comparables) == count


def test_comparables_of_the_library_are_taken_once(bench: Any) -> None:
    page = bench.page("value")
    card = next(part for part in page.parts if part.__class__.__name__ == "ComparablesCard")
    there = bench.case.market.comparables
    new = there[0].model_copy(update={"id": "another", "name": "another deal"})
    card.take((there[0], new))
    assert [c.id for c in bench.case.market.comparables] == [*(c.id for c in there), "another"]
