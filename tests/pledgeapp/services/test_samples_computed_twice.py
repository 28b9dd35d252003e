"""Does a second computation, sharing nothing with the engine, find the figures of the bundled cases?"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.wording import ASSUMPTION_LABELS
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample, sample_keys
from tests.pledgeapp.services import independent_figures as second
from tests.valuation.test_workings_recompute import assert_follows, assert_line_follows
from valuation.results import Step

EXACT = 1e-9


@pytest.fixture(params=sample_keys())
def key(request: pytest.FixtureRequest) -> str:
    """Each bundled case in turn."""
    return str(request.param)


@pytest.fixture
def assessed(key: str, services: Services) -> Assessment:
    """What the program says about it."""
    return assess_case(services, load_sample(key))


def test_every_value_is_found_again(key: str, assessed: Assessment) -> None:
    again, appraisal = second.valued(second.case_file(key)), assessed.appraisal
    for approach in appraisal.approaches:
        assert approach.value == pytest.approx(again[approach.approach], rel=EXACT), approach.approach
    assert appraisal.value == pytest.approx(again["conclusion"], rel=EXACT)
    assert {r.key: r.value for r in appraisal.by_right} == pytest.approx(again["by_patent"], rel=EXACT)


def test_every_amount_of_the_lending_chain_is_found_again(key: str, assessed: Assessment) -> None:
    """Blocked are, by the facts of the files, the patents that the borrower does not hold."""
    case = second.case_file(key)
    others = {p["id"] for p in case["patents"] if case["borrower"]["name"] not in p["patentees"]}
    again, chain = second.lent(case, second.valued(case)["by_patent"], others), assessed.lending
    assert chain is not None
    assert chain.liquidation_value == pytest.approx(again["liquidation"], rel=EXACT)
    assert chain.lending_value == pytest.approx(again["lending_value"], rel=EXACT)
    assert chain.loan_to_value_cap == pytest.approx(again["cap"], rel=EXACT)
    assert chain.loan_limit == pytest.approx(again["limit"], rel=EXACT)
    assert chain.coverage_ratio == pytest.approx(again["lending_value"] / again["limit"], rel=EXACT)


def test_the_range_is_that_of_plain_random_draws(key: str, assessed: Assessment) -> None:
    rng = np.random.default_rng(20261124)
    case = second.case_file(key)
    drawn = second.valued(case, second.drawing(rng, 200_000, case))["conclusion"]
    simulation = assessed.simulation
    assert simulation is not None
    found = [simulation.p05, simulation.p10, simulation.p50, simulation.p90, simulation.p95, simulation.mean]
    expected = [*np.quantile(drawn, [0.05, 0.1, 0.5, 0.9, 0.95]), drawn.mean()]
    assert found == pytest.approx(expected, rel=0.003)


def test_every_step_of_every_working_gives_its_value(key: str, assessed: Assessment) -> None:
    first_years = {p.id: min(f.year for f in p.figures if f.is_forecast) for p in load_sample(key).products}
    appraisal, chain = assessed.appraisal, assessed.lending
    assert chain is not None
    assert_follows(appraisal.workings)
    assert_follows(chain.workings)
    for approach in appraisal.approaches:
        assert_follows(approach.workings)
        for line in approach.lines:
            assert_line_follows(line, first_years[line.key])


def test_a_label_stands_for_one_unit(assessed: Assessment) -> None:
    """A rate of profit and a profit are two things: no label may name a sum here and a share there."""
    units: dict[str, set[str]] = defaultdict(set)
    for step in every_step(assessed):
        units[step.label].add(step.unit)
        if not step.formula:
            units[ASSUMPTION_LABELS.get(step.source.rsplit(".")[-1], step.label)].add(step.unit)
    assert {label: found for label, found in units.items() if len(found) > 1} == {}


def every_step(assessed: Assessment) -> list[Step]:
    appraisal, chain = assessed.appraisal, assessed.lending
    assert chain is not None
    steps = [*appraisal.workings, *chain.workings]
    for approach in appraisal.approaches:
        steps += approach.workings
        for line in approach.lines:
            steps += line.workings
    return steps
