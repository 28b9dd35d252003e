"""Do strip, drawer, bar, lists and library say in which currency a sum is?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from pledgeapp.i18n import texts
from pledgeapp.records.base import CaseId, new_id
from pledgeapp.records.case import Case
from pledgeapp.records.comparable import Comparable, Instalment
from pledgeapp.records.summary import CaseSummary
from pledgeapp.services.assess_case import assess_case, save_assessment
from pledgeapp.services.find_cases import list_cases
from pledgeapp.services.find_reports import find_reports
from pledgeapp.services.issue_report import issue_report
from pledgeapp.services.keep_case import save_case
from pledgeapp.services.samples import load_sample
from tests.foreign_case import dollar_case
from ui.models.case_columns import case_columns, report_columns
from ui.models.library_columns import comparable_columns
from ui.models.record_rows import Wording
from ui.pages.home.book import book_of
from ui.state.case_session import CaseSession
from ui.state.figures import money

ZH, EN = Wording(texts("zh"), "wan"), Wording(texts("en"), "yuan")


def show(frame: Any, case: Case) -> CaseSession:
    """Put `case` on the desk, as a case file opened by hand, and wait for its assessment."""
    session = CaseSession(case)
    frame.desk.open_session(session)
    frame.desk.go("case/value")
    frame.wait(lambda: session.is_assessment_current)
    frame.wait_idle()
    return session


def test_strip_bar_and_drawer_speak_the_currency_of_the_case(frame: Any) -> None:
    frame.open_sample()
    window = frame.window
    assert window.strip._unit.text() == "万元"
    show(frame, dollar_case())
    strip = window.strip
    assert strip._unit.text() == "万美元"
    assert strip._rows["limit"][0].text() == "贷款额度（万美元）"
    assert window._top._unit.text() == "万美元"
    assert "万美元" in window.windowTitle()
    strip._value.click()
    drawer = window._overlays.drawer
    said = {label.text() for label in drawer.findChildren(QLabel)}
    assert "万美元" in said
    assert not any("万元" in text for text in said)
    drawer._copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "万美元" in copied
    assert "万元" not in copied
    drawer.close_drawer()
    frame.desk.go("home")
    assert window._top._unit.text() == "万元"
    frame.open_sample()
    assert (strip._unit.text(), window._top._unit.text()) == ("万元", "万元"), "another case, another currency"


def test_a_loan_in_another_currency_is_not_drawn_into_the_distribution(frame: Any) -> None:
    show(frame, dollar_case("EUR"))
    assert frame.window.strip._histogram._spread.loan is None
    assert "万欧元" in frame.window.windowTitle()


def test_rows_of_lists_say_their_currency_and_no_sum_mixes_two(frame: Any, tmp_path: Path) -> None:
    services = frame.office.services()
    assessed = {}
    for title, case in (("in yuan", load_sample("solid_electrolyte_powder")), ("in dollars", dollar_case())):
        mine = case.model_copy(update={"id": CaseId(new_id()), "is_sample": False, "title": title})
        assessed[title] = assess_case(services, mine)
        save_case(services, mine, "Case imported")
        save_assessment(services, assessed[title])
        issue_report(services, assessed[title], "zh", tmp_path)
    rows = {row.title: row for row in list_cases(services)}
    home = frame.window.pages.page("home")
    home.enter()
    frame.wait(lambda: home.table.model().rowCount() == 2)
    value = {column.title: column for column in case_columns()}["Fair value"]
    yuan, dollars = (assessed[title].fair_value.base for title in ("in yuan", "in dollars"))
    assert value.text(rows["in yuan"], ZH) == money(yuan, "wan")
    assert value.text(rows["in dollars"], ZH) == f"{money(dollars, 'wan')} 万美元"
    assert value.text(rows["in dollars"], EN) == f"{money(dollars, 'yuan')} USD"
    tile = home._tiles[1]
    assert money(rows["in yuan"].lending_value, "wan") in {label.text() for label in tile.findChildren(QLabel)}
    assert any("其他币种：1" in label.text() for label in tile.findChildren(QLabel))
    limit = {column.title: column for column in report_columns()}["Loan limit"]
    said = {report.case_title: limit.text(report, ZH) for report in find_reports(services, "")}
    assert said["in dollars"].endswith(" 万美元")
    assert said["in yuan"] == money(rows["in yuan"].loan_limit, "wan")


def test_the_book_adds_up_what_is_in_yuan_only() -> None:
    row = CaseSummary(
        case_id=CaseId("1"), title="", borrower="", patents_count=1, is_sample=False, revision=1,
        saved_at=datetime(2026, 11, 24, tzinfo=UTC), saved_by="", lending_value=5e6, loan_limit=2e6,
    )  # fmt: skip
    unknown = row.model_copy(update={"lending_value": None, "loan_limit": None, "currency": "USD"})
    book = book_of([row, row.model_copy(update={"currency": "USD", "lending_value": 7e6}), unknown])
    assert (book.lending_value, book.loan_limit, book.average_cover) == (5e6, 2e6, 2.5)
    assert (book.in_other_currencies, book.without_value) == (1, 1)


def test_a_comparable_of_the_library_says_its_currency() -> None:
    price = {column.title: column for column in comparable_columns()}["Price"]
    deal = Comparable(
        name="A sold to B",
        transaction_date=date(2025, 3, 1),
        payments=(Instalment(years_after=Decimal(0), amount=Decimal(120_000)),),
        patents_count=1,
        currency="USD",
    )
    assert price.text(deal, ZH) == "12.00 万美元"
    assert price.text(deal, EN) == "120,000 USD"
    assert price.text(deal.model_copy(update={"currency": "CNY"}), ZH) == "12.00"
