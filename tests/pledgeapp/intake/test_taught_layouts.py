"""Can the program be taught an unknown list: columns suggested, chosen, tried, kept, shared and recognised again?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.column_choice import chosen_profile, listed
from pledgeapp.intake.column_suggestions import suggest_columns
from pledgeapp.intake.layouts import LAYOUTS
from pledgeapp.intake.layouts.profile import Profile, layout_of, read_profile, shipped_layouts
from pledgeapp.intake.layouts.profile_text import profile_text
from pledgeapp.intake.tables import Row, Table
from pledgeapp.records.field_sources import SourceKind
from pledgeapp.records.import_columns import ChosenColumn, Taught
from pledgeapp.services.context import Services
from pledgeapp.services.import_files import preview_imports
from pledgeapp.services.import_profiles import (
    find_columns,
    profile_of,
    remove_profile,
    save_profile,
    saved_profiles,
    take_profile,
    try_columns,
    write_profile,
)

UNKNOWN = (
    "某机构专利清单,,,,\n"
    "编号,专利文献号,发明创造的名称,持有人名称,申请提交日期\n"
    "1,CN104000001B,一种电池,甲公司;乙公司,03/04/2014\n"
    "2,CN104000002B,一种粉体,甲公司,25/06/2014\n"
)
CHOICE = {
    1: ChosenColumn("publication_number"),
    2: ChosenColumn("title"),
    3: ChosenColumn("patentees"),
    4: ChosenColumn("filing_date", date_order="day_first"),
}


@pytest.fixture
def unknown_list(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str = UNKNOWN, name: str = "清单.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_names_in_both_languages_are_suggested_each_field_once() -> None:
    names = ["Pub. No", "Patent Titel", "Current assignees", "Date of filing", "Cost centre", "Inventor names"]
    english = {s.field: names[s.column] for s in suggest_columns(names)}
    assert english == {
        "publication_number": "Pub. No",
        "title": "Patent Titel",
        "patentees": "Current assignees",
        "filing_date": "Date of filing",
        "inventors": "Inventor names",
    }
    words = ["公开公告号码", "发明名称", "当前专利权人", "申请日期", "成本中心"]
    chinese = {s.field: words[s.column] for s in suggest_columns(words)}
    assert chinese == {
        "publication_number": "公开公告号码",
        "title": "发明名称",
        "patentees": "当前专利权人",
        "filing_date": "申请日期",
    }
    assert suggest_columns(["", "x", "备注栏"]) == ()


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.key)
def test_a_name_of_a_shipped_list_is_suggested_as_what_it_is(layout: object) -> None:
    for column in layout.columns:  # type: ignore[attr-defined]
        if column.key.startswith("event_"):
            continue
        (found,) = suggest_columns([column.zh])
        assert found.likeness == 1.0


def test_the_header_is_found_below_lines_of_its_own(services: Services, unknown_list: Callable[..., Path]) -> None:
    found = find_columns(services, unknown_list())
    assert not found.is_known
    assert found.names[1] == "专利文献号"
    assert found.samples[3] == ("甲公司;乙公司", "甲公司")
    assert {at: column.field for at, column in found.choice.items()} == {
        1: "publication_number",
        2: "title",
        3: "patentees",
        4: "filing_date",
    }


def test_a_choice_is_tried_kept_and_recognised_from_then_on(
    services: Services, unknown_list: Callable[..., Path]
) -> None:
    path = unknown_list()
    with pytest.raises(DataProblem):
        preview_imports(services, [path])
    found = find_columns(services, path)
    taught = Taught("某机构清单", CHOICE, SourceKind.DATABASE)
    tried = try_columns(services, found, taught)
    assert [p.publication_number for p in tried.patents] == ["CN104000001B", "CN104000002B"]
    save_profile(services, profile_of(found, taught))
    (preview,) = preview_imports(services, [path]).previews
    assert preview.layout_label == "某机构清单"
    first = preview.patents[0]
    assert (str(first.filing_date), first.patentees) == ("2014-04-03", ("甲公司", "乙公司"))
    assert first.source.startswith("某机构清单, 清单.csv")
    assert first.source_kind is SourceKind.DATABASE
    assert "编号" in preview.ignored
    (kept,) = saved_profiles(services)
    remove_profile(services, kept.key)
    with pytest.raises(DataProblem):
        preview_imports(services, [path])


def test_a_choice_without_number_or_title_is_refused_in_words(
    services: Services, unknown_list: Callable[..., Path]
) -> None:
    found = find_columns(services, unknown_list())
    for missing, word in ((1, "number"), (2, "title")):
        choice = {at: column for at, column in CHOICE.items() if at != missing}
        with pytest.raises(DataProblem, match=word):
            try_columns(services, found, Taught("x", choice))


def test_a_layout_goes_out_as_a_file_and_comes_back(
    services: Services, unknown_list: Callable[..., Path], tmp_path: Path
) -> None:
    profile = profile_of(find_columns(services, unknown_list()), Taught('清单 "A"\\', CHOICE))
    target = tmp_path / "layout.toml"
    write_profile(profile, target)
    assert take_profile(services, target) == profile
    assert saved_profiles(services) == (profile,)


@pytest.mark.parametrize(
    "text",
    [
        "key = 'x'\nlabel = 'x'\n[columns.cat]\nheaders = ['a']\n",
        "not toml",
        "x = " + "[" * 5000,
        "key = 'incopat'\nlabel = 'x'\n[columns.title]\nheaders = ['a']\n",
        "a" * 300_000,
    ],
)
def test_a_file_that_is_no_layout_is_refused_and_nothing_kept(services: Services, tmp_path: Path, text: str) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataProblem):
        take_profile(services, path)
    assert saved_profiles(services) == ()


def test_shipped_layouts_survive_being_written_and_read() -> None:
    folder = Path(__file__).parents[3] / "resources" / "layouts"
    files = sorted(folder.glob("*.toml"))
    assert files
    for file in files:
        profile = read_profile(file.read_text(encoding="utf-8"), file.name)
        assert read_profile(profile_text(profile), file.name) == profile


def test_a_choice_of_a_recognised_list_starts_from_what_was_recognised(services: Services, google_list: Path) -> None:
    found = find_columns(services, google_list)
    assert found.is_known
    assert {column.field for column in found.choice.values()} >= {"publication_number", "title", "patentees", "url"}


def test_two_columns_may_hold_one_field_the_first_counts() -> None:
    table = Table("", "csv", rows=[Row(1, ("号", "名", "旧名")), Row(2, ("CN104000001B", "", "旧"))])
    found = listed([table], LAYOUTS)
    assert found is not None
    choice = {0: ChosenColumn("publication_number"), 1: ChosenColumn("title"), 2: ChosenColumn("title")}
    profile = chosen_profile("x", found, choice)
    assert profile.columns["title"].headers == ("名", "旧名")
    assert isinstance(profile, Profile)
    assert layout_of(profile).find_header(found.header).others == {"title": (2,)}


def test_a_changed_choice_of_a_known_list_keeps_what_was_not_changed(services: Services, tmp_path: Path) -> None:
    """Synthetic, under headers of incoPat: events and ways of reading are not lost with one column."""
    path = tmp_path / "list.csv"
    path.write_text(
        "标题 (中文),公开(公告)号,申请人,申请日,专利有效性,转让执行日,转让人,受让人,IPC\n"
        "一种电池,CN104000001B,甲;乙,2014-06-13,有效,2020-01-02,甲,乙,H01M10/0562\n",
        encoding="utf-8",
    )
    (before,) = preview_imports(services, [path]).previews
    assert before.layout == "incopat"
    found = find_columns(services, path)
    choice = {at: column for at, column in found.choice.items() if column.field != "ipc"}
    tried = try_columns(services, found, Taught("我的清单", choice))
    old, new = before.patents[0], tried.patents[0]
    assert old.ipc
    assert not new.ipc
    assert [event.code for event in new.legal_events] == [event.code for event in old.legal_events] == ["转让"]
    assert (new.patentees, new.legal_state, new.filing_date) == (old.patentees, old.legal_state, old.filing_date)
