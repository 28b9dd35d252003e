"""How fast are 10,000 American options valued in one call, beside QuantLib's fastest engine that is as exact?

Every engine of QuantLib for American options loops over the same terms with quotes that are set, not rebuilt. Those
whose largest error on a part of the sample, against its exact scheme, is at most 1e-4 come into question; the fastest
of them is the peer. An error is relative to the value, or to 1e-4 of the asset value where the value is less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.benchmarks.comparison import Comparison, Figure, Measured, interleaved_seconds, median_seconds
from tests.valuation.options.quantlib_options import DAYS, QuantLibMarket
from valuation.inputs import FloatArray
from valuation.options.american_option import AmericanOption, american_option

COUNT = 10_000
JUDGED = 1_000
"""Of them, those valued by the exact scheme too: it takes milliseconds for each."""
ACCURACY = 1e-4
Terms = dict[str, FloatArray]


@dataclass(frozen=True)
class Engine:
    """An engine with what it achieves on the judged options."""

    name: str
    engine: Any
    error: float
    seconds: float


def sample(count: int = COUNT) -> Terms:
    """Rights as patents give them: months to 15 years, volatility 10 % to 60 %, cost of delay up to 15 %."""
    draw = np.random.default_rng(2016)
    return {
        "asset_value": 100.0 * np.exp(draw.uniform(-0.5, 0.5, count)),
        "exercise_price": np.full(count, 100.0),
        "years": np.rint(draw.uniform(0.25, 15.0, count) * DAYS) / DAYS,
        "volatility": draw.uniform(0.1, 0.6, count),
        "risk_free_rate": draw.uniform(0.01, 0.1, count),
        "cost_of_delay": draw.uniform(0.005, 0.15, count),
    }


def measure() -> list[Measured]:
    """Our time against the peer's over all options, and both largest errors."""
    terms = sample()
    judged = {name: values[:JUDGED] for name, values in terms.items()}
    market = QuantLibMarket()
    exact = market.american(engines(market)["exact"], judged, "call")
    inputs = AmericanOption(**terms)
    error = largest_error(american_option(AmericanOption(**judged)), exact, judged)
    peer = fastest_accurate(market, judged, exact)
    ours, theirs = interleaved_seconds(
        [lambda: american_option(inputs), lambda: market.american(peer.engine, terms, "call")], 3
    )
    name = f"QuantLib {peer.name}"
    return [
        Comparison(f"{COUNT} American options to {ACCURACY:g}", ours, name, theirs, at_least_times_faster=2),
        Figure("Largest error of ours", error, "", "QuantLib exact", at_most=ACCURACY),
        Figure("Largest error of the peer", peer.error, "", "QuantLib exact", at_most=ACCURACY),
    ]


def largest_error(values: FloatArray, exact: FloatArray, terms: Terms) -> float:
    """Relative to the value, or to 1e-4 of the asset value where that is more."""
    return float(np.max(np.abs(values - exact) / np.maximum(exact, 1e-4 * terms["asset_value"])))


def fastest_accurate(market: QuantLibMarket, terms: Terms, exact: FloatArray) -> Engine:
    """The fastest engine within the accuracy on these options."""
    tried = []
    for name, engine in engines(market).items():
        if name == "exact":
            continue
        try:
            values = market.american(engine, terms, "call")
        except RuntimeError:  # some approximations give up on a part of the terms
            continue
        error = largest_error(values, exact, terms)
        if error <= ACCURACY:
            seconds = median_seconds(lambda engine=engine: market.american(engine, terms, "call"), 3)  # type: ignore[misc]
            tried.append(Engine(name, engine, error, seconds))
    return min(tried, key=lambda each: each.seconds)


def engines(market: QuantLibMarket) -> dict[str, Any]:
    """QuantLib's engines, those with a choice of fineness in several."""
    ql, process = market.ql, market.process
    spectral = ql.QdFpAmericanEngine
    found = {
        "Barone-Adesi and Whaley": ql.BaroneAdesiWhaleyApproximationEngine(process),
        "Bjerksund and Stensland": ql.BjerksundStenslandApproximationEngine(process),
        "QD+": ql.QdPlusAmericanEngine(process),
        "QdFp fast": spectral(process, spectral.fastScheme()),
        "QdFp accurate": spectral(process, spectral.accurateScheme()),
        "finite differences 100 x 200": ql.FdBlackScholesVanillaEngine(process, 100, 200),
        "Leisen-Reimer 201": ql.BinomialLRVanillaEngine(process, 201),
        "exact": spectral(process, spectral.highPrecisionScheme()),
    }
    for points in ((8, 4, 8, 32), (12, 4, 8, 32), (16, 4, 10, 48), (20, 4, 12, 48), (24, 4, 12, 48), (32, 4, 12, 64)):
        found[f"QdFp {points}"] = spectral(process, ql.QdFpLegendreScheme(*points))
    return found
