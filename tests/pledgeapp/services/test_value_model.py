"""Is a model file read as it stands, every wrong field named, and the schema no other than the reader?"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pledgeapp.errors import DataProblem
from pledgeapp.i18n import texts
from pledgeapp.services.model_inputs import MAXIMUM_ITEMS
from pledgeapp.services.model_schema import value_schema
from pledgeapp.services.value_model import list_models, read_model_file, result_as_json, value_model
from tests.valuation.catalogue_examples import EXAMPLES
from valuation.catalogue import models
from valuation.model import ModelResult

ENGLISH, CHINESE = texts("en"), texts("zh")
BRANCHES = {branch["properties"]["model"]["const"]: branch for branch in value_schema(ENGLISH)["oneOf"]}
every_model = pytest.mark.parametrize("name", list(models()))
EARNINGS = {"model": "capitalised_earnings", "inputs": {"next_income": 120_000, "discount_rate": 0.11, "growth": 0.02}}


def written(folder: Path, tree: Any) -> Path:
    path = folder / "model.json"
    path.write_text(json.dumps(tree, allow_nan=False), encoding="utf-8")
    return path


def refused(folder: Path, tree: Any) -> dict[str, str]:
    """Place -> English sentence of each refused field."""
    with pytest.raises(DataProblem) as trouble:
        value_model(read_model_file(written(folder, tree)))
    problems = trouble.value.problems
    assert all(problem.file == "model.json" for problem in problems)
    assert all(CHINESE.message(problem.message) != ENGLISH.message(problem.message) for problem in problems)
    assert "model.json" in ENGLISH.message(trouble.value.message)
    return {problem.column: ENGLISH.message(problem.message) for problem in problems}


def changed(**inputs: Any) -> dict[str, Any]:
    return {"model": EARNINGS["model"], "inputs": {**EARNINGS["inputs"], **inputs}}


def faults(value: Any, node: dict[str, Any], place: str = "") -> list[str]:
    """What of the part of JSON Schema that we use `value` breaks."""
    kinds = {"number": (int, float), "integer": int, "array": list, "string": str, "object": dict, "null": type(None)}
    wanted = node.get("type", [])
    if value is None and "null" in wanted:
        return []
    wanted = [wanted] if isinstance(wanted, str) else wanted
    found = []
    if wanted and not any(isinstance(value, kinds[kind]) for kind in wanted):
        return [f"{place} type"]
    if "const" in node and value != node["const"]:
        found.append(f"{place} const")
    if "enum" in node and value not in node["enum"]:
        found.append(f"{place} enum")
    if isinstance(value, int | float):
        found += [f"{place} low"] * (value < node.get("minimum", -math.inf))
        found += [f"{place} low"] * (value <= node.get("exclusiveMinimum", -math.inf))
        found += [f"{place} high"] * (value > node.get("maximum", math.inf))
        found += [f"{place} high"] * (value >= node.get("exclusiveMaximum", math.inf))
    if isinstance(value, list):
        found += [f"{place} length"] * (not node["minItems"] <= len(value) <= node["maxItems"])
        found += [fault for item in value for fault in faults(item, node["items"], f"{place}[]")]
    if isinstance(value, dict) and "properties" in node:
        found += [f"{place}.{name} missing" for name in node["required"] if name not in value]
        found += [f"{place}.{name} unknown" for name in value if name not in node["properties"]]
        for name, part in node["properties"].items():
            found += faults(value[name], part, f"{place}.{name}") if name in value else []
    return found


def as_tree(name: str) -> dict[str, Any]:
    return dict(json.loads(json.dumps({"model": name, "inputs": EXAMPLES[name]})))


def number_in(node: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The schema of one number of a field, and in how many lists it stands: 1 in a series, 2 in a table."""
    depth = 0
    while "items" in node:
        node, depth = node["items"], depth + 1
    return node, depth


def in_lists(value: Any, depth: int) -> Any:
    return value if depth == 0 else [in_lists(value, depth - 1)]


