"""Does every method of the catalogue say what it needs, show its steps, take paths and refuse what has no meaning?"""

from __future__ import annotations

import ast
import inspect
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_type_hints

import numpy as np
import pytest

from pledgeapp.i18n import texts
from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.test_workings_recompute import recompute
from valuation.catalogue import models
from valuation.domains import Domain
from valuation.model import InputField, Model, ModelResult, as_series, described_inputs
from valuation.wording import InputOutsideDomain

MODELS = models()
every_model = pytest.mark.parametrize("name", list(MODELS))
UNITS = {"CNY", "1", "1/year", "years", "months", "count", "factor"}
FAMILIES = {"income", "market", "cost", "options", "discounting", "royalty", "useful_life", "portfolio"}
PATHS = 3


def inputs_of(model: Model, **changed: Any) -> Any:
    return model.inputs(**{**EXAMPLES[model.name], **changed})


@cache
def result_of(name: str) -> ModelResult:
    return MODELS[name].run(inputs_of(MODELS[name]))


def value_of(inputs: Any, field: str) -> Any:
    value, described = getattr(inputs, field), described_inputs(type(inputs))[field]
    return nested(as_series(value)) if described.is_series or described.is_table else value


def nested(values: Any) -> Any:
    """Tuples as a person types them: of numbers for a series, of such rows for a table."""
    return tuple(nested(row) for row in values) if np.ndim(values) else float(values)


def numeric_fields(name: str) -> Iterator[tuple[str, InputField, Domain]]:
    """The inputs with bounds; those that count (steps, a seed) shape the computation and are no paths."""
    for field, described in described_inputs(MODELS[name].inputs).items():
        if described.domain is not None:
            yield field, described, described.domain


def path_fields(name: str) -> list[tuple[str, InputField, Domain]]:
    hints = get_type_hints(MODELS[name].inputs)
    given = inputs_of(MODELS[name])
    return [
        found for found in numeric_fields(name) if hints[found[0]] is not int and getattr(given, found[0]) is not None
    ]


def test_each_example_belongs_to_a_method() -> None:
    assert set(EXAMPLES) == set(MODELS)


@every_model
def test_a_method_says_what_it_needs(name: str) -> None:
    model = MODELS[name]
    assert model.label
    assert model.family in FAMILIES
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    described = described_inputs(model.inputs)
    assert described
    for field, about in described.items():
        assert about.description, field
        assert about.choices or about.unit in UNITS, field
        assert bool(about.choices) != (about.domain is not None), f"{field} needs bounds or choices, not both"
        if about.domain is not None:
            assert math.isfinite(about.domain.low), field
            assert about.domain.low < about.domain.high < math.inf, field


@every_model
def test_a_default_is_allowed(name: str) -> None:
    described = described_inputs(MODELS[name].inputs)
    for field in fields(MODELS[name].inputs):
        about, default = described[field.name], field.default
        if default is not MISSING and default is not None and about.domain is not None:
            assert about.domain.contains(as_series(default)), field.name
        elif default is not MISSING and about.choices:
            assert default in about.choices, field.name


@every_model
def test_a_method_speaks_chinese(name: str) -> None:
    model, result, chinese = MODELS[name], result_of(name), texts("zh")
    said = {model.label, *(step.label for step in result.workings), *(w.template for w in result.warnings)}
    said |= {about.description for about in described_inputs(model.inputs).values()}
    assert not [text for text in sorted(said) if chinese(text) == text]


@every_model
def test_a_method_has_its_equation_and_its_source(name: str) -> None:
    model = MODELS[name]
    module = sys.modules[model.compute.__module__]
    told = " ".join(filter(None, (model.compute.__doc__, model.inputs.__doc__, module.__doc__)))
    assert re.search(r"\S = \S", told), "no equation"
    assert "Source" in told, "no source"
    assert inspect.signature(model.compute).parameters, "takes the inputs"


@every_model
def test_the_steps_reproduce_the_value(name: str) -> None:
    result, described = result_of(name), described_inputs(MODELS[name].inputs)
    assert math.isfinite(result.value)
    assert result.unit in UNITS
    assert result.unit == MODELS[name].unit
    known: dict[str, float] = {}
    for step in result.workings:
        assert step.symbol not in known, f"{step.symbol} stands for two things"
        assert step.label
        assert step.unit in UNITS, step
        if step.formula and "Σ" not in step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11, abs=1e-9), step
        if step.formula:
            assert step.source.startswith("valuation."), step
        else:
            assert re.sub(r"\[.*", "", step.source) in described or step.source.startswith("valuation."), step
        known[step.symbol] = step.value
    last = result.workings[-1]
    assert (last.value, last.unit) == (pytest.approx(result.value, rel=1e-12), result.unit)
    assert last.formula, "the value is a figure without a formula"


@every_model
def test_computing_is_running(name: str) -> None:
    computed = MODELS[name].compute(inputs_of(MODELS[name]))
    assert np.shape(computed) == ()
    assert float(computed) == pytest.approx(result_of(name).value, rel=1e-12)


