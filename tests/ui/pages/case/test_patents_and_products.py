"""How do patents, figures and their map come into the case by hand and from a spreadsheet?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from pledgeapp.records.refusal import RefusedValue
from ui.pages.case.pasted_figures import pasted
from ui.pages.case.patents_entry import numbers_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ZL201410264351.3", {"country": "CN", "application_number": "201410264351.3"}),
        ("201410264351", {"country": "CN", "application_number": "201410264351.3"}),
        ("cn 109417194 b", {"country": "CN", "publication_number": "CN109417194B"}),
        ("US11355780B2", {"country": "US", "publication_number": "US11355780B2"}),
        ("EP1234567", {"country": "EP", "application_number": "EP1234567"}),
    ],
)
def test_a_number_is_read_as_what_it_is(text: str, expected: dict[str, str]) -> None:
    assert numbers_of(text) == expected


@pytest.mark.parametrize("text", ["ZL201410264351.4", "201410264351X", "CN2014102643519", "20141"])
def test_a_wrong_chinese_number_is_refused(text: str) -> None:
    with pytest.raises(RefusedValue):
        numbers_of(text)


def test_a_patent_is_added_by_hand_and_its_check_digit_worked_out(bench: Any) -> None:
    page = bench.page("patents")
    entry = page.list.entry
    entry.begin()
    entry.number.setText("201410264351")
    assert "201410264351.3" in entry._read.text()
    entry.number.setText("ZL201410264351.4")
    assert "3" in entry.reason.text()
    before = bench.case
    entry.add()
    assert bench.case is before
    entry.number.setText("ZL201410264351.3")
    entry.add()
    assert bench.case is before, "a patent needs a title"
    assert entry.reason.isVisibleTo(page)
    entry.holder_title.setText("一种电解质")
    entry.add()
    assert bench.case.patents[-1].application_number == "201410264351.3"
    assert bench.case.patents[-1].right_type.value == "invention"
    assert "201410264351.3" in bench.undo_name()
    entry.number.setText("201410264351")
    entry.holder_title.setText("同一件")
    entry.add()
    assert len(bench.case.patents) == len(before.patents) + 1, "the same number twice is refused"
    assert entry.reason.text()


def test_a_patent_taken_out_leaves_the_products_that_use_it(bench: Any) -> None:
    page = bench.page("patents")
    gone = bench.case.patents[0].id
    page.list.choose(0)
    page.list._remove.click()
    assert gone not in [p.id for p in bench.case.patents]
    assert gone not in [use.patent_id for product in bench.case.products for use in product.patents]


def test_cells_of_a_spreadsheet_become_years_in_one_edit(bench: Any) -> None:
    page = bench.page("patents")
    table = page.products.figures.table
    before = bench.case.products[0].figures
    QGuiApplication.clipboard().setText("年份\t类型\t收入\t毛利率\n2031\t预测\t9,500\t31%\n2032\t预测\t9,800\t\n")
    table.setCurrentIndex(table.model().index(0, 0))
    table.paste()
    figures = {f.year: f for f in bench.case.products[0].figures}
    assert figures[2031].revenue == Decimal(95_000_000)
    assert figures[2031].gross_margin == Decimal("0.31")
    assert figures[2032].revenue == Decimal(98_000_000)
    assert figures[2032].gross_margin is None, "an empty cell is unknown"
    assert figures[2024] == before[0]
    bench.session.undo()
    assert bench.case.products[0].figures == before


def test_a_column_pasted_at_a_year_goes_down_and_adds_the_years_it_needs(bench: Any) -> None:
    figures = bench.case.products[0].figures
    at_last = len(figures) - 1
    years = pasted(figures, [["100"], ["200"], ["—"]], (at_last, 2), "wan", 2026)
    last = figures[-1].year
    assert [(y["year"], y.get("revenue")) for y in years[-3:]] == [
        (last, "1000000"),
        (last + 1, "2000000"),
        (last + 2, None),
    ]
    assert years[-1]["is_forecast"]


def test_a_bad_cell_changes_nothing_and_is_named(bench: Any) -> None:
    page = bench.page("patents")
    figures = page.products.figures
    before = bench.case
    figures.paste([["2031", "预测", "-5"]], 0, 0)
    assert bench.case is before
    assert figures._reason.isVisibleTo(page)
    assert "2031" in figures._reason.text()
    assert "-50000" in figures._reason.text()


def test_a_revenue_typed_in_wan_is_kept_in_yuan_and_a_negative_one_refused(bench: Any) -> None:
    model = bench.page("patents").products.figures.rows
    assert model.setData(model.index(0, 2), "1,500")
    assert bench.case.products[0].figures[0].revenue == Decimal(15_000_000)
    heard: list[str] = []
    model.refused.connect(heard.append)
    assert not model.setData(model.index(0, 2), "-1")
    assert heard[-1]
    assert bench.case.products[0].figures[0].revenue == Decimal(15_000_000)
    assert model.index(0, 2).data() == "-1", "what was refused stays to be corrected"


def test_a_contribution_maps_a_patent_and_clearing_it_unmaps(bench: Any) -> None:
    model = bench.page("patents").products.map.rows
    unused = next(i for i, row in enumerate(model.rows) if row.use is None)
    patent = model.rows[unused].patent.id
    assert model.setData(model.index(unused, 2), "35")
    assert {u.patent_id: u.contribution for u in bench.case.products[0].patents}[patent] == 35
    assert model.setData(model.index(unused, 3), "improvement")
    assert model.setData(model.index(unused, 4), "12.5")
    assert model.setData(model.index(unused, 5), "辅助工艺")
    assert model.setData(model.index(unused, 2), "40")
    use = next(u for u in bench.case.products[0].patents if u.patent_id == patent)
    assert (use.contribution, use.role, use.uplift, use.reason) == (40, "improvement", Decimal("0.125"), "辅助工艺")
    assert not model.setData(model.index(unused, 3), "主要")
    assert not model.setData(model.index(unused, 4), "-1")
    assert not model.setData(model.index(unused, 2), "101")
    assert model.setData(model.index(unused, 2), "")
    assert patent not in {u.patent_id for u in bench.case.products[0].patents}


def test_a_year_and_a_product_line_are_added_and_taken_out(bench: Any) -> None:
    page = bench.page("patents")
    page.products.figures.add_year()
    added = bench.case.products[0].figures[-1]
    assert added.is_forecast
    assert added.revenue is None
    page.products.add_product()
    assert len(bench.case.products) == 3
    assert bench.case.products[-1].income is None
    assert page.products.tabs.currentIndex() == 2
    page.products._remove.click()
    assert len(bench.case.products) == 2
