"""The quick inverse of the beta distribution function is the slow one's, on every shape and to the very ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.uncertainty.beta_quantile import beta_quantile

SHAPES = st.floats(1.0, 30.0)
COUNT = 600


def probabilities(seed: int) -> np.ndarray:
    """Across the middle, and ever nearer to either end."""
    rng = np.random.default_rng(seed)
    tails = 10.0 ** -rng.uniform(1.0, 16.0, COUNT)
    return np.concatenate([[0.0, 1.0, 0.5], rng.random(COUNT), tails, 1.0 - tails])


@given(SHAPES, SHAPES, st.integers(0, 1000))
def test_equals_the_inverse_of_scipy(first: float, second: float, seed: int) -> None:
    from scipy import special

    wanted = probabilities(seed)
    found = beta_quantile(first, second, wanted)
    expected = special.betaincinv(first, second, wanted)
    # Near an end of probability 1 the probability itself holds no more digits of the value.
    backwards = np.abs(special.betainc(first, second, found) - wanted)
    bad = ~((np.abs(found - expected) <= 1e-13 * np.maximum(expected, 1e-3)) | (backwards <= 1e-15))
    assert not bad.any(), (wanted[bad], found[bad], expected[bad])


@given(st.floats(0.0, 1.0))
def test_pert_shapes_in_the_middle_are_exact(peak: float) -> None:
    from scipy import special

    first, second = 1 + 4 * peak, 5 - 4 * peak
    wanted = np.linspace(0.001, 0.999, COUNT)
    assert beta_quantile(first, second, wanted) == pytest.approx(
        special.betaincinv(first, second, wanted), rel=2e-13, abs=0
    )


def test_rises_with_the_probability_and_keeps_the_shape() -> None:
    wanted = np.linspace(0.0, 1.0, 4000).reshape(40, 100)
    found = beta_quantile(2.0, 4.0, wanted)
    assert found.shape == wanted.shape
    assert np.all(np.diff(found.ravel()) > 0)
    assert found[0, 0] == 0
    assert found[-1, -1] == 1


def test_uniform_is_its_own_inverse() -> None:
    wanted = probabilities(3)
    assert beta_quantile(1.0, 1.0, wanted) == pytest.approx(wanted, rel=1e-13)
