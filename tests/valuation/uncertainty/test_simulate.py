"""Is the distribution right, the same every time, and made of the very formulas of the appraisal?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.valuation.engine_cases import a_full_case, a_line, an_income_case, weights
from valuation.appraise import appraise, case_values
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.simulate import UncertainInput, sample_inputs, simulate
from valuation.uncertainty.uncertain_inputs import input_at, replace_inputs
from valuation.wording import InputOutsideDomain

DOUBTS = (
    UncertainInput("lines[0].split_rate", Distribution(kind="triangular", mode=0.03, low=0.02, high=0.035)),
    UncertainInput("lines[0].discount_rate", Distribution(kind="normal", mode=0.17, spread=0.02)),
    UncertainInput("lines[1].economic_life_years", Distribution(kind="pert", mode=9.4, low=4.0, high=12.0)),
    UncertainInput("lines[1].revenue_factor", Distribution(kind="uniform", mode=0.8, low=0.5, high=1.0)),
    UncertainInput("lines[0].growth_after_forecast", Distribution(kind="uniform", mode=-0.05, low=-0.2, high=0.0)),
    UncertainInput("lines[0].tax_rate", Distribution(kind="uniform", mode=0.2, low=0.15, high=0.25)),
    UncertainInput("lines[0].success_probability", Distribution(kind="uniform", mode=0.8, low=0.5, high=1.0)),
    UncertainInput("market.deferred_payment_rate", Distribution(kind="normal", mode=0.05, spread=0.01)),
    UncertainInput("market.deals[0].adjustments[0].factor", Distribution(kind="uniform", mode=0.9, low=0.8, high=1.0)),
    UncertainInput("cost.items[1].amount", Distribution(kind="uniform", mode=3e5, low=2e5, high=5e5)),
    UncertainInput("cost.economic_obsolescence", Distribution(kind="pert", mode=0.1, low=0.0, high=0.5)),
)


def test_paths_are_the_loop_over_paths() -> None:
    """One formula, every use: each path is what `appraise` says about its drawn inputs."""
    case = a_full_case()
    result = simulate(case, DOUBTS, paths=32, seed=7)
    drawn, _ = sample_inputs(case, DOUBTS, paths=32, seed=7)
    for path in range(32):
        alone = replace_inputs(case, {name: float(values[path]) for name, values in drawn.items()})
        assert result.values[path] == pytest.approx(appraise(alone).value, rel=1e-12)


def test_rights_on_every_path_add_up() -> None:
    drawn, _ = sample_inputs(a_full_case(), DOUBTS, paths=64, seed=1)
    values = case_values(replace_inputs(a_full_case(), drawn))
    assert sum(values.by_right.values()) == pytest.approx(values.conclusion, rel=1e-12)
    assert np.all(values.by_right["c"] == 0)


def test_a_case_linear_in_one_uniform_input_has_its_closed_form() -> None:
    """Value = 1000 x factor / 11 with factor uniform from 0.5 to 1.5."""
    case = an_income_case(a_line(revenue=np.array([100.0]), economic_life_years=1.0))
    doubt = UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.5, high=1.5))
    result = simulate(case, (doubt,), paths=4096, seed=3)
    full = 10 / 1.1
    assert result.mean == pytest.approx(full, rel=1e-4)
    expected = [full * (0.5 + p) for p in (0.05, 0.1, 0.5, 0.9, 0.95)]
    assert [result.p05, result.p10, result.p50, result.p90, result.p95] == pytest.approx(expected, rel=1e-3)


def test_percentiles_interpolate_between_ordered_values() -> None:
    doubt = UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.0, high=2.0))
    result = simulate(an_income_case(), (doubt,), paths=2, seed=1)
    low, high = sorted(result.values)
    assert result.p50 == pytest.approx((low + high) / 2)
    assert result.p10 == pytest.approx(low + 0.1 * (high - low))


def test_the_seed_decides_and_nothing_else() -> None:
    first = simulate(a_full_case(), DOUBTS, paths=256, seed=11)
    np.random.default_rng(5).random(3)
    again = simulate(a_full_case(), tuple(reversed(DOUBTS)), paths=256, seed=11)
    other = simulate(a_full_case(), DOUBTS, paths=256, seed=12)
    assert first.values.tolist() == again.values.tolist()
    assert first.values.tolist() != other.values.tolist()


def test_the_points_are_the_same_on_any_machine() -> None:
    """Recorded once; a change here changes the range in every report ever printed."""
    recorded = [0.7781951450742781, 0.3483833731152117, 0.11171287624165416, 0.5097863744013011]
    doubt = UncertainInput("lines[0].split_rate", Distribution(kind="uniform", mode=0.5, low=0.0, high=1.0))
    drawn, _ = sample_inputs(an_income_case(), (doubt,), paths=4, seed=20260901)
    assert drawn["lines[0].split_rate"] == pytest.approx(recorded, abs=1e-15)


def test_paths_are_rounded_up_to_a_power_of_two() -> None:
    result = simulate(a_full_case(), DOUBTS[:2], paths=1000, seed=1)
    assert result.paths == len(result.values) == 1024


def test_nothing_in_doubt_gives_one_value_on_every_path() -> None:
    fixed = UncertainInput("lines[0].split_rate", Distribution(kind="fixed", mode=0.1))
    for doubts in ((), (fixed,)):
        result = simulate(an_income_case(), doubts, paths=8, seed=1)
        assert result.values.tolist() == [appraise(an_income_case()).value] * 8
        assert result.p05 == result.p95 == result.values[0]


def test_what_cannot_be_is_cut_off_and_said() -> None:
    """A success probability of 0.95 with a spread of 0.1: more than a quarter of the bell lies above 1."""
    doubt = UncertainInput("lines[0].success_probability", Distribution(kind="normal", mode=0.95, spread=0.1))
    result = simulate(an_income_case(), (doubt,), paths=1024, seed=2)
    (warning,) = result.warnings
    assert warning.code == "distribution_cut"
    assert warning.params["percent"] == pytest.approx(30.85, abs=0.01)
    assert result.values.max() <= appraise(an_income_case()).value
    assert simulate(a_full_case(), DOUBTS, paths=8, seed=2).warnings == ()


def test_a_rate_far_from_zero_cannot_make_a_billion() -> None:
    """Normal about 15 % with a spread of 5 %: no path is infinite, negative or absurd."""
    doubt = UncertainInput("lines[0].discount_rate", Distribution(kind="normal", mode=0.15, spread=0.05))
    result = simulate(an_income_case(), (doubt,), paths=4096, seed=2)
    assert np.all((result.values > 0) & (result.values < 60))


@pytest.mark.parametrize(
    "path",
    [
        "lines[0].split_rat",
        "lines[9].split_rate",
        "lines[0].revenue",
        "lines[0].growth_after_forecast",
        "market.deferred_payment_rate",
        "weights[0].weight",
        "lines[0]",
        "",
        "lines[0].split_rate.real",
    ],
)
def test_a_path_that_does_not_exist_is_refused(path: str) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        simulate(an_income_case(), (UncertainInput(path, Distribution(kind="fixed", mode=0.1)),), paths=8, seed=1)
    assert refused.value.field_path == path


def test_an_input_in_doubt_twice_is_refused() -> None:
    with pytest.raises(InputOutsideDomain):
        simulate(a_full_case(), (DOUBTS[0], DOUBTS[0]), paths=8, seed=1)


@pytest.mark.parametrize(("paths", "seed"), [(0, 1), (-5, 1), (2**21, 1), (8, -1), (True, 1)])
def test_impossible_paths_and_seeds_are_refused(paths: int, seed: int) -> None:
    with pytest.raises(InputOutsideDomain):
        simulate(an_income_case(), (), paths=paths, seed=seed)


def test_a_case_without_conclusion_has_no_distribution() -> None:
    with pytest.raises(InputOutsideDomain):
        simulate(an_income_case(weights=weights()), (), paths=8, seed=1)


def test_replacing_touches_only_what_is_named() -> None:
    case = a_full_case()
    changed = replace_inputs(case, {"market.deals[0].adjustments[0].factor": 0.5, "lines[1].split_rate": 0.3})
    assert input_at(changed, "market.deals[0].adjustments[0].factor") == 0.5
    assert input_at(changed, "lines[1].split_rate") == 0.3
    assert changed.lines[0] is case.lines[0]
    assert input_at(case, "lines[1].split_rate") == 0.2


def test_a_doubt_that_reaches_minus_100_percent_is_cut_before_it_and_said() -> None:
    doubt = UncertainInput("lines[0].discount_rate", Distribution(kind="uniform", mode=0.1, low=-1.5, high=0.5))
    result = simulate(an_income_case(), (doubt,), paths=4096, seed=2)
    assert np.all(np.isfinite(result.values))
    assert np.all(result.values > 0)
    assert [(one.code, one.params["percent"]) for one in result.warnings] == [("distribution_cut", pytest.approx(25.0))]


def test_a_triangle_of_one_point_is_that_point() -> None:
    doubt = UncertainInput("lines[0].economic_life_years", Distribution(kind="triangular", mode=5, low=5, high=5))
    result = simulate(an_income_case(), (doubt,), paths=8, seed=2)
    assert result.values.tolist() == [appraise(an_income_case()).value] * 8
