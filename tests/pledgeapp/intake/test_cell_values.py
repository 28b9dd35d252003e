"""Does a cell mean what a person means by it, and is the doubtful refused rather than guessed?"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.intake.amounts import read_amount
from pledgeapp.intake.values import (
    DateOrder,
    Habits,
    date_order_of,
    looks_like_formula,
    read_date,
    read_number,
    read_past_date,
    read_patent_number,
    read_share,
    read_text,
    read_texts,
    without_guard,
)
from pledgeapp.intake.words import LEGAL_STATES, RIGHT_TYPES, YES_NO
from pledgeapp.records.patent import LegalState, RightType
from pledgeapp.records.refusal import RefusedValue

MAY_FIRST = date(2024, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01",
        "2024/5/1",
        "2024.05.01",
        "20240501",
        "2024年5月1日",
        "２０２４－０５－０１",
        " 2024-05-01 00:00:00 ",
        "2024-05-01T00:00:00Z",
        "1 May 2024",
        "01-May-2024",
        "May 1, 2024",
    ],
)
def test_every_usual_writing_of_a_day(text: str) -> None:
    assert read_date(text) == MAY_FIRST


@pytest.mark.parametrize("text", ["31/12/2023", "12/31/2023", "31.12.2023", "12-31-2023"])
def test_a_day_above_twelve_tells_the_order_itself(text: str) -> None:
    assert read_date(text) == date(2023, 12, 31)


@pytest.mark.parametrize("text", ["03/04/2024", "3.4.2024", "03-04-2024"])
def test_a_doubtful_day_is_refused_unless_the_file_proves_the_order(text: str) -> None:
    with pytest.raises(RefusedValue, match="two different days"):
        read_date(text)
    assert read_date(text, Habits(DateOrder.DAY_FIRST)) == date(2024, 4, 3)
    assert read_date(text, Habits(DateOrder.MONTH_FIRST)) == date(2024, 3, 4)


def test_the_order_of_a_file_is_proven_only_without_contradiction() -> None:
    assert date_order_of(["13/04/2024", "01/02/2024"]) is DateOrder.DAY_FIRST
    assert date_order_of(["04/13/2024", "01/02/2024"]) is DateOrder.MONTH_FIRST
    assert date_order_of(["01/02/2024", "2024-05-13"]) is DateOrder.UNKNOWN
    assert date_order_of(["13/04/2024", "04/13/2024"]) is DateOrder.UNKNOWN


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "01/02/24", "45413.5", "2024-13-01", "1899-12-31", "2099-01-01", "soon", "2024-05", "=TODAY()"],
)
def test_no_day(text: str) -> None:
    with pytest.raises(RefusedValue):
        read_date(text)


def test_what_has_happened_does_not_lie_in_the_future() -> None:
    assert read_past_date("2024-05-01", Habits(latest_event=MAY_FIRST)) == MAY_FIRST
    with pytest.raises(RefusedValue, match="future"):
        read_past_date("2024-05-02", Habits(latest_event=MAY_FIRST))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.56", "1234.56"),
        ("1,234,567.89", "1234567.89"),
        ("１，２３４", "1234"),
        ("1 234 567", "1234567"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("(1,200)", "-1200"),
        ("+7", "7"),
        ("0", "0"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["1,5", "12,34", "1.234.567", "=1+1", "=cmd()", "#DIV/0!", "1e300", "1.5E+07", "NaN", "Infinity", "-", "", "一百"],
)
def test_no_numbers(text: str) -> None:
    with pytest.raises(RefusedValue):
        read_number(text)


def test_shares_need_their_sign_where_it_matters() -> None:
    assert read_share("35%") == read_share("３５％") == read_share("0.35") == Decimal("0.35")
    assert read_share("-8%") == Decimal("-0.08")
    with pytest.raises(RefusedValue, match=r"35% or 0\.35"):
        read_share("35")


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("3,200", 10_000, "32000000"),
        ("1,200万元", None, "12000000"),
        ("1200万元", 10_000, "12000000"),
        ("2.5亿", None, "250000000"),
        ("¥ 800 万元", None, "8000000"),
        ("0", 1, "0"),
        ("0.333333333333333", 1, "0.3333"),
    ],
)
def test_amounts_in_their_unit(text: str, unit: int | None, amount: str) -> None:
    assert read_amount(text, Decimal(unit) if unit else None) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("3200", None, "no unit"),
        ("3200元", 10_000, "contradicts"),
        ("-1", 1, "between 0 and"),
        ("1e300", 1, "exponent"),
        ("9" * 40, 1, "between 0 and"),
        ("=cmd()", 1, "formula"),
    ],
)
def test_refused_amounts(text: str, unit: int | None, reason: str) -> None:
    with pytest.raises(RefusedValue, match=reason):
        read_amount(text, Decimal(unit) if unit else None)


def test_words_of_both_languages() -> None:
    assert RIGHT_TYPES.read("实用新型") is RIGHT_TYPES.read("Utility Model") is RightType.UTILITY_MODEL
    assert LEGAL_STATES.read("有效") is LEGAL_STATES.read("in force") is LegalState.IN_FORCE
    assert LEGAL_STATES.read("失效") is LegalState.LAPSED
    assert (YES_NO.read("是"), YES_NO.read("No"), YES_NO.read("TRUE"), YES_NO.read("未知")) == (True, False, True, None)


@pytest.mark.parametrize("text", ["授权", "granted", "Granted patent"])
def test_a_grant_is_not_a_legal_state(text: str) -> None:
    with pytest.raises(RefusedValue, match="有效/in force"):
        LEGAL_STATES.read(text)


def test_formulas_are_text_in_text_and_refused_as_numbers_of_patents() -> None:
    assert read_text("=cmd|' /C calc'!A0") == "=cmd|' /C calc'!A0"
    with pytest.raises(RefusedValue):
        read_patent_number("=cmd()")
    with pytest.raises(RefusedValue, match="cut off digits"):
        read_patent_number("2.01410264351E+11")
    assert not looks_like_formula("-5")
    assert looks_like_formula(" ＝1+1")
    assert without_guard("'=1+1") == "=1+1"
    assert without_guard("'tis") == "'tis"


def test_lists_and_control_characters() -> None:
    assert read_texts("甲公司；乙大学、丙 | 丁\n甲公司") == ("甲公司", "乙大学", "丙", "丁")
    assert read_texts("Example Co., Ltd.; B") == ("Example Co., Ltd.", "B")
    with pytest.raises(RefusedValue, match="printed"):
        read_text("a\x07b")


@given(st.text(max_size=40))
def test_readers_answer_or_refuse_and_never_break(text: str) -> None:
    for read in (read_date, read_number, read_share, read_patent_number, read_text, read_texts):
        with suppress(RefusedValue):
            read(text)
