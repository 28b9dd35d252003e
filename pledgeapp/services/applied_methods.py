"""How do the further methods of a case become those of the engine, and what is missing for that?

A method whose inputs are not complete, or that this version does not know, is left out and named: nothing is filled in
but the defaults that the catalogue itself states.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pledgeapp.records.applied_method import AppliedMethod, MethodInput, Series
from pledgeapp.records.assessment import OpenPoint
from pledgeapp.records.case import Case
from pledgeapp.records.method_inputs import method_name, model_named
from pledgeapp.services.assumption_points import no_value, unconfirmed
from pledgeapp.services.input_collector import InputCollector
from valuation import inputs as engine
from valuation.model import InputField, Model, described_inputs
from valuation.wording import N_


def engine_methods(case: Case, found: InputCollector) -> Iterator[engine.AppliedMethod]:
    """Every further method that can be applied; the others are named in `found` with what they lack."""
    count = 0
    for position, method in enumerate(case.methods):
        before = len(found.open_points)
        applied = _method(case, position, method, f"methods[{count}]", found)
        if applied is None or len(found.open_points) > before:
            found.leave_out(f"methods[{count}]")
            found.methods_left_out.append(method_name(method))
        else:
            found.methods[count] = position
            count += 1
            yield applied


def unconfirmed_lists(case: Case) -> Iterator[OpenPoint]:
    """Lists of applied methods that have no confirmed source; numbers are found with all other assumptions."""
    for position, method in enumerate(case.methods):
        for place, given in enumerate(method.inputs):
            if given.series is not None and _is_filled(given.series) and not given.series.is_confirmed:
                yield unconfirmed(case, f"methods[{position}].inputs[{place}].series")


def _method(
    case: Case, position: int, method: AppliedMethod, engine_path: str, found: InputCollector
) -> engine.AppliedMethod | None:
    model = model_named(method.model)
    path = f"methods[{position}]"
    if model is None:
        found.missing(path, N_("{method_label}: this version knows no such method"), method_label=method_name(method))
        return None
    known = {patent.id for patent in case.patents}
    if any(patent not in known for patent in method.patents):
        words = N_("{method_label}: a patent it values is no longer in the case")
        found.missing(f"{path}.patents", words, method_label=method_name(method))
        return None
    reader = _MethodReader(case, position, model, engine_path, found)
    arguments = reader.read(method)
    if reader.is_incomplete:
        return None
    return engine.AppliedMethod(
        key=method.id,
        model=method.model,
        inputs=model.inputs(**arguments),
        weight=float(method.weight),
        reason=method.reason,
        rights=tuple(method.patents),
        scales=reader.scales,
    )


class _MethodReader:
    """Reads the inputs of one applied method against what the catalogue says of them."""

    def __init__(self, case: Case, position: int, model: Model, engine_path: str, found: InputCollector) -> None:
        self._case, self._path, self._engine_path, self._found = case, f"methods[{position}]", engine_path, found
        self._described = described_inputs(model.inputs)
        self._model = model
        self.scales: dict[str, float] = {}
        self.is_incomplete = False

    def read(self, method: AppliedMethod) -> dict[str, Any]:
        """Argument by name, as far as they are complete; look at `is_incomplete` before using them."""
        from pledgeapp.services.model_inputs import defaults_of

        self._name = method_name(method)
        given = {one.name: (f"{self._path}.inputs[{place}]", one) for place, one in enumerate(method.inputs)}
        for name, (path, _) in given.items():
            if name not in self._described:
                self._refuse(path, N_("{method_label}, {name_label}: the method has no such input"), name)
        defaults = defaults_of(self._model.inputs)
        arguments: dict[str, Any] = {}
        for name, about in self._described.items():
            if name in given and not _says_nothing(given[name][1], defaults.get(name, ...)):
                arguments[name] = self._value(*given[name], about)
            elif name not in defaults:
                place = f".{name}" if name not in given else ""
                path = given[name][0] if name in given else self._path
                self._refuse(path, N_("{method_label}, {name_label}: no value yet"), about.description, place)
        return arguments

    def _value(self, path: str, given: MethodInput, about: InputField) -> Any:
        if about.choices:
            if given.choice in about.choices:
                return given.choice
        elif about.is_series or about.is_table:
            if given.series is not None:
                return self._list(f"{path}.series", given.name, given.series, about)
        elif given.number is not None:
            return self._number(f"{path}.number", given, about)
        return self._refuse(path, N_("{method_label}, {name_label}: not what the method needs here"), about.description)

    def _number(self, path: str, given: MethodInput, about: InputField) -> float | int | None:
        from pledgeapp.services.model_inputs import is_whole

        assumption = given.number
        if assumption is None or assumption.value is None:
            self.is_incomplete = True
            self._found.open_points.append(no_value(self._case, path))
            return None
        if not is_whole(self._model.inputs, given.name):
            return self._found.number(path, f"{self._engine_path}.{given.name}", assumption)
        number = float(assumption.value)
        if not number.is_integer():
            self._refuse(path, N_("{method_label}, {name_label}: must be a whole number"), about.description)
            return None
        return int(number)

    def _list(self, path: str, name: str, series: Series, about: InputField) -> tuple[Any, ...] | None:
        rows = series.rows if about.is_table else series.values
        if not rows:
            self.is_incomplete = True
            self._found.open_points.append(no_value(self._case, path))
            return None
        self.scales[name] = self._found.number(f"{path}.scale", f"{self._engine_path}.scales.{name}", series.scale)
        if about.is_table:
            return tuple(tuple(float(number) for number in row) for row in series.rows)
        return tuple(float(number) for number in series.values)

    def _refuse(self, path: str, template: str, name: str, place: str = "") -> None:
        self.is_incomplete = True
        self._found.missing(path, template, place=place, method_label=self._name, name_label=name)


def _is_filled(series: Series) -> bool:
    return bool(series.values or series.rows)


def _says_nothing(given: MethodInput, default: object) -> bool:
    """An input that may be left out and has been left open counts as left out."""
    if default is not None:
        return False
    is_open = given.number is not None and given.number.value is None
    return is_open or (given.series is not None and not _is_filled(given.series))
