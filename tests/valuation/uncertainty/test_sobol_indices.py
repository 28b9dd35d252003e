"""Are shares of the variance those of functions whose shares are known, and those of a case the same estimator's?"""

from __future__ import annotations

import numpy as np
import pytest

from tests.valuation.engine_cases import a_full_case, a_line, an_income_case
from valuation.inputs import FloatArray
from valuation.uncertainty.correlation import Correlation
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.sobol_indices import Indices, indices_of, sobol_indices
from valuation.uncertainty.uncertain_inputs import UncertainInput
from valuation.wording import InputOutsideDomain


def ishigami(unit: FloatArray) -> FloatArray:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on (-pi, pi)^3 (Ishigami and Homma 1990)."""
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def assert_close(found: Indices, first: FloatArray, total: FloatArray) -> None:
    """Within four stated errors, which are small."""
    assert np.all(np.abs(found.first_order - first) < 4 * found.first_order_error + 1e-9)
    assert np.all(np.abs(found.total_order - total) < 4 * found.total_order_error + 1e-9)
    assert max(found.first_order_error.max(), found.total_order_error.max()) < 0.01


def test_ishigami() -> None:
    a, b = 7.0, 0.1
    first = (1 + b * np.pi**4 / 5) ** 2 / 2
    second = a**2 / 8
    third = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = first + second + third
    found = indices_of(ishigami, 3, points=2**16, seed=1)
    assert found.variance == pytest.approx(variance, rel=5e-3)
    assert_close(found, np.array([first, second, 0.0]) / variance, np.array([first + third, second, third]) / variance)


WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def g_function(unit: FloatArray) -> FloatArray:
    """Product of (|4 x_i - 2| + a_i) / (1 + a_i) (Saltelli and Sobol 1995)."""
    return np.prod((np.abs(4 * unit - 2) + WEIGHTS) / (1 + WEIGHTS), axis=1)


def g_indices() -> tuple[FloatArray, FloatArray]:
    parts = 1 / (3 * (1 + WEIGHTS) ** 2)
    variance = np.prod(1 + parts) - 1
    return parts / variance, parts * np.prod(1 + parts) / (1 + parts) / variance


def test_g_function() -> None:
    assert_close(indices_of(g_function, 5, points=2**16, seed=1), *g_indices())


def test_stated_errors_hold_over_seeds() -> None:
    """Over many seeds the distance to the true index, in stated errors, has a root mean square of about 1."""
    first, total = g_indices()
    found = [indices_of(g_function, 5, points=512, seed=seed) for seed in range(60)]
    for name, true in (("first_order", first), ("total_order", total)):
        off = [(getattr(one, name) - true) / getattr(one, f"{name}_error") for one in found]
        size = np.sqrt(np.mean(np.square(off), axis=0))
        assert np.all((size > 0.6) & (size < 1.4)), (name, size)


def test_additive_inputs_have_equal_orders_that_sum_to_one() -> None:
    found = indices_of(lambda unit: unit @ np.array([1.0, 2.0, 3.0]), 3, points=4096, seed=1)
    assert found.first_order == pytest.approx(np.array([1, 4, 9]) / 14, abs=4 * found.first_order_error.max())
    assert found.total_order == pytest.approx(np.array([1, 4, 9]) / 14, abs=4 * found.total_order_error.max())


def test_a_constant_has_no_variance_to_share() -> None:
    found = indices_of(lambda unit: np.full(len(unit), 1e6), 2, points=64, seed=1)
    assert found.variance == 0
    assert found.first_order.tolist() == found.total_order.tolist() == [0.0, 0.0]


SPLIT = UncertainInput("lines[0].split_rate", Distribution(kind="uniform", mode=0.1, low=0.05, high=0.15))
FACTOR = UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.9, high=1.1))
FIXED = UncertainInput("lines[0].tax_rate", Distribution(kind="fixed", mode=0.25))


def test_a_product_of_two_inputs_has_its_closed_form() -> None:
    """Value = c x y with x, y uniform: with v = variance / mean^2, S = v / (v + w + v w), T = S (1 + w)."""
    found = sobol_indices(an_income_case(a_line()), (FACTOR, FIXED, SPLIT), points=2**16, seed=1)
    v, w = 0.1**2 / 12 / 0.1**2, 0.2**2 / 12
    whole = v + w + v * w
    assert [one.path for one in found] == [SPLIT.path, FACTOR.path]
    assert [one.first_order for one in found] == pytest.approx([v / whole, w / whole], abs=1e-2)
    assert [one.total_order for one in found] == pytest.approx([v * (1 + w) / whole, w * (1 + v) / whole], abs=1e-2)
    assert all(0 <= one.first_order_error < 0.05 for one in found)


def test_the_order_of_the_list_does_not_matter() -> None:
    one = sobol_indices(a_full_case(), (SPLIT, FACTOR), points=64, seed=1)
    assert one == sobol_indices(a_full_case(), (FACTOR, SPLIT), points=64, seed=1)


def test_correlated_inputs_are_refused_and_uncorrelated_ones_not() -> None:
    doubts = (SPLIT, FACTOR)
    with pytest.raises(InputOutsideDomain) as refused:
        sobol_indices(
            an_income_case(), doubts, points=64, seed=1, correlations=(Correlation(SPLIT.path, FACTOR.path, 0.1),)
        )
    assert refused.value.message.code == "indices_correlated"
    none = (Correlation(SPLIT.path, FACTOR.path, 0.0),)
    assert sobol_indices(an_income_case(), doubts, points=64, seed=1, correlations=none)


@pytest.mark.parametrize(("points", "seed"), [(8, 1), (2**19, 1), (64, -1)])
def test_impossible_numbers_of_points_and_seeds_are_refused(points: int, seed: int) -> None:
    with pytest.raises(InputOutsideDomain):
        sobol_indices(an_income_case(), (SPLIT,), points=points, seed=seed)
