"""Does the tab about doubt say what the services say, off the GUI thread, and can its stories and pairs be edited?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pledgeapp.i18n import texts
from pledgeapp.records.assessment import BreakEvenResult
from pledgeapp.services.analyse_value import value_analysis
from ui.pages.case.break_even_words import break_even_words
from ui.state.edits import replace_at
from ui.state.quantities import as_typed, from_typed
from ui.widgets.assumption_detail import Measure
from valuation.wording import Message

TAB = 4
RATE = "products[0].income.split_rate"
PERCENT = Measure("%", lambda v: as_typed(v, "percent", "yuan"), lambda t: from_typed(t, "percent", "yuan"))


def part(page: Any, name: str) -> Any:
    return next(part for part in page.parts if type(part).__name__ == name)


def opened(bench: Any, **changes: Any) -> Any:
    """The tab in front with its answers; `changes` are fields of the case."""
    case = bench.case.model_copy(update=changes)
    bench.session.edit(Message("x", "x"), case)
    bench.assess()
    page = bench.page("value")
    page.tabs.setCurrentIndex(TAB)
    bench.qtbot.waitUntil(lambda: page.questions.answers is not None, timeout=20_000)
    bench.settle()
    return page


def test_nothing_is_asked_before_the_tab_is_in_front_nor_while_a_slider_is_held(bench: Any) -> None:
    page = bench.page("value")
    bench.settle()
    assert page.questions.answers is None
    bench.session.try_out(replace_at(bench.case, f"{RATE}.value", "0.025"))
    bench.assess()
    page.tabs.setCurrentIndex(TAB)
    bench.settle()
    assert page.questions.answers is None
    bench.session.keep(Message("x", "x"))
    bench.settle()
    bench.qtbot.waitUntil(lambda: page.questions.answers is not None, timeout=20_000)


def test_scenarios_table_and_break_even_are_those_of_the_service(bench: Any) -> None:
    page = opened(bench)
    analysis = value_analysis(bench.case, bench.services.reference)
    answers = page.questions.answers
    assert answers.scenarios == analysis.scenarios()
    assert answers.two_way == analysis.two_way(answers.paths[0], answers.paths[1])
    loan = float(bench.case.loan.amount.amount)
    assert answers.break_even == tuple(analysis.break_even(path, loan) for path in answers.paths)
    table = part(page, "TwoWayCard").rows
    assert len(table.rows) == len(answers.two_way.row_values)
    shown = {row.scenario.name: row.result for row in part(page, "ScenariosCard").rows.rows}
    assert shown == {found.name: found for found in answers.scenarios}
    page.questions.choose_axes((answers.paths[2], answers.paths[0]))
    bench.settle()
    assert page.questions.answers.two_way.row_path == answers.paths[2]


def test_without_correlations_the_shares_of_the_doubt_add_up_to_about_one(bench: Any) -> None:
    page = opened(bench, correlations=())
    shares = part(page, "SharesCard").chart.table
    found = page.questions.answers.shares
    assert len(shares) == 1 + len(found) > 3
    assert sum(share.first_order for share in found) == pytest.approx(1.0, abs=0.1)


def test_a_scenario_is_told_changed_and_removed_each_with_undo(bench: Any) -> None:
    page = opened(bench, scenarios=())
    card = part(page, "ScenariosCard")
    card._begin()
    assert [s.name for s in bench.case.scenarios] == ["情景 1"]
    card.input.editor.setCurrentIndex(card.input.editor.findData(RATE))
    card.value.editor.setText("2")
    card._put_change()
    change = bench.case.scenarios[0].changes[0]
    assert (change.path, change.value) == (RATE, Decimal("0.02"))
    bench.assess()
    bench.settle()
    result = card.rows.rows[0].result
    assert result is not None
    assert result.difference < 0
    card.value.editor.setText("two")
    card._put_change()
    assert card._reason.isVisibleTo(page)
    card._take_change()
    assert bench.case.scenarios[0].changes == ()
    card._take_out()
    assert bench.case.scenarios == ()
    bench.session.undo()
    assert bench.case.scenarios[0].name == "情景 1"


def test_a_pair_is_added_once_with_its_value_and_a_contradiction_is_said(bench: Any) -> None:
    page = opened(bench, correlations=())
    card = part(page, "CorrelationsCard")
    paths = [card.first.editor.itemData(i) for i in range(card.first.editor.count())]

    def put(first: str, second: str, value: str) -> None:
        card.first.editor.setCurrentIndex(card.first.editor.findData(first))
        card.second.editor.setCurrentIndex(card.second.editor.findData(second))
        card.value.editor.setText(value)
        card._put_in()

    put(paths[0], paths[0], "0.5")
    assert bench.case.correlations == ()
    assert card._reason.isVisibleTo(page)
    for first, second, value in ((0, 1, "0.9"), (0, 2, "0.9"), (1, 2, "0.55")):
        put(paths[first], paths[second], value)
    put(paths[1], paths[0], "0.2")
    assert len(bench.case.correlations) == 3
    put(paths[0], paths[3], "1.5")
    assert len(bench.case.correlations) == 3
    assert card.rows.setData(card.rows.index(0, 3), "同一批客户")
    assert bench.case.correlations[0].reason == "同一批客户"
    bench.assess()
    bench.settle()
    assert card._repaired.isVisibleTo(page)
    card._take_out()
    assert len(bench.case.correlations) == 2


def test_points_paths_and_seed_are_chosen_and_the_error_is_told(bench: Any) -> None:
    page = opened(bench)
    form = part(page, "DistributionCard").form
    form.fields["paths"].editor.setText("1024")
    form.fields["paths"]._commit()
    assert bench.case.simulation.paths == 1024
    form.fields["paths"].editor.setText("3")
    form.fields["paths"]._commit()
    assert bench.case.simulation.paths == 1024
    assert form.fields["paths"]._reason.isVisibleTo(page)
    bench.assess()
    assert sum(bench.session.assessment.simulation.histogram_counts) == 1024
    assert "1,024" in part(page, "DistributionCard")._words.text()


@pytest.mark.parametrize(
    ("covered", "code"),
    [
        ((), "never_covered"),
        (((0.0, 1.0),), "always_covered"),
        (((0.032, 1.0),), "covered_above"),
        (((0.0, 0.21),), "covered_below"),
        (((0.1, 0.2),), "covered_between"),
        (((0.1, 0.2), (0.3, 1.0)), "covered_in_parts"),
    ],
)
def test_break_even_is_said_in_one_sentence_for_every_kind_of_answer(
    covered: tuple[tuple[float, float], ...], code: str
) -> None:
    found = BreakEvenResult(path=RATE, low=0.0, high=1.0, roots=(), covered=covered, verdict="")
    said = break_even_words(found, "费率", PERCENT)
    assert said.code == code
    for language in ("zh", "en"):
        shown = texts(language).message(said)
        assert "费率" in shown
        assert "{" not in shown
    if code == "covered_above":
        assert "3.2 %" in texts("en").message(said)
