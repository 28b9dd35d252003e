"""What do the tests of useful lives share: inputs from the examples, the refusal of bad ones, steps that follow?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.test_workings_recompute import recompute
from valuation.catalogue import models
from valuation.model import Model, ModelResult
from valuation.wording import InputOutsideDomain

MODELS = models()
"""Loaded here, so that the first test does not count it as its own time."""


def the_model(name: str) -> Model:
    return MODELS[name]


def inputs_of(name: str, **changes: Any) -> Any:
    return the_model(name).inputs(**{**EXAMPLES[name], **changes})


def life(name: str, **changes: Any) -> float:
    """The value; the steps of the case must follow from each other and end in it."""
    inputs = inputs_of(name, **changes)
    result = the_model(name).run(inputs)
    assert_chain(result)
    assert result.value == pytest.approx(float(the_model(name).compute(inputs)), rel=1e-12)
    return result.value


def assert_chain(result: ModelResult) -> None:
    known: dict[str, float] = {}
    for step in result.workings:
        if step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-9, abs=1e-9), step
        known[step.symbol] = step.value
    assert result.workings[-1].value == result.value


def refused(name: str, **changes: Any) -> tuple[str, str]:
    """Field and code of the refusal."""
    with pytest.raises(InputOutsideDomain) as error:
        the_model(name).compute(inputs_of(name, **changes))
    return error.value.field_path, error.value.message.code


def codes(name: str, **changes: Any) -> set[str]:
    return {warning.code for warning in the_model(name).run(inputs_of(name, **changes)).warnings}