@every_model
def test_paths_of_every_input_together_broadcast(name: str) -> None:
    model = MODELS[name]
    given = inputs_of(model)
    paths = {}
    for field, described, _domain in path_fields(name):
        values = as_series(getattr(given, field))
        shape = (PATHS, *values.shape) if described.is_series or described.is_table else (PATHS,)
        paths[field] = np.broadcast_to(values, shape).copy()
    computed = np.asarray(model.compute(inputs_of(model, **paths)))
    assert computed.shape == (PATHS,)
    assert computed == pytest.approx(float(model.compute(given)), rel=1e-9)


def moved(value: Any, domain: Domain, path: int) -> Any:
    """`value`, or each item of it, moved a little within its bounds, more in each further path."""
    values = as_series(value)
    step = 0.01 * path * np.where(values == 0, min(1.0, domain.high - domain.low), np.abs(values))
    up = values + step
    result = np.where(up < domain.high, up, values - step)
    return nested(result)


def computed_or_none(model: Model, **changed: Any) -> float | None:
    try:
        return float(model.compute(inputs_of(model, **changed)))
    except InputOutsideDomain:
        return None


@every_model
def test_paths_of_one_input_are_the_cases_one_by_one(name: str) -> None:
    model = MODELS[name]
    given = inputs_of(model)
    tried = 0
    for field, _described, domain in path_fields(name):
        cases = [moved(value_of(given, field), domain, path) for path in range(PATHS)]
        one_by_one = [computed_or_none(model, **{field: case}) for case in cases]
        if None in one_by_one:
            continue  # weights that must add up to 1 and the like
        tried += 1
        computed = np.broadcast_to(model.compute(inputs_of(model, **{field: np.asarray(cases)})), (PATHS,))
        assert computed == pytest.approx(one_by_one, rel=1e-9, abs=1e-9), field
    assert tried


def outside(domain: Domain) -> list[float]:
    low = domain.low if domain.is_low_excluded else float(np.nextafter(domain.low, -math.inf))
    high = domain.high if domain.is_high_excluded else float(np.nextafter(domain.high, math.inf))
    return [math.nan, math.inf, -math.inf, low, high]


def with_last(values: Any, bad: float) -> Any:
    """The series or table with `bad` in its last place."""
    return (*values[:-1], with_last(values[-1], bad)) if isinstance(values, tuple) else bad


@every_model
def test_what_lies_outside_is_refused_by_name(name: str) -> None:
    model = MODELS[name]
    given = inputs_of(model)
    for field, described, domain in numeric_fields(name):
        for bad in outside(domain):
            value: Any = bad
            if described.is_series or described.is_table:
                value = with_last(value_of(given, field), bad) if getattr(given, field) is not None else (bad,)
                value = (value,) if described.is_table and not isinstance(value[0], tuple) else value
            for ask in (model.compute, model.run):
                with pytest.raises(InputOutsideDomain) as refused:
                    ask(inputs_of(model, **{field: value}))
                assert refused.value.field_path == field, bad


@every_model
def test_an_unknown_choice_and_an_empty_list_are_refused_by_name(name: str) -> None:
    model = MODELS[name]
    for field, about in described_inputs(model.inputs).items():
        if not (about.choices or about.is_series or about.is_table):
            continue
        nothings: tuple[Any, ...] = ("no such choice",) if about.choices else ((), ((),)) if about.is_table else ((),)
        for nothing in nothings:
            with pytest.raises(InputOutsideDomain) as refused:
                model.compute(inputs_of(model, **{field: nothing}))
            assert refused.value.field_path == field


@every_model
def test_a_table_with_a_short_row_is_refused_by_name(name: str) -> None:
    model, given = MODELS[name], inputs_of(MODELS[name])
    for field, about in described_inputs(model.inputs).items():
        if about.is_table and getattr(given, field) is not None:
            rows = value_of(given, field)
            with pytest.raises(InputOutsideDomain) as refused:
                model.compute(inputs_of(model, **{field: (*rows, rows[-1] * 2)}))
            assert (refused.value.field_path, refused.value.message.code) == (field, "rows_differ")


@every_model
def test_every_choice_runs_or_says_why_not(name: str) -> None:
    model = MODELS[name]
    for field, about in described_inputs(model.inputs).items():
        for word in about.choices:
            refused, value = run_or_refused(model, **{field: word})
            assert refused in described_inputs(model.inputs) if refused else math.isfinite(value), word


def run_or_refused(model: Model, **changed: Any) -> tuple[str, float]:
    """The value, or the field that does not go together with the others."""
    try:
        return "", model.run(inputs_of(model, **changed)).value
    except InputOutsideDomain as refused:
        return refused.field_path, math.nan


def test_every_module_with_methods_is_in_the_catalogue() -> None:
    """A method whose line in the catalogue is forgotten does not exist for anybody."""
    from pathlib import Path

    import valuation
    from valuation.catalogue import _MODULES

    root = Path(inspect.getfile(valuation)).parent
    defining = set()
    for file in root.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        targets = [t for node in tree.body if isinstance(node, ast.Assign) for t in node.targets]
        if any(isinstance(target, ast.Name) and target.id == "MODELS" for target in targets):
            defining.add(".".join(("valuation", *file.relative_to(root).with_suffix("").parts)))
    assert defining == set(_MODULES)
