"""Do European rights and rights on rights have the values of an independent library on thousands of random terms?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.valuation.options.option_cases import RIGHTS, a_closed_form
from tests.valuation.options.quantlib_options import DAYS, QuantLibMarket, random_terms
from valuation.options.black_scholes import black_scholes, greeks
from valuation.options.compound_option import CompoundOption, compound_option


@pytest.mark.parametrize("right", RIGHTS)
def test_european_rights(right: str) -> None:
    terms, market = random_terms(4000, seed=30), QuantLibMarket()
    theirs = market.european(market.ql.AnalyticEuropeanEngine(market.process), terms, right)
    ours = black_scholes(a_closed_form(**terms, right=right))
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)


def test_call_less_put_is_the_forward() -> None:
    terms = random_terms(4000, seed=31)
    call, put = (black_scholes(a_closed_form(**terms, right=right)) for right in RIGHTS)
    s, k, t = (terms[name] for name in ("asset_value", "exercise_price", "years"))
    forward = s * np.exp(-terms["cost_of_delay"] * t) - k * np.exp(-terms["risk_free_rate"] * t)
    np.testing.assert_allclose(call - put, forward, rtol=0.0, atol=1e-12 * float((s + k).max()))


@pytest.mark.parametrize("right", RIGHTS)
def test_greeks_of_european_rights(right: str) -> None:
    terms, market = random_terms(300, seed=32), QuantLibMarket()
    ours = greeks(a_closed_form(**terms, right=right))
    theirs = market.greeks(terms, right)
    for name, values in theirs.items():
        np.testing.assert_allclose(getattr(ours, name), values, rtol=1e-7, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("first", RIGHTS)
@pytest.mark.parametrize("second", RIGHTS)
def test_rights_on_rights(first: str, second: str) -> None:
    """Their joint normal is good for about 1e-6 of the prices."""
    draw, terms, market = np.random.default_rng(33), random_terms(400, seed=34), QuantLibMarket()
    terms["volatility"] = np.clip(terms["volatility"], 0.05, 1.0)
    days = np.rint(terms["years"] * DAYS) + 20
    soon = np.floor(days * draw.uniform(0.1, 0.9, days.size))
    stages: dict[str, Any] = {
        "asset_value": terms["asset_value"],
        "first_price": draw.uniform(0.5, 40.0, days.size),
        "second_price": terms["exercise_price"],
        "first_years": soon / DAYS,
        "second_years": days / DAYS,
        **{name: terms[name] for name in ("volatility", "risk_free_rate", "cost_of_delay")},
    }
    ours = compound_option(CompoundOption(**stages, first_right=first, second_right=second))
    theirs = market.compound(stages, first, second)
    known = np.isfinite(theirs)
    assert known.sum() > 300, "it gives up where the first price is above all that the second right may bring"
    scale = stages["asset_value"] + stages["second_price"]
    assert float(np.max((np.abs(ours - theirs) / scale)[known])) < 1e-5
