"""Does every step show every sample and an empty case: in both languages, nothing cut, everything named, no zeros?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.pages.case import STEPS
from ui.state.figures import UNKNOWN

KEYS = [step.key for step in STEPS]
SAMPLES = ["solid_electrolyte_powder", "battery_equipment", "university_spin_out"]
CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QTableView, QTabBar)


def shown(page: QWidget, kind: type[Any] | tuple[type[Any], ...]) -> Iterator[Any]:
    """Visible widgets of a kind below `page`, parts that Qt itself puts into others left out."""
    for widget in page.findChildren(QWidget):
        inside = isinstance(widget.parent(), QComboBox | QTableView | QTabBar)
        if isinstance(widget, kind) and widget.isVisibleTo(page) and not inside:
            yield widget


def every_view(page: Any) -> Iterator[None]:
    """The page itself, or each of its tabs in turn."""
    for tab in range(page.tabs.count()) if hasattr(page, "tabs") else (None,):
        if tab is not None:
            page.tabs.setCurrentIndex(tab)
        yield


def unnamed(page: QWidget) -> list[str]:
    """Controls that say nothing to those who cannot see them."""
    found = []
    for control in shown(page, CONTROLS):
        name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        if not name.strip():
            found.append(f"{type(control).__name__} {control.objectName()}")
    return found


def _width_of_words(label: QLabel) -> int:
    """The room the words of a label need: those of a formula without the marks that lower its indices."""
    if label.textFormat() == Qt.TextFormat.RichText:
        return label.sizeHint().width()
    return label.fontMetrics().horizontalAdvance(label.text())


def cut(page: QWidget) -> list[str]:
    """Texts wider than the room they have."""
    found = []
    for label in shown(page, QLabel):
        may_shrink = label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 2:
                found.append(f"{label.text()} needs {label.heightForWidth(label.width())}, has {label.height()}")
        elif not may_shrink and _width_of_words(label) > label.contentsRect().width() + 1:
            found.append(label.text())
    found += [
        button.text()
        for button in shown(page, QPushButton)
        if button.text() and button.sizeHint().width() > button.width() + 1
    ]
    return found


def untranslated(page: QWidget) -> list[str]:
    """Labels and buttons of a Chinese page that are plain English sentences."""
    texts = [w.text() for w in (*shown(page, QLabel), *shown(page, QPushButton))]
    return [text for text in texts if re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", text)]


@pytest.mark.parametrize("case", [*SAMPLES, "empty"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_a_step_shows_a_case_with_every_control_named_and_no_text_cut(
    make_bench: Callable[..., Any], key: str, language: str, case: str
) -> None:
    bench = make_bench(case, language=language)
    page = bench.page(key)
    for _ in every_view(page):
        bench.settle()
        assert not unnamed(page)
        assert not cut(page)
        if language == "zh":
            assert not untranslated(page)


@pytest.mark.parametrize("key", KEYS)
def test_language_unit_and_theme_change_without_a_restart(make_bench: Callable[..., Any], key: str) -> None:
    bench = make_bench()
    page = bench.page(key)
    for changes in ({"language": "en"}, {"money_unit": "yuan"}, {"theme": "dark"}, {"language": "zh"}):
        bench.desk.choose(bench.desk.settings.changed(**changes))
        page.restyle(bench.desk.colours)
        page.retranslate(bench.desk.texts)
    for _ in every_view(page):
        assert not untranslated(page)


def test_an_empty_case_shows_dashes_and_never_a_zero(make_bench: Callable[..., Any]) -> None:
    bench = make_bench("empty")
    page = bench.page("value")
    texts = [page.tabs.tabText(i) for i in range(page.tabs.count())]
    assert all(text.endswith(UNKNOWN) for text in texts), texts
    page.tabs.setCurrentIndex(3)
    weights = page.parts[-4]
    assert [column.text(weights.rows.rows[0]) for column in weights.rows.columns][1] == UNKNOWN
    assert weights.value.text() == UNKNOWN
    collateral = bench.page("collateral")
    assert not collateral.chart.chart.isVisibleTo(collateral)


def test_every_result_of_the_value_step_opens_its_working(bench: Any, opened: Any) -> None:
    page = bench.page("value")
    heard = opened(page)
    plan, years = page.parts[1], page.parts[2]
    plan.value.click()
    assert heard[-1].step.symbol == "V"
    assert heard[-1].step.value == pytest.approx(bench.session.assessment.appraisal.approaches[0].lines[0].value)
    column = next(c for c in years.rows.columns if c.working is not None)
    row = years.rows.rows[1]
    years.table.figure_opened.emit(column.working(row))
    working = heard[-1]
    assert working.step.value == pytest.approx(row.present_value)
    by_symbol = {step.symbol: step.value for step in working.steps}
    assert by_symbol["I_t"] * by_symbol["D_t"] == pytest.approx(row.present_value)
    parts = [by_symbol[s] for s in ("R_t", "f_t", "K_t", "a_t", "p")]
    product = 1.0
    for part in parts:
        product *= part
    assert product == pytest.approx(by_symbol["I_t"])


def test_an_input_in_a_working_leads_to_the_assumption_in_the_case(bench: Any, opened: Any) -> None:
    page = bench.page("value")
    heard = opened(page)
    page.parts[1].value.click()
    rate = next(w for w in (heard[0], *heard[0].inputs()) for w in w.inputs() if w.step.symbol == "K_0")
    assert rate.step.source == "products[0].income.split_rate"
    assert rate.assumption(bench.case) == bench.case.products[0].income.split_rate


def test_the_lending_chain_opens_and_its_inputs_lead_to_policy_and_plan(bench: Any, opened: Any) -> None:
    page = bench.page("collateral")
    heard = opened(page)
    page.chart.figures["X"].click()
    assert heard[-1].step.value == bench.session.assessment.lending.loan_limit
    sources = {step.source for step in heard[-1].steps}
    assert {"disposal.months_to_sale", "policy.loan_to_value_caps[invention]", "loan.amount"} <= sources
    page.chain.steps.figures["L"].click()
    assert heard[-1].step.value == bench.session.assessment.lending.liquidation_value


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("borrower", "parties"),
        ("loan.amount", "parties"),
        ("patents[1]", "patents"),
        ("products[0].figures", "patents"),
        ("products[1].income.discount_rate", "value"),
        ("market.deferred_payment_rate", "value"),
        ("cost.items[0].amount", "value"),
        ("approaches[1]", "value"),
        ("disposal.months_to_sale", "collateral"),
        ("policy", "collateral"),
    ],
)
def test_a_jump_leads_to_the_field_with_the_cursor_in_it(bench: Any, path: str, key: str) -> None:
    from ui.pages.case import step_of

    assert step_of(path) == key
    page = bench.page(key)
    page.enter(path)
    bench.settle()
    target = next((t for part in page.parts if (t := part.field_at(path)) is not None), None)
    assert target is not None
    assert target.isVisibleTo(page)
    assert bench.desk.place.page == "home", "the field was found here, not looked for on another step"


def test_a_jump_to_a_forecast_from_the_value_step_goes_to_the_patents(bench: Any) -> None:
    bench.desk.go("case/value", "products[1].figures")
    page = bench.page("value")
    page.enter("products[1].figures")
    assert (bench.desk.place.page, bench.desk.place.focus) == ("case/patents", "products[1].figures")
