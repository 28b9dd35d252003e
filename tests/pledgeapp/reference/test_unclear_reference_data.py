"""Does what is wrong in a reference file stop the program and name file and line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.reference import load_reference

PARAMETER = """[parameter]
name = "annual_fee.test"
title = "A fee"
unit = "CNY"

[[values]]
in_force_from = 2020-01-01
value = 5
source = { title = "a law", issuer = "a ministry", read = "full text" }
"""
POLICY = """[policy]
key = "bank"
name = "银行"
in_force_from = 2020-01-01
source = "seen"
loan_to_value_caps = { invention = 0.3 }
"""


def _load(folder: Path, name: str, text: str) -> DataProblem | None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    try:
        load_reference(folder)
    except DataProblem as problem:
        return problem
    return None


def test_a_parameter_in_order_is_read(tmp_path: Path) -> None:
    assert _load(tmp_path, "parameters/annual_fee/test.toml", PARAMETER) is None


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (('unit = "CNY"', 'unit = "CNY"\ncolour = "red"'), 5),
        (('source = { title = "a law", issuer = "a ministry", read = "full text" }', ""), 6),
        (('read = "full text"', 'read = "hearsay"'), 9),
        (('name = "annual_fee.test"', 'name = "annual_fee.other"'), 2),
        (("value = 5", "value = = 5"), 8),
        (("[[values]]", "[[prices]]"), 6),
    ],
    ids=["unknown key", "no source", "unknown confidence", "name is not the path", "not TOML", "unknown table"],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, change: tuple[str, str], line: int) -> None:
    problem = _load(tmp_path, "parameters/annual_fee/test.toml", PARAMETER.replace(*change))
    assert problem is not None
    first = problem.problems[0]
    assert first.file == "parameters/annual_fee/test.toml"
    assert first.row == line


def test_two_values_of_one_day_are_refused(tmp_path: Path) -> None:
    twice = PARAMETER + PARAMETER[PARAMETER.index("[[values]]") :]
    assert _load(tmp_path, "parameters/annual_fee/test.toml", twice) is not None


@pytest.mark.parametrize("cap", ["1.2", "-0.1", '"nan"'])
def test_a_cap_that_is_no_share_is_refused(tmp_path: Path, cap: str) -> None:
    problem = _load(tmp_path, "policies/bank.toml", POLICY.replace("0.3", cap))
    assert problem is not None
    assert problem.problems[0].row == 6


def test_a_table_without_source_is_refused_when_asked_for(tmp_path: Path) -> None:
    assert _load(tmp_path, "tables/prices.csv", "# title: prices\nday,price\n") is None
    with pytest.raises(DataProblem):
        load_reference(tmp_path).table("prices")


def test_a_rate_that_is_no_number_is_named_with_its_line(tmp_path: Path) -> None:
    head = "# title: rates\n# read: excerpt\ndate,lpr_1y_pct,lpr_5y_pct\n"
    assert _load(tmp_path, "tables/loan_prime_rate.csv", f"{head}2020-01-20,4.15,4.80\n2020-02-20,low,4.75\n") is None
    with pytest.raises(DataProblem) as caught:
        _ = load_reference(tmp_path).loan_prime_rates
    assert caught.value.problems[0].row == 5
