"""How are the inputs of an applied method read and replaced by their names, before and after anybody gave them?"""

from __future__ import annotations

from dataclasses import MISSING, fields
from decimal import Decimal

from pledgeapp.errors import Problem
from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assumption import Assumption, SourceKind
from pledgeapp.records.base import new_id
from pledgeapp.records.case import Case
from ui.state.edits import replace_at
from valuation.catalogue import models
from valuation.model import InputField, Model, described_inputs

LEAVES_OUT = Assumption(value=None)
"""A number nobody gave."""


def model_of(method: AppliedMethod) -> Model | None:
    """The method of the catalogue; None for one of a newer program."""
    return models().get(method.model)


def new_method(model: Model) -> AppliedMethod:
    """A method with nothing given but what the catalogue takes where nothing is said, so that it can be seen."""
    return AppliedMethod(model=model.name, inputs=tuple(blank_inputs(model)))


def blank_inputs(model: Model) -> list[MethodInput]:
    """Every input that can be shown without a choice being made for the user."""
    names = described_inputs(model.inputs)
    found = (blank_input(model, name) for name in names)
    return [given for given in found if given is not None]


def blank_input(model: Model, name: str) -> MethodInput | None:
    """An input as it stands before anybody gives it; None for a choice without a default."""
    described = described_inputs(model.inputs)[name]
    default = next((f.default for f in fields(model.inputs) if f.name == name), MISSING)
    if described.choices:
        return MethodInput(name=name, choice=default) if isinstance(default, str) and default else None
    if described.is_series or described.is_table:
        return MethodInput(name=name, series=Series())
    if default is MISSING or default is None:
        return MethodInput(name=name, number=LEAVES_OUT)
    given = Assumption(value=Decimal(str(default)), source_kind=SourceKind.JUDGEMENT, source="as the method takes it")
    return MethodInput(name=name, number=given)


def may_be_left_out(model: Model, name: str) -> bool:
    """Whether the method has a value of its own, or none, where nothing is given."""
    return next((f.default is not MISSING for f in fields(model.inputs) if f.name == name), False)


def described(model: Model, name: str) -> InputField:
    """What the catalogue says of an input."""
    return described_inputs(model.inputs)[name]


def input_of(method: AppliedMethod, model: Model, name: str) -> MethodInput | None:
    """The input as given, else as it stands before."""
    return next((given for given in method.inputs if given.name == name), None) or blank_input(model, name)


def with_input(method: AppliedMethod, model: Model, given: MethodInput) -> AppliedMethod:
    """`method` with `given` in its place in the order of the catalogue."""
    order = list(described_inputs(model.inputs))
    others = [other for other in method.inputs if other.name != given.name and other.name in order]
    inputs = sorted((*others, given), key=lambda one: order.index(one.name))
    return AppliedMethod.model_validate({**dict(method), "inputs": tuple(inputs)})


def without_input(method: AppliedMethod, name: str) -> AppliedMethod:
    """`method` with nothing said about an input: a choice taken back."""
    left = tuple(given for given in method.inputs if given.name != name)
    return AppliedMethod.model_validate({**dict(method), "inputs": left})


def put_method(case: Case, at: int, method: AppliedMethod) -> Case | Problem:
    """`case` with `method` at position `at`."""
    return replace_at(case, f"methods[{at}]", method)


def copy_of(method: AppliedMethod) -> AppliedMethod:
    """The same inputs under an identity of its own; it counts for nothing until it is given a weight."""
    return AppliedMethod.model_validate({**dict(method), "id": new_id(), "weight": Decimal(0), "used_for": ""})


def input_name(path: str, case: Case) -> tuple[int, str] | None:
    """Position and input's name of `methods[0].inputs[2].number` or `methods[0].revenue`; None for another path."""
    if not path.startswith("methods["):
        return None
    head, _, rest = path.removeprefix("methods[").partition("]")
    at, rest = int(head), rest.removeprefix(".")
    if rest.startswith("inputs[") and at < len(case.methods):
        place = int(rest.removeprefix("inputs[").split("]", maxsplit=1)[0])
        inputs = case.methods[at].inputs
        return (at, inputs[place].name) if place < len(inputs) else (at, "")
    return at, rest.removeprefix("scales.").split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
