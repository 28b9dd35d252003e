"""Does the window follow every edit, keep it, and bring it back?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pledgeapp.paths import Paths
from pledgeapp.records.case import Case
from pledgeapp.services.find_cases import case_history, latest_assessment, list_cases, open_case
from ui.operations import saving
from ui.state.case_session import CaseSession
from ui.state.edits import replace_at
from ui.state.figures import money
from valuation.wording import Message

RATE = "products[0].income.split_rate.value"


def edited(session: CaseSession, path: str, value: object, name: str = "Changed") -> Case:
    changed = replace_at(session.case, path, value)
    assert isinstance(changed, Case), changed
    session.edit(Message("changed", name), changed)
    return changed


def rate_of(case: Case) -> Decimal:
    plan = case.products[0].income
    assert plan is not None
    assert plan.split_rate.value is not None
    return plan.split_rate.value


def test_an_edit_moves_the_strip_and_undo_takes_both_back(frame: Any) -> None:
    session = frame.open_sample(page="case/parties")
    before = session.assessment
    assert frame.window.strip.isVisible()
    assert frame.window.strip._value.text() == money(before.fair_value.base, "wan")
    low = replace_at(session.case, "products[0].income.split_rate.uncertainty", {"kind": "fixed"})
    assert isinstance(low, Case)
    session.edit(Message("doubt", "Doubt taken out"), low)
    edited(session, RATE, rate_of(session.case) / 2, "Royalty rate halved")
    frame.wait(lambda: session.is_assessment_current)
    lower = session.assessment
    assert lower.fair_value.base < before.fair_value.base
    assert frame.window.strip._value.text() == money(lower.fair_value.base, "wan")
    assert "Royalty rate halved" in frame.window.actions_["undo"].text()
    for _ in range(2):
        frame.window.actions_["undo"].trigger()
    frame.wait(lambda: session.is_assessment_current)
    assert session.assessment.fair_value == before.fair_value
    assert frame.window.strip._value.text() == money(before.fair_value.base, "wan")
    frame.window.actions_["redo"].trigger()
    assert session.case == low


def test_autosave_keeps_the_edit_and_a_new_window_shows_it(
    frame: Any, make_frame: Callable[..., Any], monkeypatch: Any, tmp_path: Path
) -> None:
    session = frame.open_sample()
    frame.window.autosaver._timer.setInterval(10)
    edited(session, "title", "另一个名称")
    assert frame.window.autosaver.state == "waiting"
    frame.wait(lambda: frame.window.autosaver.state == "saved" and not session.is_dirty)
    frame.desk.go("home")
    frame.wait_idle()
    assert latest_assessment(frame.office.services(), session.case.id) is not None
    case = session.case
    frame.window.close()
    from ui import app

    app.end(frame.office)
    again = make_frame()
    summary = list_cases(again.office.services(), "另一个名称")
    assert [row.case_id for row in summary] == [case.id]
    assert summary[0].fair_value is not None
    assert open_case(again.office.services(), case.id) == case


def test_the_delay_of_autosave_is_about_a_second() -> None:
    assert 500 <= saving.DELAY_MILLISECONDS <= 1500


def test_leaving_a_case_writes_what_it_still_owes(frame: Any) -> None:
    first = frame.open_sample()
    edited(first, "note", "noch nicht gespeichert")
    frame.open_sample("battery_equipment")
    frame.wait_idle()
    assert open_case(frame.office.services(), first.case.id).note == "noch nicht gespeichert"


def test_closing_writes_first(frame: Any) -> None:
    session = frame.open_sample()
    edited(session, "note", "geschlossen")
    frame.window.close()
    frame.wait(lambda: not frame.window.isVisible())
    assert open_case(frame.office.services(), session.case.id).note == "geschlossen"


def test_a_failed_save_is_said_and_the_window_stays_until_told_again(frame: Any, monkeypatch: Any) -> None:
    session = frame.open_sample()

    def fail(*_: object, **__: object) -> int:
        raise OSError("no space")

    monkeypatch.setattr(type(frame.office.services().store.cases), "save", fail)
    edited(session, "note", "x")
    frame.window.close()
    frame.wait(lambda: frame.window.autosaver.state == "failed")
    assert frame.window.isVisible()
    assert session.is_dirty
    assert frame.desk.notice is not None
    assert frame.desk.notice.kind == "danger"
    frame.window.close()
    assert not frame.window.isVisible()


def test_history_names_deeds_and_an_old_version_comes_back_as_a_new_one(frame: Any) -> None:
    session = frame.open_sample()
    first = session.case
    edited(session, "note", "zweite Fassung", "Note changed")
    frame.window.autosaver.save_now()
    frame.wait(lambda: not session.is_dirty)
    frame.window.actions_["history"].trigger()
    from ui.dialogs.history import HistoryDialog

    dialog = next(d for d in frame.window.findChildren(HistoryDialog))
    frame.wait(lambda: dialog.versions.model().rowCount() == 2)
    assert "Note changed" in dialog.versions.model().index(0, 1).data()
    dialog.versions.selectRow(1)
    frame.wait(dialog.restore.isEnabled)
    assert dialog.changes.model().rowCount() == 1
    dialog.restore.click()
    assert session.case == first
    frame.window.autosaver.save_now()
    frame.wait(lambda: not session.is_dirty)
    assert len(case_history(frame.office.services(), first.id)) == 3
    frame.window.actions_["undo"].trigger()
    assert session.case.note == "zweite Fassung"


def test_every_headline_opens_and_leads_down_to_an_assumption(frame: Any) -> None:
    session = frame.open_sample("solid_electrolyte_powder", "case/value")
    strip, drawer = frame.window.strip, frame.window.drawer
    for figure in (strip._value, *(row[1] for row in strip._rows.values())):
        figure.click()
        assert drawer.isVisible()
        assert drawer.working.step.formula
        QApplication.sendEvent(drawer, _key(Qt.Key.Key_Escape))
        assert not drawer.isVisible()
    strip._value.click()
    assert drawer.working.step.value == session.assessment.fair_value.base
    for symbol in ("V_income", "V_1", "PV", "K_0"):
        source = next(one for one in drawer.working.inputs() if one.step.symbol == symbol)
        drawer._open(source)
    assert drawer.working.step.value == float(rate_of(session.case))
    assert drawer.source_path() == "products[0].income.split_rate"
    drawer._jump.click()
    assert frame.desk.place.page == "case/value"
    assert frame.desk.place.focus == "products[0].income.split_rate"
    assert not drawer.isVisible()


def test_an_open_point_leads_to_its_field(frame: Any) -> None:
    session = frame.open_sample()
    strip = frame.window.strip
    count = len(session.assessment.open_points)
    rows = [row for row in strip._point_rows if not row.isHidden()]
    assert len(rows) == count > 0
    rows[0].click()
    assert frame.desk.place.root == "case"
    assert frame.desk.place.focus == rows[0].property("path") != ""


def test_a_refused_input_is_shown_in_the_strip(frame: Any) -> None:
    session = frame.open_sample()
    edited(session, "products[0].income.discount_rate_basis", "after_tax")
    frame.wait(lambda: session.problems)
    rows = [row for row in frame.window.strip._point_rows if not row.isHidden()]
    assert rows
    assert frame.window.strip._value.text() == "—"
    frame.window.actions_["undo"].trigger()
    frame.wait(lambda: session.assessment is not None)


def test_a_case_is_made_copied_found_and_deleted(frame: Any) -> None:
    from ui.dialogs.new_case import NewCaseDialog

    frame.window.actions_["new_case"].trigger()
    dialog = frame.window.findChildren(NewCaseDialog)[0]
    dialog.accept()
    assert dialog._refusals[dialog._title].text()
    dialog._title.setText("新案")
    dialog._day.setText("2026年13月1日")
    dialog.accept()
    assert dialog._refusals[dialog._day].text()
    dialog._day.setText("2026年11月22日")
    dialog._borrower.setText("某公司")
    dialog.accept()
    frame.wait(lambda: frame.desk.session is not None and frame.desk.session.case.title == "新案")
    frame.desk.go("cases")
    page = frame.window.pages.page("cases")
    frame.wait(lambda: page.table.model().rowCount() == 1)
    page.table.selectRow(0)
    page._copy.click()
    frame.wait(lambda: frame.desk.session.case.title != "新案")
    frame.desk.go("cases")
    frame.wait(lambda: page.table.model().rowCount() == 2)
    page.search.setText("没有这个")
    frame.wait(lambda: page.table.model().rowCount() == 0)
    page.search.setText("某公司")
    frame.wait(lambda: page.table.model().rowCount() == 2)
    page.table.selectRow(0)
    page._delete.click()
    assert page._confirm.isVisible()
    assert len(list_cases(frame.office.services())) == 2
    page._confirm._yes.click()
    frame.wait(lambda: page.table.model().rowCount() == 1)
    assert len(list_cases(frame.office.services())) == 1


def test_cancel_stops_shown_work_and_says_nothing_more(frame: Any) -> None:
    import threading

    from pledgeapp.progress import Progress
    from ui.operations.office import Office

    started, finished = threading.Event(), []

    def work(_services: object, report: Callable[[Progress], None]) -> None:
        while True:
            report(Progress(Message("n", "Counting"), 3, 10))
            started.set()

    office: Office = frame.office
    office.ask(frame.window, Message("count", "Counting"), work, finished.append)
    frame.wait(lambda: frame.window._status._progress.isVisible() and started.is_set())
    frame.wait(lambda: frame.window._status._progress.value() == 3)
    frame.window._status._cancel.click()
    frame.wait_idle()
    assert finished == []
    assert frame.desk.notice is None
    assert not frame.window._status._progress.isVisible()


def test_a_second_window_on_the_same_database_says_who_holds_it(frame: Any, make_frame: Callable[..., Any]) -> None:
    import os

    second = make_frame(frame.office.paths)
    assert second.desk.database == "refused"
    home = second.window.pages.page("home")
    assert home._refusal.isVisible()
    assert str(os.getpid()) in home._refusal._reason.text()
    assert home._refusal._remedy.text()
    frame.window.close()
    from ui import app

    app.end(frame.office)
    home._refusal._retry.click()
    second.wait(lambda: second.desk.database == "open")
    assert not home._refusal.isVisible()


def test_a_database_without_its_key_is_refused_in_words(make_frame: Callable[..., Any], tmp_path: Path) -> None:
    first = make_frame()
    paths: Paths = first.office.paths
    first.window.close()
    from ui import app

    app.end(first.office)
    paths.key_file.unlink()
    second = make_frame(paths)
    assert second.desk.database == "refused"
    assert str(paths.key_file) in second.window.pages.page("home")._refusal._reason.text()
    assert not paths.key_file.exists()
    assert not second.window.actions_["new_case"].isEnabled()


def test_back_up_writes_a_file_and_says_where(frame: Any) -> None:
    frame.open_sample()
    frame.window.actions_["back_up"].trigger()
    frame.wait(lambda: frame.desk.notice is not None)
    backup = Path(frame.desk.notice.detail)
    assert backup.parent == frame.office.paths.backups
    assert backup.stat().st_size > 0
    assert frame.window._message.isVisible()


def test_settings_are_kept(frame: Any, make_frame: Callable[..., Any]) -> None:
    frame.window.actions_["language"].trigger()
    frame.window.actions_["unit"].trigger()
    settings = frame.desk.settings
    frame.wait_idle()
    frame.window.close()
    from ui import app

    app.end(frame.office)
    loaded, trouble = __import__("pledgeapp.settings", fromlist=["load_settings"]).load_settings(
        frame.office.paths.settings
    )
    assert trouble is None
    assert loaded == settings
    assert (loaded.language, loaded.money_unit) == ("en", "yuan")


def _key(key: Qt.Key) -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_opening_the_open_sample_again_keeps_unsaved_edits(frame: Any) -> None:
    from ui.operations import cases

    session = frame.open_sample()
    edited(session, "note", "noch nicht gespeichert")
    cases.open_sample(frame.office, frame.window, "solid_electrolyte_powder", "case/value")
    frame.wait(lambda: frame.desk.place.page == "case/value")
    assert frame.desk.session is session
    assert session.case.note == "noch nicht gespeichert"


def test_dropped_files_open_the_import_wizard_on_all_of_them(frame: Any, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from ui.dialogs.import_wizard import ImportWizard

    files = (tmp_path / "patents.csv", tmp_path / "more.csv")
    for file in files:
        file.write_text("a,b\n1,2\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    nowhere = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *nowhere)
    QApplication.sendEvent(frame.window, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(frame.window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *nowhere))
    wizard = frame.window.findChildren(ImportWizard)[0]
    assert wizard.isVisible()
    assert wizard._sources.files == files
    frame.wait_idle()
    wizard.reject()


def test_the_strip_asks_for_a_preview_of_the_report(frame: Any, monkeypatch: Any) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.pages.case.report_issue.open_file", shown.append)
    frame.open_sample()
    frame.window.strip._preview.click()
    assert frame.desk.place.page == "case/report"
    frame.wait(lambda: shown)
    assert shown[0].read_bytes().startswith(b"%PDF")
