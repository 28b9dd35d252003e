"""Is a layout file taken by its word, and everything else in it refused with its line?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.layout import Origin, RowReader
from pledgeapp.intake.layouts.profile import layout_of, read_profile, shipped_layouts
from pledgeapp.intake.layouts.profile_readers import READERS, reader_named
from pledgeapp.intake.legal_state_words import state_named, state_of, words_in
from pledgeapp.intake.tables import Row
from pledgeapp.intake.values import DateOrder, Habits
from pledgeapp.records.patent import LegalState, Patent
from pledgeapp.records.patent_number import without_kind_letter

GOOD = """key = "small_list"
label = "Small list"
needs = ["title"]

[columns.title]
headers = ["Name", "Title"]

[columns.publication_number]
headers = ["Number"]

[columns.filing_date]
headers = ["Filed"]
date_order = "month_first"

[[events]]
name = "sold"
days = ["Sold on"]
texts = ["Sold to"]
"""
HABITS = Habits(latest_event=date(2026, 11, 24))


def _patent(header: tuple[str, ...], cells: tuple[str, ...]) -> Patent:
    layout = layout_of(read_profile(GOOD, "small.toml"))
    reader = RowReader(layout, layout.find_header(Row(1, header)), HABITS, Origin("f", "f, today"))
    patent = reader.read(Row(2, cells))
    assert isinstance(patent, Patent)
    return patent


def test_a_new_layout_is_a_new_file() -> None:
    header = ("Title", "Number", "Filed", "Name", "Sold to", "Sold on")
    patent = _patent(
        header, ("the second name", "CN206313976U", "03/04/2020", "the first", "A; B", "2021-01-02;2022-03-04")
    )
    assert (patent.title, patent.filing_date) == ("the first", date(2020, 3, 4))
    assert [(e.event_date, e.code, e.text) for e in patent.legal_events] == [
        (date(2021, 1, 2), "sold", "Sold to: A"),
        (date(2022, 3, 4), "sold", "Sold to: B"),
    ]


def test_a_further_name_fills_what_the_first_leaves_empty() -> None:
    assert _patent(("Title", "Name", "Number"), ("the second", "", "CN206313976U")).title == "the second"


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ('label = "Small list"', 'label = "Small list"\ncolour = "red"', 3, "unknown key colour"),
        ('headers = ["Number"]', 'headers = ["Number"]\nwidth = 3', 10, "unknown key width"),
        ('headers = ["Number"]', 'headers = ["Number"]\nreader = "magic"', 8, "no reader magic"),
        ("[columns.publication_number]", "[columns.weight]", None, "no field weight"),
        ('needs = ["title"]', 'needs = ["ipc"]', None, "ipc is needed"),
        ('texts = ["Sold to"]', 'reader = "text"', 15, "no reader text"),
        ('key = "small_list"', 'key = "Small List"', 1, ""),
        ('date_order = "month_first"', 'date_order = "backwards"', 13, ""),
        ("[columns.title]", "[columns.title", 5, "not TOML"),
    ],
)
def test_whatever_does_not_belong_is_refused_with_its_line(was: str, becomes: str, line: int | None, said: str) -> None:
    assert was in GOOD
    with pytest.raises(DataProblem) as caught:
        read_profile(GOOD.replace(was, becomes), "layouts/small.toml")
    problem = caught.value.problems[0]
    assert (problem.file, problem.row) == ("layouts/small.toml", line)
    assert said in problem.message.text


def test_every_shipped_file_is_a_layout_under_its_own_name() -> None:
    names = {p.stem for p in (Path(__file__).parents[3] / "resources" / "layouts").glob("*.toml")}
    assert {layout.key for layout in shipped_layouts()} == names
    assert len({layout.key for layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda x: x.key)
def test_no_header_of_a_shipped_layout_has_two_meanings(layout: object) -> None:
    columns = [c for c in layout.columns if not c.key.startswith("event_")]  # type: ignore[attr-defined]
    names = [name for column in columns for name in set(column.names())]
    assert len(names) == len(set(names))
    assert not set(names) & layout.unread  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("nothing", ["-", "--", "—", "/", "N/A", "无"])
def test_a_dash_says_nothing_to_any_reader(name: str, nothing: str) -> None:
    assert reader_named(name, None)(nothing, HABITS) is None


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("有效", LegalState.IN_FORCE),
        ("失效", LegalState.LAPSED),
        ("审中", LegalState.PENDING),
        ("未缴年费", LegalState.LAPSED),
        ("期限届满", LegalState.EXPIRED),
        ("全部无效", LegalState.INVALID),
        ("Active", LegalState.IN_FORCE),
        ("授权", LegalState.UNKNOWN),
        ("驳回", LegalState.UNKNOWN),
        ("权利恢复", LegalState.UNKNOWN),
        ("部分无效", LegalState.UNKNOWN),
        ("PCT指定期内", LegalState.UNKNOWN),
        ("开放许可", LegalState.UNKNOWN),
        ("", LegalState.UNKNOWN),
    ],
)
def test_only_words_that_prove_a_state_name_one(word: str, state: LegalState) -> None:
    assert state_named(word) is state


def test_words_that_contradict_each_other_prove_nothing() -> None:
    assert state_of(words_in("授权 | 未缴年费")) is LegalState.LAPSED
    assert state_of(words_in("有效 | 失效")) is LegalState.UNKNOWN
    assert words_in("授权 | 权利转移|授权") == ("授权", "权利转移")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("CN 201320717143 U", "CN 201320717143"),
        ("CN201320717143U", "CN201320717143"),
        ("CN201320717143.5U", "CN201320717143.5"),
        ("ＣＮ２０１３２０７１７１４３ Ｕ", "CN201320717143"),
        ("CN02159962A", "CN02159962"),
        ("201610311380X", "201610311380X"),
        ("201610311380.X", "201610311380.X"),
        ("US 201313867432 A", "US 201313867432 A"),
        ("CN 201320717143 A1", "CN 201320717143"),
    ],
)
def test_a_kind_letter_is_no_check_digit(written: str, number: str) -> None:
    assert without_kind_letter(written) == number


def test_each_column_of_days_proves_its_own_order(tmp_path: Path) -> None:
    from pledgeapp.intake.preview import preview_file

    path = tmp_path / "list.csv"
    path.write_text(
        "公开号,标题,申请日期,授权日期,优先权日\n"
        "CN206313976U,一,25/03/2016,07/11/2017,01/02/2015\n"
        "CN104362304B,二,03/04/2014,01/28/2017,\n",
        encoding="utf-8",
    )
    preview = preview_file(path, source_day=date(2026, 11, 24))
    second = next(p for p in preview.patents if p.title == "二")
    assert (second.filing_date, second.grant_date) == (date(2014, 4, 3), date(2017, 1, 28))
    assert [(p.row, p.column) for p in preview.refused] == [(2, "优先权日")], (
        "two orders prove nothing for a third column"
    )
    told = {note.code: note.params["columns"] for note in preview.notes if "columns" in note.params}
    assert told == {
        f"intake.{DateOrder.DAY_FIRST.value}": "申请日期",
        f"intake.{DateOrder.MONTH_FIRST.value}": "授权日期",
    }
