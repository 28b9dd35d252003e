"""Are deeds, differences, fields, formulas and found entries said as a person would read them?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledgeapp.i18n import texts
from pledgeapp.records.case import Case, Timing
from pledgeapp.services.samples import load_sample
from ui.state.case_session import Action
from ui.state.deeds import deed_of, read_deed
from ui.state.differences import differences
from ui.state.edits import replace_at
from ui.state.field_words import field_words, value_words
from ui.state.formulas import as_text, with_numbers
from ui.state.palette import PaletteEntry, matching
from ui.state.working import Working
from valuation.results import Step
from valuation.wording import Message

EN, ZH = texts("en"), texts("zh")


@pytest.mark.parametrize("kind", ["edit", "undo", "redo"])
def test_a_deed_is_read_again_in_either_language(kind: str) -> None:
    name = Message("n", "Version {number} brought back", {"number": 3})
    deed = deed_of(Action(kind, name))  # type: ignore[arg-type]
    assert "Version 3 brought back" in read_deed(deed, EN)
    assert "恢复至版本 3" in read_deed(deed, ZH)
    assert read_deed(deed, EN).startswith({"edit": "Version", "undo": "Undone", "redo": "Redone"}[kind])


@pytest.mark.parametrize("deed", ["assessed", "{broken", '{"template": 3}', '{"a": 1}', ""])
def test_a_deed_that_is_not_ours_is_shown_as_it_stands(deed: str) -> None:
    assert read_deed(deed, EN) == deed


def test_only_what_differs_is_listed() -> None:
    before = load_sample("solid_electrolyte_powder")
    assert differences(before, before) == ()
    after = replace_at(before, "products[0].income.split_rate.value", "0.031")
    assert isinstance(after, Case)
    (found,) = differences(before, after)
    assert found.path == "products[0].income.split_rate.value"
    assert found.after == Decimal("0.031")
    shorter = replace_at(before, "products", before.products[:1])
    assert isinstance(shorter, Case)
    (gone,) = differences(before, shorter)
    assert (gone.path, gone.after) == ("products[1]", None)
    assert gone.before == before.products[1]


def test_a_field_is_named_by_the_way_to_it() -> None:
    assert field_words("products[0].income.split_rate.value", EN) == "Product lines 1 · Royalty or split rate · Figure"
    assert field_words("valuation_date", EN) == "Valuation date"
    assert field_words("no_such_field", EN) == "no_such_field"


def test_values_are_written_for_reading() -> None:
    assert value_words(None, "wan", EN) == "—"
    assert value_words(load_sample("battery_equipment").is_sample, "wan", EN) == "yes"
    assert value_words(date(2026, 11, 22), "wan", ZH) == "2026年11月22日"
    assert value_words(Decimal("1500000.00"), "wan", EN) == "1,500,000"
    assert value_words(Timing.MID_YEAR, "wan", EN) == "Mid-year"
    assert value_words(load_sample("battery_equipment").patents[0], "wan", EN) != "—"
    assert len(value_words("x" * 500, "wan", EN)) == 80


def test_numbers_replace_whole_symbols_only() -> None:
    steps = (
        Step("V", "Fair value", "", 7_145_000.0, "CNY", "rights"),
        Step("V_1", "Value of the product line", "", 20_000.0, "CNY", "lines[0]"),
        Step("X", "Loan limit", "V_1 + V", 7_165_000.0, "CNY", "valuation"),
    )
    working = Working(steps, 2)
    assert with_numbers(working, "wan") == "2.00 + 714.50"
    assert [source.step.symbol for source in working.inputs()] == ["V_1", "V"]
    lines = as_text(working, "yuan", "EUR", EN).splitlines()
    assert lines[:3] == ["Loan limit (X) = 7,165,000 EUR", "X = V_1 + V", "X = 20,000 + 7,145,000"]
    assert lines[-1].endswith("\t7,145,000\tEUR")


def test_every_typed_word_must_fit_and_beginnings_come_first() -> None:
    entries = [
        PaletteEntry("All settings", "", lambda: None),
        PaletteEntry("Settings", "Alt+4", lambda: None, "设置"),
        PaletteEntry("Home", "", lambda: None),
    ]
    assert [entry.title for entry in matching(entries, "sett")] == ["Settings", "All settings"]
    assert [entry.title for entry in matching(entries, "设置")] == ["Settings"]
    assert [entry.title for entry in matching(entries, "all SETT")] == ["All settings"]
    assert len(matching(entries, "")) == 3
