"""Does `pledgeapp look` say what a file is, in words and as JSON, and store nothing?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM
from pledgeapp.cli.root import run

LIST = Path(__file__).parents[1] / "intake" / "data" / "result_lists" / "espacenet_synthetic.xls"


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "look", str(LIST)]) == EXIT_DONE
    said = capsys.readouterr().out
    assert "espacenet_synthetic.xls：Espacenet 检索结果列表" in said
    assert "表头位于第 5 行" in said


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "en", "look", "--json", str(LIST)]) == EXIT_DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["layout"], said["kind"], said["container"], said["header_line"]) == ("espacenet", "patents", "xls", 5)
    assert {"header": "Applicant(s)", "field": "patentees"} in said["columns"]
    assert said["notes"][0] == "the header stands in line 5; the lines above it are no data"


def test_an_unknown_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert run(["--language", "en", "look", str(path)]) == EXIT_PROBLEM
    assert "a PNG picture" in capsys.readouterr().err
