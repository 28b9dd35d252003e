"""Is a file too large, too wide or falsely spelt refused in words, in bounded time and memory, and nothing stored?"""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pledgeapp.errors import Cancelled, DataProblem
from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.preview import preview_file
from pledgeapp.progress import Progress
from pledgeapp.records.importing import ImportKind, ImportPreview
from pledgeapp.store import Store
from tests.pledgeapp.store.samples import open_store

TODAY = date(2026, 11, 24)
GIBIBYTE = 1024 * MEBIBYTE
Read = Callable[..., ImportPreview]
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NUMBERS = ("ZL201410264351.3", "ZL201410264352.8", "ZL201410264353.2")


@contextmanager
def refused(code: str, seconds: float = 10.0) -> Iterator[None]:
    """The block is refused for this reason, in at most so many seconds."""
    begun = time.monotonic()
    with pytest.raises(DataProblem) as caught:
        yield
    assert caught.value.problems[0].message.code == f"intake.{code}"
    assert time.monotonic() - begun < seconds


def _sparse(path: Path, head: bytes, size: int) -> Path:
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)
    return path


def _with_sheet(path: Path, pieces: Iterator[str]) -> Path:
    """A workbook whose sheet is replaced by these pieces of XML, compressed as they come."""
    import xlsxwriter

    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("S").write(0, 0, "x")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                target.writestr(name, source.read(name))
                continue
            with target.open(name, "w") as part:
                part.write(f'<?xml version="1.0" encoding="UTF-8"?><worksheet {_MAIN}><sheetData>'.encode())
                for piece in pieces:
                    part.write(piece.encode())
                part.write(b"</sheetData></worksheet>")
    return path


def _text(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("name", ["zeros.csv", "zeros.xlsx", "zeros.xls", "zeros.xml"])
@pytest.mark.parametrize(("size", "code"), [(2 * GIBIBYTE, "too_large"), (60 * MEBIBYTE, "wrong_type")])
def test_zeros_of_any_size(tmp_path: Path, name: str, size: int, code: str) -> None:
    with refused(code, 5):
        preview_file(_sparse(tmp_path / name, b"", size), source_day=TODAY)


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP"])
def test_a_picture_called_a_workbook(tmp_path: Path, head: bytes) -> None:
    with refused("wrong_type", 5):
        preview_file(_sparse(tmp_path / "patents.xlsx", head, MEBIBYTE), source_day=TODAY)


def test_a_workbook_of_1048576_rows(tmp_path: Path) -> None:
    rows = (
        f'<row r="{n}">{_text(f"A{n}", "专利名称" if n == 1 else "电池")}<c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 1_048_577)
    )
    path = _with_sheet(tmp_path / "tall.xlsx", rows)
    with refused("too_many_cells", 20):
        preview_file(path, source_day=TODAY)


def test_rows_that_are_only_formatted_to_the_last_one_are_no_data(tmp_path: Path) -> None:
    """Rows formatted to the last one, which people do, would be 27 million cells."""
    head = f'<row r="1">{_text("A1", "专利名称")}{_text("B1", "申请号")}</row>'
    data = f'<row r="2">{_text("A2", "电池")}{_text("B2", NUMBERS[0])}</row>'
    wide = f'<row r="3">{_text("A3", "二")}{_text("B3", NUMBERS[1])}{_text("Z3", "x")}</row>'
    rows = (head, data, wide, '<row r="1048576" s="1" customFormat="1"/>')
    path = _with_sheet(tmp_path / "formatted.xlsx", iter(rows))
    assert preview_file(path, source_day=TODAY).accepted == 1


@pytest.mark.parametrize("filled", [2, 16_384])
def test_a_workbook_of_16384_columns(tmp_path: Path, filled: int) -> None:
    names = [_column(n) for n in range(1, filled + 1)]
    head = _text("A1", "专利名称") + _text("B1", "申请号") + "".join(_text(f"{c}1", c) for c in names[2:])
    data = _text("A2", "电池") + _text("B2", NUMBERS[0]) + '<c r="XFD2" s="1"/>' * (filled == 2)
    path = _with_sheet(tmp_path / "wide.xlsx", iter((f'<row r="1">{head}</row><row r="2">{data}</row>',)))
    if filled == 2:
        assert preview_file(path, source_day=TODAY).accepted == 1
        return
    with refused("too_many_columns"):
        preview_file(path, source_day=TODAY)


def test_a_text_of_16384_columns(read_bytes: Read) -> None:
    with refused("too_many_columns", 5):
        read_bytes(("专利名称,申请号" + ",x" * 16_382 + "\n").encode())


def test_a_text_of_more_than_a_million_rows(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("专利名称,申请号\n" + "a,b\n" * 1_000_001, encoding="utf-8")
    with refused("too_many_rows", 60):
        preview_file(path, source_day=TODAY)


def test_the_bounds_allow_what_is_promised() -> None:
    """100,000 rows of 20 columns, and a million lines, each with a header."""
    assert Bounds().workbook_cells >= 100_001 * 20
    assert Bounds().rows >= 1_000_001


@pytest.mark.skipif(sys.platform != "linux", reason="the system holds the memory limit on Linux")
def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    """1 GiB of blanks in a sheet of some MiB: refused while it is inflated, with 150 MiB of room."""
    blanks = (" " * MEBIBYTE for _ in range(1024))
    path = _with_sheet(tmp_path / "bomb.xlsx", blanks)
    with refused("archive_bomb"):
        preview_file(path, source_day=TODAY, bounds=Bounds(memory_bytes=150 * MEBIBYTE))


def test_parts_that_share_their_bytes(tmp_path: Path) -> None:
    """Overlapping members are how a small archive unpacks to any size without being nested."""
    path = tmp_path / "overlap.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            archive.writestr(name, "<x/>" * 1000)
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    path.write_bytes(content)
    with refused("archive_structure"):
        preview_file(path, source_day=TODAY)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ('"一种""电池"""', '一种"电池"'),
        ('"一种,电池"', "一种,电池"),
        ('"一种\n电池"', "一种 电池"),
        ("\"=cmd|' /C calc'!A0\"", "=cmd|' /C calc'!A0"),
        ('"\'=1+1"', "=1+1"),
    ],
)
def test_quotes_in_quotes_and_formulas_are_text(read_bytes: Read, title: str, read: str) -> None:
    preview = read_bytes(f"专利名称,申请号\n{title},{NUMBERS[0]}\n".encode())
    assert [p.title for p in preview.patents] == [read]


