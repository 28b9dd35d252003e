"""What does QuantLib say of many options, one after the other, and on which random terms is it asked?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from valuation.inputs import FloatArray
from valuation.options.terms import CALL

DAYS = 365


def random_terms(count: int, seed: int) -> dict[str, FloatArray]:
    """Volatility 1 % to 200 %, 4 days to 20 years (whole days, as QuantLib counts), rates -5 % to 25 %."""
    draw = np.random.default_rng(seed)
    days = np.maximum(4, np.floor(DAYS * np.exp(draw.uniform(np.log(0.01), np.log(20.0), count))))
    delay = draw.uniform(0.0, 0.25, count)
    return {
        "asset_value": 100.0 * np.exp(draw.uniform(np.log(0.2), np.log(5.0), count)),
        "exercise_price": np.full(count, 100.0),
        "years": days / DAYS,
        "volatility": np.exp(draw.uniform(np.log(0.01), np.log(2.0), count)),
        "risk_free_rate": draw.uniform(-0.05, 0.25, count),
        "cost_of_delay": np.where(draw.random(count) < 0.1, 0.0, delay),
    }


class QuantLibMarket:
    """One process whose quotes are set for each option: the cheapest way to loop over options in Python."""

    def __init__(self) -> None:
        import QuantLib

        self.ql = ql = QuantLib
        self.today = ql.Date(1, 1, 2026)
        ql.Settings.instance().evaluationDate = self.today
        self.quotes = [ql.SimpleQuote(value) for value in (100.0, 0.0, 0.05, 0.2)]
        asset, delay, rate, volatility = (ql.QuoteHandle(quote) for quote in self.quotes)
        count = ql.Actual365Fixed()

        def curve(quote: Any) -> Any:
            return ql.YieldTermStructureHandle(ql.FlatForward(self.today, quote, count))

        doubt = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(self.today, ql.NullCalendar(), volatility, count))
        self.process = ql.BlackScholesMertonProcess(asset, curve(delay), curve(rate), doubt)

    def values(self, engine: Any, terms: dict[str, FloatArray], right: str, style: Callable[[Any], Any]) -> FloatArray:
        """Value of each option; `style` makes the exercise from the last day."""
        ql, today = self.ql, self.today
        kind = ql.Option.Call if right == CALL else ql.Option.Put
        asset, delay, rate, volatility = (quote.setValue for quote in self.quotes)
        names = ("asset_value", "exercise_price", "volatility", "risk_free_rate", "cost_of_delay")
        days = np.rint(terms["years"] * DAYS).astype(int).tolist()
        found = []
        for s, k, v, r, q, day in zip(*(terms[name].tolist() for name in names), days, strict=True):
            asset(s)
            volatility(v)
            rate(r)
            delay(q)
            option = ql.VanillaOption(ql.PlainVanillaPayoff(kind, k), style(today + day))
            option.setPricingEngine(engine)
            found.append(option.NPV())
        return np.array(found)

    def american(self, engine: Any, terms: dict[str, FloatArray], right: str) -> FloatArray:
        """Value of each option with exercise on any day."""
        return self.values(engine, terms, right, lambda last: self.ql.AmericanExercise(self.today, last))

    def european(self, engine: Any, terms: dict[str, FloatArray], right: str) -> FloatArray:
        """Value of each option with exercise on the last day."""
        return self.values(engine, terms, right, self.ql.EuropeanExercise)


def american_values(terms: dict[str, FloatArray], right: str, scheme: str) -> FloatArray:
    """Of its spectral engine: `exact` (about 1e-8, slow), `accurate` or `fast`."""
    market = QuantLibMarket()
    engine = market.ql.QdFpAmericanEngine
    schemes = {"exact": engine.highPrecisionScheme, "accurate": engine.accurateScheme, "fast": engine.fastScheme}
    return market.american(engine(market.process, schemes[scheme]()), terms, right)
