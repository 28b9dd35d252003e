"""Can every method of the catalogue be added, filled in, computed, weighed, taken over, copied and removed?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assumption import Assumption, DistributionKind, SourceKind, Uncertainty
from tests.valuation.catalogue_examples import EXAMPLES
from ui.dialogs.method_chooser import MethodChooser
from ui.operations.methods import FAMILIES, MethodPreview
from ui.pages.case.value_methods import MethodsCard
from ui.state.method_edits import input_name, new_method
from ui.state.method_words import CHOICES, PURPOSES
from ui.widgets.assumption_card import assumption_card
from ui.widgets.conclusion_strip import Look
from valuation.catalogue import models
from valuation.model import described_inputs

COUNTED = Assumption(value=Decimal(1), source_kind=SourceKind.JUDGEMENT, source="示例")


def example(name: str) -> AppliedMethod:
    """A method of the catalogue on the inputs of its example."""
    model, inputs = models()[name], []
    for key, described in described_inputs(model.inputs).items():
        given = EXAMPLES[name].get(key)
        if given is None:
            continue
        if described.choices:
            inputs.append(MethodInput(name=key, choice=given))
        elif described.is_table:
            inputs.append(MethodInput(name=key, series=Series(rows=tuple(tuple(map(_number, row)) for row in given))))
        elif described.is_series:
            values = given if hasattr(given, "__len__") else (given,)
            inputs.append(MethodInput(name=key, series=Series(values=tuple(map(_number, values)))))
        else:
            inputs.append(MethodInput(name=key, number=COUNTED.model_copy(update={"value": _number(given)})))
    return AppliedMethod(model=name, inputs=tuple(inputs))


def _number(value: float) -> Decimal:
    return Decimal(str(float(value)))


def page_with(bench: Any, *methods: AppliedMethod) -> Any:
    """The further-methods tab of a case with `methods` alone."""
    from valuation.wording import Message

    case = bench.case.model_copy(update={"methods": methods})
    bench.session.edit(Message("x", "x"), case)
    page = bench.page("value")
    page.tabs.setCurrentIndex(3)
    bench.settle()
    return page


def part(page: Any, name: str) -> Any:
    return next(part for part in page.parts if type(part).__name__ == name)


def preview(page: Any, bench: Any) -> MethodPreview:
    bench.settle()
    found = part(page, "MethodsCard").preview(bench.case)
    assert found is not None
    return found


@pytest.mark.parametrize("name", sorted(models()))
def test_every_method_of_the_catalogue_has_words_and_a_form_that_shows_it(bench: Any, name: str) -> None:
    model = models()[name]
    assert model.family in FAMILIES
    assert name in PURPOSES
    for described in described_inputs(model.inputs).values():
        assert set(described.choices) <= set(CHOICES)
    page = page_with(bench, new_method(model), example(name))
    card = part(page, "MethodInputsCard")
    assert not preview(page, bench).result or not described_inputs(model.inputs)
    part(page, "MethodsCard").choose(1)
    found = preview(page, bench)
    assert found.problems == ()
    assert found.result is not None
    expected = model.run(model.inputs(**EXAMPLES[name])).value
    assert found.result.value == pytest.approx(expected, rel=1e-9)
    controls = {**card.form.rows, **card.form.choices, **card.form.series}
    assert set(controls) == set(described_inputs(model.inputs))
    for control in controls.values():
        assert control.isVisibleTo(page)


def test_a_method_is_typed_in_from_nothing_and_each_input_says_what_it_lacks(bench: Any) -> None:
    page = page_with(bench)
    card = part(page, "MethodsCard")
    card.take("net_present_value")
    form = part(page, "MethodInputsCard").form
    bench.settle()
    assert preview(page, bench).result is None
    assert form.series["flows"]._reason.isVisibleTo(page)
    form.rows["discount_rate"].editor.setText("10")
    form.rows["discount_rate"]._commit()
    grid = form.series["flows"].grid
    QGuiApplication.clipboard().setText("-100\n60\n70")  # a column of a sheet; in 万元
    grid.setCurrentIndex(grid.model().index(0, 0))
    grid.paste()
    bench.settle()
    QGuiApplication.clipboard().setText("0\t1\t2")
    form.series["flow_years"].grid.paste()
    bench.settle()
    found = preview(page, bench)
    assert found.result is not None
    assert found.result.value == pytest.approx((-100 + 60 / 1.1 + 70 / 1.21) * 10_000)
    bench.session.undo()
    assert bench.case.methods[0].inputs[1].series.values == ()


def test_what_is_no_number_or_outside_its_domain_is_said_beside_its_input(bench: Any) -> None:
    page = page_with(bench, example("net_present_value"))
    form = part(page, "MethodInputsCard").form
    before = bench.case
    QGuiApplication.clipboard().setText("abc")
    form.series["flows"].grid.setCurrentIndex(form.series["flows"].grid.model().index(0, 0))
    form.series["flows"].grid.paste()
    bench.settle()
    assert bench.case is before
    assert "abc" in form.series["flows"]._reason.text()
    form.rows["discount_rate"].editor.setText("-100")
    form.rows["discount_rate"]._commit()
    bench.settle()
    assert form.rows["discount_rate"]._reason.isVisibleTo(page)
    assert not form.series["flow_years"]._reason.isVisibleTo(page)


def test_a_method_is_duplicated_removed_and_brought_back(bench: Any) -> None:
    page = page_with(bench, example("black_scholes"))
    card = part(page, "MethodsCard")
    card._duplicate()
    first, second = bench.case.methods
    assert (first.inputs, first.model) == (second.inputs, second.model)
    assert first.id != second.id
    card._take_out()
    assert len(bench.case.methods) == 1
    bench.session.undo()
    assert bench.case.methods == (first, second)


def test_a_rate_is_taken_over_with_its_source_and_undone_in_one_step(bench: Any) -> None:
    page = page_with(bench, example("weighted_cost_of_capital"))
    card, before = part(page, "MethodInputsCard"), bench.case
    rate = preview(page, bench).result.value
    path = "products[0].income.discount_rate"
    assert [action.text() for action in card._menu.actions()]
    card._menu.actions()[0].trigger()
    taken = bench.case.products[0].income.discount_rate
    assert float(taken.value) == pytest.approx(rate, abs=1e-6)
    assert taken.source_kind is SourceKind.JUDGEMENT
    assert taken.source
    assert bench.case.methods[0].used_for == path
    bench.settle()
    assert card._used.isVisibleTo(page)
    bench.session.undo()
    assert bench.case is before


def test_only_money_can_be_given_a_weight(bench: Any) -> None:
    page = page_with(bench, example("weighted_cost_of_capital"), example("black_scholes"))
    bench.settle()
    standing = part(page, "MethodInputsCard").standing
    assert not standing.fields["weight"].isEnabled()
    part(page, "MethodsCard").choose(1)
    bench.settle()
    assert standing.fields["weight"].isEnabled()
    standing.fields["weight"].editor.setText("20")
    standing.fields["weight"]._commit()
    assert bench.case.methods[1].weight == 20


def test_an_option_is_drawn_over_its_asset_and_a_stream_over_its_years(bench: Any) -> None:
    page = page_with(bench, example("black_scholes"), example("relief_from_royalty"))
    chart = part(page, "MethodChartCard")
    bench.settle()
    assert chart.lines.isVisibleTo(page)
    assert not chart.years.isVisibleTo(page)
    values = [float(row[1].replace(",", "")) for row in chart.lines.table[1:]]
    assert values == sorted(values)
    part(page, "MethodsCard").choose(1)
    bench.settle()
    assert chart.years.isVisibleTo(page)
    assert len(chart.years.table) == 1 + len(EXAMPLES["relief_from_royalty"]["revenue"])
    assert len(chart.tornado.table) > 2


def test_a_jump_to_an_input_brings_its_method_and_field_forward(bench: Any) -> None:
    page = page_with(bench, example("black_scholes"), example("weighted_cost_of_capital"))
    page.tabs.setCurrentIndex(0)
    place = next(i for i, given in enumerate(bench.case.methods[1].inputs) if given.name == "cost_of_debt")
    path = f"methods[1].inputs[{place}].number"
    assert input_name(path, bench.case) == (1, "cost_of_debt")
    page.enter(path)
    bench.settle()
    assert page.tabs.currentIndex() == 3
    assert part(page, "MethodsCard").position == 1
    assert part(page, "MethodInputsCard").form.rows["cost_of_debt"].isVisibleTo(page)


def test_the_chooser_is_searched_and_adds_by_keyboard_alone(frame: Any) -> None:
    session = frame.open_sample(page="case/value")
    count = len(session.case.methods)
    card = frame.window.findChild(MethodsCard)
    card.add_method.click()
    chooser: MethodChooser = card._chooser
    assert not chooser.isModal()
    chooser.search.setText("期权 black")
    assert {row.model.name for row in chooser.rows.rows} == {"black_scholes"}
    chooser.search.setText("no such thing")
    assert not chooser._add.isEnabled()
    chooser.search.setText("")
    QTest.keyClick(chooser.search, Qt.Key.Key_Down)
    wanted = chooser.rows.rows[1].model.name
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    assert not chooser.isVisible()
    assert session.case.methods[count].model == wanted
    session.undo()
    assert len(session.case.methods) == count


def test_a_weighted_method_counts_in_the_conclusion_and_is_shown_as_the_case_has_it(bench: Any) -> None:
    option = example("black_scholes")
    page = page_with(bench, option.model_copy(update={"weight": Decimal(20), "reason": "示例"}))
    before = bench.session.assessment.fair_value.base
    bench.assess()
    bench.settle()
    assessed = bench.session.assessment.appraisal.methods[0]
    assert assessed.weight > 0
    assert bench.session.assessment.fair_value.base != before
    row = part(page, "MethodsCard").rows.rows[0]
    assert row.result == assessed
    page.tabs.setCurrentIndex(5)
    weights = part(page, "WeightsCard")
    assert weights._methods.isVisibleTo(page)
    names = [line[0] for line in part(page, "FieldCard").chart.table[1:]]
    assert any("布莱克" in name for name in names)


def test_the_drawer_says_the_doubt_of_a_method_input_in_its_own_unit(bench: Any) -> None:
    doubt = Uncertainty(kind=DistributionKind.UNIFORM, low=Decimal(3_000_000), high=Decimal(5_000_000))
    asset = COUNTED.model_copy(update={"value": Decimal(4_000_000), "uncertainty": doubt})
    method = example("black_scholes")
    inputs = tuple(MethodInput(name=i.name, number=asset) if i.name == "asset_value" else i for i in method.inputs)
    case = bench.case.model_copy(update={"methods": (method.model_copy(update={"inputs": inputs}),)})
    place = next(at for at, given in enumerate(inputs) if given.name == "asset_value")
    look = Look(bench.desk.texts, "wan", bench.desk.colours)
    box = assumption_card(asset, f"methods[0].inputs[{place}].number", case, look)
    bench.qtbot.addWidget(box)
    shown = [label.text() for label in box.findChildren(QLabel)]
    assert any("300 – 500" in text for text in shown), shown
