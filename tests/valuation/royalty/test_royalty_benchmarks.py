"""Are benchmarks summarised as statistics does, placed by the subject's position, and never taken beyond the margin?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.valuation.test_workings_recompute import recompute
from valuation.royalty.margin_check import require_within_margin
from valuation.royalty.royalty_benchmarks import SUMMARIES, RoyaltyBenchmarks, royalty_benchmarks, run
from valuation.wording import InputOutsideDomain

RATES = st.lists(st.floats(0.001, 0.5), min_size=1, max_size=15)


def inputs(*rates: float, **changes: Any) -> RoyaltyBenchmarks:
    return RoyaltyBenchmarks(**{"rates": rates or (0.02, 0.05, 0.03), "summary": "median", **changes})


def rate(*rates: float, **changes: Any) -> float:
    return float(royalty_benchmarks(inputs(*rates, **changes)))


def refused(*rates: float, **changes: Any) -> tuple[str, str]:
    with pytest.raises(InputOutsideDomain) as trouble:
        run(inputs(*rates, **changes))
    return trouble.value.field_path, trouble.value.message.code


def test_the_median_of_two_rates_lies_between_them() -> None:
    """2 % and 10 % have the median 6 %, not 10 %; one further licence does not move it to an end."""
    assert rate(0.02, 0.1) == pytest.approx(0.06)
    assert rate(0.02, 0.1, 0.03, 0.04) == pytest.approx(0.035)


@given(rates=RATES, position=st.floats(0, 1), cut=st.floats(0, 0.49))
def test_summaries_are_those_of_statistics(rates: list[float], position: float, cut: float) -> None:
    from scipy.stats import trim_mean

    assert rate(*rates) == pytest.approx(np.median(rates))
    assert rate(*rates, summary="mean") == pytest.approx(np.mean(rates))
    assert rate(*rates, summary="position", position=position) == pytest.approx(np.quantile(rates, position), rel=1e-6)
    assert rate(*rates, summary="position", position=0.5) == pytest.approx(np.median(rates))
    assume(abs(cut * len(rates) - round(cut * len(rates))) > 1e-6)
    assert rate(*rates, summary="trimmed_mean", trimmed_share=cut) == pytest.approx(trim_mean(rates, cut))


@given(rates=RATES, data=st.data())
def test_weights_are_as_if_a_rate_was_seen_so_often(rates: list[float], data: st.DataObject) -> None:
    times = [data.draw(st.integers(0, 3)) for _ in rates]
    assume(any(times))
    seen = np.repeat(rates, times)
    weights = tuple(float(t) for t in times)
    assert rate(*rates, summary="weighted_mean", weights=weights) == pytest.approx(seen.mean())
    assert rate(*rates, summary="weighted_median", weights=weights) == pytest.approx(np.median(seen))


@given(rates=RATES, low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_better_position_never_earns_less_and_stays_in_the_range(rates, low, high) -> None:
    low, high = sorted((low, high))
    worse, better = (rate(*rates, summary="position", position=p) for p in (low, high))
    assert min(rates) - 1e-12 <= worse <= better + 1e-12 <= max(rates) + 2e-12


@pytest.mark.parametrize("summary", SUMMARIES)
def test_every_summary_shows_how_it_came_about(summary: str) -> None:
    chosen = inputs(
        0.03,
        0.05,
        0.02,
        0.06,
        0.15,
        summary=summary,
        weights=(1.0, 2.0, 1.0, 0.0, 0.5),
        trimmed_share=0.2,
        position=0.35,
    )
    result = run(chosen)
    known: dict[str, float] = {}
    for step in result.workings:
        if step.formula:
            assert recompute(step.formula, known) == pytest.approx(step.value, rel=1e-12), step
        known[step.symbol] = step.value
    assert known["ρ"] == result.value == float(royalty_benchmarks(chosen))
    assert "not_used" in [w.code for w in result.warnings]


def test_paths_of_rates_and_positions() -> None:
    rates = np.array([[0.01, 0.02, 0.03], [0.04, 0.02, 0.06]])
    positions = np.array([0.0, 0.75])
    found = royalty_benchmarks(RoyaltyBenchmarks(rates=rates, summary="position", position=positions))
    assert found == pytest.approx([0.01, 0.05])
    trimmed = royalty_benchmarks(RoyaltyBenchmarks(rates=rates[0], summary="trimmed_mean", trimmed_share=positions / 2))
    assert trimmed == pytest.approx([0.02, 0.02])


@pytest.mark.parametrize(
    ("summary", "field"),
    [
        ("trimmed_mean", "trimmed_share"),
        ("weighted_mean", "weights"),
        ("weighted_median", "weights"),
        ("position", "position"),
    ],
)
def test_a_summary_without_its_input_is_refused(summary: str, field: str) -> None:
    assert refused(summary=summary) == (field, "summary_needs")


def test_rates_that_cannot_be_are_refused() -> None:
    """A royalty of 5 is 500 %: percent typed for a fraction never becomes a rate."""
    assert refused(5.0, 0.03) == ("rates", "rate_too_high")
    assert refused(float("nan")) == ("rates", "not_finite")
    assert refused(weights=(1.0,), summary="weighted_mean") == ("weights", "mixed_lengths")
    assert refused(weights=(0.0,) * 3, summary="weighted_mean") == ("weights", "no_deal_weight")
    assert refused(profit_margin=0.02) == ("profit_margin", "royalty_above_margin")
    assert refused(profit_margin=-0.1) == ("profit_margin", "royalty_above_margin")
    assert rate(profit_margin=0.03) == 0.03


def test_the_rates_are_what_the_result_is_made_of() -> None:
    """Each rate that is given counts: another one gives another result."""
    for summary in ("mean", "weighted_mean"):
        weights = {"weights": (1.0, 1.0, 1.0)}
        before = rate(0.02, 0.05, 0.03, summary=summary, **weights)
        assert rate(0.2, 0.05, 0.03, summary=summary, **weights) > before


def test_what_benchmarks_are_not_good_for_is_said() -> None:
    assert [w.code for w in run(inputs()).warnings] == ["benchmarks_only_frame"]
    assert [w.code for w in run(inputs(0.05)).warnings] == ["benchmarks_only_frame", "few_comparables"]


def test_a_margin_is_checked_path_by_path() -> None:
    require_within_margin("royalty_rate", np.array([0.1, 0.2]), np.array([0.1, 0.2]))
    require_within_margin("royalty_rate", 5.0, None)
    with pytest.raises(InputOutsideDomain) as trouble:
        require_within_margin("royalty_rate", np.array([0.1, 0.2]), np.array([0.1, 0.15]))
    assert trouble.value.message.params == pytest.approx({"rate": 20.0, "margin": 15.0})
