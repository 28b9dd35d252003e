"""What is one valuation method worth on the inputs in a file, and what is there to choose from?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pledgeapp.errors import DataProblem, Problem
from pledgeapp.i18n import Texts
from pledgeapp.services.json_file import read_json
from pledgeapp.services.model_inputs import InputReader
from valuation.catalogue import models
from valuation.model import Model, ModelResult
from valuation.wording import N_, InputOutsideDomain, Message

FAMILIES = {
    "income": N_("Income approach"),
    "market": N_("Market approach"),
    "cost": N_("Cost approach"),
    "options": N_("Real options"),
    "discounting": N_("Discount rate"),
    "royalty": N_("Royalty and split rate"),
    "useful_life": N_("Useful life"),
    "portfolio": N_("Portfolio"),
}
"""English msgid of each family of methods, in the order of a list."""
_KEYS = ("model", "inputs")


@dataclass(frozen=True)
class ModelFile:
    """A method and its inputs as they stand in a file."""

    file_name: str
    model: Model
    inputs: Any


def read_model_file(path: Path) -> ModelFile:
    """The method and the inputs in the JSON file `path`: `{"model": name, "inputs": {...}}`.

    DataProblem names the file and for each refused field its place, what stands there and what is allowed.
    """
    tree = read_json(path)
    model, given = _parts(tree, path.name)
    reader = InputReader(path.name, model.inputs)
    arguments = reader.read(given)
    if reader.problems:
        raise _refused(path.name, reader.problems)
    return ModelFile(path.name, model, model.inputs(**arguments))


def value_model(request: ModelFile) -> ModelResult:
    """The value with its workings; DataProblem when the inputs do not go together or give no number."""
    try:
        # A result that is no number is refused below, in words; numpy's own warning would come before them.
        with np.errstate(all="ignore"):
            result = request.model.run(request.inputs)
    except InputOutsideDomain as error:
        place = f"inputs.{error.field_path}"
        raise _refused(request.file_name, (Problem(error.message, file=request.file_name, column=place),)) from error
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        raise _no_number(request) from error
    if not all(math.isfinite(number) for number in (result.value, *(step.value for step in result.workings))):
        raise _no_number(request)
    return result


def result_as_json(model: Model, result: ModelResult, texts: Texts) -> dict[str, Any]:
    """The result in the shape other programs rely on; labels and warnings in the language of `texts`."""
    workings = [
        {
            "symbol": step.symbol,
            "formula": step.formula,
            "value": step.value,
            "unit": step.unit,
            "source": step.source,
            "label": texts(step.label),
        }
        for step in result.workings
    ]
    warnings = [{"code": warning.code, "text": texts.message(warning)} for warning in result.warnings]
    return {
        "model": model.name,
        "label": texts(model.label),
        "value": result.value,
        "unit": result.unit,
        "workings": workings,
        "warnings": warnings,
    }


def list_models(texts: Texts) -> list[dict[str, str]]:
    """Name, label and family of every method, family by family, in the language of `texts`."""
    order = list(FAMILIES)
    return [
        {
            "name": model.name,
            "label": texts(model.label),
            "family": model.family,
            "family_label": texts(FAMILIES[model.family]),
        }
        for model in sorted(models().values(), key=lambda model: order.index(model.family))
    ]


def _parts(tree: Any, file_name: str) -> tuple[Model, dict[str, Any]]:
    """Method and inputs of the file, or every problem of its frame."""
    if not isinstance(tree, dict):
        raise _refused(file_name, (Problem(_frame(), file=file_name),))
    found = [
        Problem(_frame(), file=file_name, column=key[:200], value=str(tree[key])[:200])
        for key in tree
        if key not in _KEYS
    ]
    found += [Problem(Message("missing", N_("is missing")), file=file_name, column=k) for k in _KEYS if k not in tree]
    name, given = tree.get("model"), tree.get("inputs", {})
    model = models().get(name) if isinstance(name, str) else None
    if "model" in tree and model is None:
        words = N_("is not a known method; `pledgeapp value --list` names them all")
        found.append(Problem(Message("unknown_model", words), file=file_name, column="model", value=str(name)[:200]))
    if not isinstance(given, dict):
        group = Message("wrong_type", N_("must be a group of fields"))
        found.append(Problem(group, file=file_name, column="inputs", value=str(given)[:200]))
    if model is None or found:
        raise _refused(file_name, tuple(found))
    return model, given


def _frame() -> Message:
    return Message("unknown_field", N_('a model file holds a "model" and its "inputs", and nothing else'))


def _no_number(request: ModelFile) -> DataProblem:
    words = N_("{file}: these inputs give no finite number; check their size and their units")
    return DataProblem(Message("no_finite_value", words, {"file": request.file_name}))


def _refused(file_name: str, problems: tuple[Problem, ...]) -> DataProblem:
    words = N_("{file}: the model file has {count} problems")
    return DataProblem(Message("model_file_refused", words, {"file": file_name, "count": len(problems)}), problems)
