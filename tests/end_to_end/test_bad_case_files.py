"""Does a case file that cannot be right say where and why, end with code 1, and leave nothing behind?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import Command

Change = Callable[[dict[str, Any]], None]


def put(path: str, value: object) -> Change:
    def change(case: dict[str, Any]) -> None:
        node: Any = case
        *parents, last = [int(p) if p.isdigit() else p for p in path.split("/")]
        for part in parents:
            node = node[part]
        node[last] = value

    return change


def repeat_first_patent(case: dict[str, Any]) -> None:
    case["patents"].append({**case["patents"][0], "id": "another"})


BAD = {
    "negative revenue": (put("products/0/figures/0/revenue", "-5"), "products[0].figures[0].revenue", "at least 0"),
    "absurd revenue": (put("products/0/figures/0/revenue", "1e300"), "products[0].figures[0].revenue", "at most"),
    "date in 2099": (put("valuation_date", "2099-01-01"), "valuation_date", "must lie between"),
    "wrong credit code": (put("borrower/credit_code", "91110000100000000A"), "borrower.credit_code", "check character"),
    "wrong check digit": (put("patents/0/application_number", "201410264351.9"), "patents[0]", "check digit"),
    "same patent twice": (repeat_first_patent, "", "appears twice"),
    "unknown field": (put("surprise", 1), "surprise", "not a known field"),
    "number as word": (put("loan/term_months", "twelve"), "loan.term_months", "whole number"),
    "no title": (put("title", " "), "title", "must not be empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_field_that_cannot_be(name: str, pledgeapp: Command, sample_file: Path, tmp_path: Path) -> None:
    change, place, reason = BAD[name]
    case = json.loads(sample_file.read_text("utf-8"))
    change(case)
    sample_file.write_text(json.dumps(case), encoding="utf-8")
    said = pledgeapp("assess", sample_file, "-o", "out", "--json")
    assert said.code == 1, said.out + said.err
    assert said.out == ""
    assert sample_file.name in said.err
    assert place in said.err
    assert reason in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "home").exists(), "nothing may be stored for a refused case"


def test_a_rate_typed_in_percent_is_explained(pledgeapp: Command, sample_file: Path, tmp_path: Path) -> None:
    case = json.loads(sample_file.read_text("utf-8"))
    case["products"][0]["income"]["split_rate"] |= {"value": "5", "uncertainty": {"kind": "fixed"}}
    sample_file.write_text(json.dumps(case), encoding="utf-8")
    said = pledgeapp("assess", sample_file, "-o", "out")
    assert said.code == 1
    assert "products[0].income.split_rate" in said.err
    assert "Rates are decimals" in said.err
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a valid JSON file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        ('{"title": "安澜"}'.encode("gb18030"), "not UTF-8"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"title": "A", "title": "B"}', "stands twice"),
        (b'{"title": NaN}', "not a number"),
        (b"[]", "must be a group of fields"),
        (b'{"title": "A"', "line 1, character 14"),
        (b'{"title": ' + b"9" * 10_000 + b"}", "too long"),
        (rb'{"title": "\ud800"}', "cannot be stored"),
        (b'{"title": "A", "valuation_date": 20260101}', "write it as 2026-11-22"),
        (b'"' + rb"\"" * 3_000_000, "not a valid JSON file"),
    ],
)
def test_a_file_that_is_no_case(content: bytes, reason: str, pledgeapp: Command, tmp_path: Path) -> None:
    path = tmp_path / "案例.json"
    path.write_bytes(content)
    said = pledgeapp("assess", path, "-o", "out")
    assert said.code == 1, said.err
    assert path.name in said.err
    assert reason in said.err
    assert "Traceback" not in said.err


def test_brackets_in_a_note_are_no_nesting(pledgeapp: Command, sample_file: Path) -> None:
    case = json.loads(sample_file.read_text("utf-8"))
    case["note"] = 'see "[1]" \\" ' + "[" * 500
    sample_file.write_text(json.dumps(case), encoding="utf-8")
    assert pledgeapp("assess", sample_file, "-o", "out").code == 0


def test_wrong_use_is_code_two(pledgeapp: Command, sample_file: Path) -> None:
    for arguments in (["fly"], ["assess"], ["assess", sample_file, "-o", "out", "--lang", "fr"], ["schema", "nothing"]):
        assert pledgeapp(*arguments).code == 2, arguments
    assert pledgeapp("assess", sample_file, "-o", "out", "--report", "exe").code == 2


def test_a_missing_file_is_named(pledgeapp: Command) -> None:
    said = pledgeapp("assess", "nowhere.json", "-o", "out")
    assert said.code == 1
    assert "nowhere.json" in said.err


def test_every_command_has_help(pledgeapp: Command) -> None:
    listed = pledgeapp("--help").out
    for name in ("window", "demo", "import", "assess", "value", "template", "schema", "doctor"):
        assert name in listed
        said = pledgeapp(name, "--help")
        assert said.code == 0
        assert "Usage" in said.out
