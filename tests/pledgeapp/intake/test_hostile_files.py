"""Is a file that is broken, disguised or made to hurt refused with its reason, and the parent process unharmed?"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgeapp.errors import Cancelled, DataProblem
from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.preview import preview_file
from pledgeapp.progress import Progress
from pledgeapp.records.importing import ImportPreview

TODAY = date(2026, 11, 24)
Read = Callable[..., ImportPreview]
HEADER = "专利名称,申请号\n"
GOOD = HEADER + "一种电池,ZL201410264351.3\n"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_PARTS = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": f'{_RELS}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<?xml version="1.0"?><workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_RELS}<Relationship Id="r1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def _book(sheet_data: str, prologue: str = "", **parts: bytes) -> bytes:
    sheet = f'<?xml version="1.0"?>{prologue}<worksheet {_MAIN}><sheetData>{sheet_data}</sheetData></worksheet>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _refusal(read: Read, content: bytes, **options: object) -> str:
    with pytest.raises(DataProblem) as caught:
        read(content, **options)
    problem = caught.value.problems[0]
    assert problem.file == "file.csv"
    return problem.message.code.removeprefix("intake.")


def test_the_hand_made_workbook_is_read_when_it_is_harmless(read_bytes: Read) -> None:
    rows = f"<row>{_cell('A1', '专利名称')}{_cell('B1', '申请号')}</row>"
    rows += f"<row>{_cell('A2', '电池')}{_cell('B2', 'ZL201410264351.3')}</row>"
    assert read_bytes(_book(rows)).patents[0].title == "电池"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "wrong_type"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "wrong_type"),
        (b"%PDF-1.7\n", "wrong_type"),
        (b"\x00" * 5000, "wrong_type"),
        (b"<html><table></table></html>", "wrong_type"),
        (b'{"a": 1}', "wrong_type"),
        (b"MZ\x90\x00\x03\x00", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (GOOD.encode() + b"a\x00b,c\n", "nul"),
        (GOOD.encode() + "中文标题,x\n".encode("gb18030"), "mixed_encoding"),
        ("Заголовок,Номер\nПатент на батарею,1\n".encode("cp1251"), "unknown_encoding"),
        ("特許,番号\nテスト,1\n".encode("shift_jis"), "unknown_encoding"),
        (b"a,b\n\xff\xff\xff,1\n", "unknown_encoding"),
        (b"PK\x03\x04" + bytes(200), "damaged_archive"),
        (_book(_cell("A1", "x"))[:-400], "damaged_archive"),
        (_book(f"<row>{_cell('A1', 'a')}{_cell('XFD1048576', 'b')}</row>"), "sheet_area"),
        (_book("", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'), "xml_doctype"),
        (_book("<row>" * 70 + "</row>" * 70), "xml_depth"),
        (_book("", **{"xl/media/zeros.bin": bytes(8 * MEBIBYTE)}), "archive_ratio"),
    ],
    ids=lambda x: x if isinstance(x, str) else None,
)
def test_each_disguise_is_refused_by_its_name(read_bytes: Read, content: bytes, code: str) -> None:
    assert _refusal(read_bytes, content) == code


def test_a_workbook_with_two_parts_of_a_name(read_bytes: Read) -> None:
    double = io.BytesIO()
    with zipfile.ZipFile(double, "w") as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr("XL/workbook.xml", "x")
    assert _refusal(read_bytes, double.getvalue()) == "archive_structure"


def test_an_encrypted_archive_is_refused(read_bytes: Read) -> None:
    content = bytearray(_book(_cell("A1", "x")))
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    assert _refusal(read_bytes, bytes(content)) == "password"


@pytest.mark.parametrize(
    ("bounds", "content", "code"),
    [
        (Bounds(file_bytes=10), GOOD.encode(), "too_large"),
        (Bounds(rows=1), (GOOD + "二,ZL201410264352.8\n").encode(), "too_many_rows"),
        (Bounds(columns=2), (HEADER + "a,b,c\n").encode(), "too_many_columns"),
        (Bounds(row_characters=20), (HEADER + "x" * 30 + ",1\n").encode(), "row_too_long"),
        (Bounds(output_bytes=50), (GOOD * 20).encode(), "output"),
        (Bounds(zip_members=2), _book(_cell("A1", "x")), "archive_members"),
        (Bounds(inflated_bytes=500), _book(_cell("A1", "x")), "archive_bomb"),
        (Bounds(workbook_cells=1), _book(f"<row>{_cell('A1', 'a')}{_cell('B1', 'b')}</row>"), "too_many_cells"),
        (Bounds(sheets=0), _book(_cell("A1", "x")), "too_many_sheets"),
        (Bounds(deadline_seconds=0.0), GOOD.encode(), "time"),
    ],
    ids=lambda x: x if isinstance(x, str) else None,
)
def test_each_bound_holds(read_bytes: Read, bounds: Bounds, content: bytes, code: str) -> None:
    assert _refusal(read_bytes, content, bounds=bounds) == code


def test_a_file_beyond_64_mib_is_refused_without_being_opened(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with path.open("wb") as stream:
        stream.truncate(64 * MEBIBYTE + 1)
    with pytest.raises(DataProblem, match="at most 64 MB"):
        preview_file(path, source_day=TODAY)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(DataProblem):
            preview_file(path, source_day=TODAY)


def test_too_little_memory_is_a_problem_not_a_crash(read_bytes: Read) -> None:
    rows = "".join(f"<row>{_cell(f'A{n}', 'x' * 200)}</row>" for n in range(1, 40_000))
    code = _refusal(read_bytes, _book(rows), bounds=Bounds(memory_bytes=24 * MEBIBYTE))
    assert code in {"memory", "crashed"}


def test_a_row_with_an_open_quotation_mark_is_refused_and_the_rows_before_it_stand(read_bytes: Read) -> None:
    preview = read_bytes((GOOD + '"未闭合,ZL201410264352.8\n三,ZL201410264353.2\n').encode())
    assert [p.title for p in preview.patents] == ["一种电池"]
    assert [p.row for p in preview.refused] == [3]
    assert preview.rows == 2


def test_a_cell_that_is_too_long_is_refused_in_its_row(read_bytes: Read) -> None:
    preview = read_bytes((HEADER + "长" * 40_000 + ",ZL201410264352.8\n三,ZL201410264353.2\n").encode())
    assert [p.title for p in preview.patents] == ["三"]
    assert [(p.row, p.message.code) for p in preview.refused] == [(2, "intake.cell_too_long")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_allowed_encoding_reads_the_same(read_bytes: Read, encoding: str) -> None:
    assert read_bytes(GOOD.replace("\n", "\r\n").encode(encoding)).patents[0].title == "一种电池"


def test_an_error_and_an_uncalculated_formula_are_seen_not_lost(read_bytes: Read) -> None:
    header = "".join(_cell(f"{c}1", t) for c, t in zip("ABC", ("专利名称", "申请号", "权利要求数"), strict=True))
    first = _cell("A2", "一") + _cell("B2", "ZL201410264351.3") + '<c r="C2" t="e"><v>#DIV/0!</v></c>'
    second = _cell("A3", "二") + _cell("B3", "ZL201410264352.8") + '<c r="C3"><f>1+1</f></c>'
    preview = read_bytes(_book(f"<row>{header}</row><row>{first}</row><row>{second}</row>"))
    assert [(p.row, p.column, p.value) for p in preview.refused] == [
        (2, "权利要求数", "#DIV/0!"),
        (3, "权利要求数", "=1+1"),
    ]


def test_a_large_file_can_be_stopped_at_once(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(HEADER + "一种电池,ZL201410264351.3\n" * 400_000, encoding="utf-8")
    calls = 0

    def stop_soon(_: Progress) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        preview_file(path, source_day=TODAY, progress=stop_soon)
    assert time.monotonic() - begun < 5


def test_checking_can_be_stopped_too(google_list: Path) -> None:
    def stop_when_checking(progress: Progress) -> None:
        if progress.message.code == "intake.checking" and progress.done > 1000:
            raise Cancelled

    with pytest.raises(Cancelled):
        preview_file(google_list, source_day=TODAY, progress=stop_when_checking)


_PIECES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b'"', b",", b"\n", b"\r\n", b"\x00", GOOD.encode(), _book(_cell("A1", "x")), b"PK\x03\x04"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=6).map(b"".join))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        preview = preview_file(path, source_day=TODAY)
    except DataProblem:
        return
    assert preview.accepted + preview.merged + preview.refused_rows == preview.rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, damage: bytes) -> None:
    content = bytearray(_book(f"<row>{_cell('A1', '专利名称')}{_cell('B1', '申请号')}</row>"))
    at = place % len(content)
    content[at : at + len(damage)] = damage
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(content)
    try:
        rows = preview_file(path, source_day=TODAY).rows
    except DataProblem:
        return
    assert rows == 0
