"""Do several files come together, the better source counting, and is a refused row corrected in place?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.records.case import Case
from pledgeapp.records.field_sources import FieldSource, Preference, SourceKind
from pledgeapp.records.import_differences import Choice, DifferenceKind
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.records.patent import LegalState, Patent
from pledgeapp.records.patent_merging import merge_patents
from pledgeapp.records.patent_sources import entered_by_hand, is_by_hand, source_of
from pledgeapp.records.record_merging import Manner
from pledgeapp.services.context import Services
from pledgeapp.services.import_file import take_over
from pledgeapp.services.import_files import Wanted, compare_import, correct_import, preview_imports, rule_of
from pledgeapp.services.merge_into_case import merge_into_case

RULE = Preference((SourceKind.REGISTER, SourceKind.OFFICE, SourceKind.DATABASE, SourceKind.SEARCH_LIST))
FIRST = [["专利名称", "申请号", "权利要求数"], ["一", "ZL201410264351.3", "10"], ["二", "ZL201410264352.8", "8"]]
SECOND = [
    ["专利名称", "申请号", "IPC分类号"],
    ["一", "ZL201410264351.3", "H01M10/0562"],
    ["三", "ZL201410264353.2", ""],
]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, rows: list[list[str]]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return path

    return make


def described(kind: SourceKind | None, source: str, **fields: object) -> Patent:
    given = {"publication_number": "CN104000001B", "title": "名称", **fields}
    return Patent.model_validate({**given, "source_kind": kind, "source": source})


def only(services: Services, *paths: Path) -> ImportPreview:
    read = preview_imports(services, paths)
    assert not read.unread
    (preview,) = read.previews
    return preview


def test_two_files_are_one_preview_with_each_right_once(services: Services, write: Write) -> None:
    preview = only(services, write("a.csv", FIRST), write("b.csv", SECOND))
    assert [p.title for p in preview.patents] == ["一", "二", "三"]
    assert (preview.rows, preview.accepted, preview.merged) == (4, 3, 1)
    assert preview.files == ("a.csv", "b.csv")
    assert preview.origins == ("a.csv", "a.csv", "b.csv")
    first = preview.patents[0]
    assert first.ipc == ("H01M10/0562",)
    assert "a.csv" in source_of(first, "claims_count").source
    assert "b.csv" in source_of(first, "ipc").source


def test_a_file_that_cannot_be_read_holds_up_no_other(services: Services, write: Write, tmp_path: Path) -> None:
    broken = tmp_path / "picture.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    read = preview_imports(services, [broken, write("a.csv", FIRST)])
    assert [p.accepted for p in read.previews] == [2]
    assert [problem.file for problem in read.unread] == ["picture.csv"]
    with pytest.raises(DataProblem):
        preview_imports(services, [broken])


def test_files_of_two_kinds_stay_two_previews(services: Services, write: Write) -> None:
    sales = [["产品名称", "年度", "数据性质", "营业收入（万元）"], ["粉体", "2024", "实际", "100"]]
    read = preview_imports(services, [write("a.csv", FIRST), write("sales.csv", sales), write("b.csv", SECOND)])
    assert [(p.kind, p.rows) for p in read.previews] == [(ImportKind.PATENTS, 4), (ImportKind.REVENUE, 1)]


def test_files_of_one_name_are_told_apart_and_the_same_file_is_read_once(services: Services, write: Write) -> None:
    one, two = write("x/list.csv", FIRST), write("y/list.csv", [*SECOND[:1], ["坏", "ZL2014", ""]])
    preview = only(services, one, two, one)
    assert preview.files == ("x/list.csv", "y/list.csv")
    assert preview.rows == 3
    assert preview.refused_in == ("y/list.csv",)


@pytest.mark.parametrize("register_first", [True, False])
def test_the_register_counts_before_a_search_list_in_any_order_and_it_is_told(register_first: bool) -> None:
    register = described(SourceKind.REGISTER, "登记簿", patentees=("甲公司",))
    listed = described(
        SourceKind.SEARCH_LIST, "Google", patentees=("乙公司",), title="名称二", filing_date="2014-06-13"
    )
    kept, other = (register, listed) if register_first else (listed, register)
    merged = merge_patents(kept, other, Manner(preference=RULE))
    assert merged.record.patentees == ("甲公司",)
    told = next(c for c in merged.conflicts if c.name == "patentees")
    assert (told.kept, told.other, told.kept_source, told.other_source) == ("甲公司", "乙公司", "登记簿", "Google")
    assert source_of(merged.record, "patentees").kind is SourceKind.REGISTER
    assert source_of(merged.record, "filing_date").kind is SourceKind.SEARCH_LIST


def test_an_unknown_source_neither_gives_way_nor_takes_over() -> None:
    template = described(None, "模板", patentees=("甲",))
    register = described(SourceKind.REGISTER, "登记簿", patentees=("乙",))
    assert merge_patents(template, register, Manner(preference=RULE)).record.patentees == ("甲",)
    assert merge_patents(register, template, Manner(preference=RULE)).record.patentees == ("乙",)


def test_an_older_look_at_the_register_does_not_replace_a_newer_state() -> None:
    database = described(SourceKind.DATABASE, "incoPat", legal_state=LegalState.LAPSED, legal_state_date="2026-10-01")
    register = described(SourceKind.REGISTER, "登记簿", legal_state=LegalState.IN_FORCE, legal_state_date="2024-01-01")
    merged = merge_patents(database, register, Manner(preference=RULE))
    assert merged.record.legal_state is LegalState.LAPSED
    assert "legal_state" in {c.name for c in merged.conflicts}


def test_the_rule_is_data_in_force_today(services: Services) -> None:
    assert rule_of(services).order == RULE.order


def test_a_corrected_row_comes_in_without_the_file(services: Services, write: Write) -> None:
    rows = [*FIRST, ["坏", "ZL201410264353.3", "x"], ["也坏", "ZL2014", "1"]]
    path = write("a.csv", rows)
    preview = only(services, path)
    path.unlink()
    assert preview.refused_rows == 2
    assert [problem.column for problem in preview.refused if problem.row == 4] == ["申请号", "权利要求数"]
    half = correct_import(services, preview, {("a.csv", 4): ("坏", "ZL201410264353.2", "x")})
    assert (half.accepted, half.refused_rows) == (2, 2)
    assert [problem.column for problem in half.refused if problem.row == 4] == ["权利要求数"]
    assert dict(half.refused_cells)[4] == ("坏", "ZL201410264353.2", "x")
    whole = correct_import(services, half, {("a.csv", 4): ("三", "ZL201410264353.2", "7")})
    assert (whole.accepted, whole.refused_rows, whole.rows) == (3, 1, 4)
    assert whole.patents[-1].claims_count == 7
    assert whole.lines[-1] == 4
    assert whole.accepted + whole.merged + whole.refused_rows == whole.rows
    with pytest.raises(KeyError):
        correct_import(services, whole, {("a.csv", 4): ("三", "", "")})


def test_a_corrected_row_that_contradicts_another_is_refused_with_its_cells(services: Services, write: Write) -> None:
    header = ["专利名称", "公开（公告）号", "申请日", "授权公告日"]
    rows = [header, ["一", "CN104000001B", "2014-06-13", ""], ["二", "x", "", "2013-01-01"]]
    preview = only(services, write("a.csv", rows))
    cells = ("二", "CN104000001B", "", "2013-01-01")
    again = correct_import(services, preview, {("a.csv", 3): cells})
    assert (again.accepted, again.refused_rows) == (1, 1)
    assert again.refused_cells == ((3, cells),)


def newer(case_or_library: str) -> list[list[str]]:
    """The first list again, months later: one claim count changed, one patent gone, one new."""
    return [FIRST[0], ["一", "ZL201410264351.3", "12"], ["四", "ZL201410264355.1", case_or_library]]


@pytest.mark.parametrize("into_case", [True, False])
def test_a_newer_export_shows_what_is_new_changed_and_gone(services: Services, write: Write, into_case: bool) -> None:
    old = only(services, write("list.csv", FIRST))
    case = None
    if into_case:
        case, _ = merge_into_case(Case(title="案件", valuation_date="2026-11-24"), old)
    else:
        take_over(services, old)
    preview = only(services, write("list.csv", newer("3")))
    found = compare_import(services, preview, case)
    assert [(d.kind, d.title) for d in found.records] == [
        (DifferenceKind.CHANGED, "一"),
        (DifferenceKind.NEW, "四"),
        (DifferenceKind.GONE, "二"),
    ]
    (changed,) = found.of(DifferenceKind.CHANGED)
    (field,) = changed.fields
    assert (field.field, field.old, field.new, field.is_proposed) == ("claims_count", "10", "12", True)
    whose = Choice(found.proposed)
    if case is not None:
        kept, _ = merge_into_case(case, preview)
        assert kept.patents[0].claims_count == 10
        updated, outcome = merge_into_case(case, preview, whose)
        assert updated.patents[0].claims_count == 12
        assert updated.patents[0].id == case.patents[0].id
        assert len(updated.patents) == 3
        assert [(c.kept, c.other) for c in outcome.conflicts] == [("12", "10")]
    else:
        take_over(services, preview, whose=whose)
        assert [p.claims_count for p in services.store.patents.find()] == [12, 8, 3]


def test_what_was_entered_by_hand_stays_even_when_everything_is_accepted(services: Services, write: Write) -> None:
    case, _ = merge_into_case(Case(title="案件", valuation_date="2026-11-24"), only(services, write("l.csv", FIRST)))
    first = entered_by_hand(case.patents[0].model_copy(update={"claims_count": 11}), ["claims_count"])
    case = case.model_copy(update={"patents": (first, *case.patents[1:])})
    assert is_by_hand(first, "claims_count")
    preview = only(services, write("l.csv", newer("3")))
    (changed,) = compare_import(services, preview, case).of(DifferenceKind.CHANGED)
    assert [(f.is_by_hand, f.is_proposed) for f in changed.fields] == [(True, False)]
    assert changed.acceptable == ()
    accepted = {str(p.id): frozenset({"claims_count"}) for p in preview.patents}
    updated, _ = merge_into_case(case, preview, Choice(accepted, rule_of(services)))
    assert updated.patents[0].claims_count == 11


def test_years_of_a_product_are_accepted_one_by_one(services: Services, write: Write) -> None:
    def lines(one: str, two: str) -> list[list[str]]:
        header = ["产品名称", "年度", "数据性质", "营业收入（万元）"]
        return [header, ["粉体", "2024", "实际", one], ["粉体", "2025", "实际", two]]

    case, _ = merge_into_case(
        Case(title="案件", valuation_date="2026-11-24"), only(services, write("r.csv", lines("100", "200")))
    )
    preview = only(services, write("r.csv", lines("110", "220")))
    (changed,) = compare_import(services, preview, case).of(DifferenceKind.CHANGED)
    assert [f.field for f in changed.fields] == ["2024.revenue", "2025.revenue"]
    updated, _ = merge_into_case(case, preview, Choice({changed.key: frozenset({"2025.revenue"})}))
    assert [int(f.revenue or 0) for f in updated.products[0].figures] == [1_000_000, 2_200_000]


def test_another_selection_of_the_same_list_makes_nothing_gone(services: Services, write: Write) -> None:
    many = [*FIRST, ["三", "ZL201410264353.2", ""]]
    take_over(services, only(services, write("l.csv", many)))
    preview = only(services, write("l.csv", FIRST[:2]))
    assert compare_import(services, preview, None).of(DifferenceKind.GONE) == ()


def test_sources_of_fields_are_kept_in_the_library(services: Services, write: Write) -> None:
    take_over(services, only(services, write("a.csv", FIRST)))
    take_over(services, only(services, write("b.csv", SECOND)))
    stored = services.store.patents.find("ZL201410264351.3")[0]
    assert [entry.field for entry in stored.sources] == ["ipc"]
    assert isinstance(stored.sources[0], FieldSource)


def test_wanted_kind_narrows_every_file(services: Services, write: Write) -> None:
    with pytest.raises(DataProblem):
        preview_imports(services, [write("a.csv", FIRST)], Wanted(kind=ImportKind.REVENUE))


DOCUMENTS = Path(__file__).parent / "data" / "patent_documents"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_three_real_answers_of_an_office_make_one_patent(services: Services, order: tuple[int, ...]) -> None:
    names = ("ops_family.xml", "ops_claims.xml", "ops_legal_ep.xml")
    preview = only(services, *(DOCUMENTS / names[at] for at in order))
    found = [p for p in preview.patents if (p.publication_number or "").startswith("EP1000000")]
    assert len(found) == 1
    patent = found[0]
    assert patent.claims_count is not None
    assert len(patent.legal_events) > 5
    assert patent.family_key
    assert {entry.source.split(", ")[1] for entry in patent.sources} <= set(names)
    assert preview.rows == preview.accepted + preview.merged + preview.refused_rows


def test_a_search_list_and_a_list_of_an_office_together_name_the_better_source(
    services: Services, google_list: Path
) -> None:
    """CN109417194 stands in the real list of Google and, with other words, in the synthetic one of Espacenet."""
    espacenet = google_list.parent / "result_lists" / "espacenet_synthetic.xls"
    preview = only(services, google_list, espacenet)
    patent = next(p for p in preview.patents if (p.publication_number or "").startswith("CN109417194"))
    assert preview.merged == 4
    assert patent.source.startswith("Google Patents")
    assert {entry.source.split(",")[0] for entry in patent.sources} == {"Espacenet"}


def test_an_earlier_look_at_the_register_is_not_proposed_by_a_newer_import(services: Services, write: Write) -> None:
    def looked_up(state: str, day: str) -> ImportPreview:
        header = ["专利名称", "申请号", "法律状态", "法律状态查询日"]
        return only(services, write("l.csv", [header, ["一", "ZL201410264351.3", state, day]]))

    case, _ = merge_into_case(Case(title="案件", valuation_date="2026-11-24"), looked_up("有效", "2026-10-01"))
    for state, day, proposed in (
        ("失效", "2026-11-01", {"legal_state"}),
        ("失效", "2026-09-01", set()),
        ("有效", "2026-11-01", {"legal_state_date"}),
        ("有效", "2026-09-01", set()),
    ):
        (changed,) = compare_import(services, looked_up(state, day), case).of(DifferenceKind.CHANGED)
        assert set(changed.proposed) == proposed, (state, day)
