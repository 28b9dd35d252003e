"""Is a large file told by its beginning alone, as the whole reading would tell it?"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgeapp.errors import DataProblem
from pledgeapp.intake.first_look import SHOWN_ROWS, look_at
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportKind

TODAY = date(2026, 11, 24)
Workbook = Callable[..., Path]
ROW = "CN-109417194-B;Electrolyte ;Samsung SDI Co Ltd;;23/05/2017;05/06/2018;01/03/2019;01/03/2019;https://x/2;\r\n"
HEADER = (
    "id;title;assignee;inventor/author;priority date;filing/creation date;publication date;grant date;result link;"
    "representative figure link\r\n"
)


def test_100_megabytes_are_told_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    block = ROW.encode() * 10_000
    with path.open("wb") as stream:
        stream.write(HEADER.encode())
        while stream.tell() < 100 * 1024 * 1024:
            stream.write(block)
    begun = time.perf_counter()
    look = look_at(path, TODAY)
    spent = time.perf_counter() - begun
    assert (look.layout, look.kind, look.delimiter, look.header_line) == ("google_patents", ImportKind.PATENTS, ";", 1)
    assert len(look.rows) == SHOWN_ROWS
    assert any("day first" in note.text for note in look.notes)
    assert spent < 1.0


def test_a_workbook_is_told_without_its_middle(workbook: Workbook) -> None:
    rows = [[f"一种电池 {n}", "CN201610311380.X", date(2016, 5, 12), 12, "有效", True, 0.5] for n in range(1, 3_000)]
    path = workbook({"数据": [["标题", "申请号", "申请日", "权利要求数量", "专利有效性", "甲", "乙"], *rows]})
    look = look_at(path, TODAY)
    assert (look.layout, look.container, look.unread) == ("incopat", "xlsx", ("甲", "乙"))
    assert look.rows[0] == ("一种电池 1", "CN201610311380.X", "2016-05-12", "12", "有效", "TRUE", "0.5")
    assert dict(look.columns)["专利有效性"] == "legal_state"


@pytest.mark.parametrize("name", ["espacenet_synthetic.xls", "patentscope_synthetic.xls"])
def test_the_first_look_and_the_whole_reading_say_the_same(name: str) -> None:
    path = Path(__file__).parent / "data" / "result_lists" / name
    look, preview = look_at(path, TODAY), preview_file(path, source_day=TODAY)
    assert (look.layout, look.unread, look.container) == (preview.layout, preview.ignored, "xls")
    assert look.notes == preview.notes


def test_gb18030_is_cut_at_the_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "chinese.csv"
    text = "标题,申请号,法律状态\n" + "一种电池的制备方法,CN201610311380.X,授权\n" * 20_000
    path.write_bytes(text.encode("gb18030"))
    look = look_at(path, TODAY)
    assert (look.encoding, look.rows[0][0]) == ("gb18030", "一种电池的制备方法")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(100), b"PK\x03\x04" + bytes(200)])
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    with pytest.raises(DataProblem):
        look_at(path, TODAY)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]),
    patches=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8),
)
def test_a_damaged_workbook_is_told_or_refused(
    tmp_path: Path, workbook: Workbook, part: str, patches: list[tuple[float, bytes]]
) -> None:
    whole = workbook({"数据": [["标题", "申请号", "专利有效性"], ["一种电池", "CN201610311380.X", "有效"]]})
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = bytearray(old.read(name))
            for place, patch in patches if name == part else ():
                at = int(place * len(content))
                content[at : at + len(patch)] = patch
            new.writestr(name, bytes(content))
    assert _told(path) != "intake.crashed"


def _told(path: Path) -> str:
    """The layout, or the code of the reason why there is none."""
    try:
        return look_at(path, TODAY).layout
    except DataProblem as problem:
        return problem.problems[0].message.code
