"""Is an XML file or an archive made to hurt refused in words, in bounded time, with nothing half read?"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgeapp.errors import DataProblem
from pledgeapp.intake.bounds import MEBIBYTE, Bounds
from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportPreview

TODAY = date(2026, 11, 24)
Read = Callable[..., ImportPreview]
FOLDER = Path(__file__).parent / "data" / "patent_documents"
DOCUMENT = (
    "<ops:world-patent-data xmlns='http://www.epo.org/exchange' xmlns:ops='http://ops.epo.org'><exchange-documents>"
    "<exchange-document country='EP' doc-number='1000000' kind='A1'><bibliographic-data>{inside}"
    "<invention-title lang='en'>{title}</invention-title></bibliographic-data></exchange-document>"
    "</exchange-documents></ops:world-patent-data>"
)
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)


def _document(title: str = "Machine", *, prolog: str = "", inside: str = "") -> str:
    return prolog + DOCUMENT.format(title=title, inside=inside)


def _zip(**files: str | bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return content.getvalue()


def _refusal(read: Read, content: str | bytes, **options: object) -> str:
    begun = time.monotonic()
    with pytest.raises(DataProblem) as caught:
        read(content.encode() if isinstance(content, str) else content, **options)
    assert time.monotonic() - begun < 25
    assert caught.value.problems
    return caught.value.problems[0].message.code.removeprefix("intake.")


def test_the_harmless_document_is_read(read_bytes: Read) -> None:
    (patent,) = read_bytes(_document().encode()).patents
    assert (patent.publication_number, patent.title) == ("EP1000000A1", "Machine")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_document(prolog="<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), "xml_entity"),
        (_document(prolog="<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://e.example/a.dtd'> %x;]>"), "xml_entity"),
        (_document(prolog="<!DOCTYPE a [%x;]>"), "xml_entity"),
        (_document(prolog="<!DOCTYPE a [<!-- ]> --><?x ]>?><!ENTITY a '>]>'>]>"), "xml_entity"),
        (_document(prolog=f"{LAUGHS}]>", title="&j;"), "xml_entity"),
        (_document(prolog='<!DOCTYPE a [<!ENTITY a "' + "x" * 100_000 + '">]>', title="&a;" * 10_000), "xml_entity"),
        (_document(prolog="<!DOCTYPE a ["), "xml_damaged"),
        (_document(prolog="<!DOCTYPE a [<!ELEMENT a 'x>"), "xml_damaged"),
        (_document(inside="<a>" * 500_000), "xml_too_deep"),
        (_document(inside="<a>" * 70 + "</a>" * 70), "xml_too_deep"),
        (_document(inside="<a " + " ".join(f"b{i}='1'" for i in range(300_000)) + "/>"), "xml_attributes"),
        (_document()[:-40], "xml_damaged"),
        (_document(inside="<a></b>"), "xml_damaged"),
        (_document() + "behind", "xml_damaged"),
        ("<?xml version='1.0'?>", "xml_damaged"),
        (_document(title="a\x01b"), "xml_character"),
        ("<?xml version='1.0'?><note><title>x</title></note>", "xml_unknown"),
        (
            _document(title="Größe", prolog="<?xml version='1.0' encoding='utf-8'?>").encode("latin-1"),
            "unknown_encoding",
        ),
        (_document(title="机器").encode() + "\n机器".encode("gb18030"), "mixed_encoding"),
        (_document(prolog="<?xml version='1.0' encoding='big5'?>").encode() + b"\xff\xff", "xml_encoding"),
        (b"\xff\xfe<\0a\0>", "xml_encoding"),
        (b"<\0a\0", "xml_damaged"),
        ("<html><body><table/></body></html>", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "wrong_type"),
    ],
    ids=lambda x: x if isinstance(x, str) and len(x) < 30 else "",
)
def test_each_attack_is_refused_by_its_name(read_bytes: Read, content: str | bytes, code: str) -> None:
    assert _refusal(read_bytes, content, name="file.xml") == code


@pytest.mark.parametrize(
    ("bounds", "content", "code"),
    [
        (Bounds(xml_elements=4), _document(), "xml_elements"),
        (Bounds(xml_attributes=2), _document(), "xml_attributes"),
        (Bounds(xml_depth=3), _document(), "xml_too_deep"),
        (Bounds(rows=0), _document(), "too_many_rows"),
        (Bounds(output_bytes=50), _document(), "output"),
    ],
)
def test_each_bound_holds(read_bytes: Read, bounds: Bounds, content: str, code: str) -> None:
    assert _refusal(read_bytes, content, bounds=bounds) == code


def test_the_line_of_the_damage_is_that_of_the_file(read_bytes: Read) -> None:
    with pytest.raises(DataProblem) as caught:
        read_bytes(("<?xml version='1.0'?>\n<!DOCTYPE a>\n" + _document(inside="\n\n<a></b>")).encode())
    assert caught.value.message.params["line"] == 5


def test_a_document_type_is_passed_over_and_its_pictures_are_names(read_bytes: Read) -> None:
    prolog = (
        "<?xml version='1.0'?>\n<!-- <!DOCTYPE x [ --><!DOCTYPE a PUBLIC '-//X//EN' 'http://e.example/x.dtd' [\n"
        "<!NOTATION tif SYSTEM 'x'><!ELEMENT a (b|c)><!ATTLIST a b CDATA ']>'>\n"
        "<!ENTITY p.TIF SYSTEM \"p.TIF\" NDATA TIF><!ENTITY q PUBLIC 'x' 'q.tif' NDATA tif>\n]>"
    )
    assert read_bytes(_document(prolog=prolog).encode()).accepted == 1


def test_named_characters_are_characters_and_an_unknown_one_is_told(read_bytes: Read) -> None:
    title = "Gr&ouml;&szlig;e &Psi; &hellip; &lt;b&gt; <![CDATA[&auml; & ]]>&#x2212;"
    (patent,) = read_bytes(_document(title).encode()).patents
    assert patent.title == "Größe Ψ … <b> &auml; & −"
    preview = read_bytes(_document("A&nosuchname;B").encode())
    assert preview.accepted == 0
    (problem,) = preview.refused
    assert (problem.row, problem.message.params) == (1, {"name": "nosuchname"})


def test_an_unknown_character_outside_of_what_is_read_holds_nothing_up(read_bytes: Read) -> None:
    preview = read_bytes(_document(inside="<note x='&nosuchname;'>&nosuchname;</note>").encode())
    assert (preview.accepted, preview.refused) == (1, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_every_encoding_reads_the_same(read_bytes: Read, encoding: str) -> None:
    text = "<?xml version='1.0' encoding='UTF-16'?>" + _document("固态电解质粉体的制备方法")
    (patent,) = read_bytes(text.encode(encoding)).patents
    assert patent.title == "固态电解质粉体的制备方法"


def test_a_declared_encoding_that_cannot_be_told_from_the_bytes_is_believed(read_bytes: Read) -> None:
    text = "<?xml version='1.0' encoding='ISO-8859-1'?>" + _document("Größe über alles")
    preview = read_bytes(text.encode("latin-1"))
    assert preview.patents[0].title == "Größe über alles"
    assert preview.encoding == "iso8859-1"


def test_several_documents_one_behind_the_other(read_bytes: Read) -> None:
    one = "<?xml version='1.0'?><!DOCTYPE a [ ]>\n" + _document() + "\n"
    preview = read_bytes((one + one.replace("1000000", "1000001")).encode())
    assert [p.publication_number for p in preview.patents] == ["EP1000000A1", "EP1000001A1"]


def test_a_bomb_in_an_archive_is_stopped_while_it_unpacks(read_bytes: Read) -> None:
    assert _refusal(read_bytes, _zip(a__xml=bytes(200 * MEBIBYTE))) == "archive_ratio"
    three = _zip(a__csv=b"x" * MEBIBYTE, b__csv=b"x" * MEBIBYTE, c__csv=b"x" * MEBIBYTE)
    assert (
        _refusal(read_bytes, three, bounds=Bounds(inflated_bytes=2 * MEBIBYTE, inflation_ratio=10**6)) == "archive_bomb"
    )
    assert _refusal(read_bytes, _zip(a__xml="<a/>", b__xml="<a/>"), bounds=Bounds(zip_members=1)) == "archive_members"


def test_an_archive_with_a_locked_or_double_member_is_refused(read_bytes: Read) -> None:
    content = bytearray(_zip(a__xml=_document()))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert _refusal(read_bytes, bytes(content)) == "password"
    assert _refusal(read_bytes, _zip(a__xml=_document(), A__xml="x")) == "archive_structure"
    assert _refusal(read_bytes, _zip(a__xml=_document())[:-10]) in {"damaged_zip", "damaged_archive"}
    assert _refusal(read_bytes, b"PK\x05\x06" + bytes(18)) == "no_table"


def test_an_archive_in_an_archive_is_not_opened_and_holds_up_nothing(read_bytes: Read) -> None:
    preview = read_bytes(_zip(inner__zip=_zip(a__xml=_document()), b__xml=_document()))
    assert preview.accepted == 1
    (problem,) = preview.refused
    assert (problem.message.code, problem.file, problem.row) == ("intake.nested_archive", "file.csv [inner.zip]", None)
    assert preview.refused_rows == 0
    assert _refusal(read_bytes, _zip(inner__zip=_zip(a__xml=_document()))) == "nested_archive"


def test_nothing_is_kept_of_a_member_that_proves_damaged_half_way(read_bytes: Read) -> None:
    broken = "<x>" + _document() + "<y></x>"
    preview = read_bytes(_zip(broken__xml=broken, whole__xml=_document().replace("1000000", "7")))
    assert [p.publication_number for p in preview.patents] == ["EP7A1"]
    assert [p.message.code for p in preview.refused] == ["intake.xml_damaged"]


def test_tables_documents_and_workbooks_of_an_archive_meet_in_one_preview(
    read_bytes: Read, workbook: Callable[..., Path]
) -> None:
    book = workbook({"专利": [["专利名称", "公开（公告）号"], ["机器", "EP1000000A1"]]}).read_bytes()
    files = {
        "目录/说明.txt": "请先解压",
        "../../evil.xml": _document(),
        "pictures/1.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "表.csv": "专利名称,申请号\n一种电池,ZL201410264351.3\n,ZL201410264352.8\n".encode("gb18030"),
        "book.xlsx": book,
        "__MACOSX/._1": b"\x00\x05",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    preview = read_bytes(content.getvalue(), "mixed.zip")
    assert [p.title for p in preview.patents] == ["Machine", "一种电池"]
    assert preview.patents[1].source == "mixed.zip [表.csv], 2026-11-24"
    assert (preview.rows, preview.merged) == (4, 1)
    assert [(p.file, p.row) for p in preview.refused] == [("mixed.zip [表.csv]", 3)]
    assert {"目录/说明.txt", "pictures/1.png"} <= set(preview.ignored)
    assert [(c.kept, c.other) for c in preview.conflicts] == [("Machine", "机器")]


def test_a_chinese_name_without_the_mark_of_its_encoding_is_read(read_bytes: Read) -> None:
    content = _zip(aaaa__csv="专利名称,申请号\n一种电池,ZL201410264351.3\n")
    raw = content.replace(b"aaaa.csv", "专利.".encode("gb18030")[:4] + b".csv")
    assert "[专利.csv]" in read_bytes(raw).patents[0].source


def test_the_program_itself_never_loads_the_parser() -> None:
    code = "import sys, pledgeapp.intake.preview, pledgeapp.services.import_file; print('lxml' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


_REAL = (FOLDER / "ops_family.xml").read_bytes()
_PIECES = st.sampled_from(
    [
        b"<",
        b">",
        b"&",
        b"&x;",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"<!DOCTYPE a [",
        b"<!ENTITY a 'b'>",
        b"\x00",
        b"\xff",
        b"'",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(_REAL)), _PIECES | st.binary(max_size=8), st.integers(0, 300)), max_size=4)
)
def test_a_mutated_document_is_read_or_refused(tmp_path: Path, wounds: list[tuple[int, bytes, int]]) -> None:
    content = _REAL
    for at, piece, cut in wounds:
        content = content[:at] + piece + content[at + cut :]
    path = tmp_path / "mutated.xml"
    path.write_bytes(content)
    _is_read_or_refused(path)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0), st.binary(min_size=1, max_size=4))
def test_a_mutated_archive_is_read_or_refused(tmp_path: Path, place: int, damage: bytes) -> None:
    content = bytearray(_zip(a__xml=_REAL, b__csv="专利名称,申请号\n一种电池,ZL201410264351.3\n"))
    at = place % len(content)
    content[at : at + len(damage)] = damage
    path = tmp_path / "mutated.zip"
    path.write_bytes(content)
    _is_read_or_refused(path)


def _is_read_or_refused(path: Path) -> None:
    try:
        preview = preview_file(path, source_day=TODAY)
    except DataProblem as problem:
        codes = {entry.message.code for entry in problem.problems}
    else:
        codes = {"read"}
        assert preview.accepted + preview.merged + preview.refused_rows == preview.rows
    assert codes
    assert "intake.crashed" not in codes
