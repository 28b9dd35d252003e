"""Are stated correlations reached, impossible ones repaired or refused by name, and single distributions untouched?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.engine_cases import a_full_case, an_income_case
from valuation.uncertainty.correlation import MOST_REPAIRED, Correlation, correlation_matrix, nearest_correlation
from valuation.uncertainty.distributions import Distribution
from valuation.uncertainty.points import PointKind
from valuation.uncertainty.simulate import UncertainInput, sample_inputs, simulate
from valuation.wording import InputOutsideDomain

SPLIT = UncertainInput("lines[0].split_rate", Distribution(kind="triangular", mode=0.1, low=0.05, high=0.2))
RATE = UncertainInput("lines[0].discount_rate", Distribution(kind="lognormal", mode=0.12, spread=0.2))
FACTOR = UncertainInput("lines[0].revenue_factor", Distribution(kind="uniform", mode=1.0, low=0.5, high=1.5))
DOUBTS = (SPLIT, RATE, FACTOR)
PATHS = [doubt.path for doubt in DOUBTS]
KINDS: list[PointKind] = ["sobol", "pseudo_random"]


def together(value: float) -> tuple[Correlation, ...]:
    return (Correlation(SPLIT.path, RATE.path, value),)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [-1.0, -0.6, 0.3, 0.9, 1.0])
def test_the_rank_correlation_is_the_one_stated(value: float, kind: PointKind) -> None:
    """Spearman's coefficient of a Gaussian copula is 6/pi arcsin(r/2), whatever the distributions."""
    from scipy import stats

    drawn, _ = sample_inputs(an_income_case(), DOUBTS, paths=2**14, seed=5, correlations=together(value), points=kind)
    expected = 6 / np.pi * np.arcsin(value / 2)
    tolerance = 2e-3 if kind == "sobol" else 2.5e-2
    assert stats.spearmanr(drawn[SPLIT.path], drawn[RATE.path]).statistic == pytest.approx(expected, abs=tolerance)
    assert stats.spearmanr(drawn[SPLIT.path], drawn[FACTOR.path]).statistic == pytest.approx(0, abs=2.5e-2)