@every_model
def test_a_file_gives_what_the_method_gives(name: str, tmp_path: Path) -> None:
    request = read_model_file(written(tmp_path, as_tree(name)))
    result = value_model(request)
    assert result == models()[name].run(models()[name].inputs(**EXAMPLES[name]))
    shape = result_as_json(request.model, result, CHINESE)
    assert {"model", "value", "unit", "workings", "warnings"} <= set(shape)
    assert json.loads(json.dumps(shape, allow_nan=False)) == shape
    for step in shape["workings"]:
        assert set(step) == {"symbol", "formula", "value", "unit", "source", "label"}


@every_model
def test_the_schema_allows_the_example_and_describes_every_field(name: str) -> None:
    branch = BRANCHES[name]
    assert faults(as_tree(name), branch) == []
    for field, node in branch["properties"]["inputs"]["properties"].items():
        assert node["description"], field
        assert "unit" in node, field
        assert "enum" in node or {"minimum", "exclusiveMinimum"} & set(number_in(node)[0]), field
        if "default" in node:
            assert field not in branch["properties"]["inputs"]["required"]
            assert faults(node["default"], node, field) == []


@every_model
def test_the_reader_refuses_what_the_schema_refuses(name: str, tmp_path: Path) -> None:
    """Every field of every method: not there, of another kind, on the wrong side of each of its bounds."""
    schema = BRANCHES[name]["properties"]["inputs"]
    for field, node in schema["properties"].items():
        bad: list[Any] = [True, {}]
        if "enum" in node:
            bad.append("no such choice")
        else:
            number, depth = number_in(node)
            ends = [number.get("exclusiveMinimum", -math.inf), number.get("exclusiveMaximum", math.inf)]
            ends = [end for end in ends if math.isfinite(end)]
            ends += [math.nextafter(number[key], way) for key, way in (("minimum", -math.inf), ("maximum", math.inf))
                     if key in number]  # fmt: skip
            bad += [in_lists(end, depth) for end in ends]
            bad += [[], [in_lists(0, depth - 1)] * (MAXIMUM_ITEMS + 1), 1] if depth else [[1.0]]
            bad += [[1.0], [[]]] if depth > 1 else []
        for value in bad:
            tree = as_tree(name)
            tree["inputs"][field] = value
            assert faults(tree, BRANCHES[name]) or value is True, (field, value)
            places = refused(tmp_path, tree)
            assert {place.partition("[")[0] for place in places} == {f"inputs.{field}"}, (field, value)
        tree = as_tree(name)
        tree["inputs"].pop(field, None)
        if field in schema["required"]:
            assert list(refused(tmp_path, tree)) == [f"inputs.{field}"]
        else:
            read_model_file(written(tmp_path, tree))


@every_model
def test_the_ends_of_the_schema_are_read(name: str, tmp_path: Path) -> None:
    """Bounds that are not exclusive belong to what is allowed."""
    for field, node in BRANCHES[name]["properties"]["inputs"]["properties"].items():
        number = node.get("items", node)
        for end in (number[key] for key in ("minimum", "maximum") if key in number):
            tree = as_tree(name)
            tree["inputs"][field] = [end] if "items" in node else end
            read = getattr(read_model_file(written(tmp_path, tree)).inputs, field)
            assert read == ((end,) if "items" in node else end), field


def test_an_item_of_a_list_is_named_and_so_is_every_other_wrong_figure(tmp_path: Path) -> None:
    inputs = {"flows": [-100, "much", 1e300], "flow_years": [0, 1, 200], "discount_rate": 8}
    said = refused(tmp_path, {"model": "net_present_value", "inputs": inputs})
    assert list(said) == ["inputs.flows[1]", "inputs.flows[2]", "inputs.flow_years[2]", "inputs.discount_rate"]
    assert said["inputs.flows[1]"] == "must be a number, at least -1e+15 and at most 1e+15"


def test_the_schema_speaks_the_language_of_its_reader() -> None:
    for branch in value_schema(CHINESE)["oneOf"]:
        name = branch["properties"]["model"]["const"]
        assert branch["title"] != BRANCHES[name]["title"]


