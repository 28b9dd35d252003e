"""Does `pledgeapp value` print steps a person can follow, in the reader's language, and end with the right code?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pledgeapp.cli.root import run

MODEL = {"model": "capitalised_earnings", "inputs": {"next_income": 120_000, "discount_rate": 0.11, "growth": 0.02}}


@pytest.fixture
def model_file(tmp_path: Path) -> str:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(MODEL), encoding="utf-8")
    return str(path)


def test_steps_stand_under_one_another(model_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "en", "value", model_file]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Capitalised earnings: 1,333,333.33 CNY"
    assert (
        len({line.index(word) for line, word in zip(lines[3:], ("CNY", "per year", "per year", "CNY"), strict=True)})
        == 1
    )
    assert lines[-1].split() == ["V", "Value", "1,333,333.33", "CNY", "=", "A", "/", "(r", "−", "g)"]


def test_chinese_readers_get_chinese(model_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "value", model_file]) == 0
    said = capsys.readouterr().out
    assert "1,333,333.33 元" in said.splitlines()[0]
    assert "折现率" in said
    assert "Discount" not in said
    assert "Symbol" not in said


def test_chinese_columns_are_as_wide_as_they_look(model_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--language", "zh", "value", model_file])
    rows = capsys.readouterr().out.splitlines()[3:]

    def places_before(line: str, word: str) -> int:
        return sum(2 if ord(mark) > 0x2E7F else 1 for mark in line[: line.index(word)])

    assert len({places_before(r, w) for r, w in zip(rows, ("元", "每年", "每年", "元"), strict=True)}) == 1


@pytest.mark.parametrize("arguments", [[], ["model.json", "--list"]])
def test_a_file_or_the_list_not_both(arguments: list[str]) -> None:
    assert run(["value", *arguments]) == 2


def test_the_list_can_be_read_by_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "en", "value", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["models"]
    assert {"name": "capitalised_earnings", "label": "Capitalised earnings", "family": "income"}.items() <= listed[
        0
    ].items()
