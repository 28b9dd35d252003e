"""Does `pledgeapp import` say what was read and what was refused, with the right exit code and nothing half written?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.cli.root import run

GOOD = "专利名称,申请号\n一种电池,ZL201410264351.3\n"
BAD = GOOD + "坏,ZL201410264352.1\n=cmd(),ZL201410264353.2\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "import.db"


def _import(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(["import", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def _file(tmp_path: Path, text: str, name: str = "list.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_good_rows_are_stored_and_counted(tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, data = _import(capsys, _file(tmp_path, GOOD), "--db", str(database))
    assert code == 0
    assert {k: data[k] for k in ("layout", "rows", "added", "merged", "refused")} == {
        "layout": "template_patents",
        "rows": 1,
        "added": 1,
        "merged": 0,
        "refused": [],
    }
    code, data = _import(capsys, _file(tmp_path, GOOD), "--db", str(database))
    assert (code, data["added"], data["merged"]) == (0, 0, 1)


def test_a_refused_row_makes_exit_code_1_and_the_good_rows_stand(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = tmp_path / "refused.csv"
    code, data = _import(capsys, _file(tmp_path, BAD), "--db", str(database), "--refused", str(refused))
    assert code == 1
    assert (data["rows"], data["added"], data["merged"]) == (3, 2, 0)
    assert [set(entry) >= {"row", "column", "value", "reason"} for entry in data["refused"]] == [True]
    assert data["refused"][0] | {"reason": ""} == {
        "row": 3,
        "column": "申请号",
        "value": "ZL201410264352.1",
        "reason": "",
    }
    assert data["refused_file"] == str(refused)
    code, data = _import(capsys, str(refused), "--db", str(database))
    assert (code, data["rows"], data["added"]) == (1, 1, 0)


def test_a_row_with_two_faults_is_one_entry(tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "专利名称,申请号,申请日\n坏,ZL201410264352.1,2099-01-01\n"
    _, data = _import(capsys, _file(tmp_path, text), "--db", str(database))
    assert data["rows"] == data["added"] + data["merged"] + len(data["refused"])
    assert [entry["column"] for entry in data["refused"][0]["more"]] == ["申请日"]


def test_words_for_people_in_both_languages(tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", _file(tmp_path, BAD), "--db", str(database)]) == 1
    english = capsys.readouterr().out
    assert "3 rows: 2 added, 0 merged, 1 refused" in english
    assert 'row 3, 申请号 = "ZL201410264352.1"' in english
    assert "--refused" in english
    assert run(["--language", "zh", "import", _file(tmp_path, BAD), "--db", str(database)]) == 1
    chinese = capsys.readouterr().out
    assert "共 3 行：新增 0，合并 2，未接受 1" in chinese
    assert "校验位" in chinese


def test_only_the_first_refused_rows_are_printed(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "专利名称,申请号\n" + "坏,ZL201410264352.1\n" * 30
    assert run(["import", _file(tmp_path, text), "--db", str(database)]) == 1
    shown = capsys.readouterr().out
    assert shown.count("ZL201410264352.1") == 20
    assert "10 more" in shown


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"foo,bar\n1,2\n", GOOD.encode() + b"\x00", b"PK\x03\x04"]
)
def test_a_file_that_cannot_be_read_names_itself_and_stores_nothing(
    tmp_path: Path, database: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(content)
    assert run(["import", str(path), "--db", str(database)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "picture.csv" in said.err
    code, data = _import(capsys, _file(tmp_path, GOOD), "--db", str(database))
    assert (code, data["added"]) == (0, 1)


def test_wrong_use_is_exit_code_2(tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["import"], ["import", "x.csv", "--as", "cats"], ["import", "x.csv", "--profile", "none"]):
        assert run(arguments) == 2
    assert run(["template", "patents", "-o", str(tmp_path / "t.ods")]) == 2
    assert not (tmp_path / "t.ods").exists()
    assert run(["import", _file(tmp_path, GOOD), "--as", "revenue", "--db", str(database)]) == 1
    assert "holds patents" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["patents", "revenue", "comparables"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_template_is_written_and_recognised(
    tmp_path: Path, database: Path, kind: str, ending: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"template.{ending}"
    assert run(["template", kind, "-o", str(target), "--lang", language]) == 0
    capsys.readouterr()
    code, data = _import(capsys, str(target), "--as", kind, "--db", str(database))
    assert (code, data["kind"], data["rows"]) == (0, kind, 0)


def test_nobody_loses_the_file_they_filled_in(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = tmp_path / "patents.csv"
    filled.write_text(BAD, encoding="utf-8")
    assert run(["template", "patents", "-o", str(filled)]) == 1
    assert "already there" in capsys.readouterr().err
    (tmp_path / "same.csv").symlink_to(filled)
    for target in (filled, tmp_path / "same.csv", tmp_path / "." / "patents.csv"):
        assert run(["import", str(filled), "--refused", str(target), "--db", str(database)]) == 2
    assert filled.read_text(encoding="utf-8") == BAD
    assert not database.exists()


def test_several_files_come_together_by_kind(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sales = "产品名称,年度,数据性质,营业收入（万元）\n粉体,2024,实际,100\n"
    other = "专利名称,申请号,IPC分类号\n一种电池,ZL201410264351.3,H01M10/0562\n二,ZL201410264352.8,\n坏,ZL2014,\n"
    files = [_file(tmp_path, GOOD, "a.csv"), _file(tmp_path, sales, "s.csv"), _file(tmp_path, other, "b.csv")]
    picture = tmp_path / "p.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    code, data = _import(capsys, *files, str(picture), "--db", str(database), "--refused", str(tmp_path / "r.csv"))
    assert code == 1
    assert (data["rows"], data["added"], data["merged"], data["files"]) == (4, 2, 1, ["a.csv", "b.csv"])
    assert [(entry["file"], entry["row"]) for entry in data["refused"]] == [("b.csv", 4)]
    assert [(part["kind"], part["added"]) for part in data["further"]] == [("revenue", 1)]
    assert [entry["file"] for entry in data["unread"]] == ["p.csv"]
    assert (tmp_path / "r.csv").read_bytes().count(b"\n") == 2


def test_a_newer_export_updates_only_when_asked_to(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def claims(count: int, *options: str) -> dict[str, Any]:
        text = f"专利名称,申请号,权利要求数\n一种电池,ZL201410264351.3,{count}\n"
        return _import(capsys, _file(tmp_path, text), "--db", str(database), *options)[1]

    claims(10)
    kept = claims(12)["conflicts"][0]
    assert (kept["kept"], kept["other"]) == ("10", "12")
    updated = claims(12, "--update")["conflicts"][0]
    assert (updated["kept"], updated["other"]) == ("12", "10")
    assert "list.csv" in updated["other_source"]
    assert claims(12)["conflicts"] == []


def test_encoding_and_delimiter_may_be_stated(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("专利名称|申请号\n一种,电池|ZL201410264351.3\n".encode("gb18030"))
    stated = ("--encoding", "gb18030", "--delimiter", "|")
    code, data = _import(capsys, str(path), *stated, "--db", str(database))
    assert (code, data["added"], data["refused"]) == (0, 1, [])


LAYOUT = """
key = "own_list"
label = "机构清单"
needs = ["title"]
needs_one_of = ["publication_number"]
[columns.publication_number]
headers = ["文献"]
[columns.title]
headers = ["名"]
is_required = true
"""


def test_a_layout_file_of_a_colleague_reads_an_unknown_list(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = _file(tmp_path, "文献,名\nCN104000001B,一种电池\n", "unknown.csv")
    assert run(["import", unknown, "--db", str(database)]) == 1
    capsys.readouterr()
    layout = _file(tmp_path, LAYOUT, "layout.toml")
    code, data = _import(capsys, unknown, "--db", str(database), "--profile", layout)
    assert (code, data["layout"], data["added"]) == (0, "own_list", 1)
    broken = _file(tmp_path, LAYOUT.replace("needs =", "wants ="), "broken.toml")
    assert run(["import", unknown, "--db", str(database), "--profile", broken]) == 1
    assert "wants" in capsys.readouterr().err


def test_of_two_files_that_differ_both_are_named_in_words(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "专利名称,申请号,权利要求数\n一种电池,ZL201410264351.3,"
    files = [_file(tmp_path, f"{header}{count}\n", name) for name, count in (("a.csv", 10), ("b.csv", 12))]
    assert run(["import", *files, "--db", str(database)]) == 0
    words = capsys.readouterr().out
    assert "10 counts, not 12" in words
    assert words.index("a.csv, 20") < words.index("not b.csv, 20")
