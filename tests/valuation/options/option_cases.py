"""One right of each kind to build the cases of the tests on."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from valuation.options.binomial_tree import BinomialTree
from valuation.options.black_scholes import BlackScholes

TERMS: dict[str, Any] = {
    "asset_value": 110.0,
    "exercise_price": 100.0,
    "years": 3.0,
    "volatility": 0.3,
    "risk_free_rate": 0.04,
    "cost_of_delay": 0.06,
}
RIGHTS = ("call", "put")


def a_closed_form(**changes: Any) -> BlackScholes:
    return BlackScholes(**{**TERMS, **changes})


def a_tree(**changes: Any) -> BinomialTree:
    return BinomialTree(**{**TERMS, "style": "american", "steps": 201, **changes})


TERM_STRATEGY = st.fixed_dictionaries(
    {
        "asset_value": st.floats(20.0, 500.0),
        "exercise_price": st.floats(20.0, 500.0),
        "years": st.floats(0.1, 20.0),
        "volatility": st.floats(0.05, 0.9),
        "risk_free_rate": st.floats(-0.02, 0.12),
        "cost_of_delay": st.floats(0.0, 0.2),
    }
)
