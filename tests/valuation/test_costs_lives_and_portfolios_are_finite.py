"""Does every cost, life and portfolio method give a figure that follows from its steps for whatever lies in bounds?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.test_workings_recompute import recompute
from valuation.catalogue import models
from valuation.domains import Domain
from valuation.model import ModelResult, as_series, described_inputs
from valuation.results import Step
from valuation.wording import InputOutsideDomain

NAMES = [name for name, model in models().items() if model.family in {"cost", "useful_life", "portfolio"}]


def inside(domain: Domain) -> st.SearchStrategy[float]:
    """Ends, values of everyday size and anything between, all in bounds."""
    anything = st.floats(
        domain.low, domain.high, exclude_min=domain.is_low_excluded, exclude_max=domain.is_high_excluded
    )
    return st.one_of(anything, st.floats(max(domain.low, 0.01), min(domain.high, 50.0)))


@st.composite
def inputs_in_bounds(draw: st.DrawFn, name: str) -> Any:
    """The example with some of its numbers drawn anew, every one alone in its bounds."""
    model, example = models()[name], dict(EXAMPLES[name])
    for field, described in described_inputs(model.inputs).items():
        given_value = example.get(field)
        if described.choices:
            example[field] = draw(st.sampled_from(described.choices))
        elif described.domain is not None and given_value is not None and draw(st.booleans()):
            shape = as_series(given_value).shape
            count = int(np.prod(shape))
            numbers = draw(st.lists(inside(described.domain), min_size=count, max_size=count))
            example[field] = tuple(map(tuple, np.reshape(numbers, shape).tolist())) if len(shape) == 2 else (
                tuple(numbers) if shape else numbers[0]
            )  # fmt: skip
    return model.inputs(**example)


def run_or_refused(name: str, inputs: Any) -> tuple[ModelResult | None, str]:
    try:
        return models()[name].run(inputs), ""
    except InputOutsideDomain as refused:
        return None, refused.field_path


def assert_follows(steps: tuple[Step, ...]) -> None:
    known: dict[str, float] = {}
    for step in steps:
        if step.formula and "Σ" not in step.formula:
            scale = max((abs(value) for value in known.values()), default=1.0)
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-7, abs=1e-9 + 1e-11 * scale), step
        known[step.symbol] = step.value


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_figure_that_follows_or_a_named_refusal(name: str, data: st.DataObject) -> None:
    inputs = data.draw(inputs_in_bounds(name))
    result, field = run_or_refused(name, inputs)
    if result is None:
        assert field.split("[")[0] in described_inputs(type(inputs))
        return
    assert math.isfinite(result.value)
    assert result.value >= 0
    assert all(math.isfinite(step.value) for step in result.workings)
    assert_follows(result.workings)
    assert float(models()[name].compute(inputs)) == pytest.approx(result.value, rel=1e-12)
