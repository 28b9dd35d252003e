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
PEERS = {
    "triangular": (TRIANGULAR, "triang", {"c": 2 / 3, "loc": 0.03, "scale": 0.03}),
    "pert": (PERT, "beta", {"a": 1 + 8 / 3, "b": 1 + 4 / 3, "loc": 0.03, "scale": 0.03}),
    "uniform": (UNIFORM, "uniform", {"loc": 0.03, "scale": 0.03}),
    "normal": (NORMAL, "norm", {"loc": 0.05, "scale": 0.01}),
}


@pytest.mark.parametrize(("distribution", "name", "shape"), PEERS.values(), ids=PEERS.keys())
def test_percentiles_equal_those_of_scipy_stats(distribution: Distribution, name: str, shape: dict[str, float]) -> None:
    from scipy import stats

    percentiles = getattr(stats, name)(**shape).ppf(LEVELS)
    assert value_at(distribution, LEVELS) == pytest.approx(percentiles, rel=1e-9)
    assert probability_below(distribution, percentiles) == pytest.approx(LEVELS, rel=1e-9)


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [(TRIANGULAR, 0.14 / 3), (PERT, (0.03 + 4 * 0.05 + 0.06) / 6), (UNIFORM, 0.045), (NORMAL, 0.05)],
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
        Distribution(kind="fixed", mode=float("nan")),
        Distribution(kind="fixed", mode=8.0),
    ],
)
def test_an_impossible_doubt_is_refused(distribution: Distribution) -> None:
    with pytest.raises(InputOutsideDomain) as refused:
        check_distribution("lines[0].discount_rate", distribution)
    assert refused.value.field_path == "lines[0].discount_rate"
