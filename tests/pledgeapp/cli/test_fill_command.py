"""Does `pledgeapp fill` put files into a case file, keep what was entered, and give the template back filled?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pledgeapp.cli.root import run

SCHEDULE = "还款日,应还本金（万元）,应还利息（万元）\n2027-03-20,25,1.2\n"
SHEET = "产品,2024年,2025年\n粉体收入,100万元,120\n"
LEDGER = "年度,费用类别,金额（万元）\n2023,人工费,100\n"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(
        json.dumps({"title": "案件", "valuation_date": "2026-11-24", "loan": {"amount": {"amount": "1000000"}}}),
        encoding="utf-8",
    )
    return path


def _file(tmp_path: Path, text: str, name: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_schedule_a_sheet_and_a_ledger_fill_the_case(
    tmp_path: Path, case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [_file(tmp_path, t, n) for t, n in ((SCHEDULE, "l.csv"), (SHEET, "s.csv"), (LEDGER, "c.csv"))]
    refused = tmp_path / "refused.csv"
    database = str(tmp_path / "fill.db")
    code = run(["fill", str(case_file), *files, "--db", database, "--refused", str(refused), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert code == 1
    assert sorted((one["kind"], one["added"], len(one["refused"])) for one in data["read"]) == [
        ("cost", 1, 0),
        ("loan", 1, 0),
        ("revenue", 1, 1),
    ]
    assert any(one["notes"] for one in data["read"])
    case = json.loads(case_file.read_text(encoding="utf-8"))
    assert case["loan"]["amount"] == {"amount": "1000000"}
    assert case["loan"]["repayments"][0]["principal"] == "250000"
    assert case["products"][0]["figures"] == [{"year": 2024, "is_forecast": False, "revenue": "1000000"}]
    assert case["cost"]["items"][0]["year"] == 2023
    again = run(["fill", str(case_file), *files[:1], "--db", database, "--json"])
    data = json.loads(capsys.readouterr().out)
    assert (again, data["read"][0]["added"], data["read"][0]["merged"]) == (0, 0, 1)


def test_a_filled_template_is_read_into_the_case_without_a_change(
    tmp_path: Path, case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "fill.db")
    assert run(["fill", str(case_file), _file(tmp_path, SCHEDULE, "l.csv"), "--db", database, "--json"]) == 0
    before = case_file.read_text(encoding="utf-8")
    template = tmp_path / "loan.xlsx"
    assert run(["template", "loan", "-o", str(template), "--case", str(case_file)]) == 0
    assert run(["fill", str(case_file), str(template), "--db", database]) == 0
    assert case_file.read_text(encoding="utf-8") == before
    assert str(case_file) in capsys.readouterr().out


def test_what_belongs_to_a_case_is_not_imported_into_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["import", _file(tmp_path, SCHEDULE, "l.csv"), "--as", "loan", "--db", str(tmp_path / "x.db")])
    assert code == 1
    assert "l.csv" in capsys.readouterr().err
