"""Do the distributions have the moments and percentiles of their textbook forms, and stay inside their domains?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.domains import Domain, domain_of
from valuation.uncertainty.distributions import (
    Distribution,
    check_distribution,
    cut_value_at,
    probability_below,
    usable_ends,
    value_at,
)
from valuation.wording import InputOutsideDomain

LEVELS = np.linspace(0.001, 0.999, 999)
TRIANGULAR = Distribution(kind="triangular", mode=0.05, low=0.03, high=0.06)
PERT = Distribution(kind="pert", mode=0.05, low=0.03, high=0.06)
UNIFORM = Distribution(kind="uniform", mode=0.05, low=0.03, high=0.06)
NORMAL = Distribution(kind="normal", mode=0.05, spread=0.01)
LOGNORMAL = Distribution(kind="lognormal", mode=0.05, spread=0.3)
PEERS = {
    "triangular": (TRIANGULAR, "triang", {"c": 2 / 3, "loc": 0.03, "scale": 0.03}),
    "pert": (PERT, "beta", {"a": 1 + 8 / 3, "b": 1 + 4 / 3, "loc": 0.03, "scale": 0.03}),
    "uniform": (UNIFORM, "uniform", {"loc": 0.03, "scale": 0.03}),
    "normal": (NORMAL, "norm", {"loc": 0.05, "scale": 0.01}),
    "lognormal": (LOGNORMAL, "lognorm", {"s": 0.3, "scale": 0.05}),
}


@pytest.mark.parametrize(("distribution", "name", "shape"), PEERS.values(), ids=PEERS.keys())
def test_percentiles_equal_those_of_scipy_stats(distribution: Distribution, name: str, shape: dict[str, float]) -> None:
    from scipy import stats

    percentiles = getattr(stats, name)(**shape).ppf(LEVELS)
    assert value_at(distribution, LEVELS) == pytest.approx(percentiles, rel=1e-9)
    assert probability_below(distribution, percentiles) == pytest.approx(LEVELS, rel=1e-9)


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [
        (TRIANGULAR, 0.14 / 3),
        (PERT, (0.03 + 4 * 0.05 + 0.06) / 6),
        (UNIFORM, 0.045),
        (NORMAL, 0.05),
        (LOGNORMAL, 0.05 * np.exp(0.045)),
    ],
)
def test_means_by_their_closed_forms(distribution: Distribution, mean: float) -> None:
    even = (np.arange(200_000) + 0.5) / 200_000
    assert np.mean(value_at(distribution, even)) == pytest.approx(mean, rel=1e-6)


@given(
    low=st.floats(-1, 0),
    width=st.floats(0.01, 1),
    peak=st.sampled_from([0.0, 0.3, 1.0]),
    kind=st.sampled_from(["triangular", "pert"]),
)
def test_a_mode_at_an_end_is_possible(low: float, width: float, peak: float, kind) -> None:
    high = low + width
    mode = min(low + peak * width, high)
    distribution = Distribution(kind=kind, mode=mode, low=low, high=high)
    values = value_at(distribution, np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    assert np.all(np.diff(values) > 0)
    assert values[[0, -1]] == pytest.approx([low, high])


def test_a_single_point_is_fixed() -> None:
    for distribution in (
        Distribution(kind="triangular", mode=5.0, low=5.0, high=5.0),
        Distribution(kind="normal", mode=5.0, spread=0.0),
        Distribution(kind="lognormal", mode=5.0, spread=0.0),
        Distribution(kind="discrete", mode=5.0, points=(5.0, 5.0), weights=(1.0, 2.0)),
        Distribution(kind="empirical", mode=5.0, points=(5.0,)),
        Distribution(kind="fixed", mode=5.0),
    ):
        check_distribution("lines[0].economic_life_years", distribution)
        assert distribution.is_fixed
        assert value_at(distribution, np.array([0.1, 0.9])).tolist() == [5.0, 5.0]


def test_a_cut_normal_is_the_truncated_normal() -> None:
    """Half the distribution lies below 0: what is left is the half-normal, and the half cut off is told."""
    from scipy import stats

    distribution = Distribution(kind="normal", mode=0.0, spread=0.2)
    values, cut_off = cut_value_at(distribution, LEVELS, Domain(0.0, 1.0))
    assert values == pytest.approx(stats.truncnorm.ppf(LEVELS, 0, 5, loc=0, scale=0.2), rel=1e-6)
    assert cut_off == pytest.approx(0.5, abs=1e-6)


@given(mode=st.floats(-0.99, 0.99), spread=st.floats(1e-6, 10), level=st.floats(1e-9, 1 - 1e-9))
def test_what_is_drawn_is_possible(mode: float, spread: float, level: float) -> None:
    domain = domain_of("lines[0].discount_rate")
    values, cut_off = cut_value_at(Distribution(kind="normal", mode=mode, spread=spread), np.array([level]), domain)
    assert domain.contains(values)
    assert 0 <= cut_off <= 1


def test_usable_ends_lie_inside() -> None:
    for path in ("lines[0].discount_rate", "lines[0].economic_life_years", "lines[0].tax_rate", "cost.profit_rate"):
        domain = domain_of(path)
        assert domain.contains(np.array(usable_ends(domain)))


@pytest.mark.parametrize(
    "distribution",
    [
        Distribution(kind="log-normal", mode=0.1),  # type: ignore[arg-type]
        Distribution(kind="uniform", mode=0.1),
        Distribution(kind="uniform", mode=0.1, low=0.0),
        Distribution(kind="normal", mode=0.1),
        Distribution(kind="normal", mode=0.1, spread=-0.1),
        Distribution(kind="normal", mode=0.1, spread=float("nan")),
        Distribution(kind="pert", mode=0.1, low=0.2, high=0.3),
        Distribution(kind="pert", mode=0.1, low=0.3, high=0.0),
        Distribution(kind="triangular", mode=0.1, low=float("-inf"), high=0.3),
        Distribution(kind="lognormal", mode=0.1),
        Distribution(kind="lognormal", mode=-0.1, spread=0.2),
        Distribution(kind="lognormal", mode=0.0, spread=0.2),
        Distribution(kind="lognormal", mode=0.1, spread=11.0),
        Distribution(kind="discrete", mode=0.1),
        Distribution(kind="discrete", mode=0.1, points=(0.1, 0.2), weights=(1.0,)),
        Distribution(kind="discrete", mode=0.1, points=(0.1, 0.2), weights=(1.0, 0.0)),
        Distribution(kind="discrete", mode=0.1, points=(0.1, 0.2), weights=(1.0, -1.0)),
        Distribution(kind="discrete", mode=0.1, points=(0.1, 0.2), weights=(1.0, float("inf"))),
        Distribution(kind="discrete", mode=0.1, points=(0.1, 8.0), weights=(1.0, 1.0)),
        Distribution(kind="discrete", mode=0.3, points=(0.1, 0.2), weights=(1.0, 1.0)),
        Distribution(kind="empirical", mode=0.1),
        Distribution(kind="empirical", mode=0.1, points=(0.1, float("nan"))),
        Distribution(kind="empirical", mode=0.3, points=(0.1, 0.2)),
        Distribution(kind="fixed", mode=float("nan")),
        Distribution(kind="fixed", mode=8.0),
    ],
)
def test_an_impossible_doubt_is_refused(distribution: Distribution) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        check_distribution("lines[0].discount_rate", distribution)
    assert refused.value.field_path == "lines[0].discount_rate"


def test_possible_values_come_with_their_weights_in_any_order() -> None:
    distribution = Distribution(kind="discrete", mode=1.0, points=(3.0, 1.0, 2.0), weights=(1.0, 1.0, 2.0))
    even = (np.arange(4000) + 0.5) / 4000
    values, counts = np.unique(value_at(distribution, even), return_counts=True)
    assert values.tolist() == [1.0, 2.0, 3.0]
    assert counts.tolist() == [1000, 2000, 1000]
    assert value_at(distribution, np.array([0.25, 0.75, 1.0])).tolist() == [1.0, 2.0, 3.0]
    assert probability_below(distribution, np.array([0.9, 1.0, 2.5, 3.0])).tolist() == [0.0, 0.25, 0.75, 1.0]


def test_a_possible_value_on_the_bound_is_kept() -> None:
    """Success is certain in half of all stories: probability 1 is the bound of the input."""
    distribution = Distribution(kind="discrete", mode=1.0, points=(0.0, 1.0), weights=(1.0, 1.0))
    values, cut_off = cut_value_at(distribution, LEVELS, domain_of("lines[0].success_probability"))
    assert np.mean(values) == pytest.approx(0.5, abs=1e-3)
    assert cut_off == 0


def test_observations_are_followed_by_straight_lines_through_their_order() -> None:
    observed = (0.04, 0.02, 0.03, 0.1)
    distribution = Distribution(kind="empirical", mode=0.03, points=observed)
    assert value_at(distribution, np.array([0.0, 1 / 3, 0.5, 2 / 3, 1.0])) == pytest.approx(
        [0.02, 0.03, 0.035, 0.04, 0.1]
    )
    assert value_at(distribution, LEVELS) == pytest.approx(np.quantile(observed, LEVELS))


@given(
    points=st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=2, max_size=12),
    level=st.floats(0.0, 1.0),
)
def test_what_lies_below_an_observed_quantile_is_its_level(points: list[float], level: float) -> None:
    distribution = Distribution(kind="empirical", mode=points[0], points=tuple(points))
    value = value_at(distribution, np.array([level]))
    if not distribution.is_fixed:
        assert probability_below(distribution, value)[0] >= level - 1e-9
        assert probability_below(distribution, np.array([min(points) - 1.0, max(points)])).tolist() == [0.0, 1.0]


def test_impossible_observations_are_cut_off_and_those_on_the_bound_stay() -> None:
    """Of (-0.1, 0, 0, 0.1) a third of the line lies below 0; the stretch at 0 is possible."""
    distribution = Distribution(kind="empirical", mode=0.0, points=(-0.1, 0.0, 0.0, 0.1))
    values, cut_off = cut_value_at(distribution, LEVELS, Domain(0.0, 1.0))
    assert cut_off == pytest.approx(1 / 3)
    assert np.mean(values == 0) == pytest.approx(0.5, abs=2e-3)


@given(median=st.floats(0.01, 0.9), spread=st.floats(0.01, 10), level=st.floats(1e-9, 1 - 1e-9))
def test_a_lognormal_stays_possible_whatever_its_spread(median: float, spread: float, level: float) -> None:
    domain = domain_of("lines[0].split_rate")
    distribution = Distribution(kind="lognormal", mode=median, spread=spread)
    values, cut_off = cut_value_at(distribution, np.array([level]), domain)
    assert domain.contains(values)
    assert 0 <= cut_off < 1
