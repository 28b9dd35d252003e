"""What does the catalogue know of an input that a case gives to an applied method: its name, unit and bounds?

The catalogue is imported when a case first asks: a case without applied methods never pays for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pledgeapp.records.applied_method import AppliedMethod, MethodInput

if TYPE_CHECKING:
    from pledgeapp.records.case import Case
    from valuation.model import InputField, Model

_PATH = re.compile(r"methods\[(\d+)\]\.inputs\[(\d+)\]\.(?P<kind>number|series\.scale|series)")
_OF_METHOD = re.compile(r"\.(?P<scales>scales\.)?(?P<name>[a-z_0-9]+)(?P<item>(\[\d+\])*)")
_UNITS = {"CNY": "money", "years": "years", "1/year": "percent", "count": "factor"}


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Model]:
    from valuation.catalogue import models

    return dict(models())


def model_named(name: str) -> Model | None:
    """The method of the catalogue, None when this version knows no such method."""
    return _catalogue().get(name)


@lru_cache(maxsize=1024)
def described(model: str, name: str) -> InputField | None:
    """What the catalogue says of the input `name` of the method `model`; None when there is none."""
    from valuation.model import described_inputs

    found = model_named(model)
    return None if found is None else described_inputs(found.inputs).get(name)


def method_input_at(case: Case, path: str) -> tuple[AppliedMethod, MethodInput] | None:
    """Method and input that `path` (`methods[0].inputs[2].number`) leads into; None where it leads elsewhere."""
    found = _PATH.fullmatch(path)
    if found is None or int(found.group(1)) >= len(case.methods):
        return None
    method = case.methods[int(found.group(1))]
    position = int(found.group(2))
    return (method, method.inputs[position]) if position < len(method.inputs) else None


def method_input_label(case: Case, path: str) -> str | None:
    """English msgid of the input of an applied method at `path`; its own name where the catalogue does not know it."""
    found = method_input_at(case, path)
    if found is None:
        return None
    method, given = found
    field = described(method.model, given.name)
    return given.name if field is None else field.description


def method_input_unit(case: Case, path: str) -> str | None:
    """`percent`, `years`, `money` or `factor` for the input of an applied method at `path`."""
    found = method_input_at(case, path)
    if found is None:
        return None
    if path.endswith(".scale"):
        return "percent"
    field = described(found[0].model, found[1].name)
    if field is None:
        return "factor"
    is_share = field.domain is not None and field.domain.is_rate
    return _UNITS.get(field.unit, "percent" if is_share else "factor")


def method_record_path(case: Case, position: int, rest: str) -> str:
    """Where the method at `position` sets what the engine calls `.discount_rate`, `.scales.revenue`, `.revenue[2]`."""
    path = f"methods[{position}]"
    found = _OF_METHOD.fullmatch(rest)
    if found is None:
        return f"{path}{rest}"
    for place, given in enumerate(case.methods[position].inputs):
        if given.name == found["name"]:
            kind = "number" if given.number is not None else "series" if given.series is not None else "choice"
            return f"{path}.inputs[{place}].{kind}{'.scale' if found['scales'] else ''}{found['item']}"
    return f"{path}{rest}"


def method_name(method: AppliedMethod) -> str:
    """The user's own name of an applied method, else English msgid of the method's name."""
    model = model_named(method.model)
    return method.title or (model.label if model is not None else method.model)
