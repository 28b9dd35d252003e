"""Do renewals and lapse counts give the lives that the literature and a numerical integral give?"""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.catalogue_examples import EXAMPLES
from tests.valuation.useful_life.life_cases import codes, inputs_of, life, refused
from valuation.useful_life.kaplan_meier import KaplanMeier, standard_errors, survival_shares
from valuation.useful_life.renewal_survival import hazards, survival_at, survival_from_now

AGES, SHARES = (np.array(EXAMPLES["renewal_survival"][name]) for name in ("ages", "survival_shares"))

steps_down = st.lists(st.tuples(st.floats(0.2, 6), st.floats(0.3, 1)), min_size=1, max_size=8)


def table(drawn: list[tuple[float, float]]) -> dict[str, tuple[float, ...]]:
    ages = tuple(accumulate(step for step, _ in drawn))
    shares = tuple(accumulate((keep for _, keep in drawn), lambda a, b: a * b))
    return {"ages": ages, "survival_shares": shares}


@given(drawn=steps_down, now=st.floats(0, 1), law=st.floats(0, 1))
def test_expected_years_are_the_integral_of_survival(drawn, now: float, law: float) -> None:
    given_table = table(drawn)
    ages, shares = np.array(given_table["ages"]), np.array(given_table["survival_shares"])
    now, law = now * 0.9 * ages[-1], law * ages[-1]
    knots, values = np.array([0.0, *ages]), np.array([1.0, *shares])
    grid = np.unique(np.concatenate([np.linspace(now, max(law, now), 50), knots[(knots > now) & (knots < law)]]))
    area = np.trapezoid(np.interp(grid, knots, values), grid) / np.interp(now, knots, values)
    assert life("renewal_survival", **given_table, age_now=now, legal_age=law) == pytest.approx(area, abs=1e-9)


def test_without_lapses_the_law_alone_ends_it() -> None:
    plain = {"ages": (20.0,), "survival_shares": (1.0,), "age_now": 4.5, "legal_age": 17.0}
    assert life("renewal_survival", **plain) == pytest.approx(12.5)


def test_an_even_decline_to_nothing_is_half_its_span() -> None:
    plain = {"ages": (20.0,), "survival_shares": (0.0,), "age_now": 8.0, "legal_age": 20.0}
    assert life("renewal_survival", **plain) == pytest.approx(6.0)


@given(first=st.floats(0, 11), later=st.floats(0, 0.9))
def test_an_older_right_is_not_expected_to_reach_a_lower_age(first: float, later: float) -> None:
    ages = (first, min(first + later, 12.0))
    ends = [age + life("renewal_survival", age_now=age, legal_age=12.0) for age in ages]
    assert ends[0] <= ends[1] + 1e-9


def test_survival_is_conditional_on_the_age_reached() -> None:
    """Kept to 12 of those kept to 4: 49 of 84, and nothing from the end of the law on."""
    from_four = inputs_of("renewal_survival", age_now=4.0, legal_age=12.0)
    assert survival_from_now(from_four, np.array([0.0, 4.0, 8.0, 8.1])) == pytest.approx([1, 63 / 84, 49 / 84, 0])
    assert hazards(SHARES) == pytest.approx([0.16, 0.25, 14 / 63])
    assert hazards(np.array([0.5, 0.0, 0.0])) == pytest.approx([0.5, 1.0, 1.0])


def test_survival_takes_paths() -> None:
    paths = np.array([SHARES, SHARES / 2])
    points = np.array([2.0, 4.0, 30.0])
    together = survival_at(AGES, paths, points)
    assert together == pytest.approx(np.array([survival_at(AGES, row, points) for row in paths]))


