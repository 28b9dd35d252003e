"""Do the bundled cases come to the same figures as when they were last looked at, from rights to loan limit?

The figures are in tests/golden/samples.json. After a deliberate change run `python -m tests.golden.accept_samples` and
read the difference.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgeapp.i18n import LANGUAGES, texts
from pledgeapp.records.assessment import Assessment
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.context import Services
from pledgeapp.services.samples import load_sample, sample_keys
from tests.golden.accept_samples import GOLDEN, figures_of

EXPECTED = json.loads(Path(GOLDEN).read_text(encoding="utf-8"))
EVERY_SAMPLE = pytest.mark.parametrize("key", sample_keys())


def test_no_sample_is_left_out() -> None:
    assert set(EXPECTED) == set(sample_keys())


@EVERY_SAMPLE
def test_figures_are_those_last_looked_at(key: str, services: Services) -> None:
    found = figures_of(assess_case(services, load_sample(key)))
    assert set(found) == set(EXPECTED[key])
    for name, expected in EXPECTED[key].items():
        if isinstance(expected, int | float):
            assert found[name] == pytest.approx(expected, rel=1e-9), name
        else:
            assert found[name] == expected, name


@EVERY_SAMPLE
def test_figures_are_plausible_and_hold_together(key: str, services: Services) -> None:
    assessed = assess_case(services, load_sample(key))
    value, lending = assessed.fair_value, assessed.lending
    assert value is not None
    assert lending is not None
    assert 1_000_000 < value.base < 20_000_000
    assert value.low < value.base < value.high < 1.5 * value.low
    approaches = [a.value for a in assessed.appraisal.approaches if a.value]
    assert len(approaches) == 3
    assert max(approaches) < 1.35 * min(approaches), "the approaches agree within reason"
    assert sum(r.value for r in assessed.appraisal.by_right) == pytest.approx(value.base, rel=1e-9)
    assert lending.loan_limit <= lending.capped_amount <= lending.lending_value < value.base
    assert assessed.simulation is not None
    assert assessed.simulation.p10 <= value.base <= assessed.simulation.p90


def test_patents_of_the_university_are_valued_but_nothing_is_lent_on_them(services: Services) -> None:
    case = load_sample("university_spin_out")
    assessed = assess_case(services, case)
    held = {p.id for p in case.patents if p.patentees == ("华中科技大学",)}
    by_right = {r.key: r.value for r in assessed.appraisal.by_right}
    assert assessed.lending is not None
    assert all(by_right[key] > 0 for key in held)
    assert assessed.lending.excluded_value == pytest.approx(sum(by_right[key] for key in held), rel=1e-9)


@EVERY_SAMPLE
def test_the_moment_and_the_person_do_not_change_the_fingerprint(key: str, services: Services) -> None:
    case = load_sample(key)
    first = assess_case(services, case)
    later = Services(
        services.store, services.reference, lambda: datetime(2031, 1, 1, tzinfo=UTC), services.paths, person="王工"
    )
    second = assess_case(later, case)
    assert first.assessed_at != second.assessed_at
    assert first.fingerprint == second.fingerprint
    changed = case.model_copy(update={"divergence_limit": case.divergence_limit * 2})
    assert assess_case(services, changed).fingerprint != first.fingerprint


@EVERY_SAMPLE
def test_an_assessment_survives_being_written_down(key: str, services: Services) -> None:
    assessed = assess_case(services, load_sample(key))
    assert Assessment.model_validate_json(assessed.model_dump_json()) == assessed


@EVERY_SAMPLE
@pytest.mark.parametrize("language", LANGUAGES)
def test_open_points_read_as_sentences_that_differ(key: str, language: str, services: Services) -> None:
    render = texts(language)  # type: ignore[arg-type]
    assessed = assess_case(services, load_sample(key))
    sentences = [render(point.template, **point.params) for point in assessed.open_points]
    assert assessed.is_draft
    assert sentences
    assert len(set(sentences)) == len(sentences)
    assert not any("{" in sentence for sentence in sentences)
