"""Does every comparable, rate and factor that is given count, and is everything that cannot count refused or said?"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import numpy as np
import pytest

from pledgeapp.services.model_inputs import InputReader
from tests.valuation.catalogue_examples import EXAMPLES
from valuation.catalogue import models
from valuation.model import described_inputs
from valuation.wording import InputOutsideDomain

MODELS = models()
FAMILIES = ("market", "royalty")
OURS = [name for name, model in MODELS.items() if model.family in FAMILIES]
every_method = pytest.mark.parametrize("name", OURS)
GRIDS = ("comparable_sales", "comparable_licences", "royalty_benchmarks", "price_regression")
COMPARED = {
    "comparable_sales": "payments",
    "comparable_licences": "royalty_rates",
    "royalty_benchmarks": "rates",
    "price_regression": "prices",
}


def value(name: str, **changes: Any) -> float:
    model = MODELS[name]
    return float(model.compute(model.inputs(**{**EXAMPLES[name], **changes})))


def codes(name: str, **changes: Any) -> list[str]:
    model = MODELS[name]
    return [w.code for w in model.run(model.inputs(**{**EXAMPLES[name], **changes})).warnings]


NO_RULE = {
    "comparable_sales": {"outliers": "none"},
    "comparable_licences": {"outliers": "none", "middle": "weighted_mean"},
    "royalty_benchmarks": {"summary": "mean"},
    "price_regression": {},
}


@pytest.mark.parametrize("name", GRIDS)
def test_each_comparable_that_is_given_moves_the_result(name: str) -> None:
    """Licence rates that are handed in and then not looked at would leave the result as it is."""
    field = COMPARED[name]
    given = np.asarray(EXAMPLES[name][field], dtype=float)
    before = value(name, **NO_RULE[name])
    for item in range(len(given)):
        moved = given.copy()
        moved[item] = moved[item] * 1.2
        assert value(name, **NO_RULE[name], **{field: moved}) != pytest.approx(before, rel=1e-6), item


@every_method
def test_a_misspelt_input_of_a_file_is_named_not_dropped(name: str) -> None:
    for field in described_inputs(MODELS[name].inputs):
        misspelt = field[:-2] + field[-1]
        reader = InputReader("model.json", MODELS[name].inputs)
        reader.read({**EXAMPLES[name], misspelt: 0.5})
        assert f"inputs.{misspelt}" in [problem.column for problem in reader.problems]


@every_method
def test_a_number_in_quotation_marks_is_refused_not_ignored(name: str) -> None:
    for field, about in described_inputs(MODELS[name].inputs).items():
        if about.choices or field not in EXAMPLES[name]:
            continue
        text: Any = [["0.5"]] if about.is_table else ["0.5"] if about.is_series else "0.5"
        with pytest.raises(InputOutsideDomain) as refused:
            value(name, **{field: text})
        assert refused.value.field_path == field


@every_method
def test_no_market_figure_is_taken_for_granted(name: str) -> None:
    """No industry falls back on a general rate: what is left out is nothing, 1 of a thing, or a limit of a warning."""
    harmless = {0.0, 1.0, 0.5, 0.9, 3.0, "smearing"}
    for field in fields(MODELS[name].inputs):
        assert field.default is MISSING or field.default is None or field.default in harmless, field.name


@every_method
def test_an_unknown_word_is_refused_not_replaced(name: str) -> None:
    for field, about in described_inputs(MODELS[name].inputs).items():
        for word in about.choices:
            with pytest.raises(InputOutsideDomain) as refused:
                value(name, **{field: word.capitalize()})
            assert refused.value.field_path == field


@every_method
def test_percent_typed_for_a_fraction_is_refused(name: str) -> None:
    """A comparable royalty of 5 is 500 %; a rate of 8 is 800 %."""
    for field, about in described_inputs(MODELS[name].inputs).items():
        if about.domain is None or not about.domain.is_rate or EXAMPLES[name].get(field) is None:
            continue
        shape = np.shape(EXAMPLES[name][field])
        with pytest.raises(InputOutsideDomain) as refused:
            value(name, **{field: np.full(shape, 12.0)})
        assert (refused.value.field_path, refused.value.message.code) == (field, "rate_too_high")


def test_a_result_below_nothing_is_refused_or_said() -> None:
    additive = {"combination": "additive", "territory": (0.1,) * 5, "condition_of_sale": (0.5,) * 5}
    with pytest.raises(InputOutsideDomain, match="leave no price"):
        value("comparable_sales", **additive)
    assert value("multiple_less_generic", subject_equity=10_000.0) < 0
    assert codes("multiple_less_generic", subject_equity=10_000.0) == ["no_premium_paid"]
    with pytest.raises(InputOutsideDomain) as refused:
        value("comparable_sales", condition_of_sale=(-2.0,) * 5)
    assert refused.value.field_path == "condition_of_sale"


def test_one_comparable_is_said_to_be_too_few() -> None:
    only_one = (1.0, 0.0, 0.0, 0.0, 0.0)
    assert "few_comparables" in codes("comparable_sales", similarity=only_one)
    assert "few_comparables" in codes("comparable_licences", similarity=only_one[:4])
    single = {"rates": (0.05,), "weights": None, "summary": "median", "position": None, "trimmed_share": None}
    assert "few_comparables" in codes("royalty_benchmarks", **single)
    with pytest.raises(InputOutsideDomain, match="too few"):
        value("price_regression", prices=(1.0, 2.0), attributes=((1.0, 0.0), (2.0, 1.0)))


def test_each_difference_between_comparables_is_asked_for() -> None:
    """Date, currency, size, outliers: each has its place in the grid, and the rule for outliers must be chosen."""
    described = described_inputs(MODELS["comparable_sales"].inputs)
    assert {"transaction_index", "valuation_index", "exchange_rates", "units", "outliers", "outlier_limit"} <= set(
        described
    )
    required = {f.name for f in fields(MODELS["comparable_sales"].inputs) if f.default is MISSING}
    assert {"outliers", "combination", "middle", "units", "similarity"} <= required
