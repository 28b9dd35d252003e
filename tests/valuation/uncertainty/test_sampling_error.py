"""Do standard errors tell how far a mean, a percentile or a probability is from its true value, for both points?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.valuation.engine_cases import a_line, an_income_case
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.points import turn_towards, unit_points
from valuation.uncertainty.simulate import LEVELS, UncertainInput, probability_covered, quantile, simulate
from valuation.wording import InputOutsideDomain

DOUBTS = (
    UncertainInput("lines[0].split_rate", Distribution(kind="triangular", mode=0.1, low=0.05, high=0.2)),
    UncertainInput("lines[0].discount_rate", Distribution(kind="normal", mode=0.12, spread=0.02)),
    UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.5, high=1.5)),
    UncertainInput("lines[0].economic_life_years", Distribution(kind="pert", mode=5.0, low=3.0, high=7.0)),
)
SEEDS = range(150)


def test_pseudo_random_errors_are_those_of_the_textbook() -> None:
    """Uniform value: the mean is off by width / sqrt(12 n), a quantile by sqrt(p (1 - p) / n) over the density."""
    case = an_income_case(a_line(revenue=np.array([100.0]), economic_life_years=1.0))
    doubt = UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.5, high=1.5))
    result = simulate(case, (doubt,), paths=10_000, seed=3, points="pseudo_random")
    width = 10 / 1.1
    assert result.paths == 10_000
    assert result.standard_error == pytest.approx(width / np.sqrt(12 * 10_000), rel=0.03)
    expected = [width * np.sqrt(p * (1 - p) / 10_000) for p in LEVELS]
    assert result.percentile_errors == pytest.approx(expected, rel=0.25)
    share, error = probability_covered(result, width * 1.25)
    assert share == pytest.approx(0.25, abs=4 * error)
    assert error == pytest.approx(np.sqrt(0.25 * 0.75 / 10_000), rel=0.05)


@pytest.mark.parametrize(("kind", "least"), [("sobol", 1.2), ("pseudo_random", 0.8)])
def test_the_spread_over_many_seeds_is_what_is_stated_or_less(kind, least: float) -> None:
    """Root mean square of the stated error over that found: about 1 for pseudo-random, from above for Sobol points."""
    results = [simulate(an_income_case(), DOUBTS, paths=256, seed=seed, points=kind) for seed in SEEDS]
    stated_mean = np.sqrt(np.mean([r.standard_error**2 for r in results]))
    assert stated_mean / np.std([r.mean for r in results], ddof=1) > least
    stated_low = np.sqrt(np.mean([r.percentile_errors[0] ** 2 for r in results]))
    assert stated_low / np.std([r.p05 for r in results], ddof=1) > 0.7 * least
    if kind == "pseudo_random":
        assert stated_mean / np.std([r.mean for r in results], ddof=1) < 1.4


def test_both_kinds_of_points_agree_within_their_errors() -> None:
    even = simulate(an_income_case(), DOUBTS, paths=4096, seed=1)
    independent = simulate(an_income_case(), DOUBTS, paths=4096, seed=1, points="pseudo_random")
    assert even.mean == pytest.approx(independent.mean, abs=4 * independent.standard_error)
    for name, error in zip(("p05", "p10", "p50", "p90", "p95"), independent.percentile_errors, strict=True):
        assert getattr(even, name) == pytest.approx(getattr(independent, name), abs=4.5 * error)
    assert even.standard_error < independent.standard_error / 10


def test_pseudo_random_points_depend_on_the_seed_alone() -> None:
    """Neither the global generator nor earlier simulations move them, and they move no global generator."""
    state = np.random.get_state()[1].tolist()  # noqa: NPY002 - that it is left alone is what is tested
    first = simulate(an_income_case(), DOUBTS, paths=100, seed=7, points="pseudo_random")
    simulate(an_income_case(), DOUBTS, paths=100, seed=8, points="pseudo_random")
    again = simulate(an_income_case(), tuple(reversed(DOUBTS)), paths=100, seed=7, points="pseudo_random")
    assert first.values.tolist() == again.values.tolist()
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002


def test_a_quantile_is_that_of_the_values() -> None:
    result = simulate(an_income_case(), DOUBTS, paths=1024, seed=1)
    assert quantile(result, 0.05) == (result.p05, result.percentile_errors[0])
    assert quantile(result, 0.0)[0] == result.values.min()
    with pytest.raises(InputOutsideDomain):
        quantile(result, 1.1)
    with pytest.raises(InputOutsideDomain):
        probability_covered(result, float("nan"))


def test_certainty_has_no_error_and_one_path_no_finite_one() -> None:
    certain = simulate(an_income_case(), (), paths=64, seed=1)
    assert (certain.standard_error, set(certain.percentile_errors)) == (0.0, {0.0})
    assert probability_covered(certain, certain.mean / 2) == (1.0, 0.0)
    assert simulate(an_income_case(), DOUBTS, paths=1, seed=1).standard_error == float("inf")


def test_an_unknown_kind_of_points_is_refused() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        simulate(an_income_case(), DOUBTS, paths=8, seed=1, points="halton")  # type: ignore[arg-type]
    assert refused.value.field_path == "points"


def test_more_paths_than_a_block_are_the_same_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    from valuation.uncertainty import case_paths

    whole = simulate(an_income_case(), DOUBTS, paths=128, seed=1)
    monkeypatch.setattr(case_paths, "BLOCK", 17)
    in_blocks = simulate(an_income_case(), DOUBTS, paths=128, seed=1)
    assert in_blocks.values == pytest.approx(whole.values, rel=1e-12)


def test_a_turn_keeps_lengths_and_starts_where_the_value_rises() -> None:
    slopes = np.array([3.0, -1.0, 0.0, 2.0])
    turn = turn_towards(slopes)
    assert turn @ turn.T == pytest.approx(np.eye(4), abs=1e-12)
    assert turn[:, 0] == pytest.approx(slopes / np.linalg.norm(slopes))
    for none in (np.zeros(3), np.array([np.nan, 1.0]), np.array([2.0, 0.0])):
        assert turn_towards(none).tolist() == np.eye(none.size).tolist()


def test_points_lie_strictly_inside_the_cube() -> None:
    for kind in ("sobol", "pseudo_random"):
        points = unit_points(kind, 7, 1024, 1)
        assert points.shape == (1024, 7)
        assert 0 < points.min() < points.max() < 1
