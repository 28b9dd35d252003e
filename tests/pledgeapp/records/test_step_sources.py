"""Does every given number of every sample's workings lead to a field of its case?"""

from __future__ import annotations

import re

import pytest

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.step_sources import record_path
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample, sample_keys
from ui.state.edits import value_at
from valuation.results import Step


def steps_of(assessment: Assessment) -> list[Step]:
    appraisal, lending = assessment.appraisal, assessment.lending
    steps = [*appraisal.workings, *(lending.workings if lending else ())]
    for approach in appraisal.approaches:
        steps += [*approach.workings, *(step for line in approach.lines for step in line.workings)]
    return steps


@pytest.mark.parametrize("key", sample_keys())
def test_given_numbers_lead_to_fields_of_the_case(services: Services, key: str) -> None:
    assessment = assess_case(services, load_sample(key))
    checked = 0
    for step in steps_of(assessment):
        if not step.formula and re.match(r"(lines|market|cost|weights|plan)(\[\d+\])?\.", step.source):
            path = record_path(assessment, step.source)
            assert not path.startswith(("lines", "plan", "weights")), step
            if path.startswith(("products", "cost", "disposal", "loan", "policy")):
                assert value_at(assessment.case, path) is not None, path
                checked += 1
    assert checked > 25