@pytest.mark.parametrize("broken", ['一种"电"池"', '"一种"电池', '"一种" 电池"'])
def test_quotes_that_do_not_pair_are_told_or_kept(read_bytes: Read, broken: str) -> None:
    """A quotation mark inside an open cell belongs to it; one that ends a cell too early is refused with its line."""
    preview = read_bytes(f"专利名称,申请号\n{broken},{NUMBERS[0]}\n三,{NUMBERS[1]}\n".encode())
    told = [(p.row, p.message.code) for p in preview.refused]
    assert preview.patents[-1].title == "三"
    assert told == [(2, "intake.quotes")] or preview.patents[0].title == broken


def test_a_formula_where_a_number_belongs(read_bytes: Read) -> None:
    preview = read_bytes(f"专利名称,申请号,权利要求数\n一,{NUMBERS[0]},=cmd()\n二,=cmd(),\n".encode())
    assert [(p.row, p.value) for p in preview.refused] == [(2, "=cmd()"), (3, "=cmd()")]
    assert not preview.patents


@pytest.mark.parametrize("day", ["2099-01-01", "1899-12-31", "31/12/1899", "20991231", "9999-12-31", "0001-01-01"])
def test_days_no_patent_has(read_bytes: Read, day: str) -> None:
    preview = read_bytes(f"专利名称,申请号,申请日\n一,{NUMBERS[0]},{day}\n二,{NUMBERS[1]},2014-06-13\n".encode())
    assert [(p.row, p.column, p.value) for p in preview.refused] == [(2, "申请日", day)]
    assert [p.title for p in preview.patents] == ["二"]


@pytest.mark.parametrize("revenue", ["-3200", "(3,200)", "－3200", "−3200"])
def test_negative_revenue(read_bytes: Read, revenue: str) -> None:
    content = f'产品名称,年度,数据性质,营业收入（万元）\n甲,2024,实际,"{revenue}"\n甲,2025,实际,100\n'
    preview = read_bytes(content.encode(), kind=ImportKind.REVENUE)
    assert [(p.row, p.value) for p in preview.refused] == [(2, revenue)]


def test_a_header_below_merged_words(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "基本信息")
        sheet.write_row(1, 0, ["专利名称", "申请号"])
        sheet.write_row(2, 0, ["电池", NUMBERS[0]])
    assert [p.title for p in preview_file(path, source_day=TODAY).patents] == ["电池"]


def test_a_column_that_stands_twice(read_bytes: Read) -> None:
    with refused("column_twice"):
        read_bytes(f"专利名称,申请号,申请号\n一,{NUMBERS[0]},{NUMBERS[1]}\n".encode())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


def test_a_large_import_that_is_stopped_leaves_nothing(tmp_path: Path, store: Store) -> None:
    """Batches are written beside their preparation: the last moment undoes them all, and nothing is found."""
    path = tmp_path / "many.csv"
    count = 11_000
    lines = (f"一种电池 {n},CN{100_000_000 + n}B\n" for n in range(count))
    path.write_text("专利名称,公开（公告）号\n" + "".join(lines), encoding="utf-8")
    preview = preview_file(path, source_day=TODAY)

    def stop_at_the_end(progress: Progress) -> None:
        if progress.done == count:
            raise Cancelled

    how = {"source": "many.csv", "at": datetime(2026, 11, 24, tzinfo=UTC), "who": "tester"}
    with pytest.raises(Cancelled):
        store.patents.merge(preview.patents, **how, progress=stop_at_the_end)
    assert (store.patents.count(), store.patents.find("电池")) == (0, ())
    assert store.patents.merge(preview.patents, **how)[:2] == (count, 0)
    assert len(store.patents.find("CN100010999")) == 1


def _column(number: int) -> str:
    from pledgeapp.intake.workbook_scan import column_letters

    return column_letters(number)
