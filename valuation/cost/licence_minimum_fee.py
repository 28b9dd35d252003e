"""Which fee must a licence bring at least, so that the owner does not lose by granting it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from valuation.cost.obsolescence import age_life_obsolescence, remaining_share
from valuation.domains import Domain
from valuation.given_steps import given_steps
from valuation.inputs import FloatArray, Number
from valuation.model import Model, ModelResult, as_series, check_model_inputs, quantity, series
from valuation.results import Step
from valuation.units import COUNT, MONEY, SHARE, YEARS
from valuation.wording import N_, InputOutsideDomain, Message

_MONEY = Domain(0.0, 1e15)
_CHANGE = Domain(-1.0, 10.0, is_low_excluded=True, is_rate=True)
_YEARS = Domain(0.0, 100.0)
_LEFT_YEARS = Domain(0.0, 100.0, is_low_excluded=True)
_CAPACITY = Domain(0.0, 1e15)
_RULE = "valuation.cost.licence_minimum_fee"


@dataclass(frozen=True, kw_only=True)
class LicenceMinimumFee:
    """Cost of the technology, age, who uses how much of it, and what the owner gives up (both present values)."""

    cost_spent: Number = quantity(N_("Cost spent on the technology"), MONEY, _MONEY)
    price_changes: Any = series(N_("Change of the price level since then"), SHARE, _CHANGE)
    used_years: Number = quantity(N_("Years used"), YEARS, _YEARS)
    remaining_years: Number = quantity(N_("Years of use left"), YEARS, _LEFT_YEARS)
    owner_capacity: Number = quantity(N_("Production capacity of the owner"), COUNT, _CAPACITY)
    licensee_capacity: Number = quantity(N_("Production capacity of the licensee"), COUNT, _CAPACITY)
    lost_income: Number = quantity(N_("Present value of the income lost by granting the licence"), MONEY, _MONEY)
    added_cost: Number = quantity(N_("Present value of the cost added by granting the licence"), MONEY, _MONEY)


@dataclass(frozen=True)
class _Parts:
    """The steps between the inputs and the fee, arrays of shape (...)."""

    index: FloatArray
    obsolescence: FloatArray
    net_cost: FloatArray
    share: FloatArray
    opportunity_cost: FloatArray


def _parts(inputs: LicenceMinimumFee) -> _Parts:
    owner, licensee = np.asarray(inputs.owner_capacity), np.asarray(inputs.licensee_capacity)
    if (owner + licensee <= 0).any():
        message = Message("no_capacity", "The owner and the licensee cannot both be without capacity.")
        raise InputOutsideDomain("licensee_capacity", message)
    index = np.prod(1.0 + as_series(inputs.price_changes), axis=-1)
    obsolescence = age_life_obsolescence(inputs.used_years, inputs.remaining_years)
    return _Parts(
        index=np.asarray(index),
        obsolescence=obsolescence,
        net_cost=np.asarray(inputs.cost_spent) * index * remaining_share((obsolescence,), "chained"),
        share=np.asarray(licensee / (owner + licensee)),
        opportunity_cost=np.asarray(np.asarray(inputs.lost_income) + np.asarray(inputs.added_cost)),
    )


def licence_minimum_fee(inputs: LicenceMinimumFee) -> FloatArray:
    """F = C × product of (1 + π_k) × left / (used + left) × q_l / (q_o + q_l) + lost income + added cost, shape (...).

    Source: 最低收费额 = 重置成本净值 × 转让成本分摊率 + 机会成本 of Chinese appraisal textbooks.
    Known to be right: five published examinations; the opportunity cost alone where the licensee makes nothing; the
    shares of owner and licensee add up to the net cost.
    """
    check_model_inputs(inputs)
    parts = _parts(inputs)
    return np.asarray(parts.net_cost * parts.share + parts.opportunity_cost)


_SYMBOLS = {
    "cost_spent": "C",
    "price_changes": "π",
    "used_years": "n_used",
    "remaining_years": "n_left",
    "owner_capacity": "q_o",
    "licensee_capacity": "q_l",
    "lost_income": "A_lost",
    "added_cost": "A_cost",
}


def run(inputs: LicenceMinimumFee) -> ModelResult:
    """The fee with net replacement cost, share of the licensee and opportunity cost."""
    fee, parts = float(licence_minimum_fee(inputs)), _parts(inputs)
    chain = " × ".join(f"(1 + π_{k})" for k in range(1, len(inputs.price_changes) + 1))
    age_label, age_rule = N_("Obsolescence by age and life"), "valuation.cost.obsolescence"
    lost = float(parts.opportunity_cost)
    steps = (
        *given_steps(inputs, _SYMBOLS),
        Step("I", N_("Price level against the time of spending"), chain, float(parts.index), SHARE, _RULE),
        Step("o", age_label, "n_used / (n_used + n_left)", float(parts.obsolescence), SHARE, age_rule),
        Step("C_n", N_("Net replacement cost"), "C × I × (1 − o)", float(parts.net_cost), MONEY, _RULE),
        Step("k", N_("Share of the licensee in the capacity"), "q_l / (q_o + q_l)", float(parts.share), SHARE, _RULE),
        Step("A", N_("Opportunity cost of granting the licence"), "A_lost + A_cost", lost, MONEY, _RULE),
        Step("F", N_("Lowest fee of the licence"), "C_n × k + A", fee, MONEY, _RULE),
    )
    return ModelResult(fee, MONEY, steps)


MODELS = (
    Model(
        "licence_minimum_fee",
        N_("Lowest licence fee"),
        "cost",
        LicenceMinimumFee,
        licence_minimum_fee,
        run,
    ),
)
