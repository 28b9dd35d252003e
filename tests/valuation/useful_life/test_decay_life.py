"""Are the curves of decay what their names say, with area and inverse, and is the compounding stated?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.useful_life.life_cases import life, refused
from valuation.useful_life.decay import (
    ConstantCurve,
    DecayCurve,
    ExponentialCurve,
    LinearCurve,
    LogisticCurve,
    WeibullCurve,
)

curves: st.SearchStrategy[DecayCurve] = st.one_of(
    st.builds(ConstantCurve, st.floats(0.5, 40)),
    st.builds(ExponentialCurve, st.floats(0, 2)),
    st.builds(LinearCurve, st.floats(0.5, 40)),
    st.builds(LogisticCurve, st.floats(0, 30), st.floats(0.01, 5)),
    st.builds(WeibullCurve, st.floats(0.5, 40), st.floats(0.3, 8)),
)


@given(curve=curves, years=st.floats(0, 50), more=st.floats(0, 20))
def test_a_curve_starts_at_one_and_never_rises(curve: DecayCurve, years: float, more: float) -> None:
    assert float(curve.share(0.0)) == pytest.approx(1.0)
    assert 0.0 <= float(curve.share(years + more)) <= float(curve.share(years)) + 1e-12 <= 1.0 + 1e-11


@given(curve=curves, years=st.floats(0.1, 40))
@settings(deadline=None)  # the first one loads scipy
def test_the_area_is_the_integral_of_the_share(curve: DecayCurve, years: float) -> None:
    from scipy.integrate import quad

    corner = getattr(curve, "life_years", years)
    parts = sorted({0.0, min(corner, years), years})
    area = sum(quad(lambda t: float(curve.share(t)), a, b, limit=200)[0] for a, b in pairwise(parts))
    assert float(curve.area(years)) == pytest.approx(area, rel=1e-6, abs=1e-9)


@given(curve=curves, share=st.floats(0.001, 0.999))
def test_the_time_to_a_share_leaves_that_share(curve: DecayCurve, share: float) -> None:
    until = float(curve.years_until(share))
    if isinstance(curve, ConstantCurve):
        assert (float(curve.share(until)), float(curve.share(until + 1e-6))) == (1.0, 0.0)
    elif np.isfinite(until):
        assert float(curve.share(until)) == pytest.approx(share, rel=1e-6)


def test_compounding_is_stated_and_makes_a_year_of_difference() -> None:
    """15 % a year to a tenth: 14.17 years compounded yearly, 15.35 continuously; the names are not exchanged."""
    plain = {"decline": 0.15, "threshold": 0.1, "legal_years": 20.0, "measure": "until_threshold"}
    assert life("exponential_life", **plain, compounding="annual") == pytest.approx(14.1681, abs=5e-5)
    assert life("exponential_life", **plain, compounding="continuous") == pytest.approx(15.3506, abs=5e-5)
    assert float(ExponentialCurve.compounding_yearly(0.15).share(2.0)) == pytest.approx(0.85**2)


def test_there_is_no_compounding_by_default() -> None:
    from valuation.useful_life.decay_life import ExponentialLife

    with pytest.raises(TypeError):
        ExponentialLife(legal_years=10.0, decline=0.1)  # type: ignore[call-arg]


@given(rate=st.floats(0.0, 3.0), years=st.floats(0, 30))
def test_a_weibull_curve_of_shape_one_is_exponential(rate: float, years: float) -> None:
    if rate > 0.01:
        weibull, exponential = WeibullCurve(1 / rate, 1.0), ExponentialCurve(rate)
        assert float(weibull.share(years)) == pytest.approx(float(exponential.share(years)))
        assert float(weibull.area(years)) == pytest.approx(float(exponential.area(years)), rel=1e-9)


def test_a_slow_decline_is_no_decline_in_the_limit() -> None:
    assert float(ExponentialCurve(0.0).area(12.0)) == 12.0
    assert float(ExponentialCurve(1e-12).area(12.0)) == pytest.approx(12.0)
    assert life("exponential_life", decline=1e-6, legal_years=12.0, measure="until_threshold") == 12.0
    assert life("exponential_life", decline=1e-6, legal_years=12.0) == pytest.approx(12.0, rel=1e-5)
    assert refused("exponential_life", decline=0.0) == ("decline", "outside_domain")


def test_a_steep_s_curve_is_a_life_of_constant_strength() -> None:
    assert life("logistic_life", midpoint_years=6.0, steepness=7.0, measure="expected") == pytest.approx(6.0, abs=1e-6)
    assert life("constant_life", life_years=6.0) == 6.0


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("logistic_life", {"midpoint_years": 100.0, "steepness": 7.0, "legal_years": 100.0}),
        ("weibull_life", {"scale_years": 0.1, "shape": 20.0, "legal_years": 100.0}),
        ("weibull_life", {"scale_years": 1000.0, "shape": 0.1, "legal_years": 100.0}),
        ("exponential_life", {"decline": 0.999999999, "legal_years": 100.0}),
        ("linear_life", {"life_years": 0.1, "legal_years": 100.0}),
        ("linear_life", {"legal_years": 0.0}),
    ],
)
@pytest.mark.parametrize("measure", ["expected", "until_threshold"])
def test_the_ends_of_the_bounds_give_numbers(name, changes, measure) -> None:
    found = life(name, **{**changes, "measure": measure})
    assert 0.0 <= found <= changes["legal_years"]


@pytest.mark.parametrize("name", ["exponential_life", "linear_life", "logistic_life", "weibull_life"])
def test_a_threshold_that_is_asked_for_must_be_given(name: str) -> None:
    assert refused(name, measure="until_threshold", threshold=None) == ("threshold", "threshold_missing")
    assert refused(name, threshold=10.0) == ("threshold", "rate_too_high")
    assert refused(name, legal_years=500.0) == ("legal_years", "outside_domain")


def test_curves_take_paths() -> None:
    years = np.linspace(0.0, 20.0, 5)
    lives = np.array([[3.0], [9.0]])
    assert LinearCurve(lives).share(years).shape == (2, 5)
    for curve in (
        ExponentialCurve(lives / 50),
        LinearCurve(lives),
        LogisticCurve(lives, 0.5),
        WeibullCurve(lives, 2.0),
    ):
        together = curve.area(years)
        single = [[float(type(curve)(*_of(curve, row)).area(t)) for t in years] for row in range(2)]
        assert together == pytest.approx(np.array(single))


def _of(curve: DecayCurve, row: int) -> list[float]:
    return [float(np.broadcast_to(value, (2, 1))[row, 0]) for value in vars(curve).values()]


@given(rate=st.floats(0.01, 0.49), legal=st.floats(1, 90), years=st.integers(1, 30))
@settings(deadline=None)  # the first one loads the peer
def test_both_compoundings_are_those_that_a_peer_mixes(rate: float, legal: float, years: int) -> None:
    """Its life, printed with one digit, decays continuously, its value compounds yearly: ours have both, named."""
    from intangible_valuation.asset_types.technology_valuation import technology_obsolescence_curve
    from intangible_valuation.utils.formulas import estimate_useful_life

    plain = {"measure": "until_threshold", "threshold": 0.1, "legal_years": legal, "decline": rate}
    theirs = estimate_useful_life("patent", legal_life=legal, obsolescence_rate=rate)
    assert life("exponential_life", **plain, compounding="continuous") == pytest.approx(theirs.value, abs=0.0501)
    left = technology_obsolescence_curve(1.0, rate, years).value
    assert float(ExponentialCurve.compounding_yearly(rate).share(years)) == pytest.approx(left, rel=1e-9)
