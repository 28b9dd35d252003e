"""Does the working of a year in the window give the figures of the year table?"""

from __future__ import annotations

from datetime import date

import pytest

from pledgeapp.records.case import Case
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample, sample_keys
from tests.valuation.test_workings_recompute import recompute
from ui.pages.case.value_years import first_forecast_year, working_of_year


def starting_late(case: Case) -> Case:
    """`case` with no forecast for the year of the valuation date."""
    lines = tuple(p.model_copy(update={"figures": p.figures[-5:]}) for p in case.products)
    return case.model_copy(update={"products": lines})


def valued_at_the_end_of_a_year(case: Case) -> Case:
    """`case` valued on 31 December: the first period is the second forecast year."""
    return case.model_copy(update={"valuation_date": date(2026, 12, 31)})


@pytest.mark.parametrize("change", [lambda case: case, starting_late, valued_at_the_end_of_a_year])
@pytest.mark.parametrize("key", sample_keys())
def test_the_formulas_of_a_year_give_its_figures(key: str, change, services: Services) -> None:
    assessment = assess_case(services, change(load_sample(key)))
    lines = assessment.appraisal.approaches[0].lines
    assert lines
    for line in lines:
        first = first_forecast_year(assessment.case, line.key)
        for row in line.rows:
            working = working_of_year(row, first, line.workings)
            known = {step.symbol: step.value for step in working.steps}
            assert known["PV_t"] == row.present_value
            for step in working.steps[len(line.workings) :]:
                if step.formula:
                    assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-11), (row.label, step)
