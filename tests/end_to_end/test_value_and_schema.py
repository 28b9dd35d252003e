"""Does one valuation method run from a file as a person starts it, and does its schema come out whole?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Command

MODEL = {"model": "capitalised_earnings", "inputs": {"next_income": 120_000, "discount_rate": 0.11, "growth": 0.02}}


def test_a_method_runs_from_a_file(pledgeapp: Command, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    said = pledgeapp("value", "model.json", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data["model"] == "capitalised_earnings"
    assert said.data["value"] == pytest.approx(120_000 / 0.09)
    assert (said.data["unit"], said.data["warnings"]) == ("CNY", [])
    assert [step["symbol"] for step in said.data["workings"]] == ["A", "r", "g", "V"]
    assert not (tmp_path / "home").exists(), "a method needs no database"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"model": "capitalised_earnings", "inputs": {"next_income": NaN}}', "NaN is not a number"),
        (b'{"model": "capitalised_earnings", "model": "other", "inputs": {}}', "stands twice"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"model": "capitalised_earnings", "inputs": {"discount_rate": 11}}', "inputs.discount_rate"),
        (b'{"model": "capitalised_earnings", "inputs": {"next_income": 1e999}}', "inputs.next_income"),
    ],
)
def test_a_bad_file_says_why(content: bytes, words: str, pledgeapp: Command, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_bytes(content)
    said = pledgeapp("--language", "en", "value", "model.json", "--json")
    assert (said.code, said.out) == (1, "")
    assert "model.json" in said.err
    assert words in said.err
    assert "Traceback" not in said.err


def test_the_schema_has_a_branch_for_each_method(pledgeapp: Command) -> None:
    schema, listed = pledgeapp("schema", "value"), pledgeapp("value", "--list", "--json")
    assert (schema.code, listed.code) == (0, 0)
    assert schema.data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    branches = [branch["properties"]["model"]["const"] for branch in schema.data["oneOf"]]
    assert sorted(branches) == sorted(model["name"] for model in listed.data["models"])
