"""Is every text in the language of the window, whole at 1280x800, and every control named and reached by keyboard?"""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView, QWidget

from tests.ui.looking import chinese_in_english, cut, english_in_chinese, unnamed

PAGES = (
    "home",
    "cases",
    "library/reports",
    "library/parameters",
    "library/policies",
    "library/comparables",
    "library/patents",
    "settings",
)


def data_of(frame: Any) -> tuple[str, ...]:
    """Texts that are data and stay as they are in either language."""
    paths = frame.office.paths
    titles = [frame.desk.session.case.title, frame.desk.session.case.title_en, "示例", "中文", "English"]
    for summary in frame.window.pages.page("home")._summaries:
        titles += [summary.title, summary.borrower]
    for patent in frame.desk.session.case.patents:
        titles += [patent.title, *patent.patentees]
    titles += [party.name for party in (frame.desk.session.case.borrower, frame.desk.session.case.pledgee) if party]
    return tuple(t for t in (*titles, str(paths.home), "PledgeApp") if t)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_whole_named_and_in_one_language(frame: Any, language: str) -> None:
    frame.open_sample()
    frame.desk.go("home")
    frame.wait_idle()
    for page in PAGES:
        frame.desk.go(page)
    # Switched while all pages are made: each must write itself anew.
    frame.choose(language="en")
    frame.choose(language=language)
    foreign = english_in_chinese if language == "zh" else chinese_in_english
    wrong = {}
    for page in PAGES:
        frame.desk.go(page)
        frame.wait_idle()
        frame.qtbot.wait(20)
        found = (*foreign(frame.window, data_of(frame)), *cut(frame.window), *unnamed(frame.window))
        if found:
            wrong[page] = found
    assert wrong == {}


def test_strip_and_drawer_are_whole_and_named(frame: Any) -> None:
    frame.open_sample("university_spin_out", "case/parties")
    for language in ("zh", "en"):
        frame.choose(language=language)
        frame.qtbot.wait(50)
        for part in (frame.window.strip, frame.window._top, frame.window._status, frame.window._rail):
            assert cut(part) == []
            assert unnamed(part) == []
        frame.window.strip._value.click()
        frame.qtbot.wait(50)
        assert cut(frame.window.drawer) == []
        assert unnamed(frame.window.drawer) == []
        foreign = english_in_chinese if language == "zh" else chinese_in_english
        assert foreign(frame.window.drawer, (*data_of(frame), "valuation.reconciliation")) == []
        frame.window.drawer.close_drawer()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("action", ["new_case", "history", "compare", "help"])
def test_a_dialog_is_whole_and_named(frame: Any, action: str, language: str) -> None:
    from ui.dialogs.quiet_dialog import QuietDialog

    frame.choose(language=language)
    frame.open_sample()
    frame.window.actions_[action].trigger()
    frame.wait_idle()
    frame.qtbot.wait(50)
    dialog = frame.window.findChildren(QuietDialog)[0]
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert cut(dialog) == []
    assert unnamed(dialog) == []
    foreign = english_in_chinese if language == "zh" else chinese_in_english
    assert foreign(dialog, data_of(frame)) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_money_unit_is_switched_everywhere(frame: Any) -> None:
    session = frame.open_sample()
    value = session.assessment.fair_value.base
    strip = frame.window.strip
    assert strip._value.text() == f"{value / 10_000:,.2f}"
    frame.window.actions_["unit"].trigger()
    assert strip._value.text() == f"{value:,.0f}"
    assert strip._unit.text() == "元"


def test_the_theme_is_switched_everywhere(frame: Any) -> None:
    frame.choose(theme="dark")
    assert frame.desk.colours.is_dark
    ground = frame.desk.colours.ground
    assert QApplication.palette().window().color().name().upper() == ground
    frame.choose(theme="light")
    assert QApplication.palette().window().color().name().upper() == frame.desk.colours.ground != ground


def test_tab_reaches_every_part_of_the_frame_and_comes_back(frame: Any) -> None:
    frame.open_sample(page="case/parties")
    frame.desk.go("home")
    frame.wait_idle()
    window = frame.window
    window.activateWindow()
    window._rail._buttons[0].setFocus()
    start, visited = QApplication.focusWidget(), []
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now is start:
            break
        visited.append(now)
    assert QApplication.focusWidget() is start
    for wanted in (window._top.search_button, window._top.menu_button, *window._rail._buttons[1:]):
        assert wanted in visited
    assert window.pages.page("home").table in visited
    assert all(isinstance(w, QWidget) and w.isVisible() for w in visited)


@pytest.mark.parametrize("tab", range(6))
def test_tab_reaches_every_control_of_the_value_step(frame: Any, tab: int) -> None:
    from ui.pages.case.value import ValuePage
    from ui.widgets.value_slider import ValueSlider

    frame.open_sample(page="case/value")
    page = frame.window.findChild(ValuePage)
    page.tabs.setCurrentIndex(tab)
    frame.wait_idle()
    frame.window.activateWindow()
    page.tabs.setFocus()
    kinds = (QLineEdit, QAbstractButton, QComboBox, QTableView, ValueSlider)
    wanted = {w for kind in kinds for w in page.findChildren(kind) if w.isVisible() and w.isEnabled()}
    wanted = {w for w in wanted if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None}
    visited: set[QWidget] = set()
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget() or frame.window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now is page.tabs:
            break
        visited.add(now)
    assert wanted - visited == set()
    assert all(w.accessibleName() or getattr(w, "text", str)() for w in wanted)


def test_shortcuts_lead_everywhere(frame: Any) -> None:
    frame.open_sample()
    window = frame.window
    window.activateWindow()
    frame.qtbot.waitActive(window)
    for key, place in ((Qt.Key.Key_1, "home"), (Qt.Key.Key_2, "cases"), (Qt.Key.Key_4, "settings")):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert frame.desk.place.page == place
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_.isVisible()
    QTest.keyClick(window.palette_._field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()


def test_the_palette_finds_pages_actions_cases_and_patents(frame: Any) -> None:
    session = frame.open_sample()
    frame.desk.go("home")
    frame.wait_idle()
    palette = frame.window.palette_
    frame.window.open_palette()
    palette._field.setText("settings")
    assert palette._model.entry(0).title == "设置"
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert frame.desk.place.page == "settings"
    assert not palette.isVisible()
    patent = session.case.patents[1]
    frame.window.open_palette()
    palette._field.setText(patent.number)
    frame.wait(lambda: any(patent.number in e.title for e in palette._model._entries))
    row = next(i for i, e in enumerate(palette._model._entries) if patent.number in e.title)
    palette._take(row)
    assert frame.desk.place.page == "case/patents"
    assert frame.desk.place.focus == "patents[1]"
    frame.desk.open_session(None)
    frame.window.open_palette()
    palette._field.setText(session.case.title[:4])
    frame.wait(lambda: any(e.title.startswith(session.case.title) for e in palette._model._entries))
    row = next(i for i, e in enumerate(palette._model._entries) if e.title.startswith(session.case.title))
    palette._take(row)
    frame.wait(lambda: frame.desk.session is not None)
    assert frame.desk.session.case.id == session.case.id


def test_the_menu_offers_only_what_can_be_done(frame: Any) -> None:
    actions = frame.window.actions_
    assert not actions["undo"].isEnabled()
    assert not actions["issue"].isEnabled()
    assert actions["new_case"].isEnabled()
    frame.open_sample()
    assert actions["issue"].isEnabled()
    assert not actions["undo"].isEnabled()
