"""What do the further methods of a case say: computed over arrays, ended with the rights they value?

A method of the catalogue is applied to the rights of a case. Its lists may be scaled as a whole, its remaining life is
cut to the longest legal protection of its rights, and with the last of them its value falls away. The catalogue is
imported only where a case applies a method.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from valuation.domains import domain_of, require, require_inside
from valuation.inputs import AppliedMethod, FloatArray, Number
from valuation.model import InputField, Model, ModelResult, as_series, described_inputs
from valuation.results import MethodValue, Step
from valuation.units import MONEY
from valuation.wording import N_, InputOutsideDomain, Message

_LIFE = "remaining_life_years"
_NO_NUMBER = N_("These inputs give no finite number; check their size and their units.")


@dataclass(frozen=True)
class MethodColumns:
    """One applied method as arrays; `value` has shape () or (paths,)."""

    model: Model
    inputs: Any
    """As computed: lists scaled, remaining life inside the legal protection."""
    value: FloatArray
    """In the unit of the method; 0 for money whose rights are all dead."""
    protection_years: Number
    """Longest legal protection among its rights."""
    is_life_cut: bool

    @property
    def counted(self) -> FloatArray:
        """What the conclusion takes of it: nobody must use a right at a loss, so never less than 0."""
        return np.maximum(self.value, 0.0)

    @property
    def is_worthless(self) -> bool:
        """Whether it values rights none of which is in force."""
        return self.model.unit == MONEY and not np.any(self.protection_years)


def evaluate_methods(methods: tuple[AppliedMethod, ...], protection: Mapping[str, Number]) -> tuple[MethodColumns, ...]:
    """Every applied method in order; `protection` is the legal protection left by right, in years.

    Raises InputOutsideDomain with a path as `methods[1].discount_rate`. Known to be right: equals the method's own
    `run` on the same inputs; arrays equal a loop.
    """
    if not methods:
        return ()
    from valuation.catalogue import models

    known = models()
    return tuple(_columns(f"methods[{k}]", method, known, protection) for k, method in enumerate(methods))


def _columns(
    path: str, method: AppliedMethod, known: Mapping[str, Model], protection: Mapping[str, Number]
) -> MethodColumns:
    model = known.get(method.model)
    if model is None or not isinstance(method.inputs, model.inputs):
        message = Message("unknown_method", "There is no method {name} with these inputs.", {"name": method.model})
        raise InputOutsideDomain(f"{path}.model", message)
    _check_frame(path, method, model, protection)
    rights = method.rights or tuple(protection)
    years = reduce(np.maximum, (protection[key] for key in rights), np.asarray(0.0))
    inputs, is_life_cut = _inside_protection(_scaled(path, method), years)
    value = _computed(path, model, inputs)
    if model.unit == MONEY:
        value = np.asarray(np.where(years > 0, value, 0.0))
    return MethodColumns(model, inputs, value, years, is_life_cut)


def _check_frame(path: str, method: AppliedMethod, model: Model, protection: Mapping[str, Number]) -> None:
    require(f"{path}.weight", method.weight)
    if method.weight > 0 and model.unit != MONEY:
        words = N_("Only a method that gives money can have a weight in the conclusion.")
        raise InputOutsideDomain(f"{path}.weight", Message("weight_without_money", words))
    for key in method.rights:
        if key not in protection:
            message = Message("unknown_right", "There is no right {key} in the case.", {"key": key})
            raise InputOutsideDomain(f"{path}.rights", message)


def _scaled(path: str, method: AppliedMethod) -> Any:
    """The inputs with their lists scaled; drawn scales stay inside the bounds of the list, as drawn numbers do."""
    described = described_inputs(type(method.inputs))
    changed: dict[str, FloatArray] = {}
    for name, scale in method.scales.items():
        about = described.get(name)
        if about is None or not (about.is_series or about.is_table) or getattr(method.inputs, name) is None:
            raise InputOutsideDomain(
                f"{path}.scales.{name}", Message("unknown_input", "There is no numeric input {path}.", {"path": name})
            )
        require_inside(f"{path}.scales.{name}", scale, domain_of(f"{path}.scales"))
        if np.ndim(scale) or float(np.asarray(scale)) != 1.0:
            changed[name] = _times(getattr(method.inputs, name), scale, about)
    return replace(method.inputs, **changed) if changed else method.inputs


def _times(values: Any, scale: Number, about: InputField) -> FloatArray:
    axes = 2 if about.is_table else 1
    factor = np.asarray(scale, dtype=np.float64)
    scaled: FloatArray = as_series(values) * factor.reshape(factor.shape + (1,) * axes)
    if factor.ndim and about.domain is not None:
        scaled = np.clip(scaled, about.domain.low, about.domain.high)
    return scaled


def _inside_protection(inputs: Any, years: FloatArray) -> tuple[Any, bool]:
    """The inputs with a remaining life no longer than `years`, and whether that cut a life that was given.

    Where no year is left the life stays possible for the method; its value falls away afterwards.
    """
    if _LIFE not in described_inputs(type(inputs)) or not years.any():
        return inputs, False
    given = getattr(inputs, _LIFE)
    longest = np.where(years > 0, years, 1.0 if given is None else given)
    if given is None:
        return replace(inputs, **{_LIFE: longest if longest.ndim else float(longest)}), False
    life = np.asarray(given, dtype=np.float64)
    if np.all(life <= longest):
        return inputs, False
    cut = np.minimum(life, longest)
    return replace(inputs, **{_LIFE: cut if cut.ndim else float(cut)}), True


def _computed(path: str, model: Model, inputs: Any) -> FloatArray:
    try:
        with np.errstate(all="ignore"):
            value = np.asarray(model.compute(inputs), dtype=np.float64)
    except InputOutsideDomain as error:
        raise InputOutsideDomain(f"{path}.{error.field_path}", error.message) from error
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        raise InputOutsideDomain(path, Message("no_finite_value", _NO_NUMBER)) from error
    if not np.all(np.isfinite(value)):
        raise InputOutsideDomain(path, Message("no_finite_value", _NO_NUMBER))
    return value


def method_value(position: int, method: AppliedMethod, columns: MethodColumns, weight: float) -> MethodValue:
    """What one applied method came to for one case, with its steps; `weight` is normalised."""
    model = columns.model
    result = ModelResult(0.0, MONEY, ()) if columns.is_worthless else _run(f"methods[{position}]", columns)
    return MethodValue(
        key=method.key,
        model=model.name,
        label=model.label,
        family=model.family,
        value=float(columns.value),
        unit=model.unit,
        weight=weight,
        reason=method.reason,
        workings=tuple(_at(position, step) for step in result.workings),
        warnings=(*result.warnings, *_notes(columns, weight)),
    )


def _run(path: str, columns: MethodColumns) -> ModelResult:
    try:
        with np.errstate(all="ignore"):
            result = columns.model.run(columns.inputs)
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        raise InputOutsideDomain(path, Message("no_finite_value", _NO_NUMBER)) from error
    if not all(np.isfinite(step.value) for step in result.workings):
        raise InputOutsideDomain(path, Message("no_finite_value", _NO_NUMBER))
    return result


def _at(position: int, step: Step) -> Step:
    """A step whose source is an input of the method names it by its path in the case."""
    return step if step.source.startswith("valuation.") else replace(step, source=f"methods[{position}].{step.source}")


def _notes(columns: MethodColumns, weight: float) -> tuple[Message, ...]:
    if columns.is_worthless:
        words = N_("None of the rights it values is in force after the valuation date: it is worth nothing.")
        return (Message("method_without_right", words),)
    notes = []
    if columns.is_life_cut:
        words = N_("Its remaining life is cut to the legal protection of its rights, {years:.2f} years.")
        notes.append(Message("life_cut_to_protection", words, {"years": float(columns.protection_years)}))
    if weight > 0 and float(columns.value) < 0:
        words = N_("Its value is negative; the conclusion counts it as nothing, not as less.")
        notes.append(Message("method_at_a_loss", words))
    return tuple(notes)