def test_what_the_observations_do_not_reach_is_said_and_not_guessed() -> None:
    assert codes("renewal_survival", legal_age=16.5) == {"observations_end_early"}
    assert life("renewal_survival", legal_age=16.5) == life("renewal_survival", legal_age=12.0)
    assert codes("renewal_survival", legal_age=12.0) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"survival_shares": (0.6, 0.63, 0.49)}, ("survival_shares", "survival_rising")),
        ({"survival_shares": (0.6, 0.5)}, ("survival_shares", "mixed_lengths")),
        ({"ages": (4.0, 4.0, 12.0)}, ("ages", "not_rising")),
        ({"ages": (0.0, 4.0, 12.0)}, ("ages", "not_rising")),
        ({"age_now": 12.5}, ("age_now", "beyond_observations")),
        ({"survival_shares": (0.6, 0.0, 0.0), "age_now": 9.0}, ("age_now", "none_alive")),
        ({"survival_shares": (84.0, 63.0, 49.0)}, ("survival_shares", "rate_too_high")),
        ({"legal_age": 500.0}, ("legal_age", "outside_domain")),
    ],
)
def test_renewals_that_cannot_be_are_refused(changes, expected) -> None:
    assert refused("renewal_survival", **changes) == expected


# Weeks of remission under 6-mercaptopurine, Freireich et al. (1963), in every textbook of survival: 21 patients.
REMISSION = {
    "times": (6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0),
    "at_risk": (21.0, 17.0, 15.0, 12.0, 11.0, 7.0, 6.0),
    "lapsed": (3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "legal_years": 35.0,
}


def test_the_product_limit_of_the_literature() -> None:
    inputs = KaplanMeier(**REMISSION)
    printed = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert survival_shares(inputs) == pytest.approx(printed, abs=5e-4)
    assert standard_errors(inputs) == pytest.approx(errors, abs=5e-5)


@given(seen=st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=2, max_size=40))
@settings(deadline=None)  # the first one loads scipy
def test_the_product_limit_is_that_of_scipy(seen: list[tuple[int, bool]]) -> None:
    """Rights of which some leave the observation alive, counted by hand and by the library."""
    from scipy.stats import CensoredData, ecdf

    times = sorted({time for time, has_lapsed in seen if has_lapsed})
    if not times:
        return
    counted = KaplanMeier(
        times=tuple(float(t) for t in times),
        at_risk=tuple(float(sum(time >= t for time, _ in seen)) for t in times),
        lapsed=tuple(float(sum(time == t and has_lapsed for time, has_lapsed in seen)) for t in times),
        legal_years=50.0,
    )
    censored = CensoredData(
        uncensored=[t for t, has_lapsed in seen if has_lapsed], right=[t for t, has_lapsed in seen if not has_lapsed]
    )
    assert survival_shares(counted) == pytest.approx(ecdf(censored).sf.evaluate(np.array(times)), abs=1e-12)


@given(lives=st.lists(st.integers(1, 60), min_size=1, max_size=30))
def test_where_nobody_leaves_early_the_mean_life_is_the_plain_mean(lives: list[int]) -> None:
    times = sorted(set(lives))
    counted = {
        "times": tuple(float(t) for t in times),
        "at_risk": tuple(float(sum(x >= t for x in lives)) for t in times),
        "lapsed": tuple(float(lives.count(t)) for t in times),
    }
    assert life("kaplan_meier", **counted, legal_years=100.0) == pytest.approx(sum(lives) / len(lives))
    assert codes("kaplan_meier", **counted, legal_years=100.0) == set()
    capped = [min(x, 20) for x in lives]
    assert life("kaplan_meier", **counted, legal_years=20.0) == pytest.approx(sum(capped) / len(capped))


def test_those_still_alive_at_the_last_observation_are_said() -> None:
    assert codes("kaplan_meier", **REMISSION) == {"observation_censored"}
    assert codes("kaplan_meier", **{**REMISSION, "legal_years": 20.0}) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lapsed": (201.0, 45.0, 28.0)}, ("lapsed", "more_lapsed_than_there")),
        ({"at_risk": (200.0, 180.0, 90.0)}, ("at_risk", "more_than_left")),
        ({"times": (3.5, 3.5, 11.5)}, ("times", "times_not_rising")),
        ({"lapsed": (1.0,)}, ("lapsed", "mixed_lengths")),
        ({"at_risk": (200.0, 150.0, 0.0)}, ("at_risk", "outside_domain")),
        ({"times": (0.0, 7.5, 11.5)}, ("times", "outside_domain")),
    ],
)
def test_counts_that_cannot_be_are_refused(changes, expected) -> None:
    assert refused("kaplan_meier", **changes) == expected
