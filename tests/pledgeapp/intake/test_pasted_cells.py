"""Do cells copied in a spreadsheet take the way of a file: recognised, read, refused and corrected alike?"""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.intake.pasted import Pasted
from pledgeapp.services.context import Services
from pledgeapp.services.import_files import correct_import, preview_imports
from pledgeapp.services.import_profiles import find_columns

CELLS = '专利名称\t申请号\t权利要求数\n"一种\n电池"\tZL201410264351.3\t10\n二\tZL2014\t8\n'


def pasted(text: str) -> Pasted:
    return Pasted("剪贴板", text.encode())


def test_pasted_cells_are_read_as_a_file_is(services: Services) -> None:
    (preview,) = preview_imports(services, [pasted(CELLS)]).previews
    assert (preview.layout, preview.delimiter, preview.rows) == ("template_patents", "\t", 2)
    assert preview.patents[0].title == "一种 电池"
    assert preview.patents[0].source.startswith("剪贴板")
    assert [(p.file, p.row) for p in preview.refused] == [("剪贴板", 4)]
    whole = correct_import(services, preview, {("剪贴板", 4): ("二", "ZL201410264352.8", "8")})
    assert (whole.accepted, whole.refused_rows) == (2, 0)


def test_pasted_cells_come_together_with_files(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("专利名称,申请号\n三,ZL201410264353.2\n一种电池,ZL201410264351.3\n", encoding="utf-8")
    (preview,) = preview_imports(services, [path, pasted(CELLS)]).previews
    assert (preview.accepted, preview.merged, preview.refused_rows) == (2, 1, 1)


@pytest.mark.parametrize("text", ["", "  \n", "nothing but words", "\x00\x00"])
def test_what_is_no_table_is_refused_in_words(services: Services, text: str) -> None:
    with pytest.raises(DataProblem):
        preview_imports(services, [pasted(text)])


def test_more_than_the_bounds_is_refused_before_a_process_is_started(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a process was started"))
    with pytest.raises(DataProblem, match="MB"):
        preview_imports(services, [Pasted("x", bytes(600 * 1024 * 1024))])


def test_columns_of_pasted_cells_can_be_chosen(services: Services) -> None:
    found = find_columns(services, pasted("文献号码\t名字\nCN104000001B\t电池\n"))
    assert found.names == ("文献号码", "名字")
    assert found.choice[0].field == "publication_number"


def test_a_child_that_ends_early_hangs_nothing(services: Services) -> None:
    with pytest.raises(DataProblem):
        preview_imports(services, [Pasted("x", b"\x89PNG\r\n\x1a\n" + bytes(4_000_000))])


PAGE = (
    "<html><head><style>td {color: red}</style></head><body><h1>清单</h1><table><tr><th>专利名称</th>"
    "<th>申请号</th><th>权利要求数</th></tr><tr><td>一种<br>电池</td><td>ZL201410264351.3</td><td>10</td></tr>"
    "<tr><td rowspan=2>同名</td><td>ZL201410264352.8</td><td>8</td></tr><tr><td>ZL201410264353.2</td><td>7"
    "<table><tr><td>inner</td></tr></table></td></tr><tr><td colspan=2>合计<td>25</table></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_with_a_table_is_read_as_a_sheet(services: Services, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "清单.xls"
    path.write_bytes(PAGE.encode(encoding))
    (preview,) = preview_imports(services, [path]).previews
    assert [p.title for p in preview.patents] == ["一种 电池", "同名"]
    assert [(p.row, p.column) for p in preview.refused] == [(4, "权利要求数"), (5, "申请号")]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>no table</p></body></html>",
        "<table><tr><td>one cell</td></tr></table>",
        "<html>" + "<table><tr><td>" * 20_000,
        "<table><tr>" + "<td colspan=1000>x</td>" * 100,
        "<table><tr><td>a<td>b" + "<!" * 50_000,
        "<table>" + "<tr><td rowspan=999999999>x<td colspan=99999999999999999999>y",
    ],
)
def test_hostile_pages_are_refused_in_bounded_time(services: Services, page: str) -> None:
    with pytest.raises(DataProblem):
        preview_imports(services, [pasted(page)])


def test_a_table_copied_from_a_browser_is_read(services: Services) -> None:
    copied = "<meta charset='utf-8'>" + PAGE.split("</h1>")[1]
    (preview,) = preview_imports(services, [pasted(copied)]).previews
    assert preview.accepted == 2
