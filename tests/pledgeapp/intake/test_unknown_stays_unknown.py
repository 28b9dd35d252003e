"""Does any layout make a number, a day or a state out of a cell in which nothing stands?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Column, Layout, Origin, RowReader
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import Habits
from pledgeapp.intake.words import YES_NO
from pledgeapp.records.importing import ImportKind
from pledgeapp.records.refusal import RefusedValue

TODAY = date(2026, 11, 24)
HABITS = Habits(latest_event=TODAY)
ORIGIN = Origin("file.csv", "file.csv 2026-11-24")
BY_KEY = {layout.key: layout for layout in LAYOUTS}
BLANKS = ("", " ", "\u3000", "\t", "\u00a0 ", "\r\n")
_BY_KEY = {
    "application_number": "ZL202010123456.2",
    "publication_number": "CN111234567B",
    "country": "CN",
    "publication_year": "2020",
    "date": "2024-02-24",
    "title": "一种电池",
    "annual_fee_state": "未缴",
    "name": "甲",
    "price": "800",
    "instalments": "0:800",
    "unit": "万元",
    "royalty_rate": "5%",
    "milestones": "批准:300",
    "end_date": "2030-01-01",
    "claims_count": "12",
    "patents_count": "1",
}
_LENS_STATE = "EXPIRED"
"""No state, yes or no is filled in that a careless reader might take for the usual one."""
_SAMPLES = ("2020-02-24", "有效", "转让", "是", "CNY", "发明", "12", "0.5", "B", "甲")
"""One of them means something in any other column."""
_DERIVED = {"country", "right_type", "kind"}
"""What the numbers of a right say by themselves; a contract with a running royalty is a licence of that kind."""
Leaf = tuple[str, object]


def _reads(column: Column, text: str) -> bool:
    try:
        column.read(text, HABITS)
    except RefusedValue:
        return False
    return True


def _sample(layout: Layout, column: Column) -> str:
    if column.key == "legal_state":
        return _LENS_STATE if layout.key == "lens" else "失效"
    if column.words is YES_NO:
        return "是"
    if column.key in _BY_KEY or column.example[0]:
        return _BY_KEY.get(column.key) or column.example[0]
    if column.words is not None:
        return column.words.offered("zh")[0]
    return next(text for text in _SAMPLES if _reads(column, text))


def _header(layout: Layout) -> Row:
    return Row(1, tuple(column.zh for column in layout.columns))


def _leaves(record: object, place: str = "") -> Iterator[Leaf]:
    """Every number, day, state and yes or no in `record`, with the name of its field."""
    if isinstance(record, BaseModel):
        for name, value in record:
            yield from _leaves(value, name)
    elif isinstance(record, tuple):
        for part in record:
            yield from _leaves(part, place)
    elif isinstance(record, int | float | Decimal | date | Enum) and getattr(record, "value", "") != "unknown":
        yield place, record


def _read(layout: Layout, cells: tuple[str, ...]) -> object:
    header = layout.find_header(_header(layout))
    assert not layout.missing(header)
    return RowReader(layout, header, HABITS, ORIGIN).read(Row(2, cells))


def _filled(layout: Layout) -> tuple[str, ...]:
    return tuple(_sample(layout, column) for column in layout.columns)


@pytest.mark.parametrize("key", BY_KEY)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_blank_cell_adds_nothing(key: str, data: st.DataObject) -> None:
    """Whatever stands in a record with some cells blank stands in the record with all of them filled."""
    layout = BY_KEY[key]
    full = _filled(layout)
    whole = _read(layout, full)
    places = st.sets(st.integers(0, len(full) - 1), min_size=1)
    blank = data.draw(places)
    mark = data.draw(st.sampled_from(BLANKS))
    cells = tuple(mark if at in blank else text for at, text in enumerate(full))
    record = _read(layout, cells)
    if isinstance(record, list):
        return
    known = set() if isinstance(whole, list) else set(_leaves(whole))
    added = {leaf for leaf in _leaves(record) if leaf[0] not in _DERIVED} - known
    assert not added


@pytest.mark.parametrize("key", BY_KEY)
def test_the_filled_row_of_each_layout_is_a_record(key: str) -> None:
    """Otherwise the property above would hold of nothing."""
    layout = BY_KEY[key]
    assert not isinstance(_read(layout, _filled(layout)), list)


PATENT_LISTS = [key for key, layout in BY_KEY.items() if layout.kind is ImportKind.PATENTS]


@pytest.mark.parametrize("key", PATENT_LISTS)
def test_a_patent_known_by_numbers_and_title_alone_has_no_day_count_or_state(key: str) -> None:
    layout = BY_KEY[key]
    named = {
        "publication_number",
        "application_number",
        "title",
        *(column.key for column in layout.columns if column.is_required),
    }
    record = _read(layout, tuple(_sample(layout, c) if c.key in named else "" for c in layout.columns))
    assert not isinstance(record, list)
    assert {name for name, _ in _leaves(record)} <= {"right_type", "source_kind"}
