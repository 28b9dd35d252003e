"""What are many cases worth at once, with the formulas of one case and in memory that does not grow with their number?

A book is one inputs object that holds many cases of one structure: numbers have shape (cases,), rows of years or items
(cases, years); what all cases share stays as it is. The same lines, rights, comparables and methods stand in every
case; a right that protects for another time in each, or no more in some, is told by `Right.protection_years`. Cases of
another structure (more lines, another base) are another book: the caller groups them. A book is split into blocks of
cases whose year tables stay in the processor's cache, so that a case costs the same in a large book as in a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass, replace
from typing import Any

import numpy as np

from valuation.evaluation import Evaluation, evaluate, evaluate_checked
from valuation.input_checks import check_inputs
from valuation.inputs import CaseInputs, FloatArray
from valuation.model import Model
from valuation.results import CaseValues
from valuation.wording import InputOutsideDomain, Message

BLOCK = 8192
"""Cases (or paths) valued at once: about 15 MB of year tables, and what a block costs by itself hardly counts."""


def book_values(inputs: CaseInputs, *, block: int = BLOCK) -> CaseValues:
    """Values of every case of a book in currency units: arrays of shape (cases,), by approach and by right.

    Where only one case is given the shape is (1,). A case with an input without meaning raises InputOutsideDomain with
    a path as `cases[17].lines[0].split_rate`, counted from 0. Unlike drawn numbers, the numbers of a case are stated:
    one in which the rights take more than the excess profit of their line is refused, not cut. Known to be right:
    equal to `case_values` of each case by itself; the size of the blocks does not matter.
    """
    count = case_count(inputs)
    _check_all(inputs, count)
    fixed = _fixed_parts(inputs)
    found: dict[str, FloatArray] = {}
    for cases in _blocks(count, block):
        for name, values in _named_values(_evaluated(inputs, cases, fixed)).items():
            found.setdefault(name, np.empty(count))[cases] = values
    approaches = {name: found.pop(name, None) for name in ("income", "market", "cost")}
    conclusion = found.pop("conclusion")
    return CaseValues(
        **approaches, conclusion=conclusion, by_right={key.partition(":")[2]: v for key, v in found.items()}
    )


def method_values(model: Model, inputs: Any, *, block: int = BLOCK) -> FloatArray:
    """Value of every case of a book by one method of the catalogue, shape (cases,), in the unit of the method.

    `inputs` are those of the method, with arrays by case. Errors as `book_values`.
    """
    count = case_count(inputs)
    values = np.empty(count)
    for cases in _blocks(count, block):
        values[cases] = _refusing(model.compute, inputs, cases)
    return values


def case_count(inputs: Any) -> int:
    """How many cases a book holds; InputOutsideDomain for an input with another number than those before it."""
    count, found = 1, False
    for path, array in _arrays_by_case("", inputs):
        if found and len(array) != count:
            message = Message(
                "cases_differ",
                "This has {given} cases, another input {expected}.",
                {"given": len(array), "expected": count},
            )
            raise InputOutsideDomain(path, message)
        count, found = len(array), True
    return count


def cases_of(inputs: Any, cases: slice | int, fixed: frozenset[int] = frozenset()) -> Any:
    """The book of some of the cases; with a number, that one case by itself.

    `fixed` are identities of parts known to be the same in all cases: they are not looked through again.
    """
    changed = {}
    for f in fields(inputs):
        node = getattr(inputs, f.name)
        part = node if id(node) in fixed else _part(node, f, cases, fixed)
        if part is not node:
            changed[f.name] = part
    return replace(inputs, **changed) if changed else inputs


def _check_all(inputs: CaseInputs, count: int) -> None:
    """Every case at once, as the inputs stand; only where that refuses is the case looked for that is to blame."""
    try:
        check_inputs(inputs)
    except InputOutsideDomain:
        _refusing(check_inputs, inputs, slice(0, count))
        raise


def _fixed_parts(inputs: CaseInputs) -> frozenset[int]:
    """Identities of the parts of a book, from its fields two levels down, that hold no array by case."""
    parts = [(getattr(inputs, f.name), f) for f in fields(inputs)]
    parts += [(item, f) for node, f in list(parts) if isinstance(node, tuple) for item in node]
    parts += [(getattr(node, f.name), f) for node, _ in list(parts) if is_dataclass(node) for f in fields(node)]
    return frozenset(id(node) for node, f in parts if next(_arrays_by_case("", node, f), None) is None)


def _blocks(count: int, block: int) -> Iterator[slice]:
    return (slice(start, min(start + block, count)) for start in range(0, count, block))


def _evaluated(inputs: CaseInputs, cases: slice, fixed: frozenset[int]) -> Evaluation:
    evaluation: Evaluation = _refusing(evaluate_checked, inputs, cases, fixed)
    for line in evaluation.lines:
        if line.columns.is_capped.any():
            first = cases.start + int(np.argmax(np.atleast_1d(line.columns.is_capped)))
            _refusing(evaluate, inputs, slice(first, first + 1))
    return evaluation


def _named_values(evaluation: Evaluation) -> dict[str, FloatArray]:
    found: dict[str, FloatArray] = {"conclusion": evaluation.conclusion}
    found.update(dict(evaluation.values.items()))
    found.update({f"right:{key}": value for key, value in evaluation.by_right.items()})
    return found


def _refusing(value: Callable[[Any], Any], inputs: Any, cases: slice, fixed: frozenset[int] = frozenset()) -> Any:
    """`value` of the cases; where it refuses one of them, the error names the first, found by halving."""
    if cases.stop - cases.start == 1:
        return _one(value, inputs, cases.start)
    try:
        return value(cases_of(inputs, cases, fixed))
    except InputOutsideDomain:
        middle = (cases.start + cases.stop) // 2
        for half in (slice(cases.start, middle), slice(middle, cases.stop)):
            _refusing(value, inputs, half)
        raise


def _one(value: Callable[[Any], Any], inputs: Any, case: int) -> Any:
    try:
        return value(cases_of(inputs, case))
    except InputOutsideDomain as refused:
        raise InputOutsideDomain(f"cases[{case}].{refused.field_path}", refused.message) from refused


def _part(node: Any, described: Field[Any], cases: slice | int, fixed: frozenset[int]) -> Any:
    if node is None or isinstance(node, float | str | int) or id(node) in fixed:
        return node
    if isinstance(node, np.ndarray):
        return _part_of_array(node, described, cases)
    if is_dataclass(node):
        return cases_of(node, cases, fixed)
    if isinstance(node, Mapping):
        parts: Any = {key: _part(value, described, cases, fixed) for key, value in node.items()}
        return parts if any(parts[key] is not value for key, value in node.items()) else node
    if isinstance(node, tuple):
        items = tuple(_part(value, described, cases, fixed) for value in node)
        return items if any(a is not b for a, b in zip(items, node, strict=True)) else node
    return node


def _part_of_array(array: FloatArray, described: Field[Any], cases: slice | int) -> Any:
    axes = _row_axes(described)
    if array.ndim <= axes:
        return array
    part = array[cases]
    # Cases next to each other in memory, as the formulas pass over them.
    return np.asfortranarray(part) if part.ndim else float(part)


def _arrays_by_case(path: str, node: Any, described: Field[Any] | None = None) -> Iterator[tuple[str, FloatArray]]:
    """Every array with an axis of cases, with its path."""
    if is_dataclass(node):
        for f in fields(node):
            yield from _arrays_by_case(f"{path}.{f.name}".lstrip("."), getattr(node, f.name), f)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _arrays_by_case(f"{path}.{key}", value, described)
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from _arrays_by_case(f"{path}[{index}]", value, described)
    elif isinstance(node, np.ndarray) and described is not None and node.ndim > _row_axes(described):
        yield path, node


def _row_axes(described: Field[Any]) -> int:
    """How many axes the value of a single case has: none for a number, one for a row of years, two for a table."""
    about = described.metadata.get("input")
    if about is not None:
        return 2 if about.is_table else int(about.is_series)
    return int("FloatArray" in str(described.type))
