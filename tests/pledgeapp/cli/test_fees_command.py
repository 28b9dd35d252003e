"""Does `pledgeapp fees` list, write and refuse as it says?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pledgeapp.cli.output import EXIT_DONE, EXIT_PROBLEM, EXIT_WRONG_USE
from pledgeapp.cli.root import run
from pledgeapp.services.samples import load_sample, sample_keys

ON = ("--on", "2026-11-22")


@pytest.fixture
def case_file(tmp_path: Path) -> str:
    path = tmp_path / "case.json"
    path.write_text(load_sample(sample_keys()[0]).model_dump_json(), encoding="utf-8")
    return str(path)


def test_in_words(case_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "fees", case_file, *ON, "--until", "2027-12-31"]) == EXIT_DONE
    lines = capsys.readouterr().out.splitlines()
    assert all("年度" in line for line in lines[:-1])
    assert lines[-1].startswith("尚需缴纳：")


def test_a_year_without_a_fee_says_so(case_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "fees", case_file, "--on", "1990-01-01", "--until", "1990-06-01"]) == EXIT_DONE
    assert "没有逾期或到期的年费" in capsys.readouterr().out


def test_as_json_and_file(case_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "费用.ics"
    assert run(["--language", "en", "fees", case_file, *ON, "--json", "-o", str(target)]) == EXIT_DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["from"], said["until"], said["file"]) == ("2026-11-22", "2027-11-22", str(target))
    assert {"number", "due_date", "owed", "standing"} <= said["fees"][0].keys()
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("option", ["--on", "--until"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "tomorrow"])
def test_a_day_that_cannot_be_is_wrong_use(case_file: str, option: str, day: str) -> None:
    assert run(["--language", "en", "fees", case_file, option, day]) == EXIT_WRONG_USE


def test_what_is_no_case_or_cannot_be_written_is_a_problem(case_file: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_bytes(b"")
    assert run(["--language", "en", "fees", str(empty)]) == EXIT_PROBLEM
    assert run(["--language", "en", "fees", case_file, *ON, "-o", str(tmp_path / "fees.xlsx")]) == EXIT_PROBLEM
    assert run(["--language", "en", "fees", case_file, *ON, "-o", str(tmp_path / "no" / "fees.csv")]) == EXIT_PROBLEM
