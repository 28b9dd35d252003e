"""What are rights without an end worth that would earn the royalty of the market on sales?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.income.capitalised_earnings import CapitalisedEarnings, capitalised
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, check_model_inputs, quantity
from valuation.results import Step
from valuation.units import MONEY, RATE, SHARE
from valuation.wording import N_, Message

_MONEY = Domain(0.0, 1e15)
_SHARE = Domain(0.0, 1.0, is_rate=True)
_RATE = Domain(-1.0, 1.0, is_low_excluded=True, is_rate=True)
_RULE = "valuation.market.royalty_capitalisation"


@dataclass(frozen=True, kw_only=True)
class RoyaltyCapitalisation:
    """Before tax with a rate before tax, after tax with one after tax."""

    sales: Number = quantity(N_("Sales of the first year"), MONEY, _MONEY)
    royalty_rate: Number = quantity(N_("Royalty rate on sales"), SHARE, _SHARE)
    discount_rate: Number = quantity(N_("Discount rate"), RATE, _RATE)
    growth: Number = quantity(N_("Yearly growth of the income"), RATE, _RATE, default=0.0)


def _royalty(inputs: RoyaltyCapitalisation) -> FloatArray:
    return np.asarray(np.asarray(inputs.sales) * np.asarray(inputs.royalty_rate))


def royalty_capitalisation(inputs: RoyaltyCapitalisation) -> FloatArray:
    """V = S ρ / (r - g), royalty at each year's end for ever, shape (...). Needs r > g.

    Source: capitalisation of a market royalty, by `capitalised_earnings`. For marks and know-how, never a patent.
    Known to be right: published textbook examples; limit of relief from royalty over ever more years.
    """
    check_model_inputs(inputs)
    return capitalised(
        CapitalisedEarnings(next_income=_royalty(inputs), discount_rate=inputs.discount_rate, growth=inputs.growth)
    )


def run(inputs: RoyaltyCapitalisation) -> ModelResult:
    """The value with the yearly royalty, and the warning that nothing here ends."""
    value = float(royalty_capitalisation(inputs))
    symbols = {"sales": "S", "royalty_rate": "ρ", "discount_rate": "r", "growth": "g"}
    steps = (
        *given_steps(inputs, symbols),
        Step("A", N_("Royalty of the first year"), "S × ρ", float(_royalty(inputs)), MONEY, _RULE),
        Step("V", N_("Value"), "A / (r − g)", value, MONEY, _RULE),
    )
    template = N_("The royalty is taken to flow for ever: a patent ends with its term and must not be valued so.")
    return ModelResult(value, MONEY, steps, (Message("royalty_without_end", template),))


MODELS = (
    Model(
        "royalty_capitalisation",
        N_("Market royalty capitalised"),
        "market",
        RoyaltyCapitalisation,
        royalty_capitalisation,
        run,
    ),
)
