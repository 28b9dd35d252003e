"""Does the gap between two valuations fall to the inputs that differ, named where people set them?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.cli.root import run
from pledgeapp.errors import DataProblem
from pledgeapp.i18n import texts
from pledgeapp.records.case import Case
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.compare_cases import Comparison, compare_cases, read_compared
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample

Change = Callable[[dict[str, Any]], object]


def changed(*changes: Change) -> Case:
    tree = json.loads(load_sample("solid_electrolyte_powder").model_dump_json())
    for change in changes:
        change(tree)
    return Case.model_validate_json(json.dumps(tree))


def lower_split(tree: dict[str, Any]) -> None:
    tree["products"][0]["income"]["split_rate"]["value"] = "0.026"


def fewer_deals(tree: dict[str, Any]) -> None:
    tree["market"]["comparables"] = tree["market"]["comparables"][:2]


def dead_patent(tree: dict[str, Any]) -> None:
    tree["patents"][1]["legal_state"] = "lapsed"


def lower_revenue(tree: dict[str, Any]) -> None:
    tree["products"][0]["figures"][3]["revenue"] = "40000000"


def other_cross_check(tree: dict[str, Any]) -> None:
    tree["methods"][0]["inputs"][0]["number"]["value"] = "0.03"


def other_weight(tree: dict[str, Any]) -> None:
    tree["approaches"][0]["weight"] = "40"


def without_excess_earnings(tree: dict[str, Any]) -> None:
    del tree["methods"][1]


def compared(services: Services, *changes: Change) -> Comparison:
    return compare_cases(changed(), changed(*changes), services.reference)


def test_equal_cases_have_no_gap(services: Services) -> None:
    found = compared(services)
    assert found.steps == ()
    assert found.first_value == found.second_value


def test_one_difference_explains_the_whole_gap(services: Services) -> None:
    found = compared(services, lower_split)
    (step,) = found.steps
    (given,) = step.inputs
    assert (given.path, given.subject) == ("products[0].income.split_rate", "硫化物固态电解质粉体")
    assert (given.label, given.unit, given.first, given.second) == ("Royalty or split rate", "percent", 0.03, 0.026)
    assert step.contribution == pytest.approx(found.second_value - found.first_value)


def test_the_parts_add_up_from_one_assessed_value_to_the_other(services: Services) -> None:
    changes = (lower_split, fewer_deals, dead_patent, lower_revenue, other_cross_check, other_weight)
    found = compared(services, *changes, without_excess_earnings)
    assert found.first_value == assess_case(services, changed()).appraisal.value
    assert found.second_value == assess_case(services, changed(*changes)).appraisal.value
    gap = found.second_value - found.first_value
    assert sum(step.contribution for step in found.steps) == pytest.approx(gap, rel=1e-9)
    told = {given.path: (given.label, step.matters, given.only_in) for step in found.steps for given in step.inputs}
    assert told == {
        "products[0].income.split_rate": ("Royalty or split rate", True, ""),
        "products[0].figures": ("Forecast revenue", True, ""),
        "patents[1]": ("Whether the patent is in force", True, ""),
        "market.comparables[2]": ("The whole comparable", True, "first"),
        "approaches[0].weight": ("Weight", True, ""),
        "methods[0].inputs[0].number": ("Risk-free rate", False, ""),
        "methods[1]": ("The whole method", False, "first"),
    }
    for step in found.steps:
        for given in step.inputs:
            assert texts("zh")(given.label) != given.label


def test_the_other_way_round_the_gap_has_the_other_sign(services: Services) -> None:
    there = compared(services, lower_split, other_weight)
    back = compare_cases(changed(lower_split, other_weight), changed(), services.reference)
    by_path = {step.inputs[0].path: step.contribution for step in back.steps}
    assert {step.inputs[0].path: -step.contribution for step in there.steps} == pytest.approx(by_path)


def test_two_currencies_are_not_compared(services: Services) -> None:
    with pytest.raises(DataProblem, match="two currencies"):
        compared(services, lambda tree: tree.update(currency="EUR"))


def test_a_case_without_value_is_refused_in_words(services: Services) -> None:
    with pytest.raises(DataProblem, match="no value"):
        compared(services, lambda tree: tree.update(approaches=[], methods=[]))


def test_the_command_reads_cases_and_assessments(
    services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, assessment = tmp_path / "bank.json", tmp_path / "agency.json"
    case.write_text(changed().model_dump_json(), encoding="utf-8")
    assessment.write_text(assess_case(services, changed(lower_split)).model_dump_json(), encoding="utf-8")
    assert read_compared(assessment) == changed(lower_split)
    assert run(["compare", str(case), str(assessment), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [given["path"] for step in told["steps"] for given in step["inputs"]] == ["products[0].income.split_rate"]
    assert told["first_value"] + told["steps"][0]["contribution"] == pytest.approx(told["second_value"])
    assert run(["--language", "en", "compare", str(case), str(assessment), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "硫化物固态电解质粉体：许可费率或分成率" in said
    assert "0.03 → 0.026" in said


def test_the_command_names_the_file_and_field_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, broken = tmp_path / "a.json", tmp_path / "b.json"
    case.write_text(changed().model_dump_json(), encoding="utf-8")
    broken.write_text(json.dumps({"title": "x"}), encoding="utf-8")
    assert run(["compare", str(case), str(broken)]) == 1
    said = capsys.readouterr().err
    assert "b.json" in said
    assert "valuation_date" in said
