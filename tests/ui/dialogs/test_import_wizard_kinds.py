"""Are lists of other kinds than patents taught in the wizard: the kind stated, lines given a meaning, tried at once?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pledgeapp.records.import_columns import ListForm
from ui.dialogs.import_wizard import ImportWizard

ACCOUNTS = "科目,23年实绩,24年实绩\n主营进账,320,330\n产品成本,200,210\n"
SCHEDULE = "期次,扣款时间,归还本金额\n1,2027.3.20,25\n"


@pytest.fixture
def page(frame: Any, tmp_path: Path) -> Any:
    """The page of columns over a text."""

    def shown(text: str) -> Any:
        path = tmp_path / "表.csv"
        path.write_text(text, encoding="utf-8")
        wizard = ImportWizard(frame.desk, frame.office, frame.window, into_case=False)
        wizard.open()
        wizard.look_at_columns(path)
        frame.wait(lambda: wizard._pages.currentWidget() is wizard.columns)
        return wizard.columns

    return shown


def test_a_line_is_given_its_meaning_and_the_figures_follow(frame: Any, page: Any) -> None:
    columns = page(ACCOUNTS)
    assert columns.found.form is ListForm.PRODUCTS_BY_YEAR
    assert columns.lines.isVisibleTo(columns)
    columns.unit.committed.emit("万元")
    assert columns.lines.items.setData(columns.lines.items.index(0, 2), "revenue")
    frame.wait(lambda: bool(columns.tried.rows))
    figures = columns.tried.rows[0][2].product.figures
    assert [(f.year, f.revenue) for f in figures] == [(2023, 3_200_000), (2024, 3_300_000)]


def test_the_form_is_stated_and_the_list_looked_at_anew(frame: Any, page: Any) -> None:
    columns = page(SCHEDULE)
    assert columns.found.form is ListForm.LOAN
    assert not columns.lines.isVisibleTo(columns)
    assert not columns.source.isVisibleTo(columns)
    columns.unit.committed.emit("元")
    frame.wait(lambda: bool(columns.tried.rows))
    assert columns.tried.rows[0][2].principal == 25
    columns.form.committed.emit(ListForm.COST.value)
    frame.wait(lambda: columns.found.form is ListForm.COST)
    frame.wait(lambda: columns.reason.isVisibleTo(columns))
    assert columns.taught.unit == "元"


def test_a_year_is_typed_and_only_sums_have_a_unit(frame: Any, page: Any) -> None:
    columns = page(ACCOUNTS)
    assert columns.columns.setData(columns.columns.index(1, 3), "2022A")
    assert columns.taught.choice[1].year == "2022A"
    columns.form.committed.emit(ListForm.LOAN.value)
    frame.wait(lambda: columns.found.form is ListForm.LOAN)
    columns.columns.setData(columns.columns.index(0, 4), "万元")
    assert (
        frame.desk.texts("Sums have a unit of money, shares have %; other columns have none.") == columns.reason.text()
    )
