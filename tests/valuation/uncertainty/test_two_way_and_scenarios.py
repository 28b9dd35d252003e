"""Is each cell of a table and each scenario the appraisal of the case with just these inputs replaced?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.valuation.engine_cases import a_deal, a_full_case, a_market, an_income_case, weights
from valuation.appraise import appraise
from valuation.inputs import Adjustment
from valuation.uncertainty.scenarios import Scenario, scenario_values
from valuation.uncertainty.two_way import Axis, two_way_table
from valuation.uncertainty.uncertain_inputs import replace_inputs
from valuation.wording import InputOutsideDomain

SPLIT, LIFE = "lines[0].split_rate", "lines[1].economic_life_years"


def test_each_cell_is_the_appraisal_with_both_values() -> None:
    rows, columns = Axis(SPLIT, (0.02, 0.05, 0.03)), Axis(LIFE, (2.0, 7.5))
    table = two_way_table(a_full_case(), rows, columns)
    assert table.values.shape == (3, 2)
    for row, split in enumerate(rows.values):
        for column, life in enumerate(columns.values):
            alone = appraise(replace_inputs(a_full_case(), {SPLIT: split, LIFE: life})).value
            assert table.values[row, column] == pytest.approx(alone, rel=1e-12)


def test_two_values_that_are_impossible_together_leave_their_cell_empty() -> None:
    """Two adjustments of a comparable, added, must leave a price: with 0.4 and 0.5 no number stands there."""
    adjustments = (Adjustment(name="scope", factor=1.0), Adjustment(name="index", factor=1.0))
    case = a_full_case(market=a_market(a_deal("d1", adjustments=adjustments), a_deal("d2"), combination="additive"))
    rows, columns = (Axis(f"market.deals[0].adjustments[{k}].factor", (0.4 + 0.1 * k, 0.9)) for k in (0, 1))
    cells = two_way_table(case, rows, columns).values
    assert np.isnan(cells).tolist() == [[True, False], [False, False]]
    alone = appraise(replace_inputs(case, {rows.path: 0.9, columns.path: 0.5})).value
    assert cells[1, 0] == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (Axis(SPLIT, (0.1,)), Axis(SPLIT, (0.2,))),
        (Axis(SPLIT, ()), Axis(LIFE, (1.0,))),
        (Axis(SPLIT, (0.1, 1.1)), Axis(LIFE, (1.0,))),
        (Axis(SPLIT, (0.1, float("nan"))), Axis(LIFE, (1.0,))),
        (Axis("lines[0].split", (0.1,)), Axis(LIFE, (1.0,))),
        (Axis(SPLIT, (0.1,) * 1001), Axis(LIFE, (1.0,) * 1000)),
    ],
)
def test_an_impossible_table_is_refused(rows: Axis, columns: Axis) -> None:
    with pytest.raises(InputOutsideDomain):
        two_way_table(a_full_case(), rows, columns)


def test_a_case_without_conclusion_has_no_table() -> None:
    with pytest.raises(InputOutsideDomain):
        two_way_table(a_full_case(weights=weights()), Axis(SPLIT, (0.1,)), Axis(LIFE, (1.0,)))


def test_each_scenario_is_the_appraisal_with_its_changes() -> None:
    scenarios = (
        Scenario("base", {}),
        Scenario("late", {LIFE: 3.0}),
        Scenario("both", {SPLIT: 0.02, LIFE: 3.0}),
    )
    base = appraise(a_full_case()).value
    found = scenario_values(a_full_case(), scenarios)
    assert [one.name for one in found] == ["base", "late", "both"]
    for scenario, one in zip(scenarios, found, strict=True):
        alone = appraise(replace_inputs(a_full_case(), scenario.changes)).value
        assert one.value == pytest.approx(alone, rel=1e-12)
        assert one.difference == pytest.approx(alone - base, abs=1e-6)
    assert scenario_values(a_full_case(), ()) == ()


@pytest.mark.parametrize(
    "scenarios",
    [
        (Scenario("one", {SPLIT: 1.5}),),
        (Scenario("one", {SPLIT: float("nan")}),),
        (Scenario("one", {"lines[7].split_rate": 0.1}),),
        (Scenario(" ", {SPLIT: 0.1}),),
        (Scenario("one", {SPLIT: 0.1}), Scenario("one", {SPLIT: 0.2})),
    ],
)
def test_an_impossible_scenario_is_refused(scenarios: tuple[Scenario, ...]) -> None:
    with pytest.raises(InputOutsideDomain):
        scenario_values(an_income_case(), scenarios)
