"""Does the JSON Schema describe the files that the program in fact reads?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pledgeapp.records.case import Case
from pledgeapp.records.schema import SCHEMA_NAMES, schema_of
from pledgeapp.services.samples import load_sample, sample_keys


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def _strangers(data: object, node: dict[str, Any], schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Places in `data` that no branch of `node` knows."""
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", maxsplit=1)[-1]]
    if "anyOf" in node and data is not None:
        found = [
            list(_strangers(data, branch, schema, place)) for branch in node["anyOf"] if branch != {"type": "null"}
        ]
        yield from min(found, key=len)
    elif isinstance(data, dict) and "properties" in node:
        for name, value in data.items():
            if name in node["properties"]:
                yield from _strangers(value, node["properties"][name], schema, f"{place}.{name}")
            else:
                yield f"{place}.{name}"
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _strangers(value, node.get("items", {}), schema, f"{place}[{position}]")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_schema_is_whole_and_can_be_printed(name: str) -> None:
    schema = schema_of(name)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert json.loads(json.dumps(schema)) == schema
    for node in _nodes(schema):
        if "$ref" in node:
            assert node["$ref"].rsplit("/", maxsplit=1)[-1] in schema["$defs"]


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_unknown_fields_are_refused_by_the_schema_as_by_the_program(name: str) -> None:
    groups = [node for node in _nodes(schema_of(name)) if node.get("type") == "object" and "properties" in node]
    assert groups
    assert all(node["additionalProperties"] is False for node in groups)


@pytest.mark.parametrize("key", sample_keys())
def test_a_case_file_has_only_places_the_schema_knows(key: str) -> None:
    schema = schema_of("case")
    written = json.loads(load_sample(key).model_dump_json())
    assert list(_strangers(written, schema, schema)) == []
    assert set(schema["required"]) == {"title", "valuation_date"}
    written["patents"][1]["colour"] = "red"
    assert list(_strangers(written, schema, schema)) == [".patents[1].colour"]


def test_every_field_of_a_case_is_in_its_schema() -> None:
    assert set(schema_of("case")["properties"]) == set(Case.model_fields)


def test_an_unknown_name_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema_of("assessment of nothing")
