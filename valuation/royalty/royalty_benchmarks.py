"""Which royalty rate do rates seen elsewhere support, and where among them does the subject stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps, sum_of
from valuation.inputs import FloatArray, Number
from valuation.market.comparable_transactions import too_few_comparables, weighted_mean
from valuation.market.order_statistics import printed_quantile, printed_weighted_median, quantile, weighted_median
from valuation.model import Model, ModelResult, as_series, check_model_inputs, choice, quantity, series
from valuation.results import Step
from valuation.royalty.margin_check import require_within_margin
from valuation.series_checks import require_same_length
from valuation.units import FACTOR, SHARE
from valuation.wording import N_, InputOutsideDomain, Message

SUMMARIES = ("median", "mean", "trimmed_mean", "weighted_mean", "weighted_median", "position")
_NEEDED = {
    "trimmed_mean": "trimmed_share",
    "weighted_mean": "weights",
    "weighted_median": "weights",
    "position": "position",
}
"""The input that a summary uses beside the rates."""
_SHARE = Domain(0.0, 1.0, is_rate=True)
_MARGIN = Domain(-10.0, 1.0, is_rate=True)
_ROUNDING = 1e-9
_RULE = "valuation.royalty.royalty_benchmarks"


@dataclass(frozen=True, kw_only=True)
class RoyaltyBenchmarks:
    """Rates on one base (sales, not a mix of bases) of licences of one trade, and what is taken of them."""

    rates: Any = series(N_("Royalty rate seen elsewhere"), SHARE, _SHARE)
    summary: str = choice(N_("What is taken of the rates"), SUMMARIES)
    weights: Any = series(N_("Weight of the rate"), FACTOR, Domain(0.0, 100.0), default=None)
    trimmed_share: Number | None = quantity(
        N_("Share of the rates left out at each end"),
        SHARE,
        Domain(0.0, 0.5, is_high_excluded=True, is_rate=True),
        default=None,
    )
    position: Number | None = quantity(
        N_("Position of the subject among the rates, 0 lowest and 1 highest"), SHARE, _SHARE, default=None
    )
    profit_margin: Number | None = quantity(
        N_("Profit margin on sales, to check a rate on sales"), SHARE, _MARGIN, default=None
    )


def royalty_benchmarks(inputs: RoyaltyBenchmarks) -> FloatArray:
    """ρ = median, mean, trimmed or weighted mean, weighted median, or Q(position) of the rates, shape (...).

    Q is linear between the rates in order, so that the median of an even list is the mean of the two in the middle;
    the trimmed mean leaves out the whole part of share times count at each end. Rates and result are decimals of sales.
    Source: benchmarking of royalty rates (行业提成率参考) by position of the subject.
    InputOutsideDomain where a summary lacks the input it uses, all weights are 0, or the rate exceeds the margin.
    Known to be right: numpy and scipy.stats on the same rates; the position 1/2 is the median.
    """
    check_model_inputs(inputs)
    needed = _NEEDED.get(inputs.summary)
    if needed is not None and getattr(inputs, needed) is None:
        raise InputOutsideDomain(needed, Message("summary_needs", N_("What is taken of the rates needs this input.")))
    if inputs.weights is not None:
        require_same_length(inputs, "rates", "weights")
        if not (as_series(inputs.weights).sum(axis=-1) > 0).all():
            template = N_("At least one comparable must have a weight above zero.")
            raise InputOutsideDomain("weights", Message("no_deal_weight", template))
    rate = _summary(inputs)
    require_within_margin("profit_margin", rate, inputs.profit_margin)
    return rate


def _summary(inputs: RoyaltyBenchmarks) -> FloatArray:
    rates = as_series(inputs.rates)
    if inputs.summary == "trimmed_mean":
        return weighted_mean(rates_in_order(rates), trimmed_weights(inputs))
    if inputs.summary == "weighted_mean":
        weights = as_series(inputs.weights)
        return weighted_mean(rates, weights / weights.sum(axis=-1, keepdims=True))
    if inputs.summary == "weighted_median":
        return weighted_median(rates, as_series(inputs.weights))
    if inputs.summary == "mean":
        return np.asarray(rates.mean(axis=-1))
    share = np.asarray(0.5 if inputs.summary == "median" else inputs.position, dtype=np.float64)
    return quantile(rates, np.ones(rates.shape[-1:], dtype=np.bool_), share)


def rates_in_order(rates: FloatArray) -> FloatArray:
    """From the lowest to the highest, shape (..., items)."""
    return np.sort(rates, axis=-1)


def trimmed_weights(inputs: RoyaltyBenchmarks) -> FloatArray:
    """Equal weights, sum 1, of the rates in order; 0 for those left out at the ends, shape (..., items)."""
    count = as_series(inputs.rates).shape[-1]
    cut = np.floor(np.asarray(inputs.trimmed_share) * count + _ROUNDING)[..., np.newaxis]
    places = np.arange(count)
    kept = (places >= cut) & (places < count - cut)
    return np.asarray(kept / kept.sum(axis=-1, keepdims=True))


def run(inputs: RoyaltyBenchmarks) -> ModelResult:
    """The rate with range, quartiles and mean of the benchmarks, and what they are not good for."""
    rate = float(royalty_benchmarks(inputs))
    rates = as_series(inputs.rates)
    symbols = [f"ρ_{k}" for k in range(1, rates.size + 1)]
    added = " + ".join(symbols)
    given = {"rates": "ρ", "weights": "w", "trimmed_share": "h", "position": "x", "profit_margin": "M"}
    steps = (
        *given_steps(inputs, given),
        *_quartile_steps(symbols, rates),
        Step("m", N_("Mean of the rates"), f"({added}) / {rates.size}", float(rates.mean()), SHARE, _RULE),
        Step("ρ", N_("Royalty rate on sales"), _formula(inputs, symbols, rates), rate, SHARE, _RULE),
    )
    return ModelResult(rate, SHARE, steps, _warnings(inputs, rates))


def _quartile_steps(symbols: list[str], rates: FloatArray) -> list[Step]:
    places = (
        ("ρ_low", N_("Lowest rate"), 0.0),
        ("Q_1", N_("Lower quartile of the rates"), 0.25),
        ("Q_2", N_("Median of the rates"), 0.5),
        ("Q_3", N_("Upper quartile of the rates"), 0.75),
        ("ρ_high", N_("Highest rate"), 1.0),
    )
    every, values = np.ones(rates.shape, dtype=np.bool_), rates.tolist()
    found = []
    for symbol, label, place in places:
        value = float(quantile(rates, every, place))
        found.append(Step(symbol, label, printed_quantile(symbols, values, place), value, SHARE, _RULE))
    return found


def _formula(inputs: RoyaltyBenchmarks, symbols: list[str], rates: FloatArray) -> str:
    if inputs.summary == "median":
        return "Q_2"
    if inputs.summary == "mean":
        return "m"
    if inputs.summary == "position" and inputs.position is not None:
        return printed_quantile(symbols, rates.tolist(), float(inputs.position))
    if inputs.summary == "weighted_median":
        return printed_weighted_median(symbols, rates.tolist(), as_series(inputs.weights).tolist())
    if inputs.summary == "weighted_mean":
        return f"({sum_of('w_{k} × ρ_{k}', rates.size)}) / ({sum_of('w_{k}', rates.size)})"
    order = np.argsort(rates, kind="stable")
    kept = [symbols[order[place]] for place in np.flatnonzero(trimmed_weights(inputs))]
    return f"({' + '.join(kept)}) / {len(kept)}"


def _warnings(inputs: RoyaltyBenchmarks, rates: FloatArray) -> tuple[Message, ...]:
    limits = N_(
        "Rates seen elsewhere are averages over other rights, terms and countries, and known ones are seldom typical: "
        "they frame a rate, they do not prove it for this patent."
    )
    found = [Message("benchmarks_only_frame", limits)]
    few = too_few_comparables(rates.size)
    if few is not None:
        found.append(few)
    unused = [name for name in ("weights", "trimmed_share", "position") if getattr(inputs, name) is not None]
    unused = [name for name in unused if name != _NEEDED.get(inputs.summary)]
    if unused:
        template = N_("Not used by what is taken of the rates: {names}.")
        found.append(Message("not_used", template, {"names": ", ".join(unused)}))
    return tuple(found)


MODELS = (
    Model(
        "royalty_benchmarks",
        N_("Royalty by benchmarks"),
        "royalty",
        RoyaltyBenchmarks,
        royalty_benchmarks,
        run,
        unit=SHARE,
    ),
)
