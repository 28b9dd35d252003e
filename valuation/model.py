"""What is one valuation method to the catalogue: inputs with unit and bounds, a value over arrays, named steps?

Every method is one file: a frozen inputs class whose fields are made by `quantity`, `choice`, `series` or `table`, a
function over arrays that broadcast, and a function that tells its steps for one case. The catalogue adds a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

import numpy as np

from valuation.domains import Domain, require_inside
from valuation.inputs import FloatArray
from valuation.results import Step
from valuation.units import MONEY
from valuation.wording import N_, InputOutsideDomain, Message

_METADATA = "input"


@dataclass(frozen=True)
class InputField:
    """What a person must know of one input."""

    description: str
    """English msgid."""
    unit: str
    """`CNY`, `1`, `1/year`, `years`, `count` or empty for a choice."""
    domain: Domain | None = None
    choices: tuple[str, ...] = ()
    is_series: bool = False
    """A list of numbers, by year or by item, in place of one number."""
    is_table: bool = False
    """Equally long lists of numbers, one for each item: comparables with their attributes or payments."""


def quantity(description: str, unit: str, domain: Domain, default: Any = MISSING) -> Any:
    """A number (or an array of paths) inside `domain`; `default` None means the input may be left out."""
    return _made(InputField(description, unit, domain), default)


def series(description: str, unit: str, domain: Domain, default: Any = MISSING) -> Any:
    """A list of numbers inside `domain`, shape (..., items): years or items are the last axis."""
    return _made(InputField(description, unit, domain, is_series=True), default)


def table(description: str, unit: str, domain: Domain, default: Any = MISSING) -> Any:
    """Equally long rows of numbers inside `domain`, shape (..., items, columns)."""
    return _made(InputField(description, unit, domain, is_table=True), default)


def choice(description: str, choices: tuple[str, ...], default: Any = MISSING) -> Any:
    """One of a few words."""
    return _made(InputField(description, "", choices=choices), default)


def _made(described: InputField, default: Any) -> Any:
    metadata = {_METADATA: described}
    return field(metadata=metadata) if default is MISSING else field(metadata=metadata, default=default)


@dataclass(frozen=True)
class ModelResult:
    """The value of one method for one case; every step's formula gives its value from the steps before it."""

    value: float
    unit: str
    workings: tuple[Step, ...]
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Model:
    """A method in the catalogue."""

    name: str
    """Stable: `relief_from_royalty`, `black_scholes`."""
    label: str
    """English msgid."""
    family: str
    """`income`, `market`, `cost`, `options`, `discounting`, `royalty`, `useful_life`, `portfolio`."""
    inputs: type
    compute: Callable[[Any], FloatArray]
    """The value over arrays that broadcast."""
    run: Callable[[Any], ModelResult]
    """The value of one case (floats) with its workings and warnings."""
    unit: str = MONEY
    """Of the value; only money can have a weight in a conclusion."""


def described_inputs(inputs: type) -> dict[str, InputField]:
    """Name and description of each input of a method, in order."""
    return {f.name: f.metadata[_METADATA] for f in fields(inputs)}


def check_model_inputs(inputs: Any) -> None:
    """InputOutsideDomain naming the first field that is no finite number of its domain, or none of its choices."""
    for name, described in described_inputs(type(inputs)).items():
        value = getattr(inputs, name)
        if value is None:
            continue
        if described.choices:
            if value not in described.choices:
                message = Message("unknown_choice", "{given} is not one of the choices.", {"given": str(value)})
                raise InputOutsideDomain(name, message)
        elif described.domain is not None:
            _require_numbers(name, value, described, described.domain)


def _require_numbers(name: str, value: Any, described: InputField, domain: Domain) -> None:
    axes = 2 if described.is_table else int(described.is_series)
    try:
        checked = require_inside(name, value, domain)
    except ValueError as error:
        if isinstance(error, InputOutsideDomain):
            raise
        raise InputOutsideDomain(
            name, Message("rows_differ", N_("Every row must have as many numbers as the first."))
        ) from error
    if checked.ndim < axes or 0 in checked.shape[checked.ndim - axes :]:
        raise InputOutsideDomain(name, Message("empty_series", "At least one number is needed."))


def as_series(values: Any) -> FloatArray:
    """A list or table given as tuple, list or array as a float array."""
    return np.asarray(values, dtype=np.float64)
