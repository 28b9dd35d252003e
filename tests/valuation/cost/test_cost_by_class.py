"""Do costs by class, index and coefficient keep their limits, and is nothing of them ignored or counted twice?"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.engine_cases import a_cost, a_full_case, a_line, weights
from valuation.appraise import appraise
from valuation.catalogue import models
from valuation.cost.complexity_coefficient import ComplexityCoefficient, complexity_coefficient
from valuation.cost.cost_less_obsolescence import CostLessObsolescence, cost_less_obsolescence
from valuation.cost.indexed_development_cost import (
    IndexedDevelopmentCost,
    indexed_columns,
    indexed_development_cost,
    run,
)
from valuation.inputs import CostItem
from valuation.model import as_series, described_inputs
from valuation.wording import InputOutsideDomain

PLAIN: dict[str, Any] = {
    "use_years": None,
    "service_years": None,
    "avoidable_share": 0.0,
    "capital_cost_rate": 0.0,
    "profit_rate": 0.0,
    "functional_obsolescence": 0.0,
    "technological_obsolescence": 0.0,
    "economic_obsolescence": 0.0,
}
COST_MODELS = [name for name, model in models().items() if model.family == "cost"]


def indexed(**changes: Any) -> float:
    return float(
        indexed_development_cost(IndexedDevelopmentCost(**{**EXAMPLES["indexed_development_cost"], **changes}))
    )


def complexity(**changes: Any) -> float:
    return float(complexity_coefficient(ComplexityCoefficient(**{**EXAMPLES["complexity_coefficient"], **changes})))


def test_without_price_changes_it_is_the_money_spent() -> None:
    same = {"index_levels": ((7.0,) * 3,) * 3, "index_now": (7.0,) * 3}
    assert indexed(**PLAIN, **same) == pytest.approx(np.sum(EXAMPLES["indexed_development_cost"]["amounts"]))


def test_by_hand() -> None:
    """Wages 100 -> 125, equipment used 3 of its 10 years: 200 x 1.25 + 500 x 0.3; capital ties 200 for 2 years."""
    small = {
        "amounts": ((200.0, 0.0), (0.0, 500.0)),
        "index_levels": ((100.0, 100.0), (100.0, 100.0)),
        "index_now": (125.0, 100.0),
        "years_ago": (5.0, 3.0),
        "use_years": (1.0, 3.0),
        "service_years": (1.0, 10.0),
        "cost_basis": "reproduction",
        "capital_cost_rate": 0.1,
        "profit_rate": 0.2,
    }
    expected = (250 + 150 + 250 * (1.1**2 - 1)) * 1.2
    assert indexed(**{**PLAIN, **small}) == pytest.approx(expected)


@given(base=st.floats(0.01, 1000), row=st.integers(0, 2))
def test_the_base_of_an_index_does_not_matter(base: float, row: int) -> None:
    example = EXAMPLES["indexed_development_cost"]
    levels, now = np.array(example["index_levels"]), np.array(example["index_now"])
    levels[row] *= base
    now[row] *= base
    assert indexed(index_levels=levels, index_now=now) == pytest.approx(indexed(), rel=1e-9)


@pytest.mark.parametrize("combination", ["chained", "additive"])
def test_it_is_the_cost_less_obsolescence_on_the_same_factors(combination: str) -> None:
    """Without capital cost, which the other method spreads evenly, both are one formula."""
    example = EXAMPLES["indexed_development_cost"]
    inputs = IndexedDevelopmentCost(**{**example, "capital_cost_rate": 0.0, "combination": combination})
    columns = indexed_columns(inputs)
    flat = CostLessObsolescence(
        amounts=columns.by_class,
        index_factors=(1.0 - inputs.avoidable_share,) * 3,
        profit_rate=inputs.profit_rate,
        functional_obsolescence=inputs.functional_obsolescence,
        technological_obsolescence=inputs.technological_obsolescence,
        economic_obsolescence=inputs.economic_obsolescence,
        combination=combination,
    )
    assert float(indexed_development_cost(inputs)) == pytest.approx(float(cost_less_obsolescence(flat)), rel=1e-12)


def test_equipment_is_charged_by_its_use_and_never_beyond_its_price() -> None:
    used = [indexed(use_years=(1.0, 1.0, years)) for years in (0.0, 5.0, 10.0, 50.0)]
    assert used == sorted(used)
    assert used[2] == used[3]


def test_reproduction_and_replacement_are_named() -> None:
    labels = [
        next(
            step.label for step in run(_example(cost_basis=basis, avoidable_share=0.0)).workings if step.symbol == "RC"
        )
        for basis in ("reproduction", "replacement")
    ]
    assert labels == ["Reproduction cost", "Replacement cost"]
    assert indexed(avoidable_share=0.25) == pytest.approx(indexed(avoidable_share=0.0) * 0.75)


def _example(**changes: Any) -> IndexedDevelopmentCost:
    return IndexedDevelopmentCost(**{**EXAMPLES["indexed_development_cost"], **changes})


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"years_ago": (5.5, 4.5, -0.1)}, "years_ago", "outside_domain"),
        ({"index_now": (125.0, 0.0, 97.0)}, "index_now", "outside_domain"),
        ({"index_levels": ((1.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 1.0))}, "index_levels", "outside_domain"),
        ({"index_levels": ((1.0, 1.0, 1.0),)}, "index_levels", "table_differs"),
        ({"index_now": (125.0, 97.0)}, "index_now", "rows_differ"),
        ({"use_years": (1.0,)}, "use_years", "rows_differ"),
        ({"years_ago": (5.5,)}, "years_ago", "columns_differ"),
        ({"service_years": None}, "service_years", "half_a_use"),
        ({"use_years": None}, "use_years", "half_a_use"),
        ({"cost_basis": "reproduction"}, "avoidable_share", "waste_in_reproduction"),
        ({"avoidable_share": 1.0}, "avoidable_share", "outside_domain"),
    ],
)
def test_costs_that_cannot_be_indexed_are_refused(changes: dict[str, Any], field: str, code: str) -> None:
    """Among them spending after the valuation date and an index of zero."""
    with pytest.raises(InputOutsideDomain) as refused:
        indexed(**changes)
    assert (refused.value.field_path, refused.value.message.code) == (field, code)


def test_paths_of_tables_are_the_cases_one_by_one() -> None:
    example = EXAMPLES["indexed_development_cost"]
    factors = np.array([1.0, 1.1, 0.7])
    amounts = factors[:, None, None] * np.array(example["amounts"])
    rates = np.array([0.0, 0.05, 0.2])
    together = indexed_development_cost(_example(amounts=amounts, capital_cost_rate=rates))
    single = [indexed(amounts=a, capital_cost_rate=float(r)) for a, r in zip(amounts, rates, strict=True)]
    assert together == pytest.approx(single)


def test_coefficients_of_one_change_nothing() -> None:
    plain = {"advancement": 1.0, "maturity": 1.0, "risk": 1.0}
    none = {name: 0.0 for name in PLAIN if "obsolescence" in name}
    assert complexity(**plain, **none) == pytest.approx(630_000.0)


@given(factor=st.floats(0.1, 10), name=st.sampled_from(["advancement", "maturity", "risk"]))
def test_the_cost_is_proportional_to_each_coefficient(factor: float, name: str) -> None:
    given_value = EXAMPLES["complexity_coefficient"][name]
    assert complexity(**{name: given_value * factor}) == pytest.approx(complexity() * factor)


@pytest.mark.parametrize(("combination", "expected"), [("chained", 299_250.0), ("additive", 297_500.0)])
def test_obsolescence_is_chained_or_added_as_stated(combination: str, expected: float) -> None:
    """350,000 less 10 % and 5 %: books differ, so neither is a silent default."""
    common = {
        "functional_obsolescence": 0.1,
        "technological_obsolescence": 0.0,
        "economic_obsolescence": 0.05,
        "combination": combination,
    }
    costs = {"labour_cost": 200e3, "material_cost": 100e3, "other_cost": 50e3}
    assert complexity(**costs, **common, advancement=1.0, maturity=1.0, risk=1.0) == pytest.approx(expected)
    table = {"amounts": ((200e3,), (100e3,), (50e3,)), "index_levels": ((1.0,),) * 3, "index_now": (1.0,) * 3}
    assert indexed(**{**PLAIN, **table, **common, "years_ago": (0.0,)}) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["complexity_coefficient", "indexed_development_cost", "cost_less_obsolescence"])
def test_the_convention_of_obsolescence_has_no_default(name: str) -> None:
    left_out = {key: value for key, value in EXAMPLES[name].items() if key != "combination"}
    with pytest.raises(TypeError):
        models()[name].inputs(**left_out)


@pytest.mark.parametrize("name", COST_MODELS)
def test_every_number_that_is_asked_for_moves_the_value(name: str) -> None:
    """None is read and thrown away, and no other number stands in for it."""
    model, example = models()[name], EXAMPLES[name]
    before = float(model.compute(model.inputs(**example)))
    for field in fields(model.inputs):
        described, value = described_inputs(model.inputs)[field.name], example.get(field.name, field.default)
        if described.choices:
            continue
        moved = as_series(value) * (0.9 if np.any(as_series(value)) else 1.0) + (
            0.0 if np.any(as_series(value)) else 0.1
        )
        if described.is_series and field.name == "years_ago":
            moved = as_series(value) * np.array([1.3, 1.0, 1.0])
        after = float(model.compute(model.inputs(**{**example, field.name: moved})))
        assert after != pytest.approx(before, rel=1e-9), field.name


def test_what_was_spent_is_no_floor_under_what_it_earns() -> None:
    """A product without sales is worth nothing by its income, however much its development has cost."""
    million = a_cost(items=(CostItem(key="spent", amount=1e6),))
    idle = a_line(revenue=np.zeros(3))
    both = appraise(a_full_case(lines=(idle,), market=None, cost=million, weights=weights(income=1.0, cost=1.0)))
    values = {approach.approach: approach.value for approach in both.approaches}
    assert values["income"] == 0.0
    assert values["cost"] is not None
    assert values["cost"] > 0
    assert both.value == pytest.approx(values["cost"] / 2)
    alone = appraise(a_full_case(lines=(idle,), market=None, cost=million, weights=weights(income=1.0)))
    assert alone.value == 0.0
