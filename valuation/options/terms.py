"""What must be known of a right to invest later, whichever model values it, and what must be said of each value?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from valuation.domains import LONGEST_YEARS, Domain
from valuation.inputs import FloatArray, Number
from valuation.model import choice, quantity
from valuation.results import Step
from valuation.units import MONEY, RATE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

POSITIVE_MONEY = Domain(0.0, 1e15, is_low_excluded=True)
RATE_DOMAIN = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
DELAY_DOMAIN = Domain(0.0, 1.0, is_rate=True)
YEARS_DOMAIN = Domain(0.0, LONGEST_YEARS, is_low_excluded=True)
VOLATILITY_DOMAIN = Domain(0.0, 5.0, is_low_excluded=True, is_rate=True)

TERM_SYMBOLS = {
    "asset_value": "S",
    "exercise_price": "K",
    "years": "T",
    "volatility": "σ",
    "risk_free_rate": "r",
    "cost_of_delay": "q",
}
CALL, PUT = "call", "put"
EUROPEAN, AMERICAN = "european", "american"


@dataclass(frozen=True, kw_only=True)
class OptionTerms:
    """The asset behind the right, the price of taking it up, and how long that may wait; arrays broadcast."""

    asset_value: Number = quantity(N_("Present value of the income once developed"), MONEY, POSITIVE_MONEY)
    exercise_price: Number = quantity(N_("Cost of bringing it to market"), MONEY, POSITIVE_MONEY)
    years: Number = quantity(N_("Years in which the decision may be taken"), YEARS, YEARS_DOMAIN)
    volatility: Number = quantity(N_("Volatility of the asset value per year"), RATE, VOLATILITY_DOMAIN)
    risk_free_rate: Number = quantity(N_("Risk-free rate, continuously compounded"), RATE, RATE_DOMAIN)
    cost_of_delay: Number = quantity(
        N_("Cost of delay: share of the value lost per year of waiting (1 / years left of the patent)"),
        RATE,
        DELAY_DOMAIN,
    )
    right: str = choice(N_("Right to invest (call) or to sell (put)"), (CALL, PUT), default=CALL)


def cost_of_delay(patent_years: Number) -> FloatArray:
    """q = 1 / n: each year of waiting takes one of the `patent_years` (at least 1) left. Source: Damodaran (2001).

    Raises InputOutsideDomain below one year: the rate of loss would exceed the whole value per year.
    """
    left = np.asarray(patent_years, dtype=np.float64)
    if not (np.isfinite(left) & (left >= 1.0)).all():
        message = Message("no_year_left", "At least one year of the patent must be left.")
        raise InputOutsideDomain("patent_years", message)
    return np.asarray(1.0 / left)


@dataclass(frozen=True)
class TermArrays:
    """The letters of the formulas, checked, as arrays that broadcast: S, K, T, σ, r, q."""

    asset: FloatArray
    price: FloatArray
    years: FloatArray
    volatility: FloatArray
    rate: FloatArray
    delay: FloatArray

    def part(self, selection: Any) -> TermArrays:
        """The same letters of some of the options, by the index that numpy takes."""
        return TermArrays(**{each.name: getattr(self, each.name)[selection] for each in fields(self)})

    def flat(self) -> TermArrays:
        """The same letters of shape (options,)."""
        return TermArrays(**{each.name: np.ravel(getattr(self, each.name)) for each in fields(self)})


def terms_as_arrays(terms: OptionTerms) -> TermArrays:
    """The inputs broadcast to one shape."""
    given = (
        *(terms.asset_value, terms.exercise_price, terms.years),
        *(terms.volatility, terms.risk_free_rate, terms.cost_of_delay),
    )
    return TermArrays(*np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in given)))


def sign_of(right: str) -> float:
    """1 for the right to invest, -1 for the right to sell."""
    return 1.0 if right == CALL else -1.0


def exercised_today(terms: OptionTerms, source: str) -> Step:
    """What the right brings if it is taken up at once."""
    difference = sign_of(terms.right) * (float(terms.asset_value) - float(terms.exercise_price))
    formula = "max(S − K, 0)" if terms.right == CALL else "max(K − S, 0)"
    return Step("I", N_("Value if taken up today"), formula, max(difference, 0.0), MONEY, source)


def option_warnings(style: str, delay: float) -> tuple[Message, ...]:
    """The exercise style, always; and that waiting without cost does not fit a patent."""
    if style == AMERICAN:
        said = Message("exercise_style_american", "American exercise: the right may be taken up at any time.")
    else:
        said = Message(
            "exercise_style_european",
            "European exercise: the right may be taken up only at the end; the worth of going to market earlier is not "
            "in this value.",
        )
    if delay > 0:
        return (said,)
    free = Message(
        "waiting_is_free",
        "The cost of delay is zero: a patent loses a year of protection with each year of waiting, and this value "
        "leaves that out.",
    )
    return (said, free)