@pytest.mark.parametrize("kind", KINDS)
def test_each_distribution_alone_stays_what_it_is(kind: PointKind) -> None:
    from scipy import stats

    pairs = (*together(0.8), Correlation(FACTOR.path, RATE.path, -0.5))
    drawn, _ = sample_inputs(an_income_case(), DOUBTS, paths=2**13, seed=5, correlations=pairs, points=kind)
    peers = {
        SPLIT.path: stats.triang(c=1 / 3, loc=0.05, scale=0.15),
        RATE.path: stats.lognorm(s=0.2, scale=0.12),
        FACTOR.path: stats.uniform(0.5, 1.0),
    }
    for path, peer in peers.items():
        assert stats.kstest(drawn[path], peer.cdf).statistic < (0.004 if kind == "sobol" else 0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_no_correlation_and_a_correlation_of_zero_are_independence(kind: PointKind) -> None:
    without = simulate(an_income_case(), DOUBTS, paths=256, seed=3, points=kind)
    with_zero = simulate(an_income_case(), DOUBTS, paths=256, seed=3, correlations=together(0.0), points=kind)
    assert with_zero.values == pytest.approx(without.values, rel=1e-9)


def test_moving_together_widens_and_apart_narrows_the_range() -> None:
    """Split rate and revenue multiply: the variance of the value grows with their correlation."""
    spans = [
        np.std(
            simulate(
                an_income_case(),
                (SPLIT, FACTOR),
                paths=4096,
                seed=3,
                correlations=(Correlation(FACTOR.path, SPLIT.path, value),),
            ).values
        )
        for value in (-0.9, 0.0, 0.9)
    ]
    assert spans[0] < 0.8 * spans[1]
    assert spans[2] > 1.2 * spans[1]


def test_the_order_of_inputs_and_pairs_does_not_matter() -> None:
    pairs = (*together(0.8), Correlation(FACTOR.path, RATE.path, -0.5))
    turned = tuple(Correlation(one.second, one.first, one.value) for one in reversed(pairs))
    one = simulate(an_income_case(), DOUBTS, paths=64, seed=3, correlations=pairs)
    other = simulate(an_income_case(), tuple(reversed(DOUBTS)), paths=64, seed=3, correlations=turned)
    assert one.values.tolist() == other.values.tolist()


@pytest.mark.parametrize(
    "pairs",
    [
        together(1.2),
        together(-4.0),
        together(float("nan")),
        together(float("inf")),
        (*together(0.5), *together(0.5)),
        (*together(0.9), Correlation(RATE.path, SPLIT.path, -0.9)),
        (Correlation(SPLIT.path, SPLIT.path, 1.0),),
        (Correlation(SPLIT.path, "lines[0].tax_rate", 0.3),),
    ],
)
def test_a_matrix_that_is_none_is_refused(pairs: tuple[Correlation, ...]) -> None:
    """Coefficients beyond 1, a pair with two coefficients (an asymmetric matrix), a diagonal that is stated."""
    with pytest.raises(InputOutsideDomain) as refused:
        simulate(an_income_case(), DOUBTS, paths=8, seed=1, correlations=pairs)
    assert refused.value.field_path.startswith("correlations[")


def three(first: float, second: float, third: float) -> tuple[Correlation, ...]:
    a, b, c = PATHS
    return (Correlation(a, b, first), Correlation(b, c, second), Correlation(a, c, third))


def test_a_slight_contradiction_is_repaired_and_said() -> None:
    """0.9 and 0.9 leave at least 0.62 for the third pair; 0.6 is close to that."""
    matrix = correlation_matrix(PATHS, three(0.9, 0.9, 0.6))
    (warning,) = matrix.warnings
    assert warning.code == "correlations_repaired"
    assert 0 < matrix.largest_change < MOST_REPAIRED
    assert abs(float(warning.params["given"]) - float(warning.params["used"])) == pytest.approx(matrix.largest_change)
    assert np.linalg.eigvalsh(matrix.values)[0] >= -1e-9
    result = simulate(an_income_case(), DOUBTS, paths=8, seed=1, correlations=three(0.9, 0.9, 0.6))
    assert [one.code for one in result.warnings] == ["correlations_repaired"]


def test_a_gross_contradiction_is_refused_and_said() -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        simulate(an_income_case(), DOUBTS, paths=8, seed=1, correlations=three(0.9, 0.9, -0.9))
    assert refused.value.message.code == "correlations_impossible"


def test_possible_correlations_stand_as_given_without_a_word() -> None:
    matrix = correlation_matrix(PATHS, three(1.0, 0.5, 0.5))
    assert matrix.warnings == ()
    assert matrix.values == pytest.approx(np.array([[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]))
    assert matrix.root @ matrix.root == pytest.approx(matrix.values, abs=1e-12)


def test_the_nearest_matrix_is_that_of_the_literature() -> None:
    """Higham (2002), section 4: the nearest to ones on the first side diagonals and zero beyond."""
    given_matrix = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    found = nearest_correlation(given_matrix)
    assert found[0, 1] == pytest.approx(0.7607, abs=5e-5)
    assert found[0, 2] == pytest.approx(0.1573, abs=5e-5)


@given(entries=st.lists(st.floats(-1, 1), min_size=6, max_size=6))
def test_the_nearest_matrix_is_possible_and_never_farther_than_cut_eigenvalues(entries: list[float]) -> None:
    matrix = np.eye(4)
    matrix[np.triu_indices(4, 1)] = entries
    matrix = matrix + matrix.T - np.eye(4)
    found = nearest_correlation(matrix)
    assert np.diag(found).tolist() == [1.0] * 4
    assert np.linalg.eigvalsh(found)[0] >= -1e-7
    sizes, directions = np.linalg.eigh(matrix)
    cut = (directions * np.maximum(sizes, 0)) @ directions.T
    scale = np.sqrt(np.diag(cut))
    cut = cut / np.outer(scale, scale)
    assert np.linalg.norm(found - matrix) <= np.linalg.norm(cut - matrix) + 1e-6
    if sizes[0] >= 0:
        assert found == pytest.approx(matrix, abs=1e-7)


def test_a_correlation_with_an_input_of_one_value_has_no_effect() -> None:
    fixed = UncertainInput("lines[0].tax_rate", Distribution(kind="fixed", mode=0.2))
    pair = (Correlation(fixed.path, "lines[1].revenue_factor", 0.9),)
    other = UncertainInput("lines[1].revenue_factor", FACTOR.distribution)
    one = simulate(a_full_case(), (fixed, other), paths=64, seed=1, correlations=pair)
    assert one.values == pytest.approx(simulate(a_full_case(), (fixed, other), paths=64, seed=1).values, rel=1e-12)
