"""What may stand in the file of `pledgeapp value`? JSON Schema 2020-12 of every method's inputs."""

from __future__ import annotations

from typing import Any

from pledgeapp.i18n import Texts
from pledgeapp.records.schema import DIALECT
from pledgeapp.services.model_inputs import MAXIMUM_ITEMS, defaults_of, is_whole
from valuation.catalogue import models
from valuation.domains import Domain
from valuation.model import InputField, Model, described_inputs


def value_schema(texts: Texts) -> dict[str, Any]:
    """One branch for each method, told apart by `model`; titles and descriptions in the language of `texts`.

    `unit` stands beside each field as an annotation: `CNY`, `1`, `1/year`, `years`, `count`, `factor`.
    """
    return {"$schema": DIALECT, "title": "value", "oneOf": [_branch(model, texts) for model in models().values()]}


def _branch(model: Model, texts: Texts) -> dict[str, Any]:
    described = described_inputs(model.inputs)
    defaults = defaults_of(model.inputs)
    inputs = {
        "type": "object",
        "properties": {name: _field(model, name, field, texts) for name, field in described.items()},
        "required": [name for name in described if name not in defaults],
        "additionalProperties": False,
    }
    return {
        "title": texts(model.label),
        "type": "object",
        "properties": {"model": {"const": model.name}, "inputs": inputs},
        "required": ["model", "inputs"],
        "additionalProperties": False,
    }


def _field(model: Model, name: str, field: InputField, texts: Texts) -> dict[str, Any]:
    defaults = defaults_of(model.inputs)
    allowed = _allowed(field, is_whole=is_whole(model.inputs, name))
    if name in defaults and defaults[name] is None and "type" in allowed:
        allowed["type"] = [allowed["type"], "null"]
    said = {"description": texts(field.description), "unit": field.unit}
    default = {"default": _plain(defaults[name])} if name in defaults else {}
    return {**said, **allowed, **default}


def _allowed(field: InputField, *, is_whole: bool) -> dict[str, Any]:
    if field.choices:
        return {"type": "string", "enum": list(field.choices)}
    number = {"type": "integer" if is_whole else "number", **_bounds(field.domain)}
    if not (field.is_series or field.is_table):
        return number
    numbers = {"type": "array", "items": number, "minItems": 1, "maxItems": MAXIMUM_ITEMS}
    return {**numbers, "items": numbers} if field.is_table else numbers


def _bounds(domain: Domain | None) -> dict[str, float]:
    if domain is None:
        return {}
    low = "exclusiveMinimum" if domain.is_low_excluded else "minimum"
    high = "exclusiveMaximum" if domain.is_high_excluded else "maximum"
    return {low: domain.low, high: domain.high}


def _plain(value: Any) -> Any:
    """A default as JSON: the items of a series or table as lists."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
