"""Are figures written as a Chinese or English reader expects, and is unknown never zero?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.reports.content.axes import axis_over
from pledgeapp.reports.figures import DASH, Figures

ZH, EN = Figures("zh"), Figures("en")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (ZH.money(7_145_032), "714.50"),
        (EN.money(7_145_032.4), "7,145,032"),
        (ZH.money(0), "0.00"),
        (ZH.money(12), "0.0012"),
        (ZH.money(-35_000), "−3.50"),
        (ZH.money_with_unit(1_300_000), "130.00\u00a0万元"),
        (EN.money_with_unit(1_300_000), "CNY\u00a01,300,000"),
        (Figures("zh", "USD").money_unit, "万美元"),
        (Figures("zh", "USD").full_unit, "美元"),
        (Figures("zh", "XBQ").money_unit, "万\u00a0XBQ"),
        (Figures("en", "USD").money_unit, "USD"),
        (ZH.amount_in_words(1_300_000), "人民币壹佰叁拾万元整"),
        (ZH.amount_in_words(Decimal("1680.32")), "人民币壹仟陆佰捌拾元叁角贰分"),
        (ZH.amount_in_words(100_005), "人民币壹拾万零伍元整"),
        (EN.amount_in_words(1_300_000), ""),
        (Figures("zh", "USD").amount_in_words(5), ""),
        (ZH.percent(0.0534), "5.34%"),
        (ZH.percent(-0.0000001), "0.00%"),
        (ZH.times(1.9163), "1.92×"),
        (ZH.plain(12.646575), "12.646575"),
        (ZH.plain(1000), "1,000"),
        (ZH.plain(0.1 + 0.2), "0.3"),
        (ZH.day(date(2026, 11, 22)), "2026年11月22日"),
        (EN.day(date(2026, 11, 2)), "2\u00a0November\u00a02026"),
    ],
)
def test_how_figures_are_written(written: str, expected: str) -> None:
    assert written == expected


def test_unknown_is_a_dash() -> None:
    writers = (ZH.money, ZH.money_with_unit, ZH.money_in_full, ZH.percent, ZH.times, ZH.number, ZH.plain, ZH.day)
    assert {write(None) for write in (*writers, ZH.short_day, ZH.moment)} == {DASH}


@given(st.floats(-1e15, 1e15))
def test_money_rounds_by_half_a_unit_at_most(value: float) -> None:
    written = Decimal(EN.money(value).replace(",", "").replace("−", "-"))
    assert abs(written - Decimal(str(value))) <= Decimal("0.5")


@given(st.lists(st.floats(-1e12, 1e12), max_size=6), st.booleans())
def test_axis_has_few_rising_ticks_around_every_value(values: list[float], from_zero: bool) -> None:
    axis = axis_over(values, str, from_zero=from_zero)
    ticks = [value for value, _ in axis]
    assert 2 <= len(ticks) <= 12
    assert ticks == sorted(ticks)
    margin = (ticks[-1] - ticks[0]) * 1e-6
    assert all(ticks[0] - margin <= value <= ticks[-1] + margin for value in values)
    assert not from_zero or ticks[0] <= 0 <= ticks[-1]