@pytest.mark.parametrize(
    ("inputs", "place", "words"),
    [
        ({"surprise": 1}, "inputs.surprise", "known are next_income, discount_rate, growth"),
        ({"next_income": "much"}, "inputs.next_income", "must be a number, at least -1e+15 and at most 1e+15"),
        ({"next_income": True}, "inputs.next_income", "must be a number"),
        ({"next_income": 10**400}, "inputs.next_income", "must be a number"),
        ({"discount_rate": 8}, "inputs.discount_rate", "Rates are decimals"),
        ({"discount_rate": -1}, "inputs.discount_rate", "must lie between -1 and 1"),
        ({"growth": None}, "inputs.growth", "more than -1 and at most 1"),
        ({"growth": 0.2}, "inputs.growth", "below the discount rate"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_allowed(
    inputs: dict[str, Any], place: str, words: str, tmp_path: Path
) -> None:
    said = refused(tmp_path, changed(**inputs))
    assert list(said) == [place]
    assert words in said[place]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    said = refused(tmp_path, {"model": "capitalised_earnings", "inputs": {"growth": "x", "more": 1}})
    assert list(said) == ["inputs.more", "inputs.next_income", "inputs.discount_rate", "inputs.growth"]
    assert "Income of the first year; a number, at least -1e+15" in said["inputs.next_income"]


@pytest.mark.parametrize(
    ("tree", "place"),
    [
        ([], ""),
        ({}, "model"),
        ({"inputs": {}}, "model"),
        ({"model": "capitalised_earnings"}, "inputs"),
        ({"model": "capitalised_earnings", "inputs": []}, "inputs"),
        ({"model": "crystal_ball", "inputs": {}}, "model"),
        ({"model": ["capitalised_earnings"], "inputs": {}}, "model"),
        ({**EARNINGS, "extra": 1}, "extra"),
    ],
)
def test_a_file_without_the_frame_says_what_is_missing(tree: Any, place: str, tmp_path: Path) -> None:
    assert place in refused(tmp_path, tree)


@pytest.mark.parametrize("trouble", [ZeroDivisionError, OverflowError, np.linalg.LinAlgError])
def test_figures_that_give_no_number_are_a_problem_of_the_data(trouble: type[Exception], tmp_path: Path) -> None:
    def breaks(_inputs: object) -> Any:
        raise trouble

    request = read_model_file(written(tmp_path, EARNINGS))
    with pytest.raises(DataProblem, match="no finite number"):
        value_model(replace(request, model=replace(request.model, run=breaks)))


@pytest.mark.parametrize("figure", [math.nan, math.inf])
def test_a_value_that_is_no_number_never_leaves(figure: float, tmp_path: Path) -> None:
    request = read_model_file(written(tmp_path, EARNINGS))
    result = ModelResult(figure, "CNY", ())
    with pytest.raises(DataProblem, match="no finite number"):
        value_model(replace(request, model=replace(request.model, run=lambda _inputs: result)))


@every_model
def test_allowed_figures_at_their_ends_give_a_number_or_a_problem(name: str, tmp_path: Path) -> None:
    for field, node in BRANCHES[name]["properties"]["inputs"]["properties"].items():
        number = node.get("items", node)
        if "integer" in (number["type"], *number["type"]):
            continue  # steps and paths: not a question of size but of time
        for end in (number[key] for key in ("minimum", "maximum") if key in number):
            tree = as_tree(name)
            given = tree["inputs"].get(field)
            tree["inputs"][field] = [end] * len(given or [0]) if "items" in node else end
            try:
                result = value_model(read_model_file(written(tmp_path, tree)))
            except DataProblem:
                continue
            assert math.isfinite(result.value), (field, end)


def test_the_list_names_every_method_in_both_languages() -> None:
    english, chinese = list_models(ENGLISH), list_models(CHINESE)
    assert {model["name"] for model in english} == set(models())
    for one, other in zip(english, chinese, strict=True):
        assert one["label"] != other["label"]
        assert one["family_label"] != other["family_label"]
