"""Does the smoothed quantile hit known quantiles, keep to steps, and miss by less than the plain one?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.inputs import FloatArray
from valuation.uncertainty.points import unit_points
from valuation.uncertainty.quantiles import smoothed_quantile

LEVELS = (0.05, 0.1, 0.5, 0.9, 0.95)
EVEN = (np.arange(4096) + 0.5) / 4096
SHAPES = ("normal", "lognormal", "uniform", "exponential")


def scores(probability: FloatArray) -> FloatArray:
    from scipy import special

    return np.asarray(special.ndtri(probability))


def at(shape: str, probability: FloatArray) -> FloatArray:
    """The exact quantiles of a shape."""
    return {
        "normal": scores(probability),
        "lognormal": np.exp(scores(probability)),
        "uniform": probability,
        "exponential": -np.log1p(-probability),
    }[shape]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("shape", SHAPES)
def test_known_quantiles_are_hit(shape: str, level: float) -> None:
    """The parabola bends a little otherwise than the distribution: less than a tenth of a standard error."""
    ordered = at(shape, EVEN)
    below, exact, above = at(shape, np.array([level - 1e-4, level, level + 1e-4]))
    noise = (above - below) / 2e-4 * np.sqrt(level * (1 - level) / ordered.size)
    assert smoothed_quantile(ordered, level) == pytest.approx(exact, abs=0.1 * noise)


@pytest.mark.parametrize("level", LEVELS)
def test_a_step_of_the_distribution_is_not_rounded_off(level: float) -> None:
    jump = np.sort(np.where(level > EVEN, EVEN, EVEN + 10.0))
    assert smoothed_quantile(jump, level) == pytest.approx(np.quantile(jump, level), rel=1e-12)
    lumps = np.repeat([1.0, 2.0, 5.0], [1000, 2000, 1096])
    assert smoothed_quantile(lumps, level) == np.quantile(lumps, level)
    floor = np.maximum(scores(EVEN), scores(np.asarray(level)))
    assert smoothed_quantile(floor, level) == pytest.approx(np.quantile(floor, level), abs=0.02)


@pytest.mark.parametrize("values", [np.zeros(1), np.full(5000, 7.0), np.linspace(0, 1, 40)])
def test_too_few_or_equal_values_are_interpolated(values: FloatArray) -> None:
    for level in LEVELS:
        assert smoothed_quantile(values, level) == pytest.approx(float(np.quantile(values, level)), abs=1e-12)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=400), st.sampled_from([*LEVELS, 0.0, 1.0]))
def test_it_lies_among_the_drawn_values(values: list[float], level: float) -> None:
    ordered = np.sort(np.asarray(values))
    assert ordered[0] <= smoothed_quantile(ordered, level) <= ordered[-1]


@given(st.floats(0.01, 100.0), st.floats(-1e6, 1e6), st.sampled_from(LEVELS))
def test_unit_and_origin_do_not_matter(scale: float, shift: float, level: float) -> None:
    ordered = at("lognormal", EVEN)
    moved = smoothed_quantile(ordered * scale + shift, level)
    assert moved == pytest.approx(smoothed_quantile(ordered, level) * scale + shift, rel=1e-7, abs=1e-7 * scale)


def test_it_misses_by_less_than_the_plain_one_over_many_seeds() -> None:
    plain, smooth = [], []
    for seed in range(40):
        drawn = scores(unit_points("sobol", 6, 1024, seed))
        ordered = np.sort(3.0 * drawn[:, 0] + 0.15 * (drawn**2).sum(axis=1))
        plain.append(float(np.quantile(ordered, 0.05)))
        smooth.append(smoothed_quantile(ordered, 0.05))
    assert np.std(smooth) < 0.9 * np.std(plain)
