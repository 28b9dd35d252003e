"""Do charts tell their numbers by pointer, clipboard and description, and do figures open by keyboard?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pledgeapp.i18n import texts
from ui.state.colours import DARK, LIGHT
from ui.state.working import Working, single
from ui.widgets.badge import Badge
from ui.widgets.chart_canvas import ChartCanvas
from ui.widgets.chart_cash_flows import CashFlowChart, YearBars
from ui.widgets.chart_football_field import FieldBar, FootballField
from ui.widgets.chart_tornado import Swing, TornadoChart
from ui.widgets.chart_waterfall import Stage, WaterfallChart
from ui.widgets.figure_button import FigureButton
from ui.widgets.mini_histogram import MiniHistogram, Spread
from valuation.results import Step


def cash_flows() -> ChartCanvas:
    chart = CashFlowChart()
    chart.show_years(texts("zh"), (YearBars("2027", 136.5, 126.3, "136.5", "126.3"), YearBars("2028", 9, 7, "9", "7")))
    return chart


def tornado() -> ChartCanvas:
    chart = TornadoChart()
    chart.show_swings(texts("zh"), (Swing("分成率", -106, 112, "-106", "+112", "2.5 – 4 %"),))
    return chart


def football_field() -> ChartCanvas:
    chart = FootballField()
    bar = FieldBar("结论", 578, 714, 871, "714", "578 – 871", is_conclusion=True)
    chart.show_bars(texts("zh"), (FieldBar("收益法", 777, 777, 777, "777", ""), bar))
    return chart


def waterfall() -> ChartCanvas:
    chart = WaterfallChart()
    chart.show_stages(texts("zh"), (Stage("公允价值", 714, "714"), Stage("贷款额度", 130, "130", "上限 30%")))
    return chart


@pytest.mark.parametrize("make", [cash_flows, tornado, football_field, waterfall])
def test_a_chart_tells_its_numbers_in_every_way(qtbot: QtBot, make: object) -> None:
    chart = make()  # type: ignore[operator]
    qtbot.addWidget(chart)
    chart.resize(420, 220)
    chart.show()
    chart.grab()
    assert chart.accessibleName()
    for row in chart.table[1:]:
        assert row[0] in chart.accessibleDescription()
    told = "\n".join(text for _, text in chart.spots())
    assert len(chart.spots()) == len(chart.table) - 1
    assert all(row[0] in told for row in chart.table[1:])
    assert all(chart.rect().toRectF().intersects(area) for area, _ in chart.spots())
    chart.copy_data()
    assert QGuiApplication.clipboard().text().split("\n")[1].split("\t") == list(chart.table[1])
    light = chart.grab().toImage()
    chart.restyle(DARK)
    assert chart.grab().toImage() != light
    chart.restyle(LIGHT)
    assert chart.grab().toImage() == light


def test_bars_are_as_long_as_their_values(qtbot: QtBot) -> None:
    chart = cash_flows()
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.grab()
    (first, _), (second, _) = chart.spots()
    assert first.height() / second.height() == pytest.approx(136.5 / 9, rel=0.01)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter])
def test_a_figure_opens_by_keyboard_and_says_what_it_is(qtbot: QtBot, key: Qt.Key) -> None:
    step = Step("V", "Value", "", 714.5, "CNY", "")
    figure = FigureButton()
    qtbot.addWidget(figure)
    figure.show_figure("714.50", lambda: single(step), "评估结论")
    heard: list[Working] = []
    figure.opened.connect(heard.append)
    figure.show()
    QTest.keyClick(figure, key)
    assert [w.step for w in heard] == [step]
    assert figure.accessibleName() == "评估结论 714.50"
    figure.show_figure("—")
    assert figure.focusPolicy() == Qt.FocusPolicy.NoFocus, "nothing to open"
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert len(heard) == 1


def test_an_empty_badge_takes_no_room(qtbot: QtBot) -> None:
    badge = Badge("草稿", "attention")
    qtbot.addWidget(badge)
    assert badge.property("tone") == "attention"
    badge.say("")
    assert badge.isHidden()


@pytest.mark.parametrize(
    ("loan", "is_broken"), [(200.0, True), (75.0, False), (130.0, False), (190.0, False), (500.0, True)]
)
def test_a_loan_far_from_the_values_stands_beyond_a_break_and_does_not_squeeze_the_bars(
    qtbot: QtBot, loan: float, *, is_broken: bool
) -> None:
    spread = Spread((300.0, 350.0, 400.0), (3, 5), loan, "Loan", ("a", "b"))
    if not is_broken:
        spread = Spread((100.0, 130.0, 160.0), (3, 5), loan, "Loan", ("a", "b"))
    drawing = MiniHistogram()
    qtbot.addWidget(drawing)
    drawing.resize(200, 84)
    drawing.show_spread(spread, LIGHT, "spread")
    bars = drawing._x(spread.edges[-1]) - drawing._x(spread.edges[0])
    assert (drawing._broken_side() != 0) is is_broken
    assert bars >= 200 * 0.5, "the bars keep half of the width at least"
    assert 0 <= drawing._x(loan) <= 200
    assert (drawing._x(loan) < drawing._x(spread.edges[0])) is (loan < spread.edges[0])
    assert (drawing._x(loan) > drawing._x(spread.edges[-1])) is (loan > spread.edges[-1])
    drawing.grab()
